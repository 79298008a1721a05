"""What budgets are computed from: roll-ups of a few categories."""

from __future__ import annotations

from wallet_cli.store.journal.rollup import summed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wallet_cli.store.books.balances import Span

_OF_SPANS = """
WITH RECURSIVE span (at, level, period, last) AS (
    VALUES {marks} UNION ALL SELECT at, level, period + 1, last FROM span WHERE period < last
)
SELECT s.at, r.account, sum(r.amount) FROM span AS s CROSS JOIN rollup AS r
    ON r.level = s.level AND r.period = s.period AND r.account IN ({accounts}) AND r.currency = ?
GROUP BY 1, 2"""


def of_spans(db: Any, accounts: Sequence[int], currency: str, spans: Sequence[Span]) -> list[tuple[int, int, int]]:
    """(number, account, sum in minor units) of a few accounts: one look-up of a roll-up a month or day and account."""
    query = _OF_SPANS.format(marks=", ".join(["(?, ?, ?, ?)"] * len(spans)), accounts=", ".join("?" * len(accounts)))
    return [
        tuple(row) for row in summed(db, query, (*[value for span in spans for value in span], *accounts, currency))
    ]
