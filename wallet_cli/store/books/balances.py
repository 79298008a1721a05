"""Balances from the roll-ups: as of any day, per account, currency and state, at a cost that stays flat.

A day's balance is whole years before, whole months before in its year, and its month's days up to it. Each level is
checked against the one above, in amounts and in how often it was changed, so that a replayed page of years, months or
days doesn't show an old balance, not even where the old rows have the same sum.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.errors import Damaged
from wallet_cli.record import NamedTuple
from wallet_cli.store.journal.rollup import DAY, MONTH, summed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


class Cell(NamedTuple):
    """What one account (row) holds in one currency: minor units by state, debit positive."""

    account: int
    currency: str
    pending_minor: int
    booked_minor: int
    reconciled_minor: int

    @property
    def total_minor(self) -> int:
        """All states together."""
        return self.pending_minor + self.booked_minor + self.reconciled_minor


_LEVELS = """
SELECT account, currency, state,
       sum(CASE level WHEN 0 THEN amount WHEN 1 THEN -amount ELSE 0 END) <> 0
       OR sum(CASE level WHEN 0 THEN changes WHEN 1 THEN -changes ELSE 0 END) <> 0
       OR sum(CASE WHEN level = 1 AND period = :year THEN amount WHEN level = 2 THEN -amount ELSE 0 END) <> 0
       OR sum(CASE WHEN level = 1 AND period = :year THEN changes WHEN level = 2 THEN -changes ELSE 0 END) <> 0
       OR sum(CASE WHEN level = 2 AND period = :month THEN amount WHEN level = 3 THEN -amount ELSE 0 END) <> 0
       OR sum(CASE WHEN level = 2 AND period = :month THEN changes WHEN level = 3 THEN -changes ELSE 0 END) <> 0,
       sum(CASE WHEN level = 1 AND period < :year OR level = 2 AND period < :month OR level = 3 AND period <= :day
           THEN amount ELSE 0 END)
FROM (
    SELECT level, period, account, currency, state, amount, changes FROM rollup WHERE level < 2
    UNION ALL SELECT level, period, account, currency, state, amount, changes FROM rollup
        WHERE level = 2 AND period BETWEEN :first_month AND :last_month
    UNION ALL SELECT level, period, account, currency, state, amount, changes FROM rollup
        WHERE level = 3 AND period BETWEEN :first_day AND :last_day
)
GROUP BY account, currency, state ORDER BY account, currency, state"""


def as_of(db: Any, day: date) -> list[Cell]:
    """What every account held at the end of ``day``; raises Damaged("balances-replayed") where the levels disagree."""
    month = day.year * 12 + day.month - 1
    first, last = _days_of(month)
    spans = {
        "year": day.year,
        "month": month,
        "day": day.toordinal(),
        "first_month": day.year * 12,
        "last_month": day.year * 12 + 11,
        "first_day": first,
        "last_day": last,
    }
    cells: dict[tuple[int, str], list[int]] = {}
    for account, currency, state, differs, upto in summed(db, _LEVELS, spans):
        if differs:
            raise Damaged("balances-replayed", op="")
        cells.setdefault((account, currency), [0, 0, 0])[state] = upto
    return [Cell(account, currency, *amounts) for (account, currency), amounts in cells.items()]


def _days_of(month: int) -> tuple[int, int]:
    """The first and the last day (ordinals) of a month."""
    first, following = date(month // 12, month % 12 + 1, 1), month + 1
    if following > date.max.year * 12 + 11:
        return first.toordinal(), date.max.toordinal()
    return first.toordinal(), date(following // 12, following % 12 + 1, 1).toordinal() - 1


_OF_ACCOUNT = """
SELECT currency, sum(CASE level WHEN 0 THEN amount ELSE -amount END) FROM (
    SELECT level, currency, amount FROM rollup WHERE level = 0 AND period = 0 AND account = :account
    UNION ALL SELECT level, currency, amount FROM rollup WHERE level = 1 AND period > :year AND account = :account
    UNION ALL SELECT level, currency, amount FROM rollup
        WHERE level = 2 AND period > :month AND period <= :last_month AND account = :account
    UNION ALL SELECT level, currency, amount FROM rollup
        WHERE level = 3 AND period > :day AND period <= :last_day AND account = :account
) GROUP BY currency"""


def of_accounts(db: Any, accounts: Iterable[int], until: int) -> dict[tuple[int, str], int]:
    """What a few accounts hold at the end of a day (ordinal), per currency, in minor units: for receipts.

    All that was ever booked less what lies ahead: whole years, months of this year, days of this month.
    """
    day = date.fromordinal(until)
    month = day.year * 12 + day.month - 1
    spans = {
        "year": day.year,
        "month": month,
        "last_month": day.year * 12 + 11,
        "day": until,
        "last_day": _days_of(month)[1],
    }
    found: dict[tuple[int, str], int] = {}
    for account in accounts:
        for currency, amount in summed(db, _OF_ACCOUNT, {**spans, "account": account}):
            found[account, currency] = amount
    return found


def recorded_after(db: Any, account: int, currency: str, day: int, moment_ms: int) -> int:
    """The sum of what was first recorded after a moment (milliseconds since 1970) and is dated ``day`` (ordinal).

    A transaction's uid begins with the milliseconds of its first recording, and an edit keeps it.
    """
    query = (
        "SELECT ifnull(sum(p.amount), 0) FROM posting AS p JOIN live_txn AS t ON t.id = p.txn"
        " WHERE p.account = ? AND p.currency = ? AND p.date = ? AND t.void = 0 AND substr(t.uid, 1, 6) > ?"
    )
    return int(summed(db, query, (account, currency, day, moment_ms.to_bytes(6, "big")))[0][0])


def by_month(db: Any, first: int, last: int) -> list[tuple[int, int, str, int, int]]:
    """(month, account, currency, sum in minor units, number of postings) for the months ``first``..``last``.

    Raises Damaged("balances-replayed") where a year's months disagree with the year.
    """
    _require_whole_years(db, first // 12, last // 12)
    query = (
        "SELECT period, account, currency, sum(amount), sum(count) FROM rollup"
        " WHERE level = ? AND period BETWEEN ? AND ? AND count <> 0 GROUP BY period, account, currency ORDER BY 1, 2, 3"
    )
    return [tuple(row) for row in summed(db, query, (MONTH, first, last))]


_YEARS = """
SELECT 1 FROM (
    SELECT period, account, currency, state, amount, changes FROM rollup
        WHERE level = 1 AND period BETWEEN :first AND :last
    UNION ALL SELECT period / 12, account, currency, state, -amount, -changes FROM rollup
        WHERE level = 2 AND period BETWEEN :first * 12 AND :last * 12 + 11
) GROUP BY period, account, currency, state HAVING sum(changes) <> 0 OR sum(amount) <> 0 LIMIT 1"""


def _require_whole_years(db: Any, first: int, last: int) -> None:
    if summed(db, _YEARS, {"first": first, "last": last}):
        raise Damaged("balances-replayed", op="")


def by_days(db: Any, first: int, last: int) -> list[tuple[int, str, int, int]]:
    """(account, currency, sum in minor units, number of postings) for the days ``first``..``last`` (ordinals)."""
    query = (
        "SELECT account, currency, sum(amount), sum(count) FROM rollup"
        " WHERE level = ? AND period BETWEEN ? AND ? AND count <> 0 GROUP BY account, currency ORDER BY 1, 2"
    )
    return [tuple(row) for row in summed(db, query, (DAY, first, last))]


__all__ = ["Cell", "as_of", "by_days", "by_month", "of_accounts", "recorded_after"]
