"""With what an account begins once a bank's file has brought rows from before its beginning.

In come what it began with, the sum of those rows, and what the bank says; out comes what it begins with on the first of
their days. What always holds: today's balance stays as it is, unless the bank's own balances, the one before the first
row and the one at the end, both prove another amount; then the books agree with the bank at both ends.
"""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.files.statement import Row, StatementHead

NO_PROOF, BY_OPENING, BY_CLOSING = "", "opening", "closing"
"""Which of the bank's balances proves the amount."""


class Beginning(NamedTuple):
    """What an account begins with: minor units (debit positive), and which of the bank's balances ``proof`` is."""

    amount_minor: int
    proof: str


def begun(began_minor: int, early_minor: int, before_minor: Sequence[int], difference_minor: int | None) -> Beginning:
    """What an account begins with that began with ``began_minor``, after rows of ``early_minor`` came before that.

    ``before_minor``: what the bank's balance before the first of them can mean in the books (nothing: it says none; of
    a debt two, as banks write it with either sign); ``difference_minor``: the bank's balance at the end less that of
    the books if today's balance stays; None where it says none.
    """
    kept = began_minor - early_minor
    if difference_minor == 0:
        return Beginning(kept, BY_CLOSING)
    if kept in before_minor:
        return Beginning(kept, BY_OPENING)
    if difference_minor is not None and kept + difference_minor in before_minor:
        return Beginning(kept + difference_minor, BY_OPENING)
    return Beginning(kept, NO_PROOF)


def before_first(head: StatementHead, rows: Sequence[Row]) -> int | None:
    """What the bank says the account held before the first of a statement's rows, in minor units of the rows' currency,
    the owner's view; None where it doesn't, or where the rows are in several currencies or none.
    """
    booked = [row for row in rows if not row.pending]
    units = {row.amount.currency for row in booked}
    if len(units) != 1:
        return None
    if head.opening is not None:
        return head.opening.amount.minor if head.opening.amount.currency in units else None
    first = booked[-1] if head.newest_first else booked[0]
    if first.balance_after is None or first.booking_date != min(row.booking_date for row in booked):
        return None
    return first.balance_after.minor - first.amount.minor
