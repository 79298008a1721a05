"""What an operation can have done, one value an event: facts with names in place of uids, put into words elsewhere.

Amounts are in minor units of the currency beside them, days are ordinals. A name is the one that was in the
operation; where that only names something by uid, it is the name that this has now.
"""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.domain.account import Account, Payee
    from wallet_cli.domain.look.view import View

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


class Started(NamedTuple):
    """The wallet was made, with this main currency."""

    currency: str


class Booked(NamedTuple):
    """One transaction; ``moved`` is None where what a removed one was is no longer known.

    ``people`` are those of its accounts that stand for someone.
    """

    change: str
    ref: str
    payee: str
    moved: View | None
    people: frozenset[str] = frozenset()
    is_void: bool = False


class Several(NamedTuple):
    """A number of transactions, or ``more`` than that."""

    change: str
    number: int
    more: bool


class OfAccounts(NamedTuple):
    """One account or category, before (None: it was made) and after (None: it is gone), and the number of ``others``.

    ``opening`` is the transaction that it began with.
    """

    before: Account | None
    after: Account | None
    others: int = 0
    opening: View | None = None


class OfPayee(NamedTuple):
    """A payee before (None: it was made) and after (None: it is gone)."""

    before: Payee | None
    after: Payee | None


class Merged(NamedTuple):
    """A payee that became another, and the transactions that changed with it."""

    payee: str
    into: str
    transactions: int
    more: bool


class OfItem(NamedTuple):
    """A small entity: its kind and name, and what the module of its kind (``domain/items``) says; None: it has none."""

    kind: str
    name: str
    said: Any


Event = Started | Booked | Several | OfAccounts | OfPayee | Merged | OfItem


class What(NamedTuple):
    """What an operation did; ``erased``: that, or part of it, was erased for good since."""

    events: tuple[Event, ...]
    erased: bool = False
