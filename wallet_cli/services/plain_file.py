"""Files that leave the wallet in plaintext: for the owner alone (0600), whole or not at all, never over another."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager

from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.store.vault import files, permissions, scratch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO


MEDIA = ("/media", "/mnt", "/run/media", "/Volumes")
"""Where sticks and disks appear when they are plugged in."""


def require_expanded(path: str) -> None:
    """Refuse a path that isn't there and begins with ``~/``, which the shell was to replace by the home folder.

    Raises UsageProblem("path-tilde"). It was in quotes; a folder of that name isn't what anyone wants.
    """
    if path.startswith("~/"):
        raise UsageProblem("path-tilde", path=path, rest=path[2:])


def require_writable(path: Path, *, force: bool) -> None:
    """Refuse what can't be written before any work is done: a folder, a missing folder, a file that is there, and a
    device or a pipe, in whose place a file would be put.
    """
    with writing(path):
        if path.is_dir():
            raise UsageProblem("output-is-folder", path=str(path))
        if not path.parent.is_dir():
            require_expanded(str(path))
            if _is_on_medium(path):
                raise UsageProblem("output-medium-missing", path=str(path.parent))
            raise UsageProblem("output-folder-missing", path=str(path.parent))
        there = path.exists()
        if there and not path.is_file():
            raise UsageProblem("output-no-file", path=str(path))
        if there and not force:
            raise Refused("output-exists", path=str(path))


def _is_on_medium(path: Path) -> bool:
    """Whether the folder belongs to a stick or a disk that isn't there: made by hand, it would be on this one."""
    above = [str(each) for each in path.absolute().parents]
    beneath = [each for each in above if each.startswith(tuple(f"{root}/" for root in MEDIA))]
    return bool(beneath) and not any(map(os.path.ismount, beneath))


def write(path: Path, data: bytes, *, force: bool) -> None:
    """Write a small file at once. Raises UsageProblem, Refused("output-exists", "disk-full", "output-unwritable")."""
    require_writable(path, force=force)
    stream(path, lambda out: _written(out, data), force=force)


def _written(out: BinaryIO, data: bytes) -> None:
    out.write(data)


def stream(path: Path, fill: Callable[[BinaryIO], None], *, force: bool) -> None:
    """Let ``fill`` write to a draft on the same disk, then put it in place: fsync, rename, fsync of the folder.

    A file that appeared meanwhile is kept unless ``force``. Whatever fails leaves no draft behind; what a killed
    process left, in plain text, the next one removes.
    """
    require_writable(path, force=force)
    with writing(path), scratch.room(path.parent) as room:
        draft = room / scratch.DRAFT
        fill_draft(draft, fill)
        put(draft, path, force=force)


def fill_draft(draft: Path, fill: Callable[[BinaryIO], None]) -> None:
    """Let ``fill`` write a new file for its owner alone, which is on the disk when this returns. Raises OSError.

    Never into one that is there: in a shared folder it may be someone else's.
    """
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with open(handle, "wb") as out:  # noqa: PTH123 - a descriptor, not a path
        fill(out)
        out.flush()
        os.fsync(out.fileno())


def put(draft: Path, path: Path, *, force: bool) -> None:
    """Put a finished draft, which is on the disk already, in place of ``path``. Raises OSError."""
    if not force:
        try:
            os.link(draft, path)
        except FileExistsError:
            raise
        except OSError:  # a disk without hard links, as memory sticks are: take the name first, then fill it
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            force = True
    if force:
        draft.replace(path)
    files.sync(path.parent)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What the system says about writing ``path``: Refused("output-exists", "disk-full", "output-unwritable")."""
    try:
        yield
    except FileExistsError:
        raise Refused("output-exists", path=str(path)) from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise UsageProblem("output-name-long", path=str(path)) from None
        told = permissions.meaning(error)
        if told is not None and told.slug == "disk-full":
            raise told from None
        raise Refused("output-unwritable", path=str(path), why=os.strerror(error.errno or 0)) from None


def is_exposed(path: Path) -> bool:
    """Whether everyone may replace files in this path's folder: writable for all, and not sticky as /tmp is."""
    mode = path.parent.stat().st_mode
    return bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX
