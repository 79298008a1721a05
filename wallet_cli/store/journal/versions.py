"""What the journal says of an entity's past: which operation made it what it is, and what it was before.

An undo brings an older version back under a new operation. The *effective* operation of an entity is the one whose
content it has: an undo of Y stands for whatever Y found. An operation can be undone for an entity as long as its
effective operation is that one: whatever came later has been undone itself.
"""

from __future__ import annotations

from wallet_cli.errors import Damaged
from wallet_cli.store.journal import journal, operations
from wallet_cli.store.journal.entities import STORED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.domain.operation import Image
    from wallet_cli.store.journal.operations import Op

Key = tuple[str, bytes]
"""kind and uid of an entity."""
_FOR_EVER = {kind for kind, row in STORED.items() if not row.is_owned}


class Versions:
    """The journal, read as far back as a question needs; every operation is read once."""

    def __init__(self, db: Any) -> None:
        self._db = db
        self._ops: dict[int, Op | None] = {}
        self._first: dict[int, dict[Key, Image]] = {}
        self._last: dict[int, dict[Key, Image]] = {}

    def op(self, number: int) -> Op | None:
        """The operation of this number."""
        if number not in self._ops:
            self._ops[number] = operations.by_number(self._db, number)
        return self._ops[number]

    def first(self, number: int) -> dict[Key, Image]:
        """The first image of every entity that an operation wrote; a currency, once used, is for ever."""
        if number not in self._first:
            first: dict[Key, Image] = {}
            last: dict[Key, Image] = {}
            for image in journal.read_images(self._db, number, journal.read_record(self._db, number)):
                if image.kind not in _FOR_EVER:
                    key = (image.kind, image.uid)
                    first.setdefault(key, image)
                    last[key] = image
            self._first[number], self._last[number] = first, last
        return self._first[number]

    def last(self, number: int) -> dict[Key, Image]:
        """The last image of every entity that an operation wrote."""
        self.first(number)
        return self._last[number]

    def found_by(self, number: int, key: Key) -> int:
        """The operation whose version of an entity operation ``number`` found; 0 where it made the entity."""
        image = self.first(number).get(key)
        return operations.number_of(self._db, image.previous) if image else 0

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
        found = self.found_by(number, key)
        if not found:
            return None
        image = self.last(found).get(key)
        if image is None:
            raise Damaged("journal-body-missing", op=f"o{found}")
        return image.body

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
