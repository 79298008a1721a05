"""The rows of bank files that were seen: pieces of an import, each of one account, with a key and a transaction a row.

A piece has some thousand rows, so that an import of a hundred thousand has a few dozen images. The body: the account,
the keys and the transactions in turn, each as one text with blanks between, and the places of the account's postings
in them, where one isn't the first. An erasure takes the rows of what it erases: a key could be tried out.
"""

from __future__ import annotations

from itertools import repeat

from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.journal.bulk import insert

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from typing import Any

    from wallet_cli.domain.operation import Image
    from wallet_cli.store.journal.projection import Projection
    from wallet_cli.store.journal.rows import EntityRow

_NONE = "-"


class SeenRow(NamedTuple):
    """A row: its ``key`` (``domain.files.seen``), the uid of the transaction, b"" where none stands for it, and the
    place of the account's posting there.
    """

    key: str
    txn: bytes
    n: int = 0


class SeenBatch(NamedTuple):
    """Some rows of one account's file; ``account`` is its uid."""

    uid: bytes
    account: bytes
    rows: tuple[SeenRow, ...]


def body_of(batch: SeenBatch) -> list[Any]:
    """The body of a piece's image."""
    return _body(batch.account.hex(), batch.rows)


def _body(account: str, rows: Sequence[SeenRow]) -> list[Any]:
    keys, txns = " ".join([row.key for row in rows]), " ".join([row.txn.hex() or _NONE for row in rows])
    places = [row.n for row in rows]
    return [account, keys, txns, *([places] if any(places) else [])]


def value_of(uid: bytes, body: list[Any]) -> SeenBatch:
    """The piece of an image's body."""
    account, *columns = _fields(body)
    return SeenBatch(uid, account, tuple([SeenRow(*row) for row in zip(*columns, strict=True)]))


def _fields(body: list[Any]) -> tuple[bytes, list[str], list[bytes], list[int]]:
    """The account, and the keys, transactions and places of the rows."""
    keys = body[1].split()
    txns = [b"" if txn == _NONE else bytes.fromhex(txn) for txn in body[2].split()]
    return bytes.fromhex(body[0]), keys, txns, body[3] if len(body) > 3 else [0] * len(keys)


def erased(body: list[Any], targets: Container[bytes]) -> list[Any] | None:
    """Without the rows of these transactions; None where none is left."""
    rows = value_of(b"", body).rows
    left = [row for row in rows if row.txn not in targets]
    if len(left) == len(rows):
        return body
    return _body(body[0], left) if left else None


def apply(projection: Projection, image: Image) -> None:
    """Write the piece with all its rows, or mark it as gone."""
    db, found = projection.db, None
    if image.previous or projection.lenient:
        found = db.execute("SELECT id FROM seen_batch WHERE uid = ?", (image.uid,)).fetchone()
    if found:
        db.execute("DELETE FROM seen WHERE batch = ?", found)
    if image.body is None:
        if found:
            db.execute("UPDATE seen_batch SET gone = 1, op = ? WHERE id = ?", (projection.op, *found))
        elif projection.lenient:  # all that was ever said of it is erased
            db.execute("INSERT INTO seen_batch (uid, op, gone) VALUES (?, ?, 1)", (image.uid, projection.op))
        return
    account, keys, txns, places = _fields(image.body)
    owner = projection.account_id(account)
    if found:
        (number,) = found
        changes = (projection.op, owner, number)
        db.execute("UPDATE seen_batch SET gone = 0, op = ?, account = ? WHERE id = ?", changes)
    else:
        new = "INSERT INTO seen_batch (uid, op, account, gone) VALUES (?, ?, ?, 0)"
        number = db.execute(new, (image.uid, projection.op, owner)).lastrowid
    columns = zip(repeat(number), range(len(keys)), keys, map(bytearray, txns), places, strict=False)
    insert(db, "INSERT INTO seen (batch, at, key, txn, n)", list(columns))


def taken(_db: Any, _uid: bytes, _body: list[Any]) -> None:
    """It has no name that another could have."""


class Batches:
    """Their rows, to be compared."""

    def __init__(self, db: Any) -> None:
        self._accounts = {uid.hex(): row for row, uid in db.execute("SELECT id, uid FROM account")}

    def fetch(self, db: Any, uids: Sequence[bytes]) -> dict[bytes, EntityRow]:
        """The rows of these uids."""
        from wallet_cli.store.journal.rows import EntityRow, marks  # only verify reads rows back

        if not are_kept(db):
            return {}
        found = {}
        query = "SELECT uid, id, op, account, gone FROM seen_batch WHERE uid IN ({})"
        for uid, number, op, account, gone in db.execute(query.format(marks(len(uids))), uids):
            rows = db.execute("SELECT key, txn, n FROM seen WHERE batch = ? ORDER BY at", (number,))
            told = _body("", [SeenRow(*row) for row in rows])
            found[uid] = EntityRow(number, op, f"seen {number}", (account, gone, *told[1:]))
        return found

    def expected(self, body: Any, row: EntityRow) -> tuple[Any, ...]:
        """The values of a piece; one that is gone has no rows."""
        if body is None:
            return (row.values[0], 1, "", "")
        account, *told = body
        return (self._accounts.get(account), 0, *told)

    def every(self, db: Any) -> Iterator[tuple[int, int, str]]:
        """Number, operation and name of every piece."""
        if not are_kept(db):
            return iter(())
        return (
            (number, op, f"seen {number}") for number, op in db.execute("SELECT id, op FROM seen_batch ORDER BY id")
        )


SINCE = 3
"""The layout that has the tables."""


def are_kept(db: Any) -> bool:
    """Whether the vault's layout has these tables."""
    return int(db.execute("PRAGMA user_version").fetchone()[0]) >= SINCE


def reader(db: Any) -> Batches:
    """The reader of their rows."""
    return Batches(db)
