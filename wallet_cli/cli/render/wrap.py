"""Prose in the width of a terminal: lines break at blanks, and between the characters of scripts that know none.

In comes one line, out go lines of at most that many cells; no word is cut, nor a Chinese one that ``chinese`` has;
one that is longer stays whole. A line that fits goes out as it came, with its runs of blanks. A command line between
two ``EDGE`` is one word: a terminal breaks it where it must, and what is copied from there is whole. What is short and
in quotes is one word, too: it is to be typed, or a name.
"""

from __future__ import annotations

from wallet_cli.domain.text import width
from wallet_cli.words.spelling import EDGE, bare

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = "，。；：！？"
"""Behind these Chinese goes on in another line more readily than elsewhere."""
OPENING = "（“‘《【「"
QUOTED_CELLS = 24
"""What is in quotes isn't broken, up to this width with them."""
_QUOTES = {'"': '"', "“": "”"}
DOT = "·"
"""It parts two things in a line, and neither begins nor ends one."""
_OWED = ("owed", "in credit", "owes you", "you owe")
"""Which way an amount is owed, behind it."""
_OWED_FIRST, _OWED_REST = ("in", "owes", "you"), ("credit", "you", "owe")
_OWED_CHINESE = ("欠款", "多还", "对方欠你", "你欠对方")
"""The same in front of it."""
_NUMERALS = "一二两三四五六七八九十百千几"
_WIDE_FROM = "\u2e80"


def wrapped(text: str, cells: int, indent: int = 0) -> list[str]:
    """``text`` as lines of at most ``cells``; those after the first are indented by ``indent`` blanks."""
    if width(bare(text)) <= cells:
        return [bare(text)]
    lines, line = [], ""
    for piece in pieces(text, dots=True):
        if line.strip() and width((line + piece).rstrip()) > cells:
            at = _behind_mark(line, piece, cells)
            lines.append(line[:at].rstrip())
            line = " " * indent + line[at:]
        line += piece
    return [*lines, line.rstrip()]


def continued(line: str, cells: int, indent: int) -> list[str]:
    """A command line as several of at most ``cells``, each but the last with a backslash at its end, so that what is
    copied is run as one; those after the first are indented. One that fits stays as it is; no word is cut.
    """
    if width(line) <= cells:
        return [line]
    from re import findall

    first, *words = parts = findall(r"""(?:'[^']*'|"[^"]*"|[^\s'"])+""", line)
    if " ".join(parts) != line:
        return [line]  # a quote without its other half
    lines = [first]
    for word in words:
        if width(f"{lines[-1]} {word} \\") > cells:
            lines[-1] += " \\"
            lines.append(" " * indent + word)
        else:
            lines[-1] += f" {word}"
    return lines


def _behind_mark(line: str, piece: str, cells: int) -> int:
    """Where a line is broken that goes on with ``piece``: where Chinese would be broken inside of a word, behind the
    last mark, if that leaves half of the line; else at its end.
    """
    if line[-1] not in MARKS and line[-1] >= _WIDE_FROM and _is_ideograph(piece[0]):
        at = max(line.rfind(mark) for mark in MARKS) + 1
        if at and width(line[:at]) * 2 >= cells:
            return at
    return len(line)


def pieces(text: str, *, dots: bool = False) -> Iterator[str]:
    """What may not be broken, each with the blanks behind it; with ``dots`` a ``·`` stays with what is beside it."""
    plain, whole = _without_edges(text)
    whole |= _inside_quotes(plain)
    whole |= _behind_blanks(plain, whole, dots=dots)
    if not plain.isascii():
        whole |= _inside_words(plain) | _counting(plain)
    start = 0
    for at in range(1, len(plain)):
        if at not in whole and _may_break(plain[at - 1], plain[at]):
            yield plain[start:at]
            start = at
    yield plain[start:]


