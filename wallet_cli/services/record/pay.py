"""Payments and receipts: money out to a payee, money in from one, with splits, shared bills and foreign purchases.

What comes in: the words of a line and a few options. What goes out: a receipt. What always holds: the shares add up to
the amount exactly, what others don't owe of a shared bill is mine, a foreign purchase keeps both amounts, and parts of
it are in the currency of the line's amount.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import Payee, bare
from wallet_cli.domain.amounts import plain
from wallet_cli.domain.money import Money, allocate
from wallet_cli.domain.quickline import QuickLine, read_line
from wallet_cli.domain.transaction import Posting
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.record import typed_line
from wallet_cli.services.record.receipt import Entry, Receipt
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.record.write import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.currency import Currency
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node


class Payment(NamedTuple):
    """A payment as typed: ``charged`` the amount in the account's currency, ``people`` who share the bill
    (``debtors``).

    ``force`` takes a new payee as it is, also one that looks like a number or ends in a date.
    """

    words: Sequence[str]
    notes: Notes = Notes()
    charged: str | None = None
    people: Sequence[str] = ()
    force: bool = False


class Income(NamedTuple):
    """Money in as typed: ``less`` are deductions such as ``tax=450``, taken off the gross amount.

    A deduction with ``@`` goes into an account: ``@pension=300``.
    """

    words: Sequence[str]
    notes: Notes = Notes()
    less: Sequence[str] = ()
    force: bool = False


def pay(session: Session, wish: Payment) -> Receipt:
    """Record a payment. Raises UsageProblem for what can't be read or is missing, NotFound, Refused."""
    return record(session, lambda: _payment(session, wish))


def _payment(session: Session, wish: Payment) -> Entry:
    line = read_line(wish.words)
    payee, new = typed_line.payee_of(session, line, force=wish.force, people=wish.people)
    memory = typed_line.remembered(session, payee, new, kinds.SPENT)
    inferred: list[str] = []
    account = typed_line.account_of(session, line, memory, inferred)
    total, foreign = _amounts(session, line, account, wish.charged)
    shared = typed_line.shares(session, line, foreign or total, memory, inferred, kinds.SPENT)
    owed = _owed(session, wish.people, total, foreign)
    lines = [*_mine(shared, total, foreign, owed), *owed] if owed or foreign else [_Line(*each) for each in shared]
    day, state, code = typed_line.day_of(session, wish.notes), typed_line.state_of(wish.notes), total.currency.code
    shop = foreign.currency.code if foreign else ""
    postings = [
        Posting(each.node.uid, code, each.minor, day, state, 0, "", each.original_minor, shop) for each in lines
    ]
    original = -foreign.minor if foreign else 0
    postings.append(Posting(account.uid, code, -total.minor, day, state, 0, "", original, shop))
    txn = typed_line.transaction(session, wish.notes, postings, payee)
    added = names.new_among(each.node for each in lines)
    return Entry([txn], _new(payee, new), tuple(inferred), accounts=added, only=memory.sole(line, account))


class _Line(NamedTuple):
    """What one category or person gets of a payment: minor units of the account's currency, and of the shop's."""

    node: Node
    minor: int
    original_minor: int = 0


def _owed(session: Session, people: Sequence[str], total: Money, foreign: Money | None) -> list[_Line]:
    """What each person owes, the same part of what the account was charged and of what the shop asked for."""
    if not people:
        return []
    from wallet_cli.services.record import debtors  # few payments are shared

    found = debtors.sharing(session, people, foreign or total)
    owed = [
        _Line(each.person, each.part.of(total.minor), each.part.of(foreign.minor if foreign else 0)) for each in found
    ]
    if not all(each.minor for each in owed):
        raise debtors.too_small(total)
    return owed


