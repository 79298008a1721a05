"""Drafts of a store: another store is written beside the one that is there, and gets its name when the header says so.

Interrupted at any point, the header's key decides: what it opens is the store. Where it opens the store, a file that
is named like a draft is set aside; where it opens the draft alone, and that was made for this very header and is sound,
the draft becomes the store. The name proves nothing: anyone, and any program that copies files, can lay one there.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress

from wallet_cli.errors import Advisory, Busy, Damaged, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import location
from wallet_cli.services.vault.location import DRAFT, HEADER_DRAFT
from wallet_cli.store.check import copying
from wallet_cli.store.check.views import StoreView
from wallet_cli.store.store import DIGEST, GENERATION
from wallet_cli.store.vault import asides, connect, files, head, log_file
from wallet_cli.store.vault.beside import Looked
from wallet_cli.store.vault.identity import Version

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

    from wallet_cli.services.vault.location import KeyHeader, Place

REPLACES = "replaces"
"""In a rotation's copy: the SHA-256 of the store that it replaces."""
SALT_BYTES = 16
"""How many bytes of its own a store begins with."""
_DRAFT_NAME = re.compile(r"\.wallet\.keys\.\d+\.[0-9a-f]{8}")
_KEPT_NAME = re.compile(r"\.wallet\.keys\.before\.\d+")
"""What ``files.write_atomically`` and ``keep_spare`` call a key header. Programs that copy files make such names."""
_LOG_KINDS = {"-wal": asides.LOG, "-shm": asides.INDEX, "-journal": asides.JOURNAL}


def settle(place: Place, told: KeyHeader, key: bytes, *, accepts: bool) -> None:
    """Give the store its name, where the machine stopped after its header was written and before that; set aside what
    merely has a draft's name. Only for a command that is alone in the folder.

    Raises Damaged("store-damaged") where the key opens neither, ("store-older", "store-forked", "draft-unproven") for a
    draft that alone opens and isn't the newest state, Busy("vault-busy") where something replaced it meanwhile;
    nothing is changed then.
    """
    draft = place.draft(told.identity.epoch)
    if not os.path.lexists(draft):
        return
    proof = proof_of(draft)
    replaces = judged(place, told, key, accepts=accepts)
    if proof.file.is_replaced():
        raise Busy("vault-busy")
    if replaces is None:
        set_aside(place, draft, asides.STORE)
        set_logs_aside(place, draft)
        files.sync(place.folder)
    else:
        put_in_place(place, told.identity.epoch, replaces, proof)
        if os.path.lexists(place.spare(told.identity.epoch)):
            set_aside(place, place.spare(told.identity.epoch), asides.HEADER)


class Proof(NamedTuple):
    """Which file a draft is that is proven, or about to be, and its SHA-256: b"" for what isn't a plain file."""

    file: files.InPlace
    digest: bytes

    def is_at(self, path: files.StrPath) -> bool:
        """Whether this very file, as it was, has that name."""
        try:
            same = bool(self.digest) and self._is_named(path) and digest_of(path) == self.digest
        except FileNotFoundError:
            return False
        return same and self._is_named(path)

    def require(self) -> None:
        """Raise Busy("vault-busy") where the draft was exchanged, changed or removed."""
        if not self.is_at(self.file.path):
            raise Busy("vault-busy")

    def _is_named(self, path: files.StrPath) -> bool:
        return is_plain(path) and files.in_place(path).number == self.file.number


def proof_of(draft: Path) -> Proof:
    """The draft as it is now: what proves it afterwards looks at this file alone."""
    return Proof(files.in_place(draft), digest_of(draft) if is_plain(draft) else b"")


def chosen(place: Place, told: KeyHeader, key: bytes, *, accepts: bool) -> Path:
    """Which of store and draft to read where no file can get another name; raises as ``settle``."""
    stays = judged(place, told, key, accepts=accepts) is None
    return place.database if stays else place.draft(told.identity.epoch)


