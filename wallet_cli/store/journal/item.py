"""Small entities of all kinds: the bodies of their images, and their rows in one table."""

from __future__ import annotations

from wallet_cli.domain.operation import canonical
from wallet_cli.store.journal.entities import Item

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from wallet_cli.domain.operation import Image
    from wallet_cli.store.journal.projection import Projection
    from wallet_cli.store.journal.rows import Blocker, EntityRow


def body_of(item: Item) -> list[Any]:
    """The body of a small entity's image."""
    return [item.kind, item.name, item.body]


def value_of(uid: bytes, body: list[Any]) -> Item:
    """The small entity of an image's body."""
    return Item(uid, body[0], body[1], body[2])


def apply(projection: Projection, image: Image) -> None:
    """Write or mark the row."""
    if image.body is None:
        if projection.lenient:
            projection.db.execute(_STAND_IN, (image.uid, projection.op))
        projection.db.execute("UPDATE item SET gone = 1, op = ? WHERE uid = ?", (projection.op, image.uid))
        return
    item = value_of(image.uid, image.body)
    if projection.lenient:
        projection.db.execute(_FREE, (item.kind, item.name, item.uid))
    projection.db.execute(
        "INSERT INTO item (uid, kind, name, op, body, gone) VALUES (?, ?, ?, ?, ?, 0)"
        " ON CONFLICT (uid) DO UPDATE SET kind = excluded.kind, name = excluded.name, op = excluded.op,"
        " body = excluded.body, gone = 0",
        (item.uid, item.kind, item.name, projection.op, canonical(item.body)),
    )


_STAND_IN = """
INSERT INTO item (uid, kind, name, op, body, gone) VALUES (?, '', '', ?, '', 1) ON CONFLICT (uid) DO NOTHING"""
_FREE = "DELETE FROM item WHERE kind = ? AND name = ? AND gone = 0 AND uid <> ?"


def taken(db: Any, uid: bytes, body: list[Any]) -> Blocker | None:
    """Another small entity of this kind and name, and who wrote it."""
    from wallet_cli.store.journal.rows import first

    query = "SELECT name, op FROM item WHERE kind = ? AND name = ? AND gone = 0 AND uid <> ?"
    return first(db, query, [(body[0], body[1], uid)])


class Items:
    """Their rows, to be compared. They have no number of their own: one is made up for each uid met."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}

    def _number(self, uid: bytes) -> int:
        return self._numbers.setdefault(uid, len(self._numbers))

    def fetch(self, db: Any, uids: Sequence[bytes]) -> dict[bytes, EntityRow]:
        """The rows of these uids."""
        from wallet_cli.store.journal.rows import EntityRow, marks

        found = {}
        query = "SELECT uid, op, kind, name, body, gone FROM item WHERE uid IN ({})"
        for uid, op, kind, name, body, gone in db.execute(query.format(marks(len(uids))), uids):
            found[uid] = EntityRow(self._number(uid), op, f"{kind} {name}", (kind, name, body, gone))
        return found

    def expected(self, body: Any, row: EntityRow) -> tuple[Any, ...]:
        """The values of a small entity; a removed one keeps its fields."""
        if body is None:
            return (*row.values[:3], 1)
        kind, name, value = body
        return (kind, name, canonical(value), 0)

    def every(self, db: Any) -> Iterator[tuple[int, int, str]]:
        """Number, operation and name of every small entity."""
        for uid, op, kind, name in db.execute("SELECT uid, op, kind, name FROM item ORDER BY uid"):
            yield self._number(uid), op, f"{kind} {name}"


def reader(_db: Any) -> Items:
    """The reader of their rows."""
    return Items()
