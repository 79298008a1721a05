"""What the journal says of an entity's past: which operation made it what it is, and what it was before.

An undo brings an older version back under a new operation. The *effective* operation of an entity is the one whose
content it has: an undo of Y stands for whatever Y found. An operation can be undone for an entity as long as its
effective operation is that one: whatever came later has been undone itself.
"""

from __future__ import annotations

from wallet_cli.domain import operation as codec
from wallet_cli.errors import Damaged
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.journal import journal, operations
from wallet_cli.store.journal.entities import STORED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.store.journal.operations import Op

Key = tuple[str, bytes]
"""kind and uid of an entity."""
_FOR_EVER = {kind for kind, row in STORED.items() if not row.is_owned}


class Written(NamedTuple):
    """What an operation wrote of an entity: ``data`` is the body as its canonical bytes, ``previous`` as in ``Image``.

    An import has many, of which few are looked into.
    """

    previous: bytes
    data: bytes

    @property
    def body(self) -> Any:
        """The body, None where the entity is gone."""
        return codec.decode_body(self.data)


class Versions:
    """The journal, read as far back as a question needs; every operation is read once."""

    def __init__(self, db: Any) -> None:
        self._db = db
        self._ops: dict[int, Op | None] = {}
        self._numbers: dict[bytes, int] = {b"": 0}
        self._first: dict[int, dict[Key, Written]] = {}
        self._last: dict[int, dict[Key, Written]] = {}

    def op(self, number: int) -> Op | None:
        """The operation of this number."""
        if number not in self._ops:
            self._ops[number] = operations.by_number(self._db, number)
        return self._ops[number]

    def first(self, number: int) -> dict[Key, Written]:
        """The first image of every entity that an operation wrote; a currency, once used, is for ever."""
        if number not in self._first:
            first: dict[Key, Written] = {}
            last: dict[Key, Written] = {}
            for chunk in journal.read_chunks(self._db, number, journal.read_record(self._db, number)):
                for kind, uid, previous, data in codec.heads_of_images(chunk):
                    if kind not in _FOR_EVER:
                        written = Written(previous, data)
                        key = (kind, uid)
                        if first.setdefault(key, written) is not written:
                            last[key] = written
            self._first[number], self._last[number] = first, last
        return self._first[number]

    def last(self, number: int, key: Key) -> Written | None:
        """The last image of an entity that an operation wrote."""
        first = self.first(number).get(key)
        return self._last[number].get(key, first)

    def found_by(self, number: int, key: Key) -> int:
        """The operation whose version of an entity operation ``number`` found; 0 where it made the entity."""
        image = self.first(number).get(key)
        return self._number_of(image.previous) if image else 0

    def _number_of(self, uid: bytes) -> int:
        found = self._numbers.get(uid)
        if found is None:
            found = self._numbers[uid] = operations.number_of(self._db, uid)
        return found

    def effective(self, number: int, key: Key) -> int:
        """The operation whose content an entity has that operation ``number`` wrote last; 0: it wasn't there."""
        while number:
            op = self.op(number)
            if op is None or not op.undoes or key not in self.first(op.undoes):
                return number
            number = self.found_by(op.undoes, key)
        return 0

    def before(self, number: int, key: Key) -> Any:
        """The body that an entity had before operation ``number``, None where it wasn't there."""
        return codec.decode_body(self.data_before(number, key))

    def data_before(self, number: int, key: Key) -> bytes:
        """The same as its canonical bytes."""
        found = self.found_by(number, key)
        if not found:
            return codec.NOTHING
        image = self.last(found, key)
        if image is None:
            raise Damaged("journal-body-missing", op=f"o{found}")
        return image.data

    def since(self, number: int, key: Key) -> list[int]:
        """The operations that keep ``number`` from being undone for an entity, newest first; none: it can be."""
        goal = self.effective(number, key)
        owner = journal.owner_of(self._db, *key)
        at = self.effective(owner, key)
        if at == goal:
            return []
        found = []
        while at and at != goal:
            found.append(at)
            at = self.effective(self.found_by(at, key), key)
        later = [each for each in found if each > number]
        return later or [owner]

    def numbers(self, key: Key) -> list[int]:
        """The operations that wrote an entity, newest first, as far back as their images are kept."""
        found = []
        number = journal.owner_of(self._db, *key)
        while number and number not in found:
            found.append(number)
            number = self.found_by(number, key)
        return found