def judged(place: Place, told: KeyHeader, key: bytes, *, accepts: bool) -> bytes | None:
    """None where the store stays; where the draft is the store, what it says of the one that it replaces."""
    draft = place.draft(told.identity.epoch)
    with StoreView(draft if is_plain(draft) else None, key, frozen=True) as copy:
        if _opens(location.store_of(place), key):
            return None
        if not copy.opens or _header_of(copy) != told.version:  # a key of another time opens what isn't the store now
            raise Damaged("store-damaged")
        seen = head.read(location.seen_path(place, told.identity.vault_id))
        if not copy.is_sound():
            raise Damaged("draft-unproven", path=str(draft))
        if not accepts and not copy.holds(seen):
            last = copy.head()
            head.check(seen, last.operations if last else 0, copy.mac_at)
        return bytes(copy.meta(REPLACES) or b"")


def _header_of(copy: StoreView) -> Version:
    """Which key header a rotation made this copy for."""
    return Version(copy.number(GENERATION), bytes(copy.meta(DIGEST) or b""))


def _opens(store: Path, key: bytes) -> bool:
    """Whether the key opens the store, with its log where the power was cut while that was folded in."""
    with StoreView(store, key, frozen=True) as alone:
        if alone.opens:
            return True
    log = connect.log_of(store)
    if not is_plain(log) or connect.journal_of(store).exists() or not log_file.has_commit(log):
        return False
    with StoreView(store, key, frozen=False) as logged:
        return logged.opens


def opened_bare(path: files.StrPath, key: bytes, looked: Looked | None = None) -> Connection:
    """A connection that may write, to a store beside which nothing lies, or that was ``looked`` at when its log was
    proven.

    Raises Busy("vault-busy") where SQLite would take anything else in, or write through it, even where it was laid at
    the last moment: it isn't folded in then.
    """
    return connect.connect(path, key, looked=looked or Looked(files.in_place(path)))


def put_in_place(place: Place, epoch: int, replaces: bytes, proof: Proof) -> None:
    """Give the draft of this epoch the store's name: the very file of which there is ``proof``.

    The store that it replaces goes once the draft has its name; any other one is set aside, and so is every log. Only
    for a command that is alone in the folder. Raises Busy("vault-busy") where the draft was exchanged meanwhile: the
    store that was there keeps its name then, or one that came into its place.
    """
    draft, store = place.draft(epoch), place.database
    files.sync(place.folder)  # the header stays, whatever happens from here on
    set_logs_aside(place, store)
    set_logs_aside(place, draft)
    proof.require()
    before = asides.put(store, asides.STORE) if os.path.lexists(store) else None
    try:
        files.sync(place.folder)  # never the earlier store's log beside this one
        if os.path.lexists(store):  # laid there meanwhile: it is judged by the next look
            raise Busy("vault-busy")
        with suppress(FileNotFoundError):
            draft.replace(store)
        files.sync(place.folder)
        is_there = proof.is_at(store)
    except (OSError, Busy):
        if before is not None:
            say_aside(place, store, before)
        raise
    if not is_there:
        if os.path.lexists(store):
            set_aside(place, store, asides.STORE)
        if before is not None:
            before.rename(store)
        files.sync(place.folder)
        raise Busy("vault-busy")
    for each in asides.listed(place.folder):  # also what was set aside by one who was stopped right then
        if each.suffix == f".{asides.STORE}" and is_plain(each) and digest_of(each) == replaces:
            each.unlink()
    if before is not None and os.path.lexists(before):
        say_aside(place, store, before)
    files.sync(place.folder)


def keep_spare(place: Place, epoch: int, header: bytes) -> None:
    """Keep the header until the store of this epoch has its name: where its draft is lost before that, only the old
    header opens the old store. Raises Busy("vault-busy") where something has the name, OSError.
    """
    if os.path.lexists(place.spare(epoch)):
        set_aside(place, place.spare(epoch), asides.HEADER)
    try:
        handle = os.open(place.spare(epoch), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, files.FILE_MODE)
    except FileExistsError:
        raise Busy("vault-busy") from None
    with open(handle, "wb") as out:  # noqa: PTH123 - a descriptor, not a path
        out.write(header)
        out.flush()
        os.fsync(out.fileno())


