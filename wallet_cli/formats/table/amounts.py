"""Amounts as cells: sign, currency, digits, and what else banks write into them, taken apart; then exact money.

Which of ``.`` and ``,`` is the decimal mark, the column as a whole says (``Marks``), never a cell alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

from wallet_cli.domain.currency import Currency, currency_of_word
from wallet_cli.domain.files.machine import machine_money, shown_mark
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import narrow
from wallet_cli.errors import BadFile
from wallet_cli.named_tuple import NamedTuple, unchecked

_LIMIT = 80
_GROUP, _GROUPS = 3, 5
_OTHER = {",": ".", ".": ","}
CENTS = 2
"""Decimals of nearly all currencies."""
_EITHER_MARK, _TWO_DECIMALS, _SHORT = (".", ","), 3, 19
_THOUSANDS = range(len("1.234,50"), len("123.456,78") + 1)
"""Characters of amounts with decimals and one group."""
_NUMBER = r"(\d[\d.,'\u2019 \u00a0\u202f]{0,38}|[.,]\d{1,20})"
_WORD = r"([^\s\d.,+\-\u2212()'\"\u2019]{1,12})"
_CELL = re.compile(
    rf"(\()?\s*([+\-\u2212])?\s*{_WORD}?\s*([+\-\u2212])?\s*{_NUMBER}\s*([+\-\u2212])?\s*{_WORD}?\s*"
    r"(\))?\s*([(\uff08][^()]{0,40}[)\uff09])?"
)
_WHOLE = re.compile(r"(\d[.,])[-\u2010-\u2015\u2212]{1,2}(?![\d.,])")
"""A dash in the place of the cents, which says that there are none; not a sign."""
_PLAIN = re.compile(r"([+-]?)(\d{1,15})(?:([.,])(\d{1,2}))?")
_USUAL = re.compile(r"([+-]?)(\d{1,15}(?:[.,]\d{1,2})?|\d{1,3}(?:[.,]\d{3}){1,5}[.,]\d\d)").fullmatch
_EITHER = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_MARKS_OF_SIDE = {"cr": 1, "c": 1, "h": 1, "dr": -1, "db": -1, "d": -1, "s": -1}
NOTHING = frozenset({"", "-", "--", "/", "n/a", "nan", "null", "none", "\u2014", "\u2013"})
"""What a cell without anything in it looks like."""


class Taken(NamedTuple):
    """An amount's cell: ``sign`` -1, 1 where one is written, else 0; ``side`` the same, said by a word (CR, DR).

    ``body`` the digits with their marks, ``word`` what means a currency, ``note`` what is in brackets behind.
    """

    sign: int
    body: str
    word: str = ""
    side: int = 0
    note: str = ""

    @property
    def is_zero(self) -> bool:
        """Whether no digit counts for anything."""
        return not self.body.strip("0.,'\u2019 \u00a0\u202f")


def taken(text: str) -> Taken | None:
    """The parts of an amount's cell; None if it isn't one."""
    match = _USUAL(text)
    if match is not None:
        sign, body = match.groups()
        return unchecked(Taken, (_SIGNS[sign], body, "", 0, ""))
    text = text.strip() if text.isascii() else narrow(text).strip()
    if not text or len(text) > _LIMIT:
        return None
    match = _CELL.fullmatch(_WHOLE.sub(r"\g<1>00", text))
    if match is None or bool(match[1]) != bool(match[8]):
        return None
    signs = [sign for sign in (match[2], match[4], match[6]) if sign]
    if len(signs) > 1 or (signs and match[1]):
        return None
    sign = -1 if match[1] else (0 if not signs else 1 if signs[0] == "+" else -1)
    before, after, side = match[3] or "", match[7] or "", 0
    if (after.casefold() in _MARKS_OF_SIDE) and not (before == "" and len(after) > 2):  # two letters
        side, after = _MARKS_OF_SIDE[after.casefold()], ""
    if before and after and before != after:
        return None
    return Taken(sign, match[5].rstrip(), before or after, side, match[9] or "")


_SIGNS = {"": 0, "+": 1, "-": -1}


class Marks:
    """The decimal mark that the amounts of a file show."""

    def __init__(self) -> None:
        self.shown: set[str] = set()
        self.example = ""

    def see(self, body: str) -> None:
        """Another amount's digits with their marks."""
        mark = body[-3:-2]
        if (mark in self.shown and body.count(mark) == 1) or body.isdigit():
            return
        if mark in _EITHER_MARK and body.count(mark) == 1:
            self.shown.add(mark)
        elif _EITHER.fullmatch(body):
            self.example = self.example or body
        elif mark := shown_mark((body,)):
            self.shown.add(mark)

    @property
    def mark(self) -> str:
        """``.`` or ``,``; "" where none is shown, or both."""
        return next(iter(self.shown)) if len(self.shown) == 1 else ""

    @property
    def is_open(self) -> bool:
        """Whether an amount has two readings, and none of the file shows which."""
        return bool(self.example) and not self.shown


def magnitude(body: str, unit: Currency, mark: str) -> int:
    """The minor units of digits without a sign; raises as ``machine_money``."""
    scale = unit.scale
    if scale >= CENTS and (hundredths := cents(body, mark)) >= 0:
        more: int = 10 ** (scale - CENTS)
        return hundredths * more
    found = _PLAIN.fullmatch(body)
    if found and (not found[4] or len(found[4]) <= unit.scale):
        return int(found[2] + (found[4] or "").ljust(unit.scale, "0"))
    whole, shown, fraction = body.rpartition(mark) if mark else ("", "", "")
    if shown and fraction.isdigit() and len(fraction) <= min(unit.scale, 2) and body.isascii():
        first, *groups = whole.split("," if mark == "." else ".")
        if first.isdigit() and len(first) <= _GROUP and len(groups) <= _GROUPS and all(map(_is_group, groups)):
            return int(first + "".join(groups) + fraction.ljust(unit.scale, "0"))
    return machine_money(body, unit, mark).minor


@lru_cache(maxsize=64)  # each is asked for twice or more, by one row
def cents(body: str, mark: str) -> int:
    """The hundredths of digits with two decimals, as nearly all have them; -1 for any others."""
    shown, size = body[-3:-2], len(body)
    if shown in _EITHER_MARK and _TWO_DECIMALS < size < _SHORT and body.isascii():
        if shown == mark and body[-7:-6] == _OTHER[mark]:
            digits = body[-10:-7] + body[-6:-3] + body[-2:] if size in _THOUSANDS else ""
        else:
            digits = body[:-3] + body[-2:]
        if digits.isdigit():
            return int(digits)
    return -1


def _is_group(text: str) -> bool:
    return len(text) == _GROUP and text.isdigit()


def money(body: str, sign: int, unit: Currency, mark: str) -> Money:
    """Exact money; raises as ``machine_money``."""
    if unit.scale == CENTS and (hundredths := cents(body, mark)) >= 0:
        return Money(sign * hundredths, unit)
    return Money(sign * magnitude(body, unit, mark), unit)


def unit_of(word: str, usual: Currency | None) -> str:
    """The code that an amount's own word means, the usual currency's where that is among its meanings.

    "" without a word, or with one of several meanings that nothing decides; BadFile("row-currency-unknown").
    """
    if not word:
        return ""
    found = currency_of_word(word)
    if not found:
        raise BadFile("row-currency-unknown", word=word[:20])
    if usual is not None and usual.code in found:
        return usual.code
    return found[0] if len(found) == 1 or usual is not None else ""
