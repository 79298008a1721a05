"""The whole journal, walked from its first operation to its last: every seal, every link, every body, every column.

What comes out are operations with their after-images, one at a time, so that memory doesn't grow with the journal.
What is wrong goes to the findings, and the walk goes on: later operations may be whole.
"""

from __future__ import annotations

import hmac

from wallet_cli.domain import operation as codec
from wallet_cli.domain.items import erasure
from wallet_cli.domain.operation import ERASED
from wallet_cli.errors import Damaged
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.journal import journal
from wallet_cli.store.journal.entities import ITEM, TRANSACTION
from wallet_cli.store.journal.journal import CHUNK_SHIFT
from wallet_cli.store.journal.transaction import unbalanced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from wallet_cli.domain.items.erasure import Place
    from wallet_cli.domain.operation import Image, Record
    from wallet_cli.store.check.findings import Findings

_OPS = """
SELECT id, uid, time_us, command, origin, key, request, undoes, undone_by, record, mac FROM op ORDER BY id"""
_BODIES = "SELECT id, salt, data FROM body ORDER BY id"
_FULL = "SELECT 1 FROM body WHERE id = ? AND length(data) > 0"
_PROGRESS_EVERY = 500
_SHARE = 1000
"""One operation may be nearly the whole journal, as a large import is: progress counts in thousandths of one."""


class Chunk(NamedTuple):
    """After-images of operation ``op`` in order, its ``number``-th chunk. ``whole`` False: some images are missing,
    because it is unreadable or, if it was ``emptied``, for good. ``version`` is its record's, 0 where that is unknown.
    """

    op: int
    number: int
    images: list[Image]
    whole: bool
    emptied: bool = False
    version: int = 0


