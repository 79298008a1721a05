"""Making a backup: one encrypted file, of one state of the vault while others write, checked before it is in place.

When the last one was made is kept in the vault, but not in its journal: the backup would otherwise be older than the
vault as soon as it is made.
"""

from __future__ import annotations

from contextlib import suppress

from wallet_cli.errors import BadFile, Busy, Damaged, Locked, Refused
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import plain_file
from wallet_cli.services.vault import location
from wallet_cli.services.vault.backup_check import examine, fits, opened
from wallet_cli.store.check import copying, remembered
from wallet_cli.store.check.findings import Progress, silent
from wallet_cli.store.store import BACKED_UP
from wallet_cli.store.vault import asides, backup_file, identity, scratch, sealing
from wallet_cli.store.vault.backup_file import Contents, Label

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from wallet_cli.services.session import Session
    from wallet_cli.store.check.remembered import Memory
    from wallet_cli.store.vault.identity import Version


class BackupMade(NamedTuple):
    """A backup that is in place: ``bytes`` is the whole file's length; ``gone`` what was set aside long before;
    ``keys_from_store`` whether its key header is the one that the store holds, because nothing has proven the one in
    the folder; ``digest`` that of its head, ``known`` the backups that the vault remembers, by theirs; ``noted``
    whether this one is among them, which takes a vault that can be written.
    """

    path: Path
    label: Label
    contents: Contents
    digest: bytes
    bytes: int
    gone: tuple[Path, ...]
    keys_from_store: bool
    known: Memory
    noted: bool


def back_up(
    session: Session,
    place: location.Place,
    database_key: bytes,
    path: Path,
    *,
    force: bool,
    progress: Progress = silent,
) -> BackupMade:
    """Write and check a backup; the file is there whole and sound, or as it was.

    What was set aside long ago goes then, see ``asides.remove``.

    The key header inside is one that is proven: by a secret that opened the store, or by the store, which then may hold
    it where the file in the folder is another. UsageProblem and Refused as ``plain_file``; Damaged("backup-unsound")
    for a vault that has problems itself; Locked("header-unproven") where only a secret could tell, and the store holds
    none.
    """
    plain_file.require_writable(path, force=force)
    made_us = session.now_us()
    with plain_file.writing(path), scratch.room(path.parent) as room:
        image, draft = room / scratch.IMAGE, room / scratch.BACKUP
        image_key = session.random(sealing.KEY_BYTES)
        with session.store.snapshot():
            contents = copying.contents(session.db)
            there = location.header_of(place)
            keys = session.store.proven_header(there)
            if keys is None:
                raise Locked("header-unproven", wallet=place.folder.name)
            copying.copy(session.db, image, image_key, lambda done, whole: progress("copy", done, whole))
        require_sound(session, image, image_key, contents, identity.version_of(keys), progress)
        with image.open("rb") as stream:
            size, digest = copying.digest(stream)
        label = Label(identity.identity_of(keys).vault_id, made_us, size, digest)
        nonce = session.random(sealing.NONCE_BYTES)
        head = backup_file.render(label, keys, contents, image_key, database_key, nonce)
        plain_file.fill_draft(draft, lambda out: _assemble(out, head, image))
        head_digest = _require_same(draft, label, database_key)
        plain_file.put(draft, path, force=force)
    noted = _note(session, head_digest, made_us)
    gone = _tidied(session, place)
    size += len(head)
    return BackupMade(path, label, contents, head_digest, size, gone, keys != there, _known(session), noted)


def _tidied(session: Session, place: location.Place) -> tuple[Path, ...]:
    """Remove what was set aside long ago. One that can't go takes nothing from the backup."""
    if session.store.read_only:
        return ()
    try:
        return tuple(asides.remove(place.folder, session.now_us()))
    except OSError:
        return ()


def _note(session: Session, digest: bytes, made_us: int) -> bool:
    """Remember the backup. It is in place and sound: a vault that can't be written now takes nothing from that."""
    if session.store.read_only:
        return False
    with suppress(Busy, Refused):
        with session.store.exclusive():
            session.store.set_meta(BACKED_UP, made_us)
            remembered.remember(session.store, digest, made_us)
        return True
    return False


def _known(session: Session) -> Memory:
    with session.store.snapshot():
        return remembered.backups(session.store)


def require_sound(
    session: Session, image: Path, key: bytes, contents: Contents, header: Version, progress: Progress
) -> None:
    """A balance that differs from what its owner asserted is not damage; anything else is."""
    report = examine(image, key, contents, header, lambda store: session._replace(store=store), progress)
    count = report.damages
    if count:
        raise Damaged("backup-unsound", problems=count)


def _assemble(out: BinaryIO, head: bytes, image: Path) -> None:
    out.write(head)
    with image.open("rb") as stream:
        copying.digest(stream, out)


def _require_same(draft: Path, label: Label, database_key: bytes) -> bytes:
    """Read back from the file what was written, and that the key opens it; the digest of its head."""
    with opened(draft) as (stream, head):
        if head.label != label or not fits(head, database_key):
            raise BadFile("backup-head-damaged")
        if copying.digest(stream) != (label.image_bytes, label.image_sha256):
            raise BadFile("backup-image-damaged")
        return head.digest
