"""Room on a disk: kept for what has to succeed later, and what of a file takes any.

A file may be as long as it likes and hold nothing: who copies or overwrites one by its length fills the disk.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from wallet_cli.store.vault.files import StrPath

_PIECE_BYTES = 1 << 16
_ALLOCATED_UNIT_BYTES = 512
"""What ``st_blocks`` counts, whatever the file system's own blocks are."""


@contextmanager
def kept(folder: StrPath, size_bytes: int) -> Iterator[None]:
    """Keep that much room on the disk of a folder while this lasts: what is written right afterwards finds it, unless
    another program is quicker. Raises OSError where there isn't as much.

    The file that takes it has no name, where the system knows such files: a process that is killed leaves nothing.
    """
    import tempfile

    with tempfile.TemporaryFile(dir=folder, buffering=0) as taken:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(taken.fileno(), 0, size_bytes)
        else:
            for _piece in range(0, size_bytes, _PIECE_BYTES):
                taken.write(bytes(_PIECE_BYTES))
        yield


def extents(handle: int) -> Iterator[tuple[int, int]]:
    """The stretches of an open file that hold anything, each by its beginning and its end, in bytes: a hole holds
    nothing. All of it where the system doesn't tell. Raises OSError.
    """
    size, end = os.fstat(handle).st_size, 0
    while end < size:
        begin, end = _next_extent(handle, end, size)
        if begin < end:
            yield begin, end


def _next_extent(handle: int, at: int, size: int) -> tuple[int, int]:
    if not hasattr(os, "SEEK_DATA"):
        return at, size
    try:
        begin = os.lseek(handle, at, os.SEEK_DATA)
        return begin, min(os.lseek(handle, begin, os.SEEK_HOLE), size)
    except OSError as error:
        if error.errno == errno.ENXIO:  # a hole up to the end
            return size, size
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
        return at, size


def copy(source: BinaryIO, out: BinaryIO) -> None:
    """Copy an open file into an empty one, which gets holes where that has some. Raises OSError, and before anything is
    written where the disk has less room than that takes.
    """
    told = os.fstat(source.fileno())
    _require(out.fileno(), min(told.st_size, told.st_blocks * _ALLOCATED_UNIT_BYTES), out.name)
    for begin, end in extents(source.fileno()):
        source.seek(begin)
        out.seek(begin)
        while begin < end:
            piece = source.read(min(_PIECE_BYTES, end - begin))
            if not piece:  # it became shorter meanwhile
                break
            out.write(piece)
            begin += len(piece)
    out.truncate(told.st_size)


def _require(handle: int, size_bytes: int, name: str) -> None:
    told = os.statvfs(handle)
    if told.f_bavail * told.f_frsize < size_bytes:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)
