"""What lay in a vault's folder and isn't proven to belong there: set aside under a name of its own, never overwritten.

``aside-20261120T101500.wal`` is a log that was last written at that time (UTC). It is kept until the next verified
backup; both erasures destroy it. The same goes for the key header that a rotation keeps until its store is in place,
where it was stopped before it could remove that.
"""

from __future__ import annotations

import os
import re
import shutil
import stat

from wallet_cli.domain.moment import utc
from wallet_cli.store.vault import files, wiping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

LOG, JOURNAL, INDEX, STORE, HEADER = "wal", "journal", "shm", "db", "keys"
"""What a file was; the end of its name."""
_NAME = re.compile(r"aside-\d{8}T\d{6}(-\d+)?\.(wal|journal|shm|db|keys)|\.wallet\.keys\.before\.\d+")
_LATEST_S = 253_402_300_799
"""The last second of the year 9999."""


def listed(folder: Path) -> list[Path]:
    """Everything that is set aside in a folder, by name. Raises OSError."""
    return sorted(each for each in folder.iterdir() if _NAME.fullmatch(each.name))


def is_aside(name: str) -> bool:
    """Whether this is the name of something that was set aside."""
    return _NAME.fullmatch(name) is not None


def put(path: Path, kind: str) -> Path:
    """Set a file, a link or whatever has this name aside; where it is now. Only for whoever is alone in the folder.

    Raises OSError.
    """
    target = name_for(path, kind)
    path.rename(target)
    return target


def copy(path: Path, kind: str) -> Path:
    """Keep a copy of a file as it is now, which is on the disk when this returns; where. Raises OSError."""
    target = name_for(path, kind)
    with path.open("rb") as source, target.open("xb") as out:
        try:
            target.chmod(files.FILE_MODE)
            shutil.copyfileobj(source, out)
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


def remove(
    folder: Path, random: Callable[[int], bytes] | None = None, *, only: Collection[Path] | None = None
) -> list[Path]:
    """Remove what is set aside, or ``only`` these, overwritten first where ``random`` is given; what is gone. Folders
    stay.

    Raises OSError.
    """
    gone = []
    for each in listed(folder):
        mode = each.lstat().st_mode
        if stat.S_ISDIR(mode) or (only is not None and each not in only):
            continue
        if random is not None and stat.S_ISREG(mode):
            wiping.overwrite(each, random)
        each.unlink()
        gone.append(each)
    files.sync(folder)
    return gone
