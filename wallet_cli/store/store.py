"""An open vault's books: reads, and operations as units of work.

``Store.operation`` is one database transaction: BEGIN IMMEDIATE, images, record, COMMIT, then the head outside the vault
moves on. Whatever fails inside leaves nothing behind. The head is checked when the store is opened and balances are
checked against the digest of the last record by whoever shows them (``check_balances``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wallet_cli.domain import operation as codec
from wallet_cli.errors import Damaged, Refused
from wallet_cli.store import head as outside
from wallet_cli.store import journal, rollup, schema
from wallet_cli.store.connect import translated
from wallet_cli.store.journal import Operation, Origin

DEVICE = "device"
GENERATION = "generation"


class Store:
    """One open vault. ``db`` is its connection; ``seen`` the file of the outside head."""

    def __init__(self, db: Any, seen: Path, *, read_only: bool = False) -> None:
        self.db, self._seen, self.read_only = db, seen, read_only
        self.accepts_older = False

    def check_head(self) -> None:
        """Compare the journal with the head last seen on this machine; raises Damaged("store-older" or "store-forked").

        Also raises Damaged for a schema of a later wallet. A missing or garbled outside head means unknown.
        """
        with translated():
            schema.check(self.db)
            seen = outside.read(self._seen)
            if seen is None:
                return
            last = self.db.execute("SELECT max(id) FROM op").fetchone()[0] or 0
            outside.check(seen, last, self._mac_at)

    def _mac_at(self, count: int) -> bytes | None:
        row = self.db.execute("SELECT mac FROM op WHERE id = ?", (count,)).fetchone()
        return bytes(row[0]) if row else None

    def meta(self, name: str) -> Any:
        """A value of the vault's own table, None where it isn't set."""
        row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_meta(self, name: str, value: Any) -> None:
        """Set a value that belongs to this copy of the vault alone (device, generation): not journalled."""
        self.db.execute(
            "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (name, value)
        )

    @contextmanager
    def operation(self, origin: Origin, uid: bytes, *, dry_run: bool = False) -> Iterator[Operation]:
        """A unit of work; with ``dry_run`` all is done and then rolled back. Nothing put: nothing is recorded."""
        if self.read_only:
            raise Refused("vault-read-only")
        db = self.db
        with translated():
            db.execute("BEGIN IMMEDIATE")
            try:
                work = Operation(db, bytes(self.meta(DEVICE)), uid, origin)
                yield work
                kept = bool(work.changed) and not dry_run
                mac = work.finish() if work.changed else b""
                db.execute("COMMIT" if kept else "ROLLBACK")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
        if kept:
            self.note_head(work.id, mac)

    def note_head(self, count: int, mac: bytes) -> None:
        """Move the outside head on, forward only. A machine that can't keep it still has its books: never fails a commit."""
        try:
            outside.advance(self._seen, outside.Seen(count, mac, int(self.meta(GENERATION) or 0)))
        except OSError:
            return

    def accept_older(self) -> None:
        """Take the journal as it is now as the one last seen (the user said so)."""
        last = journal.head(self.db)
        outside.reset(self._seen, outside.Seen(last.count, last.mac, int(self.meta(GENERATION) or 0)))

    def check_balances(self) -> None:
        """Compare the current balances with the digest in the last record; raises Damaged("balances-replayed")."""
        last = journal.head(self.db)
        if last.record is None:
            return
        _, key = journal.journal_key(self.db)
        row = self.db.execute("SELECT record FROM op WHERE id = ?", (last.count,)).fetchone()
        if codec.seal(key, row[0]) != last.mac or rollup.current_digest(self.db, key) != last.record.balances:
            raise Damaged("balances-replayed", op=f"o{last.count}")

    def close(self) -> None:
        """Close the connection; the write-ahead log is folded in where nobody else reads."""
        self.db.close()


def prepare(db: Any, device: bytes, journal_key: bytes) -> None:
    """Make the tables of a new vault and its first secrets."""
    with translated():
        schema.migrate(db)
        db.execute("INSERT INTO journal_key (epoch, key) VALUES (1, ?)", (journal_key,))
        db.execute("INSERT INTO meta (name, value) VALUES (?, ?)", (DEVICE, device))
        db.execute("INSERT INTO meta (name, value) VALUES (?, 1)", (GENERATION,))
