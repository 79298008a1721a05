"""Amounts and dates as programs write them into files: read exactly or refused, never guessed.

An amount's single ``.`` or ``,`` is its decimal mark, whatever stands behind it: ``1,234`` is 1.234 and too fine for
euros, because one reading too many would be off by a thousand. Marks that repeat, or the earlier of two kinds, are
grouping.
"""

import re
from datetime import date

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.money import Money
from wallet_cli.errors import BadFile

_SIGNED = re.compile(r"([+\-\u2212]?)\s*([0-9][0-9.,'\u2019 \u00a0\u202f]*|[.,][0-9]+)")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,'\u2019 \u00a0\u202f])[0-9]{3}(?:\1[0-9]{3})*)?|[0-9]*")
_DATE = re.compile(r"([0-9]{4})(?:([0-9]{2})([0-9]{2})|([-/.])([0-9]{1,2})\4([0-9]{1,2}))(?![-/.])(.*)", re.DOTALL)
_DIGITS_LIMIT = 40


def machine_money(text: str, currency: Currency) -> Money:
    """The amount written in ``text``.

    BadFile("row-amount-unreadable"), or ("row-amount-too-fine") if it has more decimals than ``currency``.
    """
    match = _SIGNED.fullmatch(text.strip())
    body = match[2].rstrip() if match else ""
    mark = max(body.rfind("."), body.rfind(","))
    whole, fraction = body, ""
    if mark >= 0 and body.count(body[mark]) == 1:
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

    BadFile("row-date-unreadable") for anything else, days that don't exist and years outside 1900-2199.
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
                pass
    raise BadFile("row-date-unreadable", date=text.strip()[:60])
