"""Looking back: the transactions that a query finds, newest first, for people, for programs and as a register.

What goes out are rows, while they are read. What always holds: the amounts of ``register_lines`` add up to what the
accounts shown gained or lost.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.look.view import View
from wallet_cli.domain.transaction import STATES
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.look.search import VOID
from wallet_cli.store.books import accounts, register
from wallet_cli.store.books.register import LAST_DAY, Query

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from wallet_cli.services.session import Session

MOST_COUNTED = 1000
"""Counting stops here: the answer must not cost more in larger books."""


class Part(NamedTuple):
    """One posting: the account's row, path, kind and uid; ``amount_minor`` debit positive; ``date`` ordinal.

    ``is_imported``: a file of the bank delivered or confirmed it.
    """

    row: int
    account: str
    kind: str
    uid: bytes
    amount_minor: int
    currency: Currency
    date: int
    state: int
    is_imported: bool = False


class HistoryEntry(NamedTuple):
    """One transaction: ``day`` (ordinal) by which it was found; ``state`` pending, booked, reconciled or void;
    ``is_doubtful``: its bank's row may be another one's.
    """

    ref: str
    uid: bytes
    day: int
    payee: str
    memo: str
    tags: tuple[str, ...]
    state: str
    parts: tuple[Part, ...]
    is_doubtful: bool = False


Registered = tuple[int, int, str, int, Currency, str, str, int, str, str]
"""transaction's number, day, payee, amount in minor units, currency, account, category, state, memo, tags."""


def ahead(session: Session, query: Query) -> int:
    """How many transactions (at most ``MOST_COUNTED``) a query would find after today, when it ends today."""
    if query.last != session.today:
        return 0
    return register.count(session.db, query._replace(first=session.today + 1, last=LAST_DAY, limit=MOST_COUNTED))


def count(session: Session, query: Query) -> int:
    """How many transactions a query finds without its limit, up to ``MOST_COUNTED``."""
    return register.count(session.db, query._replace(limit=MOST_COUNTED))


def register_lines(session: Session, query: Query) -> Iterator[Registered]:
    """A line a posting, newest first: of the accounts asked for (else of all that hold money), signed as they are.

    Where only categories were asked for, a line is a category's posting, with the sign of the money: spending negative.
    Other own accounts are among the categories with an ``@``.
    """
    tree = accounts.by_row(session.db)
    units = {code: Currency(code, scale) for code, scale in accounts.scales(session.db).items()}
    money = {row: node.path for row, node in tree.items() if kinds.of(node.kind).is_money}
    paths = {row: node.path for row, node in tree.items()}
    swaps = bool(query.categories) and not query.accounts
    sides: dict[str | None, tuple[str, str]] = {}
    for row, day, payee, memo, tags, account, code, amount, state, others in register.lines(session.db, query):
        side = sides.get(others)
        if side is None:
            side = sides[others] = _side(others, money, paths)
        if swaps:
            yield row, day, payee or "", -amount, units[code], side[1], paths[account], state, memo, tags
        else:
            yield row, day, payee or "", amount, units[code], paths[account], side[0], state, memo, tags


def _side(others: str | None, money: dict[int, str], paths: dict[int, str]) -> tuple[str, str]:
    """The other accounts of a posting: all as categories, and the names of those that hold money."""
    rows = dict.fromkeys(int(row) for row in others.split(",")) if others else {}
    purposes = [paths[row] for row in rows if row not in money]
    own = [money[row] for row in rows if row in money]
    return ", ".join(purposes + [f"@{name}" for name in own]), ", ".join(own)


def entries(session: Session, query: Query) -> Iterator[HistoryEntry]:
    """Whole transactions, newest first."""
    tree = accounts.by_row(session.db)
    units = {code: Currency(code, scale) for code, scale in accounts.scales(session.db).items()}
    head: tuple[Any, ...] = ()
    parts: list[Part] = []
    for row in register.rows(session.db, query):
        if head and row[0] != head[0]:
            yield _entry(head, parts)
            parts = []
        head = row
        node = tree[row[7]]
        what = (row[9], units[row[8]], row[10], row[11], bool(row[12]))
        parts.append(Part(node.row, node.path, node.kind, node.uid, *what))
    if head:
        yield _entry(head, parts)


