"""What lies beside a store at the very moment when SQLite looks there: right before its first read, and right after.

SQLite takes in whatever has the name of a log or of a rollback journal, and writes to whatever has that of the log's
index. So what was proven, or found missing, is compared once more with nothing between the look and the read.
What another process lays there in between is seen afterwards: such a connection is never closed, for closing would fold
it in.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from contextlib import suppress

from wallet_cli.errors import Busy
from wallet_cli.store.vault import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wallet_cli.store.vault.files import InPlace, Stamp, StrPath
    from wallet_cli.store.vault.log_file import Sight

    Asked = Callable[[], bool]

LOG, INDEX, JOURNAL = files.LOG, files.INDEX, files.JOURNAL
PAGE_BYTES = 4096
"""A store has one page at least."""
_KNOWN_NS = 1_000_000_000
"""How long a file system whose files others change, too, lets this machine believe what it knows of a name (the usual
time of FUSE, and less than that of NFS)."""
_CLOCK = getattr(time, "CLOCK_BOOTTIME", None)
_COUNTED = 20
"""How much of an index says how many frames it knows of."""


class Outdated(Busy):
    """Something else lies there than was looked at, or someone came. Nothing was read yet: look again."""


class Looked:
    """What was looked at before a store is opened: its file; the log that is proven, None where nothing was in it;
    whether others have the store open, whose log changes while they write; or whether ``nobody`` may have. ``first`` is
    what was seen of it, where that is to be compared later on. Unless others may write to the store, it must stay as it
    is now, before anything is proven.
    """

    __slots__ = ("_store", "file", "first", "log", "nobody", "others")

    def __init__(self, file: InPlace, log: Stamp | None = None, *, others: bool = False, nobody: bool = False) -> None:
        self.file, self.log, self.others, self.nobody = file, log, others, nobody
        self._store = None if others or nobody else files.stamp(real(file.path))
        self.first: Sight | None = None

    def require(self) -> None:
        """Raise Outdated("vault-busy") where something was exchanged or laid there since."""
        if not self.is_still_so():
            raise Outdated("vault-busy")

    def is_still_so(self) -> bool:
        """Whether it is this store, to which nobody has written, with this log."""
        if self.file.is_replaced() or not (self._store is None or self._store == files.stamp(real(self.file.path))):
            return False
        return self.others or files.stamp(f"{real(self.file.path)}{LOG}") == self.log

    def is_as_read(self) -> bool:
        """The same after SQLite's first read: where no log was expected, its index knows of nothing in one either."""
        if not self.is_still_so():
            return False
        return self.others or self.log is not None or not _known_frames(f"{real(self.file.path)}{INDEX}")


