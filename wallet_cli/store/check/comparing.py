"""The projection against the journal: every row equals the last after-image of its entity, and there is no other row.

Images come in the journal's order and are compared in bulk: an image is current iff the row says that this operation
wrote it last. A row that says less is older than the journal; a row that no image matched is foreign.

On the way each image is asked which operation's image it replaces, and that must be the one that wrote the entity last.
Of a million transactions no more is kept than one bit each, and the eight bytes of that operation's number.
"""

from __future__ import annotations

from array import array
from collections import defaultdict

from wallet_cli.domain.operation import VERSION, Image
from wallet_cli.errors import Damaged
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.check.findings import Findings, batches
from wallet_cli.store.journal import entities, operations
from wallet_cli.store.journal.rows import FETCHED, EntityRow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from wallet_cli.store.journal.rows import Reader

_BLOCK = 4_096


class Matched:
    """Which rows were matched: one bit for each number, in blocks, so that a number may be as large as numbers are."""

    def __init__(self) -> None:
        self._bits: defaultdict[int, int] = defaultdict(int)

    def add(self, number: int) -> None:
        """Remember a row."""
        block, at = divmod(number, _BLOCK)
        self._bits[block] |= 1 << at

    def __contains__(self, number: int) -> bool:
        block, at = divmod(number, _BLOCK)
        return bool(self._bits[block] >> at & 1)


class Lineage:
    """Which operation wrote each entity of a kind last, and whether what is written next says so.

    ``lost`` operations wrote what can't be read any more: whatever names one of them as later is believed. 0 among them
    stands for operations that are missing.
    """

    def __init__(self, db: Any, findings: Findings, lost: set[int]) -> None:
        self._db, self._findings, self._lost = db, findings, lost
        self._last: defaultdict[int, array[int]] = defaultdict(lambda: array("q", [0] * _BLOCK))

    def follow(self, number: int, op: int, previous: bytes | None, then: int) -> None:
        """Entity ``number`` was written by ``op``, in place of ``previous``; ``then`` wrote it after that."""
        block, at = divmod(number, _BLOCK)
        last = self._last[block]
        self.check(last[at], op, previous)
        last[at] = then

    def check(self, last: int, op: int, previous: bytes | None) -> None:
        """``previous`` must be the uid of operation ``last`` (0: b"", and no unknown one); None says nothing, as in
        version 1.
        """
        if previous is None or (not previous and not last):
            return
        named = operations.number_of(self._db, previous)
        lost = previous and named in self._lost and (last < named <= op or not named)
        if (named != last or not named) and not lost:
            self._findings.add(Damaged("journal-previous-differs", op=f"o{op}"))


class _Waiting(NamedTuple):
    """Images of one entity that wait to be compared: the first, and what it replaces; the last, and what it says."""

    first: int
    previous: bytes | None
    op: int
    body: Any


