"""Amounts and dates as programs write them into files: read exactly or refused, never guessed.

An amount's single ``.`` or ``,`` is its decimal mark, unless exactly three digits follow it and one to three in
front: ``1,500`` may be 1.5 or 1500. The other amounts of the file decide (``shown_mark``); where they don't, a currency
with three decimals or more keeps the decimal reading, which is the standard's, and any other is refused. Marks that
repeat, or the earlier of two kinds, are grouping.
"""

from __future__ import annotations

import re
from datetime import date

from wallet_cli.domain.money import Money
from wallet_cli.errors import BadFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallet_cli.domain.currency import Currency

_SIGNED = re.compile(r"([+\-\u2212]?)\s*([0-9][0-9.,'\u2019 \u00a0\u202f]*|[.,][0-9]+)")
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:([.,'\u2019 \u00a0\u202f])[0-9]{3}(?:\1[0-9]{3})*)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}|[0-9]*"
)
"""Thousands apart, or as in India: behind the last thousand two digits a group, ``12,34,567``."""
_DATE = re.compile(r"([0-9]{4})(?:([0-9]{2})([0-9]{2})|([-/.])([0-9]{1,2})\4([0-9]{1,2}))(?![-/.])(.*)", re.DOTALL)
_TWO_READINGS = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_THOUSANDS = 3
_DIGITS_LIMIT = 40


def shown_mark(amounts: Iterable[str]) -> str:
    """The decimal mark that amounts of one file show, ``.`` or ``,``; "" where none shows it, or they contradict.

    ``12,50``, ``0,500`` and ``1.500,00`` show a comma, and so does ``1.500.000``, by its grouping.
    """
    shown = {mark for text in amounts if (mark := _own_mark(text))}
    return shown.pop() if len(shown) == 1 else ""


def _own_mark(text: str) -> str:
    """The decimal mark that this amount alone shows, "" if it has none or could be read with either."""
    match = _SIGNED.fullmatch(text.strip())
    body = match[2].rstrip() if match else ""
    at = max(body.rfind("."), body.rfind(","))
    if at < 0 or _TWO_READINGS.fullmatch(body):
        return ""
    mark, other = (".", ",") if body[at] == "." else (",", ".")
    if body.count(mark) == 1:
        return mark if _GROUPED.fullmatch(body[:at]) and re.fullmatch("[0-9]*", body[at + 1 :]) else ""
    return other if _GROUPED.fullmatch(body) else ""


def machine_money(text: str, currency: Currency, decimal: str = "") -> Money:
    """The amount written in ``text``; ``decimal`` is the file's decimal mark, "" where nothing shows it.

    BadFile("row-amount-unreadable"), ("row-amount-ambiguous") where two readings remain, ("row-amount-too-fine") if it
    has more decimals than ``currency``; Refused("amount-too-large") beyond 64 bits.
    """
    match = _SIGNED.fullmatch(text.strip())
    body = match[2].rstrip() if match else ""
    mark = max(body.rfind("."), body.rfind(","))
    whole, fraction = body, ""
    either = _TWO_READINGS.fullmatch(body)
    if either and not decimal and currency.scale < _THOUSANDS:
        one, other = body.replace(either[1], "."), body.replace(either[1], "")
        raise BadFile("row-amount-ambiguous", amount=text.strip(), one=one, other=other)
    if mark >= 0 and body.count(body[mark]) == 1 and not (either and decimal and either[1] != decimal):
        whole, fraction = body[:mark], body[mark + 1 :]
    digits = re.sub(r"[^0-9]", "", whole)
    readable = match and len(digits) + len(fraction) <= _DIGITS_LIMIT and not re.search(r"[^0-9]", fraction)
    if match is None or not readable or not _GROUPED.fullmatch(whole):
        raise BadFile("row-amount-unreadable", amount=text.strip()[:_DIGITS_LIMIT])
    fraction = fraction.rstrip("0")
    if len(fraction) > currency.scale:
        raise BadFile("row-amount-too-fine", amount=text.strip(), currency=currency.code, scale=currency.scale)
    minor = int(digits + fraction.ljust(currency.scale, "0") or "0")
    return Money(-minor if match[1] in ("-", "\u2212") else minor, currency)


def machine_date(text: str) -> date:
    """The day that ``YYYYMMDD`` or ``YYYY-MM-DD`` names, by the bank's own clock: time and zone are not applied.

    BadFile("row-date-impossible") for days that don't exist, ("row-date-unreadable") for anything else, also for years
    outside 1900-2199.
    """
    match = _DATE.fullmatch(text.strip()[:60])
    if match:
        rest = match[7]
        year, month, day = int(match[1]), int(match[2] or match[5]), int(match[3] or match[6])
        is_time = not rest or rest[0] in "Tt :[" or (match[2] and re.match(r"[0-9]{2}", rest))
        if is_time and 1900 <= year <= 2199:
            try:
                return date(year, month, day)
            except ValueError:
                raise BadFile("row-date-impossible", date=text.strip()[:60]) from None
    raise BadFile("row-date-unreadable", date=text.strip()[:60])
