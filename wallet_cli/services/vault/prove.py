"""Opening a store beside which something lies: it is proven first, by a command that is alone in the folder, on views
that change nothing; then the store is opened, and the folder shared again.

Where others have this very store and the index of its log open, the log is theirs, which one of them has proven; a
draft or a journal is nothing that they know of, and waits until they are done.
"""

from __future__ import annotations

import os
import time

from wallet_cli.errors import Busy, Damaged
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import location, logs, pending
from wallet_cli.store.vault import beside, connect, files, in_use, log_file
from wallet_cli.store.vault.beside import Looked, Outdated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

    from wallet_cli.services.vault.location import KeyHeader, Place


_STEP_MS = 10
_AT_ONCE = 5
"""How often what was exchanged meanwhile is proven again without waiting."""


class Entered(NamedTuple):
    """A store that is open: its connection, the share in its folder, what the header says, the store's file, None for
    a mere view, and whether its log is that of others who have it open; store, log and index, where it was looked at
    what is opened; and what was looked at.
    """

    db: Connection
    held: int
    told: KeyHeader
    file: files.InPlace | None
    joined: bool = False
    opened: tuple[files.InPlace, ...] = ()
    looked: Looked | None = None


class Way(NamedTuple):
    """How the store is opened: to read alone; how long to wait for others; the epoch of the key, where it is known;
    what is asked of a log. ``proves`` False: someone waits who can't be kept waiting, as a shell at TAB.
    """

    read_only: bool
    wait_ms: int
    epoch: int | None
    wish: logs.LogChoice
    proves: bool


def enter(place: Place, key: bytes, way: Way) -> Entered:
    """Prove what lies beside the store, and open it.

    Who only looks gets a view of an older state than this machine saw, which stays as it is. Raises as ``settle`` and
    ``connect.connect``; Busy("vault-busy") where others are at it, or where something would have to be proven and that
    isn't wanted.
    """
    waited_ms, again = 0, _AT_ONCE
    while True:
        if not is_writable(place):
            return _on_read_only_media(place, key, way)
        try:
            held: int | None = files.held_alone(place.folder, timeout_ms=0)
        except Busy:
            held = None
        if held is None or (held < 0 and in_use.is_open(location.store_of(place), unknown=False)):
            entered, again = _beside_others(place, key, way), 0
        else:
            entered, again = _alone(place, key, way, held), again - 1
        if entered is not None:
            return entered
        if again > 0:
            continue
        if waited_ms >= way.wait_ms:
            raise Busy("vault-busy")
        time.sleep(_STEP_MS / 1000)
        waited_ms += _STEP_MS


def _alone(place: Place, key: bytes, way: Way, held: int) -> Entered | None:
    """None where others exchanged the files since they were proven, or while the folder was handed over from one's own
    to shared.
    """
    db: Connection | None = None
    opened: tuple[files.InPlace, ...] = ()
    try:
        if not way.proves:
            raise Busy("vault-busy")
        told = location.told_by(place, way.epoch)
        try:
            looked = settle(place, told, key, way.wish)
        except Damaged as error:
            if not way.wish.looks or error.slug not in logs.OLDER:
                raise
            return _view_of_older(place, told, key, held, error)
        if not looked.is_still_so():
            raise Outdated("vault-busy")
        store = location.store_of(place)
        looked.first = log_file.first_sight(store)
        db = connect.connect(place.database, key, read_only=way.read_only, looked=looked)
        # SQLite looks itself whether the store has been moved, before it folds a log in and removes it by its name
        opened = tuple(files.opened_here(*beside.made_by_sqlite(place.database)))
        if looked.log is not None:
            if not log_file.fold_in(db, looked.is_still_so):
                connect.keep_open(db)  # closing it would fold in as well
                raise Busy("vault-busy")
            beside.touch_log(opened)
            looked.first = log_file.first_sight(store, connect.index_of(store))
        files.shared(held, timeout_ms=way.wait_ms)
        if looked.file.is_replaced() or location.told_by(place) != told:
            raise Outdated("vault-busy")
    except BaseException as error:
        if db is not None:
            connect.close(db, opened, folding=False)
        files.release(held)
        if isinstance(error, Outdated):
            return None
        raise
    return Entered(db, held, told, looked.file, opened=(looked.file, *opened), looked=looked)


