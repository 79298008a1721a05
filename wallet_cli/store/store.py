"""An open vault's books: reads, and operations as units of work.

``Store.operation`` is one database transaction: BEGIN IMMEDIATE, images, record, COMMIT, then the head outside the
vault moves on. Whatever fails inside leaves nothing behind. The head is checked when the store is opened. Balances are
checked against the digest of the last record by the code that shows them (``check_balances``), and before an operation
begins: its record would otherwise vouch for a page that was put back to an older version.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import cached_property

from wallet_cli.domain.operation import FORK, UID_BYTES
from wallet_cli.errors import Busy, Damaged, Refused
from wallet_cli.store.journal import journal, memos
from wallet_cli.store.journal.entities import Item
from wallet_cli.store.journal.journal import Operation, Origin
from wallet_cli.store.vault import beside, connect, files, schema
from wallet_cli.store.vault import head as outside
from wallet_cli.store.vault.connect import translated
from wallet_cli.store.vault.identity import Version, version_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from wallet_cli.store.vault.beside import Bare, Looked
    from wallet_cli.store.vault.files import InPlace, StrPath
    from wallet_cli.store.vault.own_log import Log

DEVICE = "device"
GENERATION = "generation"
DIGEST = "header_sha256"
"""The SHA-256 of the key header of that generation."""
HEADER = "header"
"""Its bytes: what a backup takes, and what mends a key header that was damaged or forged."""
BACKED_UP = "backed_up_us"
"""When the last checked backup was made, microseconds since 1970 UTC."""


class Store:
    """One open vault. ``db`` is its connection; ``seen`` the file of the outside head, "" where none is kept;
    ``header`` the key header beside it, ``proven`` where a secret has opened that; ``held`` the share in its folder
    that ``close`` gives back; ``header_now`` looks at the key header once more; ``file`` is the store's, which nothing
    may replace under a commit, and ``opened`` that with its log and index, where those were ``looked`` at already.
    ``unproven`` says, once the header was checked, that neither the store nor a secret vouches for it.
    """

    def __init__(
        self,
        db: Any,
        seen: StrPath,
        *,
        read_only: bool = False,
        header: Version | None = None,
        held: int = -1,
        header_now: Callable[[], Version] | None = None,
        file: InPlace | None = None,
        opened: tuple[InPlace, ...] = (),
        looked: Bare | Looked | None = None,
        proven: bool = False,
    ) -> None:
        self.db, self._seen, self.read_only, self._held = db, seen, read_only, held
        # SQLite makes log and index with its first read, and nobody else removes them while they are open here
        if file is not None and not opened:
            opened = (file, *files.opened_here(*beside.made_by_sqlite(file.path)))
        self._files = opened if read_only else tuple(each.numbered() for each in opened)
        self._vouched, self._written, self.recorded = b"", 0, False
        self._header, self._header_now, self._proven, self._looked = header, header_now, proven, looked
        self.unproven = self.leaves = self._is_checked = False

    @cached_property
    def _log(self) -> Log:
        """For who writes, or where something is in it."""
        from wallet_cli.store.vault import own_log

        return own_log.Log(self.db, self._files, self._looked.first if self._looked else None)

    def check_head(self) -> bool:
        """Compare the journal with the head last seen on this machine; raises Damaged("store-older" or "store-forked").
        A missing or garbled outside head means unknown: False, as nothing was compared.
        """
        with translated():
            seen = outside.read(self._seen)
            if seen is None:
                return False
            last = self.db.execute("SELECT max(id) FROM op").fetchone()[0] or 0
            outside.check(seen, last, self.mac_at)
        self._is_checked = True
        return True

    def check_header(self) -> None:
        """Compare the key header with what store and machine remember of it; one that another process has replaced
        since is looked at again. Raises Damaged("header-older"), which may hold a slot that was taken away,
        "header-differs" for another one of the same generation, and "keys-older" where the store is as old.
        """
        if self._header is None:
            return
        try:
            self._compare_header(self._header)
        except Damaged:
            now = self._header if self._header_now is None else self._header_now()
            if now == self._header:
                raise
            self._compare_header(now)

    def _compare_header(self, header: Version) -> None:
        known = self._known_header()
        if header.generation < known.generation:
            raise Damaged("header-older", seen=known.generation, found=header.generation)
        if header.generation == known.generation and known.digest not in (b"", header.digest):
            raise Damaged("header-differs", version=known.generation)
        outside.check_generation(outside.read(self._seen), header.generation)
        self.unproven = not self._proven and header != known

    def settle_header(self, data: bytes) -> None:
        """Remember the key header ``data``, which a secret has proven, where its change was interrupted before the
        store heard of it, or where the store holds its digest alone, as earlier versions of the program left it.
        """
        header = self._header
        if header is None or version_of(data) != header or not self._is_news(header):
            return  # another process has replaced it: the command that opens that one informs the store
        with self.exclusive():
            if self._is_news(header):  # still so under the lock: another process may have gone further
                self.remember_header(data)
        self.note_generation()

    def _is_news(self, header: Version) -> bool:
        known = self._known_header()
        if header.generation != known.generation:
            return header.generation > known.generation
        return not known.digest or (header == known and self.kept_header() is None)

    def _known_header(self) -> Version:
        with translated():
            told = dict(self.db.execute("SELECT name, value FROM meta WHERE name IN (?, ?)", (GENERATION, DIGEST)))
        generation, digest = told.get(GENERATION) or 0, told.get(DIGEST) or b""
        if not isinstance(generation, int) or not isinstance(digest, bytes):
            raise Damaged("meta-damaged", name=DIGEST if isinstance(generation, int) else GENERATION)
        return Version(generation, digest)

    def newest_generation(self) -> int:
        """The highest generation of the key header that store or machine have seen."""
        seen = outside.read(self._seen)
        return max(self._known_header().generation, seen.generation if seen else 0)

    def remember_header(self, data: bytes) -> None:
        """Keep a key header that a secret has proven; refuse older and other ones from here on."""
        version = version_of(data)
        self.set_meta(GENERATION, version.generation)
        self.set_meta(DIGEST, version.digest)
        self.set_meta(HEADER, data)

    def proven_header(self, data: bytes) -> bytes | None:
        """The newest key header that is proven: ``data``, the one in the file, where the store knows it or a secret has
        opened it, else the one that the store holds; None where it holds none. Raises Damaged for ``data``, and
        Damaged("keys-older") where this machine saw a newer one.
        """
        version = version_of(data)
        if version == self._known_header() or (self._proven and version == self._header):
            return data
        kept = self.kept_header()
        if kept is not None:
            outside.check_generation(outside.read(self._seen), version_of(kept).generation)
        return kept

    def kept_header(self) -> bytes | None:
        """The key header that the store holds, None where it holds none that is the one it knows."""
        with translated():
            kept = self.meta(HEADER)
        if not isinstance(kept, bytes):
            return None
        try:
            return kept if version_of(kept) == self._known_header() else None
        except Damaged as error:
            if error.slug == "meta-damaged":
                raise
            return None

    def note_generation(self) -> None:
        """Let the head outside know the key header's generation, too."""
        last = journal.head(self.db)
        self.note_head(last.number, last.mac)

    def mac_at(self, count: int) -> bytes | None:
        """The MAC of the operation of this number, None where there is none."""
        with translated():
            row = self.db.execute("SELECT mac FROM op WHERE id = ?", (count,)).fetchone()
        return bytes(row[0]) if row else None

    def meta(self, name: str) -> Any:
        """A value of the vault's own table, None where it isn't set."""
        row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def number(self, name: str) -> int | None:
        """A number of that table, None where none is set."""
        value = self.meta(name)
        return value if isinstance(value, int) else None

    def set_meta(self, name: str, value: Any) -> None:
        """Set a value that belongs to this copy of the vault alone (device, generation): not journalled."""
        self.db.execute(
            "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (name, value),
        )

    @contextmanager
    def operation(
        self, origin: Origin, uid: bytes, *, dry_run: bool = False, device: bytes = b""
    ) -> Iterator[Operation]:
        """A unit of work; with ``dry_run`` all is done and then rolled back. Nothing put: nothing is recorded.

        ``device`` makes this copy of the vault another device from here on. Raises Damaged("balances-replayed",
        "device-unknown", "store-replaced").
        """
        if self.read_only:
            raise Refused("vault-read-only")
        self._require_in_place()
        db = self.db
        joins = db.in_transaction
        with translated():
            if not joins:
                self._log.begin()
            try:
                self._require_log()
                upgrade(db)
                if journal.head_mac(db) != self._vouched:
                    self.check_balances()
                if device:
                    self.set_meta(DEVICE, device)
                work = Operation(db, self._device(), uid, origin)
                yield work
                kept = bool(work.changed) and not dry_run
                mac = work.finish() if work.changed else b""
                if not joins:
                    self._log.end(keeps=kept)
            except BaseException:
                if not joins:
                    self._log.drop()
                raise
        if kept:
            self._vouched, self._written = mac, work.id
            if not joins:
                self._note_written()

    @contextmanager
    def together(self, *, dry_run: bool = False) -> Iterator[None]:
        """The operations inside are kept together, or none of them is; with ``dry_run`` none is."""
        if self.read_only:
            raise Refused("vault-read-only")
        vouched, self._written = self._vouched, 0
        try:
            with self._writing(keeps=not dry_run):
                yield
        except BaseException:
            self._vouched = vouched
            raise
        if dry_run:
            self._vouched = vouched
        elif self._written:
            self._note_written()

    def _note_written(self) -> None:
        self.recorded = True
        self._require_in_place()
        self.note_head(self._written, self._vouched)

    def _device(self) -> bytes:
        """This copy's device; raises Damaged("device-unknown") rather than write a record that nobody can read."""
        device = self.meta(DEVICE)
        if not isinstance(device, bytes) or len(device) != UID_BYTES:
            raise Damaged("device-unknown")
        return device

    def note_head(self, count: int, mac: bytes, *, durable: bool = False) -> None:
        """Move the outside head on, forward only. A machine that can't keep it still has its books."""
        if not self._seen:
            return
        with suppress(OSError):
            seen = outside.Seen(count, mac, self.number(GENERATION) or 0)
            outside.advance(self._seen, seen, self.mac_at, durable=durable)

    def fork(self, origin: Origin, uid: bytes, device: bytes, own_seen: str | None = None) -> str:
        """Work on from the vault as it is, whatever was seen of it before: the user said so. Answers the
        operation's short name; its new device id sets the two lines apart. ``own_seen`` is the file of this copy's own
        head, where others continue from the one that both had.
        """
        self.check_balances()
        seen = outside.read(self._seen)
        if own_seen is not None and seen is not None:
            outside.reset(own_seen, seen)  # interrupted from here on it is measured as before
        self._seen = own_seen or self._seen
        outside.require_room(self._seen)  # a fork that this machine can't remember would leave it an older copy
        last = self.fork_beyond(origin, uid, device, seen)
        outside.reset(self._seen, last)
        return f"o{last.operations}"

    def fork_beyond(self, origin: Origin, uid: bytes, device: bytes, seen: outside.Seen | None) -> outside.Seen:
        """The same where the caller keeps what was ``seen``; the head that is to be remembered from here on."""
        body = [seen.operations if seen else 0, seen.mac.hex() if seen else "", journal.head(self.db).number]
        with self.operation(origin, uid, device=device) as work:
            work.put_item(Item(uid, FORK, device.hex(), body), new=True)
        last = journal.head(self.db)
        return outside.Seen(last.number, last.mac, self.number(GENERATION) or 0)

    def _require_in_place(self) -> None:
        """Raise Damaged("store-replaced") where a name leads to another file or none: SQLite commits all the same."""
        replaced = beside.first_replaced(self._files)
        if replaced is not None:
            raise Damaged("store-replaced", path=str(replaced.path))

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Write without recording: one database transaction, kept when it ends and taken back when it fails. Raises
        Damaged("store-replaced").
        """
        with self._writing():
            yield
        self._require_in_place()

    def _require_log(self) -> None:
        if self._log.require_own() and self._is_checked:
            try:
                self.check_head()  # a log that was laid together with its index may end before what was seen
            except Damaged:
                self._log.doubt()
                raise

    @contextmanager
    def _writing(self, *, keeps: bool = True) -> Iterator[None]:
        self._require_in_place()
        with translated():
            self._log.begin()
            try:
                self._require_log()
                yield
                self._log.end(keeps=keeps)
            except BaseException:
                self._log.drop()
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """One state of the vault for all that is read inside, whatever others write meanwhile."""
        if self.db.in_transaction:
            yield
            return
        with translated():
            self.db.execute("BEGIN")
            try:
                yield
            finally:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")

    def check_balances(self) -> None:
        """Compare the current balances with the digest in the last record; raises Damaged("balances-replayed")."""
        with self.snapshot():
            mac = journal.head_mac(self.db)
            if not journal.vouches(self.db):
                raise Damaged("balances-replayed", op=f"o{journal.head(self.db).number}")
        self._vouched = mac

    def fold(self) -> bool:
        """Fold the write-ahead log in and empty it; False where someone else still reads from it, or writes. Raises
        Damaged("store-replaced"): what it holds would go with the file that has lost its name.
        """
        self._require_in_place()
        with suppress(Busy), translated():
            self._log.require_own_alone()
            return self._log.fold("TRUNCATE")
        return False

    def close(self) -> None:
        """Close the connection; the write-ahead log is folded in where nobody else reads, unless it ``leaves``. Others
        may put another file into the place of store or log then; where one already is, see ``connect.close``.
        """
        if self.leaves:
            return self.leave()
        try:
            connect.close(self.db, self._files, is_own=lambda: self._log.is_own(self.check_balances))
        finally:
            self._files, self._held, held = (), -1, self._held
            files.release(held)

    def leave(self) -> None:
        """Let go of it as ``close`` does, but fold in nothing: the log was someone else's, and may not belong here."""
        connect.keep_open(self.db)
        self._files, self._held, held = (), -1, self._held
        files.release(held)


def upgrade(db: Any) -> None:
    """Bring the tables to this version, in the caller's database transaction: older ones do for reading alone."""
    if schema.migrate(db) < schema.MEMOS_SINCE:
        memos.fill(db)
