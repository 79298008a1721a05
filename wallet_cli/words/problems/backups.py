"""What is said about backups: making, checking and restoring them."""

from wallet_cli.i18n import N_

_OTHER_KEYS = N_(
    "the keys are those of the day it was made; again: `wallet {command} {file}`"
    "[[\nby a passphrase and its key file: `wallet restore {with_file} --key-file FILE`]]"
    "[[\nby recovery words: `wallet restore {words} --recovery`]]"
    "[[\nby two shares: `wallet restore {shares} --shares`]]"
    "[[\nby another type of key: `wallet restore {further}`]]"
)
_ANOTHER = N_("use another copy of it, or an older backup")

TEXTS: dict[str, tuple[str, str]] = {
    "not-a-backup": (
        N_("that is not a backup of a wallet, or its first bytes are damaged"),
        N_("a backup is made by: `wallet backup FILE`; exported books are read by: `wallet import FILE`"),
    ),
    "backup-secret-unfit": (N_("no key in this backup opens with that secret"), _OTHER_KEYS),
    "backup-key-none": (N_("this backup has no key of the kind that was given"), _OTHER_KEYS),
    "backup-newer": (N_("this backup was made by a newer wallet"), N_("upgrade the wallet program")),
    "backup-length": (
        N_("this backup isn't whole: it has {found} bytes, but {expected} were written"),
        _ANOTHER,
    ),
    "backup-head-damaged": (N_("the head of this backup is damaged: its label, its keys or its seal"), _ANOTHER),
    "backup-seal-broken": (
        N_("this backup's seal doesn't open with the wallet's key: it was changed by something else"),
        _ANOTHER,
    ),
    "backup-image-damaged": (N_("the store inside this backup is damaged"), _ANOTHER),
    "backup-contents-differ": (N_("the store inside this backup isn't the one that its seal describes"), _ANOTHER),
    "backup-unsound": (
        N_("the books that are to be copied have {problems:problems}; nothing was written"),
        N_("see them: `wallet verify`; to keep the wallet as it is, copy its whole folder while nothing uses it"),
    ),
    "backup-problems": (
        N_("problems found in this backup: {problems}"),
        _ANOTHER,
    ),
    "backup-older": (
        N_(
            "this backup holds {found:operations}, but {seen} were seen on this machine"
            "[[; and its keys are version {keys}, but version {newest} was seen: with them a revoked one may open it "
            "again]]"
        ),
        N_("use the newest backup; or this one, without what it lacks: `{line}`"),
    ),
    "backup-forked": (
        N_(
            "this backup's history differs from the one seen on this machine at operation {seen}"
            "[[; and its keys are version {keys}, but version {newest} was seen: with them a revoked one may open it "
            "again]]"
        ),
        N_("use the newest backup; or continue from this one: `{line}`"),
    ),
    "backup-keys-before": (
        N_("the keys in this backup are version {found}, but version {seen} was seen on this machine"),
        N_("take a newer backup; or this one, whose keys open it then, one that was revoked perhaps: `{line}`"),
    ),
    "store-beside-older": (
        N_("the store that these keys open isn't the state that was seen last on this machine, operation {seen}"),
        N_("it stays refused until you decide; what to do about it: `wallet verify --wallet {wallet}`"),
    ),
    "backup-keys-unfit": (
        N_(
            "the keys in this backup don't open the store; it is another wallet's, has another key since, or is damaged"
        ),
        N_("use a newer backup; or restore all of it beside the wallet: `{line}`"),
    ),
    "backup-keys-older": (
        N_("the keys in this backup were changed since: one that was revoked may be among them"),
        N_("use a newer backup; or use this one, and its older keys open the wallet again: `{line}`"),
    ),
    "key-file-whole": (
        N_('the key header "{path}" is whole: there is nothing to mend'),
        N_("to change who gets in: `wallet keys`; to see what is wrong: `wallet verify`"),
    ),
    "restore-exists": (
        N_('there is already something at "{path}"; a backup never replaces a wallet'),
        N_(
            "choose another name: `{line}`\n"
            "or put it in its place, once that is out of the way: `mv {path} OTHER-FOLDER` (a folder of your choice)"
        ),
    ),
    "restored-unnoted": (
        N_("the wallet {wallet} was restored, but this machine couldn't note that it continues from the backup"),
        N_(
            "make room on the disk; the wallet is taken for an older state until you say that it is the one to keep: "
            "`wallet verify --accept-older --wallet {wallet}`"
        ),
    ),
    "bad-keep": (
        N_('"{text}" doesn\'t say which backups to keep'),
        N_("a number of days, weeks, months or years: --keep 7d,4w,12m"),
    ),
    "keep-needs-pattern": (
        N_('"{name}" gives the same file name each time, or files in many folders'),
        N_("put {{date}} or {{time}} into the file's name: `wallet backup {pattern} --keep 7d,4w,12m`"),
    ),
    "backup-none": (N_("this wallet has never been backed up"), N_("`wallet backup FILE`, on another disk")),
    "backup-overdue": (
        N_("no backup was made in the last {days} days"),
        N_("`wallet backup FILE`, on another disk"),
    ),
}
