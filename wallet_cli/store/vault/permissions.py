"""What the permissions of files and folders keep from us, and what they let others do; what an error of the system or
of the driver about files means.

Loaded where something has gone wrong, or is looked for.
"""

from __future__ import annotations

import errno
import os
import stat

from wallet_cli.errors import Busy, Damaged, Refused, WalletError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


# a copy that fails gives its text alone, without the code
_CODES = {
    "database is locked": 5,
    "disk I/O error": 10,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
    "file is not a database": 26,
    "locking protocol": 15,
}


def meaning(error: OSError) -> WalletError | None:
    """The error of wallet that an error of the system stands for, or None where it means nothing special."""
    name = str(error.filename) if isinstance(error.filename, str | os.PathLike) else ""
    match error.errno:
        case errno.EACCES | errno.EPERM if name:
            return _barred(name)
        case errno.ELOOP | errno.EISDIR | errno.ENXIO if name:
            return Refused("no-plain-file", path=name)
        case errno.ENOSPC | errno.EDQUOT:
            return Refused("disk-full")
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return Refused("vault-read-only")
        case errno.EIO | errno.EFBIG:
            return Damaged("store-io")
    return None


def meaning_of_driver(error: BaseException) -> WalletError | None:
    """The error of wallet that an error of SQLite's driver stands for; None where it isn't about files."""
    code = getattr(error, "sqlite_errorcode", _CODES.get(str(error)))
    if not isinstance(code, int):
        return None
    match code & 0xFF:
        case 5 | 6 | 15:  # BUSY, LOCKED, PROTOCOL: a process keeps still while it holds a lock
            return Busy("vault-busy")
        case 8:  # READONLY
            return Refused("vault-read-only")
        case 10:  # IOERR
            return Damaged("store-io")
        case 11 | 26:  # CORRUPT, NOTADB
            return Damaged("store-damaged")
        case 13:  # FULL
            return Refused("disk-full")
        case 14:  # CANTOPEN
            return Refused("store-unopenable")
        case 1 | 19 if "integer overflow" in str(error) or "store REAL value in INTEGER" in str(error):
            return Refused("sum-too-large")
    return None


def _barred(path: str) -> WalletError:
    """What keeps one from a file or a folder: its own permissions, or those of the folder that it is in."""
    folder = os.path.dirname(path) or "."
    if is_shut(path):
        return Refused("file-shut", path=path)
    if not os.access(folder, os.R_OK | os.X_OK):
        return Refused("folder-unreadable", path=_outermost_shut(folder))
    if os.path.isdir(path) and not os.access(path, os.R_OK | os.X_OK):
        return Refused("folder-unreadable", path=path)
    if not os.path.lexists(path):
        return Refused("folder-read-only", path=folder)
    return Refused("vault-read-only")


def _outermost_shut(folder: str) -> str:
    """The folder that keeps one from this one: itself, or one that it lies in."""
    above = os.path.dirname(folder)
    while above != os.path.dirname(above):
        if not os.access(above, os.X_OK):
            folder = above
        above = os.path.dirname(above)
    return folder


def is_shut(path: str) -> bool:
    """Whether a file is there that its own permissions keep from being read, or from being written."""
    if not os.path.isfile(path):
        return False
    may_write = os.access(path, os.W_OK) or not os.access(os.path.dirname(path), os.W_OK)
    return not (may_write and os.access(path, os.R_OK))


def shut_among(*paths: str | os.PathLike[str]) -> WalletError | None:
    """Refused("file-shut") for the first of these that ``is_shut``, not raised; None where each may be read and
    written, or isn't there.
    """
    for each in paths:
        if is_shut(os.fspath(each)):
            return Refused("file-shut", path=str(each))
    return None


def problem(path: Path) -> WalletError | None:
    """What lets others at the vault's folder or a file in it, not raised: a warning. None: only its owner can get
    in."""
    for each in (path, *sorted(path.iterdir())):
        status = each.lstat()
        if stat.S_ISLNK(status.st_mode):
            return Refused("vault-symlink", path=str(each))
        if status.st_uid != os.geteuid():
            return Refused("vault-foreign", path=str(each))
        if status.st_mode & 0o077:
            mode = f"{stat.S_IMODE(status.st_mode):04o}"
            return Refused("vault-shared", path=str(each), mode=mode, folder=str(path))
    return None
