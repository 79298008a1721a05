"""Roll-ups: sums per account, currency, state and period, kept in the same database transaction as the postings.

Four levels: all time, year, month, day. Daily commands read these and never sum postings, so that they cost the same
at a thousand and at a million transactions.

Each row counts how often it was changed. That number never falls, so the rows of a month have together as many changes
as the month itself only if none of them was put back to an older version; the top level is covered by the digest in
the journal's last record. Hence a row stays when its last posting has gone (count 0).
"""

from __future__ import annotations

import hmac
from datetime import date
from functools import cache

from wallet_cli.domain.calendar import month_of
from wallet_cli.domain.operation import frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    _Row = tuple[int, int, int, str, int]

ALL, YEAR, MONTH, DAY = 0, 1, 2, 3

Key = tuple[int, str, int, int]
"""account row, currency, state, day (ordinal)."""

_INTO = "INSERT INTO rollup (level, period, account, currency, state, amount, count, changes)"
# a sum beyond 64 bits becomes REAL, which the table refuses; abs() refuses the one integer that can't be negated
_OR_ADD = """
ON CONFLICT DO UPDATE SET amount = amount + excluded.amount + 0 * abs(amount + excluded.amount),
                          count = count + excluded.count, changes = changes + excluded.changes"""
_MOST = 2**63 - 1
MANY = 10_000
"""This many days of an account are gathered before they are written."""


class Deltas:
    """Changes to the roll-ups, gathered in memory and written once."""

    def __init__(self) -> None:
        self._days: dict[Key, list[int]] = {}

    def add(
        self, account: int, currency: str, state: int, day: int, amount_minor: int, count: int = 1, changes: int = 1
    ) -> None:
        """Add a posting (or take it away: negative amount and count -1), or several, which are that many changes."""
        key = (account, currency, state, day)
        cell = self._days.get(key)
        if cell is None:
            self._days[key] = [amount_minor, count, changes]
        else:
            cell[0] += amount_minor
            cell[1] += count
            cell[2] += changes

    def are_many(self) -> bool:
        """Whether enough were gathered to be written."""
        return len(self._days) >= MANY

    def flush(self, db: Any) -> None:
        """Write what was gathered to all four levels and forget it.

        The database refuses a sum beyond 64 bits (``connect.meaning``: Refused("sum-too-large")).
        """
        if not self._days:
            return
        from wallet_cli.store.journal.bulk import insert  # who reads needs none

        days = {
            (DAY, day, account, currency, state): cell for (account, currency, state, day), cell in self._days.items()
        }
        months = _coarser(days, MONTH, cache(lambda day: month_of(date.fromordinal(day))))
        years = _coarser(months, YEAR, lambda month: month // 12)
        rows = days | months | years | _coarser(years, ALL, lambda _year: 0)
        insert(db, _INTO, [row for key, cell in sorted(rows.items()) for row in _steps(key, cell)], _OR_ADD)
        self._days = {}


def _coarser(cells: dict[_Row, list[int]], level: int, period_of: Callable[[int], int]) -> dict[_Row, list[int]]:
    """The sums of the next level from those of the finer one."""
    sums: dict[_Row, list[int]] = {}
    for (_finer, period, account, currency, state), (amount, count, changes) in cells.items():
        key = (level, period_of(period), account, currency, state)
        cell = sums.get(key)
        if cell is None:
            sums[key] = [amount, count, changes]
        else:
            cell[0] += amount
            cell[1] += count
            cell[2] += changes
    return sums


def _steps(key: _Row, cell: list[int]) -> list[tuple[object, ...]]:
    """One row, or several where a change is beyond 64 bits: from the least sum to the largest it may be twice as much.

    Between two sums that the database can hold all steps can be held, too.
    """
    amount, count, changes = cell
    if -_MOST <= amount <= _MOST:
        return [(*key, amount, count, changes)]
    whole, rest = divmod(abs(amount), _MOST)
    steps = [_MOST if amount > 0 else -_MOST] * min(whole, 3)  # three are too much for any sum
    steps.append(rest if amount > 0 else -rest)
    return [(*key, steps[0], count, changes), *[(*key, step, 0, 0) for step in steps[1:]]]


def summed(db: Any, query: str, values: Any = ()) -> list[tuple[Any, ...]]:
    """All rows of a query with ``sum(…)`` of amounts, exact even where sums on the way, or a result, leave 64 bits."""
    try:
        rows: list[tuple[Any, ...]] = db.execute(query, values).fetchall()
    except Exception as error:
        if "integer overflow" not in str(error):
            raise
        from wallet_cli.store.journal import wide_sums

        rows = wide_sums.fetched(db, query, values)
    return rows


Total = tuple[bytes, int, str, int, int, int, int]
"""account uid, operation that wrote the account last, currency, state, amount, count, changes."""


def digest(journal_key: bytes, rows: Iterable[Total], salt: bytes = b"") -> bytes:
    """The keyed digest of the current balances: rows in order. The account's own row counts by who wrote it last.

    ``salt`` makes it useless to anyone who holds the key but not the salt; records of version 1 have none.
    """
    text = b"".join([b"%b %d %b %d %d %d %d\n" % (row[0], row[1], row[2].encode(), *row[3:]) for row in rows])
    if salt:
        text = frame(b"balances", salt) + text
    return hmac.digest(journal_key, text, "sha256")


TOTALS = """
SELECT a.uid, a.op, r.currency, r.state, r.amount, r.count, r.changes
FROM rollup AS r JOIN account AS a ON a.id = r.account
WHERE r.level = 0 ORDER BY a.uid, r.currency, r.state"""


def current_digest(db: Any, journal_key: bytes, salt: bytes = b"") -> bytes:
    """The digest of the balances as the roll-ups hold them now."""
    return digest(journal_key, db.execute(TOTALS), salt)
