"""The books' sums, taken again from the postings: zero per transaction and currency, and the roll-ups of all levels.

Postings are summed in blocks of transactions; the days' sums are gathered in a database in memory, because there may be
many. Each higher level is the sum of the one below, compared row by row as both are read in order.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.calendar import month_of
from wallet_cli.errors import Damaged
from wallet_cli.store.journal.rollup import ALL, DAY, MONTH, YEAR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from wallet_cli.store.check.findings import Findings

BLOCK = 50_000
# sums of the upper and the lower 32 bits, because the sum of amounts may leave 64 bits on the way
_UNBALANCED = """
SELECT txn, currency, sum(amount >> 32), sum(amount & 4294967295) FROM posting WHERE txn BETWEEN ? AND ?
GROUP BY txn, currency HAVING sum(amount >> 32) * 4294967296 + sum(amount & 4294967295) <> 0"""
_DAYS = """
SELECT p.date, p.account, p.currency, p.state, sum(p.amount >> 32), sum(p.amount & 4294967295), count(*)
FROM posting AS p JOIN txn AS t ON t.id = p.txn
WHERE p.txn BETWEEN ? AND ? AND t.void = 0 GROUP BY p.date, p.account, p.currency, p.state"""
_GATHERED = """
CREATE TABLE day (
    day INTEGER, account INTEGER, currency TEXT, state INTEGER, upper INTEGER, lower INTEGER, count INTEGER,
    PRIMARY KEY (day, account, currency, state)
) STRICT, WITHOUT ROWID"""
_GATHER = """
INSERT INTO day VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET upper = upper + excluded.upper, lower = lower + excluded.lower,
                          count = count + excluded.count"""
_ROLLUP = """
SELECT period, account, currency, state, amount, count, changes FROM rollup WHERE level = ?
ORDER BY period, account, currency, state"""

Key = tuple[int, int, str, int]
"""period, account row, currency, state."""
Cell = tuple[int, ...]
"""amount and count, for levels above the days also changes."""


def check_zero(db: Any, findings: Findings) -> None:
    """Every transaction sums to zero in each of its currencies."""
    there = "SELECT count(*) FROM txn WHERE id BETWEEN ? AND ? AND gone = 0"
    for first, last, _total in _blocks(db, findings):
        findings.look(int(db.execute(there, (first, last)).fetchone()[0]))
        for txn, currency, upper, lower in db.execute(_UNBALANCED, (first, last)):
            difference = (upper << 32) + lower
            findings.add(Damaged("unbalanced-in-store", ref=f"t{txn}", currency=currency, difference=difference))


def check_rollups(db: Any, findings: Findings) -> None:
    """The days' sums are those of the postings, and each level is the sum of the one below."""
    names = dict(db.execute("SELECT id, path FROM account"))

    def tell(level: int, key: Key) -> None:
        period, account, currency, _state = key
        where = str(names.get(account, account))
        findings.add(Damaged("rollup-differs", account=where, currency=currency, period=label(level, period)))

    gathered = _gathered(db, findings)
    try:
        days = gathered.execute("SELECT * FROM day")
        summed = (((a, b, c, d), ((upper << 32) + lower, n)) for a, b, c, d, upper, lower, n in days)
        # a row whose last posting has gone stays, with nothing in it
        held = ((key, cell[:2]) for key, cell in _level(db, DAY) if cell[:2] != (0, 0))
        for key in _differences(summed, held, findings):
            tell(DAY, key)
    finally:
        gathered.close()
    steps: tuple[tuple[int, int, Callable[[int], int]], ...] = (
        (MONTH, DAY, lambda day: month_of(date.fromordinal(day))),
        (YEAR, MONTH, lambda month: month // 12),
        (ALL, YEAR, lambda _year: 0),
    )
    for level, below, period_of in steps:
        for key in _differences(_lifted(_level(db, below), period_of), _level(db, level), findings):
            tell(level, key)


def _blocks(db: Any, findings: Findings) -> Iterator[tuple[int, int, int]]:
    """From what is there to what is there: a forged number may be as large as numbers are."""
    total = int(db.execute("SELECT max(txn) FROM posting").fetchone()[0] or 0)
    last = 0
    while last < total:
        first = int(db.execute("SELECT min(txn) FROM posting WHERE txn > ?", (last,)).fetchone()[0])
        last = min(first + BLOCK - 1, total)
        findings.progress(first, total)
        yield first, last, total


def _gathered(db: Any, findings: Findings) -> Any:
    """A database in memory with the sums of all postings by day."""
    from sqlcipher3 import dbapi2

    memory = dbapi2.connect(":memory:", isolation_level=None)
    memory.execute(_GATHERED)
    for first, last, _total in _blocks(db, findings):
        memory.execute("BEGIN")
        memory.executemany(_GATHER, db.execute(_DAYS, (first, last)))
        memory.execute("COMMIT")
    return memory


def _level(db: Any, level: int) -> Iterator[tuple[Key, Cell]]:
    for period, account, currency, state, *cell in db.execute(_ROLLUP, (level,)):
        yield (period, account, currency, state), tuple(cell)


def _lifted(rows: Iterable[tuple[Key, Cell]], period_of: Callable[[int], int]) -> Iterator[tuple[Key, Cell]]:
    """The sums of ``rows`` (ordered by period) in the periods above."""
    current, sums = -1, dict[tuple[int, str, int], list[int]]()
    for (period, account, currency, state), cell in rows:
        above = period_of(period)
        if above != current:
            yield from _told(current, sums)
            current, sums = above, {}
        kept = sums.setdefault((account, currency, state), [0] * len(cell))
        for at, number in enumerate(cell):
            kept[at] += number
    yield from _told(current, sums)


def _told(period: int, sums: dict[tuple[int, str, int], list[int]]) -> Iterator[tuple[Key, Cell]]:
    return (((period, *key), tuple(cell)) for key, cell in sorted(sums.items()))


def _differences(
    wanted: Iterable[tuple[Key, Cell]], found: Iterable[tuple[Key, Cell]], findings: Findings
) -> Iterator[Key]:
    """The keys at which two streams, both in order, don't hold the same."""
    left, right = iter(wanted), iter(found)
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        findings.look()
        if other is None or (one is not None and one[0] < other[0]):
            assert one is not None
            yield one[0]
            one = next(left, None)
        elif one is None or other[0] < one[0]:
            yield other[0]
            other = next(right, None)
        else:
            if one[1] != other[1]:
                yield one[0]
            one, other = next(left, None), next(right, None)


def label(level: int, period: int) -> str:
    """A period as people write it: 2026-11-20, 2026-11, 2026, or * for all time."""
    if level == DAY:
        return date.fromordinal(period).isoformat() if 0 < period <= date.max.toordinal() else str(period)
    if level == MONTH:
        return f"{period // 12:04}-{period % 12 + 1:02}"
    return f"{period:04}" if level == YEAR else "*"
