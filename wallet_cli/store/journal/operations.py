"""Reading the table of operations: one by its number or uid, the newest, the last that can be undone or redone."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any


class Op(NamedTuple):
    """One operation: ``number`` of its short name, ``time_us`` since 1970 UTC, ``terminal`` where it came from.

    ``undoes`` and ``undone_by`` are numbers of operations, 0 for none.
    """

    number: int
    uid: bytes
    time_us: int
    command: str
    terminal: str
    undoes: int
    undone_by: int

    @property
    def ref(self) -> str:
        """The short name, ``o881``."""
        return f"o{self.number}"


_OP = "SELECT id, uid, time_us, command, origin, coalesce(undoes, 0), coalesce(undone_by, 0) FROM op AS o "


def by_number(db: Any, number: int) -> Op | None:
    """The operation of this number."""
    return _op(db.execute(_OP + "WHERE id = ?", (number,)).fetchone())


def number_of(db: Any, uid: bytes) -> int:
    """The number of the operation with this uid; 0 for b"" and for an unknown one."""
    row = db.execute("SELECT id FROM op WHERE uid = ?", (uid,)).fetchone() if uid else None
    return int(row[0]) if row else 0


def made_by(db: Any, key: str) -> int:
    """The number of the operation that was recorded under this id of the user's; 0 for none."""
    row = db.execute("SELECT id FROM op WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else 0


def first_us(db: Any) -> int | None:
    """When the first operation was made, microseconds since 1970 UTC; None before it."""
    found: int | None = db.execute("SELECT min(time_us) FROM op").fetchone()[0]
    return found


def newest(db: Any, *, first_us: int | None = None, last_us: int | None = None, limit: int = 0) -> Iterator[Op]:
    """Operations, newest first, within times (both included); ``limit`` 0 is none."""
    values = (first_us, first_us, last_us, last_us, limit or -1)
    query = _OP + "WHERE (? IS NULL OR time_us >= ?) AND (? IS NULL OR time_us <= ?) ORDER BY id DESC LIMIT ?"
    for row in db.execute(query, values):
        yield Op(*row)


def last_done(db: Any, terminal: str | None = None, *, besides: Sequence[str] = ()) -> Op | None:
    """The last operation after the first that is not an undo and wasn't undone; of one terminal where given, and by
    none of the commands that begin with one of the words ``besides``.
    """
    query = _OP + "WHERE id > 1 AND undoes IS NULL AND undone_by IS NULL AND (? IS NULL OR origin = ?)"
    rows = db.execute(query + " ORDER BY id DESC", (terminal, terminal))
    return _op(next((row for row in rows if row[3].split(" ")[0] not in besides), None))


def last_undo(db: Any, terminal: str | None = None) -> Op | None:
    """The last undo that still holds, but not one of an undo; of one terminal where given."""
    holds = "EXISTS (SELECT 1 FROM op AS y WHERE y.id = o.undoes AND y.undoes IS NULL AND y.undone_by = o.id)"
    query = _OP + "WHERE undone_by IS NULL AND (? IS NULL OR origin = ?) AND " + holds
    return _op(db.execute(query + " ORDER BY id DESC LIMIT 1", (terminal, terminal)).fetchone())


def _op(row: tuple[Any, ...] | None) -> Op | None:
    return Op(*row) if row else None
