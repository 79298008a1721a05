"""Envelope mathematics against a real product's figures, and the invariant that no money appears or gets lost."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.plan.months import month_of
from wallet_cli.domain import calendar
from wallet_cli.domain.plan.budget import (
    BudgetPeriod,
    Changes,
    Plan,
    budget_periods,
    carries_over,
    check_move,
    clamp_hold,
    cover,
    left_in,
    nearest_envelope,
    set_carryover,
)
from wallet_cli.errors import Refused, WalletError

JANUARY = month_of("2024-01")
FIGURES = {
    "totalIncome": "total_income_minor",
    "fromLastMonth": "from_last_minor",
    "lastMonthOverspent": "last_overspent_minor",
    "totalBudgeted": "total_budgeted_minor",
    "forNextMonth": "for_next_minor",
    "toBudget": "to_budget_minor",
    "totalSpent": "total_spent_minor",
    "totalBalance": "total_balance_minor",
}
ENVELOPE_FIGURES = {"budgeted": "budgeted_minor", "spent": "spent_minor", "balance": "balance_minor"}


class Scenario:
    """A scenario of the corpus, replayed operation by operation."""

    def __init__(self, scenario: dict[str, Any]) -> None:
        self.months = [month_of(label) for label in scenario["months"]]
        self.expenses = [name for name in scenario["categories"] if name.startswith("E")]
        self.assigned: dict[tuple[int, str], int] = {}
        self.sums: Counter[tuple[int, str]] = Counter()
        self.income: Counter[int] = Counter()
        self.carryover: dict[str, Changes] = {}
        self.held: Counter[int] = Counter()

    def apply(self, op: dict[str, Any]) -> None:
        month = month_of(op.get("month", op.get("date", ""))[:7])
        match op["op"]:
            case "tx" if op["account"] == "on" and op["category"] is not None:
                self.sums[month, op["category"]] += op["amount"]
                if op["category"] not in self.expenses:
                    self.income[month] += op["amount"]
            case "budget":
                self.assigned[month, op["category"]] = op["amount"]
            case "carryover":
                changes = self.carryover.get(op["category"], ())
                self.carryover[op["category"]] = set_carryover(changes, month, op["flag"])
            case "hold":
                self.hold(month, op["amount"], returned=op["returned"])
            case "resetHold":
                self.held[month] = 0

    def hold(self, month: int, amount: int, *, returned: bool) -> None:
        to_budget = self.result()[month].to_budget_minor
        if returned:
            self.held[month] += clamp_hold(to_budget, amount)
        else:
            with pytest.raises(Refused, match="nothing-to-budget"):
                clamp_hold(to_budget, amount)

    def result(self) -> dict[int, BudgetPeriod]:
        plan = Plan(
            first=self.months[0],
            periods=len(self.months),
            categories=self.expenses,
            assigned=self.assigned,
            spent=self.sums,
            income=self.income,
            carryover=self.carryover,
            held=self.held,
        )
        return {each.number: each for each in budget_periods(plan)}


def test_every_figure_of_the_corpus_is_reproduced(corpus: Path) -> None:
    scenarios = json.loads((corpus / "budget" / "envelope.json").read_text())["scenarios"]
    compared = 0
    for raw in scenarios:
        scenario = Scenario(raw)
        for op in raw["ops"]:
            scenario.apply(op)
        result = scenario.result()
        assert [calendar.MONTH.label(month) for month in result] == sorted(raw["result"])
        for label, expected in raw["result"].items():
            compared += compare(scenario, result[month_of(label)], expected, f"seed {raw['seed']} {label}")
    assert len(scenarios) == 100
    assert compared > 10_000


def figures_of(now: BudgetPeriod) -> dict[str, int]:
    """A period's figures by the names of the corpus."""
    found = {key: getattr(now, name) for key, name in FIGURES.items()}
    return found | {"incomeAvailable": now.total_income_minor + now.from_last_minor}


def compare(scenario: Scenario, now: BudgetPeriod, expected: dict[str, Any], place: str) -> int:
    figures = {key: value for key, value in expected.items() if key != "categories"}
    there = figures_of(now)
    assert {key: there[key] for key in figures} == figures, place
    compared = len(figures)
    for category, wanted in expected["categories"].items():
        if "received" in wanted:
            assert scenario.sums[now.number, category] == wanted["received"], (place, category)
            compared += 1
            continue
        envelope = now.envelopes[category]
        for key, name in ENVELOPE_FIGURES.items():
            assert getattr(envelope, name) == wanted[key], (place, category, key)
        assert envelope.carryover == wanted["carryover"], (place, category)
        compared += 4
    return compared


