"""Small entities that need no table of their own (settings, budget cells, cursors, …): found by kind and name."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class KeptItem(NamedTuple):
    """A small entity in the books: its body as JSON text, and the number of the operation that wrote it last."""

    body: str
    op: int


def find(db: Any, kind: str, name: str) -> KeptItem | None:
    """The small entity of this kind and name."""
    row = db.execute("SELECT body, op FROM item WHERE kind = ? AND name = ? AND gone = 0", (kind, name)).fetchone()
    return KeptItem(row[0], row[1]) if row else None


def every(db: Any, kind: str) -> Iterator[tuple[str, str]]:
    """(name, body as JSON text) of all small entities of a kind, in the order of their names."""
    yield from db.execute("SELECT name, body FROM item WHERE kind = ? AND gone = 0 ORDER BY name", (kind,))


def has_any(db: Any, kind: str) -> bool:
    """Whether there is any small entity of this kind: a look-up, whatever their number."""
    return db.execute("SELECT 1 FROM item WHERE kind = ? AND gone = 0 LIMIT 1", (kind,)).fetchone() is not None


def uid_of(db: Any, kind: str, name: str) -> bytes | None:
    """The uid of the small entity of this kind and name."""
    row = db.execute("SELECT uid FROM item WHERE kind = ? AND name = ? AND gone = 0", (kind, name)).fetchone()
    return bytes(row[0]) if row else None


def ever(db: Any, kind: str) -> list[str]:
    """The names of all small entities of a kind that there are or were."""
    return [row[0] for row in db.execute("SELECT DISTINCT name FROM item WHERE kind = ?", (kind,))]


def by_uid(db: Any, uid: bytes) -> tuple[str, str] | None:
    """(name, body as JSON text) of the small entity with this uid."""
    row = db.execute("SELECT name, body FROM item WHERE uid = ? AND gone = 0", (uid,)).fetchone()
    return (row[0], row[1]) if row else None
