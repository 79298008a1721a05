"""What could be at the cursor: from the words before it and the commands' descriptions, without any parser.

Names from the books are offered only while the wallet is unlocked: TAB never asks, never derives a key, never fails.
"""

from __future__ import annotations

from contextlib import contextmanager

from wallet_cli.cli.access import opening
from wallet_cli.cli.line import registry, wallets
from wallet_cli.cli.options import GLOBALS, after_globals
from wallet_cli.cli.spec import FLAG, WORDS, Noun, Param, Spec
from wallet_cli.domain import kinds
from wallet_cli.domain.account import SEPARATOR, name_key
from wallet_cli.i18n import LANGUAGES, N_, _
from wallet_cli.services import completion
from wallet_cli.services.vault import access, unlock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wallet_cli.cli.app import App
    from wallet_cli.services.session import Session

Offer = tuple[str, str]
FILES: list[Offer] = [(":files", "")]
"""Instead of offers: the shell completes file names itself."""

BOOKS: dict[str, Callable[[Session], list[Offer]]] = {
    "account": completion.accounts_of,
    "category": completion.categories,
    "currency": completion.currencies,
    "operation": completion.operations,
    "person": completion.people,
    "profile": completion.profiles,
    "rule": completion.rules,
    "thing": completion.things,
    "transaction": completion.transactions,
}
"""What the books hold: the names of each kind."""

_NAMES = ("account", "category", "person", "thing")


def at_cursor(app: App, before: Sequence[str], current: str) -> list[Offer]:
    """Everything that could be typed in place of ``current`` after the words ``before`` (without ``wallet``)."""
    rest = list(before[after_globals(before) :])
    if not rest:
        waiting = _waiting(before, GLOBALS)
        if waiting is not None:
            return _values(app, waiting, current)
        return _flags(GLOBALS) if current.startswith("-") else _commands()
    entry = registry.find(rest[0])
    if entry is None:
        return []
    described = registry.load(entry)
    if isinstance(described, Spec):
        return _of_spec(app, described, rest[1:], current)
    return _of_noun(app, described, rest[1:], current)


def _of_noun(app: App, noun: Noun, words: list[str], current: str) -> list[Offer]:
    rest = words[after_globals(words) :]
    verbs = {verb.name: verb for verb in noun.verbs}
    if rest and rest[0] in verbs:
        return _of_spec(app, verbs[rest[0]], rest[1:], current)
    usual = verbs.get(noun.default)
    if rest or current.startswith("-"):
        return _of_spec(app, usual, words, current) if usual else []
    return [(verb.name, _(verb.summary)) for verb in noun.verbs]


def _of_spec(app: App, spec: Spec, words: list[str], current: str) -> list[Offer]:
    params = (*spec.params, *GLOBALS)
    waiting = _waiting(words, params)
    if waiting is not None:
        return _values(app, waiting, current)
    name, sign, value = current.partition("=")
    if sign and name.startswith("--"):
        option = next((param for param in params if name in param.flags), None)
        return [(f"{name}={each}", about) for each, about in _values(app, option, value)] if option else []
    if current.startswith("-"):
        return _flags(params)
    positional = [param for param in spec.params if not param.flags]
    taken = len(_free_words(words, params))
    if positional and (taken < len(positional) or positional[-1].takes == WORDS):
        return _values(app, positional[min(taken, len(positional) - 1)], current, _free_words(words, params))
    return []


def _waiting(words: Sequence[str], params: Sequence[Param]) -> Param | None:
    """The option whose value is to be typed next."""
    last = words[-1] if words else ""
    return next((param for param in params if last in param.flags and param.takes != FLAG), None)


def _free_words(words: Sequence[str], params: Sequence[Param]) -> list[str]:
    """The words that are neither options nor their values."""
    takes = {flag for param in params if param.takes != FLAG for flag in param.flags}
    found, skip = [], False
    for word in words:
        if not skip and not word.startswith("-"):
            found.append(word)
        skip = not skip and word in takes
    return found


def _values(app: App, param: Param, current: str, words: Sequence[str] = ()) -> list[Offer]:
    kind = param.complete
    if kind == "file":
        return FILES
    if kind == "line":
        return _in_line(app, current, words)
    if kind in BOOKS or kind == "payee":
        return _from_books(app, kind, current)
    if kind:
        return FIXED[kind](app)
    return _alone(param.names()) if param.names else []


