"""Texts in columns that are too narrow for them: folded between words, and ended with … where the lines are used up.

No word is cut in two unless it is alone longer than its column. A word ends at a blank; where Chinese is written, which
has none between its words, only behind a mark such as ，too: a name stays whole.
"""

from __future__ import annotations

from itertools import pairwise

from wallet_cli.cli.render.wrap import DOT, OPENING, pieces
from wallet_cli.domain.text import visible, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_SEEN = 10_000
"""This many texts of a column are remembered, so that the same name is taken apart once."""
_JOINTS = ":/-_.,·）”’》】」：、—"
"""Behind these a word that is too long may be taken apart, and before what opens a bracket or a quote."""
_ENDS = "，。；！？…"
"""Behind these Chinese goes on in another line as if there were a blank."""


def words(text: str) -> Iterator[str]:
    """What may not be broken, each with the blanks behind it."""
    word = ""
    for piece in pieces(text):
        if word and (word[-1] in _ENDS or word[-1].isspace()):
            yield word
            word = ""
        word += piece
    yield word


def longest(at: Sequence[int], rows: Iterable[Sequence[str]]) -> dict[int, tuple[int, int]]:
    """For the texts ``at`` these places of rows: the cells of the longest word, and of the longest part of a word."""
    found = dict.fromkeys(at, (0, 0))
    seen = {n: set[str]() for n in at}
    for row in rows:
        for n in at:
            text, (word, part) = visible(row[n]), found[n]
            if len(text) * 2 > word and text not in seen[n]:
                if len(seen[n]) < MOST_SEEN:
                    seen[n].add(text)
                whole = [each.rstrip() for each in words(text)]
                parts = [width(each) for word_ in whole for each in _at_joints(word_)]
                found[n] = max(word, *map(width, whole)), max(part, *parts)
    return found


def _at_joints(word: str) -> list[str]:
    """A word in the parts that it may be taken apart into: ``main-``, ``account``."""
    ends = [0, *(at for at in range(1, len(word)) if word[at - 1] in _JOINTS or word[at] in OPENING), len(word)]
    return [word[start:end] for start, end in pairwise(ends)]


def laid(text: str, cells: int, most: int) -> list[str]:
    """``text`` in at most ``most`` lines of ``cells``; … says that there was more."""
    lines = list(_lines(text, cells, fresh=True))
    if len(lines) > most:
        lines = list(_lines(text, cells, fresh=False))
    if len(lines) <= most:
        return lines
    end = _ended(lines[most - 1], cells)
    if not end and most == 1:
        end = text[: _fitting(text, cells - 1)]
    return [*lines[: most - 1], end + "…"]


def _lines(text: str, cells: int, *, fresh: bool) -> Iterator[str]:
    """The lines; with ``fresh`` a name that has no room in any of them begins in a line of its own. The ``·`` between
    two things goes where a line ends in its place.
    """
    line = dot = ""
    for word in words(text):
        if word == f"{DOT} " and line.strip():
            dot = word
            continue
        first = next(_pieces(word, cells))
        if dot and width((line + dot + first).rstrip()) <= cells:
            line += dot
        elif dot:
            yield line.rstrip()
            line = ""
        dot = ""
        if fresh and line.strip() and any(width(part.rstrip()) > cells for part in _at_joints(word)):
            yield line.rstrip()
            line = ""
        for piece in _pieces(word, cells):
            if width((line + piece).rstrip()) > cells:
                if line.strip():
                    yield line.rstrip()
                line = ""
            line += piece
    yield line.rstrip()


def _pieces(word: str, cells: int) -> Iterator[str]:
    """A word; one that is too long for a line is taken apart: at a joint where it has any."""
    if width(word.rstrip()) <= cells:
        yield word
        return
    for part in _at_joints(word):
        if width(part.rstrip()) <= cells:
            yield part
            continue
        for piece in pieces(part):
            while width(piece.rstrip()) > cells:
                end = _fitting(piece, cells)
                yield piece[:end]
                piece = piece[end:]
            yield piece


def _ended(line: str, cells: int) -> str:
    """The words (or parts of words) at the beginning of ``line`` that leave room for one cell more."""
    kept = ""
    for part in [part for word in words(line) for part in _at_joints(word)]:
        if width((kept + part).rstrip()) >= cells:
            break
        kept += part
    return kept.rstrip()


def _fitting(text: str, cells: int) -> int:
    """How many characters fit into ``cells``, one at least."""
    end = 1
    while end < len(text) and width(text[: end + 1]) <= cells:
        end += 1
    return end