class _Devices:
    """What each device wrote last: whose turn it is, as the records of version 2 say it themselves."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._last: dict[bytes, Record] = {}
        self._is_lost = False

    def lose(self) -> None:
        """A record can't be trusted: whose it was, and what its device's counter was, is unknown from here on."""
        self._last.clear()
        self._is_lost = True

    def follow(self, name: str, record: Record) -> None:
        """The next record, judged by the last one of its device. Version 1 counted the chain, and named none."""
        before = self._last.get(record.device)
        self._last[record.device] = record
        if record.version == 1 or (before is None and self._is_lost):
            return
        counter, uid = (before.counter, before.uid) if before else (0, b"")
        if record.counter != counter + 1:
            self._findings.add(Damaged("journal-counter-differs", op=name))
        if record.predecessor != uid:
            self._findings.add(Damaged("journal-predecessor-differs", op=name))


class _Bodies:
    """The chunks of all operations, read once in order."""

    def __init__(self, db: Any, findings: Findings, foreign: list[int]) -> None:
        self._foreign = foreign
        self._rows = iter(db.execute(_BODIES))
        self._next: tuple[int, bytes, bytes] | None = next(self._rows, None)
        self._findings = findings

    def take(self, number: int) -> tuple[bytes, bytes] | None:
        """Salt and data of chunk ``number``; what comes before it belongs to no operation."""
        while self._next is not None and self._next[0] < number:
            self._findings.add(Damaged("journal-body-foreign", op=f"o{self._next[0] >> CHUNK_SHIFT}"))
            self._foreign.append(self._next[0])
            self._next = next(self._rows, None)
        if self._next is None or self._next[0] != number:
            return None
        found, self._next = self._next, next(self._rows, None)
        return found[1], found[2]


class Walk:
    """One walk: iterate over it once, then ask ``undone`` which operations are undone, and by which."""

    def __init__(self, db: Any, findings: Findings, erasing: Iterable[Place] = ()) -> None:
        """``erasing``: chunks that the caller's own operation empties, which is not in the journal yet."""
        self._db, self._findings = db, findings
        self._keys = journal.journal_keys(db)
        self.named: set[Place] = set(erasing)
        """Chunks that erasures emptied, by their own word."""
        self._empty: dict[Place, int] = {}
        self._previous = bytes(32)
        self._version = 1
        self._last = 0
        self._devices = _Devices(findings)
        self.torn = False
        """Whether an operation was missing so far."""
        self.undone: dict[int, int] = {}
        self.columns: dict[int, tuple[Any, ...]] = {}
        """What the columns of an operation should say, where they don't: uid to undoes, in the table's order."""
        self.foreign: list[int] = []
        """Chunks that belong to no operation."""
        self.blanked: set[int] = set()
        """Operations of which something is gone that no erasure in the journal names."""
        self.numbers: dict[bytes, int] = {}
        """The short names of erased transactions."""

    def __iter__(self) -> Iterator[Chunk]:
        findings = self._findings
        total = int(self._db.execute("SELECT count(*) FROM op").fetchone()[0])
        bodies = _Bodies(self._db, findings, self.foreign)
        every = max(1, min(_PROGRESS_EVERY, total // 100))
        for at, row in enumerate(self._db.execute(_OPS)):
            op, mac = int(row[0]), bytes(row[10])
            findings.look()
            if at % every == 0:
                findings.progress(at * _SHARE, total * _SHARE)
            if op != self._last + 1:
                findings.add(Damaged("journal-gap", op=f"o{self._last + 1}"))
                self.torn = True
                self._devices.lose()
            record = self._judged(op, bytes(row[9]), mac)
            self._last, self._previous = op, mac
            if record is None:
                self._devices.lose()
                yield Chunk(op, 0, [], whole=False)
                continue
            self._compare_columns(op, record, row)
            for n, digest in enumerate(record.bodies):
                if n:
                    findings.progress(at * _SHARE + n * _SHARE // len(record.bodies), total * _SHARE)
                chunk = self._chunk(op, n, bodies.take((op << CHUNK_SHIFT) + n), digest)
                self._note_erasures(record.uid, chunk)
                yield chunk._replace(version=record.version)
        bodies.take(1 << 63)
        self._compare_undone()
        self._compare_erased()

    def _judged(self, op: int, data: bytes, mac: bytes) -> Record | None:
        """The record, after its seal, its number and its parent were judged; None for one that can't be trusted.

        Raises Damaged("journal-newer"): nothing after a later wallet's record can be judged, nor what it wrote.
        """
        findings, name = self._findings, f"o{op}"
        try:
            record = codec.decode(data)
        except Damaged as error:
            if error.slug == "journal-newer":
                raise
            findings.add(Damaged("journal-record-unreadable", op=name, why=error.slug))
            return None
        key = self._keys.get(record.epoch)
        if key is None or not hmac.compare_digest(codec.seal(key, data), mac):
            findings.add(Damaged("journal-forged", op=name))
            return None
        if (
            record.parents != (self._previous,)
            or (record.version == 1 and record.counter != op)
            or record.version < self._version
        ):
            findings.add(Damaged("journal-unlinked", op=name))
        self._version = max(self._version, record.version)
        self._devices.follow(name, record)
        return record

    def _compare_columns(self, op: int, record: Record, row: tuple[Any, ...]) -> None:
        said = (record.uid, record.time_us, record.command, record.origin, record.key or None, record.request)
        undoes = None
        if record.undoes:
            found = self._db.execute("SELECT id, undoes FROM op WHERE uid = ?", (record.undoes,)).fetchone()
            if found is None or found[0] >= op:
                self._findings.add(Damaged("journal-unlinked", op=f"o{op}"))
            else:
                undoes = int(found[0])
                self._undo(op, found)
        if (*said, undoes) != (row[1], row[2], row[3], row[4], row[5], row[6] or b"", row[7]):
            self._findings.add(Damaged("journal-columns-differ", op=f"o{op}"))
            self.columns[op] = (*said, undoes)

    def _undo(self, by: int, row: tuple[Any, ...] | None) -> None:
        """As ``undone.mark_undone`` does: an undone undo gives back what it had undone, and so on in turns."""
        counts = True
        while row is not None:
            number, undoes = row
            if counts:
                self.undone[number] = by
            else:
                self.undone.pop(number, None)
            by, counts = number, not counts
            row = self._db.execute("SELECT id, undoes FROM op WHERE id = ? AND id < ?", (undoes, number)).fetchone()

    def _chunk(self, op: int, n: int, found: tuple[bytes, bytes] | None, digest: bytes) -> Chunk:
        if found is None:
            self._findings.add(Damaged("journal-body-missing", op=f"o{op}"))
            return Chunk(op, n, [], whole=False)
        salt, data = found
        if not data:
            if salt:  # with it, what was erased could be guessed
                self._findings.add(Damaged("journal-erased-back", op=f"o{op}"))
            return Chunk(op, n, [], whole=False, emptied=True)
        try:
            images = list(codec.decode_images(journal.unpack(salt, data, digest, op)))
            self._compare_sums(op, images)
            return Chunk(op, n, images, whole=True)
        except Damaged:
            self._findings.add(Damaged("journal-body-damaged", op=f"o{op}"))
            return Chunk(op, n, [], whole=False)

    def _compare_sums(self, op: int, found: list[Image]) -> None:
        """Each transaction's image sums to zero, one that a later operation replaces too: the books can hold no other.

        Raises Damaged for one that isn't made as a transaction is.
        """
        for image in found:
            if image.kind == TRANSACTION and image.body is not None:
                for currency in unbalanced(image.body):
                    self._findings.add(Damaged("journal-unbalanced", op=f"o{op}", currency=currency))

    def _note_erasures(self, uid: bytes, chunk: Chunk) -> None:
        if chunk.emptied:
            self._empty[uid, chunk.number] = chunk.op
        for image in chunk.images:
            if image.kind == ITEM and image.body and image.body[0] == ERASED:
                places, numbers = erasure.value_of(image.body[2])
                self.named |= places
                self.numbers |= numbers

    def _compare_erased(self) -> None:
        """What is empty must be named by an erasure, or someone else emptied it; what is named must be empty."""
        for place, op in self._empty.items():
            if place in self.named:
                self._findings.erased += 1
            else:
                self._findings.add(Damaged("journal-body-blanked", op=f"o{op}"))
                self.blanked.add(op)
        for uid, n in sorted(self.named - self._empty.keys()):
            row = self._db.execute("SELECT id FROM op WHERE uid = ?", (uid,)).fetchone()
            if row is not None and self._db.execute(_FULL, ((row[0] << CHUNK_SHIFT) + n,)).fetchone():
                self._findings.add(Damaged("journal-erased-back", op=f"o{row[0]}"))

    def _compare_undone(self) -> None:
        for op, by in self._db.execute("SELECT id, undone_by FROM op WHERE undone_by IS NOT NULL"):
            if self.undone.get(op) != by:
                self._findings.add(Damaged("undone-differs", op=f"o{op}"))
        for op in self.undone:
            if self._db.execute("SELECT 1 FROM op WHERE id = ? AND undone_by IS NULL", (op,)).fetchone():
                self._findings.add(Damaged("undone-differs", op=f"o{op}"))
