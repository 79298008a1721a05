"""The projection against the journal: every row equals the last after-image of its entity, and there is no other row.

Images come in the journal's order and are compared in bulk: an image is current iff the row says that this operation
wrote it last. A row that says less is older than the journal; a row that no image matched is foreign. Of a million
transactions no more is kept than one bit each.
"""

from collections.abc import Iterable
from typing import Any

from wallet_cli.domain.operation import Image
from wallet_cli.errors import Damaged
from wallet_cli.store import images, rows
from wallet_cli.store.findings import Findings, batches
from wallet_cli.store.rows import Reader

BATCH = 2_000
_PROGRESS_EVERY = 20


class Seen:
    """Which rows were matched: one bit for each number."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, number: int) -> None:
        """Remember a row (numbers from 1)."""
        at = number >> 3
        if at >= len(self._bits):
            self._bits.extend(bytes(at + 1024 - len(self._bits)))
        self._bits[at] |= 1 << (number & 7)

    def __contains__(self, number: int) -> bool:
        at = number >> 3
        return at < len(self._bits) and bool(self._bits[at] >> (number & 7) & 1)


class _Kind:
    """The comparison of one kind of entity."""

    def __init__(self, db: Any, reader: Reader, findings: Findings) -> None:
        self._db, self._reader, self._findings = db, reader, findings
        self._batch: dict[bytes, tuple[int, Any]] = {}
        self._suspects: dict[bytes, Damaged] = {}
        self._op = 0
        self._seen = Seen()

    def add(self, op: int, uid: bytes, body: Any) -> None:
        """Take the next image; only the last of an entity in a batch counts."""
        if op != self._op:
            if self._suspects:
                self.compare()
                self._accuse()
            self._op = op
        self._batch[uid] = op, body
        if len(self._batch) >= BATCH:
            self.compare()

    def compare(self) -> None:
        """Compare what was taken."""
        wanted, self._batch = self._batch, {}
        for uids in batches(list(wanted), rows.FETCHED):
            found = self._reader.fetch(self._db, uids)
            for uid in uids:
                self._judge(uid, *wanted[uid], found.get(uid))

    def _judge(self, uid: bytes, op: int, body: Any, row: rows.Row | None) -> None:
        kind, name = self._reader.kind, f"o{op}"
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
        """Look for rows that no image matched, but for those of operations whose images are ``excused``."""
        self.compare()
        self._accuse()
        for number, op, name in self._reader.every(self._db):
            self._findings.look()
            if number not in self._seen and op not in excused:
                self._findings.add(Damaged("row-foreign", kind=self._reader.kind, ref=name, op=f"o{op}"))


class Comparison:
    """The whole projection: give it every image in order, then finish."""

    def __init__(self, db: Any, findings: Findings) -> None:
        self._db, self._findings = db, findings
        self._kinds = {reader.kind: _Kind(db, reader, findings) for reader in rows.readers(db)}
        self._scales: dict[str, int] = {}
        self._excused: set[int] = set()

    def add(self, op: int, found: Iterable[Image]) -> None:
        """Images of operation ``op``, in order."""
        kinds = self._kinds
        for kind, uid, _previous, body in found:
            comparing = kinds.get(kind)
            if comparing is not None:
                comparing.add(op, uid, body)
            elif kind == images.CURRENCY:
                self._scales.setdefault(*body)
            else:
                self._findings.add(Damaged("journal-newer", version=kind))

    def excuse(self, op: int) -> None:
        """Rows of this operation can't be compared: its images were erased, or reported as damaged."""
        self._excused.add(op)

    def finish(self) -> None:
        """Compare what is left; find rows that nothing stands for."""
        for kind in self._kinds.values():
            kind.finish(self._excused)
        found = dict(self._db.execute("SELECT code, scale FROM currency"))
        for code in sorted({*found, *self._scales}):
            self._findings.look()
            if found.get(code) != self._scales.get(code) and not self._excused:
                self._findings.add(Damaged("row-differs", kind=images.CURRENCY, ref=code, op=""))
