"""Rows that are an entry of another amount: a tip, what a fuel pump or a hotel held first, what came later than others.

In come the entries that no row of their amount is, and the rows left; out come the verdicts of those that are joined.
A row may be an entry of the same payee, ``DAYS`` before or after (hotels: ``HOTEL_DAYS``). It is so silently where both
have no other choice and the amount explains itself: up to ``TIP_PERCENT`` more was spent, or what was held is a round
sum or one unit, in place of which any amount may come. What is pending, and explains nothing, is joined as well, and in
doubt, for a bank lists nothing twice. What was recorded as paid is another thing unless it is a tip, and only once no
row of its own amount can come any more.
"""

from __future__ import annotations

from wallet_cli.domain.files.dedup import BY_HAND, NEW, BookedRow, Verdict
from wallet_cli.domain.files.joins.assignment import NOBODY, assigned
from wallet_cli.domain.text import fold
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence
    from datetime import date

    from wallet_cli.domain.files.joins.likeness import Likeness
    from wallet_cli.domain.files.statement import Row
    from wallet_cli.domain.money import Money

DAYS, HOTEL_DAYS = (-1, 14), (-1, 30)
"""The days that may lie between, the bank's minus the recorded one."""

LAST_DAYS = 5
"""That many days after an entry its bank may still list it with its own amount (``joining.DAYS``)."""

TIP_PERCENT = 30
"""That much more than was recorded is a tip."""

ROUND_UNITS = 25
"""A multiple of that many whole units is what is held for an amount that isn't known yet."""

TIP, HELD, LATE, OTHER_AMOUNT, SEVERAL = "tip", "held", "near-date", "other-amount", "several-open"
"""Why: it is more by a tip; it was only held; it has the amount and came late; the amount is another one; several of
this payee are open. The last two are in doubt.
"""

_HOTELS = ("hotel", "hostel", "motel", "resort", "auberge", "酒店", "宾馆", "旅馆", "民宿")


class Changed(NamedTuple):
    """The verdicts of rows that are entries of another amount, by their places; and the keys of pending entries that
    are ``booked`` already, as a row of theirs is what was recorded by hand beside them.
    """

    joined: dict[int, Verdict]
    booked: tuple[Hashable, ...]


def changed_amounts(
    free: Sequence[BookedRow], rows: Sequence[Row], verdicts: Sequence[Verdict], likeness: Likeness, last: date | None
) -> Changed:
    """What the rows left are of these entries. ``last``: the last day that the file covers, None where it isn't known.
    Rows that were joined before, by hand, count as well, though they are taken.
    """
    by_name: dict[Hashable, list[BookedRow]] = {}
    for entry in free:
        if entry.by_hand and entry.payee and not entry.elsewhere and not entry.fixed:
            by_name.setdefault(likeness.name(entry.payee), []).append(entry)
    places: dict[Hashable, list[int]] = {}
    for n, (row, verdict) in enumerate(zip(rows, verdicts, strict=True)):
        name = likeness.name(row.payee) if by_name and verdict.status in (NEW, BY_HAND) else ""
        if name and name in by_name:
            places.setdefault(name, []).append(n)
    joined: dict[int, Verdict] = {}
    booked: list[Hashable] = []
    for name, some in places.items():
        some.sort(key=lambda n: (rows[n].booking_date, n))
        if len(some) * len(by_name[name]) <= _MOST_CHOICES:
            taken = frozenset(n for n in some if verdicts[n].status == BY_HAND)
            found = _of_payee(by_name[name], [(n, rows[n]) for n in some], taken, last)
            joined.update(found.joined)
            booked += found.booked
    return Changed(joined, tuple(booked))


_MOST_CHOICES = 5_000
"""Where a payee has more of both, nothing is one thing only."""


