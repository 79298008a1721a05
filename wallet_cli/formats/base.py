"""The protocols of statement files.

A new format is one new module (or package) here, one row in ``facts``, and its tests. A reader takes an open binary
source and yields values as it goes; a writer takes an open binary stream. Opening, atomic replacing and closing are the
caller's. What always holds: a reader raises nothing but BadFile, and that only where the file as a whole is useless; a
bad row is a ``Refusal`` in its place; texts come out clean. A module may be the implementation; for mypy
it says of which protocol. One whose row declares options has ``configured(options)`` too: the same reader or writer,
heeding what was given of them (texts by name).
"""

from __future__ import annotations

from typing import BinaryIO, Protocol

from wallet_cli.errors import BadFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wallet_cli.domain.files.statement import (
        BankEvent,
        BookEntry,
        BookEvent,
        ChangeEntry,
        Profile,
        Row,
        Score,
        StatementHead,
    )

HEAD_BYTES = 65536
"""How much of a file ``sniff`` is given at most."""

SIZE_LIMIT_MIB = 64
"""The largest file a reader takes that must hold it whole."""


class Sniffer(Protocol):
    """Knows its own files by their first bytes."""

    def sniff(self, head: bytes) -> Score:
        """How sure it is, from at most ``HEAD_BYTES`` bytes."""
        ...


class BankReader(Sniffer, Protocol):
    """Reads one or more statements as a bank delivers them."""

    def read(self, source: BinaryIO, profile: Profile | None = None) -> Iterator[BankEvent]:
        """Per statement its ``StatementHead``, then its rows and refusals.

        Refusals may also come before the first head.
        """
        ...


class BankWriter(Protocol):
    """Writes one account's statement."""

    def write(self, head: StatementHead, rows: Iterable[Row], out: BinaryIO) -> None:
        """All rows in the head's currency: Refused("statement-mixes-currencies") otherwise."""
        ...


class BankFormat(BankReader, BankWriter, Protocol):
    """Statements in and out."""


class BookReader(Sniffer, Protocol):
    """Reads whole books."""

    def read(self, source: BinaryIO) -> Iterator[BookEvent]:
        """Declarations, transactions and refusals in the file's order."""
        ...


class BookWriter(Protocol):
    """Writes whole books: declarations first, then transactions by date."""

    def write(self, books: Iterable[BookEntry], out: BinaryIO, *, redacted: Sequence[str] = ()) -> None:
        """Streams; holds names at most, never the books. ``redacted``: what was taken out, to be said in the file."""
        ...


class ChangeWriter(Protocol):
    """Writes what changed in the books since an earlier export, for programs that follow them."""

    def write(self, changes: Iterable[ChangeEntry], out: BinaryIO, *, redacted: Sequence[str] = ()) -> None:
        """Entries as they are now, which replace those with the same uid, and removals; streams as a BookWriter."""
        ...


class BookFormat(BookReader, BookWriter, Protocol):
    """Whole books in and out, without loss."""


def read_whole(source: BinaryIO) -> bytes:
    """All bytes of a file; BadFile("file-too-large") beyond ``SIZE_LIMIT_MIB``, ("file-empty") if nothing is in it."""
    data = source.read(SIZE_LIMIT_MIB * 2**20 + 1)
    if len(data) > SIZE_LIMIT_MIB * 2**20:
        raise BadFile("file-too-large", limit_mib=SIZE_LIMIT_MIB)
    if not data.strip():
        raise BadFile("file-empty")
    return data
