# wallet: completion for fish
function __wallet_complete
    set -l words (commandline -opc)
    set -l current (string unescape -- (commandline -ct))
    set -l found (command wallet __complete fish -- $words[2..-1] "$current" 2>/dev/null)
    if test "$found[1]" = :files
        __fish_complete_path "$current"
    else
        printf '%s\n' $found
    end
end
complete -c wallet -f -a '(__wallet_complete)'
