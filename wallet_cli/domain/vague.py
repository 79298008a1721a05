"""Amounts that say only about how much: ``5块多``, ``20块左右``, ``一百来块``, ``几十块``, ``大概50``, ``about 50``.

In comes one word, out goes whether it begins so. Books are exact: such a word is refused, never cut down to the number
in it.
"""

from __future__ import annotations

from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.numerals import counts, is_amount
from wallet_cli.domain.text import narrow

_DIGITS = "0123456789"
_BEFORE = ("大概", "大约", "约莫", "差不多", "估计", "将近", "接近", "约", "近", "~", "≈")
WORDS_BEFORE = (*_BEFORE, "about", "around", "approx", "approximately", "circa", "ca", "ca.", "roughly", "almost")
_BEHIND = ("左右", "上下", "出头", "开外", "不到", "以上", "以内", "不止", "多")
WORDS_BEHIND = (*_BEHIND, "ish")
"""What says so by itself, in front of an amount and behind one."""
_INSIDE = "多来余几"
_UNITS = "块塊元圆圓毛角"
_MULTIPLIERS = "十百千万亿"


def is_about(text: str) -> bool:
    """Whether a word begins with about an amount: ``5块多``, ``一百来块午饭``, ``约20元``; not ``多多买菜``."""
    word = narrow(text).replace(" ", "")
    before = next((each for each in _BEFORE if word.startswith(each)), "")
    if before:
        rest = word[len(before) :]
        return rest[:1] in tuple(_DIGITS) or is_amount(rest) or _is_of_money(rest)
    if word.isascii():
        return word.casefold().endswith("ish") and word[:1] in tuple(_DIGITS)
    at = 1 if currency_of_word(word[:1]) else 0
    start = at
    at = _behind(word, at)
    number, inside = word[start:at], word[at : at + 1] if word[at : at + 1] in tuple(_INSIDE) else ""
    if not number and inside != "几":
        return False
    if inside:
        return _is_inside(word, number, inside, at + 1)
    unit = at + (word[at : at + 1] in tuple(_UNITS))
    unit += 1 if unit > at and word[unit : unit + 1] == "钱" else 0
    is_counted = number[0] in _DIGITS or unit > at or len(number) > 1
    return is_counted and word[unit:].startswith(_BEHIND)


def _is_of_money(word: str) -> bool:
    """Whether a number and its unit are in front: 百元."""
    at = _behind(word, 0)
    return at > 0 and word[at : at + 1] in tuple(_UNITS)


def _behind(word: str, at: int) -> int:
    while at < len(word) and (counts(word[at]) or word[at] in ".,"):
        at += 1
    return at


def _is_inside(word: str, number: str, inside: str, at: int) -> bool:
    """Whether a number with 多, 来 or 几 behind it is one of money: 一百来块, 几十, 100多; 来 alone begins names."""
    end = at
    while word[end : end + 1] in tuple(_MULTIPLIERS):
        end += 1
    if word[end : end + 1] in tuple(_UNITS) or (end == len(word) and (bool(number) or end > at)):
        return True
    return inside == "多" and number[:1] in tuple(_DIGITS)
