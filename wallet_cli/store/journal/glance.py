"""A look at what an operation wrote, at a cost that doesn't grow with it: its first images, and its last.

An import of a million transactions ends with the image that says what it brought; nobody unpacks the rest to say it.
"""

from __future__ import annotations

from wallet_cli.domain import operation as codec
from wallet_cli.domain.operation import Image, Record
from wallet_cli.errors import Damaged
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.journal.entities import TRANSACTION
from wallet_cli.store.journal.journal import CHUNK_SHIFT, has_erased, unpack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_TRANSACTION = codec.encode_image(Image(TRANSACTION, b"", b"", None)).split(b",")[0] + b","
"""How the image of a transaction begins."""


class Glance(NamedTuple):
    """Some of the images of an operation, in order; ``whole`` where that is all of them.

    ``transactions`` counts images, ``more`` says that it didn't count to the end; ``erased``: something was erased.
    """

    images: tuple[Image, ...]
    whole: bool
    transactions: int
    more: bool
    erased: bool


def glance(db: Any, op: int, record: Record, most: int) -> Glance:
    """The first ``most`` images of operation ``op`` and its last one; Damaged where they aren't those recorded."""
    count = len(record.bodies)
    if not count:
        return Glance((), True, 0, False, False)
    first = _parts(db, op, record, 0)
    last = _parts(db, op, record, count - 1) if count > 1 else first
    shown = (first or [])[:most]
    if last and not (last is first and len(last) <= most):
        shown.append(last[-1])
    return Glance(
        tuple([codec.decode_image(part) for part in shown]),
        count == 1 and len(first or []) <= most,
        sum(part.startswith(_TRANSACTION) for part in first or []),
        count > 1,
        has_erased(db, op),
    )


def _parts(db: Any, op: int, record: Record, n: int) -> list[bytes] | None:
    """The encoded images of one chunk; None where it was erased."""
    row = db.execute("SELECT salt, data FROM body WHERE id = ?", ((op << CHUNK_SHIFT) + n,)).fetchone()
    if row is None:
        raise Damaged("journal-body-missing", op=f"o{op}")
    salt, data = row
    return list(codec.unframe(unpack(salt, data, record.bodies[n], op))) if data else None
