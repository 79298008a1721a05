"""``wallet completion``: a script that makes a shell ask ``wallet __complete`` at TAB. Nothing is installed."""

from __future__ import annotations

from wallet_cli.cli.render.output import Output
from wallet_cli.cli.spec import Spec, arg
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.words.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App

BASH = """\
# wallet: completion for bash
_wallet() {
    local IFS=$'\\n'
    mapfile -t COMPREPLY < <(command wallet __complete bash "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
    if [[ ${COMPREPLY[0]-} == :files ]]; then
        COMPREPLY=()
        compopt -o default
    fi
}
complete -F _wallet wallet
"""
ZSH = """\
#compdef wallet
# wallet: completion for zsh
_wallet() {
    local line tab=$'\\t'
    local -a found shown
    while IFS= read -r line; do
        found+=("${line%%$tab*}")
        shown+=("${line//$tab/   }")
    done < <(command wallet __complete zsh -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
    if [[ ${found[1]-} == :files ]]; then
        _files
    elif [[ ${found[1]-} == :list ]]; then
        shift found shown
        compadd -U -l -d shown -- "${found[@]}"
        compstate[insert]=
        compstate[list]='list force'
    elif (( $#found )); then
        compadd -U -l -d shown -- "${found[@]}"
    fi
}
if [[ ${funcstack[1]-} == _wallet ]]; then
    _wallet "$@"
else
    compdef _wallet wallet
fi
"""
FISH = """\
# wallet: completion for fish
function __wallet_complete
    set -l words (commandline -opc)
    set -l current (string unescape -- (commandline -ct))
    set -l found (command wallet __complete fish -- $words[2..-1] "$current" 2>/dev/null)
    if test "$found[1]" = :files
        __fish_complete_path "$current"
    else
        printf '%s\\n' $found
    end
end
complete -c wallet -f -a '(__wallet_complete)'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
PLACES = {
    "bash": N_('eval "$(wallet completion bash)"   # in ~/.bashrc'),
    "zsh": N_('eval "$(wallet completion zsh)"   # in ~/.zshrc, after compinit'),
    "fish": N_("wallet completion fish > ~/.config/fish/completions/wallet.fish"),
}


def run(app: App, shell: str) -> None:
    """Print the script; on a terminal say where it belongs."""
    out = Output(app)
    if shell not in SCRIPTS:
        raise UsageProblem("unknown-shell", shell=shell, shells=tuple(SCRIPTS))
    if out.as_json:
        option = "--json" if app.options.json else "--jsonl"
        raise UsageProblem("no-json", command="completion", option=option, corrected=spelled(["completion", shell]))
    for line in SCRIPTS[shell].splitlines():
        out.line(line)
    if app.to_terminal:
        out.note(_("to have it in every {shell}: {line}").format(shell=shell, line=_(PLACES[shell])))


COMMAND = Spec(
    "completion",
    N_("print a completion script for your shell"),
    run,
    (arg("shell", metavar="SHELL", help=N_("bash, zsh or fish"), complete="shell"),),
    tuple(PLACES.values()),
    N_("Accounts, categories and payees are offered while the wallet is unlocked; TAB never asks for the passphrase."),
)
