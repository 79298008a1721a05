"""Bank statements as PDFs with text: their bookings found by where the words are. Implements ``base.BankReader``.

The pages are kept packed and walked three times: to find the header that most bookings are under, to see on some pages
how the table is laid out, and to make its rows; ``reader`` then reads them as those of any table. What isn't sure is
refused: pages that are pictures, letters that a font hides, a second table with other columns or of another account.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter

from wallet_cli.domain.files.grid import GridRow
from wallet_cli.domain.files.statement import Score, StatementHead, refusal
from wallet_cli.errors import BadFile
from wallet_cli.formats.base import read_whole
from wallet_cli.formats.packed import pdf
from wallet_cli.formats.packed.ciphers import WrongPassword
from wallet_cli.formats.packed.pdf_lines import Line, lines_of, pieces
from wallet_cli.formats.table import preamble
from wallet_cli.formats.table.csv_format import Csv
from wallet_cli.formats.table.header import header_of
from wallet_cli.formats.table.layout import Given
from wallet_cli.formats.table.pdf_columns import Edges, Header, edges_of, header_at, is_booking
from wallet_cli.formats.table.pdf_entries import Cut, Style, cut, entries, is_close, is_near, merged, style_of
from wallet_cli.formats.table.reader import read as read_grid
from wallet_cli.formats.table.sheet_format import CHARS_LIMIT, SheetGrid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO

    from wallet_cli.domain.files.statement import BankEvent, Profile
    from wallet_cli.formats.base import BankReader

_BEGINS_WITHIN = 1024
_SAMPLE_PAGES = 40
_MOST_ABOVE, _FIRST_ABOVE = 60, 40
_MOST_OUTER, _MOST_REPEATED, _MOST_HEADERS = 40, 100_000, 50
"""Of a page's lines around its bookings, of such lines of all pages, of a page's headers."""
_UNKNOWN = "\ufffd"
_UNKNOWN_PERCENT = 20
_HEIGHT = 300
"""Hundredths of a point within which what each page repeats is as high on all of them."""
_REPEATED_PERCENT = 40
_SHIFT_LIMIT = 150
_DIGITS = re.compile(r"\d+")
_NEXT_NAME = re.compile(r"\s+(?=[^\s:\uff1a]{1,20}[:\uff1a])")
_LETTER, _ENDS_NAME = re.compile("[\u4e00-\u9fff]"), re.compile("[\u4e00-\u9fff]{1,3}[:\uff1a]")
_NAMED = re.compile(
    r"(IBAN|Konto(?:nummer)?|Account (?:Number|No\.?)|卡号|账号|户名)\s*[:\uff1a]?\s+(\S.*)", re.IGNORECASE
)


class _Seen:
    """One page while it is walked: its lines, and the headers among them by their first line."""

    def __init__(self, page: pdf.Page, headers: dict[int, Header] | None = None, booked: Sequence[int] = ()) -> None:
        self.lines = lines_of(page.words)
        self.headers: dict[int, Header] = headers or {}
        self.booked = booked
        if headers is None:
            self._look()

    def _look(self) -> None:
        """Which lines have a day and an amount, and which are headers."""
        booked = [at for at, line in enumerate(self.lines) if is_booking(line)]
        self.booked, others = booked, set(range(len(self.lines))).difference(booked)
        end = -1
        for at in sorted(others):
            header = header_at(self.lines, at) if at > end and len(self.headers) < _MOST_HEADERS else None
            if header:
                self.headers[max(header.first, end + 1)] = header
                end = header.last

    def parts(self) -> Iterator[tuple[Header | None, range]]:
        """The lines above the first header, then those below each."""
        start, header = 0, None
        for first, found in self.headers.items():
            yield header, range(start, first)
            header, start = found, found.last + 1
        yield header, range(start, len(self.lines))


class Paper:
    """The rows of a PDF's table; BadFile as ``Pdf.read`` and ``pdf.pages``."""

    def __init__(self, data: bytes) -> None:
        self.packed: list[bytes] = []
        self.found: list[tuple[dict[int, Header], tuple[int, ...]]] = []
        self.starts: list[int] = []
        self.pictures: list[int] = []
        self.counts: Counter[tuple[str, ...]] = Counter()
        self.headers: dict[tuple[str, ...], tuple[int, Header]] = {}
        self.places: dict[tuple[str, ...], list[int]] = {}
        self.repeated: Counter[tuple[int, str]] = Counter()
        self.again: dict[tuple[str, ...], int] = {}
        self._look(data)
        self.page, self.header = self._main()
        self.edges, self.style = self._laid_out()
        try:
            self.grid = SheetGrid("", self._rows(), CHARS_LIMIT)
        except BadFile as problem:
            if problem.slug != "sheet-too-large":
                raise
            raise BadFile("pdf-too-long", limit=pdf.PAGES_LIMIT) from None

    def _look(self, data: bytes) -> None:
        """The first walk."""
        words = unknown = lines = 0
        core: tuple[str, ...] = ()
        try:
            for number, raw in enumerate(pdf.pages(data)):
                self.packed.append(zlib.compress(raw, 1))
                page = pdf.page(raw)
                seen = _Seen(page)
                self.found.append((seen.headers, tuple(seen.booked[:1]) + tuple(seen.booked[-1:])))
                self.starts.append(lines)
                lines += len(seen.lines)
                words += len(page.words)
                unknown += sum([_UNKNOWN in word.text for word in page.words])
                if page.is_picture and not seen.booked:
                    self.pictures.append(number)
                core = self._count(number, seen, core)
        except WrongPassword:  # encrypted, and says so where nobody looks
            raise BadFile("pdf-damaged") from None
        if unknown * 100 > _UNKNOWN_PERCENT * words:
            raise BadFile("pdf-letters-unknown")
        if not words or (not self.counts and self.pictures):
            raise BadFile("pdf-is-scan") if self.pictures else BadFile("pdf-without-text")

    def _count(self, number: int, seen: _Seen, core: tuple[str, ...]) -> tuple[str, ...]:
        booked = seen.booked
        for header, part in seen.parts():
            if header:
                if booked and booked[0] < header.first and header.core == core:
                    self.again.setdefault(core, number)
                core = header.core
                self.headers.setdefault(core, (number, header))
            count = sum(at in part for at in booked)
            if core and count:
                self.counts[core] += count
                self.places.setdefault(core, []).append(number)
        first, last = (booked[0], booked[-1]) if booked else (len(seen.lines), -1)
        first = min([first, *seen.headers])
        outer = [*seen.lines[:first][:_MOST_OUTER], *seen.lines[last + 1 :][-_MOST_OUTER:]]
        if len(self.repeated) < _MOST_REPEATED:
            self.repeated.update({_mark(line) for line in outer})
        return core

    def _main(self) -> tuple[int, Header]:
        """The header that most bookings are under, and the page where it is first."""
        if not self.counts:
            raise BadFile("pdf-without-table")
        core = max(self.counts, key=lambda core: self.counts[core])
        wide = {header.wide for headers, _ in self.found for header in headers.values() if header.core == core}
        if len(wide) > 1:  # what is above or below it isn't its own
            for headers, _ in self.found:
                narrow = {at: each for at, each in headers.items() if each.core != core}
                narrow |= {each.at: each.narrowed() for each in headers.values() if each.core == core}
                headers.clear()
                headers.update(sorted(narrow.items()))
        page, header = self.headers[core]
        header = header.narrowed() if len(wide) > 1 else header
        for other, count in self.counts.items():
            later = [place for place in self.places[other] if place >= page]
            if other != core and count > 1 and later:
                raise BadFile("pdf-tables-several", page=later[0] + 1)
        return page, header

    def _seen(self, number: int) -> _Seen:
        return _Seen(pdf.page(zlib.decompress(self.packed[number])), *self.found[number])

    def _laid_out(self) -> tuple[Edges, Style]:
        """The second walk, over some pages."""
        step = max(1, (len(self.packed) - self.page) // _SAMPLE_PAGES)
        pages = [self._seen(number) for number in range(self.page, len(self.packed), step)]
        rows: list[Line] = []
        for seen in pages:
            for part, shift in self._tables(seen):
                lines = [seen.lines[at] for at in _rows_among(seen, part)]
                rows += [_moved(line, shift) for line in lines]
        edges = edges_of(self.header, rows)
        self.edges = edges
        cuts = [self._cuts(seen, 0, part, shift) for seen in pages for part, shift in self._tables(seen)]
        if self.header.core in self.again and edges.one_way(line.cells for part in cuts for line in part):
            raise BadFile("pdf-tables-unsigned", page=self.again[self.header.core] + 1)
        return edges, style_of(cuts)

    def _tables(self, seen: _Seen) -> Iterator[tuple[range, int]]:
        """The parts of a page that are below the table's header, and how far to the right each is of where it was."""
        for header, part in seen.parts():
            if header.core == self.header.core if header else not seen.headers:
                yield part, self._shift(header)

    def _shift(self, header: Header | None) -> int:
        if header is None or len(header.names) != len(self.header.names):
            return 0
        moved = [one.left - other.left for one, other in zip(header.names, self.header.names, strict=True)]
        return moved[0] if max(moved) - min(moved) < _SHIFT_LIMIT else 0

    def _cuts(self, seen: _Seen, number: int, part: range, shift: int) -> list[Cut]:
        found: list[Cut] = []
        for at in part:
            line = seen.lines[at]
            cells, is_across = self.edges.cells(line, shift)
            gap = line.base - seen.lines[at - 1].base if at else None
            made = cut(number + at + 1, cells, line.text, gap, line.high, self.edges, is_loose=False)
            if not made.has_day and (self._is_repeated(line, made) or (is_across and not made.has_amount)):
                made = made._replace(is_loose=True)
            found.append(made)
        return found

    def _is_repeated(self, line: Line, made: Cut) -> bool:
        """Whether other pages have it, too; on two of them a text that goes on may be the same by chance."""
        count = self.repeated[_mark(line)]
        return count > 1 + is_near(made) and count * 100 >= _REPEATED_PERCENT * len(self.packed)

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """The third walk: what is above the table, its header, bookings and notes."""
        rows = _Rows(self.edges, self.style)
        for line, cells in self._above():
            rows.note_account(cells)
            yield line, cells
        yield self.starts[self.page] + self.header.last + 1, list(self.edges.names)
        is_in = False
        for number in range(self.page, len(self.packed)):
            seen = self._seen(number)
            for header, part in seen.parts():
                if header:
                    is_in = header.core == self.header.core
                    rows.require_account(is_in)
                elif number == self.page:
                    continue  # above the table
                cuts = self._cuts(seen, self.starts[number], part, self._shift(header) if is_in else 0)
                if not is_in or (not header and seen.headers and not any(map(_is_whole, cuts))):
                    cuts = [line._replace(is_loose=True, has_day=False, has_amount=False) for line in cuts]
                yield from rows.take(cuts)
        yield from rows.end()

    def _above(self) -> Iterator[tuple[int, list[str]]]:
        """What is said above the table, names and numbers apart."""
        found: list[tuple[int, list[str]]] = []
        for number in range(self.page + 1):
            seen = self._seen(number)
            end = next((at for at, header in seen.headers.items() if header.core == self.header.core), len(seen.lines))
            found += [(self.starts[number] + at + 1, _said(seen.lines[at])) for at in range(end)]
        if len(found) > _MOST_ABOVE:
            found = [*found[:_FIRST_ABOVE], *found[_FIRST_ABOVE - _MOST_ABOVE :]]
        for line, cells in found:
            # another table's header, which has none of the bookings
            yield line, [" ".join(cells)] if header_of([GridRow(line, cells)]) else cells


class _Rows:
    """Makes rows of the lines of a table, a booking at a time: its text may go on on the next page."""

    def __init__(self, edges: Edges, style: Style) -> None:
        self.edges, self.style = edges, style
        self.held: list[Cut] = []
        self.notes: list[Cut] = []
        self.days: list[tuple[int, str]] = []
        self.account = self.last_account = ""

    def take(self, cuts: Sequence[Cut]) -> Iterator[tuple[int, list[str]]]:
        """The lines of one part of a page."""
        for entry in entries(cuts, self.style, goes_on=bool(self.held)):
            first = entry.lines[0]
            if not entry.is_booking:
                self.notes.append(first)
                self.note_account(_parted([first.text]))
            elif self.held and not any(line.has_day or line.has_amount for line in entry.lines):
                self.held += entry.lines
            else:
                yield from self.end()
                self.held = list(entry.lines)

    def end(self) -> Iterator[tuple[int, list[str]]]:
        """What is held of a booking, and the notes behind it."""
        if self.held:
            cells = merged(self.held, self.edges)
            if self.style.fills_days:
                self._fill(cells, is_near=is_near(self.held[0]))
            yield self.held[0].number, cells
        for note in self.notes:
            yield note.number, [*[""] * len(self.edges.names), note.text]
        self.held, self.notes = [], []

    def _fill(self, cells: list[str], *, is_near: bool) -> None:
        """The day that is written once for several bookings; what isn't near the one above may be none."""
        written = [(at, cells[at]) for at in self.edges.days if cells[at]]
        if written:
            self.days = written
        elif is_near:
            for at, day in self.days:
                cells[at] = day

    def note_account(self, cells: Sequence[str]) -> None:
        """What a line beside the table says of an account's number."""
        found = preamble.read([cells]).account
        if found:
            self.last_account = "".join(char for char in found if char.isalnum())

    def require_account(self, is_table: bool) -> None:
        """Refuse a table of another account below the first; BadFile("pdf-accounts-several")."""
        if is_table and self.account and self.last_account and self.account[-4:] != self.last_account[-4:]:
            raise BadFile("pdf-accounts-several")
        self.account = self.account or self.last_account


def _is_whole(line: Cut) -> bool:
    return line.has_day and line.has_amount


def _rows_among(seen: _Seen, part: range) -> Iterator[int]:
    """The lines of a part up to its last booking, and the text that goes on below that."""
    last = max((at for at in seen.booked if at in part), default=-1)
    for at in part:
        line = seen.lines[at]
        if at > last and (last < 0 or not is_close(line.base - seen.lines[at - 1].base, line.high)):
            return
        yield at


def _mark(line: Line) -> tuple[int, str]:
    """What makes a line of one page the same as that of another."""
    return line.base // _HEIGHT, _DIGITS.sub("#", line.text)[:100]


def _moved(line: Line, shift: int) -> Line:
    if not shift:
        return line
    return line._replace(words=[word._replace(left=word.left - shift, right=word.right - shift) for word in line.words])


def _said(line: Line) -> list[str]:
    texts = [piece.text for piece in pieces(line)]
    for at in range(len(texts) - 1, 0, -1):
        if _LETTER.fullmatch(texts[at - 1]) and _ENDS_NAME.match(texts[at]):  # names are spread: 户    名:
            texts[at - 1 : at + 1] = [texts[at - 1] + texts[at]]
    return _parted(texts)


def _parted(texts: Sequence[str]) -> list[str]:
    """Texts parted before each ``name:``, and behind a name that needs no colon."""
    found: list[str] = []
    for text in texts:
        for part in _NEXT_NAME.split(text):
            named = _NAMED.fullmatch(part)
            found += [f"{named[1]}: {named[2]}"] if named else [part]
    return found


class Pdf:
    """The reader, heeding what was given of its options."""

    def __init__(self, given: Given = Given()) -> None:  # noqa: B008 - a tuple never changes
        self.given = given

    def configured(self, options: Mapping[str, str]) -> Pdf:
        """The same reader, with answers as given; raises as ``Csv.configured``."""
        return Pdf(Csv().configured(options).given)

    def sniff(self, head: bytes) -> Score:
        """Sure of a PDF, whatever is in it."""
        return Score.SURE if pdf.BEGINNING in head[:_BEGINS_WITHIN] else Score.NO

    def read(self, source: BinaryIO, profile: Profile | None = None) -> Iterator[BankEvent]:
        """The statement of a PDF.

        BadFile("pdf-damaged", "pdf-too-long", "pdf-takes-too-much", "pdf-is-scan", "pdf-without-text",
        "pdf-without-table", "pdf-letters-unknown", "pdf-tables-several", "pdf-tables-unsigned",
        "pdf-accounts-several"), UsageProblem("needs-extra", "pdf-process"), and as ``reader.read``.
        """
        paper = Paper(read_whole(source))
        for event in read_grid(paper.grid, profile, self.given):
            yield event
            # where each balance follows from the one before, no page between them has a booking
            if isinstance(event, StatementHead) and event.opening is None:
                for number in paper.pictures:
                    yield refusal(paper.starts[number] + 1, BadFile("row-is-picture", page=number + 1), "")


bank: BankReader = Pdf()
