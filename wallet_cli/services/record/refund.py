"""Refunds: money back for a purchase, as negative spending in the month in which it came.

What always holds: a refund of a purchase goes back to its categories (and to anyone who shared the bill) in proportion
to what each still stands for, exact by largest remainder; all refunds together never exceed the purchase.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import plain
from wallet_cli.domain.money import Money, allocate
from wallet_cli.domain.quickline import QuickLine, read_line, spelled
from wallet_cli.domain.transaction import REFUNDS, Posting, Transaction
from wallet_cli.errors import NotFound, Refused, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names, short_names
from wallet_cli.services.record import typed_line
from wallet_cli.services.record.receipt import Entry, Receipt
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.record.write import record
from wallet_cli.services.session import Session, money_of
from wallet_cli.store.books import accounts, transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallet_cli.domain.account import Payee
    from wallet_cli.domain.currency import Currency
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.books.transactions import Kept


_LOOKED_BACK = 20
"""This many of a payee's transactions are looked through for the purchase that money came back for."""


class Refund(NamedTuple):
    """A refund as typed: an amount or "all"; ``of`` the purchase's short name or uid in hex, None for one by itself."""

    words: Sequence[str]
    notes: Notes = Notes()
    of: str | None = None
    force: bool = False


class _Purchase(NamedTuple):
    """A purchase with what is still standing of each of its lines, in minor units, by account uid.

    ``shop`` is the same in the shop's currency, where that is another one.
    """

    kept: Kept
    unit: Currency
    account: Node | None
    left: dict[bytes, int]
    shop: dict[bytes, int]


def refund(session: Session, wish: Refund) -> Receipt:
    """Record a refund.

    Raises UsageProblem, NotFound("no-such-transaction"), Refused("not-a-purchase", "refund-too-large",
    "already-refunded", "refund-before-purchase", "currency-not-held").
    """
    return record(session, lambda: _of_purchase(session, wish, wish.of) if wish.of else _by_itself(session, wish))


def _by_itself(session: Session, wish: Refund) -> Entry:
    if typed_line.means_all(wish.words):
        meant = read_line(wish.words[1:], least=0, most=0)._replace(amounts=("all",))
        raise UsageProblem("all-of-what", corrected=f"{spelled(meant)} --of ID")
    line = read_line(wish.words)
    payee, new = typed_line.payee_of(session, line, force=wish.force)
    if session.infers and not new and (of := _only_purchase(session, wish, line, payee)):
        return _of_purchase(session, wish, of)._replace(of=of)
    if session.infers and not new and not (line.accounts and line.categories):
        _require_left(session, line, payee)
    memory = typed_line.remembered(session, payee, new, kinds.SPENT)
    inferred: list[str] = []
    account = typed_line.account_of(session, line, memory, inferred)
    money = typed_line.amount_of(session, typed_line.read(session, line.amounts[0]), account)
    back = typed_line.shares(session, line, money, memory, inferred, kinds.SPENT)
    postings = _postings(session, wish.notes, account, money, [(node.uid, minor) for node, minor in back])
    txn = typed_line.transaction(session, wish.notes, postings, payee)
    added = names.new_among(node for node, _minor in back)
    only = memory.sole(line, account)
    return Entry([txn], (payee,) if new else (), tuple(inferred), accounts=added, only=only)


def _only_purchase(session: Session, wish: Refund, line: QuickLine, payee: Payee) -> str:
    """The short name of the only purchase from this payee, of the last ones, of which so much can come back, or else of
    which just so much is left; "" where that is none, or several.
    """
    day = typed_line.day_of(session, wish.notes)
    fitting = []
    for kept in transactions.latest_of_payee(session.db, payee.uid, day, _LOOKED_BACK):
        try:
            purchase = _chosen(session, _purchase(session, f"t{kept.row}", line), line)
            money, left = _amount(session, line.amounts[0], purchase), sum(purchase.left.values())
            _account(session, line, purchase)
        except (NotFound, Refused, UsageProblem):
            continue
        if money.minor <= left:
            fitting.append((f"t{kept.row}", money.minor == left))
    exact = [ref for ref, is_exact in fitting if is_exact]
    found = exact if len(fitting) > 1 else [ref for ref, _is_exact in fitting]
    return found[0] if len(found) == 1 else ""


