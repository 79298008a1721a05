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
from typing import TYPE_CHECKING

from wallet_cli.errors import Locked

if TYPE_CHECKING:
    import ctypes

_KEY_BYTES = 32
_UNTIL_BYTES = 8
_VERSION = b"\x01"
_PAYLOAD_BYTES = len(_VERSION) + _UNTIL_BYTES + _KEY_BYTES
_SECONDS_MOST = 2**31 - 1

# numbers of add_key(2) and keyctl(2) on 64-bit machines
_NUMBERS = {"x86_64": (248, 250), "aarch64": (217, 219), "riscv64": (217, 219)}
_PROCESS_KEYRING, _USER_KEYRING = -2, -4
_SETPERM, _LINK, _SEARCH, _READ, _SET_TIMEOUT, _INVALIDATE = 5, 8, 10, 11, 15, 21
# the possessor may do all; the user view, read, search and link; group and others nothing
_PERMISSIONS = 0x3F1B0000
_PR_SET_DUMPABLE = 4

_libc: ctypes.CDLL | None = None


def put(vault_id: bytes, epoch: int, database_key: bytes, seconds: int, *, now: int) -> None:
    """Keep the database key for ``seconds`` from ``now`` (seconds since 1970), in place of what was kept before.

    Raises Locked("keyring-refused", reason=): "system" where there is none, else the kernel's word ("EPERM", "EDQUOT").
    """
    if len(database_key) != _KEY_BYTES or not 0 < seconds <= _SECONDS_MOST:
        raise ValueError("a 32-byte key and a positive time")
    payload = _VERSION + (now + seconds).to_bytes(_UNTIL_BYTES, "big") + database_key
    # straight into the user's keyring it would not be readable: its maker must possess it first
    serial = _call(0, b"user", _name(vault_id, epoch), payload, len(payload), _PROCESS_KEYRING)
    try:
        _call(1, _SET_TIMEOUT, serial, seconds)
        _call(1, _SETPERM, serial, _PERMISSIONS)
        _call(1, _LINK, serial, _USER_KEYRING)
    except Locked:
        _call(1, _INVALIDATE, serial)
        raise


def get(vault_id: bytes, epoch: int) -> bytes | None:
    """The database key, or None: locked, run out, or no keyring here."""
    payload = _payload(vault_id, epoch)
    return None if payload is None else payload[-_KEY_BYTES:]


def remaining(vault_id: bytes, epoch: int, *, now: int) -> int | None:
    """For how many seconds the vault stays unlocked, or None where it is locked."""
    payload = _payload(vault_id, epoch)
    return None if payload is None else max(0, int.from_bytes(payload[1 : 1 + _UNTIL_BYTES], "big") - now)


def drop(vault_id: bytes, epoch: int) -> bool:
    """Forget the key at once, for every process; False where there was none."""
    try:
        _call(1, _INVALIDATE, _call(1, _SEARCH, _USER_KEYRING, b"user", _name(vault_id, epoch), 0))
    except Locked:
        return False
    return True


def forbid_dumps() -> None:
    """Keep this process's memory from core dumps and from debuggers of the same user, where the system can."""
    if sys.platform == "linux":
        _system()


def _payload(vault_id: bytes, epoch: int) -> bytes | None:
    try:
        serial = _call(1, _SEARCH, _USER_KEYRING, b"user", _name(vault_id, epoch), 0)
        room = bytearray(_PAYLOAD_BYTES)
        size = _call(1, _READ, serial, _shared(room), _PAYLOAD_BYTES)
    except Locked:
        return None
    return bytes(room) if size == _PAYLOAD_BYTES and room[:1] == _VERSION else None


def _name(vault_id: bytes, epoch: int) -> bytes:
    return b"wallet:%s:%d" % (vault_id.hex().encode("ascii"), epoch)


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
