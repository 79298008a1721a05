"""Money: a whole number of minor units in one currency.

Money of different currencies never mixes, nothing is rounded, and every result and its opposite fit the store's signed
64 bits or are refused. ``allocate`` shares a total out without losing a unit.
"""

from __future__ import annotations

from collections import deque
from itertools import repeat

from wallet_cli.errors import Refused, UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import NoReturn

    from wallet_cli.domain.currency import Currency

MAX_MINOR = 2**63 - 1
MIN_MINOR = -MAX_MINOR
"""What the store could hold is one unit less, but that has no opposite, and each posting needs one."""


class Money:
    """An immutable amount: ``minor`` units of ``currency``; Refused("amount-too-large") beyond signed 64 bits."""

    __slots__ = ("currency", "minor")
    minor: int
    currency: Currency

    def __init__(self, minor: int, currency: Currency) -> None:
        if not MIN_MINOR <= minor <= MAX_MINOR:
            raise Refused("amount-too-large", currency=currency.code)
        _set_minor(self, minor)
        _set_currency(self, currency)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"money never changes: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"money never changes: {name}")

    def __reduce__(self) -> tuple[type[Money], tuple[int, Currency]]:
        return Money, (self.minor, self.currency)

    def _same(self, other: Money) -> int:
        """The other's minor units, if its currency is this one."""
        if other.currency != self.currency:
            raise Refused("currencies-differ", one=self.currency.code, other=other.currency.code)
        return other.minor

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.minor), self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Money) and self.minor == other.minor and self.currency == other.currency

    def __hash__(self) -> int:
        return hash((self.minor, self.currency))

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._same(other)

    def __repr__(self) -> str:
        return f"Money({self.minor}, {self.currency.code}/{self.currency.scale})"


_set_minor, _set_currency = Money.__dict__["minor"].__set__, Money.__dict__["currency"].__set__
"""The slots' own setters, which ``__setattr__`` doesn't keep from writing: in half the time of ``object``'s."""


def moneys(minors: Sequence[int], units: Iterable[Currency]) -> list[Money]:
    """``Money`` of each of ``minors`` (minor units) and the currency beside it, of which there may be more, without a
    step of Python for each; Refused("amount-too-large") as there.
    """
    if minors and not MIN_MINOR <= min(minors) <= max(minors) <= MAX_MINOR:
        return list(map(Money, minors, units))
    made = list(map(object.__new__, repeat(Money, len(minors))))
    deque(map(_set_minor, made, minors), 0)
    deque(map(_set_currency, made, units), 0)
    return made


def allocate(total_minor: int, weights: Sequence[int]) -> list[int]:
    """Share ``total_minor`` out by ``weights``: the shares sum to it exactly, and each is within one unit of its due.

    The method of the largest remainder (Hamilton's): every share is rounded down, the units left go to the largest
    remainders, ties to the earlier. A negative total is shared as its mirror image; a weight of zero gets nothing.
    UsageProblem("weight-negative") or ("weights-missing") where there is nothing to share by.
    """
    if any(weight < 0 for weight in weights):
        raise UsageProblem("weight-negative", weight=min(weights))
    whole = sum(weights)
    if whole == 0:
        raise UsageProblem("weights-missing")
    if total_minor < 0:
        return [-share for share in allocate(-total_minor, weights)]
    shares = [total_minor * weight // whole for weight in weights]
    left = total_minor - sum(shares)
    # sorted() is stable, so equal remainders stay in order
    by_remainder = sorted(range(len(weights)), key=lambda i: -(total_minor * weights[i] % whole))
    for i in by_remainder[:left]:
        shares[i] += 1
    return shares
