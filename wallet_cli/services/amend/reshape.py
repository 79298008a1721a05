"""Giving a transaction another amount, payee, account or other categories, by the same words that record one.

What can mean two things is refused with what to do instead: an amount where money went both ways at once, an account
where several were moved. Several categories keep their proportions, exact by largest remainder;
what others owe of a bill changes with it only where the parts are equal.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.money import Money, allocate
from wallet_cli.domain.quickline import QuickLine, read_line, spelled
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.record import debtors, meant_line, typed_line
from wallet_cli.services.session import Session, money_of
from wallet_cli.store.books import accounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.account import Payee
    from wallet_cli.domain.transaction import Posting, Transaction
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.books.transactions import Kept


class _Shape(NamedTuple):
    """A transaction taken apart: positions of the postings of own accounts, and of everything else."""

    ref: str
    txn: Transaction
    nodes: tuple[Node, ...]
    own: tuple[int, ...]
    rest: tuple[int, ...]


def reshaped(
    session: Session, kept: Kept, words: Sequence[str], *, force: bool = False, people: Sequence[str] = ()
) -> tuple[Transaction, tuple[Payee, ...]]:
    """The transaction as the words want it, shared with ``people`` where any are given, and the payee that has to be
    made first.

    Raises UsageProblem("edit-payee-is-category", "edit-shares"), and for what can't be read, NotFound,
    Refused("edit-ambiguous", "edit-no-category", "edit-other-currency", "currency-not-held", "transfer-to-itself",
    "edit-not-shared").
    """
    txn, new = _by_words(session, kept, words, force, is_given_others=bool(people)) if words else (kept.transaction, ())
    if people:
        shape = _shape(session, kept._replace(transaction=txn))
        from wallet_cli.services.amend import owed_parts

        txn = owed_parts.shared(session, shape.ref, txn, shape.nodes, people)
    return txn, new


def _by_words(
    session: Session, kept: Kept, words: Sequence[str], force: bool, *, is_given_others: bool
) -> tuple[Transaction, tuple[Payee, ...]]:
    txn = kept.transaction
    new: tuple[Payee, ...] = ()
    line = read_line(words, least=0)
    shape = _shape(session, kept)
    if line.payee:
        payee, is_new = typed_line.payee_of(session, line, force=force)
        if is_new and not (force or line.categories):
            _require_no_category(session, line)
        txn, new = txn._replace(payee=payee.uid), (payee,) if is_new else ()
    if line.accounts:
        shape = _with_accounts(session, shape._replace(txn=txn), line)
        txn = shape.txn
    if line.amounts:
        txn = _with_amount(session, shape._replace(txn=txn), line.amounts[0], words, is_given_others=is_given_others)
    if line.categories:
        txn = _with_categories(session, _shape(session, kept._replace(transaction=txn)), line)
    return txn, new


def _require_no_category(session: Session, line: QuickLine) -> None:
    """Refuse a new payee that is the name of a category, or ends in one: ``petrol transport``.

    Raises UsageProblem("edit-payee-is-category").
    """
    name, meant = line.payee, line._replace(payee="")
    category = names.category_called(session, name)
    if category:
        meant = meant._replace(categories=((category, None),))
    else:
        meant = meant_line.with_signs(session, line)
        name = meant.categories[0][0] if meant.categories else ""
    if name:
        other = f"{spelled(line)} --force"
        raise UsageProblem("edit-payee-is-category", name=name, corrected=spelled(meant), other=other)


def _shape(session: Session, kept: Kept) -> _Shape:
    by_row = {node.uid: node for node in accounts.by_row(session.db).values()}
    nodes = tuple(by_row[posting.account] for posting in kept.transaction.postings)
    own = [at for at, node in enumerate(nodes) if node.account.is_own]
    if not own:  # someone else paid, or a debt was written off
        own = [at for at, node in enumerate(nodes) if kinds.of(node.kind).is_person]
    rest = tuple(at for at in range(len(nodes)) if at not in own)
    return _Shape(f"t{kept.row}", kept.transaction, nodes, tuple(own), rest)


def _ambiguous(shape: _Shape) -> Refused:
    paths = tuple(dict.fromkeys(shape.nodes[at].path for at in (shape.own or shape.rest)))
    return Refused("edit-ambiguous", ref=shape.ref, accounts=paths)


def _is_transfer(shape: _Shape) -> bool:
    """Two own accounts, one giving and one taking, and nothing else."""
    if len(shape.own) != 2 or shape.rest:
        return False
    one, other = (shape.txn.postings[at] for at in shape.own)
    return one.amount_minor == -other.amount_minor and one.currency == other.currency


def _can_be_transfer(shape: _Shape) -> bool:
    """One own account, and a category or an adjustment that has the same amount of it."""
    if len(shape.own) != 1 or len(shape.rest) != 1 or kinds.of(shape.nodes[shape.rest[0]].kind).is_person:
        return False
    one, other = shape.txn.postings
    return one.amount_minor == -other.amount_minor and one.currency == other.currency


def _with_accounts(session: Session, shape: _Shape, line: QuickLine) -> _Shape:
    """One account instead of the only one; of a transfer, source and target in this order. What has one account and
    one other side becomes a transfer where both are named.
    """
    found = [names.account(session, name) for name in line.accounts]
    becomes = len(found) == 2 and _can_be_transfer(shape)
    places = sorted((0, 1) if becomes else shape.own, key=lambda at: shape.txn.postings[at].amount_minor)
    if len(found) != len(places) or not (len(places) == 1 or becomes or _is_transfer(shape)):
        raise _ambiguous(shape)
    if len({node.uid for node in found}) < len(found):
        raise Refused("transfer-to-itself", account=found[0].path)
    postings, nodes = list(shape.txn.postings), list(shape.nodes)
    for at, node in zip(places, found, strict=True):
        if node.currencies and postings[at].currency not in node.currencies:
            raise typed_line.not_held(node, postings[at].currency)
        postings[at], nodes[at] = postings[at]._replace(account=node.uid), node
    if becomes and postings[shape.own[0]].account != shape.txn.postings[shape.own[0]].account:
        raise _ambiguous(shape)
    return shape._replace(txn=shape.txn._replace(postings=tuple(postings)), nodes=tuple(nodes))


def _with_amount(
    session: Session, shape: _Shape, text: str, words: Sequence[str], *, is_given_others: bool
) -> Transaction:
    """Another amount: the own account's; the rest is shared out again in its proportions."""
    postings = list(shape.txn.postings)
    if _is_transfer(shape):
        minor = _amount(session, shape, shape.own[0], text)
        for at in shape.own:
            postings[at] = _sized(postings[at], minor)
        return shape.txn._replace(postings=tuple(postings))
    if len(shape.own) != 1:
        raise _ambiguous(shape)
    (place,) = shape.own
    old = postings[place].amount_minor
    if any(
        postings[at].amount_minor * old >= 0 or postings[at].currency != postings[place].currency for at in shape.rest
    ):
        raise _ambiguous(shape)
    minor = _amount(session, shape, place, text)
    parts = _parts(session, shape, minor, words, is_given_others=is_given_others)
    postings[place] = _sized(postings[place], minor)
    for at, part in zip(shape.rest, parts, strict=True):
        postings[at] = _sized(postings[at], part)
    # a share too small for a minor unit would be a posting of nothing
    return shape.txn._replace(postings=tuple(posting for posting in postings if posting.amount_minor))


