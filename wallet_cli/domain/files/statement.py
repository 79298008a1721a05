"""What statement files and the books exchange: plain values, no bytes and no SQL.

A bank's file becomes events in its order: a ``StatementHead`` for each statement, then its ``Row``s, with a ``Refusal``
in the place of anything that could not be used. Whole books are ``Declaration``s and ``BookTransaction``s. What always
holds: nothing in a file disappears without a refusal that names its line, and money is exact or refused. Signs: a row's
amount is the account owner's view (money in is positive); a posting's is the store's (debit positive).
"""

from __future__ import annotations

from enum import IntEnum
from operator import attrgetter, itemgetter

from wallet_cli.domain.text import visible
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from typing import Any

    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.files.profile import TableProfile
    from wallet_cli.domain.money import Money
    from wallet_cli.errors import WalletError

TEXT_LIMIT = 500
"""Characters of a payee, a name or an id."""

MEMO_LIMIT = 4000
"""Characters of a memo."""

REDACTED = "redacted by wallet: "
"""What begins the note in a bank's format that its names are invented."""

FEES_ASIDE = "fees aside"
"""Evidence of a head: fees are beside its amounts; nothing shows if they are within them, and they aren't booked."""

EXCERPT_LIMIT = 80
"""Characters of the refused text that a refusal shows."""


class Score(IntEnum):
    """How sure a format is that a file is its own, from the first bytes alone, never from the name."""

    NO = 0
    MAYBE = 1
    SURE = 2


class Profile(NamedTuple):
    """What the importer knows and a file may leave unsaid: ``currency``, used only where the file names none;
    ``tables`` how banks' tables are to be read, by the keys of their headers; ``kind`` of the account, "" where it
    isn't known yet.
    """

    currency: Currency | None = None
    tables: Mapping[str, TableProfile] = {}
    kind: str = ""


class Balance(NamedTuple):
    """A balance a bank states, the owner's view; ``on`` its day, if given."""

    amount: Money
    on: date | None = None


class Stated(NamedTuple):
    """What a statement says about its own rows, the owner's view: how many there are and what they add up to, each None
    where it doesn't. ``came`` and ``went`` are sums without a sign.
    """

    rows: int | None = None
    total: Money | None = None
    came_count: int | None = None
    came: Money | None = None
    went_count: int | None = None
    went: Money | None = None


class StatementHead(NamedTuple):
    """One statement of one account: everything a bank says beside the rows.

    ``account`` the number or IBAN and ``bank`` the bank's code, as delivered; ``kind`` is the name of a kind of account
    (``domain.kinds``), "" where the bank says none or one that we don't know; ``first`` and ``last`` are the period,
    inclusive; ``redacted`` names what was taken out of a statement that is written.

    ``number`` the statement's own, with its page ("7/2"); ``interim``: of a day that isn't over; ``stated`` its own
    counts and sums; ``card_tails`` the last digits of cards, as delivered; ``owner`` and ``product`` as named by the
    bank; ``newest_first`` whether the rows come in that order, None where they don't show it; ``evidence`` what shows
    that the file was read rightly ("running balance", "stated sums"); ``aside`` are lines between or behind the rows
    that are none (totals, notes, a header again), each with what it is; ``table`` says how one with a header was read;
    ``source`` whose table it is, where its header shows that (``formats.table.sources``: ``alipay``, ``cmb-card``);
    ``closing_unsaid`` why there is no ``closing`` though balances are beside the rows: "broken" where they don't follow
    from the rows, "several" of currencies, "unusable" where the last row has none or can't be used.
    """

    account: str = ""
    bank: str = ""
    currency: Currency | None = None
    kind: str = ""
    first: date | None = None
    last: date | None = None
    opening: Balance | None = None
    closing: Balance | None = None
    available: Balance | None = None
    line: int = 0
    redacted: tuple[str, ...] = ()
    number: str = ""
    interim: bool = False
    stated: Stated = Stated()
    card_tails: tuple[str, ...] = ()
    owner: str = ""
    product: str = ""
    newest_first: bool | None = None
    evidence: tuple[str, ...] = ()
    aside: tuple[Refusal, ...] = ()
    table: TableProfile | None = None
    source: str = ""
    closing_unsaid: str = ""


class Row(NamedTuple):
    """One movement as the bank describes it. Texts are clean (no control or bidi characters), otherwise as delivered.

    ``amount`` is in the currency the bank booked it in, which may differ from the head's; ``kind`` the bank's word for
    it; ``bank_id`` "" if none; ``original`` the amount in the shop's currency; ``extra`` further facts as (name,
    value).

    ``time`` of day at the place of the booking, with its offset where one was delivered; ``balance_after`` what the
    account held afterwards; ``other_account`` and ``other_bank`` the other party's; ``end_to_end``, ``mandate`` the
    payer's id and the direct debit's (ISO 20022); ``order_id`` the platform's, ``merchant_order_id`` the shop's;
    ``cheque`` its number; ``rate`` as delivered; ``charges`` what of the amount the bank took; ``method`` what was paid
    with, ``status`` and ``category`` in the platform's words; ``batch`` the id of the collective entry that it is part
    of. Where not ``moves_money`` the row is a note: a closed order, another's card.
    """

    line: int
    booking_date: date
    amount: Money
    payee: str = ""
    memo: str = ""
    kind: str = ""
    bank_id: str = ""
    value_date: date | None = None
    original: Money | None = None
    pending: bool = False
    extra: tuple[tuple[str, str], ...] = ()
    time: datetime.time | None = None
    balance_after: Money | None = None
    other_account: str = ""
    other_bank: str = ""
    end_to_end: str = ""
    mandate: str = ""
    order_id: str = ""
    merchant_order_id: str = ""
    cheque: str = ""
    rate: str = ""
    charges: Money | None = None
    method: str = ""
    status: str = ""
    category: str = ""
    batch: str = ""
    moves_money: bool = True

    @property
    def text(self) -> str:
        """Payee and memo in one, which is what rows are compared by."""
        return f"{self.payee} {self.memo}".strip()


