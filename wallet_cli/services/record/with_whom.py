"""A debt as people say it: ``10 Bob to cash``, ``5 to Bobby from cash``. Loaded only where no person is called so.

In comes the line of a debt, out goes the same with the account behind ``to`` or ``from`` as one, and without such a
word in front of the person.
"""

from __future__ import annotations

from wallet_cli.domain.quickline import PARTING
from wallet_cli.store.books import accounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.quickline import QuickLine
    from wallet_cli.services.session import Session

_BEFORE = ("to", "from", "with", "by")
_BEFORE_ACCOUNT = (*_BEFORE, "into", "in", "on", "onto", "via", "out of")


def read(session: Session, line: QuickLine, *, anyone: bool = False) -> QuickLine:
    """The line with the person alone in the place of the name; as it is where someone or an account is called so.
    ``anyone``: the person in front of an account may be one who isn't known yet, about whom it is asked.
    """
    if accounts.find(session.db, line.payee) is not None:
        return line
    words = line.payee.split()
    if not line.accounts:
        words, account = _parted(session, words, anyone=anyone)
        line = line._replace(accounts=(account,) if account else ())
    if len(words) > 1 and words[0].casefold() in _BEFORE and accounts.find(session.db, " ".join(words)) is None:
        words = words[1:]
    return line._replace(payee=" ".join(words))


def _parted(session: Session, words: list[str], *, anyone: bool) -> tuple[list[str], str]:
    """The words of the person, and the own account that the last of them name, "" for none; what a word is between
    them, ``to``, goes.
    """
    for at in range(1, len(words)):
        name = " ".join(words[at:])
        found = accounts.find(session.db, name)
        if found is None or not found.account.is_own:
            continue
        before = next((each for each in _BEFORE_ACCOUNT if _ends_in(words[:at], each)), "")
        person = words[: at - len(before.split())]
        if anyone:  # a new name ends before its comma
            person = [*person[:-1], *[each.rstrip(PARTING) for each in person[-1:]]]
        is_known = accounts.find(session.db, " ".join(person)) is not None
        if person and (before or is_known or anyone):
            return person, name
    return words, ""


def _ends_in(words: list[str], end: str) -> bool:
    return [word.casefold() for word in words[-len(end.split()) :]] == end.split()
