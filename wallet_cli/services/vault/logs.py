"""What to do with the log beside a store that nobody has open: take it, set it aside, or ask.

A log holds what was written last. One of another vault, or of an earlier time, would be folded into the store and
destroy it, by whichever connection could write and closes last. So the store with the log and the store without are
both looked at first, on views that change nothing:

- the log is taken where the store with it is sound, holds the head seen last, and continues from the store alone;
- it is set aside where the store alone is sound and holds that head, and the log has nothing that continues from there;
- otherwise nothing is touched, and the user chooses. The same goes for a store and a log that are one state, older
  than what this machine saw: where a log ends may be where it was damaged. What is taken in on purpose is also kept.
  Beside a store that isn't sound nothing else shows how far it was: there a log that lacks what was seen is never taken
  unasked, not even where an older state is taken.

A rollback journal is never wallet's own, and no view can be had beside one: it is set aside, and put back where the
store isn't sound without it.
"""

from __future__ import annotations

from contextlib import contextmanager

from wallet_cli.errors import Advisory, Busy, Damaged
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.vault import location, pending
from wallet_cli.store.check import remembered
from wallet_cli.store.check.views import StoreView
from wallet_cli.store.store import GENERATION
from wallet_cli.store.vault import asides, connect, files, head, in_use, log_file
from wallet_cli.store.vault.beside import Looked, Outdated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wallet_cli.services.vault.location import Place
    from wallet_cli.store.vault.head import Seen

WITH_LOG, WITHOUT_LOG = "with", "without"
"""What a user chooses where nothing is proven: the store with the log beside it, or without."""
OLDER = ("store-older", "store-forked")
"""What is said of a state that isn't the one which this machine saw last."""


class Undecided(Exception):
    """Neither store nor log is proven to be the newest state."""


class LogChoice(NamedTuple):
    """What the user chose about a log, if anything; ``accepts``: the user said that an older state than this machine
    saw will do, the one with this ``end`` where that is given; ``looks``: who only reads may look at such a state,
    which stays as it is.
    """

    choice: str = ""
    accepts: bool = False
    looks: bool = False
    end: tuple[int, bytes] | None = None

    @property
    def takes_older(self) -> bool:
        """Whether an older state than this machine saw was asked for."""
        return self.accepts or bool(self.choice)


def clear_strange(place: Place) -> None:
    """Leave no file through which someone else's would be written: an index that isn't a plain file of its own is set
    aside, an empty log that has other names loses this one, and a store that has others becomes a copy of its own.

    Only for a command that is alone in the folder. Raises Outdated("vault-busy") where someone who doesn't share the
    folder has the store open, or holds the index of a log there: the log would be read by that. Raises
    Busy("vault-busy") for a store that others have open by another name.
    """
    store = location.store_of(place)
    log, index = connect.log_of(store), connect.index_of(store)
    if in_use.has_company(store, unknown=False):
        raise Outdated("vault-busy")
    if files.is_strange(str(index)):
        pending.set_aside(place, index, asides.INDEX)
    if files.is_strange(str(log)) and not location.holds_something(str(log)):
        log.unlink()
    if files.has_more_names(str(store)):
        if in_use.is_open(store):
            raise Busy("vault-busy")
        make_plain(store, asides.STORE)


def settle(place: Place, vault_id: bytes, key: bytes, wish: LogChoice) -> files.Stamp | None:
    """Leave beside the store only what opening it may take in: that log, if there is one. Only for a command that is
    alone in the folder, once nothing strange lies there.

    Raises Damaged("store-damaged") where the key opens nothing, ("store-older", "store-forked") where the log belongs
    to the store and this machine saw more, ("log-unproven") where neither is proven, Busy("vault-busy") where something
    exchanged them meanwhile. Nothing is changed then.
    """
    store = location.store_of(place)
    log, index = connect.log_of(store), connect.index_of(store)
    if not location.holds_something(str(log)):
        return None
    looked = Looked(files.in_place(store), files.stamp(str(log)))
    taken, proven = _verdict(place, vault_id, key, store, wish)
    if not looked.is_still_so():
        raise Busy("vault-busy")
    if taken and not proven:
        for path, kind in ((store, asides.STORE), (log, asides.LOG)):
            place.tell(Advisory("kept-a-copy", path=asides.copy(path, kind).name))
        if not looked.is_still_so():
            raise Busy("vault-busy")
    if taken:
        if not files.is_strange(str(log)):
            return looked.log
        make_plain(log, asides.LOG)
        raise Outdated("vault-busy")  # the copy is proven by the next look
    pending.set_aside(place, log, asides.LOG)
    index.unlink(missing_ok=True)  # it would lead the next command into that log
    files.sync(store.parent)
    return None


def is_taken(place: Place, vault_id: bytes, key: bytes, store: Path, wish: LogChoice) -> bool:
    """Whether the store goes on with its log; False without it. This only looks; raises as ``settle``."""
    return _verdict(place, vault_id, key, store, wish)[0]


