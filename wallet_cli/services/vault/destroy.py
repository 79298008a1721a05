"""Destroying a wallet: its keys first, then its files, then what this machine remembers of it.

Without a key header nothing opens the store, so these go first: the wallet's own gets another name, by which an
interrupted erasure is known; every older one in the folder is overwritten, then that one; it is removed last.
Interrupted anywhere, what is left is whole under the other name or no wallet, and running it again finishes. Files that
aren't the wallet's own stay.
"""

from __future__ import annotations

import os

from wallet_cli.errors import Advisory, Damaged, Refused, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import access, backup_age, leftovers, location, unlock
from wallet_cli.store.books import transactions
from wallet_cli.store.journal import operations
from wallet_cli.store.store import BACKED_UP
from wallet_cli.store.vault import asides, connect, files, head, identity, wiping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from wallet_cli.services.vault.location import Place
    from wallet_cli.store.vault.keys import Random, Unlocked

OWN = (location.HEADER, location.DATABASE, location.LOG, location.LOG_INDEX, location.JOURNAL)


class AtStake(NamedTuple):
    """What would be gone: how many transactions, since when, and when the last checked backup was made (microseconds
    since 1970 UTC; None where there is none).
    """

    transactions: int
    first_us: int | None
    backup_us: int | None


class LeftBehind(NamedTuple):
    """What an erasure left: names of files that weren't the wallet's, for which the folder stays."""

    foreign: tuple[str, ...]


def facts(place: Place, opened: Unlocked) -> AtStake | None:
    """What the wallet holds; None where its store can't be opened any more."""
    try:
        store = access.open_store(place, opened.database_key, read_only=True, unchecked=True)
    except WalletError:
        return None
    try:
        with store.snapshot():
            return AtStake(transactions.count(store.db), operations.first_us(store.db), store.number(BACKED_UP))
    except WalletError:
        return None
    finally:
        store.close()


def overdue(told: AtStake, now_us: int) -> bool:
    """Whether a backup should be made first: there is none, or an old one."""
    return told.backup_us is None or backup_age.overdue_days(told.backup_us, now_us) > 0


def is_interrupted(place: Place) -> bool:
    """Whether an erasure was begun here and not finished: no key opens the wallet any more."""
    return place.erasing.exists() and not place.header.exists() and not location.is_begun(place)


def put_back(place: Place) -> bool:
    """Give a key header its name again that an erasure had renamed and not yet overwritten; whether there was one.

    A name proves nothing: anyone who wants to go on with the erasure opens the wallet first. Raises Busy("vault-busy").
    """
    if place.header.exists() or not location.is_begun(place):
        return False
    with files.alone(place.folder, needed=False):
        if not place.header.exists():
            place.erasing.rename(place.header)
            files.sync(place.folder)
    return True


def destroy(
    place: Place,
    random: Random,
    moment: unlock.Moment,
    opened: Unlocked | None = None,
    *,
    wait_ms: int = files.LOCK_TIMEOUT_MS,
) -> LeftBehind:
    """Destroy the wallet, or finish what was interrupted.

    What the disk didn't let be overwritten is gone all the same; ``place.tell`` hears Advisory("not-overwritten").
    Raises Refused("erase-left") for files that could not be removed: everything else is gone then, and to run it again
    finishes. Raises Busy("vault-busy") while another process has the wallet open, Busy("keys-changed-meanwhile") where
    keys were changed since ``opened``, Refused("erase-link") for files that are links, Damaged("erase-begun") where the
    key header was renamed and is whole: it is to be opened first. Nothing is gone at these.
    """
    with files.alone(place.folder, needed=False, timeout_ms=wait_ms), connect.translated():
        _require_no_links(place)
        if not place.header.exists() and location.is_begun(place):
            raise Damaged("erase-begun", wallet=place.folder.name, path=str(place.erasing))
        readable = []
        if place.header.exists():
            if opened is not None:
                location.opened_header(place, opened)
            unlock.lock(place, moment)
            if os.path.lexists(place.erasing):  # of an erasure after which a header came back
                readable = [] if asides.overwritten(place.erasing, random) else [place.erasing]
                place.erasing.unlink()  # a second name of the header: renaming would do nothing
            place.header.replace(place.erasing)
            files.sync(place.folder)
        _forget_heads(place)
        readable += _headers_overwritten(place, random)
        own = [each for each in sorted(place.folder.iterdir()) if _is_own(each)]
        left = [each for each in own if not asides.unlinked(each)]
        aside = asides.destroy(place.folder, random)
        files.sync(place.folder)
        _tell_readable(place, {*readable, *aside.readable})
        if left or aside.left:
            names = leftovers.names_of(sorted({*left, *aside.left}))
            raise Refused("erase-left", names=names, wallet=place.folder.name)
        place.erasing.unlink(missing_ok=True)
        files.sync(place.folder)
    foreign = tuple(sorted(each.name for each in place.folder.iterdir()))
    if not foreign and not place.folder.is_symlink():
        try:
            place.folder.rmdir()
        except OSError:  # the folder that it lies in may not be written
            place.tell(Advisory("folder-left", path=str(place.folder)))
    return LeftBehind(foreign)


def _headers_overwritten(place: Place, random: Random) -> list[Path]:
    """Overwrite every key header in the folder, the wallet's own last: it is known by that alone that no key opens the
    wallet any more, so until then another one, and the store that it opens, would be a wallet. Those that the disk
    didn't let be overwritten.
    """
    others = [each for each in sorted(place.folder.iterdir()) if _is_header(each)]
    readable = [each for each in others if not asides.overwritten(each, random)]
    if not wiping.overwrite(place.erasing, random):
        readable.append(place.erasing)
    return readable


def _is_header(path: Path) -> bool:
    """Whether it is a draft of the key header, an older one that a rotation keeps, or one that was set aside."""
    is_aside = asides.is_aside(path.name) and path.suffix == f".{asides.HEADER}"
    return (is_aside or path.name.startswith(location.HEADER_DRAFT)) and path.is_file() and not path.is_symlink()


def _is_own(path: Path) -> bool:
    return (path.name in OWN or path.name.startswith(location.DRAFTS)) and not path.is_dir()


def _tell_readable(place: Place, paths: set[Path]) -> None:
    if paths:
        place.tell(Advisory("not-overwritten", names=leftovers.names_of(sorted(paths))))


def _require_no_links(place: Place) -> None:
    """Refuse links in the place of the key header or the store: what they lead to would stay, whole."""
    for path in (place.header, place.erasing, place.database):
        if path.is_symlink():
            raise Refused("erase-link", path=str(path))


def _forget_heads(place: Place) -> None:
    """The heads that this machine keeps: this copy's own; the vault's where no other copy of it is here."""
    try:
        number = identity.identity_of(files.read_plain(place.erasing, identity.FILE_MOST_BYTES + 1)).vault_id
    except (OSError, WalletError):  # overwritten before the interruption: the heads went before that
        return
    head.forget(location.own_seen_path(place, number))
    if not location.may_have_copies(place, number):
        head.forget(head.head_path(place.state, number))
