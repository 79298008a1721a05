"""History in another order than the newest first.

All that is found is read before the first is shown; with a limit only that many are held.
"""

from __future__ import annotations

from heapq import nsmallest

from wallet_cli.domain.look.name_order import name_order
from wallet_cli.errors import UsageProblem
from wallet_cli.services.look import history

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from wallet_cli.services.look.history import HistoryEntry, Registered
    from wallet_cli.services.look.search import Query
    from wallet_cli.services.session import Session

DATE, AMOUNT, PAYEE = "date", "amount", "payee"
ORDERS = (DATE, AMOUNT, PAYEE)


def require_known(by: str) -> None:
    """UsageProblem("option-not-one-of") for an order that there isn't."""
    if by not in ORDERS:
        raise UsageProblem("option-not-one-of", option="--sort", value=by, known=ORDERS)


def entries(session: Session, query: Query, by: str, backwards: bool) -> Iterator[HistoryEntry]:
    """What is found by date (newest first), amount (largest first, whatever its sign; a currency after the other) or
    payee (in the order of names, the newest first of each); ``backwards`` the other way.
    """

    def place(entry: HistoryEntry) -> tuple[Any, ...]:
        amounts = history.view(entry, query, session.today).amounts
        minor, unit = amounts[0] if amounts else (0, None)
        return _place(by, entry.day, entry.payee, minor, unit.code if unit else "")

    return iter(_sorted(history.entries(session, query._replace(limit=0)), place, backwards, query.limit))


def register_lines(session: Session, query: Query, by: str, backwards: bool) -> Iterator[Registered]:
    """The same of the register's lines."""

    def place(line: Registered) -> tuple[Any, ...]:
        return _place(by, line[1], line[2], line[3], line[4].code)

    return iter(_sorted(history.register_lines(session, query._replace(limit=0)), place, backwards, query.limit))


def _place(by: str, day: int, payee: str, minor: int, code: str) -> tuple[Any, ...]:
    if by == AMOUNT:
        return code, -abs(minor)
    return (not payee, name_order(payee)) if by == PAYEE else (-day,)


def _sorted(found: Iterable[Any], place: Callable[[Any], tuple[Any, ...]], backwards: bool, limit: int) -> list[Any]:
    """Those that come first by ``place``; of equals, what was found first."""
    if backwards:
        # the last ones come first, and of equals what was found last: both orders mirror each other
        every = sorted(found, key=place)
        every.reverse()
        return every[: limit or None]
    return nsmallest(limit, found, key=place) if limit else sorted(found, key=place)
