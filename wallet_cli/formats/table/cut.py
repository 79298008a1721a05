"""Text cut into the rows of a grid: which sign parts the cells, and where quotes hold a record together.

A quote that nobody closes is a sign like any other: it never swallows the rest of the file.
"""

from __future__ import annotations

import csv
import re

from wallet_cli.domain.files.grid import GridRow

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


class CsvGrid:
    """The rows of a text, cut again at each walk; ``text`` has its lines ended by ``\\n``."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text, self.delimiter = text, delimiter

    def __iter__(self) -> Iterator[GridRow]:
        return self.rows()

    def rows(self, most_lines: int = 0) -> Iterator[GridRow]:
        """The rows, or those of the first ``most_lines`` lines; a line without anything on it is none."""
        delimiter, lines, record_feed, make = self.delimiter, _Lines(self.text), _Feed(), tuple.__new__
        split = csv.reader(record_feed, delimiter=delimiter, skipinitialspace=True)
        while (line := lines.next()) is not None:
            number = lines.number
            if most_lines and number > most_lines:
                return
            if '"' not in line:
                if line and not line.isspace():
                    yield make(GridRow, (number, line.split(delimiter), ""))
                continue
            record = line if line.count('"') % 2 == 0 else _whole(line, lines, delimiter)
            if record is None or len(record) > _MOST_CHARS:
                yield make(GridRow, (number, line.split(delimiter), ""))
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


class _Lines:
    """Walks the lines of a text without a list of them."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.number = text, 0, 0

    def next(self) -> str | None:
        text, at = self.text, self.at
        end = text.find("\n", at)
        if end < 0:
            end = len(text)
            if at >= end:
                return None
        self.at = end + 1
        self.number += 1
        return text[at:end]


def _whole(line: str, lines: _Lines, delimiter: str) -> str | None:
    """The record that ``line`` begins, which has an odd number of quotes, with the lines that they reach over; None if
    they are never closed.
    """
    at, number = lines.at, lines.number
    if not _ends_open(line, delimiter, is_open=False):
        return line
    pieces, is_open, length = [line], True, len(line)
    while is_open:
        more = lines.next()
        if more is None or lines.number - number > _MOST_LINES or length > _MOST_CHARS:
            lines.at, lines.number = at, number
            return None
        pieces.append(more)
        length += len(more)
        is_open = more.count('"') % 2 == 0 or _ends_open(more, delimiter, is_open=True)
    return " ".join(pieces)


def _ends_open(line: str, delimiter: str, *, is_open: bool) -> bool:
    """Whether a quoted cell is still open at the line's end; a quote opens one only where the cell begins."""
    fresh, at, size = not is_open, 0, len(line)
    while at < size:
        char = line[at]
        if is_open:
            if char == '"':
                if line[at + 1 : at + 2] == '"':
                    at += 1
                else:
                    is_open = False
        elif char == delimiter:
            fresh = True
        elif char == '"' and fresh:
            is_open, fresh = True, False
        elif char not in " ":
            fresh = False
        at += 1
    return is_open


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
