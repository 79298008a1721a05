"""What a sign means in a table of a card or a loan, which banks write as they like: purchases with a minus or without,
and the balance beside them as what is owed or as what is held.

So a running balance proves nothing about the rows there: both ways fit. In comes what the lines of such a table show,
out comes what its signs mean, "" where that is for its owner to say. What always holds: the rows' own words count
before all else; where the rest disagrees, it is asked.
"""

from __future__ import annotations

import re

from wallet_cli.domain import kinds
from wallet_cli.domain.files.repayments import says_so
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

NATURAL, INVERTED = "natural", "inverted"
"""What an amount's sign means: money in is positive; is negative."""

_TAKEN = re.compile(r"\binterest\b|\bfinance charge|\b(?:late|annual|membership) fee|zinsen|jahresgeb|利息|年费|滞纳金")

_ROWS = 3
_TIMES = 2
"""Rows of one sign are purchases where there are that many of them at least, and that many times more."""


class Shown(NamedTuple):
    """What lines show: ``words`` how many rows have (way by their own words, sign); how many amounts are ``positive``
    or ``negative``, how many have a ``plus``; and what the ``balances`` say (``balances_say``).
    """

    words: Mapping[tuple[int, int], int]
    positive: int
    negative: int
    plus: int
    balances: str


def meant(shown: Shown, kind: str) -> str:
    """What a sign means on an account of a ``kind`` that is a debt; "" where nothing shows it, or what does disagrees.

    First what rows say of themselves (a payment received, a purchase, a refund), then a plus that is written out; else
    the majority of a card's rows, which are purchases, and the balance: mostly it is owed.
    """
    words = shown.words
    natural = words.get((1, 1), 0) + words.get((-1, -1), 0)
    inverted = words.get((1, -1), 0) + words.get((-1, 1), 0)
    if natural != inverted:
        return NATURAL if natural > inverted else INVERTED
    if shown.plus:
        return NATURAL
    votes = set()
    buys = kinds.of(kind).on_budget  # most rows of a loan pay it off
    most, least = max(shown.positive, shown.negative), min(shown.positive, shown.negative)
    is_usual = not shown.positive and not (shown.balances and not buys)
    if is_usual or (buys and most >= _ROWS and most >= _TIMES * least):
        votes.add(NATURAL if shown.negative >= shown.positive else INVERTED)
    if shown.balances:
        votes.add(shown.balances)
    return votes.pop() if len(votes) == 1 else ""


def balances_say(side: int, *, turns: bool) -> str:
    """What a sign means if the balances beside the rows are owed, and more of them are above zero (a ``side`` of more
    than zero) or below; ``turns``: they go down by amounts without a minus. "" where as many are on either side.
    """
    if not side:
        return ""
    return INVERTED if (side > 0) != turns else NATURAL


def way_of(text: str) -> int:
    """1 where a row's text says that a debt was paid off, -1 where the bank took something for it; else 0."""
    return 1 if says_so(text) else -1 if _TAKEN.search(text.lower()) else 0
