"""Envelopes over real books: what counts, what stands, what moves, and that no money appears or gets lost."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.plan.months import month_of
from wallet_cli.domain import calendar
from wallet_cli.domain.account import Account
from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.errors import NotFound, Refused, UsageProblem
from wallet_cli.services import names
from wallet_cli.services.plan import budget as budgeting
from wallet_cli.services.plan import budget_left, envelopes
from wallet_cli.services.record.receipt import Entry
from wallet_cli.services.record.write import record
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts
from wallet_cli.store.books import balances

OCTOBER, NOVEMBER, DECEMBER = (month_of(f"2026-{month}") for month in (10, 11, 12))


def book(session: Session, day: str, *legs: tuple[str, int], code: str = "EUR") -> bytes:
    """Record a transaction of (account or category, minor units); its uid."""
    when = date.fromisoformat(day).toordinal()
    postings = tuple(Posting(names.any_node(session, name).uid, code, minor, when) for name, minor in legs)
    txn = Transaction(session.new_uid(), when, postings)
    record(session, lambda: Entry([txn]))
    return txn.uid


def spend(session: Session, day: str, category: str, minor: int, account: str = "cash", code: str = "EUR") -> bytes:
    return book(session, day, (category, minor), (account, -minor), code=code)


def left(session: Session, path: str, month: int = NOVEMBER, code: str = "EUR") -> int:
    return budgeting.show(session, code, month).now.envelopes[path].balance_minor


def test_an_amount_stands_for_every_later_month_until_another_is_set(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", OCTOBER, 30000)
    budgeting.assign(session, "food", "EUR", DECEMBER, 35000)
    months = budgeting.show(session, "EUR", DECEMBER + 1).computed
    assert [month.envelopes["food"].budgeted_minor for month in months[1:]] == [30000, 30000, 35000, 35000]


def test_a_month_set_alone_keeps_its_amount_and_is_named_when_another_is_set(session: Session) -> None:
    budgeting.assign(session, "gifts", "EUR", DECEMBER, 40000, only=True)
    done = budgeting.assign(session, "gifts", "EUR", NOVEMBER, 5000)
    assert [each.label for each in done.apart] == ["2026-12"]
    months = budgeting.show(session, "EUR", DECEMBER + 1).computed
    assert [month.envelopes["gifts"].budgeted_minor for month in months[1:]] == [5000, 40000, 5000]


def test_setting_from_a_month_on_takes_the_place_of_what_that_month_had_alone(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", NOVEMBER, 100, only=True)
    budgeting.assign(session, "food", "EUR", NOVEMBER, 200)
    assert left(session, "food") == 200


def test_the_budget_begins_with_all_the_money_there_was(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", DECEMBER, 30000)
    budget = budgeting.show(session, "EUR", DECEMBER)
    assert budget.now.from_last_minor == 32000 + 125000
    assert budget.now.to_budget_minor == 127000


def test_openings_of_the_first_month_are_money_to_budget(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", NOVEMBER, 30000)
    budget = budgeting.show(session, "EUR", NOVEMBER)
    assert (budget.now.total_income_minor, budget.received_minor, budget.now.to_budget_minor) == (157000, 0, 127000)


def test_spending_counts_to_the_nearest_category_above_that_has_an_envelope(session: Session) -> None:
    accounts.add(session, Account(b"", "food:out:coffee", "expense"))
    budgeting.assign(session, "food", "EUR", NOVEMBER, 10000)
    spend(session, "2026-11-02", "food:out:coffee", 300)
    spend(session, "2026-11-03", "food", 700)
    assert left(session, "food") == 9000
    budgeting.assign(session, "food:out", "EUR", NOVEMBER, 500)
    assert (left(session, "food"), left(session, "food:out")) == (9300, 200)
    assert budgeting.show(session, "EUR", NOVEMBER).sources == {
        "food": {"food": -700},
        "food:out": {"food:out:coffee": -300},
    }


def test_an_envelope_made_later_leaves_the_months_before_it_alone(session: Session) -> None:
    accounts.add(session, Account(b"", "food:coffee", "expense"))
    budgeting.assign(session, "food", "EUR", OCTOBER, 1000)
    spend(session, "2026-10-02", "food:coffee", 300)
    spend(session, "2026-11-02", "food:coffee", 300)
    before = budgeting.show(session, "EUR", OCTOBER).now
    budgeting.assign(session, "food:coffee", "EUR", NOVEMBER, 400)
    after = budgeting.show(session, "EUR", OCTOBER)
    assert after.now.envelopes["food"] == before.envelopes["food"]
    assert list(budgeting.begun(after)) == ["food"]
    assert left(session, "food:coffee") == 100
    with pytest.raises(Refused, match="no-envelope"):
        budgeting.explain(session, "food:coffee", "EUR", OCTOBER)


def test_spending_without_an_envelope_comes_from_the_money_to_budget(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", NOVEMBER, 0)
    spend(session, "2026-11-02", "fun", 1500)
    budget = budgeting.show(session, "EUR", NOVEMBER)
    assert (budget.loose_minor, budget.now.to_budget_minor) == (-1500, 157000 - 1500)


def test_lending_and_shared_bills_are_no_spending(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", NOVEMBER, 10000)
    before = budgeting.show(session, "EUR", NOVEMBER).now.to_budget_minor
    book(session, "2026-11-05", ("food", 4300), ("anna", 4300), ("cash", -8600))
    book(session, "2026-11-06", ("anna", 1000), ("cash", -1000))
    budget = budgeting.show(session, "EUR", NOVEMBER)
    assert (budget.now.envelopes["food"].balance_minor, budget.now.to_budget_minor) == (5700, before)


def test_money_off_the_budget_is_not_to_budget(session: Session) -> None:
    day = date(2026, 11, 1).toordinal()
    accounts.add(session, Account(b"", "house", "asset"), accounts.Opening("EUR", 30_000_000, day))
    accounts.add(session, Account(b"", "mortgage", "loan"), accounts.Opening("EUR", -20_000_000, day))
    budgeting.assign(session, "home", "EUR", NOVEMBER, 5000)
    free = budgeting.show(session, "EUR", NOVEMBER).now.to_budget_minor
    assert free == 152000
    book(session, "2026-11-30", ("home", 600), ("mortgage", 400), ("bank", -1000))
    budget = budgeting.show(session, "EUR", NOVEMBER)
    assert (left(session, "home"), budget.now.to_budget_minor) == (4400, free - 400)
    assert [each.left_minor for each in budget_left.left_after(session, [_uid(session, "home")], "EUR", NOVEMBER)] == [
        4400
    ]
    budgeting.count(session, "mortgage", on=True)
    assert budgeting.show(session, "EUR", NOVEMBER).now.to_budget_minor == free - 20_000_000
    budgeting.count(session, "mortgage", on=False)
    budgeting.count(session, "bank", on=False)
    assert budgeting.show(session, "EUR", NOVEMBER).now.to_budget_minor == 32000 + 600 - 5000


def test_what_an_account_off_the_budget_pays_itself_counts_as_received_and_spent(session: Session) -> None:
    accounts.add(session, Account(b"", "mortgage", "loan"))
    budgeting.assign(session, "home", "EUR", NOVEMBER, 5000)
    free = budgeting.show(session, "EUR", NOVEMBER).now.to_budget_minor
    spend(session, "2026-11-30", "home", 4000, account="mortgage")
    budget = budgeting.show(session, "EUR", NOVEMBER)
    assert (left(session, "home"), budget.now.to_budget_minor) == (1000, free + 4000)
    spend(session, "2026-11-30", "fees", 700, account="mortgage")
    assert budgeting.show(session, "EUR", NOVEMBER).now.to_budget_minor == free + 4000


def test_each_currency_has_a_budget_of_its_own(session: Session) -> None:
    accounts.add(session, Account(b"", "dollars", "cash", ("USD",)))
    budgeting.assign(session, "travel", "EUR", NOVEMBER, 10000)
    budgeting.assign(session, "travel", "USD", NOVEMBER, 20000)
    spend(session, "2026-11-05", "travel", 700, account="dollars", code="USD")
    assert (left(session, "travel"), left(session, "travel", code="USD")) == (10000, 19300)
    assert envelopes.currencies(session) == ["EUR", "USD"]


def test_moving_changes_one_month_alone(session: Session) -> None:
    for path in ("food", "fun"):
        budgeting.assign(session, path, "EUR", NOVEMBER, 10000)
    budgeting.move(session, "EUR", NOVEMBER, 2500, "fun", "food")
    assert (left(session, "food"), left(session, "fun")) == (12500, 7500)
    assert budgeting.show(session, "EUR", DECEMBER).now.envelopes["fun"].budgeted_minor == 10000
    budgeting.move(session, "EUR", NOVEMBER, 500, budgeting.FREE, "fun")
    done = budgeting.move(session, "EUR", NOVEMBER, 1000, "food", budgeting.FREE)
    assert (left(session, "food"), left(session, "fun"), done.envelope) == (11500, 8000, budgeting.FREE)


@pytest.mark.parametrize(
    ("source", "target", "minor", "slug"),
    [
        ("food", "fun", 10001, "envelope-too-small"),
        ("food", "fun", 0, "budget-amount-not-positive"),
        ("food", "food", 10, "move-to-itself"),
        ("food", "home", 10, "no-envelope"),
        ("to-budget", "food", 10**9, "too-little-to-budget"),
        ("salary", "food", 10, "budget-of-income"),
        ("nothing", "food", 10, "no-such-category"),
    ],
)
def test_what_cant_be_moved(session: Session, source: str, target: str, minor: int, slug: str) -> None:
    for path in ("food", "fun"):
        budgeting.assign(session, path, "EUR", NOVEMBER, 10000)
    with pytest.raises((Refused, NotFound, UsageProblem), match=slug):
        budgeting.move(session, "EUR", NOVEMBER, minor, source, target)


def test_covering_moves_what_is_lacking(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", NOVEMBER, 10000)
    budgeting.assign(session, "fun", "EUR", NOVEMBER, 1000)
    spend(session, "2026-11-02", "fun", 1800)
    assert budgeting.overspent(budgeting.show(session, "EUR", NOVEMBER)) == ["fun"]
    assert budgeting.cover(session, "EUR", NOVEMBER, "fun", "food").amount_minor == 800
    assert (left(session, "food"), left(session, "fun")) == (9200, 0)
    with pytest.raises(Refused, match="envelope-not-overspent"):
        budgeting.cover(session, "EUR", NOVEMBER, "fun", "food")
    with pytest.raises(Refused, match="not-overbudgeted"):
        budgeting.cover(session, "EUR", NOVEMBER, budgeting.FREE, "food")


def test_overspending_is_next_months_loss_unless_it_is_carried(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", NOVEMBER, 1000)
    spend(session, "2026-11-02", "food", 1500)
    free = budgeting.show(session, "EUR", NOVEMBER).now.to_budget_minor
    taken = budgeting.explain(session, "food", "EUR", DECEMBER)
    assert (taken.rolled_minor, taken.lost_minor, taken.left_minor) == (0, -500, 1000)
    assert budgeting.show(session, "EUR", DECEMBER).now.to_budget_minor == free - 500 - 1000
    budgeting.carry(session, "food", "EUR", NOVEMBER, on=True)
    kept = budgeting.explain(session, "food", "EUR", DECEMBER)
    assert (kept.rolled_minor, kept.lost_minor, kept.left_minor, kept.carryover) == (-500, 0, 500, True)
    budgeting.carry(session, "food", "EUR", DECEMBER, on=False)
    budgeting.carry(session, "food", "EUR", OCTOBER, on=False)
    assert (
        not envelopes.compute(session, envelopes.read_cells(session, "EUR"), DECEMBER).now.envelopes["food"].carryover
    )
    with pytest.raises(Refused, match="no-envelope"):
        budgeting.carry(session, "fun", "EUR", NOVEMBER, on=True)


def test_held_money_is_next_months(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", NOVEMBER, 0)
    assert budgeting.hold(session, "EUR", NOVEMBER, 10000).amount_minor == 10000
    assert budgeting.hold(session, "EUR", NOVEMBER, 10**9).amount_minor == 147000
    assert budgeting.show(session, "EUR", DECEMBER).now.to_budget_minor == 157000
    assert budgeting.release(session, "EUR", NOVEMBER).amount_minor == 157000
    with pytest.raises(Refused, match="nothing-held"):
        budgeting.release(session, "EUR", NOVEMBER)


def test_the_terms_of_an_envelope_add_up(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", OCTOBER, 1000)
    budgeting.assign(session, "food", "EUR", NOVEMBER, 1200, only=True)
    spend(session, "2026-10-02", "food", 400)
    spend(session, "2026-11-02", "food", 100)
    terms = budgeting.explain(session, "food", "EUR", NOVEMBER)
    assert (terms.rolled_minor, terms.budgeted_minor, terms.since, terms.sources) == (
        600,
        1200,
        None,
        (("food", -100),),
    )
    assert terms.rolled_minor + terms.budgeted_minor + terms.spent_minor == terms.left_minor
    assert (since := budgeting.explain(session, "food", "EUR", DECEMBER).since) and since.label == "2026-10"


def test_an_envelope_taken_away_gives_its_money_back(session: Session) -> None:
    before = budgeting.show(session, "EUR", NOVEMBER).now
    budgeting.assign(session, "food", "EUR", NOVEMBER, 1000)
    budgeting.assign(session, "food", "EUR", DECEMBER, 1200, only=True)
    budgeting.carry(session, "food", "EUR", NOVEMBER, on=True)
    budgeting.remove(session, "food", "EUR")
    after = budgeting.show(session, "EUR", NOVEMBER).now
    assert (after.to_budget_minor, dict(after.envelopes)) == (before.to_budget_minor, {})
    budgeting.assign(session, "food", "EUR", NOVEMBER, 700)
    assert left(session, "food", DECEMBER) == 1400
    with pytest.raises(Refused, match="no-envelope"):
        budgeting.remove(session, "fun", "EUR")


def test_an_envelope_follows_its_category_when_that_is_renamed_or_removed(session: Session) -> None:
    budgeting.assign(session, "fun", "EUR", NOVEMBER, 1000)
    accounts.rename(session, names.category(session, "fun"), "leisure")
    assert left(session, "leisure") == 1000
    accounts.remove(session, names.category(session, "leisure"))
    assert budgeting.show(session, "EUR", NOVEMBER).now.envelopes == {}


def test_a_budget_ends_five_years_ahead(session: Session) -> None:
    budgeting.show(session, "EUR", NOVEMBER + 60)
    with pytest.raises(UsageProblem, match="budget-month-too-far"):
        budgeting.show(session, "EUR", NOVEMBER + 61)
    with pytest.raises(UsageProblem, match="budget-month-too-far"):
        budgeting.assign(session, "food", "EUR", NOVEMBER + 61, 5)


def test_a_dry_run_changes_nothing(session: Session) -> None:
    done = budgeting.assign(session._replace(dry_run=True), "food", "EUR", NOVEMBER, 1000)
    assert done.dry_run
    assert budgeting.show(session, "EUR", NOVEMBER).now.envelopes == {}


def test_what_is_left_after_a_record_is_what_the_budget_shows(session: Session) -> None:
    accounts.add(session, Account(b"", "food:coffee", "expense"))
    budgeting.assign(session, "food", "EUR", OCTOBER, 1000)
    budgeting.carry(session, "food", "EUR", OCTOBER, on=True)
    spend(session, "2026-10-02", "food:coffee", 1300)
    budgeting.assign(session, "food:coffee", "EUR", NOVEMBER, 500)
    spend(session, "2026-11-02", "food:coffee", 100)
    uid = book(session, "2026-11-03", ("food", 50), ("food:coffee", 20), ("fun", 30), ("cash", -100))
    found = budget_left.left_by(session, [uid])
    assert [(each.envelope, each.left_minor, each.had_minor) for each in found] == [
        ("food", 650, 700),
        ("food:coffee", 380, 500),
    ]
    shown = budgeting.show(session, "EUR", NOVEMBER).now.envelopes
    assert [shown[each.envelope].balance_minor for each in found] == [650, 380]
    assert budget_left.left_by(session, [b"\0" * 16]) == []
    assert budget_left.left_after(session, [_uid(session, "food")], "USD", NOVEMBER) == []


def _uid(session: Session, path: str) -> bytes:
    return names.any_node(session, path).uid


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("spend"), st.integers(0, 3), st.sampled_from(("food", "fun", "home")), st.integers(-900, 900)
        ),
        st.tuples(st.just("earn"), st.integers(0, 3), st.just("salary"), st.integers(1, 5000)),
        st.tuples(st.just("set"), st.integers(0, 3), st.sampled_from(("food", "fun")), st.integers(-500, 2000)),
        st.tuples(st.just("only"), st.integers(0, 3), st.sampled_from(("food", "fun")), st.integers(-500, 2000)),
        st.tuples(st.just("carry"), st.integers(0, 3), st.sampled_from(("food", "fun")), st.integers(0, 1)),
        st.tuples(st.just("hold"), st.integers(0, 3), st.just(""), st.integers(1, 900)),
    ),
    max_size=12,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_envelopes_and_free_money_and_what_is_held_make_up_all_money(session: Session, steps: Sequence[Any]) -> None:
    for what, at, name, minor in steps:
        month = OCTOBER + at
        day = calendar.at(calendar.MONTH, month).first.isoformat()
        try:
            if what == "spend":
                spend(session, day, name, minor)
            elif what == "earn":
                spend(session, day, name, -minor, account="bank")
            elif what in ("set", "only"):
                budgeting.assign(session, name, "EUR", month, minor, only=what == "only")
            elif what == "carry":
                budgeting.carry(session, name, "EUR", month, on=bool(minor))
            else:
                budgeting.hold(session, "EUR", month, minor)
        except Refused as refused:
            assert refused.slug in ("no-envelope", "nothing-to-budget")
    for month in range(OCTOBER, OCTOBER + 4):
        now = budgeting.show(session, "EUR", month).now
        there = sum(cell.total_minor for cell in _held(session, month))
        lost = sum(min(0, each.balance_minor) for each in now.envelopes.values() if not each.carryover)
        assert now.total_balance_minor + now.to_budget_minor + now.for_next_minor == there
        following = budgeting.show(session, "EUR", month + 1).now
        assert following.last_overspent_minor == lost
        assert [budget_left.left_after(session, [_uid(session, path)], "EUR", month)[0].left_minor
                for path in budgeting.begun(budgeting.show(session, "EUR", month))] == [
            now.envelopes[path].balance_minor for path in budgeting.begun(budgeting.show(session, "EUR", month))
        ]  # fmt: skip


def _held(session: Session, month: int) -> list[balances.Cell]:
    money = {node.row for node in envelopes.counted(session)}
    last = calendar.at(calendar.MONTH, month).last
    return [cell for cell in balances.as_of(session.db, last) if cell.account in money]


def test_an_envelope_is_overspent_by_a_cent_and_not_when_it_is_empty(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", NOVEMBER, 100)
    for minor, told in ((99, []), (1, []), (1, ["food"])):
        spend(session, "2026-11-02", "food", minor)
        assert budgeting.overspent(budgeting.show(session, "EUR", NOVEMBER)) == told


def test_what_is_left_counts_only_envelopes_that_have_begun_and_are_there(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", DECEMBER, 1000)
    budgeting.assign(session, "fun", "EUR", OCTOBER, 500)
    uid = spend(session, "2026-11-02", "food", 300)
    assert budget_left.left_by(session, [uid]) == []
    accounts.remove(session, names.category(session, "fun"))
    uid = spend(session, "2026-12-02", "food", 200)
    assert [(each.envelope, each.left_minor) for each in budget_left.left_by(session, [uid])] == [("food", 800)]


def test_what_was_received_and_what_no_envelope_counts_are_told_of_the_month(session: Session) -> None:
    budgeting.assign(session, "food", "EUR", OCTOBER, 1000)
    for day, name, minor in (
        ("2026-10-31", "salary", -900), ("2026-11-01", "salary", -50000), ("2026-11-30", "salary", 100),
        ("2026-11-02", "fun", 700), ("2026-11-03", "food", 300), ("2026-12-01", "fun", 5),
    ):  # fmt: skip
        book(session, day, (name, minor), ("cash", -minor))
    told = budgeting.show(session, "EUR", NOVEMBER)
    assert (told.received_minor, told.loose_minor) == (49900, -700)
    assert told.sources == {"food": {"food": -300}}
