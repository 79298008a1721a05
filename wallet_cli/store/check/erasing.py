"""Erasing transactions for good: from the books and from the journal, so that the whole chain still verifies.

A chunk of the journal holds images of many things. Every chunk with an image of an erased transaction, or of a payee
that nothing else uses, is emptied together with its salt; whatever else was there as the last word on something is
rewritten in the same operation. That operation also says which chunks it emptied: an empty chunk that no operation
names is someone else's work. At last the books are rebuilt from what is left, so that a later rebuild makes
the same.

What could be found again by trying goes as well: a line's ``--id`` in a batch keeps that it was used, but not the
digest of what was asked; the rows of files that were seen lose the keys of what is erased; an import keeps the file's
name, but not the digest that older versions kept of it, nor the balances between which its rows lie. Digests in the
records themselves are salted, and the operation that erases overwrites the salts.
"""

from __future__ import annotations

from wallet_cli.domain.items import erasure
from wallet_cli.domain.operation import ERASED, Image
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.check import rebuilding
from wallet_cli.store.check.chain import Walk
from wallet_cli.store.check.findings import Findings, Progress, silent
from wallet_cli.store.journal import entities, items, journal, operations
from wallet_cli.store.journal.entities import CURRENCY, ITEM, PAYEE, SMALL, STORED, TRANSACTION
from wallet_cli.store.journal.journal import CHUNK_SHIFT, Operation
from wallet_cli.store.journal.journal import has_erased as has_erased
from wallet_cli.store.journal.projection import Projection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from wallet_cli.domain.items.erasure import Place
    from wallet_cli.store.journal.entities import ItemKind, TableKind

Key = tuple[str, bytes]
"""kind and uid of an entity."""

_ORDER = tuple(STORED)


class Erasure(NamedTuple):
    """What went: chunks of the journal, and payees with them; payees that something else still names (uids); and how
    many things were rewritten because they were in the same chunks.
    """

    chunks: int
    payees: tuple[bytes, ...]
    payees_kept: tuple[bytes, ...]
    rewritten: int


class _Trace(NamedTuple):
    """Where the journal mentions what is to go: chunks by operation and number, payees named, chunks of each payee;
    and the walk that found it.
    """

    chunks: set[tuple[int, int]]
    payees: set[bytes]
    payee_chunks: dict[bytes, set[tuple[int, int]]]
    walk: Walk


def erase(work: Operation, db: Any, targets: Mapping[bytes, int], progress: Progress = silent) -> Erasure:
    """Erase transactions (uid to the number of the short name) in an operation that has written nothing yet.

    Raises Damaged("rebuild-impossible") where the journal isn't whole: then nothing may be taken out of it.
    """
    trace = _traced(db, targets, progress)
    gone = {uid for uid in trace.payees if not _is_used(db, uid, targets)}
    chunks = trace.chunks.union(*(trace.payee_chunks.get(uid, set()) for uid in gone))
    keys: set[Key] = {(TRANSACTION, uid) for uid in targets} | {(PAYEE, uid) for uid in gone}
    others = [_without_traces(image, targets) for image in _others(db, chunks, keys, progress)]
    places = _chunk_places(db, chunks)
    anew = [*[Image(kind, uid, _owner(db, kind, uid), None) for kind, uid in sorted(keys)], *others]
    anew.sort(key=lambda image: _ORDER.index(image.kind))
    db.executemany(
        "UPDATE body SET salt = x'', data = x'' WHERE id = ?", [((op << CHUNK_SHIFT) + n,) for op, n in chunks]
    )
    numbers = rebuilding.Numbers(db, trace.walk.numbers | dict(targets))
    work.projection = Projection(db, numbers, lenient=True)
    # what an earlier erasure said may be in a chunk that goes now, and is written again after this
    rebuilding.replay(db, work.projection, progress, places | trace.walk.named)
    work.projection.op = work.id
    for image in anew:
        work.put_image(image)
    work.put_item(entities.keyed_item(ERASED, work.uid.hex(), erasure.body_of(places, targets)))
    work.flush()
    numbers.close()
    return Erasure(len(chunks), tuple(sorted(gone)), tuple(sorted(trace.payees - gone)), len(others))


def uid_of(db: Any, number: int) -> bytes:
    """The uid of a transaction by its short name's number, removed ones included; b"" where there never was one."""
    row = db.execute("SELECT uid FROM txn WHERE id = ?", (number,)).fetchone()
    return bytes(row[0]) if row else b""


def is_erased(db: Any, uid: bytes) -> bool:
    """Whether a transaction was erased, and not only removed."""
    return any(uid in numbers for _op, _places, numbers in _erasures(db))


