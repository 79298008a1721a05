"""Whether a write-ahead log holds anything at all, and whether it is the one that an index is about, read as SQLite
reads it: a header, then frames with sums that continue from it. The sums use no key: that a log is whole says nothing
of whose it is.

Format: https://www.sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

import os
import struct
import sys
import time
from contextlib import suppress

from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.vault import files, in_use

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, BinaryIO

    from wallet_cli.store.vault.files import InPlace, StrPath

_MAGIC = 0x377F0682
_VERSION = 3_007_000
_HEADER_BYTES, _FRAME_BYTES = 32, 24
_PAGE_BYTES = 4096
_INDEX_BYTES = 48
"""How long the index's header is, which appears twice at its beginning."""
_CHANGES_AT, _FRAMES_AT, _PAGES_AT = 8, 16, 20
"""Where in it is how often something was committed, the last frame's number, and how many pages the store has then."""
_STEP_MS, _STEPS = 10, 50
"""How long someone who has folded in may take to say so."""
_TOLD_BYTES = 132
"""The index's header twice, and behind it what was folded in, with a lock's bytes between its two numbers."""
_MASK = 0xFFFFFFFF
_LOOKS = 100
"""How often a store and the index of its log are looked at until nobody has changed the one or the other meanwhile."""


def has_commit(path: StrPath) -> bool:
    """Whether SQLite would take anything in from this log: at least one whole transaction. Raises OSError."""
    with _opened(path) as file:
        header = file.read(_HEADER_BYTES)
        if len(header) < _HEADER_BYTES:
            return False
        magic, version, page_bytes, _number, *salts, first, second = struct.unpack(">8I", header)
        if magic & ~1 != _MAGIC or version != _VERSION or page_bytes != _PAGE_BYTES:
            return False
        order = _order(header)
        sums = _summed(header[:24], order, (0, 0))
        if sums != (first, second):
            return False
        return _commits(file, order, salts, sums)


def fits_index(log: StrPath, index: StrPath, *, whole: bool = False) -> bool:
    """Whether this is the log that the index beside it is about: its salts, the sum of the last frame that the index
    knows of, and no transaction behind that, or none that is ``whole``. While others write it may not fit for a moment.
    Raises OSError.

    Format of the index: https://www.sqlite.org/walformat.html#the_wal_index_file_format
    """
    told = _told_by(index)
    if told is None:
        return False
    last, _sums, salts = told
    with _opened(log) as file:
        header = file.read(_HEADER_BYTES)
        if last == 0 and not header:
            return True
        if not _ends_so(file, header, told):
            return False
        return not (_has_whole_behind(file, last, header) if whole else _has_commit_behind(file, last, salts))


def ends_as_known(log: StrPath, index: StrPath) -> bool:
    """The same, whatever is behind that frame: others may be writing there, or be killed. Raises OSError."""
    told = _told_by(index)
    if told is None:
        return False
    with _opened(log) as file:
        header = file.read(_HEADER_BYTES)
        return (told[0] == 0 and not header) or _ends_so(file, header, told)


def _ends_so(file: BinaryIO, header: bytes, told: tuple[int, bytes, bytes]) -> bool:
    last, sums, salts = told
    return header[16:24] == salts and any(salts) and (not last or _frame(file, last)[16:] == sums)


def holds_all(log: StrPath, index: StrPath) -> bool:
    """Whether each frame of the log that the index beside it knows of is there as its sums say: SQLite, which has read
    them once, copies them into the store without another look. Raises OSError.
    """
    told = _told_by(index)
    if told is None:
        return False
    last, expected, _salts = told
    with _opened(log) as file:
        header = file.read(_HEADER_BYTES)
        if last == 0 or len(header) < _HEADER_BYTES:
            return last == 0
        first, second = struct.unpack(">2I", header[24:])
        for number, (head, sums) in enumerate(_frames(file, _order(header), (first, second)), 1):
            found = struct.pack(">2I", *sums)
            if head[16:] != found:
                return False
            if number == last:
                return found == expected
    return False


def known_frames(index: StrPath) -> int:
    """How many frames of a log its index knows of, 0 where it doesn't say. Raises OSError."""
    told = _told_by(index)
    return told[0] if told else 0


