"""What a receipt remarks of a record besides its balances: a payee that is new, the same payment a moment ago.

Both ask an index for a few rows, whatever the size of the books, and refuse nothing.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.dates import other_year
from wallet_cli.domain.text import fold, slips
from wallet_cli.services.record.receipt import FAR_DAYS, NewPayee
from wallet_cli.services.record.typed_line import Notes, day_of
from wallet_cli.store.books import accounts, transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from wallet_cli.domain.account import Payee
    from wallet_cli.domain.transaction import Transaction
    from wallet_cli.services.session import Session

MOMENT_MS = 2 * 60 * 1000
"""So near to a payment, in time, the same one once more may be a slip."""
NEIGHBOURS = 100
"""This many names on either side in the alphabet are compared with a new one."""
MOST_NEAR = 2


def new_payees(session: Session, payees: Iterable[Payee]) -> tuple[NewPayee, ...]:
    """The payees that aren't written yet, with those that they may be meant for; () for the first one of all."""
    found = []
    for payee in payees:
        known = accounts.payees_beside(session.db, payee.name, NEIGHBOURS)
        if known:
            near = [name for name in dict.fromkeys(known) if _is_near(fold(payee.name), fold(name))]
            found.append(NewPayee(payee.name, tuple(near[:MOST_NEAR])))
    return tuple(found)


def is_far_ahead(session: Session, notes: Notes) -> int:
    """The day (ordinal) of a record that is more than a year ahead, which may be a slip of the year; 0 for another.

    Raises what ``day_of`` raises: nothing is asked about a line whose day can't be read.
    """
    day = day_of(session, notes)
    return day if day > session.today + FAR_DAYS else 0


def other_day(session: Session, notes: Notes) -> date | None:
    """The other day that a day without a year may mean, where the one that is taken isn't one of this year that was."""
    return other_year(notes.day, date.fromordinal(session.today)) if notes.day else None


def _is_near(one: str, other: str) -> bool:
    """Whether a slip of the fingers parts two names, in longer ones two; or all the words of one begin the other.
    Names with other numbers in them aren't meant for each other.
    """
    shorter, longer = sorted((one, other), key=len)
    if [char for char in one if char.isdigit()] != [char for char in other if char.isdigit()]:
        return False  # a number is what parts them on purpose
    if longer.startswith(shorter + " "):
        return True
    least = 4 if shorter.isascii() else 3  # three letters are too few to look alike, three characters of Chinese aren't
    allowed = 0 if len(shorter) < least else 1 if len(shorter) < 2 * least else 2
    if len(longer) - len(shorter) > allowed or len({*one} ^ {*other}) > 2 * allowed:
        return False
    return 0 < slips(one, other) <= allowed


def same_just_before(session: Session, txn: Transaction, money: Container[bytes]) -> str:
    """The short name of a transaction of the last moments with the same payee, day and amounts in the accounts that
    hold ``money`` (uids); "" for none. An id of the caller's own says that it is another.
    """
    if not txn.payee or session.key or session.joint is not None:
        return ""
    now_ms = int.from_bytes(txn.uid[:6], "big")  # a uid begins with its moment
    about_now = range(now_ms - MOMENT_MS, now_ms + MOMENT_MS + 1)  # a clock that is set goes back, too
    moved = _moved(txn, money)
    for kept in transactions.recent_of_payee(session.db, txn.payee, txn.date, about_now):
        if _moved(kept.transaction, money) == moved:
            return f"t{kept.row}"
    return ""


def _moved(txn: Transaction, money: Container[bytes]) -> list[tuple[bytes, str, int]]:
    return sorted(
        (posting.account, posting.currency, posting.amount_minor)
        for posting in txn.postings
        if posting.account in money
    )
