"""Making a file unreadable before it goes: overwritten where it lies, as far as the disk does that."""

from __future__ import annotations

import os
import stat

from wallet_cli.store.vault import disk_space

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PIECE_BYTES = 1 << 16


def overwrite(path: Path, random: Callable[[int], bytes], *, beside: int | None = None) -> bool:
    """Write random bytes over all that a file holds, and flush them to the disk. Its holes hold nothing, and filling
    them would fill the disk.

    False where the disk doesn't let that be done: the file is cut to nothing then. Raises OSError, which names the
    file, where it can't be opened or cut either. Not where the file has a second name: that is another copy, made as
    some programs for backups make them. A pipe holds nothing. ``beside`` is the handle of the folder in which it lies.
    """
    handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=beside)
    try:
        told = os.fstat(handle)
        if told.st_nlink != 1 or not stat.S_ISREG(told.st_mode):
            return True
        for begin, end in disk_space.extents(handle):
            if not _overwritten(handle, begin, end, random):
                return _cut(handle, path)
        return True if _flushed(handle) else _cut(handle, path)
    finally:
        os.close(handle)


def _overwritten(handle: int, begin: int, end: int, random: Callable[[int], bytes]) -> bool:
    while begin < end:
        piece = random(min(end - begin, _PIECE_BYTES))
        try:
            begin += os.pwrite(handle, piece, begin)
        except OSError:
            return False
    return True


def _flushed(handle: int) -> bool:
    try:
        os.fsync(handle)
    except OSError:
        return False
    return True


def _cut(handle: int, path: Path) -> bool:
    try:
        os.ftruncate(handle, 0)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    _flushed(handle)
    return False
