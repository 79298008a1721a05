"""Workbooks with a table of bookings: XLSX and XLS, whatever they are called. Implements ``base.BankReader``.

The sheet is found by its header. Of sheets with the same rows one counts; where others differ it is asked which is
meant, so that nothing is left out or taken twice.
"""

from __future__ import annotations

from wallet_cli.domain.files.grid import GridRow
from wallet_cli.domain.files.statement import Row, Score
from wallet_cli.domain.text import visible
from wallet_cli.errors import BadFile, UnclearFile
from wallet_cli.formats.base import read_whole
from wallet_cli.formats.packed import ole
from wallet_cli.formats.packed.directory import is_zip
from wallet_cli.formats.table import xls, xlsx, xlsx_rows
from wallet_cli.formats.table.cells import CELLS_LIMIT
from wallet_cli.formats.table.csv_format import Csv
from wallet_cli.formats.table.header import columns_of
from wallet_cli.formats.table.layout import Given
from wallet_cli.formats.table.reader import read as read_grid
from wallet_cli.named_tuple import unchecked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import BinaryIO

    from wallet_cli.domain.files.statement import BankEvent, Profile
    from wallet_cli.formats.base import BankReader

    Key = tuple[object, ...]

_OF_OFFICE = (b"[Content_Types].xml", b"xl/", b"opendocument.spreadsheet")
CHARS_LIMIT = 96 << 20
_SAMPLE = 200
_PART = "\x1f"


class SheetGrid:
    """The rows of one sheet, each kept as one text: ten times smaller than as a list of cells."""

    def __init__(self, name: str, rows: Iterable[tuple[int, list[str]]], room: int) -> None:
        self.name = name
        self.lines: list[int] = []
        self.texts: list[str] = []
        self.chars = 0
        for line, cells in rows:
            text = _PART.join(cells)
            if text.count(_PART) >= len(cells):
                text = _PART.join([cell.replace(_PART, " ") for cell in cells])
            self.chars += len(text) + 60
            if self.chars > room:
                raise BadFile("sheet-too-large")
            self.lines.append(line)
            self.texts.append(text)

    def __iter__(self) -> Iterator[GridRow]:
        for line, text in zip(self.lines, self.texts, strict=True):
            yield unchecked(GridRow, (line, text.split(_PART), self.name))

    @property
    def is_table(self) -> bool:
        """Whether a header or bookings are found, among no more columns than a row may have."""
        sample = [
            GridRow(line, text.split(_PART, CELLS_LIMIT))
            for line, text in zip(self.lines[:_SAMPLE], self.texts, strict=False)
        ]
        return columns_of(sample) is not None


class Sheets:
    """The reader, heeding what was given of its options."""

    def __init__(self, given: Given = Given(), sheet: str = "") -> None:  # noqa: B008 - a tuple never changes
        self.given, self.sheet = given, sheet

    def configured(self, options: Mapping[str, str]) -> Sheets:
        """The same reader, with answers as given; raises as ``Csv.configured``."""
        return Sheets(Csv().configured(options).given, options.get("sheet", ""))

    def sniff(self, head: bytes) -> Score:
        """Sure of what office programs write, whichever kind it turns out to be: no other format has to do with it."""
        is_office = head.startswith(ole.BEGINNING) or (is_zip(head) and any(name in head for name in _OF_OFFICE))
        return Score.SURE if is_office else Score.NO

    def read(self, source: BinaryIO, profile: Profile | None = None) -> Iterator[BankEvent]:
        """The statements of a workbook.

        UnclearFile("sheets-several"), BadFile("sheet-unknown"), and as ``xls``, ``xlsx``, ``packed``, ``reader.read``.
        """
        grids = self._grids(read_whole(source))
        tables = [grid for grid in grids if grid.is_table] or grids[:1]
        if len(tables) == 1:
            yield from read_grid(tables[0], profile, self.given)
            return
        yield from self._one_of(tables, profile)

    def _grids(self, data: bytes) -> list[SheetGrid]:
        sheets = xls.opened(data) if data.startswith(ole.BEGINNING) else _of_xlsx(data)
        found: list[SheetGrid] = []
        names: list[str] = []
        room = CHARS_LIMIT
        for name, rows in sheets:
            names.append(visible(name))
            if self.sheet in ("", name, names[-1]):
                found.append(SheetGrid(name, rows, room))
                room -= found[-1].chars
        if not found:
            raise BadFile("sheet-unknown", sheet=self.sheet, known=tuple(names)) if names else BadFile("sheet-none")
        return found

    def _one_of(self, tables: list[SheetGrid], profile: Profile | None) -> Iterator[BankEvent]:
        """The one sheet that has the rows of all the others."""
        read: list[tuple[SheetGrid, list[BankEvent], set[Key]]] = []
        for grid in tables:
            try:
                events = list(read_grid(grid, profile, self.given))
            except UnclearFile:
                raise
            except BadFile as problem:
                refused = problem
                continue
            keys = _counted([event for event in events if isinstance(event, Row)])
            read.append((grid, events, keys))
        if not read:
            raise refused
        most = max((keys for _, _, keys in read), key=len)
        if not all(keys <= most for _, _, keys in read):
            raise UnclearFile("sheets-several", sheets=tuple(visible(grid.name) for grid, _, _ in read))
        # of equal ones the later: programs put what they were given first, and their own copy behind it
        yield from next(events for _, events, keys in reversed(read) if len(keys) == len(most))


def _counted(rows: list[Row]) -> set[Key]:
    """Each row by what it says, equal ones numbered."""
    seen: dict[Key, int] = {}
    found: set[Key] = set()
    for row in rows:
        key = (row.booking_date, row.time, row.amount.minor, row.payee, row.memo, row.bank_id)
        seen[key] = seen.get(key, 0) + 1
        found.add((*key, seen[key]))
    return found


def _of_xlsx(data: bytes) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    book = xlsx.opened(data)
    for name in book.sheets:
        yield name, xlsx_rows.rows(book, name)


bank: BankReader = Sheets()
