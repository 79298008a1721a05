"""One account's postings by booking date: what a statement lists, and what a bank's rows are compared with.

Every query is driven by the index of one account and its days, so that its cost is that of the rows it gives. Removed
transactions are never seen; void ones only by the comparison, because the bank lists them again.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from wallet_cli.domain import kinds
from wallet_cli.domain.look.statement_line import StatementLine
from wallet_cli.named_tuple import NamedTuple, unchecked
from wallet_cli.store.books.accounts import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

_AT_ONCE = 400


class Other(NamedTuple):
    """A posting on the other side of a line: its account (row), booking date, state."""

    account: int
    date: int
    state: int


NO_OWN_SIDE, OWN_SIDE, OWN_SIDE_TOLD = 0, 1, 2
"""Whether another posting of the transaction is an own account's, and whether that one's bank has listed it."""


class Known(NamedTuple):
    """A posting that a bank's row may mean: ``n`` its place in the transaction, ``void`` 1 or 0; ``payee`` is the
    person where it is a debt's, which has no payee.

    ``other`` is ``OWN_SIDE`` for a transfer, ``OWN_SIDE_TOLD`` where the other account's bank has listed it.
    """

    txn: int
    n: int
    currency: str
    amount_minor: int
    date: int
    state: int
    bank_id: str
    payee: str
    memo: str
    delivered: str
    void: int
    other: int


_LINES = """
SELECT t.id, t.uid, p.currency, p.amount, p.date, p.state, p.value_date, p.bank_id, p.original, p.original_currency,
       ifnull(y.name, ''), t.memo, t.delivered
FROM posting AS p CROSS JOIN txn AS t ON t.id = p.txn LEFT JOIN payee AS y ON y.id = t.payee
WHERE p.account = ? AND p.date BETWEEN ? AND ? AND t.sealed = 1 AND t.gone = 0 AND t.void = 0
ORDER BY p.date, p.txn, p.n"""
_OTHERS = """
SELECT p.date, p.txn, o.account, o.date, o.state
FROM posting AS p CROSS JOIN posting AS o ON o.txn = p.txn
WHERE p.account = ? AND p.date BETWEEN ? AND ? AND o.account <> p.account
ORDER BY p.date, p.txn, o.n"""
_KNOWN = """
SELECT p.txn, p.n, p.currency, p.amount, p.date, p.state, p.bank_id,
       coalesce(y.name, (SELECT a.path FROM posting AS q JOIN account AS a ON a.id = q.account
                         WHERE q.txn = p.txn AND a.kind IN {people} LIMIT 1), ''), t.memo, t.delivered, t.void,
       ifnull((SELECT max(CASE WHEN a.kind IN {own} THEN 1 + (q.bank_id <> '') ELSE 0 END)
               FROM posting AS q JOIN account AS a ON a.id = q.account WHERE q.txn = p.txn AND q.n <> p.n), 0)
FROM posting AS p INDEXED BY {index} CROSS JOIN txn AS t ON t.id = p.txn LEFT JOIN payee AS y ON y.id = t.payee
WHERE p.account = ? AND {condition} AND t.sealed = 1 AND t.gone = 0
ORDER BY p.date, p.txn, p.n"""


def lines(db: Any, account: int, first: int, last: int) -> Iterator[StatementLine]:
    """The postings of an account (row) booked from ``first`` to ``last`` (ordinals), in the order they count."""
    for row in db.execute(_LINES, (account, first, last)):
        yield StatementLine(*row)


def amounts(db: Any, account: int, first: int, last: int) -> Iterator[tuple[str, int]]:
    """Currency and amount of these lines. All that they and their other sides are made of is read on the way."""
    span = account, first, last
    for _other in db.execute(_OTHERS, span):
        pass
    for row in db.execute(_LINES, span):
        yield row[2], row[3]


def others(db: Any, account: int, first: int, last: int) -> Iterator[tuple[tuple[int, int], tuple[Other, ...]]]:
    """The other sides of these lines by booking date and transaction, in the order of ``lines``; each once."""
    for key, rows in groupby(db.execute(_OTHERS, (account, first, last)), key=itemgetter(0, 1)):
        # a transaction with two postings of this account on one day names its other sides twice
        yield key, tuple(dict.fromkeys([Other(*row[2:]) for row in rows]))


def known(db: Any, account: int, first: int, last: int) -> Iterator[Known]:
    """The postings of an account booked from ``first`` to ``last``, void ones too."""
    query = _KNOWN.format(
        own=named(kinds.own()),
        people=named(kinds.people()),
        index="posting_register",
        condition="p.date BETWEEN ? AND ?",
    )
    for row in db.execute(query, (account, first, last)):
        yield unchecked(Known, row)


def known_by_id(db: Any, account: int, bank_ids: Iterable[str], but: tuple[int, int]) -> Iterator[Known]:
    """The postings of an account that carry one of these ids of the bank's, but those booked in the days ``but``."""
    waiting = [bank_id for bank_id in bank_ids if bank_id]
    for start in range(0, len(waiting), _AT_ONCE):
        some = waiting[start : start + _AT_ONCE]
        condition = f"p.bank_id IN ({', '.join('?' * len(some))}) AND p.bank_id <> '' AND p.date NOT BETWEEN ? AND ?"
        query = _KNOWN.format(
            own=named(kinds.own()), people=named(kinds.people()), index="posting_bank_id", condition=condition
        )
        for row in db.execute(query, (account, *some, *but)):
            yield unchecked(Known, row)
