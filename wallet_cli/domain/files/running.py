"""How far the balances that a bank writes beside its rows agree with their amounts: what shows that they were read
rightly."""

from __future__ import annotations

from operator import itemgetter

from wallet_cli.domain.files.statement import Row
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.money import Money

_told = itemgetter(*map(Row._fields.index, ("amount", "balance_after", "moves_money")))


class Running(NamedTuple):
    """Of ``rows`` rows that follow another one and have a balance beside them, how many ``agree`` with it."""

    agree: int
    rows: int


def running(rows: Sequence[Row], *, newest_first: bool) -> Running:
    """Each balance is the one before it and the row's amount; rows without one, or of another currency, don't count."""
    agree = compared = 0
    before: Money | None = None
    for amount, held, moves in map(_told, reversed(rows) if newest_first else rows):
        if not moves:
            continue
        if before is not None and held is not None and before.currency == held.currency == amount.currency:
            compared += 1
            if before.minor + amount.minor == held.minor:
                agree += 1
        before = held
    return Running(agree, compared)
