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


_MARKS = "、，；;&＆"
_WORDS = (" and ", " und ", " et ", " y ", " + ")
_AND = "和与跟"


class Part(NamedTuple):
    """A fraction of a bill: ``numerator / denominator``, not reduced."""

    numerator: int
    denominator: int

    def of(self, total_minor: int) -> int:
        """That part of a total, rounded down to the minor unit."""
        return total_minor * self.numerator // self.denominator


def people_listed(text: str) -> list[str]:
    """The names that were typed as one: ``小王、小李``, ``Tom,Anna``, ``Tom and Anna``; one where it is a single name.

    A comma between digits is that of a number: ``anna=12,50``.
    """
    for word in _WORDS:
        text = text.replace(word, _MARKS[0])
    names = [""]
    for at, char in enumerate(text):
        is_decimal = text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
        if char in _MARKS or (char == "," and not is_decimal):
            names.append("")
        else:
            names[-1] += char
    return [name.strip() for name in names if name.strip()] or [text]


def people_joined(text: str) -> list[str]:
    """The names that 和 may join, ``小王和小李``, which can be a part of a name, too: ``李和平``."""
    for char in _AND:
        text = text.replace(char, _AND[0])
    names = text.split(_AND[0])
    return names if all(names) else [text]


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
