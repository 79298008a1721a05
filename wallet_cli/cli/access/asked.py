"""What keys ask for, each by its name in the table of types: how it is got, to open and for a new key.

What has no row here is typed, as a passphrase is, and chosen by an option of its name: that is enough for a new type
that asks for one thing. Of several things only the first can be typed.
"""

from __future__ import annotations

from wallet_cli.cli.access import ask, paper, passphrases, secrets
from wallet_cli.cli.spec import FLAG, Param, opt
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import LANGUAGES, N_, _, language
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import key_changes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.services.vault.key_changes import KeyType

NEW_PASSPHRASE = opt(
    "new_passphrase_file",
    "--new-passphrase-file",
    metavar="FILE",
    help=N_("read the new passphrase from a file that only you can read"),
    complete="file",
)
TRIES = 3


def _nothing(_app: App, _given: str | None) -> None:
    pass


class Asked(NamedTuple):
    """One thing that keys ask for. ``get`` gets it to open, ``make`` for a new key, from the value of its option, if
    that takes one. ``require`` refuses what can't become a key before any secret is asked for; ``note`` comes after.

    ``option`` offers it; None: it is meant where nothing is. ``question`` asks for the option's value. ``slips`` are
    the errors that typing again may mend; ``is_text``: it opens also in the form in which passphrases are kept.
    """

    get: Callable[[App, str | None], bytes]
    make: Callable[[App, str | None], bytes]
    option: Param | None = None
    new_option: Param | None = None
    require: Callable[[App, str | None], None] = _nothing
    question: str = ""
    slips: tuple[str, ...] = ()
    is_text: bool = False
    note: str = ""


def try_again(tries_left: int) -> str:
    """``try again (2 of 3)``."""
    return _("try again ({number} of {most})").format(number=TRIES - tries_left + 1, most=TRIES)


def of(name: str) -> Asked:
    """How the thing of this name is got."""
    found = THINGS.get(name)
    if found is not None:
        return found
    option = opt(name.replace("-", "_"), f"--{name}", takes=FLAG, help=N_("open with a key of this type"))
    return Asked(
        lambda app, _given: _typed(app, name),
        lambda app, file: new_passphrase(app, file, _("new {what}: ").format(what=name)),
        option,
        NEW_PASSPHRASE,
        slips=passphrases.TYPED_WRONG,
        is_text=True,
    )


def options() -> tuple[Param, ...]:
    """The options that say which type of key is offered."""
    return _once(of(name).option for row in key_changes.TYPES.values() for name in row.asks)


def new_options() -> tuple[Param, ...]:
    """The options that say where what a new key asks for comes from."""
    return _once(of(name).new_option for row in key_changes.TYPES.values() for name in row.asks)


def require_new(app: App, row: KeyType, given: Mapping[str, Any]) -> None:
    """Refuse a new key before anyone is asked for a secret.

    Raises UsageProblem("new-key-file-needed", "needs-terminal", "shares-missing", "key-file-…").
    """
    for each in _things(row):
        each.require(app, _value(each.new_option, given))


def new_secret(app: App, row: KeyType, given: Mapping[str, Any]) -> key_changes.Secret:
    """What opens a new key of this type. Raises what its things raise."""
    return _secret(row, [each.make(app, _value(each.new_option, given)) for each in _things(row)])


def secret(app: App, row: KeyType, given: Mapping[str, Any]) -> key_changes.Secret:
    """What is offered to open a key of this type. Raises what its things raise."""
    return _secret(row, [each.get(app, _value(each.option, given)) for each in _things(row)])


def _things(row: KeyType) -> list[Asked]:
    """All that a type asks for. Raises ValueError for two texts: one file would be read as both."""
    first, *further = map(of, row.asks)
    if any(each.is_text for each in further):
        raise ValueError(f"{row.name}: what it asks for besides {row.asks[0]} needs a row in THINGS")
    return [first, *further]


def _value(param: Param | None, given: Mapping[str, Any]) -> Any:
    return given.get(param.name) if param is not None else None


def _secret(row: KeyType, values: list[bytes]) -> key_changes.Secret:
    return key_changes.Secret(row.name, values[0], b"".join(values[1:]))


def new_passphrase(app: App, file: str | None, prompt: str = "") -> bytes:
    """A new passphrase, from a file or typed twice.

    Raises UsageProblem("passphrase-new-needed", "passphrase-file"), and as ``passphrases.made_of``.
    """
    if file is None:
        if not app.asks:
            raise UsageProblem("passphrase-new-needed")
        return ask.new_passphrase(app, prompt or _("new passphrase: "))
    return passphrases.made_of(secrets.from_file(file, named="--new-passphrase-file"))


def _typed(app: App, name: str) -> bytes:
    told = secrets.named(app)
    if told is not None:
        return told
    return passphrases.typed(ask.secret(app, _("{what} for {wallet}: ").format(what=name, wallet=app.name)))


