"""The process that looks into a PDF: it has the file and nothing else of wallet's, and only so much time and memory.

It is run as a program of its own (``pdf``), because a PDF comes from outside and what reads it is written in C++: a
fault of it ends this process and no other, and its time and memory are bounded by the system. Standard input is one
line of JSON (``task``, ``passwords``, limits) and then the file; standard output is one JSON value a line: a page, then
``{"end": pages}`` or ``{"problem": slug}``; where a password is to be taken off, the line before the PDF without it.

No script, form or attachment of a PDF is ever run or opened: they need parts of PDFium that nobody starts here.
"""

from __future__ import annotations

import ctypes
import json
import math
import os
import re
from collections import Counter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, BinaryIO

    Word = list[Any]

_WORDS = re.compile("[^\\s\x00-\x1f\u200b\u2028\u2029\ufeff\ufffe\uffff]+\x02?|\x02")
_PASSWORD_NEEDED = 4
_PICTURES = (3, 5)
"""A picture, and a form, which may be drawn around one."""
_FEW_WORDS, _MOST_THINGS, _DRAWN_LETTERS = 20, 10000, 200
_INVISIBLE = 3
_RUN_ON = 1.6
"""A word wider than this many letters' heights per letter is several with a gap between them."""
_STRAY = 0.06
"""Radians that a line of text may lean."""
_TURN = math.pi / 2
_FAR = 1e6


class _Stop(Exception):
    """The reason why nothing more is read, as a slug."""


class Engine:
    """PDFium, and the places its answers come to."""

    def __init__(self) -> None:
        import pypdfium2.raw

        self.c: Any = pypdfium2.raw
        self.c.FPDF_InitLibrary()
        self.box = self.c.FS_RECTF()
        self.box_at = ctypes.byref(self.box)
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.x_at, self.y_at = ctypes.byref(self.x), ctypes.byref(self.y)

    def opened(self, data: bytes, passwords: list[str]) -> Any:
        """The document; ``_Stop``: "locked", "damaged"."""
        tries = [raw for password in passwords for raw in _as_bytes(password)] or [b""]
        for password in dict.fromkeys(tries):
            found = self.c.FPDF_LoadMemDocument64(data, len(data), password)
            if found:
                return found
            if self.c.FPDF_GetLastError() != _PASSWORD_NEEDED:
                raise _Stop("damaged")
        raise _Stop("locked")

    def plain(self, document: Any) -> bytes:
        """The same PDF without its password."""
        pieces: list[bytes] = []

        def write(_file: object, data: int, size: int) -> int:
            pieces.append(ctypes.string_at(data, size))
            return 1

        out = self.c.FPDF_FILEWRITE()
        out.version = 1
        out.WriteBlock = type(out.WriteBlock)(write)
        if not self.c.FPDF_SaveAsCopy(document, ctypes.byref(out), self.c.FPDF_REMOVE_SECURITY):
            raise _Stop("damaged")
        return b"".join(pieces)

    def pages(self, document: Any, limits: dict[str, int]) -> Iterator[tuple[list[Word], bool]]:
        """Each page's words, and whether it shows something else; ``_Stop``: "long", "damaged"."""
        count, room = self.c.FPDF_GetPageCount(document), limits["chars"]
        if count > limits["pages"]:
            raise _Stop("long")
        for number in range(count):
            page = self.c.FPDF_LoadPage(document, number)
            if not page:
                raise _Stop("damaged")
            text = self.c.FPDFText_LoadPage(page)
            if not text:
                raise _Stop("damaged")
            size = self.c.FPDFText_CountChars(text)
            room -= max(size, 0)
            if room < 0 or size > limits["chars_of_page"]:
                raise _Stop("long")
            words = self._words(page, text, size)
            yield words, len(words) < _FEW_WORDS and self._is_picture(page, has_words=bool(words))
            self.c.FPDFText_ClosePage(text)
            self.c.FPDF_ClosePage(page)

    def _is_picture(self, page: Any, *, has_words: bool) -> bool:
        """Whether a picture takes half of the page, or, without any word on it, it has one or is drawn."""
        area = self.c.FPDF_GetPageWidthF(page) * self.c.FPDF_GetPageHeightF(page)
        count = self.c.FPDFPage_CountObjects(page)
        edges = [ctypes.c_float() for _ in range(4)]
        for at in range(min(count, _MOST_THINGS)):
            thing = self.c.FPDFPage_GetObject(page, at)
            kind = self.c.FPDFPageObj_GetType(thing)
            if kind in _PICTURES and self.c.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, edges)):
                left, bottom, right, top = (edge.value for edge in edges)
                if not has_words or (right - left) * (top - bottom) * 2 > area:
                    return True
        return not has_words and count > _DRAWN_LETTERS

    def _words(self, page: Any, text: Any, size: int) -> list[Word]:
        if size <= 0:
            return []
        found: list[tuple[int, Word]] = []
        for start, end, letters in self._letters(text, size):
            self._see(text, start, end, letters, found)
        turns = Counter([turn for turn, _ in found])
        upright = max(turns, key=lambda turn: turns[turn], default=0)
        edges = self._edges(page)
        return [
            _turned(word, upright)
            for turn, word in found
            if turn == upright
            and edges[0] <= word[1] + word[3] <= edges[2]
            and edges[1] <= word[2] + word[4] <= edges[3]
        ]

    def _edges(self, page: Any) -> tuple[float, float, float, float]:
        """Twice the page's edges, in hundredths of a point; what is written beyond them nobody sees."""
        if not self.c.FPDF_GetPageBoundingBox(page, self.box_at):
            return -_FAR, -_FAR, _FAR, _FAR
        box = self.box
        return 200 * box.left, 200 * box.bottom, 200 * box.right, 200 * box.top

    def _letters(self, text: Any, size: int) -> Iterator[tuple[int, int, str]]:
        """Words by where their letters are: as PDFium parts them, by blanks."""
        units = (ctypes.c_ushort * (size + 1))()
        got = self.c.FPDFText_GetText(text, 0, size, units) - 1
        whole = bytes(units)[: 2 * max(got, 0)].decode("utf-16-le", errors="replace")
        if len(whole) != size:  # letters of two units, or some that are left out
            whole = "".join(map(_letter, (self.c.FPDFText_GetUnicode(text, at) for at in range(size))))
        for match in _WORDS.finditer(whole):
            yield match.start(), match.end(), match[0].replace("\x02", "-")

    def _see(self, text: Any, start: int, end: int, letters: str, found: list[tuple[int, Word]]) -> None:
        """A word as its quarter of a turn and ``[letters, left, bottom, right, top, x, y]``; several if it runs on."""
        c, box, box_at = self.c, self.box, self.box_at
        if not c.FPDFText_GetLooseCharBox(text, start, box_at):
            return
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if end - start > 1:
            c.FPDFText_GetLooseCharBox(text, end - 1, box_at)
            high = max(top - bottom, right - left, 0.1)
            left, bottom, right, top = (
                min(left, box.left), min(bottom, box.bottom), max(right, box.right), max(top, box.top),
            )  # fmt: skip
            wide, tall = right - left, top - bottom
            if min(tall, wide) > _RUN_ON * high or max(wide, tall) > _RUN_ON * high * (end - start):
                for at in range(start, end):
                    self._see(text, at, at + 1, letters[at - start], found)
                return
        if not (-_FAR < left <= right < _FAR and -_FAR < bottom <= top < _FAR):
            return
        turn = self._turn(text, start)
        if turn is None or not self._is_visible(text, start):
            return
        if c.FPDFText_HasUnicodeMapError(text, start) == 1:
            letters = "\ufffd" * len(letters)
        c.FPDFText_GetCharOrigin(text, start, self.x_at, self.y_at)
        x, y = self.x.value, self.y.value
        if -_FAR < x < _FAR and -_FAR < y < _FAR:
            found.append(
                (
                    turn,
                    [
                        letters,
                        int(left * 100),
                        int(bottom * 100),
                        int(right * 100),
                        int(top * 100),
                        int(x * 100),
                        int(y * 100),
                    ],
                )
            )

    def _turn(self, text: Any, at: int) -> int | None:
        """Quarters of a turn against the clock; None for what leans, such as COPY across a page."""
        angle = self.c.FPDFText_GetCharAngle(text, at)
        if not angle:
            return 0
        turns = -angle / _TURN  # PDFium counts with the clock
        return round(turns) % 4 if abs(turns - round(turns)) * _TURN < _STRAY else None

    def _is_visible(self, text: Any, at: int) -> bool:
        """Whether it is painted: what was recognised in a picture lies under it unseen, and may be wrong."""
        thing = self.c.FPDFText_GetTextObject(text, at)
        return not thing or self.c.FPDFTextObj_GetTextRenderMode(thing) != _INVISIBLE


