"""The rows of one sheet of a workbook, as texts that are read back to the same.

A number keeps the digits that are written, without the last ones of a binary fraction (0.30000000000000004); a day is
what its style says. A number too long for the program that wrote it (1.23456789012346E+17) is left out: it is an id,
rounded, and would be taken for another's.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from wallet_cli.domain.files.grid import text_of
from wallet_cli.errors import BadFile
from wallet_cli.formats.table.xlsx import fed, local, parser, unescaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from wallet_cli.formats.table.xlsx import Book

COLUMNS_LIMIT = 500
ROWS_LIMIT = 1 << 20
_EXACT_DIGITS = 15
_LINE_DIGITS, _MOST_DIGITS = 7, 40
_SERIAL_LIMIT = 2958466
"""The serial number of the first day of year 10000."""
_MOST_DAYS = 4096
PIECES_LIMIT = 4096
"""Into how many pieces of its own style a text may be cut."""
HELD_LIMIT = 1 << 20
"""Characters that may come before the end of a value: a cell has 32,767 at most."""
_DAY_0, _DAY_0_1904 = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)
_LEAP_1900 = 60
_SECONDS = 86400
_USUAL = re.compile(r"-?(?:0|[1-9]\d{0,9})(?:\.(?:\d{1,2}|(\d{3})|\d{4}))?", re.ASCII)


def rows(book: Book, name: str) -> Iterator[tuple[int, list[str]]]:
    """Row after row that holds anything: its number, and its cells.

    BadFile("sheet-damaged", "sheet-too-large", "file-declares-entities") and as ``packed``.
    """
    walk = _Walk(book)
    for _ in fed(walk.parser, book.sheet(name)):
        yield from walk.done
        walk.done.clear()
        if walk.is_over:
            return
        if sum(map(len, walk.held)) > HELD_LIMIT:
            raise BadFile("sheet-too-large")


class _Walk:
    """One sheet while it is read."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.done: list[tuple[int, list[str]]] = []
        self.is_over = self.is_aloud = False
        self.line = self.pieces = 0
        self.cells: list[str] = []
        self.held: list[str] = []
        self.column, self.kind, self.style = -1, "", ""
        self.columns: dict[str, int] = {}
        self.date_styles = book.date_styles
        self.days: dict[str, str] = {}
        self.parser = parser()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self.held.append

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
            self.pieces, self.is_aloud = 0, False  # what is beside a text for its pronunciation is the last in a cell
            place = attributes.get("r")
            self.column = self.column + 1 if place is None else self._column(place)
        elif name in ("v", "t"):
            self.held.clear()
        elif name == "row":
            self.held.clear()
            self.line = self._line(attributes.get("r"))
            self.cells, self.column = [], -1
        elif name == "rPh":
            self.is_aloud = True
        elif ":" in name:
            self._start(local(name), attributes)

    def _end(self, name: str) -> None:
        if name == "c":
            return
        if name in ("v", "t"):
            held = self.held
            if held and not self.is_aloud and self.column >= 0:
                self._put(held[0] if len(held) == 1 else "".join(held))
        elif name == "row":
            if any(self.cells):
                self.done.append((self.line, self.cells))
        elif name == "sheetData":
            self.is_over = True
        elif ":" in name:
            self._end(local(name))

    def _line(self, text: str | None) -> int:
        line = self.line + 1 if text is None else int(text) if text.isdecimal() and len(text) <= _LINE_DIGITS else 0
        if not self.line < line <= ROWS_LIMIT:
            raise BadFile("sheet-damaged")
        return line

    def _column(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        found = self.columns.get(letters)
        if found is None:
            if not (letters.isascii() and letters.isalpha() and letters.isupper()):
                raise BadFile("sheet-damaged")
            found = 0
            for letter in letters[:4]:
                found = found * 26 + ord(letter) - ord("A") + 1
            self.columns[letters] = found = found - 1
        if found >= COLUMNS_LIMIT:
            raise BadFile("sheet-too-large")
        return found

    def _put(self, text: str) -> None:
        kind = self.kind
        if kind == "s":
            number_of = int(text) if text.isdecimal() and len(text) <= _LINE_DIGITS else len(self.book.texts)
            if number_of >= len(self.book.texts):
                raise BadFile("sheet-damaged")
            text = self.book.texts[number_of]
        elif kind == "n":
            text = self._day(text) if self.style in self.date_styles else number(text)
        elif kind == "b":
            text = "TRUE" if text == "1" else "FALSE"
        elif kind in ("str", "inlineStr"):
            text = unescaped(text)
        cells = self.cells
        missing = self.column - len(cells)
        if missing < 0:
            self.pieces += 1
            if (cells[self.column] and kind != "inlineStr") or self.pieces > PIECES_LIMIT:  # only a text has several
                raise BadFile("sheet-damaged")
            cells[self.column] += text
            return
        if self.column >= COLUMNS_LIMIT:
            raise BadFile("sheet-too-large")
        if missing:
            cells.extend([""] * missing)
        cells.append(text)

    def _day(self, text: str) -> str:
        found = self.days.get(text)
        if found is None:
            found = day(text, from_1904=self.book.from_1904)
            if len(self.days) >= _MOST_DAYS:
                self.days.clear()
            self.days[text] = found
        return found


def number(text: str) -> str:
    """A number as digits: whole ones as they are, others to the 15 digits that are meant."""
    if found := _USUAL.fullmatch(text):
        return text + "0" if found[1] else text  # as ``text_of`` does
    text = text.strip()
    if (text[1:] if text[:1] == "-" else text).isdecimal() and text.isascii():
        return text[: _MOST_DIGITS + 1]
    value = _float(text)
    return text[:_MOST_DIGITS] if value is None else of_float(value)


def of_float(value: float) -> str:
    """A binary number as digits; "" for one whose last digits are lost."""
    if value != value or abs(value) >= 10**_EXACT_DIGITS:
        return ""
    shown = format(Decimal(format(value, f".{_EXACT_DIGITS}g")), "f")
    return text_of(Decimal(shown)) if "." in shown else shown


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def day(text: str, *, from_1904: bool = False) -> str:
    """A serial number as the day that it is, with its time where it has one; as a time below 1; as a number if none."""
    serial = _float(text)
    return number(text) if serial is None else of_serial(serial, from_1904=from_1904) or number(text)


def of_serial(serial: float, *, from_1904: bool = False) -> str:
    """The same of a binary number; "" where it isn't a day."""
    try:
        return text_of(_moment(serial, from_1904=from_1904)) if 0 <= serial < _SERIAL_LIMIT else ""
    except OverflowError:  # rounded up, or counted from 1904, it is behind the year 9999
        return ""


def _moment(serial: float, *, from_1904: bool = False) -> datetime.date | datetime.time:
    """Days since the end of 1899 (or the beginning of 1904), to the second; 1900 has a 29 February that never was."""
    days, exact = int(serial), round(serial % 1 * _SECONDS, 2)
    # to the nearest second, of the same day: what is within 5 ms of midnight is the next one
    days, seconds = (days + 1, 0) if exact >= _SECONDS else (days, min(round(exact), _SECONDS - 1))
    start = _DAY_0_1904 if from_1904 else _DAY_0
    if not days and not from_1904:
        return (start + datetime.timedelta(seconds=seconds)).time()
    if days < _LEAP_1900 and not from_1904:
        days += 1
    found = start + datetime.timedelta(days=days, seconds=seconds)
    return found if seconds else found.date()
