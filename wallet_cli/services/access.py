"""Getting at a vault: making it, opening it with a passphrase or with the key that is kept while it is unlocked.

What only a passphrase needs (slots, their cipher, key derivation) is imported when one is used.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wallet_cli.errors import Busy, Damaged, Locked, NotFound, Refused
from wallet_cli.store import connect, files, head, identity, schema, unlocked
from wallet_cli.store import store as stores
from wallet_cli.store.store import Store as Store
from wallet_cli.store.unlocked import Limits as Limits

if TYPE_CHECKING:
    from sqlite3 import Connection

    from wallet_cli.store.identity import Identity
    from wallet_cli.store.identity import Version as Version
    from wallet_cli.store.keys import Unlocked as Unlocked

Random = Callable[[int], bytes]


KEYS, DATABASE = "wallet.keys", "wallet.db"
ERASING = "wallet.keys.erasing"
"""The key file of a wallet that is being erased."""
DRAFT = "wallet.db.new-"
"""How the names of drafts of a store begin; the epoch of its database key follows."""


class Place(NamedTuple):
    """Where a vault is: its folder, and the folder of the heads last seen on this machine."""

    folder: Path
    state: Path

    @property
    def database(self) -> Path:
        """The encrypted store."""
        return self.folder / DATABASE

    def draft(self, epoch: int) -> Path:
        """The store under the database key of this epoch, until it gets the store's name."""
        return self.folder / f"{DRAFT}{epoch}"

    @property
    def keys(self) -> Path:
        """The header with the key slots."""
        return self.folder / KEYS

    @property
    def erasing(self) -> Path:
        """The key file, overwritten, while the vault is erased: it is the last to go."""
        return self.folder / ERASING


def exists(place: Place) -> bool:
    """Whether there is a vault."""
    return place.keys.exists()


def identity_of(place: Place) -> Identity:
    """What the key file says of the vault without any secret; raises as ``header_of``."""
    return identity.identity_of(header_of(place))


def vault_id(place: Place) -> bytes:
    """The vault's id; raises as ``header_of``."""
    return identity_of(place).vault_id


