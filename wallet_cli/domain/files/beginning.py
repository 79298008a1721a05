"""With what an account begins once a bank's file has brought rows from before its beginning.

In come what it began with, the sum of those rows, and what the bank says; out comes what it begins with on the first of
their days. What always holds: today's balance stays as it is, unless the bank's own balances, the one before the first
row and the one at the end, both prove another amount; then the books agree with the bank at both ends. Without proof
the beginning keeps the day of which its amount was said: what comes to light of days before that is taken off it, too.
"""

from __future__ import annotations

from wallet_cli.domain.files import statement
from wallet_cli.domain.files.running import running
from wallet_cli.domain.files.statement import days_of, total_minor, units_of
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from wallet_cli.domain.files.statement import Balance, Row, StatementHead

NO_PROOF, BY_OPENING, BY_CLOSING = "", "opening", "closing"
"""Which of the bank's balances proves the amount."""


class Beginning(NamedTuple):
    """What an account begins with: minor units (debit positive), and which of the bank's balances ``proof`` is."""

    amount_minor: int
    proof: str


def begun(
    began_minor: int,
    early_minor: int,
    before_minor: Sequence[int],
    difference_minor: int | None,
    *,
    is_begun: bool = False,
) -> Beginning:
    """What an account begins with that began with ``began_minor``, after rows of ``early_minor`` came before that; or,
    where it ``is_begun`` by then, before the day of which its amount was said.

    ``before_minor``: what the bank's balance before the first of them can mean in the books (nothing: it says none; of
    a debt two, as banks write it with either sign); ``difference_minor``: the bank's balance at the end less that of
    the books if today's balance stays; None where it says none.
    """
    kept = began_minor - early_minor
    if difference_minor == 0:
        return Beginning(kept, BY_CLOSING)
    if is_begun and difference_minor == early_minor:  # the amount that was said didn't count these rows
        return Beginning(began_minor, BY_CLOSING)
    if kept in before_minor:
        return Beginning(kept, BY_OPENING)
    if difference_minor is not None and kept + difference_minor in before_minor:
        return Beginning(kept + difference_minor, BY_OPENING)
    return Beginning(kept, NO_PROOF)


class Start(NamedTuple):
    """What an account held before the first row of its first file: minor units of the rows' currency, debit positive;
    ``is_proven``: the file's own sums, or what it says of its beginning, leave no other amount. ``until`` is the day of
    the balance from which it was counted back, past rows that the file doesn't have perhaps; None for none.
    """

    minor: int
    is_proven: bool
    until: date | None = None


def _back_from(closing: Balance, booked: Sequence[Row], total: int) -> Start | None:
    """What the balance at the end leaves for the beginning, where it is of the last row's day or later."""
    last = max((row.booking_date for row in booked), default=None)
    units = {row.amount.currency for row in booked}
    if last is None or units != {closing.amount.currency} or closing.on is None or closing.on < last:
        return None
    return Start(closing.amount.minor - total, False, closing.on)


OPENING_RECORD = "opening record"
"""Evidence of a head: the file has what the account began with as a record of its own (QIF)."""


def start(head: StatementHead, rows: Sequence[Row], *, is_debt: bool) -> Start | None:
    """What an account that is still empty began with, as its first file says it; None where it doesn't.

    Proven by a record of its own, by the balance at the end (of a debt, banks write both with either sign), or by the
    balance beside each of two rows or more.
    """
    if OPENING_RECORD in head.evidence and head.opening is not None:
        return Start(head.opening.amount.minor, True)
    before, closing = before_first(head, rows), head.closing
    booked = statement.booked(rows)
    total = total_minor(booked)
    if before is None:
        return _back_from(closing, booked, total) if closing is not None and not is_debt else None
    # one row's own balance proves nothing
    is_told = head.opening is not None or len(booked) > 1
    if is_told and closing is not None and closing.amount.currency == booked[0].amount.currency:
        if before + total == closing.amount.minor:
            return Start(before, True)
        if is_debt and total - before == -closing.amount.minor:
            return Start(-before, True)
    counted = running(booked, newest_first=bool(head.newest_first))
    is_beside = head.opening is None and 0 < counted.rows == counted.agree and len(booked) > 1
    return Start(before, is_beside)


def before_first(head: StatementHead, rows: Sequence[Row]) -> int | None:
    """What the bank says the account held before the first of a statement's rows, in minor units of the rows' currency,
    the owner's view; None where it doesn't, or where the rows are in several currencies or none.
    """
    booked = statement.booked(rows)
    units = units_of(booked)
    if len(units) != 1:
        return None
    if head.opening is not None:
        return head.opening.amount.minor if head.opening.amount.currency in units else None
    first = booked[-1] if head.newest_first else booked[0]
    if first.balance_after is None or first.booking_date != min(days_of(booked)):
        return None
    return first.balance_after.minor - first.amount.minor


def counted(
    head: StatementHead, rows: Sequence[Row], new: Collection[int], on: date, code: str, began_minor: Sequence[int]
) -> frozenset[int]:
    """The places of those ``new`` rows of the day ``on`` which an account's beginning counts already: the bank's
    balance behind them is what it began with (``began_minor``: as banks may write it), and rows that are known follow.

    Where no row of that day is known, they reach as far as that balance does; rows that add up to nothing are none.
    """
    places = [at for at, row in enumerate(rows) if not row.pending and row.amount.currency.code == code]
    balances = _after(head, [rows[at] for at in (reversed(places) if head.newest_first else places)])
    ordered = list(zip(reversed(places) if head.newest_first else places, balances, strict=True))
    of_day = [(at, after) for at, after in ordered if rows[at].booking_date == on]
    known = next((n for n, (at, _after) in enumerate(of_day) if at not in new), None)
    ends = range(len(of_day), -1, -1) if known is None else (known,)
    for end in ends:
        if any(_before(rows, of_day, end) == minor for minor in began_minor):
            total = sum(rows[at].amount.minor for at, _after in of_day[:end])
            return frozenset(at for at, _after in of_day[:end]) if total else frozenset()
    return frozenset()


def _before(rows: Sequence[Row], of_day: Sequence[tuple[int, int | None]], end: int) -> int | None:
    """The balance before one of a day's rows, or behind the last of them."""
    if end:
        return of_day[end - 1][1]
    after = of_day[0][1] if of_day else None
    return None if after is None else after - rows[of_day[0][0]].amount.minor


def _after(head: StatementHead, rows: Sequence[Row]) -> list[int | None]:
    """The balance behind each of the rows, which come oldest first: beside it, or counted from the statement's ends."""
    total = sum(row.amount.minor for row in rows)
    unit = rows[0].amount.currency if rows else None
    held = None
    if head.opening is not None and head.opening.amount.currency == unit:
        held = head.opening.amount.minor
    elif head.closing is not None and head.closing.amount.currency == unit:
        held = head.closing.amount.minor - total
    found: list[int | None] = []
    for row in rows:
        held = None if held is None else held + row.amount.minor
        found.append(row.balance_after.minor if row.balance_after else held)
    return found
