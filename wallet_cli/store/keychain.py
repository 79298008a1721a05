"""The platform's keychain: where the database key is kept while the wallet is unlocked and the kernel keeps no keys.

Unlike the kernel's memory a keychain lies on disk, encrypted by the platform; it is used only where the kernel refuses.
The library that reaches it is an extra and heavy: a marker in the state folder, which holds no secret, says whether it
need be loaded at all. The marker's time of change is the key's last use.

Nothing is promised about who may read the key meanwhile but what the platform promises; the limits are wallet's own.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from wallet_cli.errors import Locked
from wallet_cli.store import files, unlocked
from wallet_cli.store.unlocked import KEY_BYTES, Limits, check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVICE = "wallet"
_VERSION = b"\x01"
_PAYLOAD_BYTES = 13 + KEY_BYTES
_FORMAT = "wallet-keychain/1"
_MARKER_MOST_BYTES = 200
_BEHIND_SECONDS = 120
"""How far a clock may fall behind the last use, as it does when it is set right, before the key is given up."""


def put(state: Path, vault_id: bytes, epoch: int, database_key: bytes, limits: Limits, *, now: int) -> None:
    """Keep the database key within ``limits`` from ``now`` (seconds since 1970).

    Raises Locked("keychain-missing") without the library, Locked("keychain-none") where the platform has none that it
    recommends, Locked("keychain-failed", kind=).
    """
    check(database_key, limits)
    backend = _backend()
    until = now + limits.seconds
    payload = _VERSION + until.to_bytes(8, "big") + limits.idle.to_bytes(4, "big") + database_key
    from base64 import b64encode

    told = b64encode(payload).decode("ascii")
    marker = unlocked.marker(state, vault_id, epoch)
    files.private_folder(state)
    # the marker first: whatever happens in between, what is in the keychain can be found and removed
    files.write_atomically(marker, f"{_FORMAT}\n{until} {limits.idle}\n".encode("ascii"))
    os.utime(marker, (now, now))
    try:
        backend.set_password(SERVICE, _user(vault_id, epoch), told)
        kept = backend.get_password(SERVICE, _user(vault_id, epoch))
    except Exception as error:
        _give_up(backend, marker, vault_id, epoch)
        raise Locked("keychain-failed", kind=type(error).__name__) from None
    if kept != told:
        _give_up(backend, marker, vault_id, epoch)
        raise Locked("keychain-failed", kind="forgets")


def get(state: Path, vault_id: bytes, epoch: int, *, now: int, used: bool) -> bytes | None:
    """The database key, or None: run out, or the keychain doesn't give it. ``used`` begins the idle time
    anew.
    """
    marker = unlocked.marker(state, vault_id, epoch)
    if remaining(state, vault_id, epoch, now=now) is None:
        with suppress(Locked):
            drop(state, vault_id, epoch)
        return None
    try:
        from base64 import b64decode

        told = _backend().get_password(SERVICE, _user(vault_id, epoch))
        payload = b64decode(told or "", validate=True)
    except Exception:  # whatever a keychain's library raises: the passphrase is asked for, as without a keychain
        return None
    if len(payload) != _PAYLOAD_BYTES or payload[:1] != _VERSION or int.from_bytes(payload[1:9], "big") <= now:
        with suppress(Locked):
            drop(state, vault_id, epoch)
        return None
    if used:
        with suppress(OSError):
            os.utime(marker, (now, now))
    return payload[-KEY_BYTES:]


def remaining(state: Path, vault_id: bytes, epoch: int, *, now: int) -> Limits | None:
    """How long the vault stays unlocked, by the marker alone; None where it is locked. A clock that was put back to
    before the last use ends it.
    """
    marker = unlocked.marker(state, vault_id, epoch)
    try:
        name, numbers = files.read_plain(marker, _MARKER_MOST_BYTES).decode("ascii").splitlines()
        until, idle = map(int, numbers.split())
        last = int(marker.stat().st_mtime)
    except (OSError, ValueError):
        return None
    if name != _FORMAT or now >= until or now < last - _BEHIND_SECONDS or (idle and now - last >= idle):
        return None
    return Limits(until - now, idle)


def drop(state: Path, vault_id: bytes, epoch: int) -> bool:
    """Remove the key; False where there was none. Raises Locked("keychain-failed", "keychain-missing",
    "keychain-none").
    """
    marker = unlocked.marker(state, vault_id, epoch)
    if not marker.exists():
        return False
    backend = _backend()
    user = _user(vault_id, epoch)
    try:
        was_there = backend.get_password(SERVICE, user) is not None
        if was_there:
            backend.delete_password(SERVICE, user)
    except Exception as error:
        raise Locked("keychain-failed", kind=type(error).__name__) from None
    marker.unlink(missing_ok=True)
    return was_there


def epochs(state: Path, vault_id: bytes) -> Iterator[int]:
    """The epochs of the database key of which a marker says that the keychain keeps the key."""
    for marker in unlocked.markers(state, vault_id):
        number = marker.stem.rpartition("-")[2]
        if number.isdecimal():
            yield int(number)


def _give_up(backend: Any, marker: Path, vault_id: bytes, epoch: int) -> None:
    with suppress(Exception):
        backend.delete_password(SERVICE, _user(vault_id, epoch))
    marker.unlink(missing_ok=True)


def _user(vault_id: bytes, epoch: int) -> str:
    return f"{vault_id.hex()}:{epoch}"


def _backend() -> Any:
    """The keychain that the platform recommends; never one that keeps plain text."""
    try:
        import keyring
    except ImportError:
        raise Locked("keychain-missing") from None
    try:
        found: Any = keyring.get_keyring()
        recommended = found.priority >= 1
    except Exception as error:
        raise Locked("keychain-failed", kind=type(error).__name__) from None
    if not recommended:
        raise Locked("keychain-none")
    return found