class _Kind:
    """The comparison of one kind of entity."""

    def __init__(self, db: Any, kind: str, reader: Reader, findings: Findings, lineage: Lineage) -> None:
        self._db, self._kind, self._reader = db, kind, reader
        self._findings, self._lineage = findings, lineage
        self._most = entities.STORED[kind].at_once
        self._batch: dict[bytes, _Waiting] = {}
        self._suspects: dict[bytes, Damaged] = {}
        self._op = 0
        self._seen = Matched()

    def add(self, op: int, uid: bytes, previous: bytes | None, body: Any) -> None:
        """Take the next image; only the last of an entity in a batch is compared."""
        if op != self._op:
            if self._suspects:
                self.compare()
                self._accuse()
            self._op = op
        waiting = self._batch.get(uid)
        if waiting is None:
            self._batch[uid] = _Waiting(op, previous, op, body)
        else:
            self._lineage.check(waiting.op, op, previous)
            self._batch[uid] = waiting._replace(op=op, body=body)
        if len(self._batch) >= self._most:
            self.compare()

    def compare(self) -> None:
        """Compare what was taken."""
        wanted, self._batch = self._batch, {}
        for uids in batches(list(wanted), FETCHED):
            found = self._reader.fetch(self._db, uids)
            for uid in uids:
                first, previous, op, body = wanted[uid]
                row = found.get(uid)
                if row is not None:
                    self._lineage.follow(row.number, first, previous, op)
                self._judge(uid, op, body, row)

    def _judge(self, uid: bytes, op: int, body: Any, row: EntityRow | None) -> None:
        kind, name = self._kind, f"o{op}"
        if row is None:
            self._findings.add(Damaged("row-missing", kind=kind, id=uid.hex(), op=name))
        elif row.op < op:
            self._findings.add(Damaged("row-older", kind=kind, ref=row.name, found=f"o{row.op}", op=name))
        elif row.op == op:
            self._seen.add(row.number)
            if row.values == self._reader.expected(body, row):
                self._suspects.pop(uid, None)
            else:
                self._suspects[uid] = Damaged("row-differs", kind=kind, ref=row.name, op=name)

    def _accuse(self) -> None:
        """A row that differs from one image of its operation may still be the next one's; at its end it is wrong."""
        for error in self._suspects.values():
            self._findings.add(error)
        self._suspects = {}

    def finish(self, excused: set[int]) -> None:
        """Look for rows that no image matched, except those of operations whose images are ``excused``."""
        self.compare()
        self._accuse()
        for number, op, name in self._reader.every(self._db):
            self._findings.look()
            if number not in self._seen and op not in excused:
                self._findings.add(Damaged("row-foreign", kind=self._kind, ref=name, op=f"o{op}"))


class Comparison:
    """The whole projection: give it every image in order, then finish. What is wrong with the journal's own word on
    what replaces what goes to ``journal``, everything else to ``findings``.
    """

    def __init__(self, db: Any, findings: Findings, journal: Findings) -> None:
        self._db, self._findings = db, findings
        self._lost: set[int] = set()
        self._currencies: dict[bytes, int] = {}
        self._written = Lineage(db, journal, self._lost)
        self._kinds = {
            kind: _Kind(db, kind, entities.load(row).reader(db), findings, Lineage(db, journal, self._lost))
            for kind, row in entities.STORED.items()
            if row.is_owned
        }
        self._scales: dict[str, int] = {}
        self._excused: set[int] = set()

    def add(self, op: int, found: Iterable[Image], version: int = VERSION) -> None:
        """Images of operation ``op``, in order. ``version`` is its record's: 1 doesn't always say what it replaces."""
        kinds = self._kinds
        for kind, uid, previous, body in found:
            told = previous if version > 1 else None
            comparing = kinds.get(kind)
            if comparing is not None:
                comparing.add(op, uid, told, body)
            elif kind == entities.CURRENCY:
                self._scales.setdefault(*body)
                self._written.check(self._currencies.get(uid, 0), op, told)
                self._currencies[uid] = op
            else:
                self._findings.add(Damaged("journal-newer", version=kind))

    def excuse(self, op: int) -> None:
        """Rows of this operation can't be compared: its images were erased, or reported as damaged."""
        self._excused.add(op)

    def lose(self, op: int) -> None:
        """Some images of this operation are missing, for good or because they are damaged; 0: whole operations are."""
        self._lost.add(op)

    def follow(self) -> None:
        """Compare what was given so far."""
        for kind in self._kinds.values():
            kind.compare()

    def finish(self) -> None:
        """Compare what is left; find rows that nothing stands for."""
        for kind in self._kinds.values():
            kind.finish(self._excused)
        found = dict(self._db.execute("SELECT code, scale FROM currency"))
        for code in sorted({*found, *self._scales}):
            self._findings.look()
            if found.get(code) != self._scales.get(code) and not self._excused:
                self._findings.add(Damaged("row-differs", kind=entities.CURRENCY, ref=code, op=""))
