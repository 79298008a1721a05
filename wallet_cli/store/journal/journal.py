"""The journal: operations appended and read back, chained by keyed MACs.

An ``Operation`` is the only way to change the books: it applies after-images to the projection, and at its end writes
the record that covers them, in one database transaction. Journal bytes are never rewritten.
"""

from __future__ import annotations

import hmac
import os
import zlib

from wallet_cli.domain import operation as codec
from wallet_cli.domain.operation import Image, Record
from wallet_cli.errors import Damaged
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.journal import entities, rollup
from wallet_cli.store.journal.devices import own_before
from wallet_cli.store.journal.undone import mark_undone

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from wallet_cli.domain.account import Account, Payee
    from wallet_cli.domain.transaction import Transaction, TwoSided
    from wallet_cli.store.journal.seen import SeenBatch

    _Value = Account | Payee | Transaction | SeenBatch | entities.Item

CHUNK_BYTES = 1 << 19
CHUNK_SHIFT = 20
SALT_BYTES = 16
_COMPRESSION = 1
MAX_CHUNK_BYTES = 1 << 26
BALANCES_SALT = "balances_salt"
"""Where ``meta`` keeps the salt of the newest digest of balances. Each operation overwrites it: with the keys alone
nobody can find out any more what older digests stand for, so an erased amount can't be found by trying.
"""


class Origin(NamedTuple):
    """Where an operation comes from: what the record says besides the images."""

    command: str
    time_us: int
    terminal: str = ""
    key: str = ""
    request: bytes = b""
    undoes: bytes = b""


class Head(NamedTuple):
    """The last operation: its number, MAC (32 zero bytes before the first), decoded record or None."""

    number: int
    mac: bytes
    record: Record | None


def head(db: Any) -> Head:
    """The journal's last operation."""
    row = db.execute("SELECT id, mac, record FROM op ORDER BY id DESC LIMIT 1").fetchone()
    return Head(row[0], row[1], codec.decode(row[2])) if row else Head(0, bytes(32), None)


def head_mac(db: Any) -> bytes:
    """The MAC of the last operation, 32 zero bytes before the first."""
    row = db.execute("SELECT mac FROM op ORDER BY id DESC LIMIT 1").fetchone()
    return bytes(row[0]) if row else bytes(32)


def journal_key(db: Any) -> tuple[int, bytes]:
    """The newest epoch of the journal key, and the key."""
    row = db.execute("SELECT epoch, key FROM journal_key ORDER BY epoch DESC LIMIT 1").fetchone()
    if row is None:
        raise Damaged("store-damaged")
    return int(row[0]), bytes(row[1])


def journal_keys(db: Any) -> dict[int, bytes]:
    """The journal key of every epoch."""
    return {int(epoch): bytes(key) for epoch, key in db.execute("SELECT epoch, key FROM journal_key")}


