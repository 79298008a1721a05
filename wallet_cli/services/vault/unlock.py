"""What "unlocked" means: the database key is kept for a while, in the kernel's memory, or where that refuses by the
platform's keychain, whose library is loaded only where it may keep one.
"""

from __future__ import annotations

import os
from contextlib import suppress

from wallet_cli.errors import Damaged, Locked
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import location
from wallet_cli.store.vault import kernel_keyring
from wallet_cli.store.vault.kernel_keyring import Limits as Limits  # noqa: TC001 - taken from here by others

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wallet_cli.services.vault.location import Place
    from wallet_cli.store.vault.identity import Identity
    from wallet_cli.store.vault.keys import Unlocked


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


def kept_key(place: Place, moment: Moment, *, used: bool = True, told: Identity | None = None) -> bytes | None:
    """The database key that is kept while the wallet is unlocked, or None. ``used`` False only looks; ``told`` is what
    the key header says, where that was just read.
    """
    number, _generation, epoch = told or location.identity_of(place)
    whose = kernel_keyring.owner(number, place.at)
    found = kernel_keyring.get(whose, epoch, uptime=moment.uptime if used else None)
    if found is None and os.path.exists(kernel_keyring.marker(place.heads, whose)):
        from wallet_cli.store.vault import keychain

        found = keychain.get(place.state, whose, epoch, now=moment.now, used=used)
    return found


def kept_keys_of(state: Path, number: bytes, epoch: int, moment: Moment) -> Iterator[bytes]:
    """The database keys of this epoch that any copy of the vault of this id keeps: one of them may open a backup."""
    from wallet_cli.store.vault import kept_keys

    yield from kept_keys.of_vault(number, epoch, uptime=moment.uptime)
    if any(kernel_keyring.markers(state, number)):
        from wallet_cli.store.vault import keychain

        yield from keychain.of_vault(state, number, epoch, now=moment.now, used=True)


def kept_keys_here(place: Place, moment: Moment) -> Iterator[bytes]:
    """The database keys that are kept for the wallet in this folder, whatever its key header says now."""
    from wallet_cli.store.vault import kept_keys

    yield from kept_keys.of_folder(place.folder, uptime=moment.uptime)
    if any(place.state.glob(f"*{kernel_keyring.MARKER}")):
        from wallet_cli.store.vault import keychain

        yield from keychain.of_folder(place.state, place.folder, now=moment.now)


def keep_key(place: Place, opened: Unlocked, limits: Limits, moment: Moment, *, kernel_only: bool = False) -> str:
    """Keep the wallet unlocked within ``limits``; where: in the kernel, or where it refuses in the keychain.

    Raises Locked("keyring-refused", "keychain-none", "keychain-failed").
    """
    whose, epoch, key = kernel_keyring.owner(opened.vault_id, place.folder), opened.epoch, opened.database_key
    try:
        kernel_keyring.put(whose, epoch, key, limits, uptime=moment.uptime)
    except Locked as refusal:
        if kernel_only:
            raise
        from wallet_cli.store.vault import keychain

        try:
            keychain.put(place.state, whose, epoch, key, limits, now=moment.now)
        except Locked as error:
            raise refusal if error.slug == "keychain-missing" else error from None
        return KEYCHAIN
    _empty_keychain(place, opened.vault_id, moment.now)
    return KERNEL


def lock(place: Place, moment: Moment) -> bool:
    """Forget the kept key, wherever it is; whether there was one. Other copies of the vault stay as they are.

    A key header that is damaged or forged keeps no key from being forgotten. Raises NotFound("no-wallet"),
    Locked("keychain-failed", …) where a keychain holds it and doesn't let it be removed.
    """
    from wallet_cli.store.vault import kept_keys

    number: bytes | None = None
    with suppress(Damaged, OSError):
        number = location.vault_id(place)
    was_kept = kept_keys.drop(place.folder, number)
    return _empty_keychain(place, number, moment.now) or was_kept


def _empty_keychain(place: Place, number: bytes | None, now: int) -> bool:
    """Remove what the keychain keeps of this wallet."""
    if not any(place.state.glob(f"*{kernel_keyring.MARKER}")):
        return False
    from wallet_cli.store.vault import keychain

    return keychain.drop(place.state, place.folder, number, now=now)


def remaining(place: Place, moment: Moment, epoch: int = 0) -> Remaining | None:
    """For how long the wallet stays unlocked, and for how long without use; None when it is locked. ``epoch`` of the
    key that is looked for: the key header's where it is left out.
    """
    told = location.identity_of(place)
    whose, epoch = kernel_keyring.owner(told.vault_id, place.at), epoch or told.epoch
    limits = kernel_keyring.remaining(whose, epoch, uptime=moment.uptime)
    if limits is not None:
        return Remaining(*limits, KERNEL)
    from wallet_cli.store.vault import keychain

    limits = keychain.remaining(place.state, whose, epoch, now=moment.now)
    return None if limits is None else Remaining(*limits, KEYCHAIN)
