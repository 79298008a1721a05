"""The protocols of statement files.

A new format is one new module (or package) here, one row in ``facts``, and its tests. A reader takes an open binary
source and yields values as it goes; a writer takes an open binary stream. Opening, atomic replacing and closing are the
caller's. What always holds: a reader raises BadFile where the file as a whole is useless, UnclearFile where it leaves a
question open, UsageProblem where what was asked for, or what the reader needs, isn't there; a bad row is a ``Refusal``
in its place; texts come out clean. A module may be the implementation; for mypy it says of which protocol. One whose
row declares options has ``configured(options)`` too: the same reader or writer, heeding what was given of them (texts
by name).
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

ROWS_LIMIT = 1 << 20
"""The most rows that a file may have: of the largest, each would have 64 bytes."""

STATEMENTS_LIMIT = 1 << 16
"""The most statements that a file may have."""

REFUSALS_LIMIT = 100_000
"""The most rows of a file that may be refused in their place: beyond that it is the file that can't be used."""

TEXT_CHARS = 1 << 16
"""The longest entry of a text file, with all that is said in it: a hundred times what any bank writes."""


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


class Count:
    """Counts rows (with notes and refusals of some) and statements of a file, as they are kept or come out.

    ``row`` raises BadFile("file-too-many-rows", limit), ``statement`` BadFile("file-too-many-statements", limit).
    """

    def __init__(self) -> None:
        self.rows = self.statements = 0

    def row(self) -> None:
        """One row more, or a note of one."""
        self.rows += 1
        if self.rows > ROWS_LIMIT:
            raise BadFile("file-too-many-rows", limit=ROWS_LIMIT)

    def statement(self) -> None:
        """One statement more."""
        self.statements += 1
        if self.statements > STATEMENTS_LIMIT:
            raise BadFile("file-too-many-statements", limit=STATEMENTS_LIMIT)


def read_whole(source: BinaryIO) -> bytes:
    """All bytes of a file; BadFile("file-too-large") beyond ``SIZE_LIMIT_MIB``, ("file-empty") if nothing is in it."""
    data = source.read(SIZE_LIMIT_MIB * 2**20 + 1)
    if len(data) > SIZE_LIMIT_MIB * 2**20:
        raise BadFile("file-too-large", limit_mib=SIZE_LIMIT_MIB)
    if not data.strip():
        raise BadFile("file-empty")
    return data
