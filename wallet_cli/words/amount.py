"""Amounts as people and as programs see them."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import Style, plain, show_minor
from wallet_cli.domain.currency import Currency
from wallet_cli.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_style = Style()


def choose(style: Style) -> None:
    """From now on amounts in messages are written in this style, that of the wallet which they are about."""
    global _style
    _style = style


class Plain(str):
    """A decimal number of an error: in a text ``{left:currency}`` is how people see it in the currency that another
    field names, and ``{left}`` the number as it is.
    """

    codes: Mapping[str, object]

    def __format__(self, field: str) -> str:
        code = str(self.codes.get(field, "")) if field else ""
        number = self.removeprefix("-")
        whole, _point, decimals = number.partition(".")
        if not code or not (number.isascii() and (whole + decimals).isdecimal()):
            return f"{str.__str__(self)} {code}".rstrip() if code else str.__str__(self)
        minor = int(whole + decimals) * (-1 if self[:1] == "-" else 1)
        return show_minor(minor, Currency(code, len(decimals)), _style)


def in_messages(fields: Mapping[str, object], value: str) -> Plain:
    """A field of a text, beside the others."""
    found = Plain(value)
    found.codes = fields
    return found


def as_json(minor: int, currency: Currency) -> dict[str, Any]:
    """An amount for programs: strings, because jq and JavaScript round 64-bit integers."""
    return {
        "currency": currency.code,
        "amount": plain(minor, currency.scale),
        "minor": str(minor),
        "scale": currency.scale,
    }


def people(minor: int, currency: Currency, style: Style) -> str:
    """An amount for people, in the vault's number style."""
    return show_minor(minor, currency, style)


def held(minor: int, currency: Currency, kind: str, style: Style) -> str:
    """A balance for people: a debt with the word "owed", a person with who owes whom, income as positive."""
    row = kinds.of(kind)
    if row.flow == kinds.EARNED:
        return people(-minor, currency, style)
    text = people(minor, currency, style)
    if row.debt and minor < 0:
        return _("{amount} owed").format(amount=text)
    if row.is_person and minor:
        word = _("{amount} owes you") if minor > 0 else _("{amount} you owe")
        return word.format(amount=text)
    return text
