"""What "unlocked" means: the database key is kept for a while, in the kernel's memory, or where that refuses by the
platform's keychain, whose library is loaded only where it may keep one.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wallet_cli.errors import Locked
from wallet_cli.services import places
from wallet_cli.services.places import Place
from wallet_cli.store import unlocked
from wallet_cli.store.unlocked import Limits as Limits

if TYPE_CHECKING:
    from wallet_cli.store.keys import Unlocked


class Moment(NamedTuple):
    """Two clocks: seconds since 1970, which may be set, and seconds since the machine started, which only go on."""

    now: int
    uptime: int


KERNEL, KEYCHAIN = "kernel", "keychain"
"""What keeps the key of an unlocked wallet: the kernel's memory, or where it refuses the platform's keychain."""


class Remaining(NamedTuple):
    """For how many seconds a wallet stays unlocked, for how many without use (0: doesn't matter), and by what."""

    seconds: int
    idle: int
    by: str


def kept_key(place: Place, moment: Moment, *, used: bool = True) -> bytes | None:
    """The database key that is kept while the wallet is unlocked, or None. ``used`` False only looks."""
    told = places.identity_of(place)
    return kept_key_of(place.state, told.vault_id, told.epoch, moment, used=used)


def kept_key_of(state: Path, number: bytes, epoch: int, moment: Moment, *, used: bool = True) -> bytes | None:
    """The same, of the vault with this id and the epoch of its database key."""
    found = unlocked.get(number, epoch, uptime=moment.uptime if used else None)
    if found is None and os.path.exists(unlocked.marker(state, number, epoch)):  # noqa: PTH110 - silent on long names
        from wallet_cli.store import keychain

        found = keychain.get(state, number, epoch, now=moment.now, used=used)
    return found


def keep_key(place: Place, opened: Unlocked, limits: Limits, moment: Moment, *, kernel_only: bool = False) -> str:
    """Keep the wallet unlocked within ``limits``; where: in the kernel, or where it refuses in the keychain.

    Raises Locked("keyring-refused", "keychain-none", "keychain-failed").
    """
    number, epoch, key = opened.vault_id, opened.epoch, opened.database_key
    try:
        unlocked.put(number, epoch, key, limits, uptime=moment.uptime)
    except Locked as refusal:
        if kernel_only:
            raise
        from wallet_cli.store import keychain

        try:
            keychain.put(place.state, number, epoch, key, limits, now=moment.now)
        except Locked as error:
            raise refusal if error.slug == "keychain-missing" else error from None
        return KEYCHAIN
    _empty_keychain(place, number)
    return KERNEL


def lock(place: Place) -> bool:
    """Forget the kept key, wherever it is; whether there was one. Raises Locked("keychain-failed", …) where a keychain
    holds it and doesn't let it be removed.
    """
    told = places.identity_of(place)
    was_kept = unlocked.drop(told.vault_id, told.epoch)
    return _empty_keychain(place, told.vault_id) or was_kept


def _empty_keychain(place: Place, number: bytes) -> bool:
    """Remove what the keychain keeps of this vault, of earlier epochs too."""
    if not any(unlocked.markers(place.state, number)):
        return False
    from wallet_cli.store import keychain

    removed = [keychain.drop(place.state, number, epoch) for epoch in keychain.epochs(place.state, number)]
    return any(removed)


def remaining(place: Place, moment: Moment) -> Remaining | None:
    """For how long the wallet stays unlocked, and for how long without use; None when it is locked."""
    told = places.identity_of(place)
    limits = unlocked.remaining(told.vault_id, told.epoch, uptime=moment.uptime)
    if limits is not None:
        return Remaining(*limits, KERNEL)
    from wallet_cli.store import keychain

    limits = keychain.remaining(place.state, told.vault_id, told.epoch, now=moment.now)
    return None if limits is None else Remaining(*limits, KEYCHAIN)
