"""Texts in the records of an old workbook: counted ones, and the table of those that cells share.

The table runs over the ends of records; where one falls within a text, the next record begins with how its letters are
written.
Source: [MS-XLS] 2.5.293 (XLUnicodeRichExtendedString) and 2.4.265 (SST).
"""

from __future__ import annotations

import struct

_WIDE, _EXTENDED, _RICH = 0x1, 0x4, 0x8
_LONGEST = 32767


def counted(body: bytes, count_bytes: int, code_page: str, *, is_8: bool) -> str:
    """A text after its length, which takes one byte or two; struct.error, IndexError."""
    length = body[0] if count_bytes == 1 else struct.unpack_from("<H", body)[0]
    rest = body[count_bytes:]
    if not is_8:
        return rest[:length].decode(code_page, errors="replace")
    flags = rest[0]
    start = 1 + (2 if flags & _RICH else 0) + (4 if flags & _EXTENDED else 0)
    if flags & _WIDE:
        return rest[start : start + 2 * length].decode("utf-16-le", errors="replace")
    return rest[start : start + length].decode("latin-1")


class Texts:
    """The table of shared texts, in the bodies of its records."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = pieces
        self.piece, self.at = 0, 0

    def all(self) -> list[str]:
        """They all; struct.error, IndexError where the table is cut off."""
        _, count = struct.unpack("<II", self._bytes(8))
        return [self._text() for _ in range(count)]

    def _text(self) -> str:
        length, flags = struct.unpack("<HB", self._bytes(3))
        runs = struct.unpack("<H", self._bytes(2))[0] if flags & _RICH else 0
        more = struct.unpack("<I", self._bytes(4))[0] if flags & _EXTENDED else 0
        text = self._letters(length, is_wide=bool(flags & _WIDE))
        self._skip(4 * runs + more)
        return text

    def _letters(self, count: int, *, is_wide: bool) -> str:
        found: list[str] = []
        while count:
            rest = len(self.pieces[self.piece]) - self.at
            if rest <= 0:
                self.piece, self.at = self.piece + 1, 1
                is_wide = bool(self.pieces[self.piece][0] & _WIDE)
                continue
            width = 2 if is_wide else 1
            taken = min(count, max(1, rest // width))
            raw = self.pieces[self.piece][self.at : self.at + taken * width]
            found.append(raw.decode("utf-16-le" if is_wide else "latin-1", errors="replace"))
            self.at += taken * width
            count -= taken
        return "".join(found)

    def _bytes(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            piece = self.pieces[self.piece][self.at : self.at + count - len(found)]
            found += piece
            self.at += len(piece)
            if len(found) < count:
                self.piece, self.at = self.piece + 1, 0
        return found

    def _skip(self, count: int) -> None:
        while count:
            taken = min(count, len(self.pieces[self.piece]) - self.at)
            self.at += taken
            count -= taken
            if count:
                self.piece, self.at = self.piece + 1, 0
