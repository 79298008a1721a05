"""Lines below a header as bookings: which lines are one, and which are none.

A booking may take several lines: its text goes on below, or above and below where cells are centred; its amount may be
on the last of them; its day may be written once for several. What a file does, it does throughout: the way that
explains most of its lines is found on some pages and then kept.
"""

from __future__ import annotations

import itertools

from wallet_cli.formats.packed.pdf_lines import continued
from wallet_cli.formats.table import phrases
from wallet_cli.formats.table.header import is_day
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallet_cli.formats.table.pdf_columns import Edges

_CLOSE_PERCENT = 170
"""A text that goes on is written at most so much of a line's height below."""
_APART_PERCENT = 112
_OVERLAP_PERCENT = 75
_GOOD_PERCENT = 97
_MOST_LINES = 40
_MOST_GAPS = 12


class Cut(NamedTuple):
    """A line cut into cells: ``gap`` from the line above, None for the first of a page; ``number`` in the file.

    ``is_loose``: no part of a booking, whatever is near it.
    """

    number: int
    cells: list[str]
    text: str
    gap: int | None
    high: int
    has_day: bool
    has_amount: bool
    is_loose: bool


class Style(NamedTuple):
    """How lines make bookings: those no further apart than ``gap``, or, 0, each with the lines that follow its day.

    ``amount_last``: a text after an amount begins the next booking. ``fills_days``: a day is written once for several.
    """

    gap: int = 0
    amount_last: bool = False
    fills_days: bool = False


class Entry(NamedTuple):
    """Lines that are one booking, or, not ``is_booking``, a note."""

    lines: list[Cut]
    is_booking: bool


def cut(number: int, cells: list[str], text: str, gap: int | None, high: int, edges: Edges, *, is_loose: bool) -> Cut:
    """The line, looked at once."""
    has_day = any(is_day(cells[at]) for at in edges.days)
    has_amount = any(edges.is_amount(cells[at]) for at in edges.amounts)
    return Cut(number, cells, text, gap, high, has_day, has_amount, is_loose or _is_total(cells, has_day=has_day))


def _is_total(cells: Sequence[str], *, has_day: bool) -> bool:
    if has_day:
        return False
    return any(phrases.TOTAL.search(cell) or phrases.CARRIED.search(cell) for cell in cells if cell)


def style_of(pages: Sequence[Sequence[Cut]]) -> Style:
    """What explains the lines of some pages best."""
    plain = Style(fills_days=_fills_days(pages))
    if all(line.is_loose or (line.has_day and line.has_amount) for page in pages for line in page):
        return plain
    best, most = plain, _good(pages, plain)
    for gap in _gaps(pages):
        style = plain._replace(gap=gap)
        good = _good(pages, style)
        if good >= _GOOD_PERCENT and (good > most or (not best.gap and _leads(pages, style))):
            best, most = style, good
    if not best.gap and _amounts_last(pages):
        style = plain._replace(amount_last=True)
        best = style if _good(pages, style) >= most else best
    return best


def _fills_days(pages: Sequence[Sequence[Cut]]) -> bool:
    """Whether no day is written twice in a row, and some amounts have none."""
    lacking = False
    for page in pages:
        before: list[str] = []
        for line in page:
            if line.has_day:
                days = [cell for cell in line.cells if is_day(cell)]
                if days == before:
                    return False
                before = days
            elif line.has_amount and not line.is_loose:
                lacking = True
    return lacking


def _amounts_last(pages: Sequence[Sequence[Cut]]) -> bool:
    lines = [line for page in pages for line in page if not line.is_loose]
    days = sum(line.has_day for line in lines)
    return sum(line.has_day and not line.has_amount for line in lines) * 5 >= days > 0