def _without_edges(text: str) -> tuple[str, set[int]]:
    """The text alone, and where it may not be broken: inside its command lines."""
    plain, whole = "", set[int]()
    for number, part in enumerate(text.split(EDGE)):
        if number % 2:
            whole.update(range(len(plain) + 1, len(plain) + len(part)))
        plain += part
    return plain, whole


def _inside_quotes(plain: str) -> set[int]:
    """The places inside of short quotations: an inch mark, ``5"``, opens none."""
    found, at = set[int](), 0
    while at < len(plain):
        closing = _QUOTES.get(plain[at], "")
        end = plain.find(closing, at + 1) if closing and not (at and plain[at - 1].isalnum() and closing == '"') else -1
        if end > 0 and width(plain[at : end + 1]) <= QUOTED_CELLS:
            found.update(range(at + 1, end + 1))
            at = end
        at += 1
    return found


def _behind_blanks(plain: str, whole: set[int], *, dots: bool) -> set[int]:
    """The places behind blanks inside of what is read as one: a number and what it counts, ``8 operations`` and
    ``21 笔``; an amount, its currency, and which way it is owed, ``12.50 USD`` and ``€310.40 owed``. What begins inside
    of ``whole`` has its own end.
    """
    found, start = set[int](), 0
    at = plain.find(" ")
    while at >= 0:
        before, after = plain[start:at], plain[at + 1 : at + 2]
        if before and start not in whole and after not in ("", " ") and _is_one(plain, before, at + 1, dots=dots):
            found.add(at + 1)
        start = at + 1
        at = plain.find(" ", start)
    return found


def _is_one(plain: str, before: str, at: int, *, dots: bool) -> bool:
    """Whether the word ``before`` a blank goes with what comes behind it, ``at``."""
    after = plain[at]
    if dots and (before == DOT or plain[at : at + 2] in (DOT, f"{DOT} ")):
        return True
    if before[-1].isdecimal():
        is_count = before.isdecimal() and after.isalpha()
        return is_count or _is_ideograph(after) or _is_code(plain[at : at + 4]) or plain.startswith(_OWED, at)
    if before in _OWED_FIRST:
        return plain.startswith(_OWED_REST, at)
    first = plain[at + 1 : at + 2] if after in "-+" else after
    has_amount = bool(first) and (first.isdecimal() or not (first.isalnum() or first.isascii()) or first in "$")
    return has_amount and (_is_code(before) or before.endswith(_OWED_CHINESE))


def _is_code(text: str) -> bool:
    """Whether it begins with the code of a currency, which ends there or before a mark."""
    return len(text) > 2 and text[:3].isascii() and text[:3].isupper() and not text[3:].isalnum()


def _counting(plain: str) -> set[int]:
    """The places between a number and the Chinese word that says what it counts, ``21笔``, ``八步``."""
    found = set[int]()
    for at in range(1, len(plain)):
        if plain[at] >= _WIDE_FROM and (plain[at - 1].isdecimal() or plain[at - 1] in _NUMERALS):
            found.add(at)
    return found


def _inside_words(plain: str) -> set[int]:
    """The places inside of Chinese words, between which there is no blank: the longest known word counts."""
    from wallet_cli.cli.render.chinese import LONGEST, WORDS

    found, at = set[int](), 0
    while at < len(plain):
        if plain[at] < _WIDE_FROM:
            at += 1
            continue
        size = next((size for size in range(LONGEST, 1, -1) if plain[at : at + size] in WORDS), 1)
        found.update(range(at + 1, at + size))
        at += size
    return found


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    if before in OPENING or (before < _WIDE_FROM and not before.isalnum()):
        return False  # a sigil stays with its name
    return _is_ideograph(after) or (before >= _WIDE_FROM and (after.isalnum() or after in OPENING))


def _is_ideograph(char: str) -> bool:
    """A character of its own cell pair that may begin a line: no closing mark may."""
    return char >= _WIDE_FROM and char.isalpha()
