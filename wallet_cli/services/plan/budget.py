"""Use cases of budgets: set, move, cover, hold, carry over, explain, remove. Each change is one operation.

An amount is set from a period on (every later one gets it too, until another is set) or for one period alone. What is
moved or covered is moved in that one alone. Periods are those of the wallet's own calendar, by their numbers.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.calendar import Period, at
from wallet_cli.domain.operation import BUDGET, CARRYOVER, HOLD, ON_BUDGET
from wallet_cli.domain.plan import budget as rules
from wallet_cli.domain.plan.allotment import Allotment
from wallet_cli.errors import NotFound, Refused
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names, periods
from wallet_cli.services.plan import envelopes
from wallet_cli.services.session import Session, home_currency, money_of
from wallet_cli.store.books import accounts
from wallet_cli.store.journal import entities

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.plan.budget import Index
    from wallet_cli.services.plan.envelopes import Budget, Cells
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation

FREE = "to-budget"
"""The word for the money that no envelope has, where it could not be taken for a category."""
FREE_IN_CHINESE = "未分配"
"""The same, where no category is called so."""


class BudgetChange(NamedTuple):
    """What an operation on the budget did: ``op`` is "o12"; ``amount_minor`` what was set, moved or held.

    ``apart`` are later periods that keep an amount of their own; ``giver`` is what money was moved from.
    """

    op: str
    period: Period
    currency: Currency
    amount_minor: int = 0
    envelope: str = ""
    apart: tuple[Period, ...] = ()
    dry_run: bool = False
    giver: str = ""


class Terms(NamedTuple):
    """Why an envelope has what it has, in minor units: rolled + budgeted + spent = left.

    ``lost_minor`` (<= 0) is the overspending of the period before, taken from the money to budget instead of from here;
    ``since`` the period whose standing amount is in force, None where this one has its own; ``kind`` the name of the
    calendar's; ``sources`` what was spent (negative: money out), by category.
    """

    uid: bytes
    envelope: str
    period: Period
    currency: Currency
    rolled_minor: int
    lost_minor: int
    budgeted_minor: int
    since: Period | None
    kind: str
    spent_minor: int
    sources: tuple[tuple[str, int], ...]
    left_minor: int
    carryover: bool


def show(session: Session, code: str, index: Index) -> Budget:
    """The budget of one period. Raises UsageProblem("budget-month-too-far"), Damaged("balances-replayed")."""
    session.store.check_balances()
    return envelopes.compute(session, envelopes.read_cells(session, code), index)


def begun(budget: Budget) -> dict[str, rules.Envelope]:
    """The envelopes that are there in the period of ``budget``, in the order of their names: of closed categories
    only those in which anything is or was.
    """
    from wallet_cli.domain.look.name_order import name_order

    there = {path: each for path, each in budget.now.envelopes.items() if budget.starts[path] <= budget.now.number}
    return {
        path: each
        for path, each in sorted(there.items(), key=lambda item: name_order(item[0]))
        if path not in budget.closed or any(each[:3])
    }


def overspent(budget: Budget) -> list[str]:
    """The envelopes that spent more than they had, by path."""
    return [path for path, each in begun(budget).items() if each.balance_minor < 0]


def rolled(budget: Budget, path: str) -> int:
    """What an envelope brought along from the period before, in minor units; negative: overspending carried over."""
    now = budget.now.envelopes[path]
    return now.balance_minor - now.budgeted_minor - now.spent_minor


def assign(
    session: Session, name: str, code: str, index: Index, amount_minor: int, *, only: bool = False
) -> BudgetChange:
    """Give a category an envelope: ``amount_minor`` from a period on, or in that one ``only``.

    Periods that were set apart keep their amount. Raises NotFound, Refused("budget-of-income", "category-closed"),
    UsageProblem.
    """
    envelopes.check_ahead(session, periods.own(session), index)
    node = _expense(session, name)
    if node.closed and amount_minor > 0:
        raise Refused("category-closed", category=node.path)
    with _operation(session) as work:
        cells = envelopes.read_cells(session, code)
        given = cells.allotments.get(node.uid, Allotment({}, {}))
        _put(work, BUDGET, cells.cell_name(index, node.uid, onward=not only), amount_minor)
        if not only and index in given.single:
            _drop(work, BUDGET, cells.cell_name(index, node.uid))
        later = sorted({each for each in (*given.single, *given.standing) if each > index and not only})
    return _changed(session, work, cells, index, amount_minor, node.path, later)


def move(session: Session, code: str, index: Index, amount_minor: int, source: str, target: str) -> BudgetChange:
    """Move money between two envelopes in one period alone; ``to-budget`` stands for the money that none has.

    Raises Refused("no-envelope", "envelope-too-small", "too-little-to-budget", "move-to-itself"), UsageProblem.
    """
    giver, taker = _envelope(session, source), _envelope(session, target)
    with _operation(session) as work:
        cells = envelopes.read_cells(session, code)
        budget = envelopes.compute(session, cells, index)
        rules.check_move(_visible(budget), _path(giver), _path(taker), amount_minor)
        _shift(work, cells, index, giver, taker, amount_minor)
    done = _changed(session, work, cells, index, amount_minor, _path(taker) or FREE)
    return done._replace(giver=_path(giver) or FREE)


def cover(
    session: Session, code: str, index: Index, target: str, source: str, amount_minor: int | None = None
) -> BudgetChange:
    """Move what ``target`` lacks from ``source`` (or as much as that has) in one period alone.

    Raises Refused("no-envelope", "envelope-not-overspent", "not-overbudgeted", "envelope-empty", "nothing-to-budget").
    """
    giver, taker = _envelope(session, source), _envelope(session, target)
    with _operation(session) as work:
        cells = envelopes.read_cells(session, code)
        budget = envelopes.compute(session, cells, index)
        moved = rules.cover(_visible(budget), _path(taker), _path(giver), amount_minor)
        _shift(work, cells, index, giver, taker, moved)
    done = _changed(session, work, cells, index, moved, _path(taker) or FREE)
    return done._replace(giver=_path(giver) or FREE)


def hold(session: Session, code: str, index: Index, amount_minor: int) -> BudgetChange:
    """Hold money of a period for the next one: as much as is still to budget; adds to what is held already.

    Raises Refused("nothing-to-budget"), UsageProblem("budget-amount-not-positive").
    """
    with _operation(session) as work:
        cells = envelopes.read_cells(session, code)
        budget = envelopes.compute(session, cells, index)
        added = rules.clamp_hold(budget.now.to_budget_minor, amount_minor)
        _put(work, HOLD, cells.hold_name(index), cells.held.get(index, 0) + added)
    return _changed(session, work, cells, index, added)


def release(session: Session, code: str, index: Index) -> BudgetChange:
    """Hold nothing of a period any more. Raises Refused("nothing-held")."""
    with _operation(session) as work:
        cells = envelopes.read_cells(session, code)
        if index not in cells.held:
            raise Refused("nothing-held")
        _drop(work, HOLD, cells.hold_name(index))
    return _changed(session, work, cells, index, cells.held[index])


def carry(session: Session, name: str, code: str, index: Index, *, on: bool) -> BudgetChange:
    """Say whether an envelope keeps its overspending, from a period forward; what was said of later ones is gone.

    Raises NotFound, Refused("no-envelope").
    """
    envelopes.check_ahead(session, periods.own(session), index)
    node = _expense(session, name)
    with _operation(session) as work:
        cells = envelopes.read_cells(session, code)
        _require(cells, node)
        known = cells.carryover.get(node.uid, ())
        for start in dict(known).keys() - dict(rules.set_carryover(known, index, on)).keys():
            _drop(work, CARRYOVER, cells.cell_name(start, node.uid))
        _put(work, CARRYOVER, cells.cell_name(index, node.uid), on)
    return _changed(session, work, cells, index, 0, node.path)


def remove(session: Session, name: str, code: str) -> BudgetChange:
    """Take a category's envelope away, from its first period on; what it had is to budget again.

    Raises NotFound, Refused("no-envelope").
    """
    node = _expense(session, name)
    with _operation(session) as work:
        cells = envelopes.read_cells(session, code)
        given = _require(cells, node)
        for index in given.standing:
            _drop(work, BUDGET, cells.cell_name(index, node.uid, onward=True))
        for index in given.single:
            _drop(work, BUDGET, cells.cell_name(index, node.uid))
        for index, _flag in cells.carryover.get(node.uid, ()):
            _drop(work, CARRYOVER, cells.cell_name(index, node.uid))
    return _changed(session, work, cells, given.first, 0, node.path)


def count(session: Session, name: str, *, on: bool) -> BudgetChange:
    """Say whether the money of an account is on the budget. Raises NotFound("no-such-account")."""
    node = names.account(session, name, closed=True)
    with _operation(session) as work:
        _put(work, ON_BUDGET, node.uid.hex(), on)
    unit = money_of(session, home_currency(session))
    return BudgetChange(work.ref, periods.from_now(session), unit, 0, node.path, (), session.dry_run)


def explain(session: Session, name: str, code: str, index: Index) -> Terms:
    """The terms of one envelope in one period. Raises NotFound, Refused("no-envelope")."""
    node = _expense(session, name)
    budget = show(session, code, index)
    if node.path not in begun(budget):
        raise Refused("no-envelope", category=node.path)
    now, was = budget.now.envelopes[node.path], budget.before.envelopes[node.path]
    given = budget.allotments[node.path]
    since = None if index in given.single else given.since(index)
    return Terms(
        node.uid,
        node.path,
        budget.period,
        budget.currency,
        rolled(budget, node.path),
        0 if was.carryover else min(0, was.balance_minor),
        now.budgeted_minor,
        None if since is None else at(budget.calendar, since),
        budget.calendar.kind.name,
        now.spent_minor,
        tuple(sorted(budget.sources.get(node.path, {}).items())),
        now.balance_minor,
        now.carryover,
    )


def _operation(session: Session) -> AbstractContextManager[Operation]:
    return session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run)


def _changed(
    session: Session,
    work: Operation,
    cells: Cells,
    index: Index,
    minor: int,
    envelope: str = "",
    apart: Sequence[Index] = (),
) -> BudgetChange:
    period, *others = [at(cells.calendar, each) for each in (index, *apart)]
    return BudgetChange(work.ref, period, cells.currency, minor, envelope, tuple(others), session.dry_run)


def _put(work: Operation, kind: str, name: str, body: int) -> None:
    work.put_item(entities.keyed_item(kind, name, body))


def _drop(work: Operation, kind: str, name: str) -> None:
    work.drop_item(kind, name)


def _expense(session: Session, name: str) -> Node:
    try:
        node = names.category(session, name, closed=True)
    except NotFound as error:
        if error.slug != "account-not-category":
            raise
        raise NotFound("account-has-no-envelope", account=name) from None  # as often as not typed with its @
    if kinds.of(node.kind).flow != kinds.SPENT:
        raise Refused("budget-of-income", category=node.path)
    return node


def _envelope(session: Session, name: str) -> Node | None:
    """The category of this name; None for the money to budget."""
    if name == FREE or (name == FREE_IN_CHINESE and accounts.find(session.db, name) is None):
        return None
    return _expense(session, name)


def _path(node: Node | None) -> str | None:
    return node.path if node else None


def _require(cells: Cells, node: Node) -> Allotment:
    if node.uid not in cells.allotments:
        raise Refused("no-envelope", category=node.path)
    return cells.allotments[node.uid]


def _visible(budget: Budget) -> rules.BudgetPeriod:
    """The period with the envelopes that are there in it."""
    return budget.now._replace(envelopes=begun(budget))


def _shift(work: Operation, cells: Cells, index: Index, giver: Node | None, taker: Node | None, minor: int) -> None:
    for node, change in ((giver, -minor), (taker, minor)):
        if node is not None:
            amount = cells.allotments[node.uid].amount_in(index) + change
            _put(work, BUDGET, cells.cell_name(index, node.uid), amount)
