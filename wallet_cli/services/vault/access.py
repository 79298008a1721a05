"""Getting at a vault: the keys by a passphrase, and the open store by the database key.

What only a passphrase needs (slots, their cipher, key derivation) is imported when one is used.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress

from wallet_cli.errors import Busy, Damaged, Locked, WalletError
from wallet_cli.services.vault import location
from wallet_cli.store.store import Store as Store
from wallet_cli.store.vault import connect, files, head, identity, schema
from wallet_cli.store.vault.beside import Outdated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection
    from typing import Any

    from wallet_cli.services.vault.location import KeyHeader, Place
    from wallet_cli.store.vault.beside import Bare, Looked
    from wallet_cli.store.vault.identity import Version as Version
    from wallet_cli.store.vault.keys import Unlocked as Unlocked

    Looks = Bare | Looked | None
    Entered = tuple[Connection, int, KeyHeader, files.InPlace | None, bool, tuple[files.InPlace, ...], Looks]

_UNREAD = ("store-damaged", "store-io")


def derive(place: Place, passphrase: bytes) -> Unlocked:
    """The keys, by passphrase. Raises Locked("wrong-passphrase"), which says so where the key header is an older one
    than this machine has seen; Damaged, NotFound.
    """
    from wallet_cli.store.vault import keys

    told = location.header_of(place)
    with naming_older(place, told):
        return keys.open_header(told, passphrase)


@contextmanager
def naming_older(place: Place, told: bytes) -> Iterator[None]:
    """A wrong passphrase is said to be one for a key header that is older than one that this machine has seen."""
    try:
        yield
    except Locked as error:
        found = identity.identity_of(told)
        seen = head.read(location.seen_path(place, found.vault_id))
        if seen is not None and seen.generation > found.generation and error.slug == "wrong-passphrase":
            error.params |= {"older": found.generation, "seen": seen.generation}
        raise


@contextmanager
def used(store: Store) -> Iterator[None]:
    """What the driver says of the store's files while it is used, also outside of what reads or writes it at once, is
    told as ``Store``'s own methods tell it. Raises Damaged("recorded-unread") where damage is met once something is
    recorded: anyone who hears of damage alone would record it again.
    """
    try:
        yield
    except Exception as error:
        told = connect.meaning(error) if isinstance(error, connect.driver_error()) else error
        if store.recorded and isinstance(told, Damaged) and told.slug in _UNREAD:
            raise Damaged("recorded-unread") from error
        if told is None or told is error:
            raise
        raise told from error


def open_store(
    place: Place,
    database_key: bytes,
    *,
    read_only: bool = False,
    epoch: int | None = None,
    proven: Version | None = None,
    unchecked: bool = False,
    wait_ms: int = files.LOCK_TIMEOUT_MS,
    proves: bool = True,
    log: str = "",
    accepts: bool = False,
    looks: bool = False,
    end: tuple[int, bytes] | None = None,
) -> Store:
    """The open store, its journal compared with the head last seen here.

    ``epoch`` is the one that the key was found for, where that is known: another one in the header means that the
    database key was changed meanwhile. ``proven`` is the header that a secret has opened, where one was: a newer one
    than the store knows, left by an interrupted change of keys, is remembered from here on. An older one is refused.
    ``unchecked`` leaves all of this out: for anyone who wants to see how far a vault is damaged. What lies beside the
    store is proven first, see ``prove``; without ``proves`` that is Busy. ``log`` is what the user chose where nothing
    is proven, ``accepts`` that an older log than this machine saw will do, if it ends with the operation ``end`` (its
    number and MAC) where that is given; without either that stays as it is, and who only ``looks`` has the folder and
    a view of it. Raises Damaged("store-older", "store-forked", "header-older",
    "header-differs", "keys-older", "schema-newer", "log-unproven", "draft-unproven", "rotation-torn"),
    Busy("vault-busy", "keys-changed-meanwhile").
    """
    try:
        held = files.held(place.at, timeout_ms=wait_ms)
        entered = _entered(place, database_key, held, epoch, read_only=read_only)
        if entered is None:
            way = {"read_only": read_only, "wait_ms": wait_ms, "epoch": epoch, "proves": proves}
            entered = _proven(place, database_key, (log, accepts, looks, end), **way)
    except Damaged as error:
        raise explained(place, error) from error
    db, held, told, file, joined, opened, looked = entered
    version = told.version if proven is None else proven
    # a check of everything takes a while, in which keys may be changed; a daily command finds its key again instead
    now = (lambda: identity.version_of(location.header_of(place))) if unchecked else None
    store = Store(
        db, location.seen_path(place, told.identity.vault_id), read_only=read_only or file is None, header=version,
        held=held, header_now=now, proven=proven is not None, file=file, opened=opened, looked=looked,
    )  # fmt: skip
    try:
        with connect.translated():
            schema.check(db)
        if not unchecked:
            check_seen(place, store, version)
            if proven is not None and not read_only:
                store.settle_header(told.header)
        elif joined:
            _leave_older(store, looks=looks)
    except BaseException:
        (store.leave if joined else store.close)()
        raise
    return store


def _proven(place: Place, key: bytes, wish: tuple[Any, ...], **way: Any) -> Entered:
    """The same for any other store, once it is proven; with what that takes."""
    from wallet_cli.services.vault import logs, prove

    return prove.enter(place, key, prove.Way(wish=logs.LogChoice(*wish), **way))


def _leave_older(store: Store, *, looks: bool) -> None:
    """Of a store that others have open, and that is older than what this machine saw: it is looked at alone, and left
    as it is by anyone who lets go of it last. Raises Busy("vault-busy") for anyone who would write to it.
    """
    try:
        store.check_head()
    except Damaged:
        if not (looks or store.read_only):
            raise Busy("vault-busy") from None
        store.read_only = store.leaves = True


def open_with(place: Place, opened: Unlocked, *, read_only: bool = False) -> Store:
    """The open store by the keys that a secret has just opened; raises as ``open_store``."""
    return open_store(place, opened.database_key, read_only=read_only, epoch=opened.epoch, proven=opened.version)


def _entered(place: Place, key: bytes, held: int, epoch: int | None, *, read_only: bool) -> Entered | None:
    """The connection to a store beside which nothing is to be proven and that nobody else has open, with the share
    ``held`` in its folder, which is given back else; None otherwise.
    """
    try:
        told = location.told_by(place, epoch)
        looked = location.bare(place, told.identity.epoch)
        with suppress(Outdated):
            db = connect.connect(looked.path, key, read_only=read_only, looked=looked)
            return db, held, told, looked.file, False, looked.opened, looked
    except BaseException:
        files.release(held)
        raise
    files.release(held)
    return None


def explained(place: Place, error: Damaged) -> Damaged:
    """What it means that a key of the header there doesn't open the store: that may be sound, and the header one of the
    time before its key was changed, or another wallet's. Of an older or another state, which wallets beside it may have
    the one that was seen.
    """
    if error.slug in ("store-older", "store-forked"):
        return with_copies(place, error)
    if error.slug != "store-damaged":
        return error
    told = location.told_by(place)
    spare = place.spare(told.identity.epoch)
    if os.path.exists(spare):
        return Damaged(
            "rotation-torn", path=str(place.header), before=str(spare), draft=place.draft(told.identity.epoch).name
        )
    seen = head.read(location.seen_path(place, told.identity.vault_id))
    if seen is not None and told.identity.generation < seen.generation:
        return Damaged("header-older", seen=seen.generation, found=told.identity.generation)
    others = location.copies(place, told.identity.vault_id)
    if seen is None or others:
        return Damaged("store-or-header", path=str(place.header), others=others)
    return error


def with_copies(place: Place, error: Damaged) -> Damaged:
    """The same, with the names of the other wallets beside it that are this vault: one of them may be the newer."""
    try:
        others = location.copies(place, location.vault_id(place))
    except WalletError:
        return error
    return Damaged(error.slug, **(error.params | {"copies": others}))


def check_seen(place: Place, store: Store, version: Version) -> None:
    """Compare with what was seen of it. What looks like an older header may be one that another process has just
    replaced.
    """
    try:
        store.check_head()
    except Damaged as error:
        raise explained(place, error) from error
    try:
        store.check_header()
    except Damaged:
        if identity.version_of(location.header_of(place)) != version:
            raise Busy("keys-changed-meanwhile") from None
        raise
