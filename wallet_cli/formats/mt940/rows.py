"""One booking, ``:61:`` with its ``:86:``, as a ``Row``. WalletErrors say why it can't be used.

The standard writes the decimal mark as a comma. The year of the booking day isn't written: it is the one in which that
day is nearest to the value day. Banks that count 30 days a month write 30 February: the month's last day is meant, and
the row keeps what was written.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from wallet_cli.domain.currency import Currency, currency
from wallet_cli.domain.files.machine import machine_money
from wallet_cli.domain.files.statement import MEMO_LIMIT, TEXT_LIMIT, Row
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import clean
from wallet_cli.errors import BadFile, WalletError
from wallet_cli.formats.base import TEXT_CHARS
from wallet_cli.formats.mt940.texts import Said, free, is_iban, structured, unwrapped
from wallet_cli.named_tuple import unchecked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    Place = tuple[int, int, int, int, int, bool]

DECIMAL = ","
_BOOKING = re.compile(
    r"\s*(?P<value>\d{6})(?:(?P<entry>\d{4})(?!,)|[ ]{4})?\s*(?P<mark>R[CD]|E[CD]|[CD])(?P<funds>[A-Z])?\s*"
    r"(?P<amount>\d[\d.,]*)\s*(?P<type>[A-Z][A-Z0-9]{3})?(?P<reference>.*)",
)
_EXACT = re.compile(r"(\d{1,15}),(\d\d)?")
_PLAIN = re.compile(r"\d{6}(?:\d{4})?([CD])[A-Z]?(\d{1,15}),(\d\d)[A-Z]")
_SUBFIELD = re.compile(r"/(OCMT|CHGS)/([A-Z]{3})([0-9][0-9.,]*)")
_NON_SWIFT = re.compile(r"(\d\d)(.*)")
# rows are filled by position: by name it would take as long as all that is read of one
_UNSAID: list[Any] = [0, None, None, *(Row._field_defaults[name] for name in Row._fields[3:])]
_FILLED, _OTHER, _ORDER, _CHARGES = map(Row._fields.index, ("time", "other_account", "order_id", "charges"))
_CENTURY = 80  # of two digits: from here on they are of the 1900s
_FEBRUARY = 2
_SCALE = 2
_HALF = " \ufffd"  # what is left of a letter of two bytes
_NO_REFERENCE = frozenset({"", "NONREF", "KREF+"})


def day_of(text: str) -> tuple[date, bool]:
    """The day of YYMMDD, and whether the last one of February is meant by a later one.

    BadFile("row-date-impossible").
    """
    year = int(text[:2])
    year += 1900 if year >= _CENTURY else 2000
    return _day(year, text[2:], text)


def _day(year: int, month_and_day: str, text: str) -> tuple[date, bool]:
    month, day = int(month_and_day[:2]), int(month_and_day[2:])
    try:
        return date(year, month, day), False
    except ValueError:
        if month == _FEBRUARY and day in (29, 30):
            return date(year, 3, 1) - timedelta(days=1), True
        raise BadFile("row-date-impossible", date=text[:60]) from None


def _nearest(value: date, entry: str) -> tuple[date, bool]:
    """The booking day MMDD in the year that brings it nearest to the value day."""
    month = int(entry[:2])
    year = value.year + (1 if month - value.month < -6 else -1 if month - value.month > 6 else 0)
    return _day(year, entry, entry)


def non_swift(text: str) -> dict[str, str]:
    """The lines of ``:NS:`` by their two digits, several of one joined."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        match = _NON_SWIFT.fullmatch(line)
        if match and match[2].strip():
            found[match[1]] = f"{found.get(match[1], '')} {match[2].strip()}".strip()
    return found