class Bare:
    """The daily case, asked about in few questions: a store that is a file of its own, that nobody else has open, and
    none of the names taken that SQLite or a ``draft`` would have beside it. ``file``, once it is open, and ``opened``,
    once it is read: store, log and index. ``may_be_linked``: the path isn't known to be SQLite's name for it.
    """

    __slots__ = ("_draft", "_name", "_told", "file", "folder", "may_be_linked", "opened", "path")

    def __init__(self, folder: str, name: str, draft: str) -> None:
        self.folder, self.path = folder, f"{folder}/{name}"
        self._name, self._draft = name, draft
        self.file = files.InPlace(self.path, None, None, 0)
        self.opened: tuple[InPlace, ...] = ()
        self.may_be_linked = False
        self._told: tuple[int, int] | None = None

    def may_write(self) -> bool:
        """Whether SQLite can write to it, and make its log."""
        return os.access(self.path, os.W_OK) and os.access(self.folder, os.W_OK)

    def is_plain(self) -> bool:
        """Whether what this process has just opened by the store's name is a file with this name alone, that can be
        one.
        """
        handle = files.opened_as(self.path)
        if handle is None:  # reached by a link, or written otherwise than the system does
            self.may_be_linked = True
            handle = None if os.path.islink(self.path) else files.handle_of(self.path)
        if handle is None:
            return False
        told = os.fstat(handle)
        self._told = told.st_size, told.st_mtime_ns
        self.file = files.InPlace(self.path, (told.st_dev, told.st_ino), handle, now_ns())
        return told.st_nlink == 1 and stat.S_ISREG(told.st_mode) and told.st_size >= PAGE_BYTES

    @property
    def first(self) -> Sight | None:
        """What was seen of it before it was read, without any log."""
        from wallet_cli.store.vault import log_file

        return None if self._told is None else log_file.seen_as((*self._told, 0))

    def path_behind_links(self) -> str:
        """Its own name in the folder that its folder leads to."""
        return f"{os.path.realpath(self.folder)}/{self._name}"

    def is_alone(self, folder: str) -> bool:
        """Whether nothing lies beside it in this folder, its own, whatever the case of the names, which some file
        systems don't tell apart, nor by signs that aren't seen: a name that is like the store's except for letters of
        other alphabets may be one of them.
        """
        try:
            names = "/".join(os.listdir(folder)).casefold()
        except OSError:
            return False
        odd = [] if names.isascii() else [name for name in names.split("/") if not name.isascii()]
        if any(name.encode("ascii", "ignore").decode("ascii").startswith(self._name) for name in odd):
            return False
        if self._draft in names:
            return False
        # all three begin so, which is rarely there
        return f"{self._name}-" not in names or not any(
            f"{self._name}{each}" in names for each in (LOG, INDEX, JOURNAL)
        )

    def is_as_read(self) -> bool:
        """Whether its name still leads to it, and SQLite has read it with a log that it made, in which nothing is."""
        log, index, handle = f"{self.path}{LOG}", f"{self.path}{INDEX}", self.file.descriptor or 0
        its_log, its_index = handle + 1, handle + 2
        if files.name_of(its_log) != log or files.name_of(its_index) != index:  # they weren't the next to be opened
            self.opened = (self.file, *files.opened_here(log, index))
            if not os.path.exists(log):  # SQLite has yet to write into it that it has a log
                self._told = None
            return first_replaced(self.opened) is None and Looked(self.file).is_as_read()
        # the log comes last: what is asked about last is the least likely to be another one when it is removed
        since_ns = self.file.since_ns
        self.opened = (
            self.file,
            files.InPlace(index, None, its_index, since_ns),
            files.InPlace(log, None, its_log, since_ns),
        )
        if os.pread(its_log, 1, 0) or _frames(os.pread(its_index, _COUNTED, 0)):
            return False
        return self.file.has_name()


def now_ns() -> int:
    """Nanoseconds since the machine started, those included while it slept."""
    return time.monotonic_ns() if _CLOCK is None else time.clock_gettime_ns(_CLOCK)


def are_in_place(opened: Sequence[InPlace]) -> bool:
    """Whether all of these files, the store first, still have their names.

    What the system says of open files is what this machine knows of their names. Others may change them on a file
    system of the network, so that after a while it is their names that are asked about.
    """
    is_fresh = bool(opened) and now_ns() - opened[0].since_ns < _KNOWN_NS
    return (is_fresh and all(map(files.InPlace.has_name, opened))) or first_replaced(opened) is None


def is_logged(opened: Sequence[InPlace]) -> bool:
    """Whether anything is in the log that is one of these files."""
    log = _log_among(opened)
    if log is None:
        return False
    return bool(os.pread(log.descriptor, 1, 0)) if log.descriptor else files.stamp(str(log.path)) is not None


LogStamp = tuple[int, ...]
"""A log as it was at one time: device, number, size in bytes, when it was written, and when it was changed in any way,
which nobody can set back (nanoseconds)."""


def log_stamp(opened: Sequence[InPlace]) -> LogStamp | None:
    """What would change with the log that is one of these files; None where none is, or nothing is in it."""
    log = _log_among(opened)
    if log is None:
        return None
    try:
        told = os.lstat(log.path) if log.descriptor is None else os.fstat(log.descriptor)
    except OSError:
        return None
    seen = told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns
    return seen if told.st_size else None


