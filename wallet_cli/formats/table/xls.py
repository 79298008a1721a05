"""A workbook as Excel wrote it until 2003 (XLS): the records of its sheets, read from their bytes.

Nothing is made room for that isn't there: what a sheet holds takes the memory of its cells, whatever its corners are.
Source: [MS-XLS] 2.4 (BIFF8), and OpenOffice.org's documentation of the Excel file format for the records of Excel 95.
"""

from __future__ import annotations

import struct

from wallet_cli.errors import BadFile
from wallet_cli.formats.packed.ole import OleFile
from wallet_cli.formats.table.xls_texts import Texts, counted
from wallet_cli.formats.table.xlsx import DATE_FORMATS, shows_day
from wallet_cli.formats.table.xlsx_rows import of_float, of_serial
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CELLS_LIMIT = 4 << 20
_COLUMNS = 256
"""A sheet of these programs has no more ([MS-XLS] 2.1.1)."""
_STREAMS = ("Workbook", "Book")
_BEGIN, _END, _CONTINUED = 0x0809, 0x000A, 0x003C
_SHEET, _PROTECTED, _CODE_PAGE, _FROM_1904, _FORMAT, _STYLE, _TEXTS = (
    0x0085, 0x002F, 0x0042, 0x0022, 0x041E, 0x00E0, 0x00FC,
)  # fmt: skip
_NUMBER, _SHORT, _SHORTS, _SHARED, _OLD_SHARED, _RICH, _TRUTH, _TEXT = (
    0x0203, 0x027E, 0x00BD, 0x00FD, 0x0204, 0x00D6, 0x0205, 0x0207,
)  # fmt: skip
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_BIFF8 = 0x0600
_CODE_PAGES = {
    367: "ascii", 874: "cp874", 932: "cp932", 936: "gb18030", 949: "cp949", 950: "cp950", 1200: "utf-16-le",
    **{page: f"cp{page}" for page in range(1250, 1259)},
}  # fmt: skip


class Book(NamedTuple):
    """An open workbook: where each shown sheet begins, its shared texts, the styles that mean days."""

    records: bytes
    sheets: list[tuple[str, int]]
    texts: list[str]
    date_styles: frozenset[int]
    from_1904: bool
    code_page: str


def opened(data: bytes) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    """Sheet after sheet: its name, and its rows that hold anything, with their numbers.

    BadFile("sheet-damaged", "sheet-too-large", "sheet-encrypted", "sheet-kind-unknown").
    """
    file = OleFile(data)
    if "EncryptedPackage" in file.names:
        raise BadFile("sheet-encrypted")
    name = next((each for each in _STREAMS if each in file.names), "")
    if not name:
        raise BadFile("sheet-kind-unknown")
    try:
        book = _book(file.stream(name))
    except (struct.error, IndexError):
        raise BadFile("sheet-damaged") from None
    for title, start in book.sheets:
        yield title, _rows(book, start)