def _in_line(app: App, current: str, words: Sequence[str]) -> list[Offer]:
    """In a line: ``@account``, ``+category``; the payee once an amount is there."""
    if current[:1] in ("@", "+"):
        return _from_books(app, "account" if current[0] == "@" else "category", current)
    if any(word[:1] not in ("@", "+") for word in words):
        return _from_books(app, "payee", current)
    return []


def _from_books(app: App, kind: str, current: str) -> list[Offer]:
    sigil = current[:1] if current[:1] in ("@", "+") else ""
    with _unlocked(app) as session:
        if session is None:
            return []
        if kind == "payee":
            return completion.payees(session, current)
        found = BOOKS[kind](session)
    if kind not in _NAMES:
        return found
    return [(sigil + "-".join(name.split()), _(about)) for name, about in found]


@contextmanager
def _unlocked(app: App) -> Iterator[Session | None]:
    where = opening.place(app)
    key = app.around.key or unlock.kept_key(where, opening.moment(app))
    if key is None:
        yield None
        return
    store = access.open_store(where, key, read_only=True, unchecked=True, wait_ms=0, proves=False)
    try:
        yield opening.session(app, store)
    finally:
        store.close()


def _periods(app: App) -> list[str]:
    """The words, this year's months so far, and the year before."""
    from datetime import date

    from wallet_cli.domain.period_words import WORDS as PERIODS

    today = date.fromordinal(app.around.today())
    months = [f"{today.year}-{month:02}" for month in range(today.month, 0, -1)]
    return [*PERIODS, *months, f"{today.year}", f"{today.year - 1}"]


def _alone(words: Sequence[str]) -> list[Offer]:
    return [(word, "") for word in words]


FIXED: dict[str, Callable[[App], list[Offer]]] = {
    "help": lambda _app: [*_commands(), *_topics()],
    "kind": lambda _app: _alone(kinds.money()),
    "language": lambda _app: _alone(LANGUAGES),
    "period": lambda app: _alone(_periods(app)),
    "redact": lambda _app: _alone(completion.redactions()),
    "scheme": lambda _app: completion.schemes(),
    "setting": lambda _app: _alone(completion.settings()),
    "shell": lambda _app: _alone(("bash", "zsh", "fish")),
    "switch": lambda _app: _alone(("on", "off")),
    "wallet": lambda app: _alone(wallets.every(app.around.data_folder)),
}
"""What is offered of each kind that doesn't need the books."""


def _commands() -> list[Offer]:
    return [(entry.name, _(entry.summary)) for entry in registry.ENTRIES]


def _topics() -> list[Offer]:
    from wallet_cli.words.topics import contents

    return [(topic.name, _(topic.summary)) for topic in contents.TOPICS]


def _flags(params: Sequence[Param]) -> list[Offer]:
    options = [(param.flags[-1], param.filled(_(param.help))) for param in params if param.flags]
    return [*options, ("--help", _(N_("show help")))]


def fits(offer: str, current: str) -> bool:
    """Whether ``offer`` begins as ``current`` does, blanks, case and width aside."""
    return name_key(offer).startswith(name_key(current))


def fitting(found: Sequence[Offer], current: str, *, lists: bool = False) -> list[Offer]:
    """The offers that begin as ``current`` does; where none does, the Chinese names that it is the pinyin of.

    What a shell inserts of several is what they have in common: so they are offered only where that is more than a
    sigil, or what was typed would be gone. ``lists``: where they are only shown, all of them.
    """
    fit = [offer for offer in found if fits(offer[0], current)]
    if fit:
        return fit
    sigil = current[:1] if current[:1] in ("@", "+") else ""
    typed = current[len(sigil) :]
    if typed.isascii() and (not typed[:1].isalpha() or all(offer.isascii() for offer, _about in found)):
        return []
    spelled = [offer for offer in found if _is_spelled(typed, offer[0][len(sigil) :])]
    return spelled if lists or len({offer[: len(sigil) + 1] for offer, _about in spelled}) == 1 else []


def _is_spelled(typed: str, name: str) -> bool:
    """Whether ``typed`` begins the pinyin of a name, or of the last part of its path; what of it is the name's own
    beginning is taken as that: ``招商x``.
    """
    from wallet_cli.domain import pinyin

    for text in (name, name.rpartition(SEPARATOR)[2]):
        same = next((at for at, (one, other) in enumerate(zip(typed, text, strict=False)) if one != other), 0)
        rest = typed[same:]
        if rest.isascii() and rest[:1].isalpha() and pinyin.begins(rest, text[same:]):
            return True
    return False
