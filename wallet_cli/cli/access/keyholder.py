"""The secret that opens a key, from whoever has it: a passphrase, a passphrase with a file, words, or shares."""

from __future__ import annotations

from wallet_cli.cli.access import ask, passphrases, secrets
from wallet_cli.cli.spec import FLAG, Param, opt
from wallet_cli.errors import Locked, UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import key_changes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.cli.app import App
    from wallet_cli.services.vault.access import Unlocked
    from wallet_cli.services.vault.backup_check import BackupHead
    from wallet_cli.services.vault.location import Place

OPTIONS: tuple[Param, ...] = (
    opt("key_file", "--key-file", metavar="FILE", help=N_("the key file that belongs to the passphrase"),
        complete="file"),
    opt("recovery", "--recovery", takes=FLAG, help=N_("open with the recovery words")),
    opt("shares", "--shares", takes=FLAG, help=N_("open with two recovery shares")),
)  # fmt: skip
NEW_PASSPHRASE = opt(
    "new_passphrase_file",
    "--new-passphrase-file",
    metavar="FILE",
    help=N_("read the new passphrase from a file that only you can read"),
    complete="file",
)
_SLIPS = (*passphrases.TYPED_WRONG, "wrong-words", "unknown-word", "word-count", "words-checksum")
_TRIES = 3


class Way(NamedTuple):
    """Which kind of secret is offered."""

    key_file: str | None = None
    recovery: bool = False
    shares: bool = False


def keys_and_secret(app: App, where: Place, way: Way) -> tuple[Unlocked, key_changes.Secret]:
    """The opened header and the secret that opened it; asked for where no source is named, and then a slip of the
    fingers can be mended twice. Raises UsageProblem("options-exclude"), and as ``key_changes.open_by``.
    """
    _require_one(way)
    key_changes.require_type(where, _type(way))
    return keys_and_secret_by(app, way, lambda secret: key_changes.open_by(where, secret))


def keys_of_backup(app: App, head: BackupHead, way: Way) -> Unlocked:
    """The keys inside a backup, by any kind of secret, as above. Raises as ``backup_check.keys_by``."""
    from wallet_cli.services.vault import backup_check

    _require_one(way)
    backup_check.require_type(head, _type(way))
    return keys_and_secret_by(app, way, lambda secret: backup_check.keys_by(head, secret))[0]


def _require_one(way: Way) -> None:
    named = [flag for flag, given in zip(("--key-file", "--recovery", "--shares"), way, strict=True) if given]
    if len(named) > 1:
        raise UsageProblem("options-exclude", options=tuple(named))


def keys_and_secret_by(
    app: App, way: Way, open_by: Callable[[key_changes.Secret], Unlocked]
) -> tuple[Unlocked, key_changes.Secret]:
    """What ``open_by`` makes of a secret, and the secret, as ``keys_and_secret``: for whoever opens something else than
    the key file as it should be. Raises as ``open_by``.
    """
    if way.shares:
        from wallet_cli.services.vault import recovery_shares

        recovery_shares.require_library()
    typed = not secrets.names_source(app) and (way.recovery or way.shares or secrets.ambient(app) is None)
    for tries_left in (2, 1, 0):
        try:
            return _by(_secret(app, way), open_by)
        except (Locked, UsageProblem) as error:
            mendable = ("wrong-words",) if way.shares else _SLIPS  # each share was asked for again by itself
            if error.slug not in mendable or not tries_left or not (typed and app.asks):
                raise
            from wallet_cli.cli.render import problem

            if error.slug == "wrong-passphrase":  # the whole advice comes with the last try
                app.around.stderr.write(_("that is not the passphrase; once more") + "\n")
            else:
                problem.show(error, app.around, as_json=False)
    raise AssertionError("unreachable")


def _by(
    secret: key_changes.Secret, open_by: Callable[[key_changes.Secret], Unlocked]
) -> tuple[Unlocked, key_changes.Secret]:
    """What a secret opens, and the secret as it opened: a key that is made anew of it must open by the same."""
    if secret.type not in (key_changes.PASSPHRASE, key_changes.KEYFILE):
        return open_by(secret), secret

    def tried(told: bytes) -> tuple[Unlocked, key_changes.Secret]:
        spelt = secret._replace(value=told)
        return open_by(spelt), spelt

    return passphrases.opened_by(secret.value, tried)


def asked_way(app: App, where: Place) -> Way:
    """The kind of secret to ask for at the keyboard: the handiest that this wallet has a key for."""
    types = {key.type for key in key_changes.keyring(where).keys}
    if key_changes.PASSPHRASE in types:
        return Way()
    if key_changes.KEYFILE in types:
        return Way(key_file=ask.line(app, _("key file: ")))
    return Way(recovery=key_changes.RECOVERY in types, shares=key_changes.RECOVERY not in types)


def _type(way: Way) -> str:
    if way.shares:
        return key_changes.SHARES
    if way.recovery:
        return key_changes.RECOVERY
    return key_changes.KEYFILE if way.key_file else key_changes.PASSPHRASE


def _secret(app: App, way: Way) -> key_changes.Secret:
    if way.shares:
        return _by_shares(app)
    if way.recovery:
        from wallet_cli.services.vault import recovery_words

        told = secrets.named(app)
        if told is None:
            words = _words(app, _("the 24 recovery words, unseen: "), recovery_words.WORDS)
        else:
            words = recovery_words.words_in(passphrases.words_of(told))
        return key_changes.Secret(key_changes.RECOVERY, recovery_words.secret_of(words))
    prompted = secrets.passphrase(app, wallet=app.name, unlockable=False)
    return key_changes.by_passphrase(prompted, way.key_file or "")


def _by_shares(app: App) -> key_changes.Secret:
    from wallet_cli.services.vault import recovery_shares

    given: list[str] = []
    tries_left = _TRIES
    while len(given) < recovery_shares.NEEDED:
        words = _words(app, _("share {number}, unseen: ").format(number=len(given) + 1), recovery_shares.WORDS)
        try:
            given.append(recovery_shares.share_of(words, given))
        except UsageProblem as error:  # a slip in the second share must not cost the first
            tries_left -= 1
            if not tries_left:
                raise
            from wallet_cli.cli.render import problem

            problem.show(error, app.around, as_json=False)
    return key_changes.Secret(key_changes.SHARES, recovery_shares.secret_of(given))


def _words(app: App, prompt: str, count: int) -> list[str]:
    """So many words, on as many lines as they are typed or pasted on; Enter alone ends too few."""
    from wallet_cli.services.vault.recovery_words import words_in

    with ask.unseen(app) as read:
        words = words_in(read(prompt))
        while 0 < len(words) < count:
            further = _("go on with word {number} of {count}, unseen: ").format(number=len(words) + 1, count=count)
            more = words_in(read(further))
            if not more:
                break
            words += more
    return words


def new_passphrase(app: App, file: str | None) -> bytes:
    """A new passphrase, from a file or typed twice.

    Raises UsageProblem("passphrase-new-needed", "passphrase-file"), and as ``passphrases.made_of``.
    """
    if file is None:
        if not app.asks:
            raise UsageProblem("passphrase-new-needed")
        return ask.new_passphrase(app, _("new passphrase: "))
    return passphrases.made_of(secrets.from_file(file, named="--new-passphrase-file"))
