"""Taking the key header alone out of a backup, for a wallet whose store is whole and whose key header is damaged or
lost.

The store's own key decides: only the key header that opens the store beside it is put there. One that is older than the
store remembers may hold keys that were taken away; accepted on purpose, it is put there as the newest. Beside a store
that isn't the state which this machine saw last it is put, too, for without it nobody could continue from that on
purpose; what was seen stays, and measures that store as before.
"""

from __future__ import annotations

from wallet_cli.errors import Advisory, Damaged, Refused
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import location, logs, new_header, pending, repair_header
from wallet_cli.services.vault.backup_check import BackupHead, Label, opened
from wallet_cli.store.store import Store
from wallet_cli.store.vault import connect, files, header, keys
from wallet_cli.store.vault.beside import Looked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from sqlite3 import Connection

    from wallet_cli.services.vault.access import Unlocked


class KeysRestored(NamedTuple):
    """Which backup the key header came from, its generation, the names of its keys, and whether it was an older one."""

    label: Label
    generation: int
    names: tuple[str, ...]
    older: bool


def restore_keys(
    path: Path,
    place: location.Place,
    open_keys: Callable[[BackupHead], Unlocked],
    *,
    accept_older: bool,
    dry_run: bool,
) -> KeysRestored:
    """Put the key header of a backup beside the store at ``place``.

    Raises what ``backup_check.opened`` and ``location.require_store`` raise, Refused("key-file-whole"),
    Damaged("backup-keys-unfit", line=""), and unless ``accept_older`` Damaged("backup-keys-older", line="").
    ``place.tell`` hears Advisory("store-beside-older") of a store that isn't the newest which this machine saw.
    """
    with opened(path) as (_stream, told):
        location.require_store(place)
        mine = open_keys(told)
    with connect.translated(), files.alone(place.folder, needed=False):
        store = _store(place, mine, dry_run=dry_run)
        try:
            there = _unfit(place, mine)
            newest = newest_generation(store, accept_older=accept_older)
            data = keys.rewrite(told.keys, mine, tuple, above=newest) if newest else told.keys
            remark = _remark(place, store)
            if not dry_run:
                new_header.put(place, store, data, lambda: _put(place, there, data))
        finally:
            store.close()
    if remark is not None:
        place.tell(remark)
    head = header.parse(data)
    return KeysRestored(told.label, head.identity.generation, tuple(slot.name for slot in head.slots), bool(newest))


def _put(place: location.Place, there: bytes | None, data: bytes) -> None:
    aside = repair_header.put(place, there, data)
    if aside is not None:
        pending.say_aside(place, place.header, aside)


def _unfit(place: location.Place, mine: Unlocked) -> bytes | None:
    """What has the key header's name and isn't one, or is older than the backup's; None for nothing."""
    there = location.header_there(place)
    if there is None:
        return None
    try:
        found = header.parse(there)
        header.check_mac(there, mine.master)
    except Damaged:
        return there
    if found.identity.generation < mine.version.generation:
        return there
    raise Refused("key-file-whole", path=str(place.header))


def _store(place: location.Place, mine: Unlocked, *, dry_run: bool) -> Store:
    """The store beside, by the backup's key; for a ``dry_run`` a view of it, which leaves all as it is.

    Where nothing proves the log, there is nothing to choose here: no key header is there for the command that does.
    """
    seen, wish = location.seen_path(place, mine.vault_id), logs.LogChoice(accepts=True)
    try:
        if dry_run:
            return Store(_view(place, mine, wish), seen, read_only=True, header=mine.version)
        logs.clear_strange(place)
        with logs.without_journal(place, mine.database_key):
            looked = Looked(files.in_place(place.database))
            looked.log = logs.settle(place, mine.vault_id, mine.database_key, wish)
        db = pending.opened_bare(location.store_of(place), mine.database_key, looked)
    except Damaged as error:
        if error.slug == "log-unproven":
            error.params |= {"away": error.params["path"], "path": ""}
        if error.slug != "store-damaged":
            raise
        raise Damaged("backup-keys-unfit", line="") from None
    return Store(db, seen, header=mine.version, file=looked.file)


def _view(place: location.Place, mine: Unlocked, wish: logs.LogChoice) -> Connection:
    store = location.store_of(place)
    is_logged = location.holds_something(str(connect.log_of(store)))
    if location.holds_something(str(connect.journal_of(store))):  # it would be set aside first
        is_logged = False
    taken = is_logged and logs.is_taken(place, mine.vault_id, mine.database_key, store, wish)
    return connect.view(store, mine.database_key, frozen=not taken)


def _remark(place: location.Place, store: Store) -> Advisory | None:
    """What is to be said of a store that isn't the newest state which this machine saw."""
    try:
        store.check_head()
    except Damaged as error:
        if error.slug not in ("store-older", "store-forked"):
            raise
        return Advisory("store-beside-older", seen=error.params["seen"], wallet=place.folder.name)
    return None


def newest_generation(store: Store, *, accept_older: bool) -> int:
    """The generation that is known where the backup's key header is an older or another one; 0 where it isn't."""
    try:
        store.check_header()
    except Damaged:
        known = store.newest_generation()  # raises again what isn't a matter of age
        if not accept_older:
            raise Damaged("backup-keys-older", line="") from None
        return known
    return 0
