"""What is said when a key doesn't open, or can't be made, named or taken away."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    "confirm-payment": (
        N_("{amount:currency} is above {limit:currency}, from where on this wallet asks for a passphrase"),
        N_("confirm it in a terminal, or give the passphrase: --passphrase-file FILE"),
    ),
    "confirm-export": (
        N_("before anything leaves it in plain text this wallet asks for a passphrase"),
        N_("confirm it in a terminal, or give the passphrase: --passphrase-file FILE"),
    ),
    "confirm-setting": (
        N_("before the limit for payments is changed this wallet asks for a passphrase"),
        N_("confirm it in a terminal, or give the passphrase: --passphrase-file FILE"),
    ),
    "currency-twice": (N_("{currency} appears twice"), N_("give each currency one limit: 500eur,600usd")),
    "key-without-erase": (
        N_("a key's secret is only asked for with --erase-body"),
        N_("leave --key-file, --recovery and --shares out; or erase for good: `wallet rm {line} --erase-body`"),
    ),
    "wrong-key-file": (
        N_("that passphrase together with that key file doesn't open this wallet"),
        N_("check both: `wallet keys test --key-file FILE`"),
    ),
    "wrong-words": (
        N_("those words are well-formed, but don't open this wallet"),
        N_("see which keys it has: `wallet keys`"),
    ),
    "wrong-secret": (
        N_("no key of this wallet opens with that secret"),
        N_("see which keys it has: `wallet keys`"),
    ),
    "key-file-needed": (
        N_("this wallet opens with a passphrase and a key file together"),
        N_("name the file: `wallet unlock --key-file FILE`"),
    ),
    "no-such-key": (
        N_('this wallet has no key of the type "{type}"'),
        N_("see which keys it has: `wallet keys`\nif none of them opens it: `wallet help emergency`"),
    ),
    "key-file-unreadable": (N_('the key file "{path}" can\'t be read ({reason})'), N_("check its name and place")),
    "key-file-no-file": (N_('the key file "{path}" is a folder or a device'), N_("name a file")),
    "key-file-empty": (N_('the key file "{path}" is empty'), N_("name a file with at least 32 random bytes")),
    "key-file-large": (N_('the key file "{path}" has more than {mib} MiB'), N_("name a smaller file")),
    "words-language": (
        N_('the words come in English or in Chinese, and "{language}" is neither'),
        N_("write en or zh; Enter alone: later"),
    ),
    "word-count": (N_("that is {count:words}, not {needed}"), N_("type all of them, on one line or on several")),
    "unknown-word": (N_("word {number} isn't in the list of words"), N_("read it again from your paper")),
    "words-checksum": (
        N_("each word is in the list, but the words don't fit: one of them is wrong, or two changed places"),
        N_("read them again from your paper, in their order"),
    ),
    "share-wrong": (
        N_("that isn't a whole share: a word is missing, wrong or in another place"),
        N_("read it again from your paper"),
    ),
    "shares-differ": (N_("those shares are not of the same set"), N_("use shares that were made together")),
    "shares-too-few": (N_("{needed} different shares are needed"), N_("use another one of the same set")),
    "shares-missing": (
        N_("shares need a library that isn't installed"),
        N_("install it beside wallet: `python -m pip install shamir-mnemonic`"),
    ),
    "words-not-repeated": (
        N_("the words typed back are not the ones shown; no key was added"),
        N_("start again, with paper at hand"),
    ),
    "needs-terminal": (
        N_("recovery words are shown only on a terminal, never written to a file or a pipe"),
        N_("run it in a terminal"),
    ),
    "passphrase-untypable": (
        N_("a passphrase like this can't be typed: {why}"),
        N_(
            "[[save it as plain text in UTF-8 without a byte order mark, on one line of at most {most} bytes]]"
            "[[type it again: letters, digits, signs and blanks, at most {typed} bytes; no arrow keys, no Ctrl]]"
        ),
    ),
    "passphrase-short": (
        N_("the new passphrase is too short: {least} characters at least"),
        N_("choose four or five words"),
    ),
    "passphrase-new-needed": (
        N_("no new passphrase is given, and asking for one is not allowed"),
        N_("read it from a file: --new-passphrase-file FILE"),
    ),
    "key-type-unknown": (N_('"{type}" is not a type of key'), N_("use one of these: {types}")),
    "new-key-file-needed": (N_("a key of the type keyfile needs a file"), N_("name it: --new-key-file FILE")),
    "no-passphrase-key": (
        N_("this wallet has no key that a passphrase alone opens, so there is none to change"),
        N_("add one: `wallet keys add passphrase`"),
    ),
    "which-passphrase-key": (
        N_("this wallet has several passphrases: {names}"),
        N_("revoke the one you can't use, and add another: `wallet keys add passphrase`"),
    ),
    "keys-full": (N_("this wallet already has {most} keys"), N_("revoke one: `wallet keys revoke NAME`")),
    "key-name-bad": (
        N_('"{name}" can\'t be the name of a key'),
        N_("take 1 to {most} printable characters, not a number alone"),
    ),
    "key-name-taken": (N_('there is already a key called "{name}"'), N_("give it another name: --name NAME")),
    "no-such-key-name": (N_('there is no key called "{name}"'), N_("choose one of: {names}")),
    "last-key": (
        N_('"{name}" is the last key: without it no one could open this wallet'),
        N_("add another one first: `wallet keys add passphrase`"),
    ),
    "rotate-unsound": (
        N_("the wallet has {problems:problems}, so its store stays under the key that it has"),
        N_("see them: `wallet verify`"),
    ),
    "keys-cost-too-much": (
        N_("with this key, trying a passphrase on all keys would take too long"),
        N_("revoke one first: `wallet keys revoke NAME`"),
    ),
    "header-unnoted": (
        N_("the keys are changed, but the store couldn't record it: it would still accept an older wallet.keys"),
        N_("make room on the disk; then any key's secret updates the store: `wallet keys test --wallet {wallet}`"),
    ),
    "rotation-unfinished": (
        N_("the store's key is changed, but the disk failed before the new store had its name"),
        N_("make room on the disk; then opening the wallet finishes the job: `wallet keys test --wallet {wallet}`"),
    ),
    "keys-changed-meanwhile": (N_("the keys of this wallet were changed at the same time"), N_("try again")),
}