def _gaps(pages: Sequence[Sequence[Cut]]) -> list[int]:
    """Distances between lines that may part bookings, where the next one is clearly larger; widest step first."""
    found = sorted({line.gap for page in pages for line in page if line.gap})
    steps = [
        (other * 100 // one, (one + other) // 2)
        for one, other in itertools.pairwise(found)
        if other * 100 > one * _APART_PERCENT
    ]
    return [gap for _, gap in sorted(steps, reverse=True)[:_MOST_GAPS]]


def _leads(pages: Sequence[Sequence[Cut]], style: Style) -> bool:
    """Whether a text is above the day of its booking, as where cells are centred.

    At a page's top it may continue from the page before, unless it reaches into the line below.
    """
    return any(
        entry.is_booking
        and len(entry.lines) > 1
        and not (entry.lines[0].has_day or entry.lines[0].has_amount)
        and (at > 0 or not number or (entry.lines[1].gap or 0) * 100 < _OVERLAP_PERCENT * entry.lines[1].high)
        for number, page in enumerate(pages)
        for at, entry in enumerate(entries(page, style))
    )


def _good(pages: Sequence[Sequence[Cut]], style: Style) -> int:
    """How many bookings of a hundred have one day and one line of amounts."""
    good = count = 0
    for number, page in enumerate(pages):
        for at, entry in enumerate(entries(page, style, goes_on=number > 0)):
            lines = entry.lines
            if not entry.is_booking and (lines[0].is_loose or lines[0].gap is None or not is_near(lines[0])):
                continue
            if number and not at and entry.is_booking and not any(line.has_day or line.has_amount for line in lines):
                continue  # what continues from the page before
            count += 1
            days = sum([line.has_day for line in lines])
            is_dated = days == 1 or (style.fills_days and not days)
            good += is_dated and sum([line.has_amount for line in lines]) == 1
    return good * 100 // count if count else 0


def entries(lines: Iterable[Cut], style: Style, *, goes_on: bool = False) -> Iterable[Entry]:
    """The bookings and notes of a page; ``goes_on``: a text at its top belongs to the last of the page before."""
    return _by_gap(lines, style) if style.gap else _by_day(lines, style, goes_on=goes_on)


def _by_gap(lines: Iterable[Cut], style: Style) -> Iterable[Entry]:
    held: list[Cut] = []
    for line in lines:
        if held and (line.gap is None or line.gap > style.gap or line.is_loose or held[-1].is_loose):
            yield from _whole(held)
            held = []
        held.append(line)
    yield from _whole(held)


def _whole(lines: list[Cut]) -> Iterable[Entry]:
    if any(line.has_day or (line.has_amount and not line.is_loose) for line in lines):
        yield Entry(lines, True)
    else:
        for line in lines:
            yield Entry([line], False)


def _by_day(lines: Iterable[Cut], style: Style, *, goes_on: bool) -> Iterable[Entry]:
    held: list[Cut] = []
    is_open, has_amount = goes_on, goes_on
    for line in lines:
        if line.is_loose and not line.has_day:
            if held:
                yield Entry(held, True)
            held, is_open = [], False
            yield Entry([line], False)
        elif (
            line.has_day
            or (line.has_amount and (has_amount or not is_open))
            or _begins(line, style, has_amount, is_open)
        ):
            if held:
                yield Entry(held, True)
            held, is_open, has_amount = [line], True, line.has_amount
        elif is_open and len(held) < _MOST_LINES and is_near(line):
            held.append(line)
            has_amount = has_amount or line.has_amount
        else:
            if held:
                yield Entry(held, True)
            held, is_open = [], False
            yield Entry([line], False)
    if held:
        yield Entry(held, True)


def _begins(line: Cut, style: Style, has_amount: bool, is_open: bool) -> bool:
    return style.amount_last and has_amount and is_open and is_near(line)


def is_near(line: Cut) -> bool:
    """Whether it may go on with the line above."""
    return line.gap is None or is_close(line.gap, line.high)


def is_close(gap: int, high: int) -> bool:
    """Whether lines of this height and distance may be one text."""
    return gap * 100 <= _CLOSE_PERCENT * high


def merged(lines: Sequence[Cut], edges: Edges) -> list[str]:
    """The cells of lines that are one booking."""
    if len(lines) == 1:
        return lines[0].cells
    found = [""] * len(lines[0].cells)
    for line in lines:
        for at, cell in enumerate(line.cells):
            if cell:
                found[at] = found[at] + cell if at in edges.ids else continued(found[at], cell)
    return found
