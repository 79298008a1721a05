"""Purchases by the order's number that a platform or a shop gave them: what a refund belongs to.

The query is driven by the index of an account and its days.
"""

from __future__ import annotations

from wallet_cli.store.journal import posting_facts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from typing import Any

NAMES = ("order_id", "merchant_order_id")
"""The facts of a posting that are an order's number."""

_PAID = """
SELECT t.uid, f.facts
FROM posting AS p INDEXED BY posting_register CROSS JOIN posting_fact AS f ON f.txn = p.txn
     CROSS JOIN txn AS t ON t.id = p.txn
WHERE p.account = ? AND p.date BETWEEN ? AND ? AND p.amount < 0 AND t.sealed = 1 AND t.gone = 0 AND t.void = 0
ORDER BY p.date, p.txn"""


_AT_ONCE = 400


def of(db: Any, numbers: Sequence[int]) -> dict[int, str]:
    """The platform's number of the order that each of these transactions (rows) is, where it has one."""
    found = {}
    for start in range(0, len(numbers), _AT_ONCE):
        for (txn, _n), text in posting_facts.of_many(db, numbers[start : start + _AT_ONCE]).items():
            order = dict(posting_facts.unpacked(text)).get(NAMES[0])
            if order:
                found[txn] = order
    return found


def paid(db: Any, account: int, first: int, last: int, wanted: Container[str]) -> dict[str, bytes]:
    """The uids of the transactions that an account (row) paid from ``first`` to ``last`` (ordinals), by those of
    their orders' numbers that are ``wanted``.
    """
    if not posting_facts.are_kept(db):
        return {}
    found = {}
    for uid, text in db.execute(_PAID, (account, first, last)):
        for name, value in posting_facts.unpacked(text):
            if name in NAMES and value in wanted:
                found[value] = uid
    return found
