"""Texts in columns that are too narrow for them: folded between words, and ended with … where the lines are used up.

No word is cut in two unless it is alone longer than its column.
"""

from __future__ import annotations

from itertools import pairwise

from wallet_cli.cli.render.wrap import pieces, wrapped
from wallet_cli.domain.text import visible, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_SEEN = 10_000
"""This many texts of a column are remembered, so that the same name is taken apart once."""
_JOINTS = ":/-_.,·"


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
                words = [piece.rstrip() for piece in pieces(text)]
                parts = [width(each) for piece in words for each in _at_joints(piece)]
                found[n] = max(word, *map(width, words)), max(part, *parts)
    return found


def _at_joints(word: str) -> list[str]:
    """A word in the parts that it may be taken apart into: ``main-``, ``account``."""
    ends = [0, *(at + 1 for at, char in enumerate(word) if char in _JOINTS), len(word)]
    return [word[start:end] for start, end in pairwise(ends)]


def laid(text: str, cells: int, most: int) -> list[str]:
    """``text`` in at most ``most`` lines of ``cells``; … says that there was more."""
    lines = [part for line in wrapped(text, cells) for part in _parts(line, cells)]
    if len(lines) <= most:
        return lines
    end = _ended(lines[most - 1], cells)
    if not end and most == 1:
        end = text[: _fitting(text, cells - 1)]
    return [*lines[: most - 1], end + "…"]


def _parts(line: str, cells: int) -> list[str]:
    """A line, or what a word that is too long for one is taken apart into: at a joint where it has any."""
    parts = []
    while width(line) > cells:
        end = _fitting(line, cells)
        joint = max(line.rfind(sign, 0, end) for sign in _JOINTS) + 1
        end = joint or end
        parts.append(line[:end])
        line = line[end:]
    return [*parts, line]


def _ended(line: str, cells: int) -> str:
    """The words (or parts of words) at the beginning of ``line`` that leave room for one cell more."""
    kept = ""
    for part in [part for piece in pieces(line) for part in _at_joints(piece)]:
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
