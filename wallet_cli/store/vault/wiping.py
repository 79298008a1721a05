"""Making a file unreadable before it goes: overwritten where it lies, as far as the disk does that."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PIECE_BYTES = 1 << 16


def overwrite(path: Path, random: Callable[[int], bytes]) -> None:
    """Write random bytes over a file, and flush them to the disk. Raises OSError.

    Not where the file has a second name: that is another copy, made as some programs for backups make them.
    """
    handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        told = os.fstat(handle)
        left = told.st_size if told.st_nlink == 1 else 0
        while left > 0:
            left -= os.write(handle, random(min(left, _PIECE_BYTES)))
        os.fsync(handle)
    finally:
        os.close(handle)