def _mine(shared: list[tuple[Node, int]], total: Money, foreign: Money | None, owed: list[_Line]) -> list[_Line]:
    """The categories with my part of each: what the others don't owe, in the proportions of the bill."""
    minor = total.minor - sum(each.minor for each in owed)
    original = foreign.minor - sum(each.original_minor for each in owed) if foreign else 0
    # a part too small for a minor unit would be a posting of nothing
    parts = allocate(minor, [part for _node, part in shared])
    shared = [each for each, part in zip(shared, parts, strict=True) if part]
    weights = [part for _node, part in shared]
    both = zip(shared, allocate(minor, weights), allocate(original, weights), strict=True)
    return [_Line(node, here, there) for (node, _part), here, there in both]


def _new(payee: Payee, new: bool) -> tuple[Payee, ...]:
    return (payee,) if new else ()


def _amounts(session: Session, line: QuickLine, account: Node, charged: str | None) -> tuple[Money, Money | None]:
    """The amount in the account's currency and the shop's amount, where that is another currency."""
    amount = typed_line.read(session, line.amounts[0])
    shop = typed_line.means_foreign(session, amount, account)
    if shop is None:
        if charged is not None:
            raise UsageProblem("charged-without-foreign", amount=amount.text)
        return typed_line.amount_of(session, amount, account), None
    if charged is None:
        raise Refused("charged-needed", account=names.typed(account.path), currency=shop.code, held=account.currencies)
    original = amount.money(shop)
    if not original.minor:
        raise UsageProblem("zero-amount", amount=amount.text)
    return typed_line.amount_of(session, typed_line.read(session, charged), account), original


def receive(session: Session, wish: Income) -> Receipt:
    """Record money that came in: the gross amount, its income category, and deductions such as taxes."""
    return record(session, lambda: _income(session, wish))


def _income(session: Session, wish: Income) -> Entry:
    line = read_line(wish.words)
    payee, new = typed_line.payee_of(session, line, force=wish.force)
    memory = typed_line.remembered(session, payee, new, kinds.EARNED)
    inferred: list[str] = []
    account = typed_line.account_of(session, line, memory, inferred)
    gross = typed_line.amount_of(session, typed_line.read(session, line.amounts[0]), account)
    day, state, code = typed_line.day_of(session, wish.notes), typed_line.state_of(wish.notes), gross.currency.code
    sources = typed_line.shares(session, line, gross, memory, inferred, kinds.EARNED)
    less = [_deduction(session, text, gross.currency) for text in wish.less]
    _require_apart(account, [node for node, _minor in less])
    net = gross.minor - sum(minor for _node, minor in less)
    if net <= 0:
        raise Refused("deductions-too-large", gross=plain(gross.minor, gross.currency.scale), currency=code)
    postings = [Posting(account.uid, code, net, day, state)]
    postings += [Posting(node.uid, code, -minor, day, state) for node, minor in sources]
    postings += [Posting(node.uid, code, minor, day, state) for node, minor in less]
    txn = typed_line.transaction(session, wish.notes, postings, payee)
    added = names.new_among(node for node, _minor in sources)
    return Entry([txn], _new(payee, new), tuple(inferred), accounts=added, only=memory.sole(line, account))


def _require_apart(account: Node, less: list[Node]) -> None:
    """Refuse a deduction into the account where the rest goes, or a second one into the same account."""
    seen = {account.uid}
    for node in less:
        if node.uid in seen and node.account.is_money:
            raise UsageProblem("deduction-twice", name=node.path)
        seen.add(node.uid)


def _deduction(session: Session, text: str, unit: Currency) -> tuple[Node, int]:
    """Where a part of the income went instead, a category or with ``@`` an account, and how much."""
    name, _sign, amount = text.replace("＝", "=").rpartition("=")
    into_account = name.strip().startswith(("@", "＠"))
    name = bare(name.strip())
    if not name or not amount.strip():
        raise UsageProblem("bad-deduction", text=text)
    minor = typed_line.part_of(typed_line.read(session, amount), unit)
    if not into_account:
        return typed_line.category_of(session, name, kinds.SPENT), minor
    node = names.account(session, name)
    if node.currencies and unit.code not in node.currencies:
        raise typed_line.not_held(node, unit.code)
    return node, minor
