"""Restoring a backup into a wallet of a new name: checked in a draft first, then there at once.

The key header is the backup's, and the store gets its old key again: every passphrase that opened the wallet when the
backup was made opens it. The copy is another device from here on: its original may live, and each counts its own
operations. Where another wallet of this machine is the same vault, the copy remembers its own head, so that the two
don't take each other for damage.
"""

from __future__ import annotations

from wallet_cli.errors import Damaged, Refused, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import location, pending, verify
from wallet_cli.services.vault.backup_check import BackupHead, SessionOf, examine, opened, unpack
from wallet_cli.store.check import copying, remembered
from wallet_cli.store.check.findings import Progress, silent
from wallet_cli.store.journal import journal
from wallet_cli.store.store import BACKED_UP, DEVICE, Store
from wallet_cli.store.vault import connect, files, head, identity, scratch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import BinaryIO

    from wallet_cli.store.vault.backup_file import Contents, Label


class Restored(NamedTuple):
    """A wallet that came from a backup: ``op`` the operation that says so where the backup was older than what this
    machine saw, "" otherwise; ``beside`` the other wallets here that are the same vault.
    """

    label: Label
    contents: Contents
    op: str
    beside: tuple[str, ...]


def require_room(place: location.Place) -> None:
    """Refuse a name that is taken, Refused("restore-exists"), or too long, UsageProblem("wallet-name-long")."""
    location.require_short_name(place)
    if place.folder.is_symlink() or (place.folder.exists() and (not place.folder.is_dir() or any_in(place.folder))):
        raise Refused("restore-exists", wallet=place.folder.name, path=str(place.folder))


def any_in(folder: Path) -> bool:
    """Whether there is anything in a folder."""
    return next(folder.iterdir(), None) is not None


def restore(
    path: Path,
    place: location.Place,
    key_of: Callable[[BackupHead], bytes],
    session_of: SessionOf,
    *,
    accept_older: bool = False,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Restored:
    """Make the wallet at ``place`` from a backup. Raises what ``backup_check`` raises, Refused("restore-exists"),
    Damaged("backup-older", "backup-forked") unless ``accept_older``, Damaged("backup-unsound"),
    Busy("vault-busy") where something exchanges the draft, or lays anything beside it.
    """
    with opened(path) as (stream, told), connect.translated():  # a file that can't be read frees nobody's name
        require_room(place)
        database_key = key_of(told)
        number = told.label.vault_id
        seen = head.head_path(place.state, number)
        files.private_folder(place.folder.parent)
        with scratch.room(place.folder.parent) as room:
            contents, proof = _unpacked(room, stream, told, database_key, session_of, progress)
            proof.require()  # nothing else is opened than what was checked
            db = pending.opened_bare(proof.file.path, database_key)
            try:
                own = location.own_seen_path(place, number)
                # what was seen under this name is of its own line, which others' heads know nothing of
                known = own if head.read(own) is not None else seen
                older = _older(Store(db, known), accept_older=accept_older)
                if dry_run:
                    return Restored(told.label, contents, "", location.copies(place, number))
                with files.alone(place.folder.parent, needed=False):  # of two restores at once the later sees the other
                    others = location.copies(place, number)
                    is_apart = known == own or location.may_have_copies(place, number)
                    target = own if is_apart else seen
                    kept = _as_seen(known, target, str(room / scratch.SEEN)) if older else target
                    op = begin(Store(db, kept), told, session_of, older)
                    db.close()
                    _put(room / scratch.VAULT, place)
                    if older:  # until the wallet has its name, what was seen of it stays
                        head.reset(target, head.read(kept) or head.Seen(0, b"", 0))
            finally:
                db.close()
    return Restored(told.label, contents, op, others)


def _as_seen(known: str, target: str, kept: str) -> str:
    """What is known to have been seen, where the copy's head is to be, which proves that there is room for it, and in
    ``kept``, where the copy gets a head of its own: that is returned.
    """
    seen = head.read(known)
    if seen is not None:
        head.reset(target, seen)
        head.reset(kept, seen)
    return kept


def begin(store: Store, told: BackupHead, session_of: SessionOf, older: bool) -> str:
    """The new copy's memory: its last backup is the one it came from, which it knows, its head is where it is, it is a
    device of its own; the fork, if any, makes it one. The backup's key header is the one that was opened by a secret
    just now.
    """
    session = session_of(store)
    with store.exclusive():
        store.set_meta(BACKED_UP, told.label.made_us)
        store.set_meta(DEVICE, session.random(16))
        store.remember_header(told.keys)
        remembered.remember(store, told.digest, told.label.made_us)
    if older:
        return verify.accept_older(session)
    last = journal.head(store.db)
    # a copy whose own head is lost would be measured by its original's, and be called too old
    store.note_head(last.number, last.mac, durable=True)
    return ""


def _unpacked(
    room: Path, stream: BinaryIO, told: BackupHead, database_key: bytes, session_of: SessionOf, progress: Progress
) -> tuple[Contents, pending.Proof]:
    """The draft of the vault, checked in all its parts; which file its store is."""
    image, vault = room / scratch.IMAGE, room / scratch.VAULT
    store = vault / location.DATABASE
    image_key, contents = unpack(stream, told, database_key, image)
    vault.mkdir(mode=files.FOLDER_MODE)
    source = connect.connect(image, image_key, frozen=True)
    try:
        copying.copy(source, store, database_key, lambda done, whole: progress("copy", done, whole))
    finally:
        source.close()
    image.unlink()
    version = identity.version_of(told.keys)
    proof = pending.proof_of(store)
    report = examine(store, database_key, contents, version, session_of, progress, proven=proof.file)
    count = report.damages
    if count:
        raise Damaged("backup-unsound", problems=count)
    files.write_atomically(vault / location.HEADER, told.keys)
    return contents, proof


def _older(store: Store, *, accept_older: bool) -> bool:
    """Whether this machine saw more of the vault, or another line of it; raised unless it is accepted."""
    try:
        store.check_head()
    except WalletError as error:
        if accept_older:
            return True
        if error.slug == "store-older":
            raise Damaged("backup-older", seen=error.params["seen"], found=error.params["found"]) from None
        raise Damaged("backup-forked", seen=error.params["seen"]) from None
    return False


def _put(vault: Path, place: location.Place) -> None:
    """Give the finished folder its name."""
    files.sync(vault)
    try:
        vault.rename(place.folder)
    except OSError as error:
        if not place.folder.exists():
            raise
        raise Refused("restore-exists", wallet=place.folder.name, path=str(place.folder)) from error
    files.sync(place.folder.parent)