class Sight(NamedTuple):
    """What was seen of a store beside the index of its log. ``store``: its size in bytes, and when it was written to
    (nanoseconds); ``head``: what the index says of the log; ``time``: the log's salts; ``folded``: how many of its
    frames are in the store; ``tried``: how many were to be; ``changed``: when the store was changed in any way
    (nanoseconds).
    """

    store: tuple[int, int]
    head: bytes
    time: bytes
    folded: int
    tried: int
    changed: int

    @property
    def known(self) -> int:
        """How many frames of the log the index knows of, 0 where it doesn't say."""
        return self._number(_FRAMES_AT)

    @property
    def pages(self) -> int:
        """How many pages the store has with all of that, 0 where the index doesn't say."""
        return self._number(_PAGES_AT)

    @property
    def is_whole(self) -> bool:
        """Whether all of the log is folded in, and nobody is at it."""
        return self.known == self.folded == self.tried

    def _number(self, at: int) -> int:
        one, two = self.head[:_INDEX_BYTES], self.head[_INDEX_BYTES:]
        return int.from_bytes(one[at : at + 4], sys.byteorder) if one == two else 0

    def is_swapped(self, before: Sight, *, is_alone: bool = False) -> bool:
        """Whether the store was written to since, and nothing was folded in: nobody else writes there. ``is_alone``:
        the process that asks had SQLite's lock for writing, and has committed since: where nobody else has, a log that
        was begun since is its own.
        """
        if self.store == before.store or self.folded != self.tried:
            return False
        if self.time == before.time:
            return self.folded == before.folded == before.tried
        is_next = self.known and self._number(_CHANGES_AT) == (before._number(_CHANGES_AT) + 1) & _MASK
        return bool(is_alone and is_next and not self.folded and before.is_whole)

    def is_older(self, before: Sight) -> bool:
        """Whether the index is about an earlier time of the log than it was ``before``, in the life of one log: SQLite
        counts up the first of the salts whenever it begins the log again, and each commit.
        """
        if self.time == before.time or not any(self.time) or not any(before.time):
            return False
        one, other = (int.from_bytes(each.time[:4]) for each in (self, before))
        return _is_behind(one, other) and _is_behind(self._number(_CHANGES_AT), before._number(_CHANGES_AT))

    def is_another_time(self, before: Sight) -> bool:
        """Whether the store was written to since, and another time of the log has begun: others may have folded in all
        of the one before, or another program has written there.
        """
        return self.store != before.store and self.time != before.time

    def is_cut(self) -> bool:
        """Whether the store hasn't the size that it gets where all of its log is folded in."""
        return self.is_whole and 0 < self.pages * _PAGE_BYTES != self.store[0]


def _is_behind(one: int, other: int) -> bool:
    """Whether a number that is counted up, and begins again at 0 after 32 bits, is less than the other."""
    return (one - other) & _MASK > _MASK // 2


def sight(store: InPlace | None, index: InPlace | None) -> Sight:
    """What is there now; nothing of what isn't, or can't be read.

    Format of the index: https://www.sqlite.org/walformat.html#the_wal_index_file_format
    """
    told: tuple[int, int, int] | None = None
    data = _beginning(index)
    for _look in range(_LOOKS):
        with suppress(OSError):
            if store is not None:
                told = _times(os.stat(store.path) if store.descriptor is None else os.fstat(store.descriptor))
        before, data = data, _beginning(index)
        if data == before:  # else others have committed or folded in between the two
            break
    return seen_as(told, data)


def _beginning(index: InPlace | None) -> bytes:
    """What an index says; nothing of one that isn't there."""
    if index is None:
        return b""
    with suppress(OSError):
        if index.descriptor is not None:
            return os.pread(index.descriptor, _TOLD_BYTES, 0)
        return files.beginning_of(index.path, _TOLD_BYTES)
    return b""


def first_sight(store: StrPath, index: StrPath | None = None) -> Sight | None:
    """The same of a store that is about to be opened, to be compared with what is there later. The ``index`` is looked
    at first: what others fold in meanwhile makes no difference then. None where one of them is missing.
    """
    try:
        data = b"" if index is None else files.beginning_of(index, _TOLD_BYTES)
        return seen_as(_times(os.stat(store)), data)
    except OSError:
        return None


def _times(told: os.stat_result) -> tuple[int, int, int]:
    return told.st_size, told.st_mtime_ns, told.st_ctime_ns


def seen_as(told: tuple[int, int, int] | None, index: bytes = b"") -> Sight:
    """What a store's size in bytes and its times of writing and change (nanoseconds), and the beginning of the index,
    say.
    """
    data = index.ljust(_TOLD_BYTES, b"\0")
    folded, tried = struct.unpack("=96xI28xI", data)
    size, written, changed = told or (0, 0, 0)
    return Sight((size, written), data[: 2 * _INDEX_BYTES], data[32:40], folded, tried, changed)


def is_overtaken(store: StrPath, log: StrPath, index: StrPath, *, now_ns: Callable[[], int] = time.time_ns) -> bool:
    """Whether the store was written to after its log, of which something isn't folded in: by a program that copies into
    it, since who folds in changes the log afterwards. Such programs set the time of writing back, but not that of the
    last change. Where that is later than ``now_ns()``, nanoseconds since 1970, the clock was set back since, and it
    says nothing. Raises OSError.
    """
    told = sight(files.in_place(store), files.in_place(index))
    if told.known <= told.folded or (told.folded != told.tried and in_use.is_folding(index)):
        return False
    return os.stat(log).st_ctime_ns < told.changed <= now_ns()


