"""How far the balances that a bank writes beside its rows agree with their amounts: what shows that they were read
rightly."""

from __future__ import annotations

from itertools import pairwise

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.files.statement import Row


class Running(NamedTuple):
    """Of ``rows`` rows that follow another one and have a balance beside them, how many ``agree`` with it."""

    agree: int
    rows: int


def running(rows: Sequence[Row], *, newest_first: bool) -> Running:
    """Each balance is the one before it and the row's amount; rows without one, or of another currency, don't count."""
    ordered = [row for row in (reversed(rows) if newest_first else rows) if row.moves_money]
    agree = compared = 0
    for before, row in pairwise(ordered):
        held, now = before.balance_after, row.balance_after
        if held is None or now is None or not held.currency == now.currency == row.amount.currency:
            continue
        compared += 1
        agree += held.minor + row.amount.minor == now.minor
    return Running(agree, compared)
