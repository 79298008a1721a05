"""The transactions with which accounts begin: those that are booked against starting balances."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Began(NamedTuple):
    """What an account began with: the transaction's row, its day (ordinal), and minor units (debit positive)."""

    txn: int
    date: int
    amount_minor: int


_FIRST = """
SELECT p.txn, p.date, p.amount FROM posting AS q CROSS JOIN posting AS p ON p.txn = q.txn
CROSS JOIN live_txn AS t ON t.id = q.txn
WHERE q.account = ? AND p.account = ? AND p.currency = ? AND t.void = 0 ORDER BY p.date, p.txn LIMIT 1"""
_EARLIEST = "SELECT min(date) FROM posting WHERE account = ? AND currency = ?"


def first(db: Any, equity: int, account: int, currency: str) -> Began | None:
    """With what an account (row) began in a currency; ``equity`` is the account (row) of starting balances."""
    row = db.execute(_FIRST, (equity, account, currency)).fetchone()
    return Began(*row) if row else None


def earliest(db: Any, account: int, currency: str) -> int:
    """The first day (ordinal) on which something was booked on an account in a currency; 0 for none."""
    return int(db.execute(_EARLIEST, (account, currency)).fetchone()[0] or 0)
