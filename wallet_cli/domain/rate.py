"""Rates between currencies: always derived from two amounts, never the other way round.

A rate is only shown, so it may be cut to a few digits; no amount is ever computed from one here.
"""

from __future__ import annotations

from math import gcd

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.money import Money

_DIGITS = 6


def ratio(gave: Money, got: Money) -> str:
    """The rate itself, as a fraction in lowest terms: ``541/500``, ``2/1``."""
    numerator, denominator = _exact(gave, got)
    return f"{numerator}/{denominator}"


def _exact(gave: Money, got: Money) -> tuple[int, int]:
    numerator, denominator = abs(got.minor) * 10**gave.currency.scale, abs(gave.minor) * 10**got.currency.scale
    shared = gcd(numerator, denominator)
    return numerator // shared, denominator // shared


def derived(gave: Money, got: Money) -> tuple[str, bool]:
    """What one whole unit of ``gave``'s currency brought in ``got``'s, with a point; and whether that is exact.

    Six significant digits, however small the rate is, rounded half up; trailing zeros beyond the currency's own
    decimals are left out.
    """
    numerator, denominator = _exact(gave, got)
    decimals = 0
    while numerator and numerator * 10**decimals < denominator * 10 ** (_DIGITS - 1):
        decimals += 1
    decimals = max(decimals, min(2, got.currency.scale))
    scaled, rest = divmod(numerator * 10**decimals, denominator)
    scaled += rest * 2 >= denominator
    while decimals > min(2, got.currency.scale) and scaled % 10 == 0:
        scaled //= 10
        decimals -= 1
    digits = str(scaled).rjust(decimals + 1, "0")
    return (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits), rest == 0
