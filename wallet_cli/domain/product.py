"""A product in the place of an amount, ``3,20 x 2`` or ``2x3.20``, as the sum that it is. Loaded only where one may be
typed.

In come the words of a line, out goes what was typed, the sum of equal terms, and the words behind it.
"""

from __future__ import annotations

from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 12
"""A sum of more terms is nothing that anyone would type."""


class Product(NamedTuple):
    """What was typed, the same as a sum, "" where that is too long or no whole number says how often, and the rest."""

    text: str
    total: str
    rest: tuple[str, ...]


def product(words: Sequence[str], signs: Sequence[str]) -> Product | None:
    """The product with which a line begins; None for another line. ``signs`` are those that say how often."""
    is_apart = len(words) > 1 and words[1] in signs
    typed, rest = (list(words[:3]), words[3:]) if is_apart else (_parted(words[0], signs), words[1:])
    if len(typed) < 3 or not (is_amount_like(typed[0]) and is_amount_like(typed[2])):
        return None
    one, count = (typed[2], typed[0]) if _is_count(typed[0]) and not _is_count(typed[2]) else (typed[0], typed[2])
    total = "+".join([one] * int(count)) if _is_count(count) else ""
    return Product(" ".join(typed), total if is_amount_like(total) else "", tuple(rest))


def _parted(word: str, signs: Sequence[str]) -> list[str]:
    """A word parted at a sign for times, with the sign: ``3.20x2``; [] for one without."""
    at = next((at for at in range(1, len(word) - 1) if word[at] in signs), 0)
    return [word[:at], word[at], word[at + 1 :]] if at else []


def _is_count(word: str) -> bool:
    return word.isascii() and word.isdecimal() and 1 < int(word) <= MOST
