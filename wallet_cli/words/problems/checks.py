"""What ``verify``, ``doctor`` and ``config`` say, and anyone who meets a vault that is incomplete, older or changed."""

from wallet_cli.i18n import N_

_REBUILD = N_("rebuild the books from the journal: `wallet verify --rebuild`")
_COMPARE = N_("see what differs: `wallet verify`; rebuild the books from the journal: `wallet verify --rebuild`")
_RESTORE = N_("put back a backup of the wallet's folder; what differs can be read first: `wallet log`")
_READ = N_(
    "read what can still be read: `wallet history`\n"
    "then move the wallet's folder elsewhere, and put back your newest backup: `wallet restore FILE`"
)
_SHOW = N_("look at it: `wallet show {op}`; if you didn't do that, put back a backup of the wallet's folder")

TEXTS: dict[str, tuple[str, str]] = {
    # opening
    "no-wallet": (N_('there is no wallet "{wallet}" in {path}'), N_("make one: `wallet init`")),
    "no-wallet-near": (
        N_('there is no wallet "{wallet}" in {path} (did you mean {near}?)'),
        N_("write: `{corrected}`\nor make one: `wallet init`   (there are: {others})"),
    ),
    "no-wallet-others": (
        N_('there is no wallet "{wallet}" in {path}'),
        N_("make one: `wallet init`; or name one of those there are, with -w NAME: {others}"),
    ),
    "header-missing": (
        N_('the key header "{path}" is missing, and nothing else opens the store beside it'),
        N_(
            "while it is unlocked, the store gives it back: `wallet verify --repair-keys`\n"
            "else your newest backup does: `wallet restore FILE --keys-only`\n"
            "or start another wallet, which opens nothing of this one: `wallet init --wallet NAME`"
        ),
    ),
    "header-gone": (
        N_('the key header "{path}" is missing, and this machine keeps no key that opens the store'),
        N_(
            "your newest backup has it: `wallet restore FILE --keys-only`\n"
            'or put back your own copy of "{path}"\n'
            "without either, nothing opens the store any more"
        ),
    ),
    "schema-newer": (
        N_("this vault was made or changed by a later wallet (its version is {found}, this one knows {known})"),
        N_("upgrade the wallet program"),
    ),
    "balances-replayed": (
        N_("parts of the store are older than its journal {op}: the balances can't be trusted"),
        _COMPARE,
    ),
    "home-currency-missing": (N_("the wallet's main currency is missing from the books"), _COMPARE),
    "equity-account-missing": (N_('the account "{account}", which every wallet has, is missing'), _COMPARE),
    # what verify says at its end
    "verify-problems": (
        N_("problems found in this wallet: {problems}"),
        N_("each is listed above, with how to mend it"),
    ),
    "rebuild-impossible": (
        N_("the books can't be rebuilt: the journal itself isn't whole ({why} at {op})"),
        N_("nothing was changed; put back a backup of the wallet's folder"),
    ),
    "rebuild-differs": (
        N_("the rebuilt books differ from what the journal's last operation {op} vouches for"),
        N_("nothing was changed; put back a backup of the wallet's folder"),
    ),
    # the database
    "setting-differs": (
        N_('the database\'s setting "{setting}" is {found} and must be {wanted}'),
        N_("reinstall the wallet program"),
    ),
    "schema-missing": (N_('the {kind} "{name}" is missing from the store'), _REBUILD),
    "schema-foreign": (N_('the {kind} "{name}" in the store is not one of wallet\'s'), _REBUILD),
    "schema-changed": (N_('the {kind} "{name}" in the store isn\'t as released'), _REBUILD),
    "page-damaged": (N_("the store is damaged: {detail}"), _READ),
    "structure-damaged": (N_("the store's structure is damaged: {detail}"), _REBUILD),
    "reference-broken": (N_('row {row} of "{table}" names something in "{parent}" that isn\'t there'), _REBUILD),
    "transaction-unsealed": (N_("the transaction {ref} was never sealed"), _REBUILD),
    "unbalanced-in-store": (
        N_("the transaction {ref} doesn't sum to zero in {currency}: {difference} minor units too much"),
        _REBUILD,
    ),
    # what the store keeps about this copy
    "device-unknown": (
        N_("the store no longer says which device this copy of the wallet is"),
        N_("register it as another one from now on: `wallet verify --accept-older`"),
    ),
    "meta-damaged": (N_('what the store keeps as "{name}" isn\'t as wallet writes it'), _RESTORE),
    "kept-header-damaged": (
        N_("the copy of the key header that the store keeps is damaged; nothing could be mended from it"),
        N_("unlocking with any key's secret repairs it: `wallet unlock`"),
    ),
    # the journal
    "journal-unreadable": (N_("the journal can't be read: its bytes make no sense"), _RESTORE),
    "journal-newer": (
        N_("the journal holds something that only a later wallet understands ({version})"),
        N_("upgrade the wallet program"),
    ),
    "journal-gap": (N_("the operation {op} is missing from the journal"), _RESTORE),
    "journal-record-unreadable": (N_("the record of operation {op} can't be read ({why})"), _RESTORE),
    "journal-forged": (N_("the operation {op} was changed outside wallet: its seal doesn't fit"), _SHOW),
    "journal-unlinked": (
        N_("the operation {op} doesn't follow the one before it, or names one that isn't there"),
        _SHOW,
    ),
    "journal-counter-differs": (N_("the operation {op} isn't counted as the next one of its device"), _SHOW),
    "journal-predecessor-differs": (
        N_("the operation {op} names another operation than the one that its device made before"),
        _SHOW,
    ),
    "journal-previous-differs": (
        N_("the operation {op} doesn't name the operation whose version of something it replaced"),
        _SHOW,
    ),
    "journal-unbalanced": (
        N_("the operation {op} recorded a transaction that doesn't sum to zero in {currency}"),
        _SHOW,
    ),
    "journal-columns-differ": (N_("what is listed of operation {op} differs from its sealed record"), _REBUILD),
    "journal-body-missing": (N_("a part of what operation {op} recorded is missing from the journal"), _RESTORE),
    "journal-body-damaged": (N_("a part of what operation {op} recorded is damaged in the journal"), _RESTORE),
    "journal-body-blanked": (
        N_("a part of what operation {op} recorded was emptied, and no erasure in the journal says so"),
        _RESTORE,
    ),
    "journal-erased-back": (
        N_("a part of operation {op} that was erased for good is there again"),
        N_("someone put older pages back; put back a backup of the wallet's folder"),
    ),
    "journal-body-foreign": (N_("the journal holds a part of operation {op} that its record doesn't name"), _REBUILD),
    "undone-differs": (N_("whether operation {op} is undone differs from what the journal says"), _REBUILD),
    # the books against the journal
    "row-missing": (N_("the {kind} {id} that operation {op} recorded is missing from the books"), _REBUILD),
    "row-older": (N_("the {kind} {ref} shows its state of {found}, but {op} recorded it later"), _REBUILD),
    "row-differs": (N_("the {kind} {ref} differs from what operation {op} recorded"), _REBUILD),
    "row-foreign": (N_("the {kind} {ref} is in the books as of {op}, but the journal knows nothing of it"), _REBUILD),
    "memo-index-differs": (N_("the index of memos isn't that of the transactions from {ref} on"), _REBUILD),
    "rollup-differs": (N_("the sum of {account} in {currency} for {period} isn't that of its postings"), _REBUILD),
    "assertion-fails": (
        N_("on {day} {account} held {found:currency} by the books, but you had asserted {expected:currency}"),
        N_("see what changed: `wallet history @{account}`; or assert it again: `wallet adjust @{account} --to AMOUNT`"),
    ),
    # settings
    "no-such-setting": (N_('no setting "{name}"[[ (did you mean {near}?)]]'), N_("choose one of: {known}")),
    # this machine
    "python-too-old": (N_("Python {version} is too old"), N_("install Python {oldest} or newer")),
    "library-missing": (N_("the library {package} is missing"), N_("reinstall the wallet program")),
    "pdf-extra-missing": (
        N_("{package} isn't installed: statements as PDF can't be read"),
        N_("install it beside wallet: `python -m pip install {package}`"),
    ),
    "extra-missing": (
        N_("{package} isn't installed: payment codes can't be read from most pictures"),
        N_("install it beside wallet: `python -m pip install {package}`"),
    ),
    "folder-unreadable": (N_('the folder "{path}" can\'t be read'), N_("give yourself access: `chmod u+rwx {path}`")),
    "folder-read-only": (
        N_('the folder "{path}" can\'t be written to'),
        N_("make it writable for yourself: `chmod u+w {path}`"),
    ),
    "folder-synced": (
        N_('"{path}" is copied elsewhere by {service}, which may damage the wallet while it is being written'),
        N_("keep the wallet elsewhere, and sync only a closed copy of it"),
    ),
    "swap-on": (
        N_("swap on {devices} may write to a disk what was in memory"),
        N_("encrypt the swap, or use compressed memory (zram)"),
    ),
    "core-dumps-on": (
        N_("a crash may write the memory of this program to a disk (limit {limit})"),
        N_("ulimit -c 0"),
    ),
    "not-utf8": (
        N_("texts are not UTF-8 here ({encoding}): names with other letters will look wrong"),
        N_("choose a UTF-8 locale, for instance: export LANG=C.UTF-8"),
    ),
}