def vouches(db: Any) -> bool:
    """Whether the last record is whole and its digest is that of the balances as they are now."""
    row = db.execute("SELECT record, mac FROM op ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return db.execute("SELECT 1 FROM rollup LIMIT 1").fetchone() is None
    record = codec.decode(row[0])
    key = journal_keys(db).get(record.epoch)
    if key is None or not hmac.compare_digest(codec.seal(key, row[0]), row[1]):
        return False
    return hmac.compare_digest(rollup.current_digest(db, key, _balances_salt(db, record)), record.balances)


def _balances_salt(db: Any, record: Record) -> bytes:
    """The salt of the last record's digest of balances; b"" for a record of version 1, which has none."""
    if record.version == 1:
        return b""
    row = db.execute("SELECT value FROM meta WHERE name = ?", (BALANCES_SALT,)).fetchone()
    return row[0] if row and isinstance(row[0], bytes) else b""


_TRANSACTION = entities.STORED[entities.TRANSACTION]
_AT_ONCE = 500  # that many rows of banks are gathered before they are written
FEW = 30
"""After this many images of an operation, loading a faster encoder pays."""


class Operation:
    """One operation being written; made by ``Store.operation``, which commits it or rolls it back."""

    def __init__(self, db: Any, device: bytes, uid: bytes, origin: Origin) -> None:
        self._db, self._device, self.uid, self._origin = db, device, uid, origin
        self._head = head(db)
        self._own = own_before(db, device, self._head.record)
        self.id = self._head.number + 1
        from wallet_cli.store.journal.projection import Projection  # who reads needs none

        self.projection = Projection(db)
        self.projection.op = self.id
        self._frames: list[bytes] = []
        self._size = 0
        self._digests: list[bytes] = []
        self._salts: list[bytes] = []
        self._before = 0, b""
        self._image_of: Callable[..., bytes] | None = None
        self._two_sided: list[TwoSided] = []
        self._first_two_sided = 0
        self.changed = 0

    @property
    def ref(self) -> str:
        """Its short name, "o881"; "" while nothing was put, because then nothing is recorded."""
        return f"o{self.id}" if self.changed else ""

    def put(self, kind: str, uid: bytes, body: Any, *, new: bool = False) -> None:
        """Write an after-image of any kind; ``body`` None removes the entity, if there is one.

        ``new`` skips the look-up of its past: it must have none.
        """
        previous = b"" if new else self._previous(kind, uid)
        if previous or body is not None:
            self.put_image(Image(kind, uid, previous, body))

    def put_image(self, image: Image) -> None:
        """Write an after-image that names its past itself."""
        self._keep(codec.encode_image(image, of_many=self.changed > FEW))
        self.projection.apply(image)

    def _put_value(self, kind: str, value: _Value, *, new: bool = False) -> None:
        self.put(kind, value.uid, entities.load(entities.STORED[kind]).body_of(value), new=new)

    def put_account(self, account: Account, *, new: bool = False) -> None:
        """Write an account or category."""
        self._put_value(entities.ACCOUNT, account, new=new)

    def put_payee(self, payee: Payee, *, new: bool = False) -> None:
        """Write a payee."""
        self._put_value(entities.PAYEE, payee, new=new)

    def put_item(self, item: entities.Item, *, new: bool = False) -> None:
        """Write a small entity."""
        self._put_value(entities.ITEM, item, new=new)

    def add_seen(self, batch: SeenBatch) -> None:
        """Write some rows of a bank's file that were seen."""
        self._put_value(entities.SEEN, batch, new=True)

    def drop_item(self, kind: str, name: str) -> None:
        """Take a small entity away that is known by its kind and name, if there is one."""
        self.put(entities.ITEM, entities.uid_of(kind, name), None)

    def put_currency(self, code: str, scale: int) -> None:
        """Write the scale of a currency that the vault has not used before: from then on it never changes."""
        self.put(entities.CURRENCY, entities.uid_of(entities.CURRENCY, code), [code, scale])

    def add_transaction(self, txn: Transaction) -> int:
        """Write a transaction that the books have never seen; its short name's number. The fast way for many."""
        if self._image_of is None:
            self._image_of = entities.load(_TRANSACTION).new_image
        self._keep(self._image_of(txn, of_many=self.changed > FEW))
        return self.projection.add_transaction(txn)

    def add_two_sided(self, txn: TwoSided) -> int:
        """The same for one of two postings of which the first alone says more: a bank's row."""
        number, some = self.projection.next_number(txn.uid), self._two_sided
        if not some:
            self._first_two_sided = number
        some.append(txn)
        self.changed += 1
        if len(some) == _AT_ONCE:
            self._put_two_sided()
        return number

    def _put_two_sided(self) -> None:
        if not self._two_sided:
            return
        from wallet_cli.store.journal import two_sided  # few write as many

        some, self._two_sided = self._two_sided, []
        data = two_sided.images(some, of_many=self.changed > FEW)
        size = sum(map(len, data))
        if self._size + size < CHUNK_BYTES:
            self._frames += data
            self._size += size
        else:
            for each in data:
                self._append(each)
        two_sided.add(self.projection, self._first_two_sided, some)

    def put_transaction(self, txn: Transaction) -> None:
        """Write a new version of a transaction."""
        self._put_value(entities.TRANSACTION, txn)

    def bring_back(self, uid: bytes, row: int, op: int, version: tuple[bytes, Transaction] | None) -> None:
        """Write an older version of a transaction, its body as it was written and its value; None: there was none.

        ``row`` is its number, and ``op`` that of the operation that wrote it last, which isn't this one.
        """
        body, txn = version or (codec.NOTHING, None)
        self._keep(codec.image_of_bytes(entities.TRANSACTION, uid, self._uid_of(op), body))
        self.projection.replace(row, uid, txn)

    def name_taken(self, image: Image) -> tuple[str, int] | None:
        """Who else has a name that this version needs, after what was put so far; see ``rows.Blocker``."""
        row = entities.STORED[image.kind]
        found: tuple[str, int] | None = entities.load(row).taken(self._db, image.uid, image.body)
        return found

    def flush(self) -> None:
        """Make what was put visible to queries inside this operation."""
        self._put_two_sided()
        self.projection.flush()

    def write_rows(self) -> None:
        """As ``flush``, but balances are brought up to date only where many have changed, and in the end."""
        self._put_two_sided()
        self.projection.write_rows()
        if self.projection.deltas.are_many():
            self.projection.flush()

    def finish(self) -> bytes:
        """Write the record; the new head's MAC. Called once, by the store, before COMMIT."""
        self._put_two_sided()
        self.projection.finish()
        self._close_chunk()
        epoch, key = journal_key(self._db)
        origin, before = self._origin, self._own
        request = codec.request_digest(self._salts, origin.request) if origin.request else b""
        record = codec.encode(
            Record(
                uid=self.uid,
                device=self._device,
                counter=before.counter + 1 if before else 1,
                time_us=origin.time_us,
                parents=(self._head.mac,),
                epoch=epoch,
                command=origin.command,
                origin=origin.terminal,
                key=origin.key,
                request=request,
                undoes=origin.undoes,
                bodies=tuple(self._digests),
                balances=rollup.current_digest(self._db, key, self._new_balances_salt()),
                predecessor=before.uid if before else b"",
            )
        )
        mac = codec.seal(key, record)
        undone = mark_undone(self._db, self.id, origin.undoes) if origin.undoes else None
        self._db.execute(
            "INSERT INTO op (id, uid, time_us, command, origin, key, request, undoes, record, mac)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.id,
                self.uid,
                origin.time_us,
                origin.command,
                origin.terminal,
                origin.key or None,
                request,
                undone,
                record,
                mac,
            ),
        )
        return mac

    def _new_balances_salt(self) -> bytes:
        salt = os.urandom(SALT_BYTES)
        self._db.execute(
            "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (BALANCES_SALT, salt),
        )
        return salt

    def _keep(self, data: bytes) -> None:
        if self._two_sided:
            self._put_two_sided()
        self.changed += 1
        self._append(data)

    def _append(self, data: bytes) -> None:
        self._frames.append(data)
        self._size += len(data)
        if self._size >= CHUNK_BYTES:
            self._close_chunk()

    def _close_chunk(self) -> None:
        if not self._frames:
            return
        body, salt = codec.frame(*self._frames), os.urandom(SALT_BYTES)
        number = (self.id << CHUNK_SHIFT) + len(self._digests)
        self._digests.append(codec.body_digest(salt, body))
        self._salts.append(salt)
        self._db.execute(
            "INSERT INTO body (id, salt, data) VALUES (?, ?, ?)", (number, salt, zlib.compress(body, _COMPRESSION))
        )
        self._frames, self._size = [], 0

    def _previous(self, kind: str, uid: bytes) -> bytes:
        self._put_two_sided()
        self.projection.settle(uid)
        op = owner_of(self._db, kind, uid)
        if not op:
            return b""
        return self.uid if op == self.id else self._uid_of(op)

    def _uid_of(self, op: int) -> bytes:
        if op != self._before[0]:  # many were written by one
            found = self._db.execute("SELECT uid FROM op WHERE id = ?", (op,)).fetchone()
            self._before = op, bytes(found[0])
        return self._before[1]


