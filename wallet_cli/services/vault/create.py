"""Making a vault: a folder with a header and a store, in which the first operations are written."""

from __future__ import annotations

from wallet_cli.errors import Damaged, Refused
from wallet_cli.services.vault import access, location, pending
from wallet_cli.store import new_vault
from wallet_cli.store.store import Store
from wallet_cli.store.vault import connect, files, head, keys
from wallet_cli.store.vault.slots import COSTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.services.vault.location import Place
    from wallet_cli.store.vault.keys import Random


def _nothing(_store: Store) -> None:
    """A new vault without any operation."""


def create(
    place: Place, passphrase: bytes, cost: str, random: Random, begin: Callable[[Store], None] = _nothing
) -> Store:
    """Make a vault, in which ``begin`` writes the first operations; its store. ``cost`` is "standard" or "cheap".

    Interrupted at any point it leaves nothing that gets in the way: the store is a draft until the header is written,
    and a draft with a header gets its name when it is opened. Raises
    UsageProblem("wallet-name-long"), Refused("wallet-exists"), Busy("keys-changed-meanwhile") where a key header comes
    from elsewhere meanwhile, and Damaged("header-missing") for a store whose key header is lost: that one may still be
    opened with a copy of it.
    """
    _require_none(place)
    with connect.translated():
        files.private_folder(place.folder)
        files.private_folder(place.state)
    with files.alone(place.folder, needed=False):
        _require_none(place)  # another process may have made one meanwhile: its header must not be written over
        pending.clear(place, 0, None)
        number = random(16)
        header, database_key = keys.create_header(passphrase, COSTS[cost], number, random)
        store = Store(connect.connect(place.draft(1), database_key, create=True), head.head_path(place.state, number))
        try:
            new_vault.prepare(store.db, random(16), random(32))
            store.remember_header(header)
            begin(store)
        finally:
            store.close()
        files.sync(place.folder)  # the store is on the disk before the header that says so
        proof = pending.proof_of(place.draft(1))
        location.replace_header(place, None, header)
        pending.put_in_place(place, 1, b"", proof)
    return access.open_store(place, database_key)


def _require_none(place: Place) -> None:
    location.require_short_name(place)
    if location.exists(place):
        raise Refused("wallet-exists", wallet=place.folder.name, path=str(place.folder), line="", other="")
    if location.is_begun(place):
        raise Damaged("erase-begun", wallet=place.folder.name, path=str(place.erasing))
    if place.erasing.exists():
        raise Damaged("erase-interrupted", wallet=place.folder.name)
    if place.database.exists():
        raise Damaged("header-missing", path=str(place.header))
