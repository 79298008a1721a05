"""Who uses what: transactions on an account, what a transaction would miss."""

from __future__ import annotations

import json

from wallet_cli.domain import kinds
from wallet_cli.store.journal.entities import SMALL, TRANSACTION, load
from wallet_cli.store.journal.rollup import summed
from wallet_cli.store.journal.rows import Blocker, first

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from typing import Any


def transaction_on(db: Any, account: bytes) -> bytes:
    """The uid of the newest transaction with a posting on this account (uid), b"" where there is none."""
    query = (
        "SELECT t.uid FROM posting AS p JOIN live_txn AS t ON t.id = p.txn"
        " WHERE p.account = (SELECT id FROM account WHERE uid = ?) ORDER BY p.date DESC LIMIT 1"
    )
    row = db.execute(query, (account,)).fetchone()
    return bytes(row[0]) if row else b""


def written_on(db: Any, account: bytes, after: int) -> set[int]:
    """The operations after ``after`` that wrote transactions with a posting on this account (uid)."""
    query = (
        "SELECT DISTINCT t.op FROM posting AS p JOIN live_txn AS t ON t.id = p.txn"
        " WHERE p.account = (SELECT id FROM account WHERE uid = ?) AND t.op > ?"
    )
    return {int(op) for (op,) in db.execute(query, (account, after))}


def transactions_on(db: Any, account: bytes) -> list[bytes]:
    """The uids of all transactions with a posting on this account (uid), in the order they were recorded."""
    query = (
        "SELECT uid FROM live_txn WHERE id IN (SELECT txn FROM posting"
        " WHERE account = (SELECT id FROM account WHERE uid = ?)) ORDER BY id"
    )
    return [bytes(row[0]) for row in db.execute(query, (account,))]


def purposes(db: Any) -> set[bytes]:
    """The uids of all categories, also of those that have gone."""
    rows = db.execute("SELECT uid, kind FROM account").fetchall()
    return {bytes(uid) for uid, kind in rows if kinds.of(kind).is_category}


def is_paid(db: Any, payee: bytes) -> bool:
    """Whether a transaction names this payee."""
    query = "SELECT 1 FROM live_txn WHERE payee = (SELECT id FROM payee WHERE uid = ?) LIMIT 1"
    return db.execute(query, (payee,)).fetchone() is not None


def belonging(db: Any, transactions: Container[bytes]) -> Blocker | None:
    """A small entity that belongs to one of these transactions, and who wrote it."""
    for kind, row in SMALL.items():
        if row.owner == TRANSACTION and not row.is_kept:
            for name, text, op in db.execute("SELECT name, body, op FROM item WHERE kind = ? AND gone = 0", (kind,)):
                body = json.loads(text)
                if load(row).erased(body, transactions) != body:
                    return name, int(op)
    return None


def gone(db: Any, accounts: Iterable[bytes], payees: Iterable[bytes]) -> Blocker | None:
    """The first of these accounts and payees that has gone, and who removed it."""
    return first(db, "SELECT path, op FROM account WHERE uid = ? AND gone = 1", [(uid,) for uid in accounts]) or first(
        db, "SELECT name, op FROM payee WHERE uid = ? AND gone = 1", [(uid,) for uid in payees]
    )


def currencies_of(db: Any, account: int) -> list[str]:
    """The currencies in which an account (row) has postings."""
    query = "SELECT DISTINCT currency FROM rollup WHERE level = 0 AND period = 0 AND account = ? AND count <> 0"
    return [row[0] for row in db.execute(query, (account,))]


def held_in(db: Any, account: int) -> tuple[str, ...]:
    """The currencies of which an account (row) holds anything, days to come included."""
    query = "SELECT currency FROM rollup WHERE level = 0 AND account = ? GROUP BY currency HAVING sum(amount) <> 0"
    return tuple(row[0] for row in summed(db, query, (account,)))
