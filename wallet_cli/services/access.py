"""Getting at a vault: the keys by a passphrase, and the open store by the database key.

What only a passphrase needs (slots, their cipher, key derivation) is imported when one is used.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wallet_cli.errors import Busy, Damaged
from wallet_cli.services import places
from wallet_cli.services.places import Place
from wallet_cli.store import connect, files, head, identity, schema
from wallet_cli.store.store import Store as Store

if TYPE_CHECKING:
    from sqlite3 import Connection

    from wallet_cli.store.identity import Version as Version
    from wallet_cli.store.keys import Unlocked as Unlocked


def derive(place: Place, passphrase: bytes) -> Unlocked:
    """The keys, by passphrase. Raises Locked("wrong-passphrase"), Damaged, NotFound."""
    from wallet_cli.store import keys

    return keys.open_header(places.header_of(place), passphrase)


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
    # a check of everything takes a while, in which keys may be changed; a daily command finds its key again instead
    now = (lambda: identity.version_of(places.header_of(place))) if unchecked else None
    seen = places.seen_path(place, told.vault_id)
    store = Store(db, seen, read_only=read_only, header=version, held=held, header_now=now, proven=proven is not None)
    try:
        with connect.translated():
            schema.check(db)
        if not unchecked:
            store.check_head()
            _check_header(place, store, version)
            if proven is not None and not read_only:
                store.settle_header(told.header)
    except BaseException:
        store.close()
        raise
    return store


def open_with(place: Place, opened: Unlocked, *, read_only: bool = False) -> Store:
    """The open store by the keys that a secret has just opened; raises as ``open_store``."""
    return open_store(place, opened.database_key, read_only=read_only, epoch=opened.epoch, proven=opened.version)


def _connected(place: Place, path: Path, database_key: bytes, told: Told, *, read_only: bool) -> Connection:
    """A store whose key doesn't fit may be sound, beside a key file of the time before its key was changed."""
    try:
        return connect.connect(path, database_key, read_only=read_only)
    except Damaged as error:
        if error.slug != "store-damaged":
            raise
        seen = head.read(places.seen_path(place, told.vault_id))
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
        if identity.version_of(places.header_of(place)) != version:
            raise Busy("keys-changed-meanwhile") from None
        raise


class Told(NamedTuple):
    """What a header says of itself: the vault, which header it is, and the epoch of the database key; and its bytes."""

    vault_id: bytes
    version: Version
    epoch: int
    header: bytes


def _entered(place: Place, wait_ms: int) -> tuple[int, Told, Path]:
    """A share in the folder; what the header says while nobody puts another store into place, and the store's file."""
    while True:
        held = files.held(place.folder, timeout_ms=wait_ms)
        try:
            data = places.header_of(place)
            number, _generation, epoch = identity.identity_of(data)
            told = Told(number, identity.version_of(data), epoch, data)
            draft = place.draft(epoch)
            if not os.path.exists(draft):  # noqa: PTH110 - paid by every command
                return held, told, place.database
            if not os.access(place.folder, os.W_OK):
                return held, told, draft
        except BaseException:
            files.release(held)
            raise
        files.release(held)
        from wallet_cli.services import drafts

        with connect.translated(), files.alone(place.folder, needed=False, timeout_ms=wait_ms):
            drafts.put_in_place(place)
