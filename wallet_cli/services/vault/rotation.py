"""Another database key: the store is copied under a fresh one, the copy checked, and put into the old one's place.

The new header decides. Until it is in place, the copy is a draft that nobody misses; from then on the copy is the
store, and gets its name when someone opens the wallet next if the machine stops before that. Nobody else has the store
open meanwhile, so nothing is written to it that the copy lacks.

Others may still lay, exchange or remove files in the folder. So whatever is opened to be written has nothing beside it
that isn't proven; the copy is written to no more from before it is checked, and the very file that was checked is asked
for when the header is written and when it gets its name. Otherwise the old store and the old header stay.

Every key holds the same master key, and the master holds the database key. Anyone who opened an earlier header knows
the master for ever; so ``only_this`` makes a new one, which the key that opened alone can hold: the secrets of the
other keys aren't known here.
"""

from __future__ import annotations

import os
from contextlib import suppress

from wallet_cli.errors import Advisory, Busy, Damaged, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import backup_check, location, logs, pending, prove, unlock
from wallet_cli.store.check import copying, verifying
from wallet_cli.store.check.findings import Progress, silent
from wallet_cli.store.store import Store
from wallet_cli.store.vault import connect, files, header, keys, slots
from wallet_cli.store.vault.beside import Looked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wallet_cli.services.vault.backup_check import SessionOf
    from wallet_cli.services.vault.key_changes import Making
    from wallet_cli.services.vault.location import Place
    from wallet_cli.services.vault.unlock import Moment
    from wallet_cli.store.vault.backup_file import Contents
    from wallet_cli.store.vault.keys import Unlocked
    from wallet_cli.store.vault.slots import Secret


class Rotated(NamedTuple):
    """A store under another key: the header's generation and the key's epoch now, what the store holds, the names of
    the keys that still open it and of those that don't any more. With ``dry_run`` what all this would be.
    """

    generation: int
    epoch: int
    operations: int
    transactions: int
    keys: tuple[str, ...]
    gone: tuple[str, ...]
    dry_run: bool


def others(place: Place, opened: Unlocked) -> tuple[str, ...]:
    """The names of the keys besides the one that opened, as the header that it opened lists them.

    Raises NotFound("no-wallet"), Damaged, Busy("keys-changed-meanwhile").
    """
    return _others(location.opened_header(place, opened), opened)


def _others(data: bytes, opened: Unlocked) -> tuple[str, ...]:
    return tuple(slot.name for slot in header.parse(data).slots if slot.id != opened.slot_id)


def rotate(
    place: Place,
    opened: Unlocked,
    by: Secret,
    session_of: SessionOf,
    making: Making,
    clock: Callable[[], Moment],
    *,
    only_this: bool,
    progress: Progress = silent,
) -> Rotated:
    """Give the store another key; with ``only_this`` another master key, too, and take the other keys away.

    A kept key is replaced, for as long as the old one would be kept by ``clock`` then. Raises Busy("vault-busy",
    "keys-changed-meanwhile"), Refused("folder-unlockable", "disk-full", "vault-read-only"), Damaged("rotate-unsound")
    for a vault that has problems, and as ``access.open_store``. Until the new header is in place, everything is
    then as it was.
    """
    with connect.translated(), files.alone(place.folder):
        data = location.opened_header(place, opened)
        looked = prove.settle(place, location.told_by(place), opened.database_key, logs.LogChoice())
        require_sound(place, opened)
        gone = _others(data, opened) if only_this else ()
        names = tuple(slot.name for slot in header.parse(data).slots if slot.name not in gone)
        if making.dry_run:
            store = _source(place, opened, looked)
            contents = copying.contents(store.db)
            store.close()
        else:
            made, renewed = renewed_header(data, opened, by, making, only_this=only_this)
            salt = room_made(place, opened, making, looked)
            try:
                copy = _copied(place, opened, (made, renewed), session_of, salt, progress)
                contents = copy.contents
                pending.keep_spare(place, renewed.epoch, data)
                location.replace_header(place, data, made, before=lambda: _require_still(place, copy))
            except BaseException:
                tidy(place, renewed.epoch, salt, data)
                raise
            if put_in_place(place, (data, made), renewed.epoch, copy):
                note_change(place, renewed)
            keep_unlocked(place, opened, renewed, clock())
    counts = (contents.operations, contents.transactions)
    return Rotated(opened.generation + 1, opened.epoch + 1, *counts, names, gone, making.dry_run)


