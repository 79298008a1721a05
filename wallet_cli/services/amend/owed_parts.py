"""What others owe of a payment that gets another amount, or that others share from now on. Loaded only for a payment
that is shared.

Equal parts stay equal. What the books hold doesn't say whether an unequal part was an amount or a percentage, so it is
refused to guess: the parts are typed, ``--with anna=20 --with ben=30%``.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import plain
from wallet_cli.domain.bill import Part
from wallet_cli.domain.money import Money, allocate
from wallet_cli.domain.quickline import join_words
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.services import names
from wallet_cli.services.record import debtors
from wallet_cli.services.session import Session, money_of, typing_style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.transaction import Posting, Transaction
    from wallet_cli.store.books.accounts import Node


def equal_parts(owed: Sequence[int], total: int, minor: int) -> list[int] | None:
    """What each of the others owes of ``minor`` where ``owed`` are equal parts of ``total``; None where they aren't."""
    equal = Part(1, len(owed) + 1)
    return [equal.of(minor) for _each in owed] if all(each == equal.of(total) for each in owed) else None


def unequal(session: Session, ref: str, words: Sequence[str], people: Sequence[tuple[Node, Posting]]) -> UsageProblem:
    """The refusal to guess what unequal parts become, with the line that keeps what each of the others owes."""
    mark = typing_style(session).decimal
    line = join_words(words)
    for node, posting in people:
        owed = plain(abs(posting.amount_minor), money_of(session, posting.currency).scale).replace(".", mark)
        line += f" --with {join_words([f'{names.typed(node.path)}={owed}'])}"
    return UsageProblem("edit-shares", ref=ref, corrected=line)


def shared(session: Session, ref: str, txn: Transaction, nodes: Sequence[Node], people: Sequence[str]) -> Transaction:
    """The payment with ``people`` (as typed behind ``--with``) sharing it in place of those who did.

    Parts are of what the account was charged. Raises Refused("edit-not-shared", "bill-too-small") and what
    ``debtors.sharing`` raises.
    """
    paired = list(zip(txn.postings, nodes, strict=True))
    paid = [posting for posting, node in paired if node.account.is_own]
    mine = [(posting, node) for posting, node in paired if node.account.is_category]
    others = len(paired) - len(paid) - len(mine)
    if len(paid) != 1 or not mine or others != sum(kinds.of(node.kind).is_person for node in nodes):
        raise Refused("edit-not-shared", ref=ref)
    (payer,) = paid
    rest = [posting for posting, _node in paired if posting is not payer]
    if payer.amount_minor >= 0 or any(each.amount_minor <= 0 or each.currency != payer.currency for each in rest):
        raise Refused("edit-not-shared", ref=ref)
    total = Money(-payer.amount_minor, money_of(session, payer.currency))
    found = debtors.sharing(session, people, total)
    owed = [
        mine[0][0]._replace(
            account=each.person.uid,
            amount_minor=each.part.of(total.minor),
            original_minor=each.part.of(-payer.original_minor),
        )
        for each in found
    ]
    if not all(each.amount_minor for each in owed):
        raise debtors.too_small(total)
    weights = [posting.amount_minor for posting, _node in mine]
    parts = allocate(total.minor - sum(each.amount_minor for each in owed), weights)
    originals = allocate(-payer.original_minor - sum(each.original_minor for each in owed), weights)
    left = [
        posting._replace(amount_minor=part, original_minor=original)
        for (posting, _node), part, original in zip(mine, parts, originals, strict=True)
        if part
    ]
    return txn._replace(postings=(*left, *owed, payer))
