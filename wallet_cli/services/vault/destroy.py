"""Destroying a wallet: its keys first, then its files.

Without a key header nothing opens the store, so these go first: the wallet's own gets another name, by which an
interrupted erasure is known; every older one in the folder is overwritten, then that one; it is removed last.
Interrupted anywhere, what is left is whole under the other name or no wallet, and running it again finishes. Files that
aren't the wallet's own stay.

What this machine has seen of it stays as well, unless it is to be forgotten: the same vault may live on in another
folder, which nobody can know here, and an older state of that would be taken for the newest. It is forgotten only once
no key opens the wallet any more.
"""

from __future__ import annotations

import os
from contextlib import suppress

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
    """What an erasure left: names of files that weren't the wallet's, for which the folder stays, and the files in
    which this machine remembers how far the wallet was.
    """

    foreign: tuple[str, ...]
    heads: tuple[str, ...]


def facts(place: Place, opened: Unlocked) -> AtStake | None:
    """What the wallet holds, of all the states in which it may be read the one with most; None where its store can't be
    opened any more. Looked at on views: what lies beside the store stays as it is.
    """
    store = location.store_of(place)
    ways = ((store, False), (store, True), (place.draft(opened.epoch), True))
    found = [_at_stake(path, opened.database_key, frozen=frozen) for path, frozen in ways]
    return max((each for each in found if each is not None), key=lambda each: each.transactions, default=None)


def _at_stake(path: Path, key: bytes, *, frozen: bool) -> AtStake | None:
    try:
        with connect.translated():
            store = access.Store(connect.view(path, key, frozen=frozen), path.with_name("no-head"), read_only=True)
    except (WalletError, OSError):
        return None
    try:
        with connect.translated(), store.snapshot():
            return AtStake(transactions.count(store.db), operations.first_us(store.db), store.number(BACKED_UP))
    except (WalletError, connect.driver_error()):
        return None
    finally:
        store.close()


def overdue(told: AtStake, now_us: int) -> bool:
    """Whether a backup should be made first: there is none, or an old one."""
    return told.backup_us is None or backup_age.overdue_days(told.backup_us, now_us) > 0


def is_interrupted(place: Place) -> bool:
    """Whether an erasure was begun here and not finished: no key opens the wallet any more, and perhaps nothing but its
    empty folder is left.
    """
    if is_emptied(place):
        return True
    return place.erasing.exists() and not place.header.exists() and not location.is_begun(place)


def is_emptied(place: Place) -> bool:
    """Whether there is the folder alone, with nothing in it: the last thing that an erasure removes."""
    folder = place.folder
    return folder.is_dir() and not folder.is_symlink() and next(folder.iterdir(), None) is None


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
    forget: bool = False,
    wait_ms: int = files.LOCK_TIMEOUT_MS,
) -> LeftBehind:
    """Destroy the wallet, or finish what was interrupted; ``forget`` also what this machine remembers of it alone.

    What is remembered of a wallet whose keys are overwritten already nobody can name: Advisory("heads-unknown"). What
    the disk didn't let be overwritten is gone all the same; ``place.tell`` hears Advisory("not-overwritten").
    Raises Refused("erase-left") for files that could not be removed: everything else is gone then, and to run it again
    finishes. Raises Busy("vault-busy") while another process has the wallet open, Busy("keys-changed-meanwhile") where
    keys were changed since ``opened``, Refused("erase-link") for files that are links, Damaged("erase-begun") where the
    key header was renamed and is whole: it is to be opened first. Nothing is gone at these.
    """
    if is_emptied(place):
        _drop_folder(place)
        return LeftBehind((), ())
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
        number = _number(place)
        readable += _headers_overwritten(place, random)
        heads = _heads(place, number, forget=forget)
        own = [each for each in sorted(place.folder.iterdir()) if _is_own(each)]
        left = [each for each in own if not asides.unlinked(each)]
        aside = leftovers.destroy(place, random)
        files.sync(place.folder)
        _tell_readable(place, {*readable, *aside.readable})
        if left or aside.left:
            names = leftovers.names_of(sorted({*left, *aside.left}))
            raise Refused("erase-left", names=names, wallet=place.folder.name)
        place.erasing.unlink(missing_ok=True)
        files.sync(place.folder)
    foreign = tuple(sorted(each.name for each in place.folder.iterdir()))
    if not foreign and not place.folder.is_symlink():
        _drop_folder(place)
    return LeftBehind(foreign, heads)


def _drop_folder(place: Place) -> None:
    try:
        place.folder.rmdir()
    except OSError:  # the folder that it lies in may not be written
        place.tell(Advisory("folder-left", path=str(place.folder)))


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


def _number(place: Place) -> bytes | None:
    """The id of the vault, None where its key header was overwritten before the erasure was interrupted."""
    try:
        return identity.identity_of(files.read_plain(place.erasing, identity.FILE_MOST_BYTES + 1)).vault_id
    except (OSError, WalletError):
        return None


def _heads(place: Place, number: bytes | None, *, forget: bool) -> tuple[str, ...]:
    """The heads of it that this machine keeps. Those that it is to ``forget``: this copy's own; where it has none, and
    no other copy of it lies beside, all that isn't another copy's own. An own head is that of a copy whose original may
    be anywhere.
    """
    if number is None:
        if forget:
            place.tell(Advisory("heads-unknown", path=str(place.heads)))
        return ()
    own, shared = location.own_seen_path(place, number), head.head_path(place.heads, number)
    had_own = os.path.lexists(own)
    if forget:
        head.forget(own)
        if not had_own and not location.may_have_copies(place, number):
            for path in (shared, *head.of_erased(place.heads, number)):
                head.forget(path)
    elif had_own:
        with suppress(OSError):  # it stays as it is where the folder can't be written
            head.lay_by(own, place.heads, number)
    named = [own, *head.of_erased(place.heads, number), shared]
    if forget:  # a restore that was killed noted one for a wallet that never had its name
        named += [
            path for path, name in head.of_copies(place.heads, number) if not (place.folder.parent / name).exists()
        ]
    return tuple(dict.fromkeys(path for path in named if os.path.lexists(path)))
