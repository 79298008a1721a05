"""Amounts as people and as programs see them."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import Style, plain, show_minor
from wallet_cli.i18n import _, spells_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.domain.currency import Currency


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
