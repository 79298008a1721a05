"""What "unlocked" means: the database key lies in the Linux kernel's keyring, in memory that is never swapped out.

It belongs to the user (as with an ssh agent, every process of that user may read it), runs out by itself, and is never
on a disk. Its name is the vault's opaque id and the number that the system gives the wallet's folder: a copy of a vault
is a wallet of its own, and one that was moved keeps its key. The epoch of the database key is inside: one name, so
that locking finds the key whatever happened to the wallet meanwhile, and the key of another epoch is never
taken for this one. Where there is no keyring (another system, a container that forbids it) ``put`` says why and ``get``
finds nothing: the passphrase is then asked for each time.

The system calls go through ``ctypes``, loaded here alone and only when one of these functions is called.
"""

from __future__ import annotations

import errno
import os
import sys

from wallet_cli.errors import Locked
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ctypes
    from collections.abc import Iterator
    from pathlib import Path

    from wallet_cli.store.vault.files import StrPath

KEY_BYTES = 32
SECONDS_MOST = 2**31 - 1
_VERSION = b"\x03"
_UNTIL, _IDLE, _EPOCH, KEY_AT = slice(1, 9), slice(9, 13), slice(13, 21), slice(21, 21 + KEY_BYTES)
PATH_AT = KEY_AT.stop
"""Where in the payload the folder's path begins: by it a key whose wallet is gone is known."""

# numbers of add_key(2) and keyctl(2) on 64-bit machines
_NUMBERS = {"x86_64": (248, 250), "aarch64": (217, 219), "riscv64": (217, 219)}
_PROCESS_KEYRING, USER_KEYRING = -2, -4
_SETPERM, DESCRIBE, _LINK, _SEARCH, READ, _SET_TIMEOUT, _INVALIDATE = 5, 6, 8, 10, 11, 15, 21
# the possessor may do all; the user view, read, search, link and set the time; group and others nothing
_PERMISSIONS = 0x3F3B0000
_PR_SET_DUMPABLE = 4

libc: ctypes.CDLL | None = None


class Limits(NamedTuple):
    """For how long a key is kept: ``seconds`` at the most, and ``idle`` seconds without use (0: use doesn't matter)."""

    seconds: int
    idle: int = 0

    def until_next_use(self) -> int:
        """After how many seconds the key is forgotten if it isn't used."""
        return min(self.seconds, self.idle) if self.idle else self.seconds


class Owner:
    """Whose key it is: the vault's id, and the wallet's folder by the system's number and by its path."""

    def __init__(self, vault_id: bytes, mark: str, path: str) -> None:
        self.vault_id, self.mark, self.path = vault_id, mark, path


def owner(vault_id: bytes, folder: StrPath) -> Owner:
    """The wallet in this folder, whatever links lead to it. Raises OSError."""
    path = str(folder)
    return Owner(vault_id, mark_of(path), path)


def mark_of(path: str) -> str:
    """What the system calls a folder: its device and its number there. Raises OSError."""
    told = os.stat(path)
    return f"{told.st_dev:x}.{told.st_ino:x}"


MARKER = ".keychain"


def marker(state: StrPath, whose: Owner) -> str:
    """The file without a secret that says that the platform's keychain may keep this key (``keychain``): that library
    is heavy, and loaded only where the file is.
    """
    return f"{state}/{whose.vault_id.hex()}-{whose.mark}{MARKER}"


def markers(state: Path, vault_id: bytes) -> Iterator[Path]:
    """Those files, of every copy of the vault."""
    return state.glob(f"{vault_id.hex()}-*{MARKER}")


PREFIX = "wallet:"


def name(whose: Owner) -> bytes:
    """What the kernel calls the key, and shows to others."""
    return f"{PREFIX}{whose.vault_id.hex()}:{whose.mark}".encode("ascii")


def check(database_key: bytes, limits: Limits) -> None:
    """Raise ValueError for what no caller may ask for."""
    if len(database_key) != KEY_BYTES or not 0 < limits.seconds <= SECONDS_MOST or not 0 <= limits.idle <= SECONDS_MOST:
        raise ValueError("a 32-byte key and a positive time")


def put(whose: Owner, epoch: int, database_key: bytes, limits: Limits, *, uptime: int) -> None:
    """Keep the database key of this epoch within ``limits``, in place of what was kept before.

    ``uptime`` is in seconds since the machine started, time asleep included: no change of the clock touches it.
    Raises Locked("keyring-refused", reason=): "system" where there is none, else the kernel's word ("EPERM", "EDQUOT").
    """
    check(database_key, limits)
    numbers = (uptime + limits.seconds).to_bytes(8, "big") + limits.idle.to_bytes(4, "big") + epoch.to_bytes(8, "big")
    payload = _VERSION + numbers + database_key + os.fsencode(os.path.realpath(whose.path))
    # straight into the user's keyring it would not be readable: its maker must possess it first
    serial = call(0, b"user", name(whose), payload, len(payload), _PROCESS_KEYRING)
    try:
        call(1, _SET_TIMEOUT, serial, limits.until_next_use())
        call(1, _SETPERM, serial, _PERMISSIONS)
        call(1, _LINK, serial, USER_KEYRING)
    except Locked:
        call(1, _INVALIDATE, serial)
        raise


