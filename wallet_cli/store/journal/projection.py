"""The projection: applies after-images to the tables. Given the same images in the same order it makes the same tables.

Transactions are buffered and written in bulk (``flush``), because one statement for many rows costs a third of many
statements. An edit deletes the old row with its postings and inserts the new one under the same short name.
"""

from __future__ import annotations

from wallet_cli.domain.account import Account, name_key
from wallet_cli.domain.operation import canonical
from wallet_cli.errors import Damaged
from wallet_cli.store.journal import images
from wallet_cli.store.journal.rollup import Deltas

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from wallet_cli.domain.operation import Image
    from wallet_cli.domain.transaction import Transaction

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
        kind = _KINDS.get(image.kind)
        if kind is None:
            raise Damaged("journal-newer", version=image.kind)
        kind(self, image)

    def account_id(self, uid: bytes) -> int:
        """The row of an account; raises Damaged where the books don't hold it."""
        found = self._accounts.get(uid)
        if found is None:
            found = self._accounts[uid] = self._row("account", uid)
        return found

    def payee_id(self, uid: bytes) -> int | None:
        """The row of a payee, None for b""."""
        if not uid:
            return None
        found = self._payees.get(uid)
        if found is None:
            found = self._payees[uid] = self._row("payee", uid)
        return found

    def _row(self, table: str, uid: bytes) -> int:
        row = self.db.execute(f"SELECT id FROM {table} WHERE uid = ?", (uid,)).fetchone()  # noqa: S608
        if row is None:
            if not self.lenient:
                raise Damaged("journal-unreadable")
            return self.stand_in(table, uid)
        return int(row[0])

    def stand_in(self, table: str, uid: bytes) -> int:
        """An empty row, marked as gone, for an account or payee whose image was erased."""
        made = _STAND_IN_ACCOUNT if table == "account" else _STAND_IN_PAYEE
        return int(self.db.execute(made, (uid, self.op)).lastrowid)

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


_STAND_IN_ACCOUNT = """
INSERT INTO account (uid, op, path, kind, currencies, number, closed, gone) VALUES (?, ?, '', '', '', '', 0, 1)"""
_STAND_IN_PAYEE = "INSERT INTO payee (uid, op, name, gone) VALUES (?, ?, '', 1)"
_STAND_IN_ITEM = """
INSERT INTO item (uid, kind, name, op, body, gone) VALUES (?, '', '', ?, '', 1) ON CONFLICT (uid) DO NOTHING"""
_FREE_ITEM = "DELETE FROM item WHERE kind = ? AND name = ? AND gone = 0 AND uid <> ?"


def _transaction(projection: Projection, image: Image) -> None:
    found = None
    if image.previous:
        projection.flush()
        found = projection.db.execute("SELECT id FROM txn WHERE uid = ?", (image.uid,)).fetchone()
    if found is not None:
        projection.take_away(found[0])
    if image.body is not None:
        projection.add_transaction(images.transaction_of(image.uid, image.body), found and found[0])
    elif found is not None or projection.lenient:
        projection.flush()
        if found is None and projection.number_of is not None:
            found = (projection.number_of(image.uid),)
        projection.db.execute(_INSERT_TXN, (found and found[0], image.uid, projection.op, 0, None, "", "", "", 0, 1))
        projection.db.execute("UPDATE txn SET sealed = 1 WHERE uid = ?", (image.uid,))


def _account(projection: Projection, image: Image) -> None:
    db, uid = projection.db, image.uid
    found = db.execute("SELECT id FROM account WHERE uid = ?", (uid,)).fetchone()
    if found:
        db.execute("DELETE FROM account_name WHERE account = ?", found)
    if image.body is None:
        if projection.lenient and not found:
            projection.stand_in("account", uid)
        db.execute("UPDATE account SET gone = 1, op = ? WHERE uid = ?", (projection.op, uid))
        return
    account: Account = images.account_of(uid, image.body)
    fields = (
        projection.op,
        account.path,
        account.kind,
        " ".join(account.currencies),
        account.number,
        int(account.closed),
    )
    if found:
        db.execute(
            "UPDATE account SET op=?, path=?, kind=?, currencies=?, number=?, closed=?, gone=0 WHERE id=?",
            (*fields, found[0]),
        )
        row = found[0]
    else:
        row = db.execute(
            "INSERT INTO account (op, path, kind, currencies, number, closed, gone, uid)"
            " VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
            (*fields, uid),
        ).lastrowid
    names = {name_key(name): name for name in (*account.aliases, account.path)}
    projection.free("account_name", names)
    db.executemany(
        "INSERT INTO account_name (name, account, shown) VALUES (?, ?, ?)", [(k, row, v) for k, v in names.items()]
    )


def _payee(projection: Projection, image: Image) -> None:
    db, uid = projection.db, image.uid
    found = db.execute("SELECT id FROM payee WHERE uid = ?", (uid,)).fetchone()
    if found:
        db.execute("DELETE FROM payee_name WHERE payee = ?", found)
    if image.body is None:
        if projection.lenient and not found:
            projection.stand_in("payee", uid)
        db.execute("UPDATE payee SET gone = 1, op = ? WHERE uid = ?", (projection.op, uid))
        return
    payee = images.payee_of(uid, image.body)
    if found:
        db.execute("UPDATE payee SET op = ?, name = ?, gone = 0 WHERE id = ?", (projection.op, payee.name, found[0]))
        row = found[0]
    else:
        row = db.execute(
            "INSERT INTO payee (uid, op, name, gone) VALUES (?, ?, ?, 0)", (uid, projection.op, payee.name)
        ).lastrowid
    names = {name_key(name): name for name in (*payee.aliases, payee.name)}
    projection.free("payee_name", names)
    db.executemany(
        "INSERT INTO payee_name (name, payee, shown) VALUES (?, ?, ?)", [(k, row, v) for k, v in names.items()]
    )


def _item(projection: Projection, image: Image) -> None:
    if image.body is None:
        if projection.lenient:
            projection.db.execute(_STAND_IN_ITEM, (image.uid, projection.op))
        projection.db.execute("UPDATE item SET gone = 1, op = ? WHERE uid = ?", (projection.op, image.uid))
        return
    item = images.item_of(image.uid, image.body)
    if projection.lenient:
        projection.db.execute(_FREE_ITEM, (item.kind, item.name, item.uid))
    body = canonical(item.body)
    projection.db.execute(
        "INSERT INTO item (uid, kind, name, op, body, gone) VALUES (?, ?, ?, ?, ?, 0)"
        " ON CONFLICT (uid) DO UPDATE SET kind = excluded.kind, name = excluded.name, op = excluded.op,"
        " body = excluded.body, gone = 0",
        (item.uid, item.kind, item.name, projection.op, body),
    )


def _currency(projection: Projection, image: Image) -> None:
    code, scale = image.body
    projection.db.execute("INSERT INTO currency (code, scale) VALUES (?, ?) ON CONFLICT DO NOTHING", (code, scale))


_KINDS: dict[str, Callable[[Projection, Image], None]] = {
    images.TRANSACTION: _transaction,
    images.ACCOUNT: _account,
    images.PAYEE: _payee,
    images.ITEM: _item,
    images.CURRENCY: _currency,
}