def plan(
    *,
    assigned: dict[tuple[int, str], int] | None = None,
    spent: dict[tuple[int, str], int] | None = None,
    income: dict[int, int] | None = None,
    carryover: dict[str, Changes] | None = None,
    held: dict[int, int] | None = None,
    months: int = 3,
) -> list[BudgetPeriod]:
    """A budget of "food" and "fun" whose months are counted from 0 here."""

    def move(cells: dict[tuple[int, str], int] | None) -> dict[tuple[int, str], int]:
        return {(JANUARY + month, name): amount for (month, name), amount in (cells or {}).items()}

    return budget_periods(
        Plan(
            first=JANUARY,
            periods=months,
            categories=("food", "fun"),
            assigned=move(assigned),
            spent=move(spent),
            income={JANUARY + month: amount for month, amount in (income or {}).items()},
            carryover={
                name: [(JANUARY + month, flag) for month, flag in changes]
                for name, changes in (carryover or {}).items()
            },
            held={JANUARY + month: amount for month, amount in (held or {}).items()},
        )
    )


def test_a_positive_balance_rolls_and_overspending_is_taken_from_next_months_money() -> None:
    months = plan(
        income={0: 500},
        assigned={(0, "food"): 200, (0, "fun"): 100},
        spent={(0, "food"): -150, (0, "fun"): -130},
    )
    assert [month.to_budget_minor for month in months] == [200, 170, 170]
    assert [month.envelopes["food"].balance_minor for month in months] == [50, 50, 50]
    assert [month.envelopes["fun"].balance_minor for month in months] == [-30, 0, 0]
    assert [month.last_overspent_minor for month in months] == [0, -30, 0]


def test_a_category_that_carries_over_keeps_its_overspending() -> None:
    months = plan(income={0: 500}, spent={(0, "fun"): -130}, carryover={"fun": [(0, True), (1, False)]})
    assert [month.envelopes["fun"].balance_minor for month in months] == [-130, -130, 0]
    assert [month.to_budget_minor for month in months] == [500, 500, 370]


def test_what_is_held_comes_back_next_month() -> None:
    months = plan(income={0: 500}, held={0: 300})
    assert [month.to_budget_minor for month in months] == [200, 500, 500]
    assert months[1].from_last_minor == 500


def test_overbudgeting_flows_on() -> None:
    months = plan(income={0: 10}, assigned={(0, "food"): 100})
    assert [month.to_budget_minor for month in months] == [-90, -90, -90]


def test_what_lies_outside_the_months_or_the_envelopes_counts_nothing() -> None:
    months = plan(income={-1: 5, 9: 7}, spent={(-1, "food"): -3, (0, "other"): -4}, assigned={(0, "other"): 1})
    assert {month.to_budget_minor for month in months} == {0}
    assert {month.total_balance_minor for month in months} == {0}
    assert plan(months=0) == []


cells = st.dictionaries(st.tuples(st.integers(0, 5), st.sampled_from(["food", "fun"])), st.integers(-(10**9), 10**9))
changes = st.dictionaries(st.integers(0, 5), st.booleans()).map(lambda flags: sorted(flags.items()))


@given(
    assigned=cells,
    spent=cells,
    income=st.dictionaries(st.integers(0, 5), st.integers(-(10**9), 10**9)),
    held=st.dictionaries(st.integers(0, 5), st.integers(0, 10**9)),
    carryover=st.dictionaries(st.sampled_from(["food", "fun"]), changes),
)
def test_balances_and_what_is_to_budget_and_held_are_all_the_cash(
    assigned: dict[tuple[int, str], int],
    spent: dict[tuple[int, str], int],
    income: dict[int, int],
    held: dict[int, int],
    carryover: dict[str, Changes],
) -> None:
    cash = 0
    months = plan(assigned=assigned, spent=spent, income=income, held=held, carryover=carryover, months=6)
    for month, given_month in enumerate(months):
        cash += income.get(month, 0) + sum(amount for (when, _), amount in spent.items() if when == month)
        kept = given_month.total_balance_minor + given_month.to_budget_minor + given_month.for_next_minor
        assert kept == cash


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans())))
def test_a_flag_set_from_a_month_forward_overwrites_later_months(ops: list[tuple[int, bool]]) -> None:
    naive = [False] * 10
    changes: Changes = ()
    for month, flag in ops:
        naive[month:] = [flag] * (10 - month)
        changes = set_carryover(changes, month, flag)
    assert [carries_over(changes, month) for month in range(10)] == naive
    assert not carries_over(changes, -1)


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_a_hold_takes_no_more_than_there_is(to_budget: int, amount: int) -> None:
    assert clamp_hold(to_budget, amount) == min(amount, to_budget)


