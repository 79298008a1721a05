"""Amounts as people and as programs see them."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import Style, plain, show_minor
from wallet_cli.i18n import _

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
    return show_minor(minor, currency, style)


def held(minor: int, currency: Currency, kind: str, style: Style) -> str:
    """A balance for people: a debt with the word "owed", a person with who owes whom, income as positive.

    Where a word says which way it is owed, no sign says so again.
    """
    if kinds.of(kind).flow == kinds.EARNED:
        return people(-minor, currency, style)
    word = _owed(minor, kind)
    return word.format(amount=people(abs(minor), currency, style)) if word else people(minor, currency, style)


def change(before: int, after: int, currency: Currency, kind: str, style: Style) -> str:
    """Two balances of an account, with one word where it is owed the same way before and after."""
    word = _owed(before or after, kind)
    if word and word == _owed(after or before, kind):
        both = (people(abs(minor), currency, style) for minor in (before, after))
        return word.format(amount=" → ".join(both))
    return " → ".join(held(minor, currency, kind, style) for minor in (before, after))


def _owed(minor: int, kind: str) -> str:
    """The words around an amount that is owed, "" where it isn't."""
    row = kinds.of(kind)
    if row.debt and minor < 0:
        return _("{amount} owed")
    if row.is_person and minor:
        return _("{amount} owes you") if minor > 0 else _("{amount} you owe")
    return ""
