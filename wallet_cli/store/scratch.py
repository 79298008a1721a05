"""A private folder for drafts, beside where they will stand: gone afterwards, also after a process that was killed.

Each is locked by its process for as long as that lives; the next one removes those that nobody holds any more.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from wallet_cli.store import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PREFIX = ".wallet-draft-"
_YOUNG_SECONDS = 60


@contextmanager
def room(folder: Path) -> Iterator[Path]:
    """A new folder in ``folder``, for the owner alone. Raises OSError."""
    import fcntl

    made = folder / f"{PREFIX}{os.urandom(8).hex()}"
    handle = -1
    try:
        made.mkdir(mode=files.FOLDER_MODE)
        handle = os.open(made, os.O_RDONLY | os.O_CLOEXEC)
        with suppress(OSError):  # a disk that knows no locks: leftovers then stay
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _sweep(folder, made)
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        if handle >= 0:
            os.close(handle)


def _sweep(folder: Path, mine: Path) -> None:
    """Remove what killed processes left; one so young may not have its lock yet."""
    import fcntl

    now = mine.stat().st_mtime
    for each in folder.glob(f"{PREFIX}*"):
        if each == mine or now - each.lstat().st_mtime < _YOUNG_SECONDS:
            continue
        handle = os.open(each, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(each, ignore_errors=True)
        except BlockingIOError:
            continue
        finally:
            os.close(handle)
