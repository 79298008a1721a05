"""Balances from the roll-ups: as of any day, per account, currency and state, at a cost that doesn't grow with the books.

A day's balance is whole years before, whole months before in its year, and its month's days up to it. Each level is
checked against the one above, so that a replayed page of days or months doesn't show an old balance.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from wallet_cli.errors import Damaged
from wallet_cli.store.rollup import ALL, DAY, MONTH, YEAR


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
       sum(CASE level WHEN 0 THEN amount ELSE 0 END),
       sum(CASE level WHEN 1 THEN amount ELSE 0 END),
       sum(CASE level WHEN 2 THEN amount ELSE 0 END),
       sum(CASE level WHEN 3 THEN amount ELSE 0 END),
       sum(CASE WHEN level = 1 AND period = :year THEN amount ELSE 0 END),
       sum(CASE WHEN level = 2 AND period = :month THEN amount ELSE 0 END),
       sum(CASE WHEN level = 1 AND period < :year OR level = 2 AND period < :month OR level = 3 AND period <= :day
           THEN amount ELSE 0 END)
FROM (
    SELECT level, period, account, currency, state, amount FROM rollup WHERE level = 0
    UNION ALL SELECT level, period, account, currency, state, amount FROM rollup WHERE level = 1
    UNION ALL SELECT level, period, account, currency, state, amount FROM rollup
        WHERE level = 2 AND period BETWEEN :first_month AND :last_month
    UNION ALL SELECT level, period, account, currency, state, amount FROM rollup
        WHERE level = 3 AND period BETWEEN :first_day AND :last_day
)
GROUP BY account, currency, state ORDER BY account, currency, state"""


def as_of(db: Any, day: date) -> list[Cell]:
    """What every account held at the end of ``day``; raises Damaged("balances-replayed") where the levels disagree."""
    month = day.year * 12 + day.month - 1
    first = day.replace(day=1).toordinal()
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1).toordinal()
    spans = {
        "year": day.year,
        "month": month,
        "day": day.toordinal(),
        "first_month": day.year * 12,
        "last_month": day.year * 12 + 11,
        "first_day": first,
        "last_day": following - 1,
    }
    cells: dict[tuple[int, str], list[int]] = {}
    for account, currency, state, whole, years, months, days, this_year, this_month, upto in db.execute(_LEVELS, spans):
        if whole != years or months != this_year or days != this_month:
            raise Damaged("balances-replayed", op="")
        cells.setdefault((account, currency), [0, 0, 0])[state] = upto
    return [Cell(account, currency, *amounts) for (account, currency), amounts in cells.items()]


def of_accounts(db: Any, accounts: Iterable[int]) -> dict[tuple[int, str], int]:
    """All-time balances of a few accounts, per currency, in minor units: what a record shows before and after."""
    found: dict[tuple[int, str], int] = {}
    for account in accounts:
        for currency, amount in db.execute(
            "SELECT currency, sum(amount) FROM rollup WHERE level = ? AND period = 0 AND account = ? GROUP BY currency",
            (ALL, account),
        ):
            found[account, currency] = amount
    return found


def by_month(db: Any, first: int, last: int) -> list[tuple[int, int, str, int, int]]:
    """(month, account, currency, sum in minor units, number of postings) for the months ``first``..``last``."""
    query = (
        "SELECT period, account, currency, sum(amount), sum(count) FROM rollup"
        " WHERE level = ? AND period BETWEEN ? AND ? GROUP BY period, account, currency ORDER BY 1, 2, 3"
    )
    return [tuple(row) for row in db.execute(query, (MONTH, first, last))]


def by_days(db: Any, first: int, last: int) -> list[tuple[int, str, int, int]]:
    """(account, currency, sum in minor units, number of postings) for the days ``first``..``last`` (ordinals)."""
    query = (
        "SELECT account, currency, sum(amount), sum(count) FROM rollup"
        " WHERE level = ? AND period BETWEEN ? AND ? GROUP BY account, currency ORDER BY 1, 2"
    )
    return [tuple(row) for row in db.execute(query, (DAY, first, last))]


__all__ = ["Cell", "YEAR", "as_of", "by_days", "by_month", "of_accounts"]
