"""A line of an account's statement: one shape from the store to what people, programs and files see."""

from __future__ import annotations

from wallet_cli.domain.transaction import PENDING, STATES
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.money import Money


class StatementLine(NamedTuple):
    """A posting with its transaction's texts; amounts in minor units, debit positive.

    ``txn`` is the number of the transaction's short name; ``date`` the booking date (ordinal), ``value_date`` too, or
    0. What the store can't know comes with the statement: ``balance_minor`` after the line; ``others``, the categories
    and accounts on the other side; ``original``, the amount in the currency that it was paid in; ``in_transit``: it
    has left one own account, and has not reached the other by the end of the period.
    """

    txn: int
    uid: bytes
    currency: str
    amount_minor: int
    date: int
    state_code: int
    value_date: int
    bank_id: str
    original_minor: int
    original_currency: str
    payee: str
    memo: str
    delivered: str
    balance_minor: int = 0
    others: tuple[str, ...] = ()
    in_transit: bool = False
    original: Money | None = None

    @property
    def who(self) -> str:
        """The payee's name, else the text that the bank delivered."""
        return self.payee or self.delivered

    @property
    def pending(self) -> bool:
        """Whether the bank has not booked it yet."""
        return self.state_code == PENDING

    @property
    def state(self) -> str:
        """pending, booked or reconciled."""
        return STATES[self.state_code]
