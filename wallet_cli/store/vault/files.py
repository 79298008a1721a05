"""Private files: what a vault lies in is readable by its owner alone, replaced whole or not at all, and written by
one process at a time.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import contextmanager, suppress

from wallet_cli.errors import Busy, Damaged, Refused
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    StrPath = str | os.PathLike[str]

LOG, INDEX, JOURNAL = "-wal", "-shm", "-journal"
"""How the names continue a store's of what SQLite has beside it."""
FOLDER_MODE = 0o700
FILE_MODE = 0o600
LOCK_TIMEOUT_MS = 10_000
_NO_FILE = (-1, -1)
_LOCK_STEP_MS = 10
_DRAFT_BYTES = 4
"""How much chance is in the name of a draft."""
_FIRST_HANDLES = (4, 5, 6, 7, 8, 9, 3)


def private_folder(path: Path) -> None:
    """Make the folder, and those above it, for the owner alone; one that is there stays as it is.

    On the disk when this returns: what is made inside would otherwise be lost with its folder in a power cut.
    """
    for folder in (*reversed(path.parents), path):
        made = not folder.is_dir()
        if made:
            folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        if made or folder == path:  # the command that made the last one may have been killed before this
            with suppress(PermissionError):  # a folder above that may be written to but not read
                sync(folder.parent)


def read_plain(path: StrPath, most_bytes: int) -> bytes:
    """The first ``most_bytes`` of a file; nothing of a folder, nor of a pipe or a device, which might never end.

    Raises OSError.
    """
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return b""
        with open(handle, "rb", closefd=False) as file:
            return file.read(most_bytes)
    finally:
        os.close(handle)


def write_atomically(
    path: StrPath, data: bytes, *, durable: bool = True, before: Callable[[], None] | None = None
) -> None:
    """Replace the file whole: after a crash it is the old one or the new one. ``durable``: on the disk when this
    returns. ``before`` is called last, and may still refuse.

    Raises Refused("disk-full"), Refused("vault-read-only"), and what ``meaning`` has besides; the old file is then
    untouched. Damaged("store-io") even where it is replaced, and the disk fails to keep that.
    """
    folder, name = os.path.split(path)
    draft = os.path.join(folder, f".{name}.{os.getpid()}.{os.urandom(_DRAFT_BYTES).hex()}")
    try:
        try:
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
            with open(handle, "wb", buffering=0, closefd=True) as out:
                _write_all(out.fileno(), data)
                if durable:
                    os.fsync(out.fileno())
            if before is not None:
                before()
            os.replace(draft, path)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(draft)
            raise
    except OSError as error:
        from wallet_cli.store.vault import permissions

        raise permissions.meaning(error) or error from error
    if durable:
        try:
            sync(folder or os.curdir)
        except OSError as error:  # it is the new one by now: a full disk would be said to have changed nothing
            raise Damaged("store-io") from error


def drafts_of(path: StrPath) -> list[str]:
    """What ``write_atomically`` left of this file in processes that were killed, or is about to give its name."""
    folder, name = os.path.split(path)
    begin = f".{name}."
    try:
        found = [each for each in os.listdir(folder) if each.startswith(begin)]
    except OSError:
        return []
    return [os.path.join(folder, each) for each in sorted(found) if _is_draft_end(each.removeprefix(begin))]


def _is_draft_end(text: str) -> bool:
    process, _dot, chance = text.partition(".")
    return process.isdecimal() and len(chance) == 2 * _DRAFT_BYTES and set(chance) <= set("0123456789abcdef")


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def sync(path: StrPath) -> None:
    """Bring a file, or a folder's names, to the disk: a rename is there only when the folder is. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(path: StrPath, *, timeout_ms: int = LOCK_TIMEOUT_MS) -> Iterator[None]:
    """Hold the lock file at ``path`` against other processes; Busy("vault-busy") when the timeout passes.

    The file stays: removing it would let two processes lock two different files of one name. The lock ends with the
    process.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    except OSError as error:
        from wallet_cli.store.vault import permissions

        raise permissions.meaning(error) or error from error
    try:
        _lock(handle, shared=False, timeout_ms=timeout_ms)
        yield
    finally:
        os.close(handle)


