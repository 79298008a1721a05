"""What many tests begin with is made once in a process, kept as bytes, and laid down for each of them.

The copies are one vault by their id, as two machines with one backup are; each lies in a folder of its own.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar
from unittest import mock

from argon2 import low_level

from wallet_cli.store.vault.files import private_folder

Told = TypeVar("Told")


@contextmanager
def derived_once() -> Iterator[None]:
    """A slow key that was derived here once isn't derived again: all that differs enters the function."""
    with mock.patch.object(low_level, "hash_secret_raw", lru_cache(None)(low_level.hash_secret_raw)):
        yield


class _Kept(NamedTuple):
    """One folder or file: where it lies, its mode, and what it holds (None is a folder)."""

    parts: tuple[str, ...]
    mode: int
    data: bytes | None


def laid(make: Callable[[Path], Told], folder: Path, **elsewhere: Path) -> Told:
    """Put into the folder, which may hold other things, what ``make`` puts into an empty one; what ``make`` told.
    What it puts into a folder that is named in ``elsewhere`` goes there.
    """
    kept, told = _made(make)
    for each in kept:
        first, *below = each.parts
        path = elsewhere.get(first, folder / first).joinpath(*below)
        if each.data is None:
            private_folder(path)
        else:
            path.write_bytes(each.data)
        path.chmod(each.mode)
    return told  # type: ignore[no-any-return]


@cache
def _made(make: Callable[[Path], Told]) -> tuple[list[_Kept], Told]:
    with tempfile.TemporaryDirectory(prefix="template-") as name:
        folder = Path(name)
        told = make(folder)
        return [_kept(folder, path) for path in sorted(folder.rglob("*"))], told


def _kept(folder: Path, path: Path) -> _Kept:
    data = None if path.is_dir() else path.read_bytes()
    return _Kept(path.relative_to(folder).parts, path.stat().st_mode & 0o7777, data)
