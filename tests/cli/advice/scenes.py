"""Scenes in which an error gives a line that can be run as it stands: what was done before, what was typed, and what
shows afterwards that the line did what it says.

``AGAIN``: what was refused is done now. Another text is a command and, behind ``=>``, what it must show then. "" where
the line only shows something. ``{folder}`` is a folder of the scene.
"""

from typing import NamedTuple

AGAIN = "again"


class Scene(NamedTuple):
    """One error: ``before`` are lines of the wallet that the error comes from."""

    slug: str
    before: tuple[str, ...]
    typed: str
    then: str = ""


_ANNA = "accounts add anna --kind person"
_TEA = "pay 9 Tea @cash +food"
_TEA_DONE = 'history "Tea" => Tea'
_BACK = "refund 5 --of t5"
_EMPTY = ("accounts add old --kind cash", "transfer 5 @cash @old", "transfer 5 @old @cash")

SCENES = (
    # names
    Scene("no-such-account", (), "pay 5 Tea @nowhere +food", AGAIN),
    Scene("no-such-account", (), 'pay 5 Tea "@my $purse" +food', AGAIN),
    Scene("account-closed", ("accounts add old --kind cash", "accounts close old"), "pay 5 Tea @old +food", AGAIN),
    Scene("account-missing", (), "pay 5 Tea cash +food", _TEA_DONE),
    Scene(
        "account-missing",
        ('accounts add "my cash" --kind cash',),
        "pay 5 Tea my cash +food",
        "history '@my cash' => Tea",
    ),
    Scene("one-account", (), "pay 9 Tea @cash @bank +food", _TEA_DONE),
    Scene("not-a-transaction", (_TEA,), "edit Te +fun", ""),
    Scene("category-not-account", (), "transfer 9 Tea @cash @food", _TEA_DONE),
    Scene("account-not-empty", (), "accounts close cash", AGAIN),
    Scene("not-income", (), "receive 8 Dad @cash +gifts", AGAIN),
    Scene("not-expense", (), "pay 8 Dad @cash +salary", AGAIN),
    Scene(
        "merge-below-taken",
        ("categories add food:lunch", "categories add fun:lunch"),
        "categories merge food fun",
        AGAIN,
    ),
    Scene(
        "merge-into-below",
        ("categories add food:lunch",),
        "categories merge food food:lunch",
        "categories => food:lunch",
    ),
    Scene(
        "account-ahead",
        ("accounts add old --kind cash", "pay 5 Tea @old +food -d +3d"),
        "accounts close old",
        "log => rm",
    ),
    Scene("account-used", (), "accounts rm cash", "accounts show cash => closed"),
    Scene("category-has-no-balance", (), "balance food"),
    Scene("category-has-no-balance", (), "balance +food"),
    Scene("no-such-rule", (), "rules show r9"),
    Scene("search-period", (), "history 2026-13"),
    Scene("several-periods-found", (), "history october november"),
    Scene("two-periods", (), "report spending october november"),
    Scene("budget-has-sign", (), "budget set food -5", "budget => 5.00"),
    Scene("keep-needs-pattern", (), "backup '{folder}/my a.backup' --keep 7d"),
    Scene("account-used", _EMPTY, "accounts rm old", "accounts show old => closed"),
    Scene("currency-not-held", (), "transfer 5usd @cash @bank", "accounts show cash => USD"),
    Scene(
        "opening-not-held", (), "accounts add dollars --kind cash --currency USD --opening 5eur", "accounts => dollars"
    ),
    Scene("no-such-category", (), 'pay 5 Tea @cash "+my hobby"', AGAIN),
    Scene("category-closed", ("categories add hobby", "categories close hobby"), "pay 5 Tea @cash +hobby", AGAIN),
    Scene("category-missing", ('categories add "my hobby"',), "pay 5 Tea my hobby @cash", "history '+my hobby' => Tea"),
    Scene("no-such-person", (), "lend 5 'our zoë' @cash", AGAIN),
    Scene("nothing-owed", (_ANNA,), "repay 5 anna @cash"),
    Scene("payee-is-account", (), "pay 5 bank @cash +food", "history => cash → bank"),
    Scene("payee-exists", (_TEA, "pay 5 'The Tea' @cash +food"), "payees rename Tea 'The Tea'", "payees => The Tea"),
    Scene("payee-known", (_TEA,), "payees add tea"),
    Scene(
        "merge-other-iban",
        ("payees add 'Ada B' --iban DE89370400440532013000", "payees add 'Bob C' --iban DE75512108001245126199"),
        "payees merge 'Ada B' 'Bob C'",
        AGAIN,
    ),
    Scene("no-such-alias", (), "payees alias Market --drop x"),
    # amounts and lines
    Scene("payee-missing", (), "pay 5 @cash +food"),
    Scene("second-amount-missing", (), "exchange 5eur @cash @bank"),
    Scene("exchange-accounts", (), "exchange 5eur 6usd"),
    Scene("transfer-needs-exchange", ("accounts add usd --currency USD",), "transfer 5 @bank @usd"),
    Scene("all-of-what", (), "refund all @cash"),
    Scene("adjust-account", (), "adjust 40"),
    Scene("adjust-account", (), "adjust @cash @bank --to 40"),
    Scene("adjust-balance", (), "adjust @cash"),
    Scene("repay-amount-missing", (_ANNA, "lend 5 anna @cash"), "repay anna @cash", "history => anna"),
    Scene("one-person", (_ANNA,), "lend 5 'anna, bob' @cash"),
    Scene("transfer-all-of-what", (), "transfer all @cash @bank", "history => cash → bank"),
    Scene("person-missing", (_ANNA,), "lend 5 @cash"),
    Scene("repays-too-much", (_ANNA, "lend 5 anna @cash"), "repay 8 anna @cash", "balance anna => 3.00"),
    Scene("two-accounts", (), "transfer 5 cash bank", "history => cash → bank"),
    Scene(
        "two-accounts", ('accounts add "my cash" --kind cash',), "transfer 5 my cash bank", "history '@my cash' => 5.00"
    ),
    Scene("exchange-same-currency", (), "exchange 5eur 6eur @cash @bank", "history => cash → bank"),
    Scene("id-reused", ("pay 5 Tea @cash +food --id k",), "pay 6 Tea @cash +food --id k"),
    Scene("id-undone", ("pay 5 Tea @cash +food --id k", "undo o6"), "pay 5 Tea @cash +food --id k", _TEA_DONE),
    Scene("id-removed", ("pay 5 Tea @cash +food --id k", "rm t5"), "pay 5 Tea @cash +food --id k", _TEA_DONE),
    Scene("kind-stays", (), "categories edit food --kind income"),
    Scene("kind-of-category", (), "accounts edit food --kind bank"),
    Scene("kind-of-equity", (), "accounts edit equity:opening --kind bank"),
    Scene("kind-is-of-categories", (), "accounts edit cash --kind expense"),
    Scene("kind-between", (), "accounts edit cash --kind person"),
    Scene("payee-is-short-name", (_TEA,), "refund 5 t5 @cash +food", "history => t6"),
    # refunds and edits
    Scene("not-a-purchase", ("transfer 5 @cash @bank",), "refund 5 --of t5"),
    Scene("already-refunded", (_TEA, "refund all --of t5"), "refund 1 --of t5"),
    Scene("refund-too-large", (_TEA,), "refund 10 --of t5", "show t5 => 9.00"),
    Scene("category-not-in-purchase", (_TEA,), "refund 5 --of t5 +fun"),
    Scene(
        "edit-ambiguous",
        ("transfer 5 @cash @bank", "accounts add third --kind bank"),
        "edit t5 @third",
        "log => rm",
    ),
    Scene(
        "edit-mixed-categories",
        ("receive 100 Acme @bank +salary --less tax=10",),
        "edit t5 +food",
        "log => rm",
    ),
    Scene("edit-no-category", ("transfer 5 @cash @bank",), "edit t5 +food"),
    Scene("edit-other-currency", ("accounts edit cash --currency EUR,USD",), "edit t3 6usd", "log => rm"),
    Scene(
        "edit-arrives-first", ("transfer 5 @cash @bank -d 2026-11-10 --arrives 2026-11-12",), "edit t5 -d 2026-11-15"
    ),
    Scene("edit-below-refunds", (_TEA, _BACK), "edit t5 4"),
    Scene("refunds-exceed-purchase", (_TEA, _BACK), "edit t6 12"),
    Scene("has-refunds", (_TEA, _BACK), "rm t5", "log => rm"),
    Scene("remove-reconciled", ("edit t3 --reconciled",), "rm t3"),
    Scene("named-not-transaction", (_ANNA,), "rm anna", "log => removed account anna"),
    Scene("adjust-bare-balance", (), "adjust cash 50", "balance cash => 50.00"),
    Scene("no-such-account", (), "exchange 100eur 108usd @bank @usd", AGAIN),
    # undo
    Scene("not-an-operation", (), "undo t3"),
    Scene("already-undone", (_TEA, "undo o6"), "undo o6", _TEA_DONE),
    Scene("undo-needs-operation", (_TEA,), "undo", "log => undo"),
    Scene("undo-blocked", (_TEA, "edit t5 8", "edit t5 7"), "undo o6", "log => undo"),
    Scene("undo-reconciled", (_TEA, "edit t5 8 --reconciled"), "undo o7", "edit t5 9 => t5"),
    Scene("undo-in-use", (), "undo o3"),
    Scene("undo-erased", (_TEA, "edit t5 8", "rm t5 --erase-body -y"), "undo o7"),
    # the command line
    Scene("no-such-command-near", (), "balnce", ""),
    Scene("name-has-hyphen", ("pay 5 -m x @cash +food -- '-5° Bar'", "rm t5"), "payees rm '-5° Bar'"),
    Scene("no-such-transaction", ("rm t3",), "show t3", AGAIN),
    Scene("edit-was-other", (), "edit t3 9 to 8", ""),
    Scene("amount-times", (), "pay 3x3 Tea @cash +food", _TEA_DONE),
    Scene("last-none", ("rm t3", "rm t4"), "show last"),
    Scene("synonym", (), "spend 5 'Bob$s shop' @cash +food", "history 'Bob$s' => Bob"),
    Scene("month-of-what", (), "month"),
    Scene("edit-payee-is-category", (_TEA,), "edit t3 transport", "show t3 => transport"),
    Scene("edit-with", (_TEA,), "edit t3 --with anna"),
    Scene("verb-missing", (), "5 'Bob$s shop' @cash +food", "history 'Bob$s' => Bob"),
    Scene("no-such-verb", (), "accounts fly"),
    Scene("no-such-verb-near", ("accounts add old --kind cash",), "accounts delete old"),
    Scene("no-such-option", (), "pay 5 Tea --zzzz"),
    Scene("no-such-option-near", (_TEA,), "history --all Tea", "history => Tea"),
    Scene("no-such-option-near", (), "pay 5 Tea @cash +food --mmemo 'a $b'", "history => a $b"),
    Scene("option-needs-value", (), "pay 5 Tea @cash --memo"),
    Scene("option-twice", (), "pay 5 Tea @cash +food -d y -d 3d"),
    Scene("option-value", (), "history -l many"),
    Scene("argument-missing", (), "accounts rename cash"),
    Scene("too-many-words", (), "accounts rename cash my purse"),
    Scene("word-is-option", (), "export hledger"),
    Scene("word-is-option", (), "init EUR -n -w other"),
    Scene("no-json", (), "completion bash --json"),
    Scene("balance-needs-option", (), "adjust cash -420", "balance cash => 420"),
    Scene("line-missing", (), "pay"),
    Scene("line-in-quotes", (), "pay '9 Tea @cash +food'", _TEA_DONE),
    Scene("line-in-quotes", (), "transfer '9 @bank @cash'", "balance bank => 591"),
    Scene("payee-is-number", (), "pay 12 50 @cash +food"),
    Scene("payee-is-mark", (), "pay 12 - @cash +food"),
    Scene("amount-first", (), "pay 'Bob$s shop' 5 @cash +food", "history 'Bob$s' => Bob"),
    Scene("amount-first", (), "pay y 5 'Bob$s shop' @cash +food", "history 'Bob$s' -p 2026-11-19 => Bob"),
    Scene("amount-first", (), "pay 昨天 5 'Bob$s shop' @cash +food", "history 'Bob$s' -p 2026-11-19 => Bob"),
    Scene("amount-glued", (), "pay 5万达影城 @cash +food", "history => 达影城"),
    Scene("payee-ends-in-period", (), "pay 5 'Bob$s shop' last month @cash +food"),
    Scene("payee-has-memo", (), "pay 5 'Bob$s shop' memo:two @cash +food", "history 'Bob$s' => Bob"),
    Scene("payee-says-shared", (_ANNA,), "pay 5 'Bob$s shop' AA anna @cash +food", "history 'Bob$s' => Bob"),
    Scene("payee-says-fee", (), "transfer 5 @cash @bank fee 1", "history => cash → bank"),
    Scene("amount-split", (), "pay 1 500 'Bob$s shop' @cash +food", "history 'Bob$s' => Bob"),
    Scene("payee-ends-in-date", (), "pay 5 'Bob$s shop' mon @cash +food", "history 'Bob$s' => Bob"),
    # files
    Scene(
        "transaction-differs", ("export --format jsonl -o {folder}/b.jsonl", "edit t3 -m x"), "import {folder}/b.jsonl"
    ),
    Scene("no-such-import", (), "imports show o2"),
    Scene("state-without-last", (), "export --format jsonl --state 'my $tate'"),
    Scene("output-folder-missing", (), "backup '{folder}/my $older/x.backup'", AGAIN),
    Scene("passphrase-file-open", (), "balance --passphrase-file '{folder}/my $ecret'", AGAIN),
    Scene(
        "backup-secret-unfit",
        ("backup '{folder}/my b.backup'",),
        "verify '{folder}/my b.backup' --passphrase-command 'echo something else'",
    ),
    Scene("undo-of-beginning", (), "undo o1"),
    # the whole wallet: what is left afterwards is another one
    Scene("erase-unconfirmed", (), "erase"),
)

