"""Who has a store open: the locks that SQLite holds on a database and on the index of its log, asked about without
taking any.

A file that only has the name of an index proves nothing, nor does a lock that someone holds on it: anyone who has the
store open must have that very index open too.
"""

from __future__ import annotations

import errno
import os
import sys

from wallet_cli.store.vault import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.store.vault.files import InPlace, StrPath

_SHARED_FIRST, _SHARED_SIZE = 0x40000002, 510
"""The bytes that SQLite locks in a database which someone reads."""
_SWITCH, _FOLDING = 128, 121
"""The byte locked by every process that has a log's index open, and that of a process that is folding the log in."""
_KIND_BYTES = 2
_SHARED_ASKED = b"\x01\0\0\0\0\0\0\0\x02\0\0\x40\0\0\0\0\xfe\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
"""``_flock(F_WRLCK, _SHARED_FIRST, _SHARED_SIZE)`` of a system that puts the last byte first: daily commands ask it."""
_LOCKS, _MOUNTS = "/proc/locks", "/proc/self/mountinfo"
"""Where Linux lists who holds which lock, and what is mounted (proc(5))."""
_IS_ASKED = sys.platform == "linux" and sys.maxsize.bit_length() == 63
"""Whether the question is known here: Linux, 64 bits."""
has_opened = False
"""Whether this process has opened any database: SQLite holds locks by its own descriptors then."""


def is_open(path: StrPath, *, unknown: bool = True) -> bool:
    """Whether someone has this very file open as a database: SQLite's locks on it, which every process that has it open
    shares (https://www.sqlite.org/lockingv3.html). ``unknown`` where no such lock can be asked about.
    """
    return _is_locked(path, _SHARED_FIRST, _SHARED_SIZE, unknown=unknown)


def is_shared(file: InPlace) -> bool:
    """Whether another process has a store open, too, that this one has open; True where that can't be asked about."""
    handle = file.handle()
    return handle is None or _is_locked(handle, _SHARED_FIRST, _SHARED_SIZE, unknown=True, own=False)


def is_locked_by_others(file: InPlace) -> bool:
    """The same as ``is_open`` of a store that this process has opened, but has read nothing of; True where no such lock
    can be asked about.
    """
    handle = file.handle()
    return handle is None or _is_locked(handle, _SHARED_FIRST, _SHARED_SIZE, unknown=True)


def has_company(path: StrPath, *, unknown: bool = True) -> bool:
    """Whether someone has this file open as a database, or holds the index of a log beside it: that of a store which
    had this name before, or of none. ``unknown`` where no such lock can be asked about.
    """
    return is_open(path, unknown=unknown) or _is_locked(f"{path}{files.INDEX}", _SWITCH, 1, unknown=False)


def is_in_use(path: StrPath) -> bool:
    """Whether every process that has this file open has the index of its log open as well, that of this name: the dead
    man's switch of the index. True where no such lock can be asked about.
    """
    index = f"{path}{files.INDEX}"
    return is_open(path) and _is_locked(index, _SWITCH, 1, unknown=True) and _holders(path) <= _holders(index)


def is_folding(index: StrPath) -> bool:
    """Whether someone is just folding in the log that this index is of; True where that can't be asked about."""
    return _is_locked(index, _FOLDING, 1, unknown=True)


def _holders(path: StrPath) -> set[int]:
    """The processes that hold SQLite's locks on a file; nobody where the system shows none."""
    try:
        name = f"{_device_of(os.path.dirname(path))}:{os.stat(path).st_ino}"
        lines = _lines(_LOCKS)
    except (OSError, ValueError):
        return set()
    return {int(words[4]) for words in lines if words[1:2] == ["POSIX"] and words[5:6] == [name]}


def _device_of(folder: str) -> str:
    """The device of a folder's file system as Linux lists it with locks: not what stat(2) shows where file systems are
    laid over each other, or have volumes of their own. Raises OSError, ValueError.
    """
    handle = os.open(folder or os.curdir, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        told = dict(words[:2] for words in _lines(f"/proc/self/fdinfo/{handle}"))
    finally:
        os.close(handle)
    for words in _lines(_MOUNTS):
        if words[0] == told.get("mnt_id:"):
            major, _, minor = words[2].partition(":")
            return f"{int(major):02x}:{int(minor):02x}"
    raise ValueError(folder)


def _lines(path: str) -> list[list[str]]:
    """The words of each line of what the kernel says. Raises OSError."""
    with open(path, encoding="utf-8", errors="replace") as file:
        return [line.split() for line in file]


def _is_locked(where: StrPath | int, first: int, size: int, *, unknown: bool, own: bool = True) -> bool:
    if not _IS_ASKED:
        return unknown
    try:
        if isinstance(where, int):
            return _has_lock(where, first, size, own=own)
        return _has_lock_by_name(where, first, size)
    except OSError as error:
        return unknown and error.errno == errno.EINVAL  # the system knows no such question


def _has_lock_by_name(path: StrPath, first: int, size: int) -> bool:
    """Raises OSError."""
    own = files.handle_of(path) if has_opened else None
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK) if own is None else own
    try:
        return _has_lock(handle, first, size)
    finally:
        if own is None:
            os.close(handle)


def _has_lock(handle: int, first: int, size: int, *, own: bool = True) -> bool:
    """Raises OSError."""
    import fcntl

    asked = fcntl.F_OFD_GETLK if own else fcntl.F_GETLK  # which doesn't see what this process has locked itself
    is_usual = (first, size, sys.byteorder, fcntl.F_WRLCK) == (0x40000002, 510, "little", 1)
    told = fcntl.fcntl(handle, asked, _SHARED_ASKED if is_usual else _flock(fcntl.F_WRLCK, first, size))
    return int.from_bytes(told[:_KIND_BYTES], sys.byteorder) != fcntl.F_UNLCK


def _flock(kind: int, first: int, size: int) -> bytes:
    """struct flock of Linux with 64 bits: type; whence, from the beginning, and padding; start, length, process."""
    order = sys.byteorder
    return kind.to_bytes(_KIND_BYTES, order) + bytes(6) + first.to_bytes(8, order) + size.to_bytes(8, order) + bytes(8)
