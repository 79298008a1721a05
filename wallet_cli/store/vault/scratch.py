"""A private folder for drafts, beside their final place: gone afterwards, even after a process that was killed.

Each is locked by its process for as long as that lives; the next one removes those that nobody holds any more. What
goes is what wallet itself puts there, by its names: anything else that was moved in stays, and its folder with it.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress

from wallet_cli.store.vault import asides, files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PREFIX = ".wallet-draft-"
IMAGE, BACKUP, DRAFT, VAULT = "image", "backup", "draft", "vault"
"""What lies in such a folder: files, and the folder of a wallet."""
_IN_VAULT = ("wallet.db", "wallet.db-wal", "wallet.db-shm", "wallet.keys")
_IN_VAULT_DRAFTS = ".wallet.keys."
_KEYS = ("wallet.keys", _IN_VAULT_DRAFTS)
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
        if handle >= 0:
            try:
                _remove(made, handle)
            except BaseException:  # asked to end in the middle of it: it is finished first
                _remove(made, handle)
                raise
            finally:
                os.close(handle)
        else:
            with suppress(OSError):
                made.rmdir()


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
            _remove(each, handle)
        except BlockingIOError:
            continue
        finally:
            os.close(handle)


def wallets_in(folder: Path) -> list[Path]:
    """The draft folders in ``folder`` that hold a wallet."""
    return [each for each in sorted(folder.glob(f"{PREFIX}*")) if _in_vault(each / VAULT)]


def clear(folder: Path, random: Callable[[int], bytes]) -> tuple[Path, ...]:
    """Remove what killed processes left in ``folder``, however young: it may be a whole wallet, which its keys open.
    The keys are overwritten with ``random`` bytes first. Where that fails, or the disk knows no locks, it stays.

    The folders in which a wallet is left that nobody is making any more.
    """
    import fcntl

    left = []
    for each in sorted(folder.glob(f"{PREFIX}*")):
        with suppress(OSError):  # not a folder; or someone is working in it
            handle = os.open(each, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_DIRECTORY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if not os.listdir(handle):  # one so young may not have its lock yet
                    continue
                found = _in_vault(each / VAULT)
                for path in found:
                    if path.name.startswith(_KEYS):
                        asides.overwritten(path, random)
                _remove(each, handle)
                left += [each] if any(map(os.path.lexists, found)) else []
            finally:
                os.close(handle)
    return tuple(left)


def _in_vault(vault: Path) -> list[Path]:
    """The files of the wallet in it; nothing where a link leads to another one."""
    return [] if vault.is_symlink() or not vault.is_dir() else [each for each in vault.iterdir() if _is_own(each.name)]


def _is_own(name: str) -> bool:
    return name in _IN_VAULT or name.startswith(_IN_VAULT_DRAFTS)


def _remove(room: Path, handle: int) -> None:
    """Remove what wallet put into a folder, and the folder where nothing else is in it. Fails silently."""
    for name in (IMAGE, BACKUP, DRAFT):
        _unlink(name, handle)
    with suppress(OSError):
        inner = os.open(VAULT, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_DIRECTORY, dir_fd=handle)
        try:
            for name in os.listdir(inner):
                if _is_own(name):
                    _unlink(name, inner)
        finally:
            os.close(inner)
        os.rmdir(VAULT, dir_fd=handle)
    with suppress(OSError):
        room.rmdir()


def _unlink(name: str, handle: int) -> None:
    with suppress(OSError):
        if stat.S_ISREG(os.stat(name, dir_fd=handle, follow_symlinks=False).st_mode):
            os.unlink(name, dir_fd=handle)