_TABLES = "needs a bank's table; files/test_profiles follows its line"
EXEMPT = {
    "dates-ambiguous": _TABLES,
    "decimal-ambiguous": _TABLES,
    "sign-unknown": _TABLES,
    "sign-of-debt": _TABLES,
    "amount-column-unclear": _TABLES,
    "payee-column-unclear": _TABLES,
    "currency-unclear": _TABLES,
    "packed-several": "needs a ZIP file; files/test_importing_wrapped follows its line",
    "transfers-unknown": "needs a program's file; files/test_import_accounts follows its line",
    "methods-unknown": "needs an e-wallet's table; files/test_import_ewallets follows its line",
    "word-is-wallet": "the line names another wallet than the scene's; line/test_usage has it",
    "backup-forked": "its line is that of backup-older",
    "backup-keys-before": "its line is that of backup-older",
    "backup-keys-older": "about a wallet without its key header; vault/test_again follows its line",
    "backup-keys-unfit": "its line has a name to be filled in; vault/test_restore_keys raises it",
    "backup-older": "makes another wallet; vault/test_again follows its line",
    "currency-needed": "about a wallet that isn't there; vault/test_again follows its line",
    "passphrase-needed": "as currency-needed",
    "restore-exists": "its line has a name to be filled in; vault/test_again follows it",
    "wallet-exists": "its lines need the passphrase that was given; vault/test_again follows them",
    "profile-exists": _TABLES,
    "rule-differs": "needs books that another wallet exported; files/test_rules follows its line",
    "restored-unnoted": "needs a full disk in the last step; services/vault/test_restore_seen follows its line",
    "wrong-passphrase": "its line asks for the passphrase; access/test_secrets reads it",
    "last-needs-terminal": "refused without a terminal alone; amend/test_edit_many raises it",
    "option-empty": "its line is the help of the command that was typed; line/test_usage raises it",
    "undo-of-init": "the scenes' wallet is made without accounts; test_undo raises it, cli/test_newcomers follows it",
    "amount-bad-grouping": "refused at a terminal alone; test_init follows its line",
    "amount-wrong-separator": "as amount-bad-grouping",
    "account-is-command": "typed at the account question of init alone; vault/test_init raises it",
    "transfer-declined": "follows an answer at a terminal; record/test_questions raises it",
    "refund-needs-account": "a purchase paid from two accounts is only imported; services/record/test_refund raises it",
    "account-not-category": "brings a line only where the account is inferred; test_questions follows it",
    "payee-ends-in-account": "told where the account would be inferred; test_questions answers it",
    "nothing-here-to-undo": "told at the prompt alone; test_questions reads it",
    "nothing-here-to-redo": "told at the prompt alone; test_questions reads it",
    "other-command": "told of a line that was typed at the prompt; test_prompt reads its line",
    "no-wallet-near": "about another wallet than the scene's; test_wallets follows its line",
    "backup-key-none": "its lines are those of backup-secret-unfit",
    "option-apart": "told of a line that was typed at the prompt, or stands in a batch; test_prompt follows it",
    "option-unknown": "as option-apart",
    "usage": "the parser's own words, for lines that reach none of ours",
    "pdf-extra-missing": "a library is installed beside wallet: a registry is needed",
    "extra-missing": "a library is installed beside wallet: a registry is needed",
    "needs-extra": "a library is installed beside wallet: a registry is needed",
    "journal-forged": "a store changed from outside; tests/faults make it, and the line only shows an operation",
    "journal-unlinked": "a store changed from outside; tests/faults make it, and the line only shows an operation",
    "journal-counter-differs": "a store changed from outside; tests/faults make it, and its line shows an operation",
    "journal-predecessor-differs": "a store changed from outside, as above",
    "journal-previous-differs": "a store changed from outside, as above",
    "journal-unbalanced": "a store changed from outside, as above",
    "key-without-erase": "erases for good, and asks for that and for a key's secret: test_erase_body does",
    "erase-begun": "its line is that of erase-interrupted",
    "header-unproven": "a key header changed from outside; its line names the wallet and unlocks it",
    "aside-left": "a file that the system lets nobody remove; faults/test_sparse follows its line",
    "erase-left": "a file that the system lets nobody remove; services/vault/test_destroy_stopped does what it says",
    "header-unnoted": "said beside a result, on a disk that is full; faults/test_full_keys follows its line",
    "rotation-unfinished": "said beside a result, on a disk that is full; its line is that of header-unnoted",
    "draft-left": "a finding of doctor, not an error of a command; the next restore does what it says",
    "set-aside": "said beside a result, not an error; its line is wallet verify",
    "store-beside-older": "said beside a result, not an error; cli/commands/vault/test_restore_keys follows its line",
    "assertion-fails": "a finding of verify, not an error of a command; its line only shows the history",
    "erase-other-name": "its line asks before it destroys; test_erase reads and follows it",
    "erase-interrupted": "tests/faults stop an erasure and finish it by this line",
    "file-shut": "root may read everything; what its line does is done by faults/test_shut",
    "folder-unreadable": "root may look into everything; its line is that of file-shut",
    "folder-read-only": "root may write to everything; its line is that of file-shut",
    "vault-shared": "a finding of doctor, not an error of a command; its line is that of passphrase-file-open",
    "file-password-open": "its line is that of passphrase-file-open",
}
"""Slugs without a scene, each with its reason."""
