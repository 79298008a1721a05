"""What lay in a vault's folder and isn't proven to belong there: set aside under a name of its own, never overwritten.

``aside-20261120T101500.wal`` is a log that was last written at that time (UTC). It is kept for ``KEPT_DAYS``, until a
backup that was checked removes it; both erasures destroy it. The same goes for the key header that a rotation keeps
until its store is in place, where it was stopped before it could remove that.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress

from wallet_cli.domain.moment import DAY_US, utc
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.vault import disk_space, files, wiping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOG, JOURNAL, INDEX, STORE, HEADER = "wal", "journal", "shm", "db", "keys"
"""What a file was; the end of its name."""
_NAME = re.compile(r"aside-\d{8}T\d{6}(-\d+)?\.(wal|journal|shm|db|keys)|\.wallet\.keys\.before\.\d+")
KEPT_DAYS = 30
"""How long a file stays, at least, after it was set aside: a nightly backup makes none go that nobody has read of."""
_LATEST_S = 253_402_300_799
"""The last second of the year 9999."""


class Destroyed(NamedTuple):
    """What is gone of what was set aside; which of that the disk didn't let be overwritten; and what is there still."""

    gone: tuple[Path, ...]
    readable: tuple[Path, ...]
    left: tuple[Path, ...]


def listed(folder: Path) -> list[Path]:
    """Everything that is set aside in a folder, by name. Raises OSError."""
    return sorted(each for each in folder.iterdir() if _NAME.fullmatch(each.name))


def is_aside(name: str) -> bool:
    """Whether this is the name of something that was set aside."""
    return _NAME.fullmatch(name) is not None


def put(path: Path, kind: str) -> Path:
    """Set a file, a link or whatever has this name aside; where it is now. A file is its owner's alone from then on,
    no matter who could read it before. Only for a command that is alone in the folder.

    Raises OSError.
    """
    target = name_for(path, kind)
    path.rename(target)
    with suppress(OSError):  # someone else's stays as it is: ``doctor`` says so
        if stat.S_ISREG(target.lstat().st_mode):
            target.chmod(files.FILE_MODE)
    return target


def copy(path: Path, kind: str) -> Path:
    """Keep a copy of a file as it is now, with its holes, which is on the disk when this returns; where. Raises
    OSError, and before anything is written where there isn't room for what it holds.
    """
    target = name_for(path, kind)
    with path.open("rb") as source, target.open("xb") as out:
        try:
            target.chmod(files.FILE_MODE)
            disk_space.copy(source, out)
            out.flush()
            os.fsync(out.fileno())
        except BaseException:
            target.unlink()
            raise
    return target


def name_for(path: Path, kind: str) -> Path:
    """A name that nothing has, by the time when the file was last written. Raises OSError."""
    written_s = max(0, min(path.lstat().st_mtime_ns // 1_000_000_000, _LATEST_S))
    stem = "aside-" + utc(written_s * 1_000_000)[:19].replace("-", "").replace(":", "")
    target, number = path.with_name(f"{stem}.{kind}"), 1
    while os.path.lexists(target):
        number += 1
        target = path.with_name(f"{stem}-{number}.{kind}")
    return target


def remove(folder: Path, now_us: int) -> list[Path]:
    """Remove what was set aside more than ``KEPT_DAYS`` before ``now_us``; what is gone.

    Folders stay. Raises OSError.
    """
    gone = []
    for each in listed(folder):
        told = each.lstat()
        if now_us - told.st_ctime_ns // 1000 > KEPT_DAYS * DAY_US and not stat.S_ISDIR(told.st_mode):
            each.unlink()
            gone.append(each)
    files.sync(folder)
    return gone


def destroy(folder: Path, random: Callable[[int], bytes]) -> Destroyed:
    """Overwrite what is set aside with ``random`` bytes, and remove it; what fails at one of them keeps no other from
    going. Folders stay. Raises OSError for the folder alone.
    """
    found = [each for each in listed(folder) if not stat.S_ISDIR(each.lstat().st_mode)]
    whole = [each for each in found if overwritten(each, random)]
    gone = [each for each in found if unlinked(each)]
    files.sync(folder)
    return Destroyed(
        tuple(gone),
        tuple(each for each in gone if each not in whole),
        tuple(each for each in found if each not in gone),
    )


def overwritten(path: Path, random: Callable[[int], bytes]) -> bool:
    """Overwrite a file that is about to go; whether all that it holds is. A link, or a pipe, holds nothing."""
    try:
        return not stat.S_ISREG(path.lstat().st_mode) or wiping.overwrite(path, random)
    except OSError:
        return False


def unlinked(path: Path) -> bool:
    """Remove a file; whether it is gone."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