_DAY, _AMOUNT, _PENDING = map(Row._fields.index, ("booking_date", "amount", "pending"))
# by position, without a step of Python for each of many rows
_day, _amount, _pending, _unit, _minor = (
    *map(itemgetter, (_DAY, _AMOUNT, _PENDING)), attrgetter("currency"), attrgetter("minor"),
)  # fmt: skip


def days_of(rows: Iterable[Row]) -> list[date]:
    """The days on which rows are booked, in their order."""
    return list(map(_day, rows))


def booked(rows: Sequence[Row]) -> Sequence[Row]:
    """Those rows that aren't pending."""
    return [row for row in rows if not row.pending] if any(map(_pending, rows)) else rows


def units_of(rows: Iterable[Row]) -> dict[Currency, None]:
    """The currencies of rows, in the order in which they come."""
    return dict.fromkeys(map(_unit, map(_amount, rows)))


def total_minor(rows: Iterable[Row]) -> int:
    """The sum of rows, which are in one currency, in its minor units."""
    return sum(map(_minor, map(_amount, rows)))


class Refusal(NamedTuple):
    """Something in a file that could not be used: its line (from 1), why (slug and parameters), and its beginning."""

    line: int
    slug: str
    params: Mapping[str, object]
    excerpt: str = ""


def refusal(line: int, problem: WalletError, raw: str = "") -> Refusal:
    """The refusal that stands for ``problem`` at ``line``; ``raw`` is the text it is about."""
    short = " ".join(raw[: 8 * EXCERPT_LIMIT].split())[:EXCERPT_LIMIT]
    return Refusal(line, problem.slug, dict(problem.params), visible(short))


class CurrencyDeclaration(NamedTuple):
    """A currency of the books and its scale, which never changes."""

    currency: Currency


class AccountDeclaration(NamedTuple):
    """A node of the tree: ``path`` with colons, ``type`` account, category or equity, ``kind`` bank, expense …

    ``uid`` 32 hex digits; ``currencies`` the codes it may hold (none: any); ``also`` further numbers (``Account``).
    """

    uid: str
    path: str
    type: str
    kind: str
    currencies: tuple[str, ...] = ()
    number: str = ""
    aliases: tuple[str, ...] = ()
    closed: bool = False
    also: tuple[str, ...] = ()


class PayeeDeclaration(NamedTuple):
    """A payee: ``uid`` 32 hex digits, ``aliases`` other spellings."""

    uid: str
    name: str
    aliases: tuple[str, ...] = ()


class RuleDeclaration(NamedTuple):
    """A rule for banks' rows: ``uid`` 32 hex digits, ``name`` "r3", ``body`` as ``domain.rules.rule`` has it, with the
    paths of accounts in place of their uids. Rules come in their order.
    """

    uid: str
    name: str
    body: Mapping[str, Any]


class BookPosting(NamedTuple):
    """One line of a transaction: ``amount`` debit positive, ``state`` pending, booked or reconciled; ``facts`` as in
    ``transaction.Posting``.
    """

    account: str
    type: str
    kind: str
    amount: Money
    date: datetime.date
    state: str = "booked"
    value_date: datetime.date | None = None
    bank_id: str = ""
    original: Money | None = None
    facts: tuple[tuple[str, str], ...] = ()


class BookTransaction(NamedTuple):
    """One event of the books: ``uid`` 32 hex digits, ``delivered`` the payee's text as a bank gave it.

    ``links`` are (kind, uid of the other transaction).
    """

    uid: str
    date: datetime.date
    postings: tuple[BookPosting, ...]
    payee: str = ""
    delivered: str = ""
    memo: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    void: bool = False

    def off_balance(self) -> dict[Currency, int]:
        """The currencies whose postings don't sum to zero, with the difference in minor units."""
        total: dict[Currency, int] = {}
        for posting in self.postings:
            total[posting.amount.currency] = total.get(posting.amount.currency, 0) + posting.amount.minor
        return {currency: minor for currency, minor in total.items() if minor}


class Removal(NamedTuple):
    """A transaction that was taken out of the books: its ``uid``, 32 hex digits."""

    uid: str


BankEvent = StatementHead | Row | Refusal
"""What reading a bank's file yields."""

Declaration = CurrencyDeclaration | AccountDeclaration | PayeeDeclaration
"""What comes before the transactions of whole books."""

BookEntry = Declaration | BookTransaction | RuleDeclaration
"""What writing whole books takes; rules come last, and formats that have no place for them leave them out."""

ChangeEntry = Declaration | BookTransaction | Removal
"""What writing the changes of books takes."""

BookEvent = BookEntry | Refusal
"""What reading whole books yields."""
