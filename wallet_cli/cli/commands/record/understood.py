"""Names that nobody has, typed on a terminal: what they clearly mean is taken and said; what they may mean.

A script never comes here: there an exact name counts, and the refusal names what is near.
"""

from __future__ import annotations

from wallet_cli.cli.access import ask
from wallet_cli.domain import kinds
from wallet_cli.domain.account import bare
from wallet_cli.domain.text import narrow, visible
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import _, sign
from wallet_cli.services import names, near_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.errors import WalletError
    from wallet_cli.services.session import Session

SIGILS = {"no-such-account": "@", "no-such-category": "+", "no-such-person": ""}
"""The errors of a name that nobody has, and the sign before it in a line."""


def take(session: Session, error: WalletError, wish: Any) -> Any | None:
    """``wish`` to be tried once more: the name is known now in ``session.meant``, or has its further words in the line;
    None where it isn't clear, or nobody reads what was taken.
    """
    if session.meant is None or error.slug not in SIGILS:
        return None
    name, sigil = str(error.params["name"]), SIGILS[error.slug]
    if not sigil:
        apart = _with_account(session, name, wish)
        return apart if apart is not None else _taken(session, name, near_names.person(session, name), wish)
    longer = None if session.key else _with_further_words(session, wish, sigil, name, _kinds(session, sigil))
    return longer if longer is not None else _taken(session, name, meant(session, name, sigil, wish), wish)


def _with_account(session: Session, name: str, wish: Any) -> Any | None:
    """The line with the sign of the own account that its last words name behind a person: ``500 小王 微信``."""
    if session.command not in ("lend", "borrow", "repay") or session.key:
        return None
    from wallet_cli.domain.quickline import parted, read_line, spelled
    from wallet_cli.services.record import with_whom

    try:
        line = read_line(wish.words)
    except UsageProblem:
        return None
    found, behind = with_whom.read(session, line._replace(payee=name), anyone=True), line.payee[len(name) :]
    if line.accounts or not found.accounts or line.payee != name + behind or behind[:1] not in ("", " "):
        return None
    found = found._replace(payee=found.payee + behind)  # a day, where that isn't of the name
    return wish._replace(words=[word.text for word in parted(spelled(found))])


def meant(session: Session, name: str, sigil: str, wish: Any) -> tuple[str, ...]:
    """What a name clearly means part of or spells, of what the command is about."""
    return _fitting(session, near_names.meant(session, name, _kinds(session, sigil), _beside(wish, sigil, name)))


def perhaps(session: Session, name: str, sigil: str, wish: Any) -> tuple[str, ...]:
    """What a name may be meant for, to be asked about: what it means part of, else is short for, else looks like."""
    among, beside = _kinds(session, sigil), _beside(wish, sigil, name)
    found = meant(session, name, sigil, wish) or _fitting(session, near_names.likely(session, name, among, beside))
    return found or _fitting(session, near_names.near(session, name, among, beside))


def flow_of(session: Session) -> str:
    """The direction of the categories that a command is about; "" for both."""
    return {"receive": kinds.EARNED, "adjust": "", "edit": "", "": ""}.get(session.command, kinds.SPENT)


def taken(typed: str, name: str) -> str:
    """What was taken for what."""
    return visible(_("{typed} means {name}").format(typed=typed, name=name))  # an arrow is a transfer


def said(session: Session) -> list[str]:
    """What was taken for what, for the receipt."""
    told = [taken(typed, path) for typed, path in (session.meant or {}).items()]
    return [sign(" · ").join(told)] if told else []


def agrees(app: App, session: Session, error: WalletError, wish: Any) -> bool:
    """Whether the accounts of a transfer that lack their sign are certain, and the person agrees to its direction."""
    if session.meant is None or error.slug != "two-accounts" or wish.source or wish.target or session.key:
        return False  # what repeats an id has to be typed as it was
    from wallet_cli.domain.quickline import read_line
    from wallet_cli.services.record import movement, typed_line

    if typed_line.means_all(wish.words):
        return False
    line = read_line(wish.words)
    ends = movement.ends(session, line, wish.words)
    # the amount as it is read: of a $ the shell may have left less than was typed
    question = _("{amount} from {source} to {target}?").format(
        amount=visible(" ".join(line.amounts)), source=visible(ends.source), target=visible(ends.target)
    )
    if not (ends.source and ends.target):
        return False
    if ask.yes(app, question):
        return True
    turned = f"{' '.join(line.amounts)} @{names.typed(ends.target)} @{names.typed(ends.source)}"
    raise UsageProblem("transfer-declined", corrected=str(error.params["corrected"]), other=turned)


def signed(session: Session, wish: Any) -> Any:
    """A transfer with the signs that its accounts lack."""
    from wallet_cli.domain.quickline import parted, read_line, spelled
    from wallet_cli.services.record import movement

    line = movement.with_sigils(session, read_line(wish.words), wish.words, None, None)
    return wish._replace(words=[word.text for word in parted(spelled(line))])


def _kinds(session: Session, sigil: str) -> tuple[str, ...]:
    if sigil == "+":
        return kinds.categories(kinds.SPENT) if session.command.startswith("budget") else kinds.categories()
    return kinds.own() if session.command in ("transfer", "exchange") else kinds.money()


def _fitting(session: Session, found: Sequence[str]) -> tuple[str, ...]:
    """Of several, those that are for what the command does: of categories, those of its direction."""
    if len(found) < 2:
        return tuple(found)
    flow = flow_of(session)
    nodes = [names.any_node(session, path) for path in found]
    fit = tuple(node.path for node in nodes if not node.account.is_category or flow in ("", kinds.of(node.kind).flow))
    return fit or tuple(found)


def _taken(session: Session, name: str, found: Sequence[str], wish: Any) -> Any | None:
    if len(found) != 1 or session.meant is None:
        return None
    session.meant[name] = found[0]
    return wish


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
