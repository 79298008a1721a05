"""Amounts, days and texts as the standard writes them, read exactly or refused."""

from __future__ import annotations

import re
from datetime import date, time, timedelta, timezone
from functools import lru_cache

from wallet_cli.domain.currency import Currency, currency
from wallet_cli.domain.files.machine import machine_date, machine_money
from wallet_cli.domain.files.statement import TEXT_LIMIT
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import visible
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.formats.camt.parser import CURRENCY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

IN, OUT = "CRDT", "DBIT"
"""Directions: into the owner's account, and out of it."""

NO_REFERENCE = frozenset({"NOTPROVIDED", "NOT PROVIDED", "NOTAVAILABLE", "NONREF", "NOREF", "NONE"})
"""What banks write where there is no reference."""

_CLOCK = re.compile(r"[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]*)?)?(?:([Zz])|([+-])([0-9]{2}):?([0-9]{2}))?")
_DAY_CHARACTERS = 10
_DIGITS_SURE = 15


@lru_cache(maxsize=256)
def unit_of(code: str) -> Currency:
    """The currency of a code. UsageProblem("unknown-currency")."""
    return currency(code)


def money(text: str, unit: Currency, direction: str = IN) -> Money:
    """The owner's view of an amount: its mark is a point, its sign is its direction's alone.

    BadFile("row-amount-unreadable", "row-amount-too-fine", "row-direction-unknown"), Refused("amount-too-large").
    """
    whole, _, fraction = text.partition(".")
    digits = whole + (fraction or "0" * unit.scale)
    is_plain = whole.isdigit() and digits.isdigit() and digits.isascii() and len(fraction) in (0, unit.scale)
    if is_plain and len(digits) <= _DIGITS_SURE and direction in (IN, OUT):
        return Money(int(digits) if direction == IN else -int(digits), unit)
    if direction not in (IN, OUT):
        raise BadFile("row-direction-unknown", word=direction[:20])
    # a comma, a second sign: the standard knows neither, and each could mean two things
    if "," in text or text.lstrip()[:1] in ("-", "\u2212"):
        raise BadFile("row-amount-unreadable", amount=text[:40])
    read = machine_money(text, unit, ".")
    return read if direction == IN else -read


def amount(fields: Mapping[str, str], key: str, direction: str, fallback: Currency | None) -> Money | None:
    """The amount under ``key`` in its own currency, None if there is none; raises as ``money``, or without one."""
    text = fields.get(key)
    if text is None:
        return None
    code = fields.get(key + CURRENCY)
    unit = unit_of(code) if code else fallback
    if unit is None:
        raise BadFile("row-without-currency")
    return money(text, unit, direction)


def amount_or_none(fields: Mapping[str, str], key: str, direction: str) -> Money | None:
    """An amount that no row is worth losing for."""
    try:
        return amount(fields, key, direction, None)
    except WalletError:
        return None


@lru_cache(maxsize=1024)
def day(text: str) -> date:
    """The day of a date, or of a date and time, by the bank's own clock; raises as ``machine_date``."""
    head, rest = text[:_DAY_CHARACTERS], text[_DAY_CHARACTERS:]
    return machine_date(head if rest[:1] in ("Z", "z", "+", "-") else text)


def day_or_none(text: str | None) -> date | None:
    """A day that no row is worth losing for."""
    try:
        return day(text) if text else None
    except BadFile:
        return None


def clock(text: str) -> time | None:
    """The time of day of a date and time, with its offset; None where there is none, or midnight fills its place."""
    found = _CLOCK.fullmatch(text, _DAY_CHARACTERS)
    if not found or not any(map(int, (found[1], found[2], found[3] or 0))):
        return None
    hours, minutes = int(found[6] or 0), int(found[7] or 0)
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if found[5] == "-" else 1)
    try:
        zone = timezone(offset) if found[4] or found[5] else None
        return time(int(found[1]), int(found[2]), int(found[3] or 0), tzinfo=zone)
    except ValueError:
        return None


def short(text: str) -> str:
    """A text that isn't worth refusing a row for: its beginning, harmless."""
    if text.isascii() and text.isprintable() and len(text) <= TEXT_LIMIT:
        return text
    return visible(text[:TEXT_LIMIT]).strip()[:TEXT_LIMIT]


def reference(text: str | None) -> str:
    """A reference, "" where the bank writes that there is none."""
    return short(text) if text and text.upper() not in NO_REFERENCE else ""