def settle(place: Place, told: KeyHeader, key: bytes, wish: logs.LogChoice) -> Looked:
    """Leave nothing unproven beside the store; what was looked at: the store's file, and the log's where there is one
    that belongs to it. Only for a command that is alone in the folder.

    Raises as ``pending.settle``, ``logs.settle`` and ``logs.without_journal``: nothing is changed then, except for an
    index or an empty log that isn't a file of its own, and for what merely has a draft's name, which is set aside.
    """
    with connect.translated():
        logs.clear_strange(place)
    with connect.translated(), logs.without_journal(place, key):
        pending.settle(place, told, key, accepts=wish.takes_older)
        looked = Looked(files.in_place(place.database))
        looked.log = logs.settle(place, told.identity.vault_id, key, wish)
        return looked


def _view_of_older(place: Place, told: KeyHeader, key: bytes, held: int, error: Damaged) -> Entered:
    """A view of a state that is older than what this machine saw, which changes nothing: for anyone else it would be a
    log that nobody has proven, so that the folder stays this command's own. Raises Damaged("older-with-journal")
    beside a rollback journal, with which there is no view.
    """
    store, path = location.store_of(place), place.database
    journal = connect.journal_of(store)
    if location.holds_something(str(journal)):
        raise Damaged("older-with-journal", path=str(journal)) from error
    with connect.translated():
        if os.path.lexists(place.draft(told.identity.epoch)):
            path = pending.chosen(place, told, key, accepts=True)
        with_log = path == place.database and location.holds_something(str(connect.log_of(store)))
        if with_log:
            with_log = logs.is_taken(place, told.identity.vault_id, key, store, logs.LogChoice(accepts=True))
    return Entered(connect.view(path, key, frozen=not with_log), held, told, None)


def _beside_others(place: Place, key: bytes, way: Way) -> Entered | None:
    """None where something lies there that others haven't proven: they may have another file open that had this name.
    The key is tried on a view first: a connection with one that doesn't fit must never be one that can write. Where the
    folder can't be held, a process that is just proving a log has it open as others have: no log is theirs there.
    """
    held = files.held(place.folder, timeout_ms=way.wait_ms)
    try:
        told = location.told_by(place, way.epoch)
        store = location.store_of(place)
        is_open = in_use.is_open(store)
        if location.has_unproven(place, told.identity.epoch, theirs=is_open and held >= 0) or (
            is_open and not is_theirs(store)
        ):
            files.release(held)
            return None
        file = files.in_place(place.database)
        looked = Looked(file, others=is_open, nobody=not is_open)
        looked.first = log_file.first_sight(store, connect.index_of(store) if is_open else None)
        if is_open:
            connect.view(store, key, frozen=False).close()
        db = connect.connect(place.database, key, read_only=way.read_only, looked=looked)
        if file.is_replaced():
            connect.keep_open(db)
            files.release(held)
            return None
        return Entered(db, held, told, file, is_open, looked=looked)
    except Outdated:
        files.release(held)
        return None
    except BaseException:
        files.release(held)
        raise


def is_theirs(store: Path) -> bool:
    """Whether log and index of these names are those that others have open with the store."""
    log, index = connect.log_of(store), connect.index_of(store)
    if files.is_strange(str(log)) or files.is_strange(str(index)) or not in_use.is_in_use(store):
        return False
    try:
        return log_file.belongs(store, log, index)
    except OSError:
        return False


def _on_read_only_media(place: Place, key: bytes, way: Way) -> Entered:
    """A draft that can't be given its name is read where it is, once it is proven; logs are refused by ``connect``."""
    held = files.held(place.folder, timeout_ms=way.wait_ms)
    try:
        told = location.told_by(place, way.epoch)
        path = place.database
        if os.path.lexists(place.draft(told.identity.epoch)):
            if not way.proves:
                raise Busy("vault-busy")
            path = pending.chosen(place, told, key, accepts=way.wish.takes_older or way.wish.looks)
        file = files.in_place(path)
        return Entered(connect.connect(path, key, read_only=way.read_only, looked=Looked(file)), held, told, file)
    except BaseException:
        files.release(held)
        raise


def is_writable(place: Place) -> bool:
    """Whether files can get other names here, and the store be written."""
    return os.access(place.folder, os.W_OK) and (os.access(place.database, os.W_OK) or not place.database.exists())
