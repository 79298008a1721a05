"""What an operation can have done, one value a deed: facts with names in place of uids, to be put into words elsewhere.

Amounts are in minor units of the currency beside them, days are ordinals. A name is the one that stood in the
operation; where that only names something by uid, it is the name that this has now.
"""

from __future__ import annotations

from wallet_cli.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.account import Account, Payee
    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.look.view import View

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


class Founded(NamedTuple):
    """The wallet was made, with this main currency."""

    currency: str


class Booked(NamedTuple):
    """One transaction; ``moved`` is None where what a removed one was isn't told any more.

    ``people`` are those of its accounts that stand for somebody.
    """

    change: str
    ref: str
    payee: str
    moved: View | None
    people: frozenset[str] = frozenset()
    is_void: bool = False


class Several(NamedTuple):
    """So many transactions, or ``more`` than so many."""

    change: str
    number: int
    more: bool


class OfAccounts(NamedTuple):
    """One account or category, before (None: it was made) and after (None: it is gone), and so many ``others``.

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


class Configured(NamedTuple):
    """A setting and its value as it is typed."""

    name: str
    value: str


class Budgeted(NamedTuple):
    """What an envelope is given in ``month``, or from it on; None: nothing any more."""

    envelope: str
    amount_minor: int | None
    currency: Currency
    month: str
    onward: bool


class Carried(NamedTuple):
    """Whether an envelope keeps its overspending, from a month on."""

    envelope: str
    month: str
    keeps: bool


class Held(NamedTuple):
    """What of a month is held for the next one; None: nothing any more."""

    month: str
    amount_minor: int | None
    currency: Currency


class Counted(NamedTuple):
    """Whether the money of an account is on the budget."""

    account: str
    counts: bool


class Asserted(NamedTuple):
    """What an account holds at the end of a day, and the transaction that made it so (None: it was so already)."""

    account: str
    amount_minor: int
    currency: Currency
    day: int
    adjusted: View | None


class Imported(NamedTuple):
    """A file that was brought in: counts of its rows, or of the transactions of its books."""

    file: str
    format: str
    new: int
    confirmed: int
    known: int
    refused: int


class Exported(NamedTuple):
    """How far exports of a name have come."""

    state: str
    op: str


class Forked(NamedTuple):
    """The wallet is worked on from operation ``at``, although ``seen`` operations had been seen ("" for none)."""

    at: str
    seen: str


class Erased(NamedTuple):
    """Transactions that were erased for good, by their short names."""

    refs: tuple[str, ...]


class Other(NamedTuple):
    """A small entity of a kind that nothing more is known of."""

    kind: str
    name: str


Deed = (
    Founded
    | Booked
    | Several
    | OfAccounts
    | OfPayee
    | Merged
    | Configured
    | Budgeted
    | Carried
    | Held
    | Counted
    | Asserted
    | Imported
    | Exported
    | Forked
    | Erased
    | Other
)


class What(NamedTuple):
    """What an operation did; ``erased``: that, or part of it, was erased for good since."""

    events: tuple[Deed, ...]
    erased: bool = False
