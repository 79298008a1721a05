"""Balances from the roll-ups: as of any day, per account, currency and state, at a cost that stays flat.

A day's balance is whole years before, whole months before in its year, and its month's days up to it. Each level is
checked against the one above, in amounts and in how often it was changed, so that a replayed page of years, months or
days doesn't show an old balance, not even where the old rows have the same sum.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.calendar import day_in, month_of
from wallet_cli.errors import Damaged
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.journal.rollup import DAY, MONTH, YEAR, summed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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
    month = month_of(day)
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


def without_pending(db: Any, account: int, currency: str, on: date) -> int:
    """What an account (row) holds at the end of a day without what is pending, in minor units (debit positive)."""
    cells = [each for each in as_of(db, on) if each.account == account and each.currency == currency]
    return sum(each.booked_minor + each.reconciled_minor for each in cells)


def _days_of(month: int) -> tuple[int, int]:
    """The first and the last day (ordinals) of a month."""
    return day_in(month, 1), day_in(month + 1, 1) - 1


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
    month = month_of(day)
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


class Span(NamedTuple):
    """Whole months (level 2) or days (level 3) of the roll-ups, both ends included, that count to the number ``at``."""

    at: int
    level: int
    first: int
    last: int


def cover(at: int, first: int, last: int) -> list[Span]:
    """The days (ordinals) ``first``..``last`` as few sums: whole months where there are any, days at the ends."""
    begin, beyond = date.fromordinal(first), date.fromordinal(min(last + 1, date.max.toordinal()))
    start, end = month_of(begin), month_of(beyond)
    if begin.day == beyond.day == 1:  # the usual case, asked for each month of an envelope at every payment
        return [Span(at, MONTH, start, end - 1)]
    end = _month(last)
    start, end = start + (first > _days_of(start)[0]), end - (last < _days_of(end)[1])
    if start > end:
        return [Span(at, DAY, first, last)]
    edges = ((first, _days_of(start)[0] - 1), (_days_of(end)[1] + 1, last))
    return [Span(at, MONTH, start, end), *[Span(at, DAY, *edge) for edge in edges if edge[0] <= edge[1]]]


_ENDS = "SELECT (SELECT min(period) FROM rollup WHERE level = ?1), (SELECT max(period) FROM rollup WHERE level = ?1)"


def booked(db: Any) -> tuple[int, int] | None:
    """The days (ordinals) of the years in which anything was ever booked: on any level, so that none hides another."""
    ends = [(level, end) for level in (YEAR, MONTH, DAY) for end in db.execute(_ENDS, (level,)).fetchone()]
    years = [_year_of(level, end) for level, end in ends if end is not None]
    return (day_in(min(years) * 12, 1), day_in(max(years) * 12 + 12, 1) - 1) if years else None


def _year_of(level: int, period: int) -> int:
    return date.fromordinal(period).year if level == DAY else period // 12 if level == MONTH else period


_AT_ONCE = 500
_SUMS = """
WITH span (at, level, first, last) AS (VALUES {marks})
SELECT s.at, r.account, r.currency, sum(r.amount), sum(r.count)
FROM span AS s CROSS JOIN rollup AS r ON r.level = s.level AND r.period BETWEEN s.first AND s.last
WHERE r.count <> 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""


def by_span(db: Any, spans: Sequence[Span]) -> list[tuple[int, int, str, int, int]]:
    """(number, account, currency, sum in minor units, number of postings) of spans in the order of their numbers.

    Raises Damaged("balances-replayed") where a year's months disagree with the year, or a month's days with the month.
    """
    _require_whole(db, spans)
    found: dict[tuple[int, int, str], list[int]] = {}
    for start in range(0, len(spans), _AT_ONCE):
        some = spans[start : start + _AT_ONCE]
        query = _SUMS.format(marks=", ".join(["(?, ?, ?, ?)"] * len(some)))
        for at, account, code, minor, count in summed(db, query, [value for span in some for value in span]):
            cell = found.setdefault((at, account, code), [0, 0])  # one number's spans may lie in two lots
            cell[0] += minor
            cell[1] += count
    return [(*key, minor, count) for key, (minor, count) in found.items()]


_YEARS = """
SELECT 1 FROM (
    SELECT period, account, currency, state, amount, changes FROM rollup
        WHERE level = 1 AND period BETWEEN :first AND :last
    UNION ALL SELECT period / 12, account, currency, state, -amount, -changes FROM rollup
        WHERE level = 2 AND period BETWEEN :first * 12 AND :last * 12 + 11
) GROUP BY period, account, currency, state HAVING sum(changes) <> 0 OR sum(amount) <> 0 LIMIT 1"""
_MONTHS = """
WITH month (period, first, last) AS (VALUES {marks})
SELECT 1 FROM (
    SELECT m.period, account, currency, state, amount, changes FROM month AS m CROSS JOIN rollup AS r
        ON r.level = 2 AND r.period = m.period
    UNION ALL SELECT m.period, account, currency, state, -amount, -changes FROM month AS m CROSS JOIN rollup AS r
        ON r.level = 3 AND r.period BETWEEN m.first AND m.last
) GROUP BY period, account, currency, state HAVING sum(changes) <> 0 OR sum(amount) <> 0 LIMIT 1"""


def _require_whole(db: Any, spans: Iterable[Span]) -> None:
    """Each level against the one above: the months of the years that are asked for, the days of the months."""
    whole: set[int] = set()
    cut: set[int] = set()
    for span in spans:
        if span.level == MONTH:
            whole.update((span.first, span.last))
        else:
            cut.update(range(_month(span.first), _month(span.last) + 1))
    touched = whole | cut
    if touched and summed(db, _YEARS, {"first": min(touched) // 12, "last": max(touched) // 12}):
        raise Damaged("balances-replayed", op="")
    months = sorted(cut)
    for start in range(0, len(months), _AT_ONCE):
        some = months[start : start + _AT_ONCE]
        query = _MONTHS.format(marks=", ".join(["(?, ?, ?)"] * len(some)))
        if summed(db, query, [value for month in some for value in (month, *_days_of(month))]):
            raise Damaged("balances-replayed", op="")


def _month(day: int) -> int:
    return month_of(date.fromordinal(day))
