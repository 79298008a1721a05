"""Restoring a backup into a wallet of a new name: checked in a draft first, then there at once.

The key header is the backup's, and the store gets its old key again: every passphrase that opened the wallet when the
backup was made opens it. The copy is another device from here on: its original may live, and each counts its own
operations. Where another wallet of this machine is the same vault, the copy remembers its own head, so that the two
don't take each other for damage.
"""

from __future__ import annotations

from pathlib import Path

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
    from typing import Any, BinaryIO

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
        raise Refused("restore-exists", wallet=place.folder.name, path=str(place.folder), line="")


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
    Damaged("backup-older", "backup-forked", "backup-keys-before") unless ``accept_older``, Damaged("backup-unsound"),
    Refused("restored-unnoted"), Busy("vault-busy") where something replaces the draft, or lays anything beside it.
    """
    with opened(path) as (stream, told), connect.translated():  # a file that can't be read frees nobody's name
        require_room(place)
        database_key = key_of(told)
        number = told.label.vault_id
        files.private_folder(place.folder.parent)
        with scratch.room(place.folder.parent) as room:
            contents, proof = _unpacked(room, stream, told, database_key, session_of, progress)
            proof.require()  # nothing else is opened than what was checked
            db = pending.opened_bare(proof.file.path, database_key)
            try:
                own = location.own_seen_path(place, number)
                lacking = _lacking(db, place, told)
                if lacking is not None and not accept_older:
                    raise lacking[1]
                seen = None if lacking is None else lacking[0]
                if dry_run:
                    return Restored(told.label, contents, "", location.copies(place, number))
                with files.alone(place.folder.parent, needed=False):  # of two restores at once the later sees the other
                    others = location.copies(place, number)
                    is_apart = Path(own).exists() or location.may_have_copies(place, number)
                    target = own if is_apart else head.head_path(place.state, number)
                    if seen is not None:  # until the wallet has its name, what was seen of it stays
                        head.reset(target, head.read(target) or seen)
                    # what is remembered of the draft lies nowhere that others may reach: a head that was taken away
                    # from there would forget what was seen
                    last = begin(Store(db, target if seen is None else ""), told, session_of, seen)
                    db.close()
                    _put(room / scratch.VAULT, place)
                    _keep(place, target, last)
            finally:
                db.close()
    return Restored(told.label, contents, f"o{last.operations}" if last else "", others)


def begin(store: Store, told: BackupHead, session_of: SessionOf, seen: head.Seen | None) -> head.Seen | None:
    """The new copy's memory: its last backup is the one it came from, which it knows, its head is where it is, it is a
    device of its own; the fork, where more was ``seen``, makes it one, and its head is returned. The backup's key
    header is the one that was opened by a secret just now.
    """
    session = session_of(store)
    with store.exclusive():
        store.set_meta(BACKED_UP, told.label.made_us)
        store.set_meta(DEVICE, session.random(16))
        store.remember_header(told.keys)
        remembered.remember(store, told.digest, told.label.made_us)
    if seen is not None:
        return verify.accept_beyond(session, seen)
    last = journal.head(store.db)
    # a copy whose own head is lost would be measured by its original's, and be called too old
    store.note_head(last.number, last.mac, durable=True)
    return None


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


def _lacking(db: Any, place: location.Place, told: BackupHead) -> tuple[head.Seen, Damaged] | None:
    """What this machine saw of the vault that the backup lacks, and how that is said: more operations or newer keys,
    under whatever name they were seen; or another line, under the name that the copy gets. Newer keys are said of an
    older state and another line, too.

    A line that a copy has of its own, unless it was erased, and that is no longer than the backup's, says nothing of
    the backup's age.
    """
    number, count = told.label.vault_id, journal.head(db).number
    every = head.every(place.heads, number)
    most, newest = max(every, default=None), max(every, key=lambda each: each.generation, default=None)
    found = identity.identity_of(told.keys).generation
    newer = newest.generation if newest is not None and newest.generation > found else 0
    if most is not None and most.operations > count:
        return most, Damaged("backup-older", seen=most.operations, found=count, keys=found, newest=newer or "", line="")
    mine = head.read(location.own_seen_path(place, number)) or head.shared(place.heads, number)
    try:
        head.check(mine, count, Store(db, "").mac_at)
    except Damaged as error:
        if mine is None or error.slug != "store-forked":
            raise
        return mine, Damaged("backup-forked", seen=mine.operations, keys=found, newest=newer or "", line="")
    if newest is not None and newer:
        return newest, Damaged("backup-keys-before", seen=newer, found=found, line="")
    return None


def _put(vault: Path, place: location.Place) -> None:
    """Give the finished folder its name."""
    files.sync(vault)
    try:
        vault.rename(place.folder)
    except OSError as error:
        if not place.folder.exists():
            raise
        raise Refused("restore-exists", wallet=place.folder.name, path=str(place.folder), line="") from error


def _keep(place: location.Place, target: str, last: head.Seen | None) -> None:
    """Remember that this machine continues from the wallet that has its name now; raises Refused("restored-unnoted")
    where that can't be remembered: it is there, and is taken for an older state.
    """
    if last is None:
        files.sync(place.folder.parent)
        return
    try:
        files.sync(place.folder.parent)
        head.reset(target, last)
    except (OSError, WalletError) as error:
        raise Refused("restored-unnoted", wallet=place.folder.name) from error
