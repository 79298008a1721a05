"""Amounts that rules name, compared exactly with minor units of any currency."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple


class Bound(NamedTuple):
    """``units / 10**scale`` whole units of the currency ``code``, "" for any."""

    units: int
    scale: int
    code: str

    def is_of(self, code: str) -> bool:
        """Whether an amount in this currency can be compared with it."""
        return not self.code or self.code == code

    def against(self, minor: int, scale: int) -> int:
        """Less than, equal to or greater than 0 as an amount (minor units of a scale) is to it."""
        return minor * int(10**self.scale) - self.units * int(10**scale)

    def minor(self, scale: int) -> int | None:
        """It in minor units; None where they are too large for it."""
        number, rest = divmod(self.units * int(10**scale), int(10**self.scale))
        return None if rest else number


def is_kept(text: str) -> bool:
    """Whether a text is an amount as it is kept."""
    number, blank, code = text.partition(" ")
    whole, point, decimals = number.partition(".")
    digits = whole + decimals
    return (
        digits.isascii()
        and digits.isdecimal()
        and bool(whole)
        and bool(decimals) == bool(point)
        and len(decimals) <= _MOST_DECIMALS
        and len(digits) <= _MOST_DIGITS
        and (not blank or (len(code) == _CODE and code.isascii() and code.isalpha() and code.isupper()))
    )


def bound(text: str) -> Bound:
    """The amount of a kept text: ``"20"``, ``"9.99 EUR"``."""
    number, _blank, code = text.partition(" ")
    whole, _point, decimals = number.partition(".")
    return Bound(int(whole + decimals), len(decimals), code)


def kept(numerator: int, denominator: int, code: str) -> str:
    """An amount of whole units as it is kept, "" where decimals can't say it (a third)."""
    scale = len(str(denominator)) - 1
    scale = scale if denominator == int(10**scale) else 0  # decimals stay as they were typed
    while scale <= _MOST_DECIMALS and numerator * int(10**scale) % denominator:
        scale += 1
    if scale > _MOST_DECIMALS:
        return ""
    digits = str(numerator * int(10**scale) // denominator).rjust(scale + 1, "0")
    number = f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits
    return f"{number} {code}".strip()


_MOST_DIGITS, _CODE = 30, 3
_MOST_DECIMALS = 9
"""Of the currency with the most of them."""