def is_own_log(opened: Sequence[InPlace], known: LogStamp | None = None) -> bool:
    """Whether the log that is one of these files is all of it the one that SQLite's index is about: other programs may
    write into a file that they didn't make. Where it isn't the one ``known`` any more, each of its frames is looked at.
    """
    return _is_own(opened, looks_at_all=known is None or log_stamp(opened) != known)


def _is_own(opened: Sequence[InPlace], *, looks_at_all: bool) -> bool:
    paths = log_and_index(opened)
    if paths is None:
        return True
    from wallet_cli.store.vault import log_file

    try:
        if not log_file.belongs(opened[0].path, *paths, whole=True):
            return False
        return not (looks_at_all and log_file.known_frames(paths[1])) or log_file.holds_all(*paths)
    except OSError:
        return False


def touch_log(opened: Sequence[InPlace]) -> None:
    """Make the log that is one of these files the one that was changed last, after it was folded in: a store that was
    changed later still was written to by another program.
    """
    log = _log_among(opened)
    if log is None or (log.descriptor is None and log.is_replaced()):
        return
    with suppress(OSError):
        os.utime(log.path if log.descriptor is None else log.descriptor)


def _log_among(opened: Sequence[InPlace]) -> InPlace | None:
    for each in reversed(opened):  # usually the last one
        if os.fspath(each.path).endswith(LOG):
            return each
    return None


def log_and_index(opened: Sequence[InPlace]) -> tuple[str, str] | None:
    """The path of the log that is one of these files, and that of its index; None where none is."""
    log = _log_among(opened)
    return (path := os.fspath(log.path), f"{path[: -len(LOG)]}{INDEX}") if log else None


def first_replaced(opened: Sequence[InPlace]) -> InPlace | None:
    """The first of these files whose name leads to another file by now, or to none; asked in one question where they
    lie in one folder.
    """
    if not opened:
        return None
    folder = os.path.dirname(opened[-1].path)
    return _first_replaced(opened, folder, *_numbers(folder))


def _first_replaced(opened: Sequence[InPlace], folder: str, device: int, listed: dict[str, int]) -> InPlace | None:
    for file in opened:
        where, _, name = os.fspath(file.path).rpartition("/")
        is_listed = where == folder and file.number == (device, listed.get(name))
        if not is_listed and file.is_replaced():
            return file
    return None


def _numbers(folder: str) -> tuple[int, dict[str, int]]:
    """The device of a folder, and what is in it, by name, with its number; nothing where that can't be known. One
    that differs from what stat(2) shows proves nothing: some file systems list other numbers.
    """
    try:
        with os.scandir(folder or os.curdir) as found:
            return os.stat(folder or os.curdir).st_dev, {each.name: each.inode() for each in found}
    except OSError:
        return -1, {}


def _known_frames(index: str) -> int:
    try:
        return _frames(files.beginning_of(index, _COUNTED))
    except OSError:
        return 0


def _frames(index: bytes) -> int:
    """How many frames of a log its index knows of (https://www.sqlite.org/walformat.html), 0 where there is none."""
    return int.from_bytes(index[16:], sys.byteorder)


def require_plain(store: StrPath, *, reading: bool = False) -> None:
    """Raise Busy("vault-busy") where the log's index or, except for ``reading``, the store or its log is anything but a
    file with this name alone, or where a rollback journal lies there: SQLite would write to what someone else owns,
    and what is written by one name of a store would lack the log of the other.
    """
    path = real(store)
    if files.is_strange(f"{path}{INDEX}") or files.stamp(f"{path}{JOURNAL}") is not None:
        raise Busy("vault-busy")
    if not reading and (files.is_strange(f"{path}{LOG}") or files.has_more_names(path)):
        raise Busy("vault-busy")


def made_by_sqlite(store: StrPath) -> tuple[str, str]:
    """The log and its index, which are there as long as someone has the store open to write."""
    path = real(store)
    return f"{path}{LOG}", f"{path}{INDEX}"


def real(store: StrPath) -> str:
    """The store's own path, beside which SQLite looks, even where a link leads to it."""
    path = os.fspath(store)
    return os.path.realpath(path) if os.path.islink(path) else path
