"""What "unlocked" means: the database key lies in the Linux kernel's keyring, in memory that is never swapped out.

It belongs to the user (as with an ssh agent, every process of that user may read it), runs out by itself, and is never
on a disk. Its name, which others may list, is the vault's opaque id and the epoch of the database key: the key of an
earlier epoch is never taken for this one. Where there is no keyring (another system, a container that forbids it)
``put`` says why and ``get`` finds nothing: the passphrase is then asked for each time.

The system calls go through ``ctypes``, loaded here alone and only when one of these functions is called.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from wallet_cli.errors import Locked

if TYPE_CHECKING:
    import ctypes
    from collections.abc import Iterator
    from pathlib import Path

KEY_BYTES = 32
SECONDS_MOST = 2**31 - 1
_VERSION = b"\x02"
_UNTIL, _IDLE = slice(1, 9), slice(9, 13)
_PAYLOAD_BYTES = 13 + KEY_BYTES

# numbers of add_key(2) and keyctl(2) on 64-bit machines
_NUMBERS = {"x86_64": (248, 250), "aarch64": (217, 219), "riscv64": (217, 219)}
_PROCESS_KEYRING, _USER_KEYRING = -2, -4
_SETPERM, _LINK, _SEARCH, _READ, _SET_TIMEOUT, _INVALIDATE = 5, 8, 10, 11, 15, 21
# the possessor may do all; the user view, read, search, link and set the time; group and others nothing
_PERMISSIONS = 0x3F3B0000
_PR_SET_DUMPABLE = 4

_libc: ctypes.CDLL | None = None


class Limits(NamedTuple):
    """For how long a key is kept: ``seconds`` at the most, and ``idle`` seconds without use (0: use doesn't matter)."""

    seconds: int
    idle: int = 0

    def until_next_use(self) -> int:
        """After how many seconds the key is forgotten if it isn't used."""
        return min(self.seconds, self.idle) if self.idle else self.seconds


MARKER = ".keychain"


def marker(state: Path, vault_id: bytes, epoch: int) -> Path:
    """The file without a secret that says that the platform's keychain may keep this key (``keychain``): that library
    is heavy, and loaded only where the file is.
    """
    return state / f"{vault_id.hex()}-{epoch}{MARKER}"


def markers(state: Path, vault_id: bytes) -> Iterator[Path]:
    """Those files, of every epoch of the vault's key."""
    return state.glob(f"{vault_id.hex()}-*{MARKER}")


def name(vault_id: bytes, epoch: int) -> bytes:
    """What the kernel calls the key, and shows to others."""
    return b"wallet:%s:%d" % (vault_id.hex().encode("ascii"), epoch)


def check(database_key: bytes, limits: Limits) -> None:
    """Raise ValueError for what no caller may ask for."""
    if len(database_key) != KEY_BYTES or not 0 < limits.seconds <= SECONDS_MOST or not 0 <= limits.idle <= SECONDS_MOST:
        raise ValueError("a 32-byte key and a positive time")


def put(vault_id: bytes, epoch: int, database_key: bytes, limits: Limits, *, uptime: int) -> None:
    """Keep the database key within ``limits``, in place of what was kept before.

    ``uptime`` is in seconds since the machine started, time asleep included: no change of the clock touches it.
    Raises Locked("keyring-refused", reason=): "system" where there is none, else the kernel's word ("EPERM", "EDQUOT").
    """
    check(database_key, limits)
    until = (uptime + limits.seconds).to_bytes(8, "big")
    payload = _VERSION + until + limits.idle.to_bytes(4, "big") + database_key
    # straight into the user's keyring it would not be readable: its maker must possess it first
    serial = _call(0, b"user", name(vault_id, epoch), payload, len(payload), _PROCESS_KEYRING)
    try:
        _call(1, _SET_TIMEOUT, serial, limits.until_next_use())
        _call(1, _SETPERM, serial, _PERMISSIONS)
        _call(1, _LINK, serial, _USER_KEYRING)
    except Locked:
        _call(1, _INVALIDATE, serial)
        raise


def get(vault_id: bytes, epoch: int, *, uptime: int | None = None) -> bytes | None:
    """The database key, or None: locked, run out, or no keyring here. That is a use of it at ``uptime``, from which
    its idle time begins anew, never beyond its end; None only looks.
    """
    found = _payload(vault_id, epoch)
    if found is None:
        return None
    serial, payload = found
    if uptime is not None:
        limits = _limits(payload, uptime)
        if limits.seconds <= 0:
            drop(vault_id, epoch)
            return None
        if limits.idle:
            _refresh(serial, limits)
    return payload[-KEY_BYTES:]


def _refresh(serial: int, limits: Limits) -> None:
    try:
        _call(1, _SET_TIMEOUT, serial, limits.until_next_use())
    except Locked:
        return  # it is forgotten sooner, then


def remaining(vault_id: bytes, epoch: int, *, uptime: int) -> Limits | None:
    """How long the vault stays unlocked from now, and how long without use; None where it is locked."""
    found = _payload(vault_id, epoch)
    limits = None if found is None else _limits(found[1], uptime)
    return limits if limits is not None and limits.seconds > 0 else None


def drop(vault_id: bytes, epoch: int) -> bool:
    """Forget the key at once, for every process; False where there was none."""
    try:
        _call(1, _INVALIDATE, _call(1, _SEARCH, _USER_KEYRING, b"user", name(vault_id, epoch), 0))
    except Locked:
        return False
    return True


def forbid_dumps() -> None:
    """Keep this process's memory from core dumps and from debuggers of the same user, where the system can."""
    if sys.platform == "linux":
        _system()


def _payload(vault_id: bytes, epoch: int) -> tuple[int, bytes] | None:
    """The kept key's serial number and payload."""
    try:
        serial = _call(1, _SEARCH, _USER_KEYRING, b"user", name(vault_id, epoch), 0)
        room = bytearray(_PAYLOAD_BYTES)
        size = _call(1, _READ, serial, _shared(room), _PAYLOAD_BYTES)
    except Locked:
        return None
    return (serial, bytes(room)) if size == _PAYLOAD_BYTES and room[:1] == _VERSION else None


def _limits(payload: bytes, uptime: int) -> Limits:
    return Limits(int.from_bytes(payload[_UNTIL], "big") - uptime, int.from_bytes(payload[_IDLE], "big"))


def _shared(room: bytearray) -> object:
    from ctypes import c_char

    return (c_char * len(room)).from_buffer(room)


def _call(which: int, *arguments: object) -> int:
    """One of the two system calls; Locked("keyring-refused") with the kernel's word where it refuses."""
    numbers = _NUMBERS.get(os.uname().machine) if sys.platform == "linux" and sys.maxsize > 2**32 else None
    if numbers is None:
        raise Locked("keyring-refused", reason="system")
    from ctypes import get_errno

    answer: int = _system().syscall(numbers[which], *arguments)
    if answer < 0:
        raise Locked("keyring-refused", reason=errno.errorcode.get(get_errno(), "unknown"))
    return answer


def _system() -> ctypes.CDLL:
    """The C library; from here on keys are in this process's memory, so nobody may dump it."""
    global _libc
    if _libc is None:
        from ctypes import CDLL, c_long

        _libc = CDLL(None, use_errno=True)
        _libc.syscall.restype = c_long
        _libc.prctl(_PR_SET_DUMPABLE, 0)
    return _libc