def renewed_header(
    data: bytes, opened: Unlocked, by: Secret, making: Making, *, only_this: bool
) -> tuple[bytes, Unlocked]:
    """The header after the rotation, and what opening it gives."""
    if not only_this:
        return keys.rotated(data, opened, making.random)
    old = header.parse(data).slot(opened.slot_id)
    cost = slots.raised(old.kdf, slots.COSTS[making.cost])

    def only(master: bytes) -> slots.Slot:
        return slots.new_slot(by, master, cost, opened.vault_id, making.random, number=old.id, name=old.name)

    return keys.rotated(data, opened, making.random, only)


def require_sound(place: Place, opened: Unlocked) -> None:
    """Look at all of it before anything is written: one that is damaged may be whole again with a log that is put back,
    as long as it stays as it is.
    """
    path = location.store_of(place)
    has_log = location.holds_something(str(connect.log_of(path)))
    db = connect.view(path, opened.database_key, frozen=not has_log)
    try:
        report = verifying.verify(Store(db, path.with_name("no-head"), read_only=True))
    finally:
        db.close()
    count = report.more + sum(each.check not in ("head", "header") for each in report.problems)
    if count:
        raise Damaged("rotate-unsound", problems=count)


class _Copy(NamedTuple):
    """The checked draft: what is in it, the SHA-256 of the store that it is a copy of, and which file it is."""

    contents: Contents
    replaces: bytes
    proof: pending.Proof


def put_in_place(place: Place, headers: tuple[bytes, bytes], epoch: int, copy: _Copy) -> bool:
    """Give the draft its name; where it was replaced at the last moment, the old store is there still, and its header
    comes back.

    False where the disk fails: the new header is in place then, as when the machine stops here, and anyone who opens
    the wallet next goes on.
    """
    data, made = headers
    try:
        pending.put_in_place(place, epoch, copy.replaces, copy.proof)
    except Busy:
        location.replace_header(place, made, data)
        pending.drop_spare(place, epoch, data)
        raise
    except OSError:
        place.tell(Advisory("rotation-unfinished", wallet=place.folder.name))
        return False
    with suppress(OSError):  # else it is reported as set aside
        pending.drop_spare(place, epoch, data)
    return True


def _require_still(place: Place, copy: _Copy) -> None:
    """Refuse where the draft isn't the one that was checked, or the store isn't the one that it is a copy of."""
    _require_no_log(location.store_of(place))
    if pending.digest_of(place.database) != copy.replaces:
        raise Busy("vault-busy")
    copy.proof.require()


def _source(place: Place, opened: Unlocked, looked: Looked | None = None) -> Store:
    """The store as it is, or as it was ``looked`` at with its log, refused as it would be when it is opened for daily
    use.
    """
    looked = looked or Looked(files.in_place(place.database))
    db = pending.opened_bare(location.store_of(place), opened.database_key, looked)
    store = Store(db, location.seen_path(place, opened.vault_id), header=opened.version, file=looked.file)
    try:
        store.check_head()
        store.check_header()
    except BaseException:
        store.close()
        raise
    return store


def room_made(place: Place, opened: Unlocked, making: Making, looked: Looked) -> bytes:
    """Put away what has a draft's name, beside a store that can be opened; with which salt the new draft begins."""
    store = _source(place, opened, looked)
    try:
        pending.clear(place, opened.epoch, opened.master, opened.generation)
    finally:
        store.close()
    return making.random(pending.SALT_BYTES)


