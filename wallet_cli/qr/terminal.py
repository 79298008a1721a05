"""Drawing a code with characters, two modules in a cell, so that a phone reads it from a light or a dark terminal.

Where both modules of a cell are equal it is a SPACE with a background: a line gap then shows no seam inside a dark
area. Only where they differ is it an upper half block. Colours are always explicit (256-colour 16 and 231: pure black
and white, which no theme repaints) and reset at the end of each line; without them no reader sees the code on a dark
theme.
"""

from wallet_cli.errors import UsageProblem
from wallet_cli.qr.matrix import Matrix, framed

QUIET, QUIET_NARROW = 4, 2
_BLACK, _WHITE = 16, 231
_UPPER_HALF = "\u2580"
_RESET = "\x1b[0m"


def needed_columns(modules: Matrix, quiet: int = QUIET_NARROW) -> int:
    """The columns a drawing takes: one for each module and the quiet zone on both sides."""
    return len(modules) + 2 * quiet


def draw(modules: Matrix, columns: int) -> list[str]:
    """The lines to print on a terminal of ``columns``; the quiet zone is 4, or 2 where 4 has no room.

    Raises UsageProblem ``terminal-too-narrow`` with ``columns`` and ``needed``.
    """
    needed = needed_columns(modules)
    if columns < needed:
        raise UsageProblem("terminal-too-narrow", columns=columns, needed=needed)
    quiet = QUIET if columns >= needed_columns(modules, QUIET) else QUIET_NARROW
    rows = framed(modules, quiet)
    if len(rows) % 2:
        rows += ((False,) * len(rows),)
    return [_line(top, bottom) for top, bottom in zip(rows[::2], rows[1::2], strict=True)]


def _line(top: tuple[bool, ...], bottom: tuple[bool, ...]) -> str:
    parts: list[str] = []
    before = None
    for pair in zip(top, bottom, strict=True):
        upper, lower = (_BLACK if dark else _WHITE for dark in pair)
        if pair != before:
            parts.append(f"\x1b[38;5;{upper};48;5;{lower}m")
            before = pair
        parts.append(" " if upper == lower else _UPPER_HALF)
    return "".join(parts) + _RESET