def erased_by(db: Any, op: int) -> int:
    """The operation that erased something of what operation ``op`` had written; 0 where nothing was."""
    if not journal.has_erased(db, op):
        return 0
    row = db.execute("SELECT uid FROM op WHERE id = ?", (op,)).fetchone()
    return next((by for by, places, _numbers in _erasures(db) if any(uid == row[0] for uid, _n in places)), 0)


def _erasures(db: Any) -> Iterable[tuple[int, set[Place], dict[bytes, int]]]:
    import json

    for name, text in items.every(db, ERASED):
        yield operations.number_of(db, bytes.fromhex(name)), *erasure.value_of(json.loads(text))


def _traced(db: Any, targets: Mapping[bytes, int], progress: Progress) -> _Trace:
    findings = Findings(progress)
    chunks: set[tuple[int, int]] = set()
    payees: set[bytes] = set()
    payee_chunks: dict[bytes, set[tuple[int, int]]] = {}
    along: set[tuple[int, int]] = set()
    with findings.check("journal"):
        walk = Walk(db, findings)
        for chunk in walk:
            place = chunk.op, chunk.number
            for kind, uid, _previous, body in chunk.images:
                if body is None:
                    continue
                if kind == PAYEE:
                    payee_chunks.setdefault(uid, set()).add(place)
                elif kind == TRANSACTION and uid in targets:
                    chunks.add(place)
                    payees.add(bytes.fromhex(body[1]))
                elif owner := _owner_erased(kind, body, targets):
                    (chunks if owner == TRANSACTION else along).add(place)
    rebuilding.require_sound(findings)
    hit = {op for op, _n in chunks}
    chunks |= {place for place in along if place[0] in hit}
    return _Trace(chunks, payees - {b""}, payee_chunks, walk)


def _owner_erased(kind: str, body: list[Any], targets: Mapping[bytes, int]) -> str:
    """Whose an entity is that says something of these transactions; "" where it says nothing, or is nobody's."""
    row: TableKind | ItemKind | None = SMALL.get(body[0]) if kind == ITEM else STORED.get(kind)
    told = body[2] if kind == ITEM else body
    return row.owner if row and row.owner and entities.load(row).erased(told, targets) != told else ""


def _without_traces(image: Image, targets: Mapping[bytes, int]) -> Image:
    """The image without what an erased transaction could be guessed from."""
    if image.body is None or not _owner_erased(image.kind, image.body, targets):
        return image
    if image.kind != ITEM:
        return image._replace(body=entities.load(STORED[image.kind]).erased(image.body, targets))
    kind, name, told = image.body
    left = entities.load(SMALL[kind]).erased(told, targets)
    return image._replace(body=None if left is None else [kind, name, left])


def _is_used(db: Any, payee: bytes, targets: Mapping[bytes, int]) -> bool:
    """Whether a transaction that stays, or a small entity, names this payee."""
    query = "SELECT uid FROM live_txn WHERE payee = (SELECT id FROM payee WHERE uid = ?)"
    if any(bytes(uid) not in targets for (uid,) in db.execute(query, (payee,))):
        return True
    named = "SELECT 1 FROM item WHERE gone = 0 AND instr(body, ?) LIMIT 1"
    return db.execute(named, (payee.hex(),)).fetchone() is not None


def _others(db: Any, chunks: set[tuple[int, int]], keys: set[Key], progress: Progress) -> list[Image]:
    """What else is in these chunks as the last word on something, under its present operation."""
    hit = {op for op, _n in chunks}
    last: dict[Key, tuple[int, Image]] = {}
    currencies: dict[bytes, int] = {}
    findings = Findings(progress)
    with findings.check("journal"):
        for chunk in Walk(db, findings):
            currencies |= {image.uid: chunk.op for image in chunk.images if image.kind == CURRENCY}
            if chunk.op not in hit:
                continue
            emptied = (chunk.op, chunk.number) in chunks
            for image in chunk.images:
                key = image.kind, image.uid
                if key not in keys and (emptied or key in last):
                    last[key] = chunk.op, image
    found = []
    for (kind, uid), (op, image) in last.items():
        owner = currencies[uid] if kind == CURRENCY else journal.owner_of(db, kind, uid)
        if owner == op:
            found.append(image._replace(previous=_uid_of_op(db, op)))
    return found


def _owner(db: Any, kind: str, uid: bytes) -> bytes:
    """The uid of the operation that wrote an entity last."""
    return _uid_of_op(db, journal.owner_of(db, kind, uid))


def _uid_of_op(db: Any, op: int) -> bytes:
    row = db.execute("SELECT uid FROM op WHERE id = ?", (op,)).fetchone()
    return bytes(row[0]) if row else b""


def _chunk_places(db: Any, chunks: Iterable[tuple[int, int]]) -> set[Place]:
    return {(bytes(db.execute("SELECT uid FROM op WHERE id = ?", (op,)).fetchone()[0]), n) for op, n in chunks}
