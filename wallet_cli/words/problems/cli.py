"""Texts for command lines that can't be understood, for questions nobody is there to answer, and for passphrases."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    # the command line
    "no-such-command": (N_('no command "{command}"'), N_("see what there is: `wallet --help`")),
    "no-such-command-yet": (
        N_('there is no "{command}" in wallet yet'),
        N_("[[what has a day ahead is recorded like any payment: `{line}`\n]]what comes nearest today: `{corrected}`"),
    ),
    "no-recurring-yet": (
        N_('there is no "{command}" in wallet yet: what comes again and again is recorded each time'),
        N_(
            "one that has a day ahead: `{line}`\n"
            "each month by itself: that line from cron, with --passphrase-file; a later version plans bills"
        ),
    ),
    "no-such-command-near": (N_('no command "{command}" (did you mean {near}?)'), N_("write: `{corrected}`")),
    "synonym": (N_('"{word}" is called "{command}" here; nothing was done'), N_("write: `{corrected}`")),
    "verb-missing": (N_('"{text}" says how much, but not what was done with it'), N_("write: `{corrected}`")),
    "no-such-verb": (N_('"{noun}" has no "{verb}"; it has {verbs}'), N_("see what each does: `wallet help {noun}`")),
    "no-such-verb-near": (N_('"{noun}" has no "{verb}"; it has {verbs}'), N_("write: `{corrected}`")),
    "no-such-option": (N_('"{command}" has no option "{option}"'), N_("see what it has: `wallet help {command}`")),
    "no-such-option-near": (
        N_('"{command}" has no option "{option}" (did you mean {near}?)'),
        N_("write: `{corrected}`"),
    ),
    "word-to-leave": (N_('"{command}" takes no word like "{word}"; nothing was done'), N_("write: `{corrected}`")),
    "kind-stays": (
        N_("the kind of a category can't be changed: its signs and sums depend on it"),
        N_("add another: `{corrected}`"),
    ),
    "no-such-global-option": (N_('there is no option "{option}"'), N_("see what there is: `wallet help options`")),
    "option-needs-value": (
        N_('the option "{option}" needs a value after it'),
        N_("see which: `wallet help {command}`"),
    ),
    "option-empty": (
        N_('the option "{option}" is given, but empty'),
        N_("write its value, or leave the option out; in a script, is a variable unset? `wallet help {command}`"),
    ),
    "option-twice": (
        N_("{options}: given more than once, and only one value is taken"),
        N_("give it once; see how: `wallet help {command}`"),
    ),
    "option-takes-nothing": (N_('the option "{option}" takes no value'), N_("write it without the =")),
    "option-value": (
        N_('"{value}" is not a whole number from 0 up, and the option "{option}" takes one'),
        N_("see more: `wallet help {command}`"),
    ),
    "option-apart": (
        N_('the option "{option}" can\'t be in the line; nothing was recorded'),
        N_(
            "it is on the command line: `wallet {command} {line}`\nif it belongs to a name, write that in double quotes"
        ),
    ),
    "option-unknown": (
        N_('"{option}" looks like an option, but "{command}" has no such option[[ (did you mean {near}?)]]'),
        N_("see what it has: `wallet help {command}`; if it belongs to a name, write that in double quotes"),
    ),
    "options-exclude": (N_("these options can't be used together: {options}"), N_("give one of them")),
    "no-json": (N_('"{command}" has no answer as JSON'), N_("leave out {option}: `{corrected}`")),
    "argument-missing": (
        N_('"{command}" needs {argument} after it'),
        N_("write: `wallet {command} {line}`; see more: `wallet help {command}`"),
    ),
    "too-many-words": (
        N_('"{word}" is one word too many for "{command}"'),
        N_("a name of several words goes in quotes, or with - for the spaces; see: `wallet help {command}`"),
    ),
    "word-is-wallet": (
        N_('"{word}" is one word too many for "{command}"'),
        N_("the name of a wallet goes behind --wallet: `{corrected}`"),
    ),
    "word-is-option": (N_('"{word}" is one word too many for "{command}"'), N_("write: `{corrected}`")),
    "usage": (N_('the words after "{command}" can\'t be understood ({reason})'), N_("see: `wallet help {command}`")),
    "name-has-hyphen": (N_('"{text}" looks like an option'), N_("write: `{corrected}`")),
    "balance-needs-option": (N_('"{text}" looks like an option'), N_("write: `{corrected}`")),
    "unknown-language": (N_('no texts in the language "{language}"'), N_("choose one of: {languages}")),
    "unknown-shell": (N_('no completion for the shell "{shell}"'), N_("choose one of: {shells}")),
    "bad-wallet-name": (
        N_('"{name}" can\'t be the name of a wallet'),
        N_(
            "it is a name, not a path: without / \\ or :, and not starting with a dot or a hyphen: `wallet --wallet "
            "NAME status`"
        ),
    ),
    "wallet-name-long": (
        N_('"{name}" is too long for the name of a new wallet: {bytes} bytes, at most {most}'),
        N_("choose a shorter one: --wallet NAME"),
    ),
    "not-a-record": (N_('"{word}" records nothing, and a batch only records'), N_("a line begins with one of {verbs}")),
    "amount-missing-here": (N_("the amount is missing"), N_("write it first, for example 12.50 Coffee")),
    "nothing-here-to-undo": (
        N_("nothing was recorded at this prompt yet"),
        N_("for what was recorded before, end it with an empty line, then write: `{corrected}`"),
    ),
    "nothing-here-to-redo": (
        N_("nothing was undone at this prompt yet"),
        N_("for what was undone before, end it with an empty line, then write: `{corrected}`"),
    ),
    "other-command": (
        N_('this prompt only records with "{command}"; nothing was done'),
        N_("end it with an empty line, then write: `{corrected}`"),
    ),
    # questions without anyone to answer them
    "would-ask": (N_('there is no terminal to ask on: "{question}"'), N_("give the answer on the command line")),
    "line-missing": (
        N_("nothing to record: the line is missing, and there is no terminal to read it from"),
        N_(
            "write it after the command (a shell swallows $12.50); see how: `wallet help {command}`\n"
            "lines that come through a pipe are read by `wallet batch -`"
        ),
    ),
    "line-in-quotes": (
        N_("the whole line is in one pair of quotes, so it is read as one word"),
        N_("leave those quotes out: `wallet {command} {line}`"),
    ),
    "needs-yes": (
        N_("this needs confirmation, and there is no terminal to ask on"),
        N_("confirm in advance with {flag}"),
    ),
    "interrupted": (N_("interrupted"), ""),
    # passphrases
    "locked": (
        N_('wallet "{wallet}" is locked'),
        N_("open it for a while: `wallet unlock`   (or give --passphrase-file FILE)"),
    ),
    "secret-needed": (
        N_("this needs the passphrase itself, even if a wallet is unlocked"),
        N_("run it in a terminal, or give the passphrase: --passphrase-file FILE"),
    ),
    "passphrase-needed": (
        N_("a new wallet needs a passphrase, and nothing can be asked here (no terminal, or --no-input)"),
        N_("give it in a file that only you can read: `{line}`"),
    ),
    "passphrase-empty": (N_("the passphrase is empty"), N_("type it[[, or write it in line {line} of the file]]")),
    "passphrase-file": (N_('the passphrase can\'t be read from "{path}": {why}'), N_("check {source}")),
    "passphrase-file-open": (
        N_('other users of this machine can get at the passphrase in "{path}" (mode {mode})'),
        N_("keep it to yourself: `chmod 600 {path}`"),
    ),
    "passphrase-fd": (
        N_('the passphrase can\'t be read from file descriptor "{fd}"'),
        N_("open it for the command: `wallet --passphrase-fd 3 status 3< FILE`"),
    ),
    "passphrase-command": (
        N_("the command that should give the passphrase failed with status {status}"),
        N_("try the command by itself"),
    ),
    "terminal-echoes": (
        N_("this terminal would show the passphrase while it is typed"),
        N_("give it in a file that only you can read: --passphrase-file FILE"),
    ),
    "passphrase-command-slow": (
        N_("the command that should give the passphrase took more than {seconds} seconds, and was stopped"),
        N_("try the command by itself; it gets no keyboard"),
    ),
    "home-unknown": (
        N_('your home folder is unknown: HOME is "{value}", and the system names no other'),
        N_("set HOME to the whole path of your folder, or both WALLET_HOME and WALLET_STATE"),
    ),
    # making and unlocking
    "wallet-exists": (
        N_('there is already a wallet "{wallet}", in {path}'),
        N_("[[look into it: `{other}`]][[   (or make another: `{line}`)]]"),
    ),
    "currency-needed": (
        N_("a new wallet needs its main currency"),
        N_("write: `{line}`"),
    ),
    "main-currency-ambiguous": (N_('"{word}" can mean {candidates}'), N_("write one of these codes")),
    "account-is-amount": (N_('"{text}" is an amount without an account'), N_("write its name in front: cash {text}")),
    "close-of-what": (
        N_('"{name}" may be an account or a category'),
        N_("for the account: `{corrected}`\nfor the category: `{other}`"),
    ),
    "month-of-what": (
        N_('no command "month"'),
        N_("what was spent: `{corrected}`\nthe budget: `{other}`"),
    ),
    "amount-of-which-account": (
        N_('"{text}" is an amount without an account'),
        N_("if it is in {name}, write both in one line: {name} {text}"),
    ),
    "account-is-answer": (
        N_('"{text}" is not an account; give a name and how much is in it now'),
        N_("write it like: cash 80   (Enter alone goes on)"),
    ),
    "account-is-date": (
        N_('"{text}" is a day, not an account'),
        N_("write a name and what is in it now, like: cash 80   (the day is asked for at the end)"),
    ),
    "account-is-payment": (
        N_('"{text}" reads as a payment; here are only accounts, and nothing was done'),
        N_("payments come right after this: Enter alone ends the accounts, then record it: `wallet pay`"),
    ),
    "account-is-command": (
        N_('"{text}" is a command, not an account; nothing was done'),
        N_(
            "Enter alone ends the accounts; then write: `{corrected}`\n"
            "to drop an account from this list, type its number and -: 1 -"
        ),
    ),
    "account-is-category": (
        N_('"{name}" is a category: what money is spent on or comes from'),
        N_("an account is where money is: cash, a bank account, a card; write a payment later, with +{name}"),
    ),
    "amount-in-words": (N_('"{text}" is a number in words'), N_("write it in digits: {corrected}")),
    "amount-in-cents": (N_('"{text}" counts cents'), N_("write it like this: {corrected}")),
    "no-such-line": (
        N_("there is no account number {number} in this list[[, which has {numbers}]]"),
        N_(
            "write the number shown before the account, and what is right"
            "[[\nor, if {number} is what it holds: {corrected}]]"
        ),
    ),
    "held-in-future": (
        N_("{day} is in the future, and what an account holds then isn't known yet"),
        N_("write today, {today}, or an earlier day: the day on which the amounts above were right"),
    ),
    "style-differs": (
        N_('"{text}" is not in the number style of this wallet, which writes {example}'),
        N_("[[in this style it is {corrected}]]"),
    ),
    "account-amount-last": (
        N_('"{text}" has an amount between other words'),
        N_("the name first, the amount last: {corrected}"),
    ),
    "kind-or-name": (
        N_('no kind "{kind}"'),
        N_("choose one of: {kinds}\nor, if the account is called so: {corrected}"),
    ),
    "several-accounts": (
        N_('"{text}" looks like several accounts in one line'),
        N_("write one account, press Enter, then the next one: a name and one amount"),
    ),
    "owed-unclear": (
        N_('"{text}" doesn\'t say for certain who owes whom'),
        N_(
            "write one of these: I owe {name} {amount} · {name} owes me {amount} · "
            "a card or a loan: {name} owed {amount}"
        ),
    ),
    "unknown-number-style": (N_('no number style is written "{style}"'), N_("choose one of: {styles}")),
    "bad-duration": (
        N_('"{text}" is not a duration between a second and a week'),
        N_("write it like 90s, 15m, 8h or 7d"),
    ),
    # the machine
    "system-refused": (N_('the system refuses: {reason} ("{path}")'), ""),
    "too-little-memory": (
        N_("there is too little memory for this; nothing was recorded"),
        N_("ulimit -v shows how much this shell gives a program; with ulimit -v 300000 wallet has enough"),
    ),
    "bug": (
        N_("a bug in wallet itself ({kind}); what it was recording was taken back"),
        N_("see where: run it again with WALLET_DEBUG=1, and report it; the report shows what you typed"),
    ),
}
