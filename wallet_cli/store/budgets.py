"""What budgets are computed from: their cells, month roll-ups of a few categories, and what no budget account paid."""

from collections.abc import Iterable, Sequence
from typing import Any

from wallet_cli.store.rollup import MONTH

BUDGET, CARRYOVER, HOLD, COUNTED = "budget", "carryover", "hold", "on-budget"
"""Kinds of items: what an envelope is given, whether it keeps overspending, what is held, which accounts count."""


def cells(db: Any, kinds: Iterable[str]) -> list[tuple[str, str, str]]:
    """(kind, name, body as JSON) of all items of these kinds, in the order of their names."""
    rows: list[tuple[str, str, str]] = []
    for kind in kinds:
        rows += db.execute("SELECT kind, name, body FROM item WHERE kind = ? AND gone = 0 ORDER BY name", (kind,))
    return rows


def months_of(db: Any, accounts: Sequence[int], currency: str, first: int, last: int) -> list[tuple[int, int, int]]:
    """(month, account, sum in minor units) of a few accounts: one look-up of a roll-up a month and account."""
    query = (
        "WITH RECURSIVE month (period) AS (SELECT ? UNION ALL SELECT period + 1 FROM month WHERE period < ?)"  # noqa: S608
        " SELECT m.period, r.account, sum(r.amount) FROM month AS m CROSS JOIN rollup AS r"
        f" ON r.level = {MONTH} AND r.period = m.period AND r.account IN ({_marks(accounts)}) AND r.currency = ?"
        " GROUP BY 1, 2"
    )
    return [tuple(row) for row in db.execute(query, (first, last, *accounts, currency))]


def paid_elsewhere(
    db: Any, outside: Sequence[int], inside: Sequence[int], categories: Sequence[int], currency: str, first: int
) -> list[tuple[int, int, int]]:
    """(day, category, sum in minor units) of what transactions spend that touch ``outside`` but no ``inside`` account.

    From day ``first`` (ordinal) on. The cost grows with the postings of the outside accounts alone.
    """
    if not outside or not categories:
        return []
    query = (
        "SELECT p.date, p.account, sum(p.amount) FROM posting AS p JOIN live_txn AS t ON t.id = p.txn"  # noqa: S608
        f" WHERE p.txn IN (SELECT txn FROM posting WHERE account IN ({_marks(outside)}))"
        f" AND p.account IN ({_marks(categories)}) AND p.currency = ? AND p.date >= ? AND t.void = 0"
        f" AND NOT EXISTS (SELECT 1 FROM posting AS o WHERE o.txn = p.txn AND o.account IN ({_marks(inside)}))"
        " GROUP BY 1, 2"
    )
    return [tuple(row) for row in db.execute(query, (*outside, *categories, currency, first, *inside))]


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))