def _require_key_file(_app: App, path: str | None) -> None:
    if not path:
        raise UsageProblem("new-key-file-needed")
    key_changes.digest_of(path)  # a file that can't be used is refused before anything is typed


def _by_words(app: App, _given: str | None) -> bytes:
    from wallet_cli.services.vault import recovery_words

    told = secrets.named(app)
    if told is None:
        words = _words(app, _("the 24 recovery words, not shown: "), recovery_words.WORDS)
    else:
        words = recovery_words.words_in(passphrases.words_of(told))
    return recovery_words.secret_of(words)


def _new_words(app: App, tongue: str | None) -> bytes:
    from wallet_cli.services.vault import recovery_words

    value = app.around.random(key_changes.SECRET_BYTES)
    words = recovery_words.words_of(value, tongue or language())
    paper.hand_over(app, _("24 recovery words; they open this wallet only, and are not for cryptocurrency"), words)
    return value


def _require_words(app: App, tongue: str | None) -> None:
    paper.require_terminal(app)
    if tongue and tongue not in LANGUAGES:
        raise UsageProblem("words-language", language=tongue)


def _by_shares(app: App, _given: str | None) -> bytes:
    from wallet_cli.services.vault import recovery_shares

    recovery_shares.require_library()
    given: list[str] = []
    tries_left = TRIES
    while len(given) < recovery_shares.NEEDED:
        words = _words(app, _("share {number}, not shown: ").format(number=len(given) + 1), recovery_shares.WORDS)
        try:
            given.append(recovery_shares.share_of(words, given))
        except UsageProblem as error:  # a slip in the second share must not cost the first
            tries_left -= 1
            if not tries_left:
                error.params["again"] = True
                raise
            from wallet_cli.cli.render import problem

            problem.show(error, app.around, as_json=False)
            ask.note(app, try_again(tries_left))
    return recovery_shares.secret_of(given)


def _new_shares(app: App, _given: str | None) -> bytes:
    from wallet_cli.services.vault import recovery_shares

    value = app.around.random(key_changes.SECRET_BYTES)
    for number, words in enumerate(recovery_shares.shares_of(value), 1):
        title = _("share {number} of 3; any two open this wallet only, and are not for cryptocurrency")
        paper.hand_over(app, title.format(number=number), words)
    return value


def _require_shares(app: App, _given: str | None) -> None:
    from wallet_cli.services.vault import recovery_shares

    paper.require_terminal(app)
    recovery_shares.require_library()


def _words(app: App, prompt: str, count: int) -> list[str]:
    """This many words, on as many lines as they are typed or pasted on; Enter alone ends too few, and before the first
    of them does nothing."""
    from wallet_cli.services.vault.recovery_words import words_in

    with ask.unseen(app) as read:
        while not (words := words_in(read(prompt))):
            pass
        while 0 < len(words) < count:
            further = _("continue with word {number} of {count}, not shown: ").format(
                number=len(words) + 1, count=count
            )
            more = words_in(read(further))
            if not more:
                break
            words += more
    return words


def _digest(_app: App, path: str | None) -> bytes:
    return key_changes.digest_of(path or "")


def _once(params: Iterable[Param | None]) -> tuple[Param, ...]:
    return tuple({param.name: param for param in params if param is not None}.values())


THINGS: dict[str, Asked] = {
    key_changes.PASSPHRASE: Asked(
        lambda app, _given: secrets.passphrase(app, wallet=app.name, unlockable=False),
        new_passphrase,
        new_option=NEW_PASSPHRASE,
        slips=passphrases.TYPED_WRONG,
        is_text=True,
    ),
    key_changes.KEY_FILE: Asked(
        _digest,
        _digest,
        opt("key_file", "--key-file", metavar="FILE", help=N_("the key file that belongs to the passphrase"),
            complete="file"),
        opt("new_key_file", "--new-key-file", metavar="FILE", help=N_("the key file of the new key"), complete="file"),
        _require_key_file,
        question=N_("key file: "),
        note=N_(
            "This key always needs the file; keep a copy of it. A passphrase key still opens without it."
        ),
    ),
    key_changes.RECOVERY: Asked(
        _by_words,
        _new_words,
        opt("recovery", "--recovery", takes=FLAG, help=N_("open with the recovery words")),
        opt("words", "--words", metavar="LANG", help=N_("language of the recovery words: en or zh; either opens"),
            complete="language"),
        _require_words,
        slips=("wrong-words", "unknown-word", "word-count", "words-checksum"),
    ),
    key_changes.SHARES: Asked(
        _by_shares,
        _new_shares,
        opt("shares", "--shares", takes=FLAG, help=N_("open with two recovery shares")),
        require=_require_shares,
        slips=("wrong-words",),  # each share was asked for again by itself
    ),
}  # fmt: skip
"""By name; a type that asks for something of its own brings a row."""
