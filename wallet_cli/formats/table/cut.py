"""Text cut into the rows of a grid: which sign parts the cells, and where quotes hold a record together.

A quote that nobody closes is a sign like any other: it never swallows the rest of the file.
"""

from __future__ import annotations

import csv
import re

from wallet_cli.domain.files.grid import GridRow
from wallet_cli.errors import BadFile
from wallet_cli.formats.base import ROWS_LIMIT
from wallet_cli.formats.table.cells import CELLS_LIMIT
from wallet_cli.named_tuple import unchecked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DELIMITERS = ",;\t|"
_MOST_LINES = 40
"""Lines that one quoted cell may have."""
_MOST_CHARS = 1 << 16
"""Characters that a record with quotes may have; a longer one is cut at each sign."""
_SAMPLE_LINES = 200
_KEPT_AS_TEXT = re.compile(r"""(^|[,;\t|])="([^"\n]*)"(?=[,;\t|]|$)""", re.MULTILINE)
_SAMPLE_CHARS = 1 << 16
_BLANK = re.compile(r"\s*")
_OPENING = {sign: re.compile(rf'(?:\A|{re.escape(sign)}) *"') for sign in DELIMITERS}
"""Where a quoted cell begins: a quote opens one only at the beginning of a cell."""


class CsvGrid:
    """The rows of a text, cut again at each walk; ``text`` has its lines ended by ``\\n``."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text, self.delimiter = text, delimiter

    def __iter__(self) -> Iterator[GridRow]:
        return self.rows()

    def rows(self, most_lines: int = 0) -> Iterator[GridRow]:
        """The rows, or those of the first ``most_lines`` lines; a line without anything on it is none.

        BadFile("file-too-many-rows", limit), counting lines.
        """
        most = most_lines or ROWS_LIMIT
        delimiter, lines, record_feed, make = self.delimiter, Lines(self.text), _Feed(), unchecked
        split = csv.reader(record_feed, delimiter=delimiter, skipinitialspace=True)
        while (line := lines.next()) is not None:
            number = lines.number
            if number > most:
                if most_lines:
                    return
                raise BadFile("file-too-many-rows", limit=most)
            if '"' not in line:
                if line and not line.isspace():
                    yield make(GridRow, (number, line.split(delimiter, CELLS_LIMIT), ""))
                else:
                    lines.pass_blank()
                continue
            record = line if line.count('"') % 2 == 0 else lines.whole(line, delimiter)
            if record is None or len(record) > _MOST_CHARS:
                yield make(GridRow, (number, line.split(delimiter, CELLS_LIMIT), ""))
            else:
                record_feed.record = record
                yield make(GridRow, (number, next(split, []), ""))


class _Feed:
    """Hands one record at a time to the reader of the standard library."""

    record: str | None = None

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        record, self.record = self.record, None
        if record is None:
            raise StopIteration
        return record


class Lines:
    """Walks the lines of a text without a list of them, none more than twice."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.number = text, 0, 0
        # known of the lines up to this place: a quote that is open before them is open behind them
        self._open_at, self._open_number = 0, 0

    def next(self) -> str | None:
        """The next line, None behind the last."""
        text, at = self.text, self.at
        end = text.find("\n", at)
        if end < 0:
            end = len(text)
            if at >= end:
                return None
        self.at = end + 1
        self.number += 1
        return text[at:end]

    def pass_blank(self) -> None:
        """Go on behind the blank lines that follow."""
        found = _BLANK.match(self.text, self.at)
        end = self.text.rfind("\n", self.at, found.end() if found else self.at) + 1
        if end:
            self.number += self.text.count("\n", self.at, end)
            self.at = end

    def whole(self, line: str, delimiter: str) -> str | None:
        """The record that ``line``, with an odd number of quotes, begins, with the lines that they reach over; None if
        they are never closed.
        """
        at, number = self.at, self.number
        if not ends_open(line, delimiter, is_open=False):
            return line
        start, is_open = at - len(line) - 1, True
        if self._open_number > number:
            self.at, self.number = self._open_at, self._open_number
        while is_open:
            more = self.next() if self.number - number < _MOST_LINES and self.at - start <= _MOST_CHARS else None
            if more is None:
                self._open_at, self._open_number = self.at, self.number
                self.at, self.number = at, number
                return None
            is_open = more.count('"') % 2 == 0 or ends_open(more, delimiter, is_open=True)
        return self.text[start : self.at - 1].replace("\n", " ")


def ends_open(line: str, delimiter: str, *, is_open: bool) -> bool:
    """Whether a quoted cell is still open at the line's end."""
    at, opening = 0, _OPENING[delimiter]
    while True:
        if not is_open:
            found = opening.search(line, at)
            if found is None:
                return False
            at = found.end()
        at = line.find('"', at)
        if at < 0:
            return True
        is_open = line.startswith('"', at + 1)  # two of them are a sign of the text
        at += 2 if is_open else 1


def cut(text: str, weigh: Callable[[list[GridRow]], int]) -> CsvGrid:
    """The grid of a text, its cells parted by the sign with which the first rows weigh most.

    ``sep=;`` in the first line, as Excel writes it, decides.
    """
    if '="' in text[:_SAMPLE_CHARS]:  # ="0123" keeps spreadsheets from taking a text for a number
        text = _KEPT_AS_TEXT.sub(r'\1"\2"', text)
    if text[:4].lower() == "sep=" and text[4:5] in tuple(DELIMITERS):
        return CsvGrid(text, text[4:5])
    grids = [CsvGrid(text[:_SAMPLE_CHARS], delimiter) for delimiter in DELIMITERS]
    weights = {grid.delimiter: weigh(list(grid.rows(_SAMPLE_LINES))) for grid in grids}
    best = max(weights, key=lambda delimiter: weights[delimiter])
    return CsvGrid(text, best)
