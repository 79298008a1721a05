"""A payment of which a red packet paid a part that only the bank's row says: it counts whole, and the rest came in."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.files.joins import platform_facts
from wallet_cli.domain.transaction import BOOKED, Posting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.domain.transaction import Transaction

    Category = Callable[[bytes, str, str], bytes]
    """The category (uid) for a payee, a flow, and what it may be called."""

HINT = "红包"
"""What the category is called that it belongs to, where the books have one."""


def with_gift(txn: Transaction, n: int, minor: int, category: Category) -> Transaction:
    """The transaction whose posting ``n`` has the bank's amount (minor units), where a red packet paid the rest."""
    own = txn.postings[n]
    if own.amount_minor == minor or not platform_facts.is_at_most(own.facts):
        return txn
    flow = kinds.EARNED if minor < 0 else kinds.SPENT
    rest = Posting(category(b"", flow, HINT), own.currency, own.amount_minor - minor, txn.date, BOOKED)
    postings = [each._replace(amount_minor=minor) if at == n else each for at, each in enumerate(txn.postings)]
    return txn._replace(postings=(*postings, rest))