def _verdict(place: Place, vault_id: bytes, key: bytes, store: Path, wish: LogChoice) -> tuple[bool, bool]:
    """The same, and whether that is proven to be the newest state; else it is what was asked for."""
    log = connect.log_of(store)
    readable = log.is_file() and not log.is_symlink() and log_file.has_commit(log)
    seen = head.read(location.seen_path(place, vault_id))
    with (
        StoreView(store, key, frozen=True) as alone,
        StoreView(store if readable else None, key, frozen=False) as logged,
    ):
        ends = alone.head(), logged.head()  # before a damaged page is met, after which nothing can be read any more
        try:
            return judged(alone, logged, seen, readable=readable), True
        except Undecided:
            if not wish.choice or not _may_choose(alone, logged, wish.choice):
                raise Damaged(
                    "log-unproven",
                    path=str(log),
                    away="",
                    store=_named(ends[0]),
                    store_problems=alone.problems() or "",
                    log=_named(ends[1]),
                    log_problems=logged.problems() or "",
                    seen=_named(seen),
                ) from None
        except Damaged as error:
            if error.slug not in OLDER or not (wish.accepts or _may_choose(alone, logged, wish.choice)):
                raise
            if not wish.choice:
                taken = judged(alone, logged, seen, readable=readable, accepts=True)
                last = (logged if taken else alone).head()
                if wish.end is not None and (last is None or wish.end != (last.operations, last.mac)):
                    raise Busy("vault-busy") from None
                return taken, False
    return wish.choice == WITH_LOG, False


def judged(alone: StoreView, logged: StoreView, seen: Seen | None, *, readable: bool, accepts: bool = False) -> bool:
    """Whether the store goes on with its log; raises Undecided where neither is the newest state that was seen, and
    unless that is accepted Damaged("store-older", "store-forked") where both are one that is older, or of another line.
    """
    ends, goes_on = alone.head(), False
    if logged.is_sound() and not _takes_back(alone, logged):
        goes_on = logged.holds(ends)
        if goes_on and logged.holds(seen):
            return True
    if alone.is_sound() and alone.holds(seen) and (not logged.is_sound() or alone.holds(logged.head())):
        return False
    if not alone.opens and not logged.opens:
        raise Damaged("store-damaged")
    if goes_on and alone.is_sound():  # store and log are one state: an older one, or of another line
        if accepts:
            return True
        last = logged.head()
        head.check(seen, last.operations if last else 0, logged.mac_at)
    if not readable and alone.is_sound():
        if accepts:
            return False
        head.check(seen, ends.operations if ends else 0, alone.mac_at)
    raise Undecided


def _takes_back(alone: StoreView, logged: StoreView) -> bool:
    """Whether the log would have the store forget what isn't in its chain: the newest key header, a backup that was
    made. When it was made says nothing: a clock can be set back.
    """
    if not alone.is_sound():
        return False
    if logged.number(GENERATION) < alone.number(GENERATION):
        return True
    return remembered.forgets(remembered.backups(alone), remembered.backups(logged))


def _named(found: Seen | None) -> str:
    """A head for people: the operation, and how its MAC begins."""
    return "" if found is None else f"o{found.operations} {found.mac[:4].hex()}".strip()


def _may_choose(alone: StoreView, logged: StoreView, choice: str) -> bool:
    """A choice for a state that isn't whole counts only where the other isn't whole either. "" chooses nothing."""
    if not choice:
        return False
    mine, other = (logged, alone) if choice == WITH_LOG else (alone, logged)
    return mine.opens and (mine.is_sound() or not other.is_sound())


@contextmanager
def without_journal(place: Place, key: bytes) -> Iterator[None]:
    """Set a rollback journal aside meanwhile, and for good where all goes well and the store is sound.

    Only for a command that is alone in the folder. Raises Damaged("journal-unproven", "store-damaged").
    """
    store = location.store_of(place)
    journal = connect.journal_of(store)
    if not location.holds_something(str(journal)):
        yield
        return
    moved = asides.put(journal, asides.JOURNAL)
    try:
        yield
        if not location.holds_something(str(connect.log_of(store))):
            with StoreView(store, key, frozen=True) as alone:
                if not alone.is_sound():
                    raise Damaged("journal-unproven" if alone.opens else "store-damaged", path=str(journal))
    except BaseException:
        moved.rename(journal)
        raise
    files.sync(store.parent)
    pending.say_aside(place, journal, moved)


def make_plain(path: Path, kind: str) -> None:
    """Put a copy in the place of a file that has a second name elsewhere; raises Outdated("vault-busy") where another
    one has the name by then, or it was written to.
    """
    file, before = files.in_place(path), files.stamp(str(path))
    copy = asides.copy(path, kind)
    if file.is_replaced() or files.stamp(str(path)) != before:
        copy.unlink()
        raise Outdated("vault-busy")
    copy.replace(path)
    files.sync(path.parent)
