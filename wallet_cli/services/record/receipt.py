"""What a verb wants recorded, and the receipt that it gets: values alone, which sessions and verbs share."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallet_cli.domain.account import Account, Payee
    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.transaction import Transaction
    from wallet_cli.store.journal import entities


FAR_DAYS = 366
"""A record further ahead than this may be a slip of the year: it is asked about, or remarked."""


class Change(NamedTuple):
    """An account's balance before and after, in minor units (debit positive)."""

    account: str
    kind: str
    currency: Currency
    before_minor: int
    after_minor: int


def below_zero(changes: Iterable[Change]) -> tuple[str, ...]:
    """The own accounts that hold less than nothing since this change; of cards and loans that is what they are for."""
    held = (each for each in changes if kinds.of(each.kind).warns_below_zero)
    return tuple(dict.fromkeys(each.account for each in held if each.after_minor < 0 <= each.before_minor))


class Summary(NamedTuple):
    """A transaction in names: ``amounts`` are (minor units, currency) of what moved, one a currency.

    ``sources`` are the money accounts that were credited, ``targets`` those debited; ``day`` is an ordinal.
    """

    payee: str
    amounts: tuple[tuple[int, Currency], ...]
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    categories: tuple[str, ...]
    day: int


class When(NamedTuple):
    """The days (ordinals) of a receipt: ``today``; of what was recorded the ``first`` and the ``last``; ``balances`` is
    the day at whose end the accounts hold what is said.
    """

    today: int
    first: int
    last: int
    balances: int


class NewPayee(NamedTuple):
    """A payee that a record made, and the names of those that may have been meant."""

    name: str
    near: tuple[str, ...]


class Early(NamedTuple):
    """An account that begins after what was booked on it: with ``amount_minor`` (debit positive) on ``day`` (ordinal).

    ``line`` lets it begin earlier, where what it began with counts that already; () where none can.
    """

    account: str
    kind: str
    currency: Currency
    amount_minor: int
    day: int
    line: tuple[str, ...] = ()


class Receipt(NamedTuple):
    """What a record did: ``op`` is "o881"; ``transactions`` are ("t412", uid) pairs, ``summaries`` what they say.

    ``inferred`` names what was not typed; ``repeated`` says that the id was known and nothing was done again.
    ``low`` are accounts that hold less than nothing today because of it, where ``changes`` are of an earlier day;
    ``new`` are its payees who are new; ``same_as`` is a transaction of the last moments that says the same;
    ``added`` are the people who were made for it, ``categories`` the categories; ``early`` are accounts that begin
    after it. ``only`` is the account among ``inferred`` that was taken because there is no other, ``paid_off`` the
    debt of which all was paid without its amount being typed, ``even_with`` the person with whom, ``of`` the purchase
    that a refund was taken to be of, as only one fits; "" for none.
    ``known`` are the transactions of each line of a batch that was recorded before, under its own id.
    """

    op: str
    transactions: tuple[tuple[str, bytes], ...]
    summaries: tuple[Summary, ...] = ()
    changes: tuple[Change, ...] = ()
    inferred: tuple[str, ...] = ()
    repeated: bool = False
    dry_run: bool = False
    when: When | None = None
    low: tuple[str, ...] = ()
    new: tuple[NewPayee, ...] = ()
    same_as: str = ""
    added: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    early: tuple[Early, ...] = ()
    only: str = ""
    paid_off: str = ""
    even_with: str = ""
    of: str = ""
    known: tuple[tuple[tuple[str, bytes], ...], ...] = ()

    @property
    def below_zero(self) -> tuple[str, ...]:
        """The accounts that hold less than nothing since then; before an account begins, that says nothing."""
        early = {each.account for each in self.early}
        then = [each for each in below_zero(self.changes) if each not in early]
        return tuple(dict.fromkeys((*then, *self.low)))


class Entry(NamedTuple):
    """What a verb wants recorded: transactions, the payees they need first, what was inferred, small entities.

    ``moved`` says of the first transaction what moved, where fees make that more than its postings show; ``day``
    (ordinal) is the one that it is about, where there may be no transaction; ``accounts`` are made before all else.
    ``only``, ``paid_off``, ``even_with`` and ``of`` are as in ``Receipt``.
    """

    transactions: Sequence[Transaction]
    payees: Sequence[Payee] = ()
    inferred: tuple[str, ...] = ()
    items: Sequence[entities.Item] = ()
    moved: tuple[tuple[int, Currency], ...] = ()
    day: int = 0
    accounts: Sequence[Account] = ()
    only: str = ""
    paid_off: str = ""
    even_with: str = ""
    of: str = ""