def _entry(head: tuple[Any, ...], parts: list[Part]) -> HistoryEntry:
    number, day, uid, payee, memo, tags, void = head[:7]
    state, is_doubtful = state_of(parts, is_void=bool(void)), bool(head[13])
    return HistoryEntry(
        f"t{number}", uid, day, payee or "", memo, tuple(tags.split()), state, tuple(parts), is_doubtful
    )


def state_of(parts: Sequence[Part], *, is_void: bool) -> str:
    """pending, booked, reconciled or void: what is least certain of the money."""
    if is_void:
        return VOID
    return STATES[min([part.state for part in parts if kinds.of(part.kind).is_money] or [part.state for part in parts])]


def prove(session: Session, query: Query) -> None:
    """Read all that ``entries`` would, so that what can't be read is found out before the first of many goes out."""
    for _row in register.rows(session.db, query):
        pass


def view(entry: HistoryEntry, query: Query, today: int) -> View:
    """A transaction from the viewpoint of the accounts (else categories) asked for, else of all money."""
    money = [part for part in entry.parts if kinds.of(part.kind).is_money]
    sources = _paths(part for part in money if part.amount_minor < 0)
    targets = _paths(part for part in money if part.amount_minor >= 0)
    categories = _paths(part for part in entry.parts if kinds.of(part.kind).is_category)
    equity = _paths(part for part in entry.parts if kinds.of(part.kind).type == kinds.EQUITY)
    days = [part.date for part in money]
    in_transit = bool(days) and min(days) <= today < max(days)
    if query.accounts:
        amounts = _sums(part for part in money if part.row in query.accounts)
    elif query.categories:
        found = _sums(part for part in entry.parts if part.row in query.categories)
        amounts = tuple((-minor, unit) for minor, unit in found)
    else:
        amounts = _moved([part for part in money if kinds.of(part.kind).own] or money or list(entry.parts))
    shown = categories or (() if sources and targets else equity)
    return View(amounts, sources, targets, shown, in_transit)


def _moved(parts: list[Part]) -> tuple[tuple[int, Currency], ...]:
    """What went out or came in; between own accounts what arrived, in another currency what left before it."""
    arrived = _sums(part for part in parts if part.amount_minor > 0)
    left = _sums(part for part in parts if part.amount_minor < 0)
    if not (arrived and left):
        return arrived or left or _sums(parts)
    if {unit for _minor, unit in arrived} == {unit for _minor, unit in left}:
        return arrived
    return tuple((-minor, unit) for minor, unit in left) + arrived


def _sums(parts: Iterable[Part]) -> tuple[tuple[int, Currency], ...]:
    found: dict[Currency, int] = {}
    for part in parts:
        found[part.currency] = found.get(part.currency, 0) + part.amount_minor
    return tuple((minor, unit) for unit, minor in found.items())


def _paths(parts: Iterable[Part]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.account for part in parts))


class Totals(NamedTuple):
    """How many a search found, and by currency what they come to: for the accounts (else categories) asked for, else
    for all money of one's own, for which transfers come to nothing. ``beside`` are the accounts of others that some
    of them are about alone, such as what a person owed at the beginning: they move none of one's own.
    """

    found: int
    sums: dict[Currency, int]
    beside: tuple[str, ...]


def totals(found: Iterable[HistoryEntry], query: Query) -> Totals:
    """What a search found, all in all."""
    count, sums, beside = 0, dict[Currency, int](), dict[str, None]()
    for entry in found:
        count += 1
        if not (query.accounts or query.categories or any(kinds.of(part.kind).own for part in entry.parts)):
            beside |= dict.fromkeys(part.account for part in entry.parts if kinds.of(part.kind).is_money)
        for part in entry.parts:
            if query.accounts:
                counts, sign = part.row in query.accounts, 1
            elif query.categories:
                counts, sign = part.row in query.categories, -1
            else:
                counts, sign = kinds.of(part.kind).own, 1
            if counts:
                sums[part.currency] = sums.get(part.currency, 0) + sign * part.amount_minor
    return Totals(count, sums, tuple(beside))