def _require_left(session: Session, line: QuickLine, payee: Payee) -> None:
    """Refuse more than is left of all purchases from this payee, of the last ones, where account or category would be
    taken from them. Raises Refused("refund-too-large").
    """
    left, asked = dict[str, Money](), 0
    for kept in transactions.latest_of_payee(session.db, payee.uid, session.today, _LOOKED_BACK):
        ref = f"t{kept.row}"
        try:
            purchase = _chosen(session, _purchase(session, ref, line), line)
            asked = _amount(session, line.amounts[0], purchase).minor
        except (NotFound, Refused, UsageProblem):
            continue
        left[ref] = Money(sum(purchase.left.values()), purchase.unit)
    units = {each.currency for each in left.values()}
    if len(units) != 1 or asked <= sum(each.minor for each in left.values()):
        return
    ref, most = max(left.items(), key=lambda each: each[1].minor)
    raise Refused(
        "refund-too-large",
        ref=ref,
        left=plain(most.minor, most.currency.scale),
        currency=most.currency.code,
        corrected=f"{spelled(line._replace(amounts=('all',), payee=''))} --of {ref}" if most.minor > 0 else "",
        other=spelled(typed_line.in_full(line)),
    )


def _of_purchase(session: Session, wish: Refund, of: str) -> Entry:
    everything = typed_line.means_all(wish.words)
    line = read_line(wish.words[1:], least=0, most=0) if everything else read_line(wish.words)
    typed = line._replace(amounts=("all",)) if everything else line
    purchase = _chosen(session, _purchase(session, of, line), line)
    account = _account(session, typed, purchase)
    left = Money(sum(purchase.left.values()), purchase.unit)
    bought = purchase.kept.transaction
    ref = f"t{purchase.kept.row}"
    if left.minor <= 0:
        raise Refused("already-refunded", ref=ref)
    money = left if everything else _amount(session, line.amounts[0], purchase)
    if money.minor > left.minor:
        text = plain(left.minor, left.currency.scale)
        meant = spelled(line._replace(amounts=("all",)))
        raise Refused("refund-too-large", ref=ref, left=text, currency=left.currency.code, corrected=meant, other="")
    day = typed_line.day_of(session, wish.notes)
    if day < bought.date:
        raise Refused("refund-before-purchase", ref=ref, date=date.fromordinal(bought.date).isoformat())
    parts = allocate(money.minor, list(purchase.left.values()))
    postings = _postings(session, wish.notes, account, money, zip(purchase.left, parts, strict=True))
    postings = _with_originals(postings, purchase)
    payee, new = typed_line.optional_payee(session, line, force=wish.force)
    txn = typed_line.transaction(session, wish.notes, postings, payee)
    txn = txn._replace(payee=payee.uid if payee else bought.payee, links=((REFUNDS, bought.uid),))
    return Entry([txn], new)


def _postings(
    session: Session, notes: Notes, account: Node, money: Money, back: Iterable[tuple[bytes, int]]
) -> list[Posting]:
    """Negative spending on these categories, the money into ``account``."""
    day, state, code = typed_line.day_of(session, notes), typed_line.state_of(notes), money.currency.code
    lines = [Posting(uid, code, -minor, day, state) for uid, minor in back if minor]
    return [Posting(account.uid, code, money.minor, day, state), *lines]


def _with_originals(postings: Sequence[Posting], purchase: _Purchase) -> list[Posting]:
    """The refund of a foreign purchase with what the shop gave back, in its currency, in proportion.

    The last refund takes what is left of it, so that all refunds together give back the shop's amount exactly.
    """
    code = next((each.original_currency for each in purchase.kept.transaction.postings if each.original_currency), "")
    if not code:
        return list(postings)
    account, *lines = postings
    found = []
    for each in lines:
        whole, left = purchase.shop.get(each.account, 0), purchase.left[each.account]
        back = allocate(whole, [-each.amount_minor, left + each.amount_minor])[0]
        found.append(each._replace(original_minor=-back, original_currency=code))
    total = -sum(each.original_minor for each in found)
    return [account._replace(original_minor=total, original_currency=code), *found]


def _amount(session: Session, text: str, purchase: _Purchase) -> Money:
    """The typed amount in the purchase's currency: a foreign purchase comes back in what the card was charged in."""
    return Money(typed_line.part_of(typed_line.read(session, text), purchase.unit), purchase.unit)


