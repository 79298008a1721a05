"""Closing a category ends its envelope, reopening says so, and undo brings both back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.plan.months import month_of
from tests.services.books import add, refused
from wallet_cli.domain.amounts import plain
from wallet_cli.services import names
from wallet_cli.services.amend.undo import undo
from wallet_cli.services.desk import closing
from wallet_cli.services.plan import budget as budgeting
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.session import Session

NOVEMBER = month_of("2026-11")
MARCH = month_of("2027-03")


def close(session: Session, name: str) -> closing.Closed:
    return closing.close(session, names.category(session, name, closed=True))


def spend(session: Session, name: str, minor: int) -> None:
    pay(session, Payment([plain(minor, 2), "Shop", "@bank", f"+{name}"]))


def figures(session: Session, month: int) -> tuple[dict[str, int], int]:
    """What is left in each envelope that is there, and what is to budget."""
    budget = budgeting.show(session, "EUR", month)
    return {path: each.balance_minor for path, each in budgeting.begun(budget).items()}, budget.now.to_budget_minor


def test_a_closed_category_gets_nothing_any_more(session: Session) -> None:
    budgeting.assign(session, "fun", "EUR", NOVEMBER, 5000)
    free = figures(session, NOVEMBER)[1]
    done = close(session, "fun")
    assert [(each.envelope, each.freed_minor) for each in done.ended] == [("fun", 5000)]
    assert figures(session, NOVEMBER) == ({}, free + 5000)
    assert figures(session, MARCH) == ({}, free + 5000)


def test_what_was_spent_stays_in_its_month(session: Session) -> None:
    budgeting.assign(session, "fun", "EUR", NOVEMBER, 5000)
    spend(session, "fun", 1200)
    assert close(session, "fun").ended[0].freed_minor == 3800
    assert figures(session, NOVEMBER)[0] == {"fun": 0}
    assert figures(session, MARCH)[0] == {}


def test_what_was_overspent_is_taken_from_the_money_to_budget(session: Session) -> None:
    budgeting.assign(session, "fun", "EUR", NOVEMBER, 1000)
    budgeting.carry(session, "fun", "EUR", NOVEMBER, on=True)
    spend(session, "fun", 1200)
    before = figures(session, NOVEMBER)[1]
    assert close(session, "fun").ended[0].freed_minor == 0
    assert figures(session, NOVEMBER) == ({"fun": -200}, before)
    assert figures(session, MARCH) == ({}, before - 200)


def test_months_set_apart_and_envelopes_to_come_end_too(session: Session) -> None:
    budgeting.assign(session, "fun", "EUR", NOVEMBER, 5000)
    budgeting.assign(session, "fun", "EUR", MARCH, 9000, only=True)
    budgeting.assign(session, "travel", "EUR", MARCH, 7000)
    assert len(close(session, "fun").ended) == len(close(session, "travel").ended) == 1
    assert figures(session, MARCH + 1)[0] == {}


def test_every_currency_ends(session: Session) -> None:
    budgeting.assign(session, "fun", "EUR", NOVEMBER, 5000)
    budgeting.assign(session, "fun", "USD", NOVEMBER, 6000)
    assert [(each.currency.code, each.freed_minor) for each in close(session, "fun").ended] == [
        ("EUR", 5000),
        ("USD", 6000),
    ]


def test_an_envelope_goes_on_for_what_is_open_below_and_ends_with_the_last_of_it(session: Session) -> None:
    add(session, "fun:cinema", "expense")
    budgeting.assign(session, "fun", "EUR", NOVEMBER, 5000)
    first = close(session, "fun")
    assert (first.ended, first.goes_on) == ((), ("EUR",))
    assert figures(session, NOVEMBER)[0] == {"fun": 5000}
    assert [each.envelope for each in close(session, "fun:cinema").ended] == ["fun"]
    assert figures(session, MARCH)[0] == {}


def test_an_envelope_of_its_own_below_keeps_nothing_alive(session: Session) -> None:
    add(session, "fun:cinema", "expense")
    for name in ("fun", "fun:cinema"):
        budgeting.assign(session, name, "EUR", NOVEMBER, 5000)
    assert [each.envelope for each in close(session, "fun").ended] == ["fun"]
    assert figures(session, MARCH)[0] == {"fun:cinema": 25000}


def test_the_envelope_above_is_none_of_its_business(session: Session) -> None:
    add(session, "fun:cinema", "expense")
    budgeting.assign(session, "fun", "EUR", NOVEMBER, 5000)
    done = close(session, "fun:cinema")
    assert (done.ended, done.goes_on) == ((), ())
    assert figures(session, NOVEMBER)[0] == {"fun": 5000}


def test_reopening_says_that_the_envelope_has_ended(session: Session) -> None:
    budgeting.assign(session, "fun", "EUR", NOVEMBER, 5000)
    close(session, "fun")
    with refused("category-closed", 5):
        budgeting.assign(session, "fun", "EUR", NOVEMBER, 5000)
    assert closing.reopen(session, names.category(session, "fun", closed=True))[1]
    assert not closing.reopen(session, names.category(session, "food"))[1]
    budgeting.assign(session, "fun", "EUR", NOVEMBER, 5000)
    assert figures(session, MARCH)[0] == {"fun": 25000}


def test_closing_twice_does_nothing(session: Session) -> None:
    budgeting.assign(session, "fun", "EUR", NOVEMBER, 5000)
    assert close(session, "fun").made.op
    assert close(session, "fun") == closing.Closed(close(session, "fun").made)
    assert close(session, "fun").made.op == ""


@settings(deadline=None, max_examples=20)
@given(
    given_minor=st.integers(0, 10**6),
    spent=st.integers(0, 10**6),
    later=st.none() | st.integers(0, 10**6),
    carry=st.booleans(),
)
def test_no_money_appears_or_gets_lost_and_undo_restores_all(
    shared: Session, given_minor: int, spent: int, later: int | None, carry: bool
) -> None:
    budgeting.assign(shared, "fun", "EUR", NOVEMBER, given_minor)
    budgeting.carry(shared, "fun", "EUR", NOVEMBER, on=carry)
    if later is not None:
        budgeting.assign(shared, "fun", "EUR", NOVEMBER + 2, later, only=True)
    if spent:
        spend(shared, "fun", spent)
    before = [budgeting.show(shared, "EUR", month).now for month in range(NOVEMBER, MARCH)]
    done = close(shared, "fun")
    after = [budgeting.show(shared, "EUR", month).now for month in range(NOVEMBER, MARCH)]
    for was, now in zip(before, after, strict=True):
        assert was.total_balance_minor + was.to_budget_minor == now.total_balance_minor + now.to_budget_minor
    assert all(each.envelopes["fun"].balance_minor == 0 for each in after[1:])
    undo(shared, int(done.made.op[1:]))
    assert [budgeting.show(shared, "EUR", month).now for month in range(NOVEMBER, MARCH)] == before
    assert not names.category(shared, "fun").closed


@pytest.mark.parametrize("period", ["week", "quarter"])
def test_it_ends_by_the_periods_of_the_wallet(session: Session, period: str) -> None:
    from wallet_cli.services import periods
    from wallet_cli.services.things.settings import change

    change(session, "period", period)
    now = periods.number(session, None)
    budgeting.assign(session, "fun", "EUR", now, 5000)
    close(session, "fun")
    assert figures(session, now + 3)[0] == {}
