"""Mending the key header from the store, where something that has no key changed, replaced, damaged or removed it.

The store holds the key header that a secret proved last, and its database key alone opens the store: anyone who has
that key gets the file back. The key is kept while the wallet is unlocked; or a slot of the file there gives it,
whatever the rest of that file says, for a key that opens the store has proven itself. What lay there is set aside, not
removed.
"""

from __future__ import annotations

import os
from contextlib import suppress

from wallet_cli.errors import Damaged, Refused, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import access, key_changes, location
from wallet_cli.store.store import Store
from wallet_cli.store.vault import asides, connect, files, header, identity, keys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from wallet_cli.services.vault.location import Place
    from wallet_cli.store.vault.keys import Unlocked
    from wallet_cli.store.vault.slots import Secret

_DISPROVEN = ("header-damaged", "header-older", "header-differs")


class Repaired(NamedTuple):
    """The key header that is there now: its generation and the names of its keys; and where what lay there is now, None
    where there was none.
    """

    generation: int
    names: tuple[str, ...]
    aside: Path | None


def key_that_opens(place: Place, candidates: Iterable[bytes]) -> bytes | None:
    """The first of these database keys that opens the store, None where none does. Raises as
    ``location.require_store``.
    """
    location.require_store(place)
    for key in candidates:
        with suppress(WalletError):
            connect.view(location.store_of(place), key, frozen=True).close()
            return key
    return None


def opened_by(place: Place, secret: Secret) -> Unlocked:
    """The keys by a slot of the file as it is, which proves nothing else of it. Raises as ``keys.open_by``."""
    return keys.open_unproven(location.header_of(place), secret)


def require_disproven(place: Place, secret: Secret) -> None:
    """Refuse where a secret proves the key header: a change of keys that was interrupted is completed, and nothing is
    to be mended. Raises Refused("key-file-whole"), and what else keeps the store from being opened.
    """
    try:
        key_changes.settle(place, key_changes.open_by(place, secret))
    except Damaged as error:
        if error.slug not in _DISPROVEN:
            raise
        return
    raise Refused("key-file-whole", path=str(place.header))


def looks_newer(place: Place, database_key: bytes) -> bool:
    """Whether the key header there is whole and newer than the one that the store knows: only a secret could tell
    whether it is forged, or the work of a change that was interrupted. Nothing beside the store is judged by a key
    that may be of the time before.
    """
    try:
        told = location.header_of(place)
        header.parse(told)
        known = identity.identity_of(_kept(place, database_key))
    except WalletError:
        return False
    found = identity.identity_of(told)
    return found.vault_id == known.vault_id and found.generation > known.generation


class Judged(NamedTuple):
    """What had the key header's name when it was judged: its bytes, None where nothing had it."""

    data: bytes | None


def look(place: Place) -> Judged:
    """What is there now, to be judged."""
    return Judged(location.header_there(place))


def repair(place: Place, database_key: bytes, judged: Judged | None = None, *, dry_run: bool = False) -> Repaired:
    """Put the key header that the store holds in place of the one there, which was ``judged``.

    The store isn't written to.
    Raises as ``location.require_store``, Refused("key-file-whole"), Busy("keys-changed-meanwhile") where another file
    is there by now, Damaged("header-not-kept") where an earlier version of the program left no key header in the store,
    and for a store that is an older one itself Damaged("store-older", "store-forked", "keys-older").
    """
    location.require_store(place)
    there = (judged or look(place)).data
    with connect.translated(), files.alone(place.folder, needed=False):
        try:
            data = _kept(place, database_key)
        except Damaged as error:
            raise access.explained(place, error) from error
        told = header.parse(data)
        if _is_there(place, data):
            raise Refused("key-file-whole", path=str(place.header))
        location.require_header(place, there)
        aside = asides.name_for(place.header, asides.HEADER) if there is not None else None
        if not dry_run:
            aside = put(place, there, data)
    return Repaired(told.identity.generation, tuple(slot.name for slot in told.slots), aside)


def put(place: Place, there: bytes | None, data: bytes) -> Path | None:
    """Put a key header in the place of what is ``there``, which is set aside: no key has proven it, nor that it is
    nothing; where that is now, None for nothing. Only for a command that is alone in the folder.

    Raises as ``location.replace_header``; what was there is there then.
    """
    location.require_header(place, there)
    aside = None if there is None else _put_aside(place.header)
    left = there if os.path.lexists(place.header) else None
    try:
        location.replace_header(place, left, data)
    except BaseException:
        if aside is not None and location.header_there(place) != data:
            _taken_back(place, aside, is_copy=left is not None)
        raise
    return aside


def _put_aside(path: Path) -> Path:
    """A copy of a file, so that there is a key header at any moment; itself, where it can't be read as one, or is too
    long for one: such a copy could fill the disk.
    """
    is_short = path.is_file() and path.stat().st_size <= identity.FILE_MOST_BYTES
    return asides.copy(path, asides.HEADER) if is_short else asides.put(path, asides.HEADER)


def _taken_back(place: Place, aside: Path, *, is_copy: bool) -> None:
    """A copy of what stays, or of what another one has replaced, goes; else it gets its name again, if that is free."""
    if is_copy:
        aside.unlink()
    elif not os.path.lexists(place.header):
        aside.rename(place.header)


def _kept(place: Place, database_key: bytes) -> bytes:
    """The key header that the store holds, with the log beside it or without: the newest that is proven."""
    log = connect.log_of(location.store_of(place))
    ways = (False, True) if location.holds_something(str(log)) else (True,)
    found: list[bytes] = []
    errors: list[WalletError] = []
    for frozen in ways:
        try:
            found.append(_kept_in(place, database_key, frozen=frozen))
        except WalletError as error:
            errors.append(error)
    if not found:
        raise errors[-1]
    return max(found, key=lambda data: identity.identity_of(data).generation)


def _kept_in(place: Place, database_key: bytes, *, frozen: bool) -> bytes:
    """The same of one way to read the store, which is the newest that this machine saw. Nothing is written."""
    db = connect.view(location.store_of(place), database_key, frozen=frozen)
    try:
        data = Store(db, place.header).kept_header()
        if data is None:
            raise Damaged("header-not-kept", path=str(place.header))
        seen = location.seen_path(place, identity.identity_of(data).vault_id)
        store = Store(db, seen, header=identity.version_of(data))
        store.check_head()
        store.check_header()
    finally:
        db.close()
    return data


def _is_there(place: Place, data: bytes) -> bool:
    try:
        return not place.header.is_symlink() and location.header_of(place) == data
    except (OSError, WalletError):
        return False
