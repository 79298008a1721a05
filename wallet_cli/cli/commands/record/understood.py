"""Names that nobody has, typed on a terminal: what they clearly mean is taken and said, else it is asked about.

A script never comes here: there an exact name counts, and the refusal names what is near.
"""

from __future__ import annotations

from wallet_cli.cli.access import ask
from wallet_cli.domain import kinds
from wallet_cli.domain.account import bare
from wallet_cli.domain.text import fold, narrow, visible
from wallet_cli.i18n import N_, _
from wallet_cli.services import names, near_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.errors import WalletError
    from wallet_cli.services.session import Session

_SIGILS = {"no-such-account": "@", "no-such-category": "+", "no-such-person": ""}
"""The errors of a name that nobody has, and the sign before it in a line."""
_QUESTIONS = {
    "@": N_('no account "{name}"; which one is meant? (Enter: none) '),
    "+": N_('no category "{name}"; which one is meant? (Enter: none) '),
}
_MOST = 9


def take(app: App, session: Session, error: WalletError, wish: Any) -> Any | None:
    """``wish`` to be tried once more: the name is known now in ``session.meant``, or has its further words in the line;
    None where it isn't clear, or nobody is there to say.
    """
    if session.meant is None or error.slug not in _SIGILS:
        return None
    name, sigil = str(error.params["name"]), _SIGILS[error.slug]
    if not sigil:
        return _taken(session, name, near_names.person(session, name), wish)
    among = _kinds(session, sigil)
    beside = _beside(wish, sigil, name)
    longer = None if session.key else _with_further_words(session, wish, sigil, name, among)
    if longer is not None:
        return longer
    found = _fitting(session, near_names.meant(session, name, among, beside))
    if len(found) == 1:
        return _taken(session, name, found, wish)
    found = found or _fitting(session, near_names.likely(session, name, among, beside))
    return _taken(session, name, _chosen(app, name, sigil, found), wish)


def said(session: Session) -> list[str]:
    """What was taken for what, for the receipt."""
    told = [visible(f"{typed} → {path}") for typed, path in (session.meant or {}).items()]
    return [" · ".join(told)] if told else []


def agrees(app: App, session: Session, error: WalletError, wish: Any) -> bool:
    """Whether the accounts of a transfer that lack their sign are certain, and the person agrees to its direction."""
    if session.meant is None or error.slug != "two-accounts" or wish.source or wish.target or session.key:
        return False  # what repeats an id has to be typed as it was
    from wallet_cli.domain.quickline import read_line
    from wallet_cli.services.record import movement

    ends = movement.ends(session, read_line(wish.words), wish.words)
    question = _("from {source} to {target}?").format(source=visible(ends.source), target=visible(ends.target))
    return bool(ends.source and ends.target) and ask.yes(app, question)


def signed(session: Session, wish: Any) -> Any:
    """A transfer with the signs that its accounts lack."""
    from wallet_cli.domain.quickline import parted, read_line, spelled
    from wallet_cli.services.record import movement

    line = movement.with_sigils(session, read_line(wish.words), wish.words, None, None)
    return wish._replace(words=[word.text for word in parted(spelled(line))])


def _kinds(session: Session, sigil: str) -> tuple[str, ...]:
    if sigil == "+":
        return kinds.categories()
    return kinds.own() if session.command in ("transfer", "exchange") else kinds.money()


def _fitting(session: Session, found: Sequence[str]) -> tuple[str, ...]:
    """Of several, those that are for what the command does: of categories, those of its direction."""
    if len(found) < 2:
        return tuple(found)
    flow = kinds.EARNED if session.command == "receive" else kinds.SPENT
    nodes = [names.any_node(session, path) for path in found]
    fit = tuple(node.path for node in nodes if not node.account.is_category or kinds.of(node.kind).flow == flow)
    return fit or tuple(found)


def _taken(session: Session, name: str, found: Sequence[str], wish: Any) -> Any | None:
    if len(found) != 1 or session.meant is None:
        return None
    session.meant[name] = found[0]
    return wish


def _chosen(app: App, name: str, sigil: str, found: Sequence[str]) -> tuple[str, ...]:
    """The one that the person chooses by its digit or its name; none for Enter alone, and for anything else."""
    from wallet_cli.cli.commands.record import offered

    if not found:
        return ()
    digits = {str(number): path for number, path in enumerate(found[:_MOST], 1)}
    app.around.stderr.write(_(_QUESTIONS[sigil]).format(name=visible(name)).rstrip() + "\n")
    offered.show(app, [f"{digit} {visible(path)}" for digit, path in digits.items()])
    try:
        answer = bare(narrow(ask.line(app, "> ")).strip())
    except EOFError:
        app.around.stderr.write("\n")
        return ()
    chosen = digits.get(answer) or next((path for path in found if fold(path) == fold(answer)), "")
    return (chosen,) if chosen else ()


def _beside(wish: Any, sigil: str, name: str) -> list[str]:
    """The other names of this kind in the line."""
    words = [bare(word.partition("=")[0]) for word in getattr(wish, "words", ()) if narrow(word[:1]) == sigil]
    options = [getattr(wish, option, None) or "" for option in ("source", "target")] if sigil == "@" else []
    return [each for each in (*words, *options) if each and each != name]


def _with_further_words(session: Session, wish: Any, sigil: str, name: str, among: Sequence[str]) -> Any | None:
    """The line with the words behind a name that are more of it, in it: of ``@Chase checking`` the shell made two."""
    words = list(getattr(wish, "words", ()))
    at = next((at for at, word in enumerate(words) if narrow(word[:1]) == sigil and bare(word) == name), None)
    if at is None:
        return None
    end = next((end for end in range(at + 1, len(words)) if narrow(words[end][:1]) in ("@", "+")), len(words))
    for stop in range(end, at + 1, -1):
        longer = " ".join([name, *words[at + 1 : stop]])
        found = near_names.of_words(session, longer, among)
        if len(found) == 1:
            return wish._replace(words=[*words[:at], sigil + names.typed(found[0]), *words[stop:]])
    return None
