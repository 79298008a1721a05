"""What the books know of a payee: names, how many transactions, and which."""

from __future__ import annotations

from wallet_cli.domain.account import Payee
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Use(NamedTuple):
    """How a payee is used: number of transactions, days (ordinals) of the first and the last, 0 where none is."""

    transactions: int
    first: int
    last: int


def use(db: Any, uid: bytes) -> Use:
    """How often and when a payee was used, void transactions among them."""
    row = db.execute(
        "SELECT count(*), min(date), max(date) FROM live_txn WHERE payee = (SELECT id FROM payee WHERE uid = ?)", (uid,)
    ).fetchone()
    return Use(row[0], row[1] or 0, row[2] or 0)


def transactions_of(db: Any, uid: bytes) -> list[int]:
    """The numbers of a payee's transactions, in the order they were recorded."""
    rows = db.execute("SELECT id FROM live_txn WHERE payee = (SELECT id FROM payee WHERE uid = ?) ORDER BY id", (uid,))
    return [row[0] for row in rows]


def every(db: Any) -> list[Payee]:
    """All payees that aren't gone, by name, with their aliases."""
    found: dict[bytes, tuple[str, list[str]]] = {}
    query = (
        "SELECT p.uid, p.name, n.shown FROM payee AS p LEFT JOIN payee_name AS n ON n.payee = p.id"
        " WHERE p.gone = 0 ORDER BY p.name, p.id, n.name"
    )
    for uid, name, shown in db.execute(query):
        aliases = found.setdefault(uid, (name, []))[1]
        if shown is not None and shown != name:
            aliases.append(shown)
    return [Payee(uid, name, tuple(aliases)) for uid, (name, aliases) in found.items()]