def held(folder: StrPath, *, timeout_ms: int = LOCK_TIMEOUT_MS) -> int:
    """Share a vault's folder with all who use its files as they are, until ``release``: a number for that.

    A process that puts other files into their place is kept out meanwhile: a commit into a file that another one has
    replaced would be lost. -1 where a file system knows no such locks. Raises Busy("vault-busy"),
    Refused("folder-unreadable") for one that can't be locked because it can't be looked into.
    """
    return _taken(folder, shared=True, timeout_ms=timeout_ms)


def held_alone(folder: StrPath, *, timeout_ms: int) -> int:
    """Have a vault's folder to oneself, until ``shared`` or ``release``; otherwise as ``held``."""
    return _taken(folder, shared=False, timeout_ms=timeout_ms)


def _taken(folder: StrPath, *, shared: bool, timeout_ms: int) -> int:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except PermissionError:
        raise Refused("folder-unreadable", path=str(folder)) from None
    except OSError:  # the command that opens the files says what is wrong
        return -1
    try:
        _lock(handle, shared=shared, timeout_ms=timeout_ms)
    except OSError:
        os.close(handle)
        return -1
    except BaseException:
        os.close(handle)
        raise
    return handle


def shared(number: int, *, timeout_ms: int) -> None:
    """Share with others what ``held_alone`` gave. Another may have had the folder to himself in between: look again.

    Raises Busy("vault-busy").
    """
    if number >= 0:
        _lock(number, shared=True, timeout_ms=timeout_ms)


def release(number: int) -> None:
    """Let go of what ``held`` or ``held_alone`` gave."""
    if number >= 0:
        os.close(number)


@contextmanager
def alone(folder: Path, *, needed: bool = True, timeout_ms: int = LOCK_TIMEOUT_MS) -> Iterator[None]:
    """Nobody else uses the vault in this folder meanwhile: to put other files into their place, or to remove them.

    A store of one's own must not be open: it shares the folder, too. Raises Busy("vault-busy"), and where the file
    system knows no such locks Refused("folder-unlockable"), unless they aren't ``needed``.
    """
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except PermissionError:
        raise Refused("folder-unreadable", path=str(folder)) from None
    try:
        try:
            _lock(handle, shared=False, timeout_ms=timeout_ms)
        except OSError as error:
            if needed:
                raise Refused("folder-unlockable", path=str(folder)) from error
        yield
    finally:
        os.close(handle)


def _lock(handle: int, *, shared: bool, timeout_ms: int) -> None:
    """Raises Busy("vault-busy"), OSError where nothing can be locked."""
    import fcntl

    how = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
    waited_ms = 0
    while True:
        try:
            fcntl.flock(handle, how)
        except BlockingIOError:
            if waited_ms >= timeout_ms:
                raise Busy("vault-busy") from None
        else:
            return
        time.sleep(_LOCK_STEP_MS / 1000)
        waited_ms += _LOCK_STEP_MS


class InPlace(NamedTuple):
    """A file by its name, and which one that was: to see later whether another has taken its place. ``descriptor``:
    by which this process has it open until then, where that is known; it gives the number, too. ``since_ns``: when
    it was opened, in nanoseconds since the machine started.
    """

    path: StrPath
    number: tuple[int, int] | None
    descriptor: int | None = None
    since_ns: int = 0

    def is_replaced(self) -> bool:
        """Whether another file, or none, has the name now."""
        return self.numbered().number != _number(self.path)

    def numbered(self) -> InPlace:
        """The same, with its number, where that wasn't asked for yet."""
        if self.number is not None or self.descriptor is None:
            return self
        told = os.fstat(self.descriptor)
        return self._replace(number=(told.st_dev, told.st_ino))

    def handle(self) -> int | None:
        """A descriptor by which this process has that very file open, where the system shows it."""
        if self.descriptor is not None:
            return self.descriptor
        return None if self.number is None else (handles({self.number}) or {}).get(self.number)

    def has_name(self) -> bool:
        """Whether the system says outright that the open file has this name still; it doesn't where a link leads there.

        It says so of an open file by the name that it was opened by, with all that has become of that since (proc(5)),
        as far as this machine knows.
        """
        return self.descriptor is not None and name_of(self.descriptor) == self.path