def _records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record of a part, until it ends; parts within it (charts) are left out."""
    depth, end = 0, len(data) - 4
    while at <= end:
        kind, size = struct.unpack_from("<HH", data, at)
        at += 4
        if kind == _BEGIN:
            depth += 1
        if kind == _END:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, data[at : at + size]
        at += size
    raise BadFile("sheet-damaged")


def _book(data: bytes) -> Book:
    shown: list[tuple[str, int]] = []
    hidden: list[tuple[str, int]] = []
    styles: list[int] = []
    formats: dict[int, bool] = {}
    pieces: list[bytes] = []
    code_page, from_1904, before = "cp1252", False, 0
    is_8 = _version(data) >= _BIFF8
    for kind, body in _records(data, 0):
        if kind == _PROTECTED:
            raise BadFile("sheet-encrypted")
        if kind == _CODE_PAGE:
            code_page = _CODE_PAGES.get(struct.unpack_from("<H", body)[0], code_page)
        elif kind == _FROM_1904:
            from_1904 = body[:1] == b"\1"
        elif kind == _SHEET:
            start, state, what = struct.unpack_from("<IBB", body)
            if not what:
                (hidden if state & 3 else shown).append((counted(body[6:], 1, code_page, is_8=is_8), start))
        elif kind == _FORMAT:
            code = counted(body[2:], 2 if is_8 else 1, code_page, is_8=is_8)
            formats[struct.unpack_from("<H", body)[0]] = shows_day(code)
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _TEXTS or (kind == _CONTINUED and before == _TEXTS):
            pieces.append(body)
            kind = _TEXTS
        before = kind
    dates = frozenset(at for at, key in enumerate(styles) if formats.get(key, key in DATE_FORMATS))
    texts = Texts(pieces).all() if pieces else []
    return Book(data, shown or hidden, texts, dates, from_1904, "" if is_8 else code_page)


def _version(data: bytes) -> int:
    kind, _, version = struct.unpack_from("<HHH", data)
    if kind != _BEGIN:
        raise BadFile("sheet-damaged")
    return int(version)


def _rows(book: Book, start: int) -> Iterator[tuple[int, list[str]]]:
    rows: dict[int, dict[int, str]] = {}
    count = 0
    try:
        for row, column, text in _cells(book, start):
            count += 1
            if count > CELLS_LIMIT:
                raise BadFile("sheet-too-large")
            if column >= _COLUMNS:
                raise BadFile("sheet-damaged")
            if text:
                rows.setdefault(row, {})[column] = text
    except (struct.error, IndexError):
        raise BadFile("sheet-damaged") from None
    for row in sorted(rows):
        cells = rows[row]
        yield row + 1, [cells.get(column, "") for column in range(max(cells) + 1)]


def _cells(book: Book, start: int) -> Iterator[tuple[int, int, str]]:
    """Row, column (from 0) and text of each cell that isn't empty."""
    read, is_8 = struct.unpack_from, not book.code_page
    waiting: tuple[int, int] | None = None  # a formula whose text follows
    for kind, body in _records(book.records, start):
        if kind == _NUMBER:
            row, column, style, value = read("<HHHd", body)
            yield row, column, _shown(book, style, value)
        elif kind == _SHORT:
            row, column, style, packed = read("<HHHI", body)
            yield row, column, _shown(book, style, _short(packed))
        elif kind == _SHORTS:
            row, column = read("<HH", body)
            for at in range(4, len(body) - 7, 6):
                style, packed = read("<HI", body, at)
                yield row, column, _shown(book, style, _short(packed))
                column += 1
        elif kind == _SHARED:
            row, column, _, number = read("<HHHI", body)
            yield row, column, book.texts[number]
        elif kind in (_OLD_SHARED, _RICH):
            row, column = read("<HH", body)
            yield row, column, counted(body[6:], 2, book.code_page, is_8=is_8)
        elif kind == _TRUTH:
            row, column, _, value, is_fault = read("<HHHBB", body)
            yield row, column, "#N/A" if is_fault else _truth(value)
        elif kind in _FORMULAS:
            row, column, style = read("<HHH", body)
            what, told, mark = read("<BxB3xH", body, 6)
            if mark != 0xFFFF:
                yield row, column, _shown(book, style, read("<d", body, 6)[0])
            elif what == 0:
                waiting = row, column
            elif what in (1, 2):
                yield row, column, _truth(told) if what == 1 else "#N/A"
        elif kind == _TEXT and waiting:
            yield *waiting, counted(body, 2, book.code_page, is_8=is_8)
            waiting = None


def _shown(book: Book, style: int, value: float) -> str:
    if style in book.date_styles and (day := of_serial(value, from_1904=book.from_1904)):
        return day
    return of_float(value)


def _truth(value: int) -> str:
    return "TRUE" if value else "FALSE"


def _short(packed: int) -> float:
    """A number in four bytes: a whole one, or the first half of a binary one, a hundredth of it where so marked."""
    if packed & 2:
        found = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        found = float(struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))[0])
    return found / 100 if packed & 1 else found
