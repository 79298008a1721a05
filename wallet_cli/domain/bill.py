"""How a bill is shared: who pays it keeps what the others' parts leave.

One rule, whatever was typed: each of the others owes their part rounded down to the minor unit, and the remainder is
the payer's. Parts are exact fractions of the bill, so that the same rule holds in the currency of the account and in
the shop's. No float, no rounding up: nobody owes more than their part.
"""

from __future__ import annotations

from math import prod

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Part(NamedTuple):
    """A fraction of a bill: ``numerator / denominator``, not reduced."""

    numerator: int
    denominator: int

    def of(self, total_minor: int) -> int:
        """That part of a total, rounded down to the minor unit."""
        return total_minor * self.numerator // self.denominator


def parts(asked: Sequence[Part | None]) -> list[Part] | None:
    """The part of each of the others, in order; None asks for an equal part of what the named parts leave.

    What they leave is shared by those with an equal part and the payer; None where that is nothing.
    """
    whole = prod(part.denominator for part in asked if part)
    left = whole - sum(part.numerator * (whole // part.denominator) for part in asked if part)
    if left <= 0:
        return None
    equal = Part(left, whole * (1 + sum(part is None for part in asked)))
    return [part or equal for part in asked]