def _as_bytes(password: str) -> list[bytes]:
    found = []
    for codec in ("utf-8", "latin-1", "gb18030"):
        try:
            found.append(password.encode(codec))
        except UnicodeEncodeError:
            continue
    return found


def _letter(unit: int) -> str:
    return chr(unit) if 0 < unit < 0xD800 or 0xDFFF < unit <= 0xFFFF else "\ufffd" if unit else "\0"


def _turned(word: Word, turn: int) -> Word:
    """A word as ``[letters, left, right, baseline, height]``, its line running to the right and its page down."""
    letters, x0, y0, x1, y1, x, y = word
    if not turn:
        return [letters, x0, x1, -y, y1 - y0]
    if turn == 1:
        return [letters, y0, y1, x, x1 - x0]
    return [letters, -x1, -x0, y, y1 - y0] if turn == 2 else [letters, -y1, -y0, -x, x1 - x0]


def bound(limits: dict[str, int]) -> None:
    """Let the system end this process where it takes more than it may."""
    try:
        import resource
    except ImportError:  # a system without such bounds
        return
    for name, most in (("RLIMIT_CPU", limits["seconds"]), ("RLIMIT_AS", limits["bytes"]), ("RLIMIT_CORE", 0)):
        kind = getattr(resource, name)
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (most, most))
        except (OSError, ValueError):
            continue


def answer(source: BinaryIO, out: BinaryIO) -> None:
    """Do what is asked on ``source``."""
    asked = json.loads(source.readline())
    bound(asked["limits"])
    data = source.read()
    try:
        engine = Engine()
        document = engine.opened(data, asked["passwords"])
        if asked["task"] == "unlock":
            plain = engine.plain(document)
            _say(out, {"end": 0})
            out.write(plain)
        elif asked["task"] == "try":
            _say(out, {"end": 0})
        else:
            count = 0
            for words, is_shown in engine.pages(document, asked["limits"]):
                count += 1
                _say(out, [words, is_shown])
            _say(out, {"end": count})
    except (ImportError, OSError):  # the library, or what it needs of the system
        _say(out, {"problem": "library"})
    except _Stop as problem:
        _say(out, {"problem": str(problem)})
    except MemoryError:
        _say(out, {"problem": "much"})
    out.flush()


def _say(out: BinaryIO, value: object) -> None:
    out.write(json.dumps(value, separators=(",", ":")).encode() + b"\n")


if __name__ == "__main__":
    with os.fdopen(0, "rb") as asked_of, os.fdopen(1, "wb") as told_to:
        answer(asked_of, told_to)
