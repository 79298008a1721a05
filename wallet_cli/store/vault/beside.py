"""What lies beside a store at the very moment when SQLite looks there: right before its first read, and right after.

SQLite takes in whatever has the name of a log or of a rollback journal, and writes to whatever has that of the log's
index. So what was proven, or found missing, is compared once more when nothing stands between the look and the read.
What another process lays there in between is seen afterwards: such a connection is never closed, for closing would fold
it in.
"""

from __future__ import annotations

import os
import sys

from wallet_cli.errors import Busy
from wallet_cli.store.vault import files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.store.vault.files import InPlace, Stamp, StrPath

LOG, INDEX, JOURNAL = "-wal", "-shm", "-journal"
"""How the names go on from the store's."""


class Outdated(Busy):
    """Something else lies there than was looked at, or somebody came: nothing was read yet, so it can be looked at
    again.
    """


class Looked:
    """What was looked at before a store is opened: its file; the log that is proven, None where nothing was in it;
    whether others have the store open, whose log changes while they write; or whether ``nobody`` may have.
    """

    __slots__ = ("file", "log", "nobody", "others")

    def __init__(self, file: InPlace, log: Stamp | None = None, *, others: bool = False, nobody: bool = False) -> None:
        self.file, self.log, self.others, self.nobody = file, log, others, nobody

    def require(self) -> None:
        """Raise Outdated("vault-busy") where something was exchanged or laid there since."""
        if not self.is_still_so():
            raise Outdated("vault-busy")

    def is_still_so(self) -> bool:
        """Whether it is this store, with this log."""
        return not self.file.is_replaced() and (self.others or files.stamp(f"{real(self.file.path)}{LOG}") == self.log)

    def is_as_read(self) -> bool:
        """The same after SQLite's first read: where no log was expected, its index knows of nothing in one either."""
        if not self.is_still_so():
            return False
        return self.others or self.log is not None or not _frames(f"{real(self.file.path)}{INDEX}")


def _frames(index: str) -> int:
    """How many frames of a log its index knows of (https://www.sqlite.org/walformat.html), 0 where there is none."""
    try:
        return int.from_bytes(files.beginning_of(index, 20)[16:], sys.byteorder)
    except OSError:
        return 0


def require_plain(store: StrPath, *, reading: bool = False) -> None:
    """Raise Busy("vault-busy") where the log's index or, but for ``reading``, the store or its log is anything but a
    file with this name alone, or where a rollback journal lies there: SQLite would write to what somebody else owns,
    and what is written by one name of a store would lack the log of the other.
    """
    path = real(store)
    if files.is_strange(f"{path}{INDEX}") or files.stamp(f"{path}{JOURNAL}") is not None:
        raise Busy("vault-busy")
    if not reading and (files.is_strange(f"{path}{LOG}") or files.has_more_names(path)):
        raise Busy("vault-busy")


def made_by_sqlite(store: StrPath) -> tuple[str, str]:
    """The log and its index, which are there as long as somebody has the store open to write."""
    path = real(store)
    return f"{path}{LOG}", f"{path}{INDEX}"


def real(store: StrPath) -> str:
    """The store's own path, beside which SQLite looks, also where a link leads to it."""
    path = os.fspath(store)
    return os.path.realpath(path) if os.path.islink(path) else path
