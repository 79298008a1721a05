"""Which operations were undone: noted in the projection beside them."""

from __future__ import annotations

from wallet_cli.errors import Damaged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def mark_undone(db: Any, by: int, uid: bytes) -> int:
    """Note in the projection that operation ``by`` undoes the one with ``uid``; that one's number.

    When that one was itself an undo, what it had undone counts again; and so on along the chain, in turns.
    """
    row = db.execute("SELECT id, undoes FROM op WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        raise Damaged("journal-unreadable")
    first, counts = int(row[0]), True
    while row is not None:
        number, undoes = row
        db.execute("UPDATE op SET undone_by = ? WHERE id = ?", (by if counts else None, number))
        by, counts = number, not counts
        row = db.execute("SELECT id, undoes FROM op WHERE id = ?", (undoes,)).fetchone()
    return first
