"""Which backups this vault has made and checked: the digest of each one's head, and when it was made.

The memory lies in the vault, so it goes with its backups and outlives every change of keys, and nobody without the key
adds to it. It isn't journalled: a backup would be older than the vault as soon as it is made. One row, bounded: what
falls out is forgotten, so that its file is left alone from then on.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Protocol

    from wallet_cli.store.store import Store

    Memory = Mapping[bytes, int]
    """The backups by their short digests, with the time when each was made (microseconds since 1970 UTC)."""

    class Holder(Protocol):
        """A store, or one way to look at it."""

        def meta(self, name: str) -> Any:
            """A value of the vault's own table, None where it isn't set."""


BACKUPS = "backups"
MOST = 2000
_DIGEST_BYTES, _TIME_BYTES = 16, 8
EACH_BYTES = _DIGEST_BYTES + _TIME_BYTES


def short(digest: bytes) -> bytes:
    """As much of a head's SHA-256 as is remembered: enough that nobody finds a second head with it."""
    return digest[:_DIGEST_BYTES]


def backups(store: Holder) -> Memory:
    """The backups, oldest memory first. What isn't whole doesn't count."""
    told = store.meta(BACKUPS)
    data = told if isinstance(told, bytes) else b""
    whole = range(0, len(data) - len(data) % EACH_BYTES, EACH_BYTES)
    parts = [data[at : at + EACH_BYTES] for at in whole]
    return {part[:_DIGEST_BYTES]: int.from_bytes(part[_DIGEST_BYTES:], "big") for part in parts}


def forgets(earlier: Memory, later: Memory) -> bool:
    """Whether ``later`` can't have come from ``earlier``: it lacks a backup, and not for want of room."""
    missing = earlier.keys() - later.keys()
    return bool(missing) and (len(later) < MOST or list(earlier)[-1] in missing)


def remember(store: Store, digest: bytes, made_us: int) -> None:
    """Add a backup, within the caller's transaction; the oldest memory goes where there are too many."""
    kept = dict(backups(store))
    kept.pop(short(digest), None)
    kept[short(digest)] = made_us
    newest = list(kept.items())[-MOST:]
    store.set_meta(BACKUPS, b"".join(each + made.to_bytes(_TIME_BYTES, "big") for each, made in newest))