def get(whose: Owner, epoch: int, *, uptime: int | None = None) -> bytes | None:
    """The database key, or None: locked, run out, of another epoch, or no keyring here. That is a use of it at
    ``uptime``, from which its idle time begins again, never beyond its end; None only looks.
    """
    found = _named(whose)
    return None if found is None else used(found, epoch, uptime)


def remaining(whose: Owner, epoch: int, *, uptime: int) -> Limits | None:
    """How long the wallet stays unlocked from now, and how long without use; None where it is locked."""
    found = _named(whose)
    if found is None or _epoch(found[1]) != epoch:
        return None
    limits = limits_of(found[1], uptime)
    return limits if limits.seconds > 0 else None


def forget(whose: Owner) -> bool:
    """Forget the one key of this name; False where there is none."""
    found = _named(whose)
    return found is not None and invalidate(found[0])


def invalidate(serial: int) -> bool:
    """Forget a key by its serial number; False where it is gone already."""
    try:
        call(1, _INVALIDATE, serial)
    except Locked:
        return False
    return True


def read(serial: int, how: int = READ) -> bytes:
    """What the kernel says of a key or a keyring, however long it is: the length comes first."""
    room = bytearray()
    while (size := call(1, how, serial, _shared(room), len(room))) > len(room):
        room = bytearray(size)
    return bytes(room[:size])


def forbid_dumps() -> None:
    """Keep this process's memory from core dumps and from debuggers of the same user, where the system can."""
    if sys.platform == "linux":
        _system()


def _named(whose: Owner) -> tuple[int, bytes] | None:
    """The key that is kept by this name: its serial number and its payload."""
    try:
        return payload_of(call(1, _SEARCH, USER_KEYRING, b"user", name(whose), 0))
    except Locked:
        return None


def payload_of(serial: int) -> tuple[int, bytes] | None:
    """A key's serial number and payload; None for what this version of the program hasn't kept."""
    try:
        payload = read(serial)
    except Locked:
        return None
    return (serial, payload) if len(payload) > PATH_AT and payload[:1] == _VERSION else None


def used(found: tuple[int, bytes], epoch: int, uptime: int | None) -> bytes | None:
    """The database key in a payload, as ``get`` gives it."""
    serial, payload = found
    if _epoch(payload) != epoch:
        return None
    if uptime is not None:
        limits = limits_of(payload, uptime)
        if limits.seconds <= 0:
            invalidate(serial)
            return None
        if limits.idle:
            _refresh(serial, limits)
    return payload[KEY_AT]


def _refresh(serial: int, limits: Limits) -> None:
    try:
        call(1, _SET_TIMEOUT, serial, limits.until_next_use())
    except Locked:
        return  # it is forgotten sooner, then


def _epoch(payload: bytes) -> int:
    return int.from_bytes(payload[_EPOCH], "big")


def limits_of(payload: bytes, uptime: int) -> Limits:
    """For how long from ``uptime`` on a payload's key may be given out."""
    return Limits(int.from_bytes(payload[_UNTIL], "big") - uptime, int.from_bytes(payload[_IDLE], "big"))


def _shared(room: bytearray) -> object:
    from ctypes import c_char

    return (c_char * len(room)).from_buffer(room)


def call(which: int, *arguments: object) -> int:
    """One of the two system calls; Locked("keyring-refused") with the kernel's word where it refuses."""
    numbers = _NUMBERS.get(os.uname().machine) if sys.platform == "linux" and sys.maxsize.bit_length() == 63 else None
    if numbers is None:
        raise Locked("keyring-refused", reason="system")
    from ctypes import get_errno

    answer: int = _system().syscall(numbers[which], *arguments)
    if answer < 0:
        raise Locked("keyring-refused", reason=errno.errorcode.get(get_errno(), "unknown"))
    return answer


def _system() -> ctypes.CDLL:
    """The C library; from here on keys are in this process's memory, so nobody may dump it."""
    global libc
    if libc is None:
        from ctypes import CDLL, c_long

        libc = CDLL(None, use_errno=True)
        libc.syscall.restype = c_long
        libc.prctl(_PR_SET_DUMPABLE, 0)
    return libc
