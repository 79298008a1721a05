"""How far the balances that a bank writes beside its rows agree with their amounts: what shows that they were read
rightly."""

from __future__ import annotations

from itertools import chain, islice, repeat
from operator import add, attrgetter, eq, is_, itemgetter

from wallet_cli.domain.files.statement import Row
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.money import Money

_told = itemgetter(*map(Row._fields.index, ("amount", "balance_after", "moves_money")))
_unit, _minor = attrgetter("currency"), attrgetter("minor")
_AT_ONCE = 500


class Running(NamedTuple):
    """Of ``rows`` rows that follow another one and have a balance beside them, how many ``agree`` with it."""

    agree: int
    rows: int


def running(rows: Sequence[Row], *, newest_first: bool) -> Running:
    """Each balance is the one before it and the row's amount; rows without one, or of another currency, don't count."""
    agree = compared = 0
    before: Money | None = None
    told = map(_told, reversed(rows) if newest_first else rows)
    while some := list(islice(told, _AT_ONCE)):
        more, fit, before = _among(some, before)
        compared, agree = compared + more, agree + fit
    return Running(agree, compared)


def _among(told: Sequence[tuple[Money, Money | None, bool]], before: Money | None) -> tuple[int, int, Money | None]:
    """How many of some rows are compared, and how many agree; the last balance."""
    amounts, helds, moves = zip(*told, strict=True)
    if before is not None and all(moves) and not any(map(is_, helds, repeat(None))):
        units = set(map(id, map(_unit, chain((before,), amounts, helds))))
        if len(units) == 1:  # as nearly always; currencies that aren't the same object may still be equal
            held = list(map(_minor, helds))
            sums = map(add, (before.minor, *held[:-1]), map(_minor, amounts))
            return len(told), sum(map(eq, sums, held)), helds[-1]
    agree = compared = 0
    for amount, balance, moving in told:
        if not moving:
            continue
        if before is not None and balance is not None and before.currency == balance.currency == amount.currency:
            compared += 1
            if before.minor + amount.minor == balance.minor:
                agree += 1
        before = balance
    return compared, agree, before
