"""Closing a category ends its envelope: else it would be given money every period that nothing can be spent from.

What is left in it is to budget again, in the period of the closing; from the next one on it is given nothing. All is
one operation with the closing, so that undo brings both back. An envelope that open categories below still count to
goes on; it ends with the last of them.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import parents
from wallet_cli.domain.operation import BUDGET, CARRYOVER
from wallet_cli.domain.plan.budget import carries_over, nearest_envelope
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import periods
from wallet_cli.services.plan import envelopes
from wallet_cli.services.session import Session, has_items
from wallet_cli.services.things.accounts import AccountEdit, AccountMade, edit
from wallet_cli.store.books import accounts
from wallet_cli.store.journal import entities

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.currency import Currency
    from wallet_cli.services.plan.envelopes import Cells
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation


class Ended(NamedTuple):
    """An envelope that ended: what was left in it, in minor units, is to budget again; or by how much it was over."""

    envelope: str
    freed_minor: int
    currency: Currency
    over_minor: int = 0


class Closed(NamedTuple):
    """A category as it is now, the envelopes that ended with it, and the currencies of those that go on."""

    made: AccountMade
    ended: tuple[Ended, ...] = ()
    goes_on: tuple[str, ...] = ()


def close(session: Session, node: Node) -> Closed:
    """Close a category, and end its envelopes in every currency. Raises UsageProblem, Damaged("balances-replayed")."""
    ended: list[Ended] = []
    goes_on: list[str] = []

    def end_envelopes(work: Operation) -> None:
        for code in envelopes.currencies(session):
            cells = envelopes.read_cells(session, code)
            over = _without_use(session, cells, node)
            ended.extend(filter(None, [_end(session, work, cells, each) for each in over]))
            if node.uid in cells.allotments and node not in over:
                goes_on.append(code)

    has_budget = has_items(session, BUDGET) and not node.closed
    made = edit(session, node, AccountEdit(closed=True), end_envelopes if has_budget else None)
    return Closed(made, tuple(ended), tuple(goes_on))


def reopen(session: Session, node: Node) -> tuple[AccountMade, bool]:
    """Open a category again, and whether it had an envelope that has ended."""
    made = edit(session, node, AccountEdit(closed=False))
    index = periods.number(session, None)
    ended = node.closed and any(
        has_ended(cells, node.uid, index)
        for cells in (envelopes.read_cells(session, code) for code in envelopes.currencies(session))
    )
    return made, ended


def has_ended(cells: Cells, uid: bytes, index: int) -> bool:
    """Whether the envelope of a category was there and is given nothing after a period."""
    given = cells.allotments.get(uid)
    if given is None:
        return False
    later = [amount for start, amount in (*given.standing.items(), *given.single.items()) if start > index]
    return not any(later) and not given.amount_in(index + 1)


def _without_use(session: Session, cells: Cells, closing: Node) -> list[Node]:
    """The envelopes' categories that are closed with ``closing``, and that no open category counts to any more."""
    nodes = [node for node in accounts.every(session.db, kinds.categories(kinds.SPENT)) if node.uid != closing.uid]
    with_envelope = {node.path: node for node in (*nodes, closing) if node.uid in cells.allotments}
    used = {nearest_envelope(node.path, with_envelope) for node in nodes if not node.closed}
    above = [with_envelope[path] for path in (closing.path, *parents(closing.path)) if path in with_envelope]
    return [each for each in above if (each.uid == closing.uid or each.closed) and each.path not in used]


def _end(session: Session, work: Operation, cells: Cells, node: Node) -> Ended | None:
    """End one envelope; None where it had ended before."""
    now = periods.number(session, None)
    given, flags = cells.allotments[node.uid], cells.carryover.get(node.uid, ())
    left = 0
    if given.first <= now:
        left = envelopes.compute(session, cells, now).now.envelopes[node.path].balance_minor
        if left <= 0 and has_ended(cells, node.uid, now):
            return None
        # apart, so that an amount that is set from this period on takes the place of both
        amount = given.amount_in(now) - max(0, left)
        work.put_item(entities.keyed_item(BUDGET, cells.cell_name(now, node.uid), amount))
        work.put_item(entities.keyed_item(BUDGET, cells.cell_name(now, node.uid, onward=True), 0))
    for start in [each for each in given.standing if each > now]:
        work.drop_item(BUDGET, cells.cell_name(start, node.uid, onward=True))
    for start in [each for each in given.single if each > now]:
        work.drop_item(BUDGET, cells.cell_name(start, node.uid))
    for start in [each for each, _flag in flags if each > now]:
        work.drop_item(CARRYOVER, cells.cell_name(start, node.uid))
    if carries_over(flags, now):  # what it lacks is taken from the money to budget, as nothing will fill it
        work.put_item(entities.keyed_item(CARRYOVER, cells.cell_name(now, node.uid), False))
    return Ended(node.path, max(0, left), cells.currency, max(0, -left))