def _parts(session: Session, shape: _Shape, minor: int, words: Sequence[str], *, is_given_others: bool) -> list[int]:
    """What each of ``shape.rest`` gets of another amount, in the old proportions; of a shared bill, whatever the others
    don't owe is mine (``domain.bill``). Raises Refused("bill-too-small") where someone would owe nothing any more, and
    UsageProblem("edit-shares") where they owe unequal parts, unless ``is_given_others`` by other words.
    """
    old = {at: abs(shape.txn.postings[at].amount_minor) for at in shape.rest}
    mine = [at for at in shape.rest if not kinds.of(shape.nodes[at].kind).is_person] or list(shape.rest)
    others = [at for at in shape.rest if at not in mine]
    if is_given_others:  # all of it is mine until then
        return allocate(minor, [old[at] if at in mine else 0 for at in shape.rest])
    if not others or minor == sum(old.values()):
        return allocate(minor, [old[at] for at in shape.rest])
    from wallet_cli.services.amend import owed_parts

    owed = owed_parts.equal_parts([old[at] for at in others], sum(old.values()), minor)
    if owed is None:
        people = [(shape.nodes[at], shape.txn.postings[at]) for at in others]
        raise owed_parts.unequal(session, shape.ref, words, people)
    if not all(owed):
        unit = money_of(session, shape.txn.postings[shape.rest[0]].currency)
        raise debtors.too_small(Money(minor, unit))
    new = dict(zip(others, owed, strict=True))
    parts = allocate(minor - sum(owed), [old[at] for at in mine])
    new |= dict(zip(mine, parts, strict=True))
    return [new[at] for at in shape.rest]


def _sized(posting: Posting, minor: int) -> Posting:
    return posting._replace(amount_minor=minor if posting.amount_minor > 0 else -minor)


def _amount(session: Session, shape: _Shape, place: int, text: str) -> int:
    money = typed_line.amount_of(session, typed_line.read(session, text), shape.nodes[place])
    code = shape.txn.postings[place].currency
    if money.currency.code != code:
        raise Refused("edit-other-currency", ref=shape.ref, currency=code)
    return money.minor


def _with_categories(session: Session, shape: _Shape, line: QuickLine) -> Transaction:
    """Other categories for what the old ones stood for together; the shop's own amounts are shared out again, too."""
    paired = list(zip(shape.txn.postings, shape.nodes, strict=True))
    old = [posting for posting, node in paired if node.account.is_category]
    others = [posting for posting, node in paired if not node.account.is_category]
    if not old or any(node.account.type == kinds.EQUITY for node in shape.nodes):
        raise Refused("edit-no-category", ref=shape.ref)
    signs = {posting.amount_minor > 0 for posting in old}
    if len(signs) > 1 or len({posting.currency for posting in old}) > 1:
        raise Refused("edit-mixed-categories", ref=shape.ref)
    total = sum(posting.amount_minor for posting in old)
    unit = money_of(session, old[0].currency)
    flows = {kinds.of(node.kind).flow for _posting, node in paired if node.account.is_category}
    shared = typed_line.shares(session, line, Money(abs(total), unit), typed_line.Memory(None, None), [])
    if len(flows) == 1:
        shared = [(typed_line.of_flow(session, node, *flows) or node, minor) for node, minor in shared]
    originals = allocate(sum(abs(posting.original_minor) for posting in old), [minor for _node, minor in shared])
    sign, sign_original = (1 if total > 0 else -1), (-1 if old[0].original_minor < 0 else 1)
    new = [
        old[0]._replace(account=node.uid, amount_minor=sign * minor, original_minor=sign_original * original)
        for (node, minor), original in zip(shared, originals, strict=True)
    ]
    first = shape.txn.postings.index(old[0])
    ahead = [posting for posting in shape.txn.postings[:first] if posting not in old]
    return shape.txn._replace(postings=(*ahead, *new, *others[len(ahead) :]))
