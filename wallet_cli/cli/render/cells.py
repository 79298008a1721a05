"""Texts in columns that are too narrow for them: folded between words, and ended with … where the lines are used up.

No word is cut in two unless it is alone longer than its column.
"""

from __future__ import annotations

from wallet_cli.cli.render.wrap import pieces, wrapped
from wallet_cli.domain.text import visible, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallet_cli.cli.render.output import Column

SHARE = 3
"""A column keeps room for its longest word, but not more than this part of the terminal."""
_JOINTS = ":/-_.,·"


def with_room_for_words(
    columns: Sequence[Column], at: Sequence[int], rows: Iterable[Sequence[str]], available: int
) -> list[Column]:
    """The columns, the flexible ones with room for the longest word in them; ``at`` is where rows have them."""
    longest = [0] * len(columns)
    flexible = [n for n, column in enumerate(columns) if column.flexible]
    for row in rows:
        for n in flexible:
            text = row[at[n]]
            if len(text) * 2 > longest[n]:
                longest[n] = max(longest[n], *(width(piece.rstrip()) for piece in pieces(visible(text))))
    most = available // SHARE
    return [
        column._replace(least=column.least or min(longest[n], most)) if column.flexible else column
        for n, column in enumerate(columns)
    ]


def laid(text: str, cells: int, most: int) -> list[str]:
    """``text`` in at most ``most`` lines of ``cells``; … says that there was more."""
    lines = [part for line in wrapped(text, cells) for part in _parts(line, cells)]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], _ended(lines[most - 1], cells)]


def _parts(line: str, cells: int) -> list[str]:
    """A line, or what a word that is too long for one is taken apart into: at a joint where it has any."""
    parts = []
    while width(line) > cells:
        end = _fitting(line, cells)
        joint = max(line.rfind(sign, 0, end) for sign in _JOINTS) + 1
        end = joint if joint > end // 3 else end
        parts.append(line[:end])
        line = line[end:]
    return [*parts, line]


def _ended(line: str, cells: int) -> str:
    """``line`` with … behind its last word that leaves room for it."""
    if width(line) < cells:
        return line + "…"
    ends = [at for at in range(1, len(line)) if line[at] == " "]
    end = ends[-1] if ends else _fitting(line, cells - 1)
    return line[:end].rstrip() + "…"


def _fitting(text: str, cells: int) -> int:
    """How many characters fit into ``cells``, one at least."""
    end = 1
    while end < len(text) and width(text[: end + 1]) <= cells:
        end += 1
    return end