def asked(db: Any, op: int, request: bytes) -> bool | None:
    """Whether exactly this was asked when operation ``op`` was recorded under an id; None: erased, nobody can tell."""
    if has_erased(db, op):
        return None
    record = read_record(db, op)
    if record.version > 1 and request:
        span = op << CHUNK_SHIFT, (op + 1) << CHUNK_SHIFT
        salts = db.execute("SELECT salt FROM body WHERE id >= ? AND id < ? ORDER BY id", span)
        request = codec.request_digest([bytes(salt) for (salt,) in salts], request)
    return hmac.compare_digest(request, record.request)


def owner_of(db: Any, kind: str, uid: bytes) -> int:
    """The number of the operation that wrote an entity last; 0 where there is none."""
    query = entities.owner_query(kind)
    row = db.execute(query, (uid,)).fetchone() if query else None
    return int(row[0]) if row else 0


def has_erased(db: Any, op: int) -> bool:
    """Whether a chunk of operation ``op`` is empty."""
    query = "SELECT 1 FROM body WHERE id >= ? AND id < ? AND length(data) = 0 LIMIT 1"
    return db.execute(query, (op << CHUNK_SHIFT, (op + 1) << CHUNK_SHIFT)).fetchone() is not None


def read_record(db: Any, op: int) -> Record:
    """The decoded record of operation ``op``; raises Damaged where it is missing."""
    row = db.execute("SELECT record FROM op WHERE id = ?", (op,)).fetchone()
    if row is None:
        raise Damaged("journal-unreadable")
    return codec.decode(row[0])


def read_images(db: Any, op: int, record: Record) -> Iterator[Image]:
    """The after-images of operation ``op``, each chunk checked against its digest; an erased chunk gives none."""
    for chunk in read_chunks(db, op, record):
        yield from codec.decode_images(chunk)


def read_chunks(db: Any, op: int, record: Record) -> Iterator[bytes]:
    """The chunks of operation ``op`` that weren't erased, each checked against its digest."""
    for n, digest in enumerate(record.bodies):
        row = db.execute("SELECT salt, data FROM body WHERE id = ?", ((op << CHUNK_SHIFT) + n,)).fetchone()
        if row is None:
            raise Damaged("journal-body-missing", op=f"o{op}")
        salt, data = row
        if not data:
            continue
        yield unpack(salt, data, digest, op)


def unpack(salt: bytes, data: bytes, digest: bytes, op: int) -> bytes:
    """A chunk as it was written; raises Damaged("journal-body-damaged") unless its digest is the record's."""
    try:
        packer = zlib.decompressobj()
        body = packer.decompress(data, MAX_CHUNK_BYTES)
    except zlib.error:
        raise Damaged("journal-body-damaged", op=f"o{op}") from None
    if packer.unconsumed_tail or codec.body_digest(salt, body) != digest:
        raise Damaged("journal-body-damaged", op=f"o{op}")
    return body
