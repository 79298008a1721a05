"""Who uses what: names that are taken, transactions on an account, what a transaction would miss."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import name_key
from wallet_cli.store.journal import images
from wallet_cli.store.journal.rollup import summed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from wallet_cli.domain.operation import Image

Blocker = tuple[str, int]
"""A name for people, and the number of the operation that wrote the entity last."""


def name_taken(db: Any, image: Image) -> Blocker | None:
    """Who else has a name that this version of an account, payee or small entity needs, and who wrote it."""
    uid, body = image.uid, image.body
    if image.kind == images.ACCOUNT:
        account = images.account_of(uid, body)
        return _account_named(db, (account.path, *account.aliases), uid)
    if image.kind == images.PAYEE:
        payee = images.payee_of(uid, body)
        return _payee_named(db, (payee.name, *payee.aliases), uid)
    if image.kind == images.ITEM:
        item = images.item_of(uid, body)
        return _item_named(db, item.kind, item.name, uid)
    return None


def _account_named(db: Any, names: Iterable[str], but: bytes) -> Blocker | None:
    """The name among these that another account has, and who wrote it."""
    query = (
        "SELECT n.shown, a.op FROM account_name AS n JOIN account AS a ON a.id = n.account"
        " WHERE n.name = ? AND a.uid <> ?"
    )
    return _first(db, query, [(name_key(name), but) for name in names])


def _payee_named(db: Any, names: Iterable[str], but: bytes) -> Blocker | None:
    """The name among these that another payee has, and who wrote it."""
    query = (
        "SELECT n.shown, y.op FROM payee_name AS n JOIN payee AS y ON y.id = n.payee WHERE n.name = ? AND y.uid <> ?"
    )
    return _first(db, query, [(name_key(name), but) for name in names])


def _item_named(db: Any, kind: str, name: str, but: bytes) -> Blocker | None:
    """Another small entity of this kind and name, and who wrote it."""
    return _first(
        db, "SELECT name, op FROM item WHERE kind = ? AND name = ? AND gone = 0 AND uid <> ?", [(kind, name, but)]
    )


def transaction_on(db: Any, account: bytes) -> bytes:
    """The uid of the newest transaction with a posting on this account (uid), b"" where there is none."""
    query = (
        "SELECT t.uid FROM posting AS p JOIN live_txn AS t ON t.id = p.txn"
        " WHERE p.account = (SELECT id FROM account WHERE uid = ?) ORDER BY p.date DESC LIMIT 1"
    )
    row = db.execute(query, (account,)).fetchone()
    return bytes(row[0]) if row else b""


def purposes(db: Any) -> set[bytes]:
    """The uids of all categories, also of those that have gone."""
    rows = db.execute("SELECT uid, kind FROM account").fetchall()
    return {bytes(uid) for uid, kind in rows if kinds.of(kind).is_category}


def is_paid(db: Any, payee: bytes) -> bool:
    """Whether a transaction names this payee."""
    query = "SELECT 1 FROM live_txn WHERE payee = (SELECT id FROM payee WHERE uid = ?) LIMIT 1"
    return db.execute(query, (payee,)).fetchone() is not None


def gone(db: Any, accounts: Iterable[bytes], payees: Iterable[bytes]) -> Blocker | None:
    """The first of these accounts and payees that has gone, and who removed it."""
    return _first(
        db, "SELECT path, op FROM account WHERE uid = ? AND gone = 1", [(uid,) for uid in accounts]
    ) or _first(db, "SELECT name, op FROM payee WHERE uid = ? AND gone = 1", [(uid,) for uid in payees])


def currencies_of(db: Any, account: int) -> list[str]:
    """The currencies in which an account (row) has postings."""
    query = "SELECT DISTINCT currency FROM rollup WHERE level = 0 AND period = 0 AND account = ? AND count <> 0"
    return [row[0] for row in db.execute(query, (account,))]


def held_in(db: Any, account: int) -> tuple[str, ...]:
    """The currencies of which an account (row) holds anything, days to come included."""
    query = "SELECT currency FROM rollup WHERE level = 0 AND account = ? GROUP BY currency HAVING sum(amount) <> 0"
    return tuple(row[0] for row in summed(db, query, (account,)))


def _first(db: Any, query: str, values: Iterable[tuple[Any, ...]]) -> Blocker | None:
    for each in values:
        row = db.execute(query, each).fetchone()
        if row is not None:
            return row[0], int(row[1])
    return None
