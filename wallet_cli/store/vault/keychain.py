"""The platform's keychain: where the database key is kept while the wallet is unlocked and the kernel keeps no keys.

Unlike the kernel's memory a keychain lies on disk, encrypted by the platform; it is used only where the kernel refuses.
The library that reaches it is an extra and heavy: a marker in the state folder, which holds no secret, says whether it
need be loaded at all. The marker's time of change is the key's last use. Markers and entries are named as in the
kernel; those of earlier versions of the program, by the epoch of the key, are known for removal alone.

Nothing is promised about who may read the key meanwhile but what the platform promises; the limits are wallet's own.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from wallet_cli.errors import Locked
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.vault import files, kept_keys, kernel_keyring
from wallet_cli.store.vault.kernel_keyring import KEY_BYTES, Limits, Owner, check

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

SERVICE = "wallet"
_VERSION = b"\x02"
_PAYLOAD_BYTES = 21 + KEY_BYTES
_FORMAT = "wallet-keychain/2"
_MARKER_MOST_BYTES = 200 + 2 * 4096
_BEHIND_SECONDS = 120
"""How far a clock may fall behind the last use, as it does when it is set right, before the key is given up."""


def put(state: Path, whose: Owner, epoch: int, database_key: bytes, limits: Limits, *, now: int) -> None:
    """Keep the database key of this epoch within ``limits`` from ``now`` (seconds since 1970).

    Raises Locked("keychain-missing") without the library, Locked("keychain-none") where the platform has none that it
    recommends, Locked("keychain-failed", kind=).
    """
    check(database_key, limits)
    backend = _backend()
    until = now + limits.seconds
    payload = _VERSION + until.to_bytes(8, "big") + limits.idle.to_bytes(4, "big") + epoch.to_bytes(8, "big")
    from base64 import b64encode

    told = b64encode(payload + database_key).decode("ascii")
    marker = Path(kernel_keyring.marker(state, whose))
    files.private_folder(state)
    path = os.fsencode(os.path.realpath(whose.path)).hex()
    # the marker first: whatever happens in between, what is in the keychain can be found and removed
    files.write_atomically(marker, f"{_FORMAT}\n{until} {limits.idle} {epoch}\n{path}\n".encode("ascii"))
    os.utime(marker, (now, now))
    user = _user(marker)
    try:
        backend.set_password(SERVICE, user, told)
        found = backend.get_password(SERVICE, user)
    except Exception as error:
        _give_up(backend, marker)
        raise Locked("keychain-failed", kind=type(error).__name__) from None
    if found != told:
        _give_up(backend, marker)
        raise Locked("keychain-failed", kind="forgets")


def get(state: Path, whose: Owner, epoch: int, *, now: int, used: bool) -> bytes | None:
    """The database key, or None: run out, of another epoch, or the keychain doesn't give it. ``used`` begins the idle
    time again.
    """
    return _get(Path(kernel_keyring.marker(state, whose)), epoch, now=now, used=used)


def of_vault(state: Path, vault_id: bytes, epoch: int, *, now: int, used: bool) -> Iterator[bytes]:
    """The database keys of this epoch that any copy of the vault keeps."""
    for marker in list(kernel_keyring.markers(state, vault_id)):
        key = _get(marker, epoch, now=now, used=used)
        if key is not None:
            yield key


def of_folder(state: Path, folder: Path, *, now: int) -> Iterator[bytes]:
    """The database keys that are kept for the wallet in this folder, whatever its key header says now."""
    for marker in list(state.glob(f"*-{kernel_keyring.mark_of(str(folder))}{kernel_keyring.MARKER}")):
        told = _told(marker, now)
        key = None if told is None else _get(marker, told.epoch, now=now, used=False)
        if key is not None:
            yield key


def _get(marker: Path, epoch: int, *, now: int, used: bool) -> bytes | None:
    told = _told(marker, now)
    if told is None:
        with suppress(Locked):
            _remove(marker)
        return None
    if told.epoch != epoch:
        return None
    try:
        from base64 import b64decode

        payload = b64decode(_backend().get_password(SERVICE, _user(marker)) or "", validate=True)
    except Exception:  # whatever a keychain's library raises: the passphrase is asked for, as without a keychain
        return None
    if len(payload) != _PAYLOAD_BYTES or payload[:1] != _VERSION or int.from_bytes(payload[1:9], "big") <= now:
        with suppress(Locked):
            _remove(marker)
        return None
    if int.from_bytes(payload[13:21], "big") != epoch:
        return None
    if used:
        with suppress(OSError):
            os.utime(marker, (now, now))
    return payload[-KEY_BYTES:]


class _Told(NamedTuple):
    """What a marker says: the limits from now, the epoch of the key, and the wallet's folder."""

    limits: Limits
    epoch: int
    path: bytes


def _told(marker: Path, now: int) -> _Told | None:
    """None where the key has run out, or the marker is none. A clock that was put back to before the last use ends
    it.
    """
    try:
        name, numbers, path = files.read_plain(marker, _MARKER_MOST_BYTES).decode("ascii").splitlines()
        until, idle, epoch = map(int, numbers.split())
        folder = bytes.fromhex(path)
        last = int(marker.stat().st_mtime)
    except (OSError, ValueError):
        return None
    if name != _FORMAT or now >= until or now < last - _BEHIND_SECONDS or (idle and now - last >= idle):
        return None
    return _Told(Limits(until - now, idle), epoch, folder)


def remaining(state: Path, whose: Owner, epoch: int, *, now: int) -> Limits | None:
    """How long the wallet stays unlocked, by the marker alone; None where it is locked."""
    told = _told(Path(kernel_keyring.marker(state, whose)), now)
    return told.limits if told is not None and told.epoch == epoch else None


def drop(state: Path, folder: Path, vault_id: bytes | None, *, now: int) -> bool:
    """Remove every key of this wallet, as ``kernel_keyring.drop``; False where there was none. Raises
    Locked("keychain-failed", "keychain-missing", "keychain-none"), OSError.
    """
    here = kernel_keyring.mark_of(str(folder))
    removed = [_remove(marker) for marker in list(state.glob(f"*-{here}{kernel_keyring.MARKER}"))]
    if vault_id is not None:
        for marker in list(kernel_keyring.markers(state, vault_id)):
            mark = _user(marker).partition(":")[2]
            told = None if mark.isdecimal() else _told(marker, now)
            if told is None or kept_keys.is_gone(mark, told.path):
                removed.append(_remove(marker))
    return any(removed)


def _remove(marker: Path) -> bool:
    if not marker.exists():
        return False
    backend, user = _backend(), _user(marker)
    try:
        was_there = backend.get_password(SERVICE, user) is not None
        if was_there:
            backend.delete_password(SERVICE, user)
    except Exception as error:
        raise Locked("keychain-failed", kind=type(error).__name__) from None
    marker.unlink(missing_ok=True)
    return was_there


def _give_up(backend: Any, marker: Path) -> None:
    with suppress(Exception):
        backend.delete_password(SERVICE, _user(marker))
    marker.unlink(missing_ok=True)


def _user(marker: Path) -> str:
    """What the keychain calls the entry of a marker: the vault's id, and the rest of the marker's name."""
    vault, _sign, rest = marker.name.removesuffix(kernel_keyring.MARKER).partition("-")
    return f"{vault}:{rest}"


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
