"""The log: which operations there were, and in a few words what each did, from the images it left in the journal."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from wallet_cli.domain.transaction import Transaction
from wallet_cli.services.history import Entry, Part, View, view
from wallet_cli.services.searching import Query
from wallet_cli.services.session import Session, money_of
from wallet_cli.store import accounts, images, journal, operations, register, transactions

Op = operations.Op
"""An operation as the log shows it."""

MOST_READ = 200
"""So many images of an operation are looked at: an import of a million must not cost more."""


class What(NamedTuple):
    """What an operation did. ``transactions`` counts those it wrote or removed (``more``: at least so many).

    ``payee`` and ``moved`` are of its one transaction (``moved`` None where that was removed), ``ref`` its short name;
    ``names`` of accounts and payees it changed, ``settings`` the kinds and names of small entities. ``erased``:
    something of it was erased for good.
    """

    transactions: int
    more: bool
    payee: str
    moved: View | None
    ref: str
    names: tuple[str, ...]
    settings: tuple[str, ...]
    erased: bool = False


def operations_of(
    session: Session, *, first_us: int | None = None, last_us: int | None = None, limit: int = 0
) -> Iterator[Op]:
    """Operations, newest first, within times (microseconds since 1970 UTC, both included); ``limit`` 0 is none."""
    return operations.newest(session.db, first_us=first_us, last_us=last_us, limit=limit)


class Teller:
    """Says what operations did, in names as they are now; the tree of accounts is read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tree = {node.uid: node for node in accounts.by_row(session.db).values()}

    def what(self, number: int) -> What:
        """What operation ``number`` did."""
        db = self._session.db
        read = list(islice(journal.read_images(db, number, journal.read_record(db, number)), MOST_READ + 1))
        bodies = {image.uid: image.body for image in read if image.kind == images.TRANSACTION}
        named: dict[str, None] = {}
        settings: dict[str, None] = {}
        for image in read:
            if image.body is None:
                continue
            if image.kind == images.ACCOUNT:
                named[images.account_of(image.uid, image.body).path] = None
            elif image.kind == images.PAYEE and not bodies:
                named[images.payee_of(image.uid, image.body).name] = None
            elif image.kind == images.ITEM:
                item = images.item_of(image.uid, image.body)
                settings[f"{item.kind} {self._named(item.name)}"] = None
        payee, moved, ref = "", None, ""
        if len(bodies) == 1:
            uid, body = next(iter(bodies.items()))
            ref = f"t{transactions.row_of(db, uid)}"
            if body is not None:
                payee, moved = self._one(images.transaction_of(uid, body))
        erased = journal.has_erased(db, number)
        return What(len(bodies), len(read) > MOST_READ, payee, moved, ref, tuple(named), tuple(settings), erased)

    def _named(self, key: str) -> str:
        """An item's key with the accounts in it by name: ``2026-11 food EUR``."""
        named = {uid.hex(): node.path for uid, node in self._tree.items()}
        return " ".join(named.get(part, part) for part in key.split(":"))

    def one(self, ref: str, txn: Transaction) -> What:
        """What an operation did that wrote this transaction alone."""
        payee, moved = self._one(txn)
        return What(1, False, payee, moved, ref, (), ())

    def _one(self, txn: Transaction) -> tuple[str, View]:
        parts = []
        for posting in txn.postings:
            node = self._tree[posting.account]
            unit = money_of(self._session, posting.currency)
            parts.append(
                Part(node.row, node.path, node.kind, node.uid, posting.amount_minor, unit, posting.date, posting.state)
            )
        entry = Entry("", txn.uid, txn.date, "", txn.memo, txn.tags, "", tuple(parts))
        return register.payee_name(self._session.db, txn.payee), view(entry, Query(), txn.date)
