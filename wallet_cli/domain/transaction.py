"""Transactions and their postings: double entry, debit positive, dates as proleptic ordinals.

A posting carries what a bank says about it (booking and value date, state, id, original amount, and facts beside
them), because a transfer is in two statements with two dates, two ids and two states. What holds always: postings sum
to zero per currency.
"""

from __future__ import annotations

from wallet_cli.errors import Refused
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PENDING, BOOKED, RECONCILED = 0, 1, 2
STATES = ("pending", "booked", "reconciled")
"""Names of the states, indexed by their number."""

MAX_MINOR = 2**63 - 1
REFUNDS = "refunds"
"""The kind of a link from a refund to the purchase it takes back."""

MAYBE_SAME = "maybe-same"
"""The kind of a link from a transaction whose bank's row may be another one's: to that one, or to itself where the row
may be an event of its own.
"""


class Posting(NamedTuple):
    """One line of a transaction.

    ``account`` uid; ``currency`` ISO code; ``amount_minor`` debit positive; ``date`` booking date (ordinal);
    ``value_date`` ordinal or 0; ``state`` 0..2; ``bank_id`` the bank's id of this line; the original amount is the
    amount in the currency of the shop, with its code, or 0 and ""; ``facts`` what else a bank says of it, (name, value)
    in the order of the names (``files.row_facts``).
    """

    account: bytes
    currency: str
    amount_minor: int
    date: int
    state: int = BOOKED
    value_date: int = 0
    bank_id: str = ""
    original_minor: int = 0
    original_currency: str = ""
    facts: tuple[tuple[str, str], ...] = ()


class Transaction(NamedTuple):
    """One event in the books: ``uid`` 16 bytes, ``date`` entry date (ordinal), ``payee`` uid or b"".

    ``delivered`` is the payee's text as a bank delivered it; ``links`` are (kind, uid of the other transaction).
    """

    uid: bytes
    date: int
    postings: tuple[Posting, ...]
    payee: bytes = b""
    memo: str = ""
    delivered: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[tuple[str, bytes], ...] = ()
    void: bool = False


def sums(postings: Iterable[Posting]) -> dict[str, int]:
    """The sum per currency in minor units, zero sums included."""
    total: dict[str, int] = {}
    for posting in postings:
        total[posting.currency] = total.get(posting.currency, 0) + posting.amount_minor
    return total


def _are_opposite(one: Posting, other: Posting) -> bool:
    """Whether two postings surely are what ``check`` asks for, as nearly all are."""
    return (
        one.amount_minor == -other.amount_minor
        and one.currency == other.currency
        and -MAX_MINOR <= one.amount_minor <= MAX_MINOR
        and not one.original_minor
        and not other.original_minor
    )


def check(postings: Sequence[Posting]) -> None:
    """Refuse postings that are fewer than two, out of range (all that goes in, too), or don't sum to zero per currency.

    Raises Refused("too-few-postings", "amount-too-large", "unbalanced").
    """
    if len(postings) < 2:
        raise Refused("too-few-postings")
    if len(postings) == 2 and _are_opposite(*postings):
        return
    moved: dict[str, int] = {}
    for posting in postings:
        if not -MAX_MINOR <= posting.amount_minor <= MAX_MINOR:
            raise Refused("amount-too-large", currency=posting.currency)
        if not -MAX_MINOR <= posting.original_minor <= MAX_MINOR:
            raise Refused("amount-too-large", currency=posting.original_currency)
        if posting.amount_minor > 0:
            moved[posting.currency] = moved.get(posting.currency, 0) + posting.amount_minor
    for currency, total in moved.items():
        if total > MAX_MINOR:
            raise Refused("amount-too-large", currency=currency)
    for currency, total in sums(postings).items():
        if total:
            raise Refused("unbalanced", currency=currency, difference=total)
