"""The words of a page as its lines, and a line as the pieces that wide gaps part."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallet_cli.formats.packed.pdf import Word

WIDE_PERCENT = 50
"""A gap of more than so much of a word's height parts pieces; blanks between words are narrower."""
_SAME_LINE_PERCENT = 30
_JOINED_PERCENT = 10
_IDEOGRAPHS = "\u2e80"


class Line(NamedTuple):
    """What is written on one height: ``words`` from left to right, ``base`` down from the page's top."""

    base: int
    high: int
    words: list[Word]

    @property
    def text(self) -> str:
        """The line as one text."""
        return joined(self.words)


class Piece(NamedTuple):
    """Words of a line without a wide gap between them."""

    text: str
    left: int
    right: int


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines of a page, from its top."""
    found: list[Line] = []
    held: list[Word] = []
    base = high = 0
    for word in sorted(words, key=lambda word: word.base):
        if held and (word.base - base) * 100 > _SAME_LINE_PERCENT * min(high, word.high or high):
            found.append(_line(held))
            held = []
        if not held:
            base, high = word.base, word.high
        held.append(word)
    if held:
        found.append(_line(held))
    return found


def _line(words: list[Word]) -> Line:
    words.sort(key=lambda word: word.left)
    return Line(words[0].base, max([word.high for word in words]), words)


def joined(words: Sequence[Word]) -> str:
    """Words as a text; those that touch are one."""
    if len(words) == 1:
        return words[0].text
    text, edge = "", 0
    for word in words:
        touches = (word.left - edge) * 100 < _JOINED_PERCENT * word.high
        text += word.text if not text or touches else f" {word.text}"
        edge = word.right
    return text


def pieces(line: Line, percent: int = WIDE_PERCENT) -> list[Piece]:
    """The line, parted at gaps of more than ``percent`` of its height."""
    words = line.words
    found: list[Piece] = []
    start, edge, room = 0, words[0].right, percent * line.high // 100
    for at in range(1, len(words)):
        word = words[at]
        if word.left - edge > room:
            found.append(Piece(joined(words[start:at]), words[start].left, edge))
            start, edge = at, word.right
        elif word.right > edge:
            edge = word.right
    found.append(Piece(joined(words[start:]), words[start].left, edge))
    return found


def continued(text: str, more: str) -> str:
    """A text and what follows it on the next line: without a blank between characters of Chinese or Japanese."""
    if not text or not more:
        return text or more
    is_close = (text[-1] >= _IDEOGRAPHS and more[0] >= _IDEOGRAPHS) or text[-1] in "-/"
    return text + more if is_close else f"{text} {more}"
