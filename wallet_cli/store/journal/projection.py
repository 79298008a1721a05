"""The projection: applies after-images to the tables. Given the same images in the same order it makes the same tables.

Transactions are buffered and written in bulk (``flush``), because one statement for many rows costs a third of many
statements. An edit deletes the old row with its postings and inserts the new one under the same short name, a removal
inserts a row that says so; both wait in the same buffer. Whatever else is applied finds the rows of before written.
"""

from __future__ import annotations

from wallet_cli.errors import Damaged
from wallet_cli.store.journal import entities
from wallet_cli.store.journal.bulk import insert
from wallet_cli.store.journal.memos import Blocks
from wallet_cli.store.journal.posting_facts import packed
from wallet_cli.store.journal.rollup import Deltas

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from wallet_cli.domain.operation import Image
    from wallet_cli.domain.transaction import Transaction

BUFFERED_ROWS = 5_000
_AT_ONCE = 400


class Projection:
    """Writes images into the tables of one open database transaction, on behalf of operation ``op``."""

    def __init__(self, db: Any, number_of: Callable[[bytes], int] | None = None, *, lenient: bool = False) -> None:
        """``number_of`` gives new transactions their numbers; without it they are counted up. ``lenient`` is for a
        journal of which something was erased: what its erasure rewrote comes later than what builds on it.
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
        self._full: list[tuple[Any, ...]] = []  # postings with what few have
        self._tags: list[tuple[str, int]] = []
        self._links: list[tuple[int, str, bytes]] = []
        self._facts: list[tuple[int, int, str]] = []
        self._waiting: set[bytes] = set()
        self._memos = Blocks()
        self._replaced: list[int] = []

    def apply(self, image: Image) -> None:
        """Apply one after-image; raises Damaged for a kind that this version doesn't know."""
        row = entities.STORED.get(image.kind)
        if row is None:
            raise Damaged("journal-newer", version=image.kind)
        if image.kind != entities.TRANSACTION:
            self.write_rows()
        entities.load(row).apply(self, image)

    def settle(self, uid: bytes) -> None:
        """Write what is buffered, if a version of this transaction is in it."""
        if uid in self._waiting:
            self.write_rows()

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
        kept = entities.STORED[kind]
        row = self.db.execute(f"SELECT id FROM {kept.tables[-1]} WHERE uid = ?", (uid,)).fetchone()  # noqa: S608
        if row is None:
            if not self.lenient:
                raise Damaged("journal-unreadable")
            return int(entities.load(kept).stand_in(self, uid))
        return int(row[0])

    def free(self, table: str, names: Iterable[str]) -> None:
        """Take names from the rows that still have them only because the image that gave them up was erased."""
        if self.lenient:
            self.db.executemany(f"DELETE FROM {table} WHERE name = ?", [(name,) for name in names])  # noqa: S608

    def add_transaction(self, txn: Transaction, row: int | None = None) -> int:
        """Buffer a transaction for insertion under ``row`` (or the next free one); its short name's number."""
        if row is None:
            row = self.next_number(txn.uid)
        uid, entered, postings, payee, memo, delivered, tags, links, void = txn
        accounts, put, add = self._accounts, self._postings.append, self.deltas.add
        n = 0
        for account, currency, amount, date, state, value_date, bank_id, original, original_currency, facts in postings:
            number = accounts.get(account) or self.account_id(account)
            if bank_id or original_currency or original:
                self._full.append(
                    (row, n, number, currency, amount, date, state, value_date, bank_id, original, original_currency)
                )
            else:
                put((row, n, number, currency, amount, date, state, value_date))
            if facts:
                self._facts.append((row, n, packed(facts)))
            if not void:
                add(number, currency, state, date, amount)
            n += 1  # noqa: SIM113 - unpacking twice takes longer
        if memo:
            self._memos.add(row, memo)
        if tags:
            self._tags += [(tag, row) for tag in tags]
        if links:
            self._links += [(row, kind, target) for kind, target in links]
        who = self._payees.get(payee) or self.payee_id(payee)
        self._add_row(uid, (row, bytearray(uid), self.op, entered, who, memo, delivered, " ".join(tags), int(void), 0))
        return row

    def add_rows(
        self,
        uids: Iterable[bytes],
        rows: Iterable[tuple[Any, ...]],
        postings: Iterable[tuple[Any, ...]],
        full: Iterable[tuple[Any, ...]],
        facts: Iterable[tuple[int, int, str]],
        memos: Iterable[tuple[int, str]],
    ) -> None:
        """Buffer the rows of many new transactions, as ``add_transaction`` makes them: their own and their postings',
        ``full`` with what few have; what the sums get is added already.
        """
        self._txns += rows
        self._waiting.update(uids)
        self._postings += postings
        self._full += full
        self._facts += facts
        self._memos.add_all(memos)
        if len(self._txns) >= BUFFERED_ROWS:
            self.write_rows()

    def add_trace(self, row: int, uid: bytes) -> None:
        """Buffer what a transaction that is removed leaves behind: its short name, and that it has gone."""
        self._add_row(uid, (row, bytearray(uid), self.op, 0, None, "", "", "", 0, 1))

    def _add_row(self, uid: bytes, row: tuple[Any, ...]) -> None:
        self._txns.append(row)
        self._waiting.add(uid)
        if len(self._txns) >= BUFFERED_ROWS:
            self.write_rows()

    def next_number(self, uid: bytes) -> int:
        """The number of the short name of a transaction that the books have never seen."""
        if self.number_of is not None:
            return self.number_of(uid)
        row = self._next_txn or self._first_free()
        self._next_txn = row + 1
        return row

    def _first_free(self) -> int:
        self.flush()  # a transaction that was taken away to be put back may be the last one
        row = self.db.execute("SELECT max(id) FROM txn").fetchone()
        return int(row[0] or 0) + 1

    def flush(self) -> None:
        """Write what is buffered, seal it, and bring the roll-ups up to date."""
        self.write_rows()
        self.deltas.flush(self.db)

    def finish(self) -> None:
        """As ``flush``, and bring the index of memos up to date: nothing more is applied."""
        self.flush()
        self._memos.finish(self.db)

    def write_rows(self) -> None:
        """Write the transactions that are buffered, and seal them."""
        db = self.db
        if self._replaced:
            self._delete_replaced()
        if self._txns:
            insert(db, _INTO_TXN, self._txns)
            insert(db, _INTO_POSTING, self._postings, same=", '', 0, ''")
            insert(db, _INTO_POSTING, self._full)
            insert(db, "INSERT INTO posting_fact (txn, n, facts)", self._facts)
            insert(db, "INSERT INTO tag (name, txn)", self._tags)
            insert(db, "INSERT INTO link (txn, kind, target)", self._links)
            _seal(db, [row[0] for row in self._txns])
            self._txns, self._postings, self._full = [], [], []
            self._tags, self._links, self._facts = [], [], []
            self._memos.write(db)
            self._waiting.clear()

    def replace(self, row: int, uid: bytes, txn: Transaction | None) -> None:
        """Buffer that a transaction's row goes, with its postings and what they added to the roll-ups, and that another
        version comes in its place, or a trace.
        """
        self._replaced.append(row)
        if txn is None:
            self.add_trace(row, uid)
        else:
            self.add_transaction(txn, row)

    def _delete_replaced(self) -> None:
        db, rows, add = self.db, self._replaced, self.deltas.add
        for at in range(0, len(rows), _AT_ONCE):
            some = rows[at : at + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            for account, currency, state, date, amount in db.execute(_TAKEN.format(marks), some):
                add(account, currency, state, date, -amount, -1)
            self._memos.take_away([row[0] for row in db.execute(_WITH_MEMO.format(marks), some)])
            db.execute(f"DELETE FROM txn WHERE id IN ({marks})", some)  # noqa: S608 - question marks
        self._replaced = []


def _seal(db: Any, numbers: list[int]) -> None:
    """Seal transactions: neighbours in one statement, which halves its cost, others some at a time."""
    first, last = min(numbers), max(numbers)
    if last - first + 1 == len(numbers):
        db.execute("UPDATE txn SET sealed = 1 WHERE id BETWEEN ? AND ?", (first, last))
    else:
        for at in range(0, len(numbers), _AT_ONCE):
            some = numbers[at : at + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            db.execute(f"UPDATE txn SET sealed = 1 WHERE id IN ({marks})", some)  # noqa: S608 - question marks


_TAKEN = """
SELECT p.account, p.currency, p.state, p.date, p.amount
FROM txn AS t CROSS JOIN posting AS p ON p.txn = t.id WHERE t.id IN ({}) AND t.void = 0"""
_WITH_MEMO = "SELECT id FROM txn WHERE id IN ({}) AND memo <> ''"
_INTO_TXN = "INSERT INTO txn (id, uid, op, date, payee, memo, delivered, tags, void, gone)"
_INTO_POSTING = """
INSERT INTO posting
    (txn, n, account, currency, amount, date, state, value_date, bank_id, original, original_currency)"""
