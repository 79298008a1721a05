"""One record of a QIF file, and the ``Row`` it means. WalletErrors say why it can't be used.

Categories and accounts of transfers are hints in the file's words: ``Food:Out/Trip`` is the category ``Food:Out`` and
the class ``Trip``, ``[Savings]`` is a transfer. The parts of a split are extras, numbered from 1.
"""

from __future__ import annotations

import re

from wallet_cli.domain.amounts import plain
from wallet_cli.domain.files.machine import machine_money
from wallet_cli.domain.files.statement import MEMO_LIMIT, TEXT_LIMIT, Row
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import clean
from wallet_cli.errors import BadFile
from wallet_cli.formats.qif import dates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from wallet_cli.domain.currency import Currency

_STATUS = {"*": "cleared", "c": "cleared", "x": "reconciled", "r": "reconciled"}
_IN = frozenset({"xin", "contribx", "miscinc", "div", "intinc", "cglong", "cgmid", "cgshort", "rtrncap"})
_OUT = frozenset({"xout", "withdrwx", "miscexp", "margint"})
_OF_SECURITIES = ("buy", "sell", "shrs", "reinv", "stksplit", "short", "cvr", "exercis", "expire", "grant", "vest")
"""How actions begin that move securities."""
_EXACT = re.compile(r"(-?)([0-9]{1,15})\.([0-9][0-9])")
_SCALE = 2
_CHEQUE_DIGITS = 12
PARTS_LIMIT = 1000
"""Parts of a split and lines of an address that an entry may have."""
_OPENING = frozenset(
    {
        "opening balance",
        "期初余额",
        "eröffnungssaldo",
        "anfangssaldo",
        "solde initial",
        "saldo iniziale",
        "saldo inicial",
    }
)
"""The payee of the record of what an account began with."""
_AMOUNTS = ("T", "U", "$")


class Record:
    """The lines up to ``^``: the first of each letter, those of the parts of a split and of the address in order."""

    __slots__ = ("address", "fields", "is_cut_off", "is_too_long", "line", "splits")

    def __init__(self, line: int) -> None:
        self.line = line
        self.fields: dict[str, str] = {}
        self.splits: list[dict[str, str]] = []
        self.address: list[str] = []
        self.is_cut_off = self.is_too_long = False

    def add(self, letter: str, value: str) -> None:
        """Take a line."""
        if letter in "SA" and len(self.splits) + len(self.address) >= PARTS_LIMIT:
            self.is_too_long = True
        elif letter == "S":
            self.splits.append({"S": value})
        elif letter in "E$%" and self.splits:
            self.splits[-1].setdefault(letter, value)
        elif letter == "A":
            self.address.append(value)
        else:
            self.fields.setdefault(letter, value)

    def cut_off(self) -> Record:
        """The record as one that the file doesn't end."""
        self.is_cut_off = True
        return self

    def amounts(self) -> Iterator[str]:
        """Everything in it that is an amount."""
        for letter in _AMOUNTS:
            if self.fields.get(letter):
                yield self.fields[letter]
        for part in self.splits:
            if part.get("$"):
                yield part["$"]

    def opens(self) -> str:
        """The account's name where it begins with its opening balance, as Quicken writes it; else ""."""
        return named(self.fields.get("L", ""))[2] if self.is_opening() else ""

    def is_opening(self) -> bool:
        """Whether it is what the account began with: that has no category."""
        is_called = self.fields.get("P", "").lower() in _OPENING
        return is_called and not self.splits and not named(self.fields.get("L", ""))[0]

    def text(self) -> str:
        """What it says, for a refusal."""
        return " ".join(f"{letter}{value}" for letter, value in self.fields.items())[:1000]


def named(text: str) -> tuple[str, str, str]:
    """Category, class, and the account of a transfer."""
    if text[:1] == "[" and "]" in text:
        account, _, rest = text[1:].partition("]")
        return "", rest.removeprefix("/"), account
    category, _, group = text.partition("/")
    return ("" if category.strip("-").lower() == "split" else category), group, ""


