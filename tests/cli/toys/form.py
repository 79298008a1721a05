"""A format of our own, a bank's and one of books: cells with a mark between them, which an option chooses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from wallet_cli.domain.amounts import plain
from wallet_cli.domain.files.machine import machine_date, machine_money
from wallet_cli.domain.files.statement import (
    BankEvent,
    BookEntry,
    BookEvent,
    BookTransaction,
    ChangeEntry,
    PayeeDeclaration,
    Profile,
    Removal,
    Row,
    Score,
    StatementHead,
)
from wallet_cli.formats import base
from wallet_cli.formats.facts import FormatFacts, Option

MARKS = {"semicolon": ";", "tab": "\t"}
MARK = Option("cell-mark", "what stands between two cells: {names}", "MARK", tuple(MARKS))
FIRST = Option("first-row", "the first row that counts", "N")
FACTS = FormatFacts(
    "toy",
    bank_reader=f"{__name__}:statements",
    bank_writer=f"{__name__}:statements",
    book_reader=f"{__name__}:books",
    book_writer=f"{__name__}:books",
    change_writer=f"{__name__}:changes",
    endings=("plaything",),
    reading=(MARK, FIRST),
    writing=(MARK,),
)


class _Cells:
    """What statements and books share: the mark, and the row to begin with."""

    title = b""

    def __init__(self, mark: str = ";", first: int = 1) -> None:
        self.mark, self.first = mark, first

    def configured(self, options: Mapping[str, str]) -> "_Cells":
        return type(self)(MARKS[options.get("cell-mark", "semicolon")], int(options.get("first-row", "1")))

    def sniff(self, head: bytes) -> Score:
        return Score.SURE if head.startswith(self.title) else Score.NO

    def _put(self, out: BinaryIO, *cells: str) -> None:
        out.write((self.mark.join(cells) + "\n").encode())

    def _rows(self, source: BinaryIO) -> Iterator[list[str]]:
        lines = source.read().decode().splitlines()
        return (line.split(self.mark) for line in lines[self.first :])


class Statements(_Cells):
    title = b"toy statement"

    def read(self, source: BinaryIO, profile: Profile | None = None) -> Iterator[BankEvent]:
        unit = profile.currency if profile else None
        yield StatementHead(currency=unit)
        for number, (day, amount, payee) in enumerate(self._rows(source), 1):
            assert unit is not None
            yield Row(number, machine_date(day), machine_money(amount, unit, "."), payee)

    def write(self, head: StatementHead, rows: Iterable[Row], out: BinaryIO) -> None:
        self._put(out, "toy statement", head.account)
        for row in rows:
            self._put(out, row.booking_date.isoformat(), plain(row.amount.minor, row.amount.currency.scale), row.payee)


class Books(_Cells):
    title = b"toy books"

    def read(self, source: BinaryIO) -> Iterator[BookEvent]:
        for uid, name in self._rows(source):
            yield PayeeDeclaration(uid, name)

    def write(self, books: Iterable[BookEntry], out: BinaryIO, *, redacted: Sequence[str] = ()) -> None:
        self._put(out, "toy books", *redacted)
        for entry in books:
            if isinstance(entry, PayeeDeclaration):
                self._put(out, entry.uid, entry.name)


class Changes(_Cells):
    def write(self, changes: Iterable[ChangeEntry], out: BinaryIO, *, redacted: Sequence[str] = ()) -> None:
        self._put(out, "toy changes", *redacted)
        for entry in changes:
            if isinstance(entry, Removal):
                self._put(out, "removed", entry.uid)
            elif isinstance(entry, BookTransaction):
                self._put(out, "transaction", entry.uid)


statements, books, changes = Statements(), Books(), Changes()

_statement: base.BankFormat = statements
_book: base.BookFormat = books
_changes: base.ChangeWriter = changes