def _of_payee(
    entries: Sequence[BookedRow], rows: Sequence[tuple[int, Row]], taken: frozenset[int], last: date | None
) -> Changed:
    near = [[at for at, entry in enumerate(entries) if _is_near(entry, row)] for _n, row in rows]
    rivals: dict[int, list[int]] = {}
    for (n, _row), some in zip(rows, near, strict=True):
        for at in some:
            rivals.setdefault(at, []).append(n)
    texts = len(rows) * HOTEL_DAYS[1] ** 2 + 1
    choices = [
        [
            (at, (not _why(entries[at], row)) * texts + (row.booking_date - entries[at].date).days ** 2)
            for at in some
            if (entries[at].listed if n in taken else _may_be(entries[at], row, last))
        ]
        for (n, row), some in zip(rows, near, strict=True)
    ]
    joined, booked = {}, []
    for (n, row), some, at in zip(rows, near, assigned(choices), strict=True):
        if at != NOBODY and n in taken:
            booked.append(entries[at].key)
        elif at != NOBODY:
            maybe = [entries[other] for other in some if other != at]
            # a row that is another payment recorded by hand may still be what was listed as pending
            others = [other for other in rivals[at] if other != n and (entries[at].listed or other not in taken)]
            joined[n] = _verdict(entries[at], row, maybe, others)
    return Changed(joined, tuple(booked))


def _verdict(entry: BookedRow, row: Row, maybe: Sequence[BookedRow], others: Sequence[int]) -> Verdict:
    """``maybe``: the other entries that the row may be; ``others``: the places of other rows that may be the entry."""
    reason = SEVERAL if maybe or others else _why(entry, row)
    parts = ("date", row.booking_date != entry.date), ("amount", row.amount != entry.amount)
    changed = tuple(part for part, differs in parts if differs)
    return Verdict(
        BY_HAND, reason or OTHER_AMOUNT, entry.key, changed, tuple(each.key for each in maybe), tuple(others)
    )


def _is_near(entry: BookedRow, row: Row) -> bool:
    """Whether a row of the same payee may be this entry by its days, its currency and its direction."""
    one, other = entry.amount, row.amount
    is_alike = one.currency == other.currency and (one.minor < 0) == (other.minor < 0) and one.minor != 0
    least, most = _days_of(entry, row)
    days = (row.booking_date - entry.date).days
    return is_alike and least <= days <= most and not (row.bank_id and entry.bank_id)


def _days_of(entry: BookedRow, row: Row) -> tuple[int, int]:
    text = fold(f"{entry.payee} {row.text}")
    return HOTEL_DAYS if any(word in text for word in _HOTELS) else DAYS


def _may_be(entry: BookedRow, row: Row, last: date | None) -> bool:
    """Whether they are joined at all, whatever else there is."""
    if entry.pending:
        return True
    is_over = last is not None and (last - entry.date).days >= LAST_DAYS
    return is_over and bool(_why(entry, row))


def _why(entry: BookedRow, row: Row) -> str:
    """What explains the amount, "" where nothing does."""
    was, now = entry.amount.minor, row.amount.minor
    if was == now:
        return LATE
    if entry.pending and is_held(entry.amount):
        return HELD
    return TIP if is_tip(was, now) else ""


def is_tip(was_minor: int, now_minor: int) -> bool:
    """Whether what was spent is more, by ``TIP_PERCENT`` at most. Money out is negative."""
    return now_minor < was_minor < 0 and 100 * now_minor >= (100 + TIP_PERCENT) * was_minor


def is_held(amount: Money) -> bool:
    """Whether an amount is one that is held before the real one is known: one unit, or a round sum."""
    unit = 10**amount.currency.scale
    return abs(amount.minor) == unit or (amount.minor != 0 and amount.minor % (ROUND_UNITS * unit) == 0)


def days_to_change(payee: str) -> int:
    """That many days after it was listed a pending entry of this payee may still be booked with another amount."""
    return HOTEL_DAYS[1] if any(word in fold(payee) for word in _HOTELS) else DAYS[1]