def _copied(
    place: Place,
    opened: Unlocked,
    new: tuple[bytes, Unlocked],
    session_of: SessionOf,
    salt: bytes,
    progress: Progress,
) -> _Copy:
    """The draft under the ``new`` header's key: whole, checked, and on the disk; the old store's log is folded in and
    gone, and its SHA-256 is kept in the draft, for whatever puts that into its place.

    Nothing is written to either of them once the copy is being checked.
    """
    made, renewed = new
    draft = place.draft(renewed.epoch)
    store = _source(place, opened)
    try:
        with store.snapshot():
            contents = copying.contents(store.db)
            copying.copy(store.db, draft, renewed.database_key, lambda done, all_: progress("copy", done, all_), salt)
    finally:
        store.close()
    replaces = _closed(place, opened, contents)
    note_header(place, draft, made, renewed, replaces)
    copy = _Copy(contents, replaces, pending.proof_of(draft))
    copy.proof.require()
    files.sync(draft)
    files.sync(place.folder)
    report = backup_check.examine(
        draft, renewed.database_key, contents, renewed.version, session_of, progress, proven=copy.proof.file
    )
    count = report.damages
    if count:
        raise Damaged("rotate-unsound", problems=count)
    return copy


def _closed(place: Place, opened: Unlocked, contents: Contents) -> bytes:
    """The SHA-256 of the old store, which holds what was copied, and has no log any more."""
    _require_no_log(location.store_of(place))
    replaces = pending.digest_of(place.database)
    db = connect.connect(place.database, opened.database_key, frozen=True)
    try:
        if copying.contents(db) != contents:  # a program that doesn't know of the lock has written to it
            raise Busy("vault-busy")
    finally:
        db.close()
    return replaces


def note_header(place: Place, draft: Path, made: bytes, renewed: Unlocked, replaces: bytes) -> None:
    """Let the draft know its key header, and which store it replaces."""
    file = files.in_place(draft)
    if not pending.is_plain(draft):
        raise Busy("vault-busy")
    copy = Store(
        pending.opened_bare(draft, renewed.database_key), location.seen_path(place, renewed.vault_id), file=file
    )
    try:
        with copy.exclusive():
            copy.remember_header(made)
            copy.set_meta(pending.REPLACES, replaces)
    finally:
        copy.close()
    _require_no_log(draft)


def _require_no_log(path: Path) -> None:
    """Refuse where someone who doesn't know of the lock has it open."""
    if os.path.lexists(connect.log_of(path)):
        raise Busy("vault-busy")


def keep_unlocked(place: Place, opened: Unlocked, renewed: Unlocked, moment: Moment) -> None:
    """Keep the new key where the old one is kept still: the copy took a while, in which the wallet may have been
    locked, or used. The store has its new key, whatever becomes of that.
    """
    with suppress(OSError, WalletError):
        kept = unlock.remaining(place, moment, opened.epoch)
        if kept is not None:
            limits = unlock.Limits(kept.seconds, kept.idle)
            unlock.keep_key(place, renewed, limits, moment, kernel_only=kept.by == unlock.KERNEL)
            return
    with suppress(OSError, WalletError):
        unlock.lock(place, moment)


def tidy(place: Place, epoch: int, salt: bytes, data: bytes) -> None:
    """Remove the draft, unless the header names it already: it was written, and only then something failed."""
    with suppress(OSError, WalletError):
        if location.identity_of(place).epoch != epoch:
            pending.discard(place, epoch, salt)
            pending.drop_spare(place, epoch, data)


def note_change(place: Place, renewed: Unlocked) -> None:
    """Let the head outside know of the new header; a machine that can't has its wallet all the same."""
    with suppress(WalletError):
        db = pending.opened_bare(place.database, renewed.database_key)
        store = Store(db, location.seen_path(place, renewed.vault_id), file=files.in_place(place.database))
        try:
            store.note_generation()
        finally:
            store.close()