def _stays_overtaken(store: StrPath, log: StrPath, index: StrPath) -> bool:
    """The same, and not only until someone who has just folded in has changed the log's times. Raises OSError."""
    for _step in range(_STEPS):
        if not is_overtaken(store, log, index):
            return False
        if not any(sight(None, files.in_place(index))[3:5]):
            break
        time.sleep(_STEP_MS / 1000)
    return True


def is_folded_in(store: int, log: StrPath, told: Sight) -> bool:
    """Whether the store that is open as ``store`` has each page as the log has it last, all of which is folded in.
    Raises OSError.
    """
    with _opened(log) as file:
        newest = {}
        for number in range(1, told.known + 1):
            newest[int.from_bytes(_frame(file, number)[:4])] = number
        for page, number in newest.items():
            _frame(file, number)
            found = file.read(_PAGE_BYTES)
            if page <= told.pages and os.pread(store, _PAGE_BYTES, (page - 1) * _PAGE_BYTES) != found:
                return False
    return True


def belongs(store: StrPath, log: StrPath, index: StrPath, *, whole: bool = False) -> bool:
    """Whether this is the log that the index is about (as ``fits_index``), or one of which the index knows nothing and
    in which nothing can be read, as after a full disk; and no other program wrote into the store. Raises OSError.
    """
    if _stays_overtaken(store, log, index) if whole else is_overtaken(store, log, index):
        return False
    return fits_index(log, index, whole=whole) or not (known_frames(index) or has_commit(log))


def _told_by(index: StrPath) -> tuple[int, bytes, bytes] | None:
    """What an index says of its log: frames, the sums of the last one, as a log has them, and the salts; None where its
    two headers differ. Raises OSError.
    """
    both = files.beginning_of(index, 2 * _INDEX_BYTES)
    one, two = both[:_INDEX_BYTES], both[_INDEX_BYTES:]
    if len(two) < _INDEX_BYTES or one != two:
        return None
    last, first, second, salts = struct.unpack("=16xI4x2I8s8x", one)
    return last, struct.pack(">2I", first, second), salts


def _order(header: bytes) -> str:
    return ">" if int.from_bytes(header[:4]) & 1 else "<"


def _has_whole_behind(file: BinaryIO, last: int, header: bytes) -> bool:
    """Whether SQLite would read a transaction on from the frame ``last``: its sums go on. Raises OSError."""
    sums = struct.unpack(">2I", _frame(file, last)[16:] if last else header[24:32])
    file.seek(_HEADER_BYTES + last * (_FRAME_BYTES + _PAGE_BYTES))
    return _commits(file, _order(header), list(struct.unpack(">2I", header[16:24])), (sums[0], sums[1]))


def _commits(file: BinaryIO, order: str, salts: list[int], sums: tuple[int, int]) -> bool:
    """Whether a whole transaction comes next in a log, where the sums have come so far. Raises OSError."""
    for head, found in _frames(file, order, sums):
        page, pages_after, *told = struct.unpack(">6I", head)
        if page == 0 or told != [*salts, *found]:
            return False
        if pages_after:
            return True
    return False


def _frames(file: BinaryIO, order: str, sums: tuple[int, int]) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """The heads of the whole frames that come next in a log, each with the sums up to its end. Raises OSError."""
    while len(frame := file.read(_FRAME_BYTES + _PAGE_BYTES)) == _FRAME_BYTES + _PAGE_BYTES:
        sums = _summed(frame[_FRAME_BYTES:], order, _summed(frame[:8], order, sums))
        yield frame[:_FRAME_BYTES], sums


def _has_commit_behind(file: BinaryIO, last: int, salts: bytes) -> bool:
    """Whether transactions of the same time end behind the frame that the index knows of as the last: anyone who writes
    next would overwrite them. Raises OSError.

    Those who have it open leave none there, except for the moment in which one commits, or if that one is killed in it.
    """
    while (frame := _frame(file, last := last + 1))[8:16] == salts:
        if any(frame[4:8]):
            return True
    return False


def _opened(path: StrPath) -> BinaryIO:
    """A log to be read; one that became a pipe keeps nobody waiting. Raises OSError."""
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb")


def _frame(file: BinaryIO, number: int) -> bytes:
    """The head of a frame, counted from 1; less or nothing behind the end. Raises OSError."""
    file.seek(_HEADER_BYTES + (number - 1) * (_FRAME_BYTES + _PAGE_BYTES))
    return file.read(_FRAME_BYTES)


def _summed(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    one, two = sums
    words = iter(struct.unpack(f"{order}{len(data) // 4}I", data))
    for word in words:
        one = (one + word + two) & _MASK
        two = (two + next(words) + one) & _MASK
    return one, two


def fold_in(db: Any, is_still_so: Callable[[], bool]) -> bool:
    """Fold in a log that was left and is proven, as far as there is room. SQLite has found it by itself: until then its
    index doesn't say what of it is in the store already, and nobody could see who else writes there. False where it
    isn't that store and log any more.
    """
    if not is_still_so():
        return False
    with suppress(db.Error):
        db.execute("PRAGMA wal_checkpoint(PASSIVE)")
    return True