def drop_spare(place: Place, epoch: int, header: bytes) -> None:
    """Remove the header that was kept, and nothing else that has its name by now."""
    kept = place.spare(epoch)
    if is_plain(kept) and files.read_plain(kept, len(header) + 1) == header:
        kept.unlink()


def discard(place: Place, epoch: int, salt: bytes) -> None:
    """Remove the draft that this process has made, with this salt; what lies beside it is nobody's that is known.

    Only for a command that is alone in the folder.
    """
    draft = place.draft(epoch)
    if _is_abandoned(draft, salt):
        draft.unlink()
        set_logs_aside(place, draft)


def _is_abandoned(draft: Path, salt: bytes) -> bool:
    """Whether a draft is empty, or begins as the store says that its own did."""
    return is_plain(draft) and _salt_of(draft) in (b"", salt)


def clear(place: Place, epoch: int, master: bytes | None, generation: int = 0) -> None:
    """Make room for a draft: an empty file goes, and a header that the ``master`` key proves, under a name that only
    this program gives: a draft's, or that of one which a rotation keeps, where it isn't newer than that of this
    ``generation``. Everything else is set aside, for what begins like an abandoned draft may be a store that was worked
    on since, and a header may be a newer one, of another machine. Only for a command that is alone in the folder.
    """
    for header in sorted(place.folder.glob(f"{HEADER_DRAFT}*.*")):
        if _goes(header, master, generation):
            header.unlink()
        elif is_plain(header) and header.stat().st_size:
            set_aside(place, header, asides.HEADER)
    for left in sorted(place.folder.glob(f"{DRAFT}*")):
        number, dash, log = left.name.removeprefix(DRAFT).partition("-")
        if not (number.isdecimal() and int(number) > epoch):
            continue
        if is_plain(left) and not left.stat().st_size:
            left.unlink()
        elif os.path.lexists(left):
            set_aside(place, left, _LOG_KINDS.get(dash + log, asides.STORE))


def digest_of(path: files.StrPath) -> bytes:
    """The SHA-256 of a store, which has no log. Raises OSError."""
    with open(path, "rb") as stream:  # noqa: PTH123 - text where the store was opened by its name
        return copying.digest(stream)[1]


def _salt_of(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(SALT_BYTES)


def _goes(path: Path, master: bytes | None, generation: int) -> bool:
    """Whether a file with a name like a draft's is one of the header, which holds nothing that isn't in it."""
    is_kept = _KEPT_NAME.fullmatch(path.name) is not None
    if not is_plain(path) or not (is_kept or _DRAFT_NAME.fullmatch(path.name)):
        return False
    if not path.stat().st_size:
        return True
    found = _generation_of(path, master)
    return found > 0 and not (is_kept and found > generation)


def _generation_of(path: Path, master: bytes | None) -> int:
    """Of a header that the master key proves; 0 for anything else."""
    from wallet_cli.store.vault import header, identity

    if master is None:
        return 0
    try:
        data = files.read_plain(path, identity.FILE_MOST_BYTES + 1)
        told = header.parse(data)
        header.check_mac(data, master)
    except (OSError, WalletError):
        return 0
    return told.identity.generation


def is_plain(path: files.StrPath) -> bool:
    """Whether it is a file with this name alone, and no link."""
    try:
        told = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISREG(told.st_mode) and told.st_nlink == 1


def set_logs_aside(place: Place, store: Path) -> None:
    """The log and the journal beside a store; the index of a log holds nothing that isn't in it."""
    for suffix, kind in _LOG_KINDS.items():
        path = store.with_name(store.name + suffix)
        if kind == asides.INDEX and is_plain(path):
            path.unlink()
        elif location.holds_something(str(path)):
            set_aside(place, path, kind)


def set_aside(place: Place, path: Path, kind: str) -> None:
    """Set a file aside, and say so. Only for a command that is alone in the folder."""
    say_aside(place, path, asides.put(path, kind))


def say_aside(place: Place, path: Path, aside: Path) -> None:
    """Say that a file was set aside."""
    place.tell(Advisory("set-aside", path=path.name, aside=aside.name, wallet=place.folder.name))
