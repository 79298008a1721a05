"""What a bank's file lacks: pending entries that have lapsed, and payments recorded by hand that it doesn't know.

In come the entries that no row is, and the days that the file covers; out come the keys of both kinds. A pending entry
of an earlier file has lapsed once a file with pending rows covers its day and lacks it, or a file without any covers
all the days on which its row could have come. What was recorded by hand is unknown once all days on which its row could
have come are covered, the last ones by this file: so each file names it once.
"""

from __future__ import annotations

from wallet_cli.domain.files.joins.changed_amounts import LAST_DAYS, days_to_change

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import date

    from wallet_cli.domain.files.dedup import BookedRow

PENDING_DAYS = 60
"""So long a payment that was recorded as pending, a cheque, may take (``joining.LONG_DAYS``)."""

NEXT_DAYS = 10
"""A file that begins that many days after the bank's row before it follows on it."""


def unmatched(
    free: Sequence[BookedRow], first: date | None, last: date | None, *, lists_pending: bool
) -> tuple[tuple[Hashable, ...], tuple[Hashable, ...]]:
    """The keys of what has lapsed, and of what is unknown; nothing where the file's days aren't known."""
    if first is None or last is None:
        return (), ()
    start = _start(free, first)
    lapsed, unknown = [], []
    for entry in free:
        if not entry.by_hand or entry.elsewhere:
            continue
        after = (last - entry.date).days
        if entry.listed:
            if start <= entry.date and after >= (0 if lists_pending else days_to_change(entry.payee)):
                lapsed.append(entry.key)
            continue
        days = PENDING_DAYS if entry.pending else LAST_DAYS
        if start <= entry.date and after >= days and (entry.date - first).days >= -days:
            unknown.append(entry.key)
    return tuple(lapsed), tuple(unknown)


def _start(free: Sequence[BookedRow], first: date) -> date:
    """The first day that is covered, by this file and those that it follows on."""
    before = [entry.date for entry in free if not entry.by_hand and entry.date < first]
    if not before or (first - max(before)).days > NEXT_DAYS:
        return first
    return min(before)
