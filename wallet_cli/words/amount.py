"""Amounts as people and as programs see them."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import Style, plain, show_minor
from wallet_cli.domain.currency import Currency
from wallet_cli.i18n import _, sign, spells_out
from wallet_cli.words.counted import THINGS, counted

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
    """A number of an error: in a text ``{left:currency}`` is how people see it in the currency that another field
    names, ``{found:operations}`` how many there are with the word that fits, and ``{left}`` the number as it is.
    """

    codes: Mapping[str, object]

    def __format__(self, field: str) -> str:
        if field in THINGS and self.isdecimal():
            return counted(int(self), THINGS[field])
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
    if minor < 0 and spells_out():  # a hyphen before a number is often not read out
        return _("minus {amount}").format(amount=show_minor(-minor, currency, style))
    return show_minor(minor, currency, style)


def held(minor: int, currency: Currency, kind: str, style: Style) -> str:
    """A balance for people: a debt with the word "owed" or "in credit", a person with who owes whom, income as
    positive.

    Where a word says which way it is owed, no sign says so again.
    """
    if kinds.of(kind).flow == kinds.EARNED:
        return people(-minor, currency, style)
    word = _owed(minor, kind)
    return word.format(amount=people(abs(minor), currency, style)) if word else people(minor, currency, style)


def change(before: int, after: int, currency: Currency, kind: str, style: Style) -> str:
    """Two balances of an account, with one word where it is owed the same way before and after; nothing is not in
    credit.
    """
    word = _owed(before or after, kind)
    is_paid_off = kinds.of(kind).debt and max(before, after) > 0 == min(before, after)
    if word and word == _owed(after or before, kind) and not is_paid_off:
        both = (people(abs(minor), currency, style) for minor in (before, after))
        return word.format(amount=sign(" → ").join(both))
    return sign(" → ").join(held(minor, currency, kind, style) for minor in (before, after))


def _owed(minor: int, kind: str) -> str:
    """The words around an amount that is owed one way or the other, "" where none is."""
    row = kinds.of(kind)
    if row.debt and minor < 0:
        return _("{amount} owed")
    if row.debt and minor:
        return _("{amount} in credit")
    if row.is_person and minor:
        return _("{amount} owes you") if minor > 0 else _("{amount} you owe")
    return ""
