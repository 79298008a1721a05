"""How far exports have come: a cursor is a small entity that names the last operation that an export held."""

from __future__ import annotations

import json

from wallet_cli.domain.operation import CURSOR
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.journal import items
from wallet_cli.store.journal.entities import Item, keyed_item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Cursor(NamedTuple):
    """The number and the MAC of the last operation that was exported."""

    number: int
    mac: bytes


def find(db: Any, name: str) -> Cursor | None:
    """The cursor of this name."""
    kept = items.find(db, CURSOR, name)
    if kept is None:
        return None
    body = json.loads(kept.body)
    return Cursor(int(body["op"]), bytes.fromhex(body["mac"]))


def holds(db: Any, cursor: Cursor) -> bool:
    """Whether the journal has the cursor's operation, the same one."""
    row = db.execute("SELECT mac FROM op WHERE id = ?", (cursor.number,)).fetchone()
    return row is not None and bytes(row[0]) == cursor.mac


def item(name: str, cursor: Cursor) -> Item:
    """The entity that keeps a cursor."""
    return keyed_item(CURSOR, name, {"op": cursor.number, "mac": cursor.mac.hex()})
