"""The columns of a table on paper: where its header is, and between which of its words each column ends.

No ruled line is needed. The header's names say how many columns there are and about where; the words of the rows say
where one ends and the next begins: there is a place between two names that hardly any word of any row lies across.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect
from functools import lru_cache

from wallet_cli.formats.packed.pdf_lines import Line, Piece, joined, pieces
from wallet_cli.formats.table import roles as r
from wallet_cli.formats.table.amounts import taken
from wallet_cli.formats.table.header import is_amount, is_day
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallet_cli.formats.packed.pdf import Word

_GAPS_PERCENT = (50, 30)
"""Gaps that may part two names of a header, of its height."""
_NARROW_PERCENT = 50
_FEWEST, _MOST_NAMES, _MOST_WORDS = 3, 64, 1000
_STEP = 100
"""Edges are looked for in steps of a point."""
_ACROSS, _IN_GAP, _OF_HEADER = 8, 1, 24
"""What it counts against an edge that it cuts a word, lies between words of a phrase, or cuts a name."""
_WIDEST = 20000
_NEXT_LINE_PERCENT = 160
_DECIMALS = re.compile(r"[.,]\d{1,3}(?!\d)")
_OF_DAY = re.compile("[0-9]{1,4}[-./:年月日][-./:0-9年月日]{0,16}")
_BRACKETS = ("(", "[", "\uff08", "/")


class Header(NamedTuple):
    """The header of a table: its names and where they are; lines ``first`` to ``last`` of the page are taken by it.

    ``bare`` are those of its main line, ``at``.
    """

    names: tuple[Piece, ...]
    first: int
    last: int
    bare: tuple[Piece, ...]
    at: int

    @property
    def core(self) -> tuple[str, ...]:
        """What repeats on each page."""
        return tuple([name.text for name in self.bare])

    @property
    def wide(self) -> tuple[str, ...]:
        """All of its words."""
        return tuple([name.text for name in self.names])

    def narrowed(self) -> Header:
        """The main line alone."""
        return Header(self.bare, self.at, self.at, self.bare, self.at)


class Edges(NamedTuple):
    """Where each column but the last ends, and which of them are days, amounts or balances, and numbers of things.

    ``has_decimals``: the amounts have them, so that 2026 is none.
    """

    names: tuple[str, ...]
    ends: tuple[int, ...]
    days: frozenset[int]
    amounts: frozenset[int]
    ids: frozenset[int]
    has_decimals: bool

    def cells(self, line: Line, shift: int = 0) -> tuple[list[str], bool]:
        """The line's cells, and whether it is a sentence that runs across columns of days or amounts."""
        if len(line.words) > _MOST_WORDS:  # nothing that a table holds
            return [line.text, *[""] * len(self.ends)], True
        placed = [bisect(self.ends, (word.left + word.right) // 2 - shift) for word in line.words]
        is_across = self._settle(line, placed)
        cells = [""] * len(self.names)
        for at in set(placed):
            cells[at] = joined([word for word, place in zip(line.words, placed, strict=True) if place == at])
        return cells, is_across

    def _settle(self, line: Line, placed: list[int]) -> bool:
        """Give back to a text what it has beyond its column's edge, where that isn't what the next column holds."""
        words, narrow = line.words, self.days | self.amounts
        is_across, start = False, 0
        for end in range(1, len(placed) + 1):
            if end < len(placed) and (words[end].left - words[end - 1].right) * 100 <= _NARROW_PERCENT * line.high:
                continue
            if placed[start] != placed[end - 1]:
                self._give_back(words, placed, start, end)
                columns = set(placed[start:end])
                is_across = is_across or (len(columns) > 1 and bool(narrow & columns))
            start = end
        return is_across

    def _give_back(self, words: Sequence[Word], placed: list[int], start: int, end: int) -> None:
        """Of the words ``start`` to ``end``, which no wide gap parts."""
        home = placed[start]
        for at in range(start + 1, end):
            column = placed[at]
            if column == home:
                continue
            its = [word.text for word, place in zip(words[at:end], placed[at:end], strict=True) if place == column]
            if column in placed[end:] or not self._holds(column, its):
                placed[at] = home
            else:
                home = column

    def _holds(self, column: int, texts: Sequence[str]) -> bool:
        """Whether words may be what a column holds: in one of days or amounts not a text that goes on."""
        if column not in self.days and column not in self.amounts:
            return True
        first = texts[0]
        is_begun = not first.isalpha() or (first.isupper() and len(first) <= _FEWEST)
        is_its = self.is_amount if column in self.amounts else _is_part_of_day
        return is_begun and any(map(is_its, (*texts, " ".join(texts))))

    def one_way(self, rows: Iterable[Sequence[str]]) -> bool:
        """Whether nothing in the table says which way money went: one column of amounts, all without a sign."""
        if len(self.amounts) != 1 or any(_role(name) == r.DIRECTION for name in self.names):
            return False
        (at,) = self.amounts
        found = [part for cells in rows if self.is_amount(cells[at]) and (part := taken(cells[at]))]
        return not any(part.sign or part.side for part in found)

    def is_amount(self, cell: str) -> bool:
        """Whether a cell is an amount as those of this table are."""
        return is_amount(cell) and (not self.has_decimals or _DECIMALS.search(cell) is not None)


def _is_part_of_day(text: str) -> bool:
    return is_day(text) or _OF_DAY.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def _role(name: str) -> str:
    return r.role_of(name)


def header_at(lines: Sequence[Line], at: int) -> Header | None:
    """The header that line ``at`` is, or is the middle of."""
    line = lines[at]
    if not 2 <= len(line.words) <= _MOST_WORDS:
        return None
    for percent in _GAPS_PERCENT:
        core = pieces(line, percent)
        if _is_header(core):
            return _widened(lines, at, core)
    return None


def _is_header(names: Sequence[Piece]) -> bool:
    if not 2 <= len(names) <= _MOST_NAMES or any(
        len(name.text) > 40 or is_day(name.text) or is_amount(name.text) for name in names
    ):
        return False
    found = {_role(name.text) for name in names}
    return bool(r.DATES & found) and bool((r.AMOUNTS | {r.ORIGINAL}) & found)


def _widened(lines: Sequence[Line], at: int, core: list[Piece]) -> Header:
    """With the line above and below, where names are written over two or three."""
    first = last = at
    names = tuple(core)
    for other in (at - 1, at + 1):
        if not 0 <= other < len(lines) or not _is_near(lines[at], lines[other]):
            continue
        more = pieces(lines[other])
        if len(more) > _MOST_NAMES or any(is_day(piece.text) or is_amount(piece.text) for piece in more):
            continue
        if _is_header(more):  # the same in another language
            if other > at:
                last = other
            continue
        wider = _over(names, more, below=other > at)
        if wider is not None:
            names = wider
            first, last = min(first, other), max(last, other)
    return Header(names, first, last, tuple(core), at)


def _is_near(line: Line, other: Line) -> bool:
    return abs(line.base - other.base) * 100 <= _NEXT_LINE_PERCENT * max(line.high, other.high)


def _over(names: tuple[Piece, ...], more: list[Piece], *, below: bool) -> tuple[Piece, ...] | None:
    """The names with what is written above or below each; None if that isn't what the other line is."""
    found = list(names)
    if below and len(more) < 2 and more[0].text[:1] not in _BRACKETS:  # the text of a booking
        return None
    for piece in more:
        under = [at for at, name in enumerate(found) if piece.left < name.right and name.left < piece.right]
        if len(under) != 1:
            return None
        at = under[0]
        name = found[at]
        text = f"{name.text} {piece.text}" if below else f"{piece.text} {name.text}"
        if _role(name.text) and _role(text) != _role(name.text) and below:
            return None
        found[at] = Piece(text, min(name.left, piece.left), max(name.right, piece.right))
    return tuple(found) if _is_header(found) else None


def is_booking(line: Line) -> bool:
    """Whether a line has a day and an amount, in whatever columns."""
    if len(line.words) < 2:
        return False
    texts = [piece.text for piece in pieces(line)]
    if not (any(map(is_day, texts)) and any(map(is_amount, texts))):  # columns may be closer than words
        texts = [word.text for word in line.words]
    return any(map(is_day, texts)) and any(map(is_amount, texts))


def edges_of(header: Header, rows: Iterable[Line]) -> Edges:
    """The columns of a table, by its header and some of its rows."""
    names = header.names
    cost = [0] * (_WIDEST // 10 + 1)
    whole = exact = 0
    for line in rows:
        _weigh(cost, line)
        found = [word.text for word in line.words if is_amount(word.text)]
        with_decimals = sum(_DECIMALS.search(text) is not None for text in found)
        exact += with_decimals > 0
        whole += bool(found) and not with_decimals and any(is_day(word.text) for word in line.words)
    for name in names:
        _add(cost, name.left, name.right, _OF_HEADER)
    for at in range(1, len(cost)):
        cost[at] += cost[at - 1]
    ends = [_end(cost, one, other) for one, other in itertools.pairwise(names)]
    return _edges(tuple(name.text for name in names), ends, has_decimals=exact > whole)


def _edges(names: tuple[str, ...], ends: Sequence[int], *, has_decimals: bool) -> Edges:
    found = [r.role_of(name) for name in names]
    by_sign = r.AMOUNTS | {r.ORIGINAL, r.BALANCE}
    return Edges(
        names,
        tuple(ends),
        frozenset(at for at, role in enumerate(found) if role in r.DATES),
        frozenset(at for at, role in enumerate(found) if role in by_sign),
        frozenset(at for at, role in enumerate(found) if role in _OF_NUMBERS),
        has_decimals,
    )


_OF_NUMBERS = {r.ID, r.ORDER, r.SHOP_ORDER, r.ACCOUNT, r.OTHER_ACCOUNT, r.CARD, r.END_TO_END, r.MANDATE}


def _weigh(cost: list[int], line: Line) -> None:
    before: Word | None = None
    for word in line.words:
        _add(cost, word.left + _STEP // 2, word.right - _STEP // 2, _ACROSS)
        if before and 0 < (word.left - before.right) * 100 <= _NARROW_PERCENT * line.high:
            _add(cost, before.right - _STEP // 2, word.left + _STEP // 2, _IN_GAP)
        before = word


def _add(cost: list[int], left: int, right: int, weight: int) -> None:
    """Steps of differences: they are summed up once at the end."""
    last = len(cost) - 1
    cost[min(max(left // _STEP, 0), last)] += weight
    cost[min(max(right // _STEP, 0) + 1, last)] -= weight


def _end(cost: Sequence[int], one: Piece, other: Piece) -> int:
    """Where the column of ``one`` ends and that of ``other`` begins."""
    low, high = max(one.left // _STEP, 0), min(other.right // _STEP, len(cost) - 1)
    least = min(cost[low : high + 1], default=0)
    runs: list[tuple[int, int]] = []
    for at in range(low, high + 1):
        if cost[at] == least:
            if runs and runs[-1][1] == at - 1:
                runs[-1] = runs[-1][0], at
            else:
                runs.append((at, at))
    if not runs:
        return (one.right + other.left) // 2
    for run, following in zip(runs, [*runs[1:], (high + 1, high + 1)], strict=False):
        if _belongs_right(run[1] * _STEP, following[0] * _STEP, one, other):
            break
    return (run[0] + run[1] + 1) * _STEP // 2


def _belongs_right(left: int, right: int, one: Piece, other: Piece) -> bool:
    """Whether what lies between two free places is below the name on the right rather than the one on the left."""
    under_one, under_other = left < one.right and one.left < right, left < other.right and other.left < right
    if under_one != under_other:
        return under_other
    return other.left - right < left - one.right
