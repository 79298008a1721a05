"""Payments and receipts: money out to a payee, money in from one, with splits, shared bills and foreign purchases.

What comes in: the words of a line and a few options. What goes out: a receipt. What always holds: the shares add up to
the amount exactly, everybody who shares a bill owes the same, and a foreign purchase keeps both amounts.
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
    """A payment as typed: ``charged`` the amount in the account's currency, ``people`` who share the bill.

    ``force`` takes a new payee as it is, also one that looks like a number or ends in a date.
    """

    words: Sequence[str]
    notes: Notes = Notes()
    charged: str | None = None
    people: Sequence[str] = ()
    force: bool = False


class Income(NamedTuple):
    """Money in as typed: ``less`` are deductions such as ``tax=450``, taken off the gross amount."""

    words: Sequence[str]
    notes: Notes = Notes()
    less: Sequence[str] = ()
    force: bool = False


class Foreign(NamedTuple):
    """What the shop charged, in its own currency: 0 and "" for a purchase in the account's currency."""

    minor: int
    code: str


HOME = Foreign(0, "")


def pay(session: Session, wish: Payment) -> Receipt:
    """Record a payment. Raises UsageProblem for what can't be read or is missing, NotFound, Refused."""
    return record(session, lambda: _payment(session, wish))


def _payment(session: Session, wish: Payment) -> Entry:
    line = read_line(wish.words)
    payee, new = typed_line.payee_of(session, line, force=wish.force)
    memory = typed_line.remembered(session, payee, new, kinds.SPENT)
    inferred: list[str] = []
    account = typed_line.account_of(session, line, memory, inferred)
    total, foreign = _amounts(session, line, account, wish.charged)
    lines = typed_line.shares(session, line, total, memory, inferred, kinds.SPENT)
    if wish.people:
        lines = _shared_bill(session, lines, total, wish.people)
    day, state, code = typed_line.day_of(session, wish.notes), typed_line.state_of(wish.notes), total.currency.code
    # the shop's amount is shared out in the same proportion
    originals = allocate(foreign.minor, [minor for _node, minor in lines])
    postings = [
        Posting(node.uid, code, minor, day, state, 0, "", original, foreign.code)
        for (node, minor), original in zip(lines, originals, strict=True)
    ]
    postings.append(Posting(account.uid, code, -total.minor, day, state, 0, "", -foreign.minor, foreign.code))
    txn = typed_line.transaction(session, wish.notes, postings, payee)
    return Entry([txn], _new(payee, new), tuple(inferred))


def _shared_bill(
    session: Session, lines: list[tuple[Node, int]], total: Money, people: Sequence[str]
) -> list[tuple[Node, int]]:
    """The bill's categories with my part of each, and what each person owes; the odd minor units are mine."""
    debtors = [names.person(session, name) for name in people]
    if len({debtor.uid for debtor in debtors}) < len(debtors):
        raise UsageProblem("person-twice", people=tuple(debtor.path for debtor in debtors))
    owed = total.minor // (len(debtors) + 1)
    if not owed:
        raise Refused("bill-too-small", total=plain(total.minor, total.currency.scale), currency=total.currency.code)
    mine = allocate(total.minor - owed * len(debtors), [minor for _node, minor in lines])
    kept = [(node, minor) for (node, _whole), minor in zip(lines, mine, strict=True) if minor]
    return [*kept, *[(debtor, owed) for debtor in debtors]]


def _new(payee: Payee, new: bool) -> tuple[Payee, ...]:
    return (payee,) if new else ()


def _amounts(session: Session, line: QuickLine, account: Node, charged: str | None) -> tuple[Money, Foreign]:
    """The amount in the account's currency and the shop's amount, where that is another currency."""
    amount = typed_line.read(session, line.amounts[0])
    shop = typed_line.means_foreign(session, amount, account)
    if shop is None:
        if charged is not None:
            raise UsageProblem("charged-without-foreign", amount=amount.text)
        return typed_line.amount_of(session, amount, account), HOME
    if charged is None:
        raise Refused("charged-needed", account=names.typed(account.path), currency=shop.code, held=account.currencies)
    original = amount.money(shop)
    if not original.minor:
        raise UsageProblem("zero-amount", amount=amount.text)
    return typed_line.amount_of(session, typed_line.read(session, charged), account), Foreign(original.minor, shop.code)


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
    net = gross.minor - sum(minor for _node, minor in less)
    if net <= 0:
        raise Refused("deductions-too-large", gross=plain(gross.minor, gross.currency.scale), currency=code)
    postings = [Posting(account.uid, code, net, day, state)]
    postings += [Posting(node.uid, code, -minor, day, state) for node, minor in sources]
    postings += [Posting(node.uid, code, minor, day, state) for node, minor in less]
    return Entry([typed_line.transaction(session, wish.notes, postings, payee)], _new(payee, new), tuple(inferred))


def _deduction(session: Session, text: str, unit: Currency) -> tuple[Node, int]:
    name, _sign, amount = text.replace("＝", "=").rpartition("=")
    name = bare(name.strip())
    if not name or not amount.strip():
        raise UsageProblem("bad-deduction", text=text)
    part = typed_line.read(session, amount)
    return typed_line.category_of(session, name, kinds.SPENT), typed_line.part_of(part, unit)
