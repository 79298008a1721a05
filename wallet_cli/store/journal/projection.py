"""The projection: applies after-images to the tables. Given the same images in the same order it makes the same tables.

Transactions are buffered and written in bulk (``flush``), because one statement for many rows costs a third of many
statements. An edit deletes the old row with its postings and inserts the new one under the same short name.
"""

from collections.abc import Callable, Iterable
from typing import Any

from wallet_cli.domain.operation import Image
from wallet_cli.domain.transaction import Transaction
from wallet_cli.errors import Damaged
from wallet_cli.store.journal import entities
from wallet_cli.store.journal.rollup import Deltas

BUFFERED_ROWS = 5_000


class Projection:
    """Writes images into the tables of one open database transaction, on behalf of operation ``op``."""

    def __init__(self, db: Any, number_of: Callable[[bytes], int] | None = None, *, lenient: bool = False) -> None:
        """``number_of`` gives new transactions their numbers; without it they are counted up. ``lenient`` is for a
        journal of which something was erased: what its erasure wrote anew comes later than what builds on it.
        """
        self.db = db
        self.op = 0
        self.deltas = Deltas()
        self.number_of = number_of
        self.lenient = lenient
        self._accounts: dict[bytes, int] = {}
        self._payees: dict[bytes, int] = {}
        self._next_txn = 0
        self._txns: list[tuple[Any, ...]] = []
        self._postings: list[tuple[Any, ...]] = []
        self._tags: list[tuple[str, int]] = []
        self._links: list[tuple[int, str, bytes]] = []

    def apply(self, image: Image) -> None:
        """Apply one after-image; raises Damaged for a kind that this version doesn't know."""
        row = entities.KINDS.get(image.kind)
        if row is None:
            raise Damaged("journal-newer", version=image.kind)
        entities.load(row).apply(self, image)

    def account_id(self, uid: bytes) -> int:
        """The row of an account; raises Damaged where the books don't hold it."""
        found = self._accounts.get(uid)
        if found is None:
            found = self._accounts[uid] = self._row(entities.ACCOUNT, uid)
        return found

    def payee_id(self, uid: bytes) -> int | None:
        """The row of a payee, None for b""."""
        if not uid:
            return None
        found = self._payees.get(uid)
        if found is None:
            found = self._payees[uid] = self._row(entities.PAYEE, uid)
        return found

    def _row(self, kind: str, uid: bytes) -> int:
        """The row of an account or payee, an empty one where its image was erased."""
        kept = entities.KINDS[kind]
        row = self.db.execute(f"SELECT id FROM {kept.tables[-1]} WHERE uid = ?", (uid,)).fetchone()  # noqa: S608
        if row is None:
            if not self.lenient:
                raise Damaged("journal-unreadable")
            return int(entities.load(kept).stand_in(self, uid))
        return int(row[0])

    def free(self, table: str, names: Iterable[str]) -> None:
        """Take names from whoever still has them only because the image that gave them up was erased."""
        if self.lenient:
            self.db.executemany(f"DELETE FROM {table} WHERE name = ?", [(name,) for name in names])  # noqa: S608

    def add_transaction(self, txn: Transaction, row: int | None = None) -> int:
        """Buffer a transaction for insertion under ``row`` (or the next free one); its short name's number."""
        if row is None:
            if self.number_of is not None:
                row = self.number_of(txn.uid)
            else:
                row = self._next_txn or self._first_free()
                self._next_txn = row + 1
        add = self.deltas.add
        currency_rows = self._postings
        for n, posting in enumerate(txn.postings):
            account, currency, amount, date, state, value_date, bank_id, original, original_currency = posting
            number = self._accounts.get(account) or self.account_id(account)
            currency_rows.append(
                (row, n, number, currency, amount, date, state, value_date, bank_id, original, original_currency)
            )
            if not txn.void:
                add(number, currency, state, date, amount)
        tags = txn.tags
        self._txns.append(
            (
                row,
                txn.uid,
                self.op,
                txn.date,
                self.payee_id(txn.payee),
                txn.memo,
                txn.delivered,
                " ".join(tags),
                int(txn.void),
                0,
            )
        )
        self._tags += [(tag, row) for tag in tags]
        self._links += [(row, kind, target) for kind, target in txn.links]
        if len(self._txns) >= BUFFERED_ROWS:
            self._write_rows()
        return row

    def _first_free(self) -> int:
        self.flush()  # a transaction that was taken away to be put back may be the last one
        row = self.db.execute("SELECT max(id) FROM txn").fetchone()
        return int(row[0] or 0) + 1

    def flush(self) -> None:
        """Write what is buffered, seal it, and bring the roll-ups up to date."""
        self._write_rows()
        self.deltas.flush(self.db)

    def _write_rows(self) -> None:
        db = self.db
        if self._txns:
            db.executemany(_INSERT_TXN, self._txns)
            db.executemany(_INSERT_POSTING, self._postings)
            if self._tags:
                db.executemany("INSERT INTO tag (name, txn) VALUES (?, ?)", self._tags)
            if self._links:
                db.executemany("INSERT INTO link (txn, kind, target) VALUES (?, ?, ?)", self._links)
            _seal(db, [row[0] for row in self._txns])
            self._txns, self._postings, self._tags, self._links = [], [], [], []

    def put_trace(self, row: int | None, uid: bytes) -> None:
        """What a transaction leaves that is gone: its number isn't given again."""
        self.db.execute(_INSERT_TXN, (row, uid, self.op, 0, None, "", "", "", 0, 1))
        self.db.execute("UPDATE txn SET sealed = 1 WHERE uid = ?", (uid,))

    def take_away(self, row: int) -> None:
        """Delete a transaction's row, its postings and what they added to the roll-ups."""
        self.flush()
        void = self.db.execute("SELECT void FROM txn WHERE id = ?", (row,)).fetchone()[0]
        if not void:
            for account, currency, state, date, amount in self.db.execute(
                "SELECT account, currency, state, date, amount FROM posting WHERE txn = ?", (row,)
            ):
                self.deltas.add(account, currency, state, date, -amount, -1)
        self.db.execute("DELETE FROM txn WHERE id = ?", (row,))


def _seal(db: Any, numbers: list[int]) -> None:
    """Seal transactions: neighbours in one statement, which halves its cost, others one by one."""
    first, last = min(numbers), max(numbers)
    if last - first + 1 == len(numbers):
        db.execute("UPDATE txn SET sealed = 1 WHERE id BETWEEN ? AND ?", (first, last))
    else:
        db.executemany("UPDATE txn SET sealed = 1 WHERE id = ?", [(number,) for number in numbers])


_INSERT_TXN = """
INSERT INTO txn (id, uid, op, date, payee, memo, delivered, tags, void, gone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INSERT_POSTING = """
INSERT INTO posting (txn, n, account, currency, amount, date, state, value_date, bank_id, original, original_currency)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
