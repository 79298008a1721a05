"""What a row of an e-wallet brings to each of one's own places, as amounts that sum to zero with what it was for.

In goes the ``Meaning`` of a row; out come its sides. What always holds: the amounts of all sides sum to zero, every own
place among them is one that the meaning names, and what no account of one's own paid (a discount, a red packet) is no
side. Where the row leaves open how a payment was shared among several own places, there are none, and ``why`` says so.
"""

from __future__ import annotations

from wallet_cli.domain.files import ewallet_words as w
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.files.ewallet import Meaning, Part

OWN, OUTSIDE, FEES = "own", "outside", "fees"
"""What a side is: one of one's own places, what the money was for or came from, the platform's fee."""

SHARED, GIVEN = "shared", "given"
"""Why there are no sides: how a payment was shared isn't said; no account of one's own paid it."""


class Side(NamedTuple):
    """``name`` is that of an own place, as the meaning has it; ``minor`` what it got (minor units, debit positive)."""

    what: str
    name: str
    minor: int


class Sides(NamedTuple):
    """``sides`` none where nothing can be booked, for the reason ``why``; ``at_most``: a red packet paid a part that
    isn't said, so that the own place paid no more than this.
    """

    sides: tuple[Side, ...]
    why: str = ""
    at_most: bool = False


def sides(found: Meaning) -> Sides:
    """The sides of a row: first the own places in the meaning's order, then the fee, then what it was for."""
    if found.what == w.NOTE:
        return Sides((), found.why)
    fee = found.fee.minor if found.fee else 0
    left, came = _shares(found.left, found.amount.minor), _shares(found.came, found.amount.minor)
    if left is None or came is None:
        return Sides((), SHARED)
    if not left[0] and not came[0]:
        return Sides((), GIVEN)
    own = [Side(OWN, name, -minor) for name, minor in left[0]]
    own += [Side(OWN, name, minor) for name, minor in _less(came[0], fee)]
    total = -sum(each.minor for each in own)
    more = [Side(FEES, "", fee)] if fee else []
    more += [Side(OUTSIDE, "", total - fee)] if total != fee else []
    return Sides((*(each for each in own if each.minor), *more), "", left[1] or came[1])


def _shares(parts: Sequence[Part], whole: int) -> tuple[list[tuple[str, int]], bool] | None:
    """The own places with what each has of the whole, and whether that is the most it can be; None where it is open."""
    own = [part for part in parts if not part.is_gift]
    if all(part.amount is not None for part in parts):
        return [(part.name, part.amount.minor) for part in own if part.amount is not None], False
    if len(own) > 1:
        return None
    given = sum(part.amount.minor for part in parts if part.is_gift and part.amount is not None)
    return [(part.name, whole - given) for part in own], bool(own)


def _less(shares: Sequence[tuple[str, int]], fee: int) -> list[tuple[str, int]]:
    """What arrives once a fee is taken out of it, from the first share that has it."""
    found = []
    for name, minor in shares:
        taken = min(fee, minor)
        fee -= taken
        found.append((name, minor - taken))
    return found