# food 50, fun -30, to budget 20
MONTH = plan(income={0: 170}, assigned={(0, "food"): 150}, spent={(0, "food"): -100, (0, "fun"): -30})[0]
# food 100, fun 0, to budget -90
OVERBUDGETED = plan(income={0: 10}, assigned={(0, "food"): 100})[0]


@pytest.mark.parametrize(
    ("now", "category", "source", "amount", "moved"),
    [
        (MONTH, "fun", "food", None, 30),
        (MONTH, "fun", None, None, 20),
        (MONTH, "fun", "food", 10, 10),
        (MONTH, "fun", "food", 1000, 50),
        (MONTH, None, "food", 5, 5),
        (OVERBUDGETED, None, "food", None, 90),
    ],
)
def test_covering_moves_what_is_lacking_and_there(
    now: BudgetPeriod, category: str | None, source: str | None, amount: int | None, moved: int
) -> None:
    assert cover(now, category, source, amount) == moved


@pytest.mark.parametrize(
    ("now", "category", "source", "amount", "slug"),
    [
        (MONTH, "food", None, None, "envelope-not-overspent"),
        (MONTH, None, "food", None, "not-overbudgeted"),
        (MONTH, "food", "fun", 10, "envelope-empty"),
        (OVERBUDGETED, "fun", None, 10, "nothing-to-budget"),
        (MONTH, "fun", "food", 0, "budget-amount-not-positive"),
        (MONTH, "fun", "fun", None, "move-to-itself"),
        (MONTH, "rent", "food", None, "no-envelope"),
        (MONTH, "fun", "rent", None, "no-envelope"),
    ],
)
def test_covering_is_refused_with_the_reason(
    now: BudgetPeriod, category: str | None, source: str | None, amount: int | None, slug: str
) -> None:
    with pytest.raises(WalletError) as problem:
        cover(now, category, source, amount)
    assert problem.value.slug == slug


@pytest.mark.parametrize(("source", "target", "amount"), [("food", "fun", 50), (None, "fun", 20), ("food", None, 1)])
def test_what_is_there_may_be_moved(source: str | None, target: str | None, amount: int) -> None:
    check_move(MONTH, source, target, amount)
    assert left_in(MONTH, source) >= amount


@pytest.mark.parametrize(
    ("source", "target", "amount", "slug"),
    [
        ("food", "fun", 51, "envelope-too-small"),
        (None, "fun", 21, "too-little-to-budget"),
        ("food", "fun", -1, "budget-amount-not-positive"),
        (None, None, 1, "move-to-itself"),
        ("food", "rent", 1, "no-envelope"),
        ("rent", "food", 1, "no-envelope"),
    ],
)
def test_a_move_is_refused_with_the_reason(source: str | None, target: str | None, amount: int, slug: str) -> None:
    with pytest.raises(WalletError) as problem:
        check_move(MONTH, source, target, amount)
    assert problem.value.slug == slug


@pytest.mark.parametrize(
    ("to_budget", "amount", "slug"),
    [(100, 0, "budget-amount-not-positive"), (0, 5, "nothing-to-budget"), (-1, 5, "nothing-to-budget")],
)
def test_a_hold_is_refused_with_the_reason(to_budget: int, amount: int, slug: str) -> None:
    with pytest.raises(WalletError, match=slug):
        clamp_hold(to_budget, amount)


def test_spending_counts_to_the_nearest_envelope() -> None:
    assert nearest_envelope("food:out:coffee", {"food", "food:out"}) == "food:out"
    assert nearest_envelope("food", {"food"}) == "food"
    assert nearest_envelope("food:out", {"food:out:coffee", "foo"}) is None


def test_a_change_of_the_flag_replaces_the_same_and_every_later_one() -> None:
    changes = ((1, True), (3, False), (5, True))
    assert set_carryover(changes, 3, True) == ((1, True), (3, True))
    assert set_carryover(changes, 2, False) == ((1, True), (2, False))
    assert set_carryover(changes, 0, False) == ((0, False),)
    assert set_carryover((), 1, True) == ((1, True),)


def test_a_source_with_nothing_left_covers_nothing() -> None:
    empty = plan(income={0: 100}, assigned={(0, "food"): 100}, spent={(0, "food"): -100, (0, "fun"): -5})[0]
    for source, slug in (("food", "envelope-empty"), (None, "nothing-to-budget")):
        with pytest.raises(Refused, match=slug):
            cover(empty, "fun", source)
    assert cover(plan(income={0: 1}, spent={(0, "fun"): -5})[0], "fun", None) == 1
