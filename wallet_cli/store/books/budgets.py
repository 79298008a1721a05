"""What budgets are computed from: the kinds of their cells, and month roll-ups of a few categories."""

from __future__ import annotations

from wallet_cli.store.journal.rollup import MONTH, summed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

BUDGET, CARRYOVER, HOLD, COUNTED = "budget", "carryover", "hold", "on-budget"
"""Kinds of items: what an envelope is given, whether it keeps overspending, what is held, which accounts count."""


def months_of(db: Any, accounts: Sequence[int], currency: str, first: int, last: int) -> list[tuple[int, int, int]]:
    """(month, account, sum in minor units) of a few accounts: one look-up of a roll-up a month and account."""
    query = (
        "WITH RECURSIVE month (period) AS (SELECT ? UNION ALL SELECT period + 1 FROM month WHERE period < ?)"  # noqa: S608
        " SELECT m.period, r.account, sum(r.amount) FROM month AS m CROSS JOIN rollup AS r"
        f" ON r.level = {MONTH} AND r.period = m.period AND r.account IN ({_marks(accounts)}) AND r.currency = ?"
        " GROUP BY 1, 2"
    )
    return [tuple(row) for row in summed(db, query, (first, last, *accounts, currency))]


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))
