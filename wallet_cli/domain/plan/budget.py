"""Envelope budgeting: money that is there is given to categories, and what is left rolls on.

In go, for one currency, what was assigned, spent and received by period; out comes every figure of every period. All
amounts are integers of minor units. The formulas are those of the envelope budget of Actual 26.9: a positive leftover
always rolls; overspending is taken from the next one's money, unless the category carries it over. What always holds:
the balances of a period, what is still to budget and what is held make up all the cash received and not yet spent.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from wallet_cli.domain.account import parents
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.named_tuple import NamedTuple

Index = int
"""The number of a period in the calendar that the budget goes by."""
Changes = Sequence[tuple[Index, bool]]
"""When a category's carryover flag changes: (first period, flag), ascending; false before the first."""


class Plan(NamedTuple):
    """What a budget in one currency is computed from, all amounts in minor units.

    ``first`` is the period before which nothing counts, ``periods`` how many there are from it on. ``categories`` are
    the envelopes; ``assigned`` and ``spent`` (negative: money out) by (period, category); ``income`` all that was
    received, by period; ``carryover`` by category; ``held`` for the next one, by period. What is missing is 0 or false.
    """

    first: Index
    periods: int
    categories: Sequence[str]
    assigned: Mapping[tuple[Index, str], int]
    spent: Mapping[tuple[Index, str], int]
    income: Mapping[Index, int]
    carryover: Mapping[str, Changes]
    held: Mapping[Index, int]


class Envelope(NamedTuple):
    """One category in one period, in minor units; ``carryover``: a negative balance stays in it in the next."""

    budgeted_minor: int
    spent_minor: int
    balance_minor: int
    carryover: bool


class BudgetPeriod(NamedTuple):
    """All figures of one period, in minor units.

    ``last_overspent_minor`` (<= 0) is the overspending of the one before that no category carries over;
    ``total_budgeted_minor`` is minus what the envelopes were given; ``for_next_minor`` (>= 0) is held;
    ``to_budget_minor`` is what no envelope has yet, negative when more was given than there is.
    """

    number: Index
    envelopes: Mapping[str, Envelope]
    total_income_minor: int
    from_last_minor: int
    last_overspent_minor: int
    total_budgeted_minor: int
    for_next_minor: int
    to_budget_minor: int
    total_spent_minor: int
    total_balance_minor: int


def budget_periods(plan: Plan) -> list[BudgetPeriod]:
    """Every period of the plan, the first one after a blank one (no balances, nothing held)."""
    last = BudgetPeriod(plan.first - 1, {}, *[0] * 8)
    result = []
    for index in range(plan.first, plan.first + plan.periods):
        last = _next(plan, index, last)
        result.append(last)
    return result


def _next(plan: Plan, index: Index, last: BudgetPeriod) -> BudgetPeriod:
    envelopes = {category: _envelope(plan, index, category, last) for category in plan.categories}
    income = plan.income.get(index, 0)
    held = plan.held.get(index, 0)
    from_last = last.to_budget_minor + last.for_next_minor
    overspent = sum(min(0, was.balance_minor) for was in last.envelopes.values() if not was.carryover)
    budgeted = sum(now.budgeted_minor for now in envelopes.values())
    return BudgetPeriod(
        number=index,
        envelopes=envelopes,
        total_income_minor=income,
        from_last_minor=from_last,
        last_overspent_minor=overspent,
        total_budgeted_minor=-budgeted,
        for_next_minor=held,
        to_budget_minor=income + from_last + overspent - budgeted - held,
        total_spent_minor=sum(now.spent_minor for now in envelopes.values()),
        total_balance_minor=sum(now.balance_minor for now in envelopes.values()),
    )


def _envelope(plan: Plan, index: Index, category: str, last: BudgetPeriod) -> Envelope:
    was = last.envelopes.get(category)
    rolled = 0
    if was:
        rolled = was.balance_minor if was.carryover else max(0, was.balance_minor)
    budgeted = plan.assigned.get((index, category), 0)
    spent = plan.spent.get((index, category), 0)
    flag = carries_over(plan.carryover.get(category, ()), index)
    return Envelope(budgeted, spent, budgeted + spent + rolled, flag)


def carries_over(changes: Changes, index: Index) -> bool:
    """Whether the flag is set in a period: the last change up to it decides."""
    return next((flag for start, flag in reversed(changes) if start <= index), False)


def set_carryover(changes: Changes, index: Index, flag: bool) -> tuple[tuple[Index, bool], ...]:
    """The changes after the flag is set from a period forward: whatever was said of later ones is gone."""
    return (*(change for change in changes if change[0] < index), (index, flag))


def clamp_hold(to_budget_minor: int, amount_minor: int) -> int:
    """How much a hold adds to what the period holds: no more than there is to budget now.

    Raises UsageProblem unless the amount is positive, Refused when nothing is left to hold.
    """
    _check_positive(amount_minor)
    if to_budget_minor <= 0:
        raise Refused("nothing-to-budget")
    return min(amount_minor, to_budget_minor)


def left_in(now: BudgetPeriod, category: str | None) -> int:
    """The balance of an envelope, or for None the money to budget, in minor units; Refused where no envelope is."""
    if category is None:
        return now.to_budget_minor
    if category not in now.envelopes:
        raise Refused("no-envelope", category=category)
    return now.envelopes[category].balance_minor


def cover(now: BudgetPeriod, category: str | None, source: str | None, amount_minor: int | None = None) -> int:
    """How much to move from ``source``: what ``category`` lacks, or ``amount_minor``, but no more than is there.

    None is the money to budget. Raises Refused when nothing is lacking or the source has nothing left.
    """
    _check_apart(source, category)
    lacking = -left_in(now, category)
    if amount_minor is not None:
        _check_positive(amount_minor)
        lacking = amount_minor
    elif lacking <= 0:
        raise Refused("envelope-not-overspent", category=category) if category else Refused("not-overbudgeted")
    left = left_in(now, source)
    if left <= 0:
        raise Refused("envelope-empty", category=source) if source else Refused("nothing-to-budget")
    return min(lacking, left)


def check_move(now: BudgetPeriod, source: str | None, target: str | None, amount_minor: int) -> None:
    """Refuse to move an amount that isn't positive, stays where it is, or is more than the source has.

    None is the money to budget, as in ``cover``.
    """
    _check_positive(amount_minor)
    _check_apart(source, target)
    left_in(now, target)
    if amount_minor > left_in(now, source):
        raise Refused("envelope-too-small", category=source) if source else Refused("too-little-to-budget")


def nearest_envelope(path: str, envelopes: Container[str]) -> str | None:
    """The envelope that spending on the category ``path`` counts to: its own, else its nearest ancestor's, or None."""
    return next((candidate for candidate in (path, *parents(path)) if candidate in envelopes), None)


def _check_positive(amount_minor: int) -> None:
    if amount_minor <= 0:
        raise UsageProblem("budget-amount-not-positive")


def _check_apart(source: str | None, target: str | None) -> None:
    if source == target:
        raise Refused("move-to-itself")
