"""Checking a backup: its head, its digest, then the store in it, as ``verify`` checks a vault.

What comes in is a file that anyone may have written; nothing in it is believed before it has been proven with the
database key. It is unpacked into a private folder, still encrypted, and gone afterwards.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from wallet_cli.errors import BadFile, Damaged, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import plain_file
from wallet_cli.services.session import Session
from wallet_cli.services.vault import verify
from wallet_cli.store.check import copying, soundness
from wallet_cli.store.check.findings import Progress, silent
from wallet_cli.store.store import Store
from wallet_cli.store.vault import backup_file, connect, files, identity, scratch
from wallet_cli.store.vault.backup_file import BackupHead as BackupHead  # noqa: TC001 - taken from here by others
from wallet_cli.store.vault.backup_file import Contents as Contents  # noqa: TC001 - taken from here by others
from wallet_cli.store.vault.backup_file import Label as Label  # noqa: TC001 - taken from here by others
from wallet_cli.store.vault.beside import Looked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from wallet_cli.services.vault.access import Unlocked
    from wallet_cli.store.check.verifying import Verified
    from wallet_cli.store.vault.identity import Version
    from wallet_cli.store.vault.slots import Secret

SessionOf = Callable[[Store], Session]


class Checked(NamedTuple):
    """A backup that was checked: its label, what is in it, and the report; ``bytes`` the whole file's length."""

    label: Label
    contents: Contents
    report: Verified
    bytes: int


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, BackupHead]]:
    """A backup at the beginning of its image, and its head. A key header inside that is damaged counts as the backup's.

    UsageProblem("file-unreadable"), BadFile("not-a-backup", "backup-newer", "backup-head-damaged", "backup-length").
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        plain_file.require_expanded(str(path))
        raise UsageProblem("file-unreadable", path=str(path), why=os.strerror(error.errno or 0)) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise BadFile("not-a-backup")
    with open(handle, "rb") as stream:  # noqa: PTH123 - a descriptor, not a path
        with _heads_alone():
            head = backup_file.read(stream)
        expected, found = head.size_bytes + head.label.image_bytes, os.fstat(stream.fileno()).st_size
        if expected != found:
            raise BadFile("backup-length", expected=expected, found=found)
        stream.seek(head.size_bytes)
        yield stream, head


def key_name(head: BackupHead) -> tuple[bytes, int]:
    """The vault's id and the epoch of the database key that opens the backup: what a kept key is named by."""
    told = identity.identity_of(head.keys)
    return told.vault_id, told.epoch


def fits(head: BackupHead, database_key: bytes) -> bool:
    """Whether this database key opens the backup's seal."""
    return backup_file.unseal(head, database_key) is not None


def unpack(stream: BinaryIO, head: BackupHead, database_key: bytes, image: Path) -> tuple[bytes, Contents]:
    """Write the image, still encrypted, to a new file; its key and what must be in it.

    BadFile("backup-image-damaged", "backup-seal-broken").
    """
    told = backup_file.unseal(head, database_key)
    if told is None:
        raise BadFile("backup-seal-broken")
    with connect.translated(), image.open("xb") as out:
        image.chmod(0o600)
        if copying.digest(stream, out) != (head.label.image_bytes, head.label.image_sha256):
            raise BadFile("backup-image-damaged")
    return told


def examine(
    image: Path,
    key: bytes,
    expected: Contents,
    header: Version,
    session_of: SessionOf,
    progress: Progress = silent,
    *,
    proven: files.InPlace | None = None,
) -> Verified:
    """Run every check on an image, without a word about what this machine saw last. ``proven`` is the file that it must
    be: where another one has its name, that is Busy("vault-busy").

    Damaged("store-damaged"), Damaged("backup-contents-differ") where it isn't what its head says.
    """
    looked = None if proven is None else Looked(proven, others=True)  # no log is read with it
    db = connect.connect(image, key, frozen=True, looked=looked)
    store = Store(db, image.with_name("no-head"), read_only=True, header=header)
    try:
        with connect.translated():
            if soundness.has_damaged_page(db) or not copying.holds(db, expected):
                raise Damaged("backup-contents-differ")
        return verify.verify(session_of(store), progress)
    finally:
        store.close()


def check(
    path: Path, key_of: Callable[[BackupHead], bytes], state: Path, session_of: SessionOf, progress: Progress = silent
) -> Checked:
    """Check a backup without restoring it; ``key_of`` finds the database key, ``state`` is where it may be unpacked.

    Raises what ``opened``, ``unpack`` and ``examine`` raise; problems inside the books are in the report.
    """
    with opened(path) as (stream, head), connect.translated():
        database_key = key_of(head)
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        with scratch.room(state) as room:
            image = room / scratch.IMAGE
            image_key, contents = unpack(stream, head, database_key, image)
            version = identity.version_of(head.keys)
            report = examine(image, image_key, contents, version, session_of, progress)
        return Checked(head.label, contents, report, head.size_bytes + head.label.image_bytes)


def require_type(head: BackupHead, kind: str) -> None:
    """Refuse a type of key that the backup hasn't: Locked("key-file-needed", "no-such-key")."""
    from wallet_cli.store.vault import keys

    with _heads_alone():
        keys.require_type(head.keys, kind)


def types_of(head: BackupHead) -> frozenset[str]:
    """The types of the keys inside the backup: they aren't secret."""
    from wallet_cli.store.vault import header

    with _heads_alone():
        return frozenset(slot.type for slot in header.parse(head.keys).slots)


def keys_by(head: BackupHead, secret: Secret) -> Unlocked:
    """The keys, by the slots inside the backup.

    Locked("wrong-passphrase", "wrong-key-file", "wrong-words", "key-file-needed", "no-such-key"),
    BadFile("backup-head-damaged", "backup-newer").
    """
    from wallet_cli.store.vault import keys

    with _heads_alone():
        return keys.open_by(head.keys, secret)


@contextmanager
def _heads_alone() -> Iterator[None]:
    """What is wrong with the key header inside is wrong with the backup."""
    try:
        yield
    except Damaged as error:
        raise BadFile("backup-newer" if error.slug == "header-newer" else "backup-head-damaged") from error
