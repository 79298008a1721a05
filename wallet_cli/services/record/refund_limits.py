"""Refunds against their purchases: all refunds of one together never exceed it, whatever is changed or taken back."""

from __future__ import annotations

from wallet_cli.domain.transaction import REFUNDS, Transaction
from wallet_cli.errors import Refused
from wallet_cli.store.books import transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wallet_cli.services.session import Session


def excesses(session: Session, versions: Sequence[Transaction]) -> dict[bytes, int]:
    """By how much refunds exceed their purchase, in minor units (0 or less where they don't), by its uid.

    Looks at the purchases that ``versions`` are or are refunds of, as the books are now.
    """
    return excesses_of(session, [*[txn.uid for txn in versions], *refunded_by(versions)])


def refunded_by(versions: Iterable[Transaction]) -> list[bytes]:
    """The purchases of which these are refunds."""
    return [uid for txn in versions for kind, uid in txn.links if kind == REFUNDS]


def excesses_of(session: Session, purchases: Iterable[bytes]) -> dict[bytes, int]:
    """As ``excesses``, of what has or may have refunds."""
    found = dict.fromkeys(purchases)
    refunded = transactions.targets(session.db, found, REFUNDS)
    return {uid: _excess(session, uid) if uid in refunded else 0 for uid in found}


def require_refunds_fit(session: Session, before: Mapping[bytes, int]) -> None:
    """Refuse what made refunds exceed their purchase, or exceed it further; ``before`` is from ``excesses``.

    Raises Refused("refunds-exceed-purchase").
    """
    for uid in transactions.targets(session.db, before, REFUNDS):
        row = transactions.row_of(session.db, uid)
        if row is not None and _excess(session, uid) > max(0, before[uid]):
            refunds = tuple(f"t{each.row}" for each in transactions.linked_to(session.db, uid, REFUNDS))
            raise Refused("refunds-exceed-purchase", ref=f"t{row}", refunds=refunds)


def debits(txn: Transaction) -> int:
    """What a transaction moves, in minor units: a purchase's price, a refund's amount."""
    return sum(posting.amount_minor for posting in txn.postings if posting.amount_minor > 0)


def _excess(session: Session, uid: bytes) -> int:
    refunds = transactions.linked_to(session.db, uid, REFUNDS)
    if not refunds:
        return 0
    back = sum(debits(each.transaction) for each in refunds)
    kept = transactions.by_uid(session.db, uid)
    paid = debits(kept.transaction) if kept and not kept.transaction.void else 0
    return back - paid