def _is_of_securities(action: str, fields: dict[str, str]) -> bool:
    """Whether more than cash is moved, or cash that came to another account at once (``DivX``)."""
    is_passed_on = action[-1:] == "x" and action not in _IN and action not in _OUT
    return "Q" in fields or is_passed_on or action.startswith(_OF_SECURITIES)


class Rows:
    """Reads records; ``order`` of dates and decimal ``mark`` are the file's, ``currency`` the account's."""

    def __init__(self, currency: Currency | None, order: str, is_given: bool, mark: str) -> None:
        self.currency, self.order, self.is_given, self.mark = currency, order, is_given, mark
        self._days: dict[str, date] = {}

    def _day(self, text: str) -> date:
        if text not in self._days:
            self._days[text] = dates.day(text, self.order, self.is_given)
        return self._days[text]

    def _money(self, text: str) -> Money:
        unit = self.currency
        if unit is None:
            raise BadFile("row-without-currency")
        exact = _EXACT.fullmatch(text) if unit.scale == _SCALE and self.mark != "," else None
        if exact is None:
            return machine_money(text, unit, self.mark)
        minor = int(exact[2] + exact[3])
        return Money(-minor if exact[1] else minor, unit)

    def row(self, record: Record, is_investment: bool) -> Row:
        """The movement of a record."""
        fields = record.fields
        if record.is_cut_off:
            raise BadFile("row-cut-off")
        if record.is_too_long:
            raise BadFile("row-too-many-parts", limit=PARTS_LIMIT)
        action = fields.get("N", "").lower() if is_investment else ""
        if is_investment and _is_of_securities(action, fields):
            raise BadFile("investments-left-out", count=1)
        if not fields.get("D"):
            raise BadFile("row-without-date")
        written = fields.get("T") or fields.get("U") or fields.get("$")
        if not written:
            raise BadFile("row-without-amount")
        booked = self._day(fields["D"])
        amount = self._money(written)
        if action in _IN or action in _OUT:  # written without a sign
            amount = abs(amount) if action in _IN else -abs(amount)
        category, group, account = named(fields.get("L", ""))
        number = "" if is_investment else fields.get("N", "")
        is_cheque = number.isdigit() and number.isascii() and len(number) <= _CHEQUE_DIGITS
        is_reference = any(char.isdigit() for char in number)
        payee = fields.get("P", "")
        extra = [
            ("transfer", account),
            ("class", group),
            ("reference", number if is_reference and not is_cheque else ""),
            ("security", fields.get("Y", "") if is_investment else ""),
            ("address", ", ".join(filter(None, record.address))),
            ("opening-balance", record.opens()),
        ]
        return Row(
            line=record.line,
            booking_date=booked,
            amount=amount,
            payee=clean(payee, limit=TEXT_LIMIT),
            memo=clean(fields.get("M", ""), limit=MEMO_LIMIT),
            kind=clean(action or ("" if is_reference else number.lower()), limit=TEXT_LIMIT),
            extra=(
                *((name, clean(value, limit=MEMO_LIMIT)) for name, value in extra if value),
                *(self._splits(record, amount) if record.splits else ()),
            ),
            cheque=number if is_cheque else "",
            moves_money=not record.is_opening(),
            status=_STATUS.get(fields.get("C", "").lower(), ""),
            category=clean(category, limit=TEXT_LIMIT),
        )

    def _splits(self, record: Record, total: Money) -> Iterator[tuple[str, str]]:
        """The parts, and what they lack to the total; a part with an amount that can't be read refuses the row."""
        left = total
        for n, part in enumerate(record.splits, 1):
            category, group, account = named(part["S"])
            for name, value in (
                ("category", category),
                ("class", group),
                ("transfer", account),
                ("memo", part.get("E", "")),
                ("percent", part.get("%", "")),
            ):
                if value:
                    yield f"split-{n}-{name}", clean(value, limit=MEMO_LIMIT)
            if part.get("$"):
                amount = self._money(part["$"])
                left -= amount
                yield f"split-{n}-amount", plain(amount.minor, amount.currency.scale)
        if left and any(part.get("$") for part in record.splits):
            yield "splits-lack", plain(left.minor, left.currency.scale)
