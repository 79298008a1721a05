"""What is said when the vault can't be opened, read, written or trusted."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    # keys
    "wrong-passphrase": (
        N_("that passphrase doesn't open this wallet"),
        N_(
            "[[wallet.keys is an older one (version {older}, and version {seen} was seen on this machine); if the "
            "passphrase was changed since, your newest backup has the newer: `wallet restore FILE --keys-only`\n"
            "]][[this is the wallet's passphrase; the password of {files} is asked for after it\n"
            "]][[it came from {source}, not from the keyboard: its first line has to be the whole passphrase and "
            "nothing else; it may be that of another wallet, or an older one\n"
            "]][[look at Caps Lock and the keyboard's layout, then try again: `{line}`\n"
            "]][[it has a {keyfile} key, which opens with its file: `wallet unlock --key-file FILE`\n"
            "]][[forgotten? by its {recovery} words: `wallet passphrase --recovery`\n"
            "]][[forgotten? by two of its {shares}: `wallet passphrase --shares`\n"
            "]]without one of its keys no one can open it; start another: `wallet init --wallet NAME`"
        ),
    ),
    "keyring-refused": (
        N_("this system can't keep the wallet unlocked (its kernel keyring says: {reason})"),
        N_(
            "let the system's keychain keep it: `python -m pip install keyring`, then `wallet unlock`\n"
            "until then each command asks for the passphrase, or takes it from --passphrase-file FILE"
        ),
    ),
    "keychain-missing": (
        N_("the system's keychain keeps the key of this wallet, and the library that reaches it is gone"),
        N_("install it beside wallet: `python -m pip install keyring`, then `wallet lock`"),
    ),
    "keychain-none": (
        N_("this system can't keep the wallet unlocked: its kernel refuses, and it has no keychain that encrypts"),
        N_("each command asks for the passphrase, or takes it from --passphrase-file FILE"),
    ),
    "keychain-failed": (
        N_("the system's keychain fails ({kind}), and the kernel keeps no keys here"),
        N_(
            "unlock the keychain, or log in to the desktop, and try again\n"
            "until then each command asks for the passphrase, or takes it from --passphrase-file FILE"
        ),
    ),
    "kdf-out-of-bounds": (
        N_("{t} passes over {m_kib} KiB in {p} lanes protect a passphrase too little or cost too much"),
        N_("stay within 2 to 64 passes, 19 MiB to 1 GiB, 1 to 16 lanes, and 8 GiB in total over all passes"),
    ),
    "kdf-memory": (
        N_("checking the passphrase needs {mib} MiB of memory, and the system has not given it"),
        N_("close other programs and try again"),
    ),
    "erase-other-name": (
        N_('"{name}" was to be destroyed, but this wallet is "{wallet}"'),
        N_(
            "to destroy {name}: `wallet erase --wallet {name} --confirm {name}`\n"
            "to destroy {wallet}: `wallet erase --wallet {wallet} --confirm {wallet}`"
        ),
    ),
    "erase-unconfirmed": (
        N_("there is no terminal to ask for the wallet's name on"),
        N_("give it, and agree: `wallet erase --wallet {wallet} --confirm {wallet} --yes`"),
    ),
    "erase-link": (
        N_('"{path}" is a link: what it points to would not be destroyed'),
        N_("put the file itself into its place, or remove the link and that file by hand"),
    ),
    "erase-interrupted": (
        N_('the wallet "{wallet}" has no key header (wallet.keys), as after an erasure that was interrupted'),
        N_(
            "if you were erasing it, finish that: `wallet erase --wallet {wallet}`\n"
            "if not, and the store is there, put back the key header that it knows: `wallet verify --repair-keys`\n"
            "or the one of your newest backup: `wallet restore FILE --keys-only`"
        ),
    ),
    "erase-begun": (
        N_('an erasure of the wallet "{wallet}" was interrupted before its keys were gone'),
        N_('finish it: `wallet erase --wallet {wallet}`\nor keep it: give "{path}" its name wallet.keys again'),
    ),
    "header-damaged": (
        N_("the wallet's key header (wallet.keys) is damaged or was changed by something else"),
        N_(
            "the store may be whole; while it is unlocked, put back the key header that it knows: "
            "`wallet verify --repair-keys`\n"
            "or the one of your newest backup: `wallet restore FILE --keys-only`"
        ),
    ),
    "header-newer": (
        N_(
            "the wallet's key header was written by a newer wallet"
            "[[: this one knows none of its types of key ({types})]]"
        ),
        N_("upgrade the wallet program"),
    ),
    "header-loop": (
        N_('the key header "{path}" is a broken symbolic link'),
        N_("put back your copy of wallet.keys as a file"),
    ),
    "header-older": (
        N_("the wallet's key header is an older one: version {found}, but version {seen} was seen on this machine"),
        N_(
            "put back the one that the store knows: `wallet verify --repair-keys`\n"
            "if no key opens the store any more, that of your newest backup: `wallet restore FILE --keys-only`"
        ),
    ),
    "header-differs": (
        N_("the wallet's key header isn't the one that its store knows as version {version}"),
        N_("put back the one that the store knows: `wallet verify --repair-keys`; or a backup of the whole folder"),
    ),
    "header-not-kept": (
        N_("the store holds no key header yet: no key has opened it since this version of wallet was installed"),
        N_('put back your copy of "{path}", or the one of your newest backup: `wallet restore FILE --keys-only`'),
    ),
    "header-unproven": (
        N_("nothing has proven yet that wallet.keys is the newest key header of this wallet; no backup was made"),
        N_("prove it with any key's secret, then back up again: `wallet unlock --wallet {wallet}`"),
    ),
    "store-or-header": (
        N_(
            "wallet.keys doesn't open the store: they don't belong together"
            "[[ (it has the keys of the wallet {others})]], or the store is damaged"
        ),
        N_(
            "the store may be whole; while it is unlocked, put back the key header that it knows: "
            "`wallet verify --repair-keys`\n"
            "or the one of your newest backup: `wallet restore FILE --keys-only`\n"
            'or your newest copy of "{path}"\n'
            "if none opens it, move the wallet's folder elsewhere, and: `wallet restore FILE`"
        ),
    ),
    "rotation-torn": (
        N_(
            'wallet.keys opens no store here: a change of the key was interrupted and "{draft}" is gone, '
            "or the store is damaged"
        ),
        N_(
            'put "{draft}" back; or move "{path}" elsewhere and give its name to "{before}", the previous key '
            "header\n"
            "if that opens nothing either, put back a backup"
        ),
    ),
    "kept-key-unfit": (
        N_("the key kept while unlocked doesn't open this store: it belongs to another copy, or the store is damaged"),
        N_("the passphrase shows which: `wallet unlock`"),
    ),
    "keys-older": (
        N_("this wallet has keys of an earlier state: version {found}, but version {seen} was seen on this machine"),
        N_("put back the newest copy; or continue from this one on purpose: `wallet verify --accept-older`"),
    ),
    # the store
    "store-missing": (
        N_('there is no store at "{path}"'),
        N_("put it back; or move the wallet's folder elsewhere, and: `wallet restore FILE`"),
    ),
    "store-exists": (
        N_('there is already a store at "{path}"'),
        N_("choose another name: `wallet init --wallet NAME`"),
    ),
    "recorded-unread": (
        N_("what you asked for is recorded, but the wallet's store is damaged: what it comes to can't be read"),
        N_("don't repeat it; see how far the damage goes: `wallet verify`"),
    ),
    "store-damaged": (
        N_("the wallet's store is damaged: it doesn't decrypt or isn't whole"),
        N_(
            "see how far: `wallet verify`\n"
            "if that can't open it either, and something replaced wallet.keys, put back the one that the store knows, "
            "while it is unlocked: `wallet verify --repair-keys`\n"
            "or the one of your newest backup: `wallet restore FILE --keys-only`\n"
            "if it is the store, move the wallet's folder elsewhere, and: `wallet restore FILE`"
        ),
    ),
    "store-io": (
        N_("the disk failed to read or write the wallet's store"),
        N_("check the disk and its limits, then: `wallet verify`"),
    ),
    "store-no-file": (
        N_('"{path}" has the store\'s name, but is a folder or a broken link'),
        N_("move it elsewhere and put the store back; or move the whole folder elsewhere, and: `wallet restore FILE`"),
    ),
    "store-unopenable": (N_("the system refuses to open the wallet's store"), N_("see why: `wallet doctor`")),
    "store-setting-refused": (
        N_('the database library refuses the setting "{setting}", which the books depend on'),
        N_("reinstall the wallet program"),
    ),
    "store-older": (
        N_("this is an older state of the wallet: it holds {found:operations}, but {seen} were seen on this machine"),
        N_(
            "[[the newer state may be in the wallet {copies}, beside it\n"
            "]]put back the newest copy; or move the wallet's folder out of the way, and: `wallet restore "
            "NEWEST-BACKUP`\n"
            "if there is no newer one, continue from this one on purpose: `wallet verify --accept-older`"
        ),
    ),
    "store-forked": (
        N_("this wallet's history differs from the one seen on this machine at operation {seen}"),
        N_(
            "[[the one that was seen may be the wallet {copies}, beside it\n"
            "]]put back the copy that was last used here; or move the wallet's folder out of the way, and: `wallet "
            "restore NEWEST-BACKUP`\n"
            "or continue from this one on purpose: `wallet verify --accept-older`"
        ),
    ),
    "store-replaced": (
        N_("another program removed, replaced or wrote over the store or its log while this command had it open"),
        N_(
            "what this command recorded, if anything, isn't acknowledged: look at {path}\n"
            "see what is there: `wallet verify`; and let nothing replace files while a command runs"
        ),
    ),
    # what lies beside the store
    "log-unproven": (
        N_(
            "the store and the log beside it aren't one wallet's newest state, and nothing was changed"
            "[[; the store ends with {store}]][[; problems found in the store: {store_problems}]]"
            "[[; with the log it ends with {log}]][[; problems found with the log: {log_problems}]]"
            "[[; seen last: {seen}]]"
        ),
        N_(
            '[[put back the file that belongs there: the store, or the log "{path}"; or choose what to continue '
            "from:\n"
            "without the log, which is set aside: `wallet verify --without-log`\n"
            "with the log, if it fits; both are kept as they are: `wallet verify --with-log`\n"
            "where that is an older state than was seen here, continue from it then: `wallet verify --accept-older`]]"
            "[[put back the store, or take the log out of the folder, and then the same line again: `mv {away} "
            "OTHER-FOLDER`]]"
        ),
    ),
    "journal-unproven": (
        N_('another program left its journal "{path}" beside the store, which isn\'t whole without it'),
        N_("nothing was changed; put back a backup of the wallet's folder, or end that program's work with it"),
    ),
    "older-with-journal": (
        N_('this is an older state of the wallet, and another program left its journal "{path}" beside it'),
        N_(
            "with the journal there the state can't be looked at; move it elsewhere: `mv {path} OTHER-FOLDER`\n"
            "then look: `wallet verify`"
        ),
    ),
    "draft-left": (
        N_('a restore that was ended too early may have left a whole wallet in "{path}"'),
        N_("delete that folder: `rm -r {path}`"),
    ),
    "draft-unproven": (
        N_('the key opens "{path}" and not the store, but what is in it isn\'t whole; nothing was changed'),
        N_("put back the store, or a backup of the wallet's folder"),
    ),
    "set-aside": (
        N_('"{path}" doesn\'t belong to the wallet\'s newest state, and was set aside as "{aside}"'),
        N_(
            "it may hold what another state of the wallet has, and is kept: after 30 days a backup removes it\n"
            "to see whether the wallet is whole without it: `wallet verify --wallet {wallet}`"
        ),
    ),
    "kept-a-copy": (
        N_('as it was before: "{path}"'),
        N_("it is kept: after 30 days a backup removes it"),
    ),
    "aside-kept": (
        N_("set aside, because it isn't proven to belong to the wallet: {names}"),
        N_(
            "after 30 days a backup removes it; if something is missing from the books, it may be in there: "
            "keep a copy first"
        ),
    ),
    "not-overwritten": (
        N_("removed, but the disk didn't let it be overwritten: {names}"),
        N_("until other files take its place on the disk, anyone who has the disk may read it"),
    ),
    "aside-left": (
        N_("it is erased, but these files that were set aside still exist, and may hold it: {names}"),
        N_("see that the wallet's folder can be written to, then destroy them: `wallet rm {line} --erase-body`"),
    ),
    "erase-left": (
        N_("the wallet is destroyed, except for these files, which could not be removed: {names}"),
        N_("see that its folder can be written to, then finish it: `wallet erase --wallet {wallet}`"),
    ),
    "heads-unknown": (
        N_('without the keys of this wallet it can\'t be known which files in "{path}" are about it; they stay'),
        N_("each holds how many operations were seen, and no more; one that no wallet here needs can be deleted"),
    ),
    "folder-left": (
        N_('the wallet is destroyed; its folder "{path}", which is empty, could not be removed'),
        N_("there is nothing more to do"),
    ),
    # files
    "vault-busy": (N_("another process is using this wallet"), N_("try again when it is done")),
    "folder-unlockable": (
        N_('the file system of "{path}" can\'t keep other programs out meanwhile; nothing was changed'),
        N_("move the wallet's folder to a disk of this machine, and try there"),
    ),
    "disk-full": (N_("the disk is full; nothing was changed"), N_("make room and try again")),
    "vault-read-only": (
        N_("the wallet's files are read-only here; nothing was changed"),
        N_(
            "`wallet doctor` names its folder; make that and its files writable: `chmod -R u+rwX FOLDER`\n"
            "on a disk that can't be written to: `wallet backup FILE`, and where it can: "
            "`wallet restore FILE --wallet NAME`\n"
            "an older state isn't backed up: copy the whole folder to where it can be written to"
        ),
    ),
    "file-shut": (
        N_('the permissions of "{path}" keep you from reading or writing it'),
        N_("change that: `chmod u+rw {path}`; if it belongs to someone else, take ownership of it first"),
    ),
    "no-plain-file": (
        N_('"{path}" is not a file but a folder, a pipe or a broken link'),
        N_("move it elsewhere: its place is for the wallet's own file"),
    ),
    "read-only-with-wal": (
        N_('the wallet is on read-only media, where its newest operations in "{path}" can\'t be read'),
        N_("copy the whole folder to a writable place and open it there"),
    ),
    "vault-symlink": (N_('"{path}" is a symbolic link: others may move where it points'), N_("use the folder itself")),
    "vault-foreign": (N_('"{path}" belongs to another user'), N_("take ownership of it")),
    "vault-shared": (
        N_('"{path}" can be reached by other users of this machine (mode {mode})'),
        N_("take their access away: `chmod -R go= {folder}`"),
    ),
}