def _purchase(session: Session, of: str, line: QuickLine) -> _Purchase:
    """The purchase of this short name or uid; raises Refused("not-a-purchase") for anything else."""
    kept = short_names.transaction(session, of)
    txn = kept.transaction
    spent: dict[bytes, int] = {}
    sources: dict[bytes, Node] = {}
    units = {posting.currency for posting in txn.postings}
    plausible = not txn.void and len(units) == 1
    for posting in txn.postings:
        node = accounts.by_uid(session.db, posting.account)
        if node is not None and node.account.is_money and posting.amount_minor < 0:
            sources[node.uid] = node
        elif node is not None and _bears(node.kind) and posting.amount_minor > 0:
            spent[node.uid] = spent.get(node.uid, 0) + posting.amount_minor
        else:
            plausible = False
    if not plausible or not any(_is_expense(session, uid) for uid in spent):
        alone = spelled(typed_line.in_full(line, payee=line.payee or "SHOP"))
        raise Refused("not-a-purchase", ref=f"t{kept.row}", corrected=alone)
    refunds = transactions.linked_to(session.db, txn.uid, REFUNDS)
    only = next(iter(sources.values())) if len(sources) == 1 else None
    shop = {uid: max(0, minor) for uid, minor in _shop_amounts(txn, refunds).items()}
    return _Purchase(kept, money_of(session, units.pop()), only, _left_per_line(spent, refunds), shop)


def _shop_amounts(txn: Transaction, refunds: Sequence[Kept]) -> dict[bytes, int]:
    """What is left of each line in the shop's currency."""
    found: dict[bytes, int] = {}
    for each in (txn, *[kept.transaction for kept in refunds]):
        for posting in each.postings:
            if posting.original_minor and (posting.amount_minor > 0) == (each is txn):
                found[posting.account] = found.get(posting.account, 0) + posting.original_minor
    return found


def _bears(kind: str) -> bool:
    """Whether an account of this kind can bear a part of a purchase: what it was for, or a person's share."""
    row = kinds.of(kind)
    return row.flow == kinds.SPENT or row.is_person


def _is_expense(session: Session, uid: bytes) -> bool:
    node = accounts.by_uid(session.db, uid)
    return node is not None and kinds.of(node.kind).flow == kinds.SPENT


def _left_per_line(spent: dict[bytes, int], refunds: Sequence[Kept]) -> dict[bytes, int]:
    """What is left of each line after ``refunds``.

    A refund that was edited since may have taken more from a line than it had, or from another: the others bear that.
    """
    left = dict(spent)
    astray = 0
    for kept in refunds:
        for uid, back in _given_back(kept.transaction).items():
            taken = max(0, min(back, left.get(uid, 0)))
            if uid in left:
                left[uid] -= taken
            astray += back - taken
    total = sum(left.values())
    if astray and total:
        rest = max(0, total - astray)
        return dict(zip(left, allocate(rest, list(left.values())), strict=True))
    return left


def _given_back(txn: Transaction) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    for posting in txn.postings:
        if posting.amount_minor < 0:
            found[posting.account] = found.get(posting.account, 0) - posting.amount_minor
    return found


def _chosen(session: Session, purchase: _Purchase, line: QuickLine) -> _Purchase:
    """The purchase, or only its lines in the categories that were named."""
    if not line.categories:
        return purchase
    wanted = [typed_line.category_of(session, name) for name, _amount in line.categories]
    if any(amount for _name, amount in line.categories) or any(node.uid not in purchase.left for node in wanted):
        raise UsageProblem("category-not-in-purchase", ref=f"t{purchase.kept.row}", category=line.categories[0][0])
    return purchase._replace(left={node.uid: purchase.left[node.uid] for node in wanted})


def _account(session: Session, line: QuickLine, purchase: _Purchase) -> Node:
    """Where the money goes: the account named, else the one that paid."""
    if len(line.accounts) > 1:
        raise UsageProblem("one-account", accounts=line.accounts, line="", corrected="", other="")
    if line.accounts:
        account = names.account(session, line.accounts[0])
    elif purchase.account is None:
        meant = spelled(line._replace(accounts=("ACCOUNT",)))
        raise UsageProblem("refund-needs-account", ref=f"t{purchase.kept.row}", corrected=meant)
    else:
        account = names.account(session, purchase.account.uid.hex())
    if account.currencies and purchase.unit.code not in account.currencies:
        raise typed_line.not_held(account, purchase.unit.code)
    return account
