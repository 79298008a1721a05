"""Getting at a vault: making it, opening it with a passphrase or with the key that is kept while it is unlocked.

What only a passphrase needs (slots, their cipher, key derivation) is imported when one is used.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wallet_cli.errors import Damaged, NotFound, Refused
from wallet_cli.store import connect, files, head, identity, schema, unlocked
from wallet_cli.store import store as stores
from wallet_cli.store.store import Store as Store

if TYPE_CHECKING:
    from wallet_cli.store.keys import Unlocked as Unlocked

Random = Callable[[int], bytes]


class Place(NamedTuple):
    """Where a vault is: its folder, and the folder of the heads last seen on this machine."""

    folder: Path
    state: Path

    @property
    def database(self) -> Path:
        """The encrypted store."""
        return self.folder / "wallet.db"

    @property
    def draft(self) -> Path:
        """The store while it is being made."""
        return self.folder / "wallet.db.new"

    @property
    def keys(self) -> Path:
        """The header with the key slots."""
        return self.folder / "wallet.keys"


def exists(place: Place) -> bool:
    """Whether there is a vault."""
    return place.keys.exists()


def vault_id(place: Place) -> bytes:
    """The vault's id; raises NotFound("no-wallet") where there is none."""
    return identity.identity_of(header_of(place)).vault_id


def header_of(place: Place) -> bytes:
    """The bytes of the key file; raises NotFound("no-wallet"), Damaged("header-missing")."""
    try:
        return files.read_plain(place.keys, identity.FILE_MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        if place.database.exists():
            raise Damaged("header-missing", path=str(place.keys)) from None
        raise NotFound("no-wallet", wallet=place.folder.name, path=str(place.folder)) from None


def _nothing(_store: Store) -> None:
    """A new vault without any operation."""


def create(
    place: Place, passphrase: bytes, cost: str, random: Random, begin: Callable[[Store], None] = _nothing
) -> Store:
    """Make a vault, in which ``begin`` writes the first operations; its store. ``cost`` is "standard" or "cheap".

    Interrupted at any point it leaves nothing that stands in the way: the store is a draft until the header is written,
    and a draft whose header stands is completed when it is opened. Raises Refused("wallet-exists"), and
    Damaged("header-missing") for a store whose key file is lost: that one may still be opened with a copy of it.
    """
    from wallet_cli.store import keys
    from wallet_cli.store.slots import COSTS

    _require_none(place)
    files.private_folder(place.folder)
    files.private_folder(place.state)
    with files.locked(place.state / "init.lock"):
        _require_none(place)  # another process may have made one meanwhile: its header must not be written over
        for leftover in place.folder.glob(place.draft.name + "*"):
            leftover.unlink()
        number = random(16)
        header, database_key = keys.create_header(passphrase, COSTS[cost], number, random)
        store = Store(connect.connect(place.draft, database_key, create=True), head.head_path(place.state, number))
        try:
            stores.prepare(store.db, random(16), random(32))
            begin(store)
        finally:
            store.close()
        files.write_atomically(place.keys, header)
        _complete(place)
    return open_store(place, database_key)


def _require_none(place: Place) -> None:
    if exists(place):
        raise Refused("wallet-exists", wallet=place.folder.name, path=str(place.folder))
    if place.database.exists():
        raise Damaged("header-missing", path=str(place.keys))


def _complete(place: Place) -> None:
    """Give a vault's store its name, where the machine stopped after its header was written and before that."""
    if place.draft.exists() and not place.database.exists():
        place.draft.rename(place.database)


def derive(place: Place, passphrase: bytes) -> Unlocked:
    """The keys, by passphrase. Raises Locked("wrong-passphrase"), Damaged, NotFound."""
    from wallet_cli.store import keys

    return keys.open_header(header_of(place), passphrase)


def seen_path(place: Place, number: bytes) -> Path:
    """Where the head last seen is kept: a copy restored beside its original has one of its own, by its name."""
    own = own_seen_path(place, number)
    return own if os.path.exists(own) else head.head_path(place.state, number)  # noqa: PTH110 - silent on long names


def own_seen_path(place: Place, number: bytes) -> Path:
    """The head of the copy of this name alone."""
    return place.state / f"{number.hex()}-{place.folder.name}.head"


def kept_key(place: Place) -> bytes | None:
    """The database key that the kernel keeps while the wallet is unlocked, or None."""
    told = identity.identity_of(header_of(place))
    return kept_key_of(told.vault_id, told.epoch)


def kept_key_of(number: bytes, epoch: int) -> bytes | None:
    """The same, of the vault with this id and the epoch of its database key."""
    return unlocked.get(number, epoch)


def keep_key(opened: Unlocked, seconds: int, now: int) -> None:
    """Keep the wallet unlocked for ``seconds`` from ``now`` (seconds since 1970). Raises Locked("keyring-refused")."""
    unlocked.put(opened.vault_id, opened.epoch, opened.database_key, seconds, now=now)


def lock(place: Place) -> bool:
    """Forget the kept key; whether there was one."""
    told = identity.identity_of(header_of(place))
    return unlocked.drop(told.vault_id, told.epoch)


def remaining_seconds(place: Place, now: int) -> int | None:
    """For how long the wallet stays unlocked from ``now`` (seconds since 1970); None when it is locked."""
    told = identity.identity_of(header_of(place))
    return unlocked.remaining(told.vault_id, told.epoch, now=now)


def open_store(
    place: Place,
    database_key: bytes,
    *,
    read_only: bool = False,
    generation: int | None = None,
    unchecked: bool = False,
) -> Store:
    """The open store, its journal compared with the head last seen here.

    ``generation`` is the header's, where it was opened: an older one than the store remembers is refused, and a newer
    one, left by an interrupted change of keys, is remembered from here on.
    ``unchecked`` leaves all of this out: for whoever wants to see how far a vault is damaged. Raises
    Damaged("store-older", "store-forked", "header-older", "keys-older", "schema-newer").
    """
    if not read_only:
        _complete(place)
    db = connect.connect(place.database, database_key, read_only=read_only)
    store = Store(db, seen_path(place, vault_id(place)), read_only=read_only, header_generation=generation)
    try:
        with connect.translated():
            schema.check(db)
        if not unchecked:
            store.check_head()
            store.check_header()
            if not read_only:
                store.settle_header()
    except BaseException:
        store.close()
        raise
    return store
