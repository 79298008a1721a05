"""Reading transactions back: whole, by their short name or uid, or the last one of a payee."""

from __future__ import annotations

from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Kept(NamedTuple):
    """A transaction in the books: ``row`` is the number of its short name, ``op`` the operation that wrote it last."""

    row: int
    op: int
    transaction: Transaction


_TXN = """
SELECT t.id, t.op, t.uid, t.date, p.uid, t.memo, t.delivered, t.tags, t.void
FROM live_txn AS t LEFT JOIN payee AS p ON p.id = t.payee WHERE """
_POSTINGS = """
SELECT a.uid, p.currency, p.amount, p.date, p.state, p.value_date, p.bank_id, p.original, p.original_currency
FROM posting AS p JOIN account AS a ON a.id = p.account WHERE p.txn = ? ORDER BY p.n"""


def by_row(db: Any, row: int) -> Kept | None:
    """The transaction with short name ``t<row>``, None when there is none or it was removed."""
    return _kept(db, db.execute(_TXN + "t.id = ?", (row,)).fetchone())


def by_uid(db: Any, uid: bytes) -> Kept | None:
    """The transaction with this uid."""
    return _kept(db, db.execute(_TXN + "t.uid = ?", (uid,)).fetchone())


def count(db: Any) -> int:
    """How many transactions the books hold, void ones among them."""
    return int(db.execute("SELECT count(*) FROM live_txn").fetchone()[0])


def last_of_payee(db: Any, payee: bytes, until: int) -> Kept | None:
    """The payee's latest transaction that isn't void, dated no later than ``until`` (ordinal)."""
    query = (
        _TXN + "t.payee = (SELECT id FROM payee WHERE uid = ?) AND t.void = 0 AND t.date <= ?"  # noqa: S608
        " ORDER BY t.date DESC, t.id DESC LIMIT 1"
    )
    return _kept(db, db.execute(query, (payee, until)).fetchone())


def row_of(db: Any, uid: bytes) -> int | None:
    """The number of the short name of a transaction, removed ones included."""
    row = db.execute("SELECT id FROM txn WHERE uid = ?", (uid,)).fetchone()
    return int(row[0]) if row else None


def linked_to(db: Any, uid: bytes, kind: str) -> list[Kept]:
    """The transactions that link to ``uid`` with this kind, void ones left out."""
    rows = db.execute("SELECT txn FROM link WHERE target = ? AND kind = ? ORDER BY txn", (uid, kind)).fetchall()
    found = [by_row(db, row[0]) for row in rows]
    return [kept for kept in found if kept and not kept.transaction.void]


def _kept(db: Any, row: tuple[Any, ...] | None) -> Kept | None:
    if row is None:
        return None
    number, op, uid, date, payee, memo, delivered, tags, void = row
    links = db.execute("SELECT kind, target FROM link WHERE txn = ? ORDER BY kind, target", (number,)).fetchall()
    txn = Transaction(
        uid,
        date,
        tuple([Posting(*fields) for fields in db.execute(_POSTINGS, (number,))]),
        payee or b"",
        memo,
        delivered,
        tuple(tags.split()),
        tuple((kind, target) for kind, target in links),
        bool(void),
    )
    return Kept(number, op, txn)
