"""A private folder for drafts, beside their final place: gone afterwards, even after a process that was killed.

Each is locked by its process for as long as that lives; the next one removes those that nobody holds any more. What
goes is what wallet itself puts there, by its names: anything else that was moved in stays, and its folder with it.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from wallet_cli.store.vault import files, wiping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PREFIX = ".wallet-draft-"
IMAGE, BACKUP, DRAFT, VAULT = "image", "backup", "draft", "vault"
"""What lies in such a folder: files, and the folder of a wallet."""
_IN_VAULT = ("wallet.db", "wallet.db-wal", "wallet.db-shm", "wallet.keys")
_IN_VAULT_DRAFTS = ".wallet.keys."
_KEYS = ("wallet.keys", _IN_VAULT_DRAFTS)
_YOUNG_SECONDS = 60
_FOLDER = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_DIRECTORY


@contextmanager
def room(folder: Path) -> Iterator[Path]:
    """A new folder in ``folder``, for the owner alone. Raises OSError."""
    made, handle = _made(folder)
    try:
        _sweep(folder, made)
        yield made
    finally:
        try:
            _remove(made, handle)
        except BaseException:  # asked to end in the middle of it: it is finished first
            _remove(made, handle)
            raise
        finally:
            os.close(handle)


def _made(folder: Path) -> tuple[Path, int]:
    """A new folder and its handle, which has its lock where the disk knows any: else leftovers stay."""
    while True:
        made = folder / f"{PREFIX}{os.urandom(8).hex()}"
        made.mkdir(mode=files.FOLDER_MODE)
        try:
            handle = os.open(made, _FOLDER)
        except OSError:
            with suppress(OSError):
                made.rmdir()
            raise
        try:
            if _is_locked(handle) is not False and made.exists():
                return made, handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # someone was just looking whether it is a leftover
        with suppress(OSError):
            made.rmdir()


def _is_locked(handle: int) -> bool | None:
    """Lock a folder; False where someone has it, None where the disk knows no locks."""
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _sweep(folder: Path, mine: Path) -> None:
    """Remove what killed processes left; one so young may not have its lock yet."""
    now = mine.stat().st_mtime
    for each in _listed(folder):
        with suppress(OSError):  # not a folder, or one of someone else's
            if each == mine or now - each.lstat().st_mtime < _YOUNG_SECONDS:
                continue
            handle = os.open(each, _FOLDER)
            try:
                if _is_locked(handle):
                    _remove(each, handle)
            finally:
                os.close(handle)


def _listed(folder: Path) -> list[Path]:
    """Whatever in ``folder`` has a draft folder's name, nothing where there is none. Raises OSError."""
    try:
        return sorted(folder / name for name in os.listdir(folder) if name.startswith(PREFIX))
    except FileNotFoundError:
        return []


def wallets_in(folder: Path) -> list[Path]:
    """The draft folders in ``folder`` that hold a wallet which nobody is making any more, or that can't be looked into.
    Raises OSError.
    """
    return [each for each in _listed(folder) if not _is_free_of_wallets(each, lambda _each, _handle: None)]


def clear(folder: Path, random: Callable[[int], bytes]) -> tuple[Path, ...]:
    """Remove what killed processes left in ``folder``, however young: it may be a whole wallet, which its keys open.
    The keys are overwritten with ``random`` bytes first. Where that fails, or the disk knows no locks, it stays.

    The folders in which a wallet is, or may be, left that nobody is making any more: ``folder`` itself where nobody may
    look.
    """
    try:
        found = _listed(folder)
    except OSError:
        return (folder,)
    return tuple(each for each in found if not _is_free_of_wallets(each, partial(_clear, random)))


def _is_free_of_wallets(each: Path, use: Callable[[Path, int], None]) -> bool:
    """Whether no wallet is in it after its ``use``, or someone is making one; what is empty may not have its lock yet.
    A disk that knows no locks gives it nobody to use.
    """
    try:
        handle = os.open(each, _FOLDER)
    except OSError as error:
        return error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)  # not a folder
    try:
        if not os.listdir(handle):
            return True
        is_locked = _is_locked(handle)
        if is_locked:
            use(each, handle)
        return is_locked is False or not _wallet_in(handle)
    except OSError:
        return False
    finally:
        os.close(handle)


def _clear(random: Callable[[int], bytes], each: Path, handle: int) -> None:
    with suppress(OSError):
        vault = os.open(VAULT, _FOLDER, dir_fd=handle)
        try:
            for name in _own_in(vault):
                if name.startswith(_KEYS):
                    with suppress(OSError):
                        wiping.overwrite(Path(name), random, beside=vault)
        finally:
            os.close(vault)
    _remove(each, handle)


def _wallet_in(handle: int) -> bool:
    """Whether a file of a wallet is in it. Raises OSError where nobody may look."""
    try:
        vault = os.open(VAULT, _FOLDER, dir_fd=handle)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):  # nothing, or a link to another one
            return False
        raise
    try:
        return bool(_own_in(vault))
    finally:
        os.close(vault)


def _own_in(vault: int) -> list[str]:
    """The names of a wallet's files in this folder."""
    return [name for name in os.listdir(vault) if _is_own(name) and _is_file(name, vault)]


def _is_file(name: str, handle: int) -> bool:
    return stat.S_ISREG(os.stat(name, dir_fd=handle, follow_symlinks=False).st_mode)


def _is_own(name: str) -> bool:
    return name in _IN_VAULT or name.startswith(_IN_VAULT_DRAFTS)


def _remove(room: Path, handle: int) -> None:
    """Remove what wallet put into a folder, and the folder where nothing else is in it. Fails silently."""
    for name in (IMAGE, BACKUP, DRAFT):
        _unlink(name, handle)
    with suppress(OSError):
        inner = os.open(VAULT, _FOLDER, dir_fd=handle)
        try:
            for name in _own_in(inner):
                _unlink(name, inner)
        finally:
            os.close(inner)
        os.rmdir(VAULT, dir_fd=handle)
    with suppress(OSError):
        room.rmdir()


def _unlink(name: str, handle: int) -> None:
    with suppress(OSError):
        if _is_file(name, handle):
            os.unlink(name, dir_fd=handle)
