"""Texts for files as a whole going in and out of the books: which account, what was known, what changed since."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    # statements
    "statement-accounts": (
        N_("a statement is of one account for one period, and of {accounts} at most one can be the account"),
        N_("write the period like {periods}: `wallet statement PERIOD @ACCOUNT`"),
    ),
    "statement-account-missing": (
        N_("which account? there are {accounts}"),
        N_("name it: `wallet statement {period} @ACCOUNT`"),
    ),
    "several-statements": (
        N_("there is a statement for each currency: {currencies}"),
        N_("write {{currency}} into the file's name: -o '{{account}}-{{currency}}.csv'"),
    ),
    # importing a bank's file
    "import-words": (
        N_("an import reads one or more files, into one account at most"),
        N_("write for instance: `wallet import FILE @ACCOUNT`"),
    ),
    "import-account-missing": (
        N_("no account here has the number {number} that the statement is of"),
        N_(
            "name it: `wallet import FILE @ACCOUNT`; "
            "or keep the number: `wallet accounts edit ACCOUNT --number NUMBER`\n"
            "where there is none yet: `wallet accounts add NAME`"
        ),
    ),
    "import-account-unsaid": (
        N_("the file doesn't say which account it is of"),
        N_("name it: `wallet import FILE @ACCOUNT`; where there is none yet: `wallet accounts add NAME`"),
    ),
    "import-account-left": (
        N_("stopped; nothing was recorded"),
        N_("to name the account in the line: `wallet import FILE @ACCOUNT`"),
    ),
    "several-accounts-in-file": (
        N_('the file has statements of several accounts ({numbers}), which can\'t all be "{account}"'),
        N_(
            "give each account its number, then import without @{account}: "
            "`wallet accounts edit ACCOUNT --number NUMBER`"
        ),
    ),
    "import-question-left": (
        N_("nothing was recorded: a question about the file was left without an answer"),
        N_("import it again; 0 is the answer where no account fits"),
    ),
    "methods-unknown": (
        N_("no account is known by what the file was paid with: {methods} (rows: {rows})"),
        N_(
            "say which accounts they are, once; nothing after the = leaves the rows to that account's own file, a + "
            "makes the account: `{corrected}`"
        ),
    ),
    "transfers-unknown": (
        N_("the file moves money from or to accounts that aren't known: {methods} (rows: {rows})"),
        N_(
            "say which accounts they are, once; nothing after the = keeps the rows apart, neither income nor spending, "
            "a + makes the account: `{corrected}`"
        ),
    ),
    "method-without-account": (
        N_('--method needs what the file says and the account, not "{text}"'),
        N_(
            "write it as --method NAME=ACCOUNT; nothing after the = leaves the rows to that account's own file, "
            "+ACCOUNT makes the account"
        ),
    ),
    "statement-of-other-account": (
        N_('the statement is of {number}, which is the number of "{owner}", not of "{account}"'),
        N_("import it into @{owner}"),
    ),
    "statement-of-other-platform": (
        N_('the statement is from {platform}, and "{account}" is the account of another: {owner}'),
        N_("leave the account out, and the import finds it or asks; or name another: `wallet import FILE @ACCOUNT`"),
    ),
    "scale-differs": (
        N_("{currency} has {scale} decimals in the file and {kept} in this wallet"),
        N_("record it by hand"),
    ),
    "no-statement": (N_("there is no statement in the file"), N_("download it again, as a statement with bookings")),
    "nothing-usable": (
        N_("nothing in the file can be used ({refused} refused)"),
        N_("each reason is listed; record what you need by hand, or download the file again"),
    ),
    "rows-refused": (
        N_("nothing was recorded, because {refused} could not be used"),
        N_("each of them is listed; --skip-refused leaves them out and records the rest"),
    ),
    "rows-before-opening": (
        N_('nothing was recorded: {rows:rows} of days before "{account}" begins, {begins} (the first of {first})'),
        N_(
            "--before-opening move lets it begin earlier, and with -n only says with what, and what it holds then; "
            "--before-opening skip leaves them out"
        ),
    ),
    "opening-reconciled": (
        N_('"{account}" can\'t begin earlier: what it begins with, {ref}, is reconciled with a statement'),
        N_("leave the rows before it out: --before-opening skip"),
    ),
    "import-strict": (
        N_("--strict is what always happens now: where anything can't be used, nothing is recorded"),
        N_("leave it out; --skip-refused is what records the rest"),
    ),
    "books-alone": (
        N_("whole books ({books}) are imported alone, not along with other files"),
        N_("import each by itself: `wallet import FILE`"),
    ),
    "no-such-import": (N_("{ref} is not an import, or was undone"), N_("`wallet imports` lists them")),
    # importing books
    "books-have-accounts": (
        N_('books bring their accounts along; they can\'t go into "{account}"'),
        N_("leave @{account} out"),
    ),
    "changes-not-books": (
        N_("the file holds what changed since an earlier export, not whole books"),
        N_("export them whole: `wallet export --format jsonl -o books.jsonl`"),
    ),
    "account-differs": (
        N_('the account "{account}" of the file is "{kept}" here, with other properties'),
        N_("make the two equal, or import into a new wallet: `wallet init --wallet NAME`"),
    ),
    "account-path-taken": (
        N_('"{account}" is of kind {kind} in the file, but an account of kind {kept} already has this name here'),
        N_("rename the one here, or import into a new wallet: `wallet init --wallet NAME`"),
    ),
    "account-undeclared": (N_('the file doesn\'t say what the account "{account}" is'), ""),
    "payee-differs": (
        N_('the payee "{payee}" of the file is "{kept}" here, or has other aliases'),
        N_("make the two equal, or import into a new wallet: `wallet init --wallet NAME`"),
    ),
    "payee-name-taken": (
        N_('the alias "{name}" belongs to another payee here: "{owner}"'),
        N_("drop it there, or import into a new wallet: `wallet init --wallet NAME`"),
    ),
    "transaction-differs": (
        N_("the transaction {id} is in this wallet with other content ({ref})"),
        N_("compare the two: `wallet show {ref}`; books that were both changed can't be merged"),
    ),
    "currency-scale-differs": (
        N_("{currency} has {scale} decimals in the file and {kept} in this wallet"),
        N_("import into a new wallet: `wallet init --wallet NAME`"),
    ),
    # exporting
    "nothing-to-export": (N_("there is nothing to export"), ""),
    "state-missing": (
        N_("--since last needs the name under which the wallet keeps track"),
        N_("add it to the same line, under a name of your choice: --state NAME"),
    ),
    "state-without-last": (
        N_('--state "{state}" only makes sense with --since last'),
        N_("add it to the same line: --since last"),
    ),
    "state-name": (N_("the name after --state is empty"), N_("write it in the same line: --state NAME")),
    "changes-are-whole": (
        N_("--since last follows all the books, so that nothing is missed; it takes no account and no period"),
        N_("leave --account and --period out"),
    ),
    "format-without-changes": (
        N_('"{format}" can\'t say what was changed or removed since the last time; formats that can: {known}'),
        N_("choose one of them in the same line: --format FORMAT"),
    ),
    "cursor-lost": (
        N_('the wallet\'s history is not the one that "{state}" was exported from ({op} is another operation)'),
        N_("start over, in the same line, under another name: --state NAME"),
    ),
    "redact-unknown": (
        N_('"{word}" can\'t be redacted; there are {known}'),
        N_("write, for instance: `wallet export --redact payees,memos`"),
    ),
    "redacted-not-read": (
        N_("the file was redacted when it was written: its payees are invented, or texts are missing"),
        N_("write it again without --redact"),
    ),
    # file names
    "placeholder-unknown": (N_('nothing fills in "{placeholder}" in a file\'s name'), N_("choose one of: {known}")),
    "placeholder-empty": (N_('there is nothing to fill in for "{placeholder}"'), N_("leave it out, or name it")),
}
