"""The log of a store that this process has open, and the store itself, where SQLite alone writes: asked about whenever
something is written, and before anything is folded in.

Other programs may copy into files that are open. SQLite alone writes to an open store, and only to fold in, of
which the index says how far it came: anyone who folds in while others may have the store open changes the log's times
afterwards, so that a store that was changed later than its log, of which something isn't folded in, was written to by
another program. All who have the store open see that, without having seen it before.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress

from wallet_cli.errors import Damaged, WalletError
from wallet_cli.store.vault import beside, log_file
from wallet_cli.store.vault.beside import INDEX, LOG

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from wallet_cli.store.vault.beside import LogStamp
    from wallet_cli.store.vault.files import InPlace
    from wallet_cli.store.vault.log_file import Sight

_UNSEEN = (-1,)
_MOST_FRAMES = 1000
"""How long a log becomes before it is folded in while the store is open, as SQLite has it."""
_KEEPS = "PRAGMA cache_size=-32768"
"""How much of a store is kept in memory while it is written to: what is changed would fill the usual 2 MB."""
_TICK_MS, _TICKS = 5, 20
"""File systems count the time of a change in steps of some milliseconds."""


class Log:
    """The log of a store that is open to be written. ``first`` is what was seen of the store before SQLite read it;
    ``seen``: the log's stamp when all of it was last found to be its own, that of no file before.
    """

    __slots__ = ("_db", "_has_begun", "_is_another_time", "_is_doubtful", "_opened", "_sight", "seen")

    def __init__(self, db: Any, opened: Sequence[InPlace], first: Sight | None = None) -> None:
        self._db, self._opened = db, opened
        self.seen: LogStamp | None = _UNSEEN
        self._sight = first
        self._has_begun = False
        self._is_doubtful = self._is_another_time = False

    def begin(self) -> None:
        """Take SQLite's lock for writing. What is written comes into the log when it is committed, all at once."""
        self._db.execute("BEGIN IMMEDIATE")
        if not self._has_begun:
            self._has_begun = True
            self._db.execute(_KEEPS)

    def require_own(self) -> bool:
        """Raise Damaged("store-replaced") where another program wrote into it, or into the store: that would be written
        over, or be folded in. Whether others wrote since this was last asked. Asked under SQLite's lock for writing:
        others may be writing else.
        """
        before, self._sight, now = self._sight, self._look(), beside.log_stamp(self._opened)
        has_folded = before is not None and self._sight.store != before.store
        is_new = now != self.seen or before is None or self._sight.head != before.head
        if is_new or has_folded:
            self._require(beside.is_own_log(self._opened), LOG)
        if has_folded:
            self._require(self._holds_folded(self._sight), "")
        self.seen = now
        return has_folded or (is_new and now is not None)

    def is_own(self, vouch: Callable[[], None]) -> bool:
        """Whether nobody else wrote into the log, nor into the store since it was opened. Where times don't tell, all
        is read, and ``vouch`` is asked, which raises Damaged where balances aren't as the journal has them: what isn't
        sound is left to those who open the store next, and prove it.
        """
        try:
            is_own = beside.is_own_log(self._opened, self.seen)
            self._sight = self._look()
        except Damaged:
            return False
        if self._is_doubtful or not is_own:
            return False
        return self._sight.is_whole or not self._is_another_time or self._is_sound(vouch)

    def _is_sound(self, vouch: Callable[[], None]) -> bool:
        """Whether store and log make one database: others may have folded in all of an earlier time of the log, or
        another program has laid another store under this one.
        """
        with suppress(WalletError, self._db.Error):
            vouch()
            return bool(self._db.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",))
        return False

    def _look(self, *, is_alone: bool = False) -> Sight:
        """What is there now. Raise Damaged("store-replaced") where the store was swapped since this was last asked."""
        now = sight_of(self._opened)
        if self._is_foreign(now, is_alone=is_alone):
            now = sight_of(self._opened)  # others may have folded in between the store's part of it and the index's
            if self._is_foreign(now, is_alone=is_alone):
                self._tell_others()
                self._require(False, "")
        if self._sight is not None and not is_alone and now.is_another_time(self._sight):
            self._is_another_time = True
        return now

    def _is_foreign(self, now: Sight, *, is_alone: bool) -> bool:
        """Whether another program wrote into the store, as its times or its size say."""
        before = self._sight
        if before is None:
            return now.is_cut()
        return now.is_cut() or now.is_older(before) or now.is_swapped(before, is_alone=is_alone)

    def _tell_others(self) -> None:
        """Make the store what was changed last, later than what was committed by then: all who have it open see that
        another program wrote into it.
        """
        store = self._opened[0]
        with suppress(OSError):
            for _tick in range(_TICKS):
                stamp = beside.log_stamp(self._opened)
                told = os.stat(store.path)
                if stamp is None or told.st_ctime_ns > stamp[-1] or store.is_replaced():
                    break
                os.utime(store.path, ns=(told.st_atime_ns, told.st_mtime_ns))
                time.sleep(_TICK_MS / 1000)

    def _holds_folded(self, now: Sight) -> bool:
        """Whether the store has what of the log was folded in, where that is all of it."""
        paths, store = beside.log_and_index(self._opened), self._opened[0].handle()
        if paths is None or store is None or not now.is_whole:
            return True
        with suppress(OSError):
            return log_file.is_folded_in(store, paths[0], now)
        return False

    def _require(self, holds: bool, name: str) -> None:
        if not holds:
            self.doubt()
            raise Damaged("store-replaced", path=f"{self._opened[0].path}{name}")

    def forget(self) -> None:
        """Nothing that was seen counts: each frame is looked at the next time."""
        self.seen = _UNSEEN

    def doubt(self) -> None:
        """Nothing that was seen counts, and nothing is folded in any more: it may be another program's."""
        self.forget()
        self._is_doubtful = True

    def require_own_alone(self) -> None:
        """The same with that lock. Raises the driver's errors."""
        self.begin()
        try:
            self.require_own()
        finally:
            self._db.execute("ROLLBACK")

    def end(self, *, keeps: bool) -> None:
        """Commit or roll back; a log that became long is folded in, not by SQLite itself, which wouldn't look at it.

        The index has to be the one with which this transaction began: nobody else has the lock, and SQLite writes
        behind the end that it has seen itself, which would leave a hole.
        """
        if not keeps:
            self.drop()
            return
        self._require(self._is_index_same(), INDEX)
        self.require_own()
        self._db.execute("COMMIT")
        self._sight, self.seen = self._look(is_alone=True), beside.log_stamp(self._opened)
        self._require_there()
        if self.seen is not None and self._sight.changed > self.seen[-1]:
            self._settle_times()
        if self._sight.known > _MOST_FRAMES:
            with suppress(self._db.Error):  # what is recorded is recorded, and the log stays
                self.fold("PASSIVE")

    def _settle_times(self) -> None:
        """The clock was set back, so that the store, as it was seen before, seems to be changed later than what has
        just been committed: to those who look once that time has come.
        """
        with suppress(OSError):
            told = os.stat(self._opened[0].path)
            os.utime(self._opened[0].path, ns=(told.st_atime_ns, told.st_mtime_ns))
        beside.touch_log(self._opened)
        self.seen = beside.log_stamp(self._opened)

    def fold(self, how: str) -> bool:
        """Fold in what nobody still reads otherwise; whether that was all, and nobody was in the way. Raises the
        driver's errors.
        """
        try:
            busy, _frames, _folded = self._db.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
        finally:
            beside.touch_log(self._opened)  # even where that was all: others may have committed meanwhile
            self._sight = sight_of(self._opened)
        return bool(busy == 0)

    def drop(self) -> None:
        """Roll back. Raise Damaged("store-replaced") where another program wrote into the store or the index: by that
        it failed.
        """
        if self._db.in_transaction:
            is_same = self._is_index_same()
            self._db.execute("ROLLBACK")
            self._require(is_same, INDEX)
        self._look()

    def _is_index_same(self) -> bool:
        """Whether nothing was committed since this was last asked; asked under SQLite's lock for writing."""
        return self._sight is None or sight_of(self._opened).head == self._sight.head

    def _require_there(self) -> None:
        """Raise Damaged("store-replaced") where what was committed isn't in it any more: not to be acknowledged."""
        if _ends_as_known(self._opened):
            return
        self.forget()
        with suppress(self._db.Error):  # others are writing, for longer than one waits
            self._db.execute("BEGIN IMMEDIATE")
            is_there = _ends_as_known(self._opened)
            self._db.execute("ROLLBACK")
            self._require(is_there, LOG)


def sight_of(opened: Sequence[InPlace]) -> Sight:
    """What is seen of the store that is the first of these files, beside the index that is one of them."""
    index = next((each for each in opened if os.fspath(each.path).endswith(INDEX)), None)
    return log_file.sight(opened[0] if opened else None, index)


def _ends_as_known(opened: Sequence[InPlace]) -> bool:
    paths = beside.log_and_index(opened)
    try:
        return paths is None or log_file.ends_as_known(*paths)
    except OSError:
        return False