def name_of(descriptor: int) -> str:
    """The name that an open file has by now; "" where the system doesn't tell."""
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return ""


def opened_as(path: str, likely: Iterable[int] = _FIRST_HANDLES) -> int | None:
    """The descriptor, one of the ``likely``, by which this process has the file open that has this name; None where
    that isn't shown outright.
    """
    for each in likely:
        if name_of(each) == path:
            return each
    return None


def in_place(path: StrPath) -> InPlace:
    """The file that has this name now."""
    return InPlace(path, _number(path))


def opened_here(*paths: StrPath) -> list[InPlace]:
    """These files as this process has them open, where the system shows that; in any case as they are named now.

    One that was exchanged since it was opened, or has lost its name, counts as replaced. None of them is expected where
    nothing can be written.
    """
    found = [in_place(path) for path in paths]
    wanted = {each.number for each in found if each.number}
    opened = handles(wanted)
    if opened is None or (not wanted and not os.access(os.path.dirname(paths[0]) or os.curdir, os.W_OK)):
        return found
    return [each if each.number in opened else each._replace(number=_NO_FILE) for each in found]


def handles(wanted: set[tuple[int, int]]) -> dict[tuple[int, int], int] | None:
    """Files that this process has open, all of the ``wanted`` ones among them, each with a descriptor of it. None where
    the system doesn't tell.
    """
    found: dict[tuple[int, int], int] = {}
    for handle in _FIRST_HANDLES:  # there they are in a command, and a list of all costs ten times as much
        _note(found, handle)
        if wanted <= found.keys():
            return found
    try:
        handles = os.listdir("/proc/self/fd")
    except OSError:
        return None
    for handle in map(int, handles):
        _note(found, handle)
    return found


def _note(found: dict[tuple[int, int], int], handle: int) -> None:
    try:
        told = os.fstat(handle)
    except OSError:  # that of the listing is closed again
        return
    found.setdefault((told.st_dev, told.st_ino), handle)


Stamp = tuple[int, int, int, int]
"""Which file it is, and as what: device, number, size in bytes, and when it was written (nanoseconds)."""


def stamp(path: str) -> Stamp | None:
    """What would change with the file; None where nothing is there, or an empty file."""
    try:
        told = os.lstat(path)
    except OSError:
        return None
    if told.st_size == 0 and stat.S_ISREG(told.st_mode):
        return None
    return told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns


def is_strange(path: str) -> bool:
    """Whether anything is there that isn't a file with this name alone."""
    try:
        told = os.lstat(path)
    except OSError:
        return False
    return told.st_nlink != 1 or not stat.S_ISREG(told.st_mode)


def has_more_names(path: str) -> bool:
    """Whether the file has another name, which isn't a link to this one."""
    try:
        told = os.stat(path)
    except OSError:
        return False
    return told.st_nlink > 1 and stat.S_ISREG(told.st_mode)


def handle_of(path: StrPath) -> int | None:
    """A descriptor by which this process has the file open already, where the system shows it.

    Closing any other descriptor of it would give up the locks that SQLite holds by this one.
    """
    return in_place(path).handle()


def beginning_of(path: StrPath, size: int) -> bytes:
    """The first bytes of a file on which SQLite may hold locks. Raises OSError."""
    own = handle_of(path)
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC) if own is None else own
    try:
        return os.pread(handle, size, 0)
    finally:
        if own is None:
            os.close(handle)


def _number(path: StrPath) -> tuple[int, int] | None:
    try:
        told = os.stat(path)
    except OSError:
        return None
    return told.st_dev, told.st_ino