def header_of(place: Place) -> bytes:
    """The bytes of the key file; raises NotFound("no-wallet"), Damaged("header-missing", "header-loop",
    "erase-interrupted")."""
    try:
        return files.read_plain(place.keys, identity.FILE_MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        if place.erasing.exists():
            raise Damaged("erase-interrupted", wallet=place.folder.name) from None
        if place.database.exists():
            raise Damaged("header-missing", path=str(place.keys)) from None
        raise NotFound("no-wallet", wallet=place.folder.name, path=str(place.folder)) from None
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        raise Damaged("header-loop", path=str(place.keys)) from None


def _nothing(_store: Store) -> None:
    """A new vault without any operation."""


def create(
    place: Place, passphrase: bytes, cost: str, random: Random, begin: Callable[[Store], None] = _nothing
) -> Store:
    """Make a vault, in which ``begin`` writes the first operations; its store. ``cost`` is "standard" or "cheap".

    Interrupted at any point it leaves nothing that stands in the way: the store is a draft until the header is written,
    and a draft whose header stands gets its name when it is opened. Raises Refused("wallet-exists"), and
    Damaged("header-missing") for a store whose key file is lost: that one may still be opened with a copy of it.
    """
    from wallet_cli.store import keys
    from wallet_cli.store.slots import COSTS

    _require_none(place)
    files.private_folder(place.folder)
    files.private_folder(place.state)
    with files.alone(place.folder, needed=False):
        _require_none(place)  # another process may have made one meanwhile: its header must not be written over
        remove_drafts(place, 0)
        number = random(16)
        header, database_key = keys.create_header(passphrase, COSTS[cost], number, random)
        store = Store(connect.connect(place.draft(1), database_key, create=True), head.head_path(place.state, number))
        try:
            stores.prepare(store.db, random(16), random(32))
            store.remember_header(identity.version_of(header))
            begin(store)
        finally:
            store.close()
        files.sync(place.folder)  # the store is on the disk before the header that says so
        files.write_atomically(place.keys, header)
        put_in_place(place)
    return open_store(place, database_key)


def _require_none(place: Place) -> None:
    if exists(place):
        raise Refused("wallet-exists", wallet=place.folder.name, path=str(place.folder))
    if place.erasing.exists():
        raise Damaged("erase-interrupted", wallet=place.folder.name)
    if place.database.exists():
        raise Damaged("header-missing", path=str(place.keys))


def put_in_place(place: Place) -> None:
    """Give the store its name, where the machine stopped after its header was written and before that.

    The header decides: a draft of its epoch is the store, and what has the store's name is an earlier one. Only for
    whoever is alone in the folder.
    """
    draft = place.draft(identity_of(place).epoch)
    if not draft.exists():
        return
    files.sync(place.folder)  # the header stays, whatever happens from here on
    logs = [place.database.with_name(place.database.name + end) for end in ("-wal", "-shm")]
    if any(log.exists() for log in logs):
        for log in logs:
            log.unlink(missing_ok=True)
        files.sync(place.folder)  # never the earlier store's log beside this one
    draft.replace(place.database)
    files.sync(place.folder)


def remove_drafts(place: Place, epoch: int) -> None:
    """Remove the drafts of headers, and of stores of later epochs than the header's: nothing came of them. Only for
    whoever is alone in the folder.
    """
    for header in place.folder.glob(f".{place.keys.name}.*"):
        header.unlink(missing_ok=True)
    for left in place.folder.glob(DRAFT + "*"):
        number = left.name.removeprefix(DRAFT).partition("-")[0]
        if number.isdecimal() and int(number) > epoch:
            left.unlink(missing_ok=True)


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
    told = identity_of(place)
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
    told = identity_of(place)
    was_kept = unlocked.drop(told.vault_id, told.epoch)
    return _empty_keychain(place, told.vault_id) or was_kept


def _empty_keychain(place: Place, number: bytes) -> bool:
    """Remove what the keychain keeps of this vault, of earlier epochs too."""
    if not any(place.state.glob(f"{number.hex()}-*{unlocked.MARKER}")):
        return False
    from wallet_cli.store import keychain

    removed = [keychain.drop(place.state, number, epoch) for epoch in keychain.epochs(place.state, number)]
    return any(removed)


def remaining(place: Place, moment: Moment) -> Remaining | None:
    """For how long the wallet stays unlocked, and for how long without use; None when it is locked."""
    told = identity_of(place)
    limits = unlocked.remaining(told.vault_id, told.epoch, uptime=moment.uptime)
    if limits is not None:
        return Remaining(*limits, KERNEL)
    from wallet_cli.store import keychain

    limits = keychain.remaining(place.state, told.vault_id, told.epoch, now=moment.now)
    return None if limits is None else Remaining(*limits, KEYCHAIN)


def open_store(
    place: Place,
    database_key: bytes,
    *,
    read_only: bool = False,
    epoch: int | None = None,
    proven: Version | None = None,
    unchecked: bool = False,
    wait_ms: int = files.LOCK_TIMEOUT_MS,
) -> Store:
    """The open store, its journal compared with the head last seen here.

    ``epoch`` is the one that the key was found for, where that is known: another one in the header means that the
    database key was changed meanwhile. ``proven`` is the header that a secret has opened, where one was: a newer one
    than the store knows, left by an interrupted change of keys, is remembered from here on. An older one is refused.
    ``unchecked`` leaves all of this out: for whoever wants to see how far a vault is damaged. Raises
    Damaged("store-older", "store-forked", "header-older", "header-differs", "keys-older", "schema-newer"),
    Busy("vault-busy", "keys-changed-meanwhile").
    """
    held, told, path = _entered(place, wait_ms)
    try:
        if epoch is not None and told.epoch != epoch:
            raise Busy("keys-changed-meanwhile")
        db = _connected(place, path, database_key, told, read_only=read_only)
    except BaseException:
        files.release(held)
        raise
    version = told.version if proven is None else proven
    store = Store(db, seen_path(place, told.vault_id), read_only=read_only, header=version, held=held)
    try:
        with connect.translated():
            schema.check(db)
        if not unchecked:
            store.check_head()
            _check_header(place, store, version)
            if proven is not None and not read_only:
                store.settle_header()
    except BaseException:
        store.close()
        raise
    return store


def _connected(place: Place, path: Path, database_key: bytes, told: Told, *, read_only: bool) -> Connection:
    """A store whose key doesn't fit may be sound, beside a key file of the time before its key was changed."""
    try:
        return connect.connect(path, database_key, read_only=read_only)
    except Damaged as error:
        if error.slug != "store-damaged":
            raise
        seen = head.read(seen_path(place, told.vault_id))
        if seen is None:
            raise Damaged("store-or-header", path=str(place.keys)) from error
        if told.version.generation < seen.generation:
            raise Damaged("header-older", seen=seen.generation, found=told.version.generation) from error
        raise


def _check_header(place: Place, store: Store, version: Version) -> None:
    """What looks like an older header may be one that another process has just replaced."""
    try:
        store.check_header()
    except Damaged:
        if identity.version_of(header_of(place)) != version:
            raise Busy("keys-changed-meanwhile") from None
        raise


class Told(NamedTuple):
    """What a header says of itself: the vault, which header it is, and the epoch of the database key."""

    vault_id: bytes
    version: Version
    epoch: int


def _entered(place: Place, wait_ms: int) -> tuple[int, Told, Path]:
    """A share in the folder; what the header says while nobody puts another store into place, and the store's file."""
    while True:
        held = files.held(place.folder, timeout_ms=wait_ms)
        try:
            data = header_of(place)
            number, _generation, epoch = identity.identity_of(data)
            told = Told(number, identity.version_of(data), epoch)
            draft = place.draft(epoch)
            if not os.path.exists(draft):  # noqa: PTH110 - paid by every command
                return held, told, place.database
            if not os.access(place.folder, os.W_OK):
                return held, told, draft
        except BaseException:
            files.release(held)
            raise
        files.release(held)
        with connect.translated(), files.alone(place.folder, needed=False, timeout_ms=wait_ms):
            put_in_place(place)