class Rows:
    """Reads the bookings of one statement; ``unit`` its currency, or the word it used for one that nobody knows."""

    def __init__(self, text: str, unit: Currency | str | None, is_interim: bool) -> None:
        self._text, self._unit, self.is_interim = text, unit, is_interim
        self._days: dict[str, tuple[date, bool]] = {}

    def newest_first(self, places: Sequence[Place]) -> bool | None:
        """Whether the value days go down, None where they do both or neither."""
        days = [self._text[place[0] : place[0] + 6] for place in places]
        rises = any(a < b for a, b in pairwise(days))
        falls = any(a > b for a, b in pairwise(days))
        return falls if rises != falls else None

    def minor(self, place: Place) -> int:
        """What the booking moves.

        BadFile("booking-unreadable"), ("row-cut-off"), ("row-too-long") and what ``machine_money`` raises.
        """
        plain = _PLAIN.match(self._text, place[0])
        if plain and isinstance(self._unit, Currency) and self._unit.scale == _SCALE:
            return int(plain[2] + plain[3]) * (-1 if plain[1] == "D" else 1)
        return self._amount(self._booking(place)[0]).minor

    def _booking(self, place: Place) -> tuple[re.Match[str], str]:
        """The subfields, and the details on further lines; banks that wrap the first line are met halfway.

        BadFile("booking-unreadable"), ("row-cut-off"), ("row-too-long").
        """
        if max(place[1] - place[0], place[4] - place[3]) > TEXT_CHARS:
            raise BadFile("row-too-long", limit=TEXT_CHARS)
        lines = self._text[place[0] : place[1]].strip("\n").split("\n", 9)
        match = _BOOKING.fullmatch(lines[0])
        if match is None and len(lines) > 1:
            lines = [lines[0] + lines[1], *lines[2:]]
            match = _BOOKING.fullmatch(lines[0])
        if match is None:
            raise BadFile("booking-unreadable", text=clean(lines[0][:80], limit=TEXT_LIMIT))
        is_last = place[1] == len(self._text) and len(lines) == 1 and not self._text.endswith("\n")
        if is_last and not match["type"] and not match["reference"].strip(_HALF):  # more digits may have followed
            raise BadFile("row-cut-off")
        return match, unwrapped("\n".join(lines[1:])) if len(lines) > 1 else ""

    def _amount(self, match: re.Match[str]) -> Money:
        unit = self._unit
        if unit is None:
            raise BadFile("row-without-currency")
        if isinstance(unit, str):
            unit = currency(unit)
        text = match["amount"]
        exact = _EXACT.fullmatch(text) if unit.scale == _SCALE else None
        minor = int(exact[1] + (exact[2] or "00")) if exact else machine_money(text, unit, DECIMAL).minor
        return Money(-minor if match["mark"] in ("D", "RC", "ED") else minor, unit)

    def _day_of(self, text: str) -> tuple[date, bool]:
        if text not in self._days:
            self._days[text] = day_of(text)
        return self._days[text]

    def row(self, place: Place) -> Row:
        """The booking at ``place``."""
        match, details = self._booking(place)
        value_day, entry, mark, funds, _amount, kind, reference = match.groups()
        harmless = _is_harmless(self._text[place[0] : max(place[1], place[4])])
        tidy = str.strip if harmless else _clean
        amount = self._amount(match)
        value, moved = self._day_of(value_day)
        booked, entry_moved = value, moved
        if entry and entry != "0000" and entry != value_day[2:]:
            booked, entry_moved = _nearest(value, entry)
        payee, memo, word, other, other_bank, end_to_end, mandate, more = self._said(place)
        reference, _, bank_id = reference.strip().partition("//")
        extra: list[tuple[str, str]] = []
        if moved:
            extra.append(("value-date-as-delivered", value_day))
        if entry and entry_moved:
            extra.append(("booking-date-as-delivered", entry))
        if funds and funds != amount.currency.code[2]:  # usually it is the currency's third letter
            extra.append(("funds-code", funds))
        if mark in ("RC", "RD"):
            extra.append(("reversal", mark))
        reference = reference.strip()
        if is_iban(reference):
            other = other or reference
        elif reference not in _NO_REFERENCE:
            extra.append(("reference", tidy(reference)))
        if kind:
            extra.append(("type", kind))
        original = charges = None
        if details:
            original, charges = self._of_details(details, amount)
            details = _clean(details, MEMO_LIMIT)
            if details and details not in payee and details not in memo:
                extra.append(("details", details[:TEXT_LIMIT]))
        extra += more if harmless else [(name, _clean(text, MEMO_LIMIT)) for name, text in more]
        values = _UNSAID.copy()
        values[:_FILLED] = (
            *(place[2], booked, amount, tidy(payee), _clean(memo or ("" if payee else details), MEMO_LIMIT)),
            *(tidy(word), _reference(bank_id), value, original, self.is_interim or mark[0] == "E", tuple(extra)),
        )
        values[_OTHER:_ORDER] = tidy(other), tidy(other_bank), tidy(end_to_end), tidy(mandate)
        values[_CHARGES] = charges
        return unchecked(Row, values)

    def _said(self, place: Place) -> Said:
        if place[3] < 0:
            return Said()
        text = self._text[place[3] : place[4]].strip("\n")
        if not place[5]:
            return structured(text) or free(text)
        lines = non_swift(text)
        return Said(
            payee=" ".join(lines[code] for code in ("15", "16") if code in lines),
            memo=" ".join(lines[code] for code in sorted(lines) if code < "15"),
            kind=lines.get("17", ""),
            other_bank=lines.get("30", ""),
            other_account=lines.get("31", ""),
            extra=[(f"ns-{code}", lines[code]) for code in ("18", "19", "20") if code in lines],
        )

    def _of_details(self, details: str, amount: Money) -> tuple[Money | None, Money | None]:
        """The amount in the currency it was in before, and what the bank took; what can't be read is none."""
        found: dict[str, Money] = {}
        for name, code, text in _SUBFIELD.findall(details) if "/" in details else ():
            try:
                found[name] = machine_money(text, currency(code), DECIMAL)
            except WalletError:
                continue
        original = found.get("OCMT")
        if original and original.currency == amount.currency:
            original = None
        return -original if original and amount.minor < 0 else original, found.get("CHGS")


def _is_harmless(text: str) -> bool:
    """Whether nothing in it needs ``clean``, whatever part of it is taken."""
    return len(text) <= TEXT_LIMIT and text.isascii() and text.replace("\n", "").isprintable()


def _clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """``clean``, with a short way for most texts: there are ten of them in every booking."""
    if not text:
        return ""
    if text.isascii() and text.isprintable() and len(text) <= limit:
        return text.strip()
    return clean(text, limit=limit)


def _reference(text: str) -> str:
    text = _clean(text)
    return "" if text in _NO_REFERENCE else text
