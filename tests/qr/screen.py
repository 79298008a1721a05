"""A terminal of our own for the tests: lines with colours become grey pixels, with any cell, gap and surroundings."""

import re

from wallet_cli.qr.png_reader import Picture

_PIECE = re.compile("\x1b\\[(?:38;5;(\\d+);48;5;(\\d+)|0)m|(.)")
_GREY = {"16": 0, "231": 255}


def photograph(lines: list[str], theme: int, *, width: int = 10, height: int = 20, gap: int = 0) -> Picture:
    """``lines`` on a terminal whose background is the grey ``theme``.

    ``gap`` is line spacing: the cell's background fills it, below the glyph, which doesn't reach into it.
    """
    border = 40
    rows: list[bytes] = []
    for line in lines:
        glyph, ground = bytearray(), bytearray()
        front = back = theme
        for foreground, background, char in _PIECE.findall(line):
            if not char:
                front, back = (_GREY[foreground], _GREY[background]) if foreground else (theme, theme)
                continue
            assert char in " \u2580", f"unexpected {char!r}"
            glyph += bytes((front if char == "\u2580" else back,)) * width
            ground += bytes((back,)) * width
        rows += [bytes(glyph)] * (height // 2) + [bytes(ground)] * (height // 2 + gap)
    side = bytes((theme,)) * border
    across = len(rows[0]) + 2 * border
    margin = [bytes((theme,)) * across] * border
    pixels = b"".join([*margin, *(side + row + side for row in rows), *margin])
    return Picture(across, len(pixels) // across, pixels)
