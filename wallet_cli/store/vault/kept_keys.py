"""All keys that the user's keyring keeps, by the wallet they belong to.

For code that locks, or looks for one that opens a backup or a wallet whose key header is damaged. The one key of a
wallet that daily commands need is found by ``kernel_keyring``.
"""

from __future__ import annotations

import os
import struct

from wallet_cli.errors import Locked
from wallet_cli.store.vault import kernel_keyring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def of_vault(vault_id: bytes, epoch: int, *, uptime: int | None = None) -> Iterator[bytes]:
    """The database keys of this epoch that any copy of the vault keeps; each is used as by ``get``."""
    for serial, whose, _mark in _all():
        found = kernel_keyring.payload_of(serial) if whose == vault_id.hex() else None
        key = None if found is None else kernel_keyring.used(found, epoch, uptime)
        if key is not None:
            yield key


def of_folder(folder: Path, *, uptime: int) -> Iterator[bytes]:
    """The database keys that are kept for the wallet in this folder, whatever its key header says now: for anyone who
    has to mend that. Raises OSError.
    """
    here = kernel_keyring.mark_of(str(folder))
    for serial, _whose, mark in _all():
        found = kernel_keyring.payload_of(serial) if mark == here else None
        if found is not None and kernel_keyring.limits_of(found[1], uptime).seconds > 0:
            yield found[1][kernel_keyring.KEY_AT]


def drop(folder: Path, vault_id: bytes | None) -> bool:
    """Forget every key of this wallet at once, for every process; whether there was one.

    That is: what is kept for its folder, whatever its key header says now; and of the vault of this id what earlier
    versions of the program kept, by a name that all its copies share, and what was kept for a folder that is gone. The
    keys of other wallets stay, and so do those of another copy of this vault. Raises OSError.
    """
    here = kernel_keyring.mark_of(str(folder))
    dropped = False
    for serial, whose, mark in _all():
        ours = vault_id is not None and whose == vault_id.hex() and (mark.isdecimal() or _is_orphan(serial, mark))
        if mark == here or ours:
            dropped = kernel_keyring.invalidate(serial) or dropped
    return dropped


def _is_orphan(serial: int, mark: str) -> bool:
    found = kernel_keyring.payload_of(serial)
    return found is None or is_gone(mark, found[1][kernel_keyring.PATH_AT :])


def _all() -> Iterator[tuple[int, str, str]]:
    """The keys of wallets in the user's keyring: serial number, the vault's id, and the rest of the name."""
    try:
        listed = kernel_keyring.read(kernel_keyring.USER_KEYRING)
    except Locked:
        return
    for (serial,) in struct.iter_unpack("=i", listed):
        try:
            told = kernel_keyring.read(serial, kernel_keyring.DESCRIBE).rstrip(b"\0").decode("ascii", "replace")
        except Locked:
            continue  # it ran out meanwhile, or isn't ours to see
        kind, _uid, _gid, _mode, called = told.split(";", 4)
        whose, sign, mark = called.removeprefix(kernel_keyring.PREFIX).partition(":")
        if kind == "user" and called.startswith(kernel_keyring.PREFIX) and sign:
            yield serial, whose, mark


def is_gone(mark: str, path: bytes) -> bool:
    """Whether the folder that was marked so isn't at this path any more: nobody can lock that wallet by its name."""
    try:
        return kernel_keyring.mark_of(os.fsdecode(path)) != mark
    except (OSError, ValueError):
        return True
