"""The wallet's own periods: how they are set, what words mean by them, and that all sums over them are the days'."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.test_calendar import CALENDARS
from tests.raw import books
from tests.services.books import refused
from wallet_cli.domain import kinds
from wallet_cli.domain.calendar import KINDS, MONTH, WEEK, Period, at
from wallet_cli.services import periods
from wallet_cli.services.look import report
from wallet_cli.services.look.statement import asked
from wallet_cli.services.plan import budget as budgeting
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session
from wallet_cli.services.things import settings as things

FIRST, LAST = date(2025, 10, 1), date(2026, 11, 20)


def test_a_wallet_goes_by_months_until_another_period_is_set(session: Session) -> None:
    assert periods.own(session).text == "month"
    assert periods.from_now(session).label == "2026-11"
    assert asked(session, ["@cash"], None)[0].label == "2026-10"
    things.change(session, "period", "month from 25")
    assert things.get(session, "period").value == "month from 25"
    assert periods.from_now(session).label == "2026-10-25..2026-11-24"
    assert asked(session, ["@cash"], None)[0].label == "2026-09-25..2026-10-24"
    assert periods.asked(session, "nextperiod").first == date(2026, 11, 25)
    assert periods.asked(session, "2026-11").label == "2026-11"


def test_pay_days_are_added_one_by_one(session: Session) -> None:
    things.change(session, "period", "pay-days 2026-09-28 2026-10-28")
    assert periods.from_now(session).label == "2026-10-28..2199-12-31"
    done = things.change(session, "period", "+2026-11-27")
    assert (done.before, done.after) == (
        "pay-days 2026-09-28 2026-10-28",
        "pay-days 2026-09-28 2026-10-28 2026-11-27",
    )
    assert periods.from_now(session).label == "2026-10-28..2026-11-26"
    assert things.change(session, "period", "+2026-11-27").before == done.after
    with refused("not-a-calendar", 2):
        things.change(session, "period", "+11-27")
    things.change(session, "period", "week")
    with refused("not-a-calendar", 2):
        things.change(session, "period", "+2026-11-27")


def test_a_period_of_the_budget_is_named_by_what_lies_in_it_alone(session: Session) -> None:
    things.change(session, "period", "month from 25")
    own = periods.own(session)
    for text in (None, "2026-11-24", "thisperiod", "2026-10-25..2026-11-24", "2026-10-26..2026-10-27"):
        assert at(own, periods.number(session, text)).label == "2026-10-25..2026-11-24"
    with refused("several-budget-periods", 2) as problem:
        periods.number(session, "2026-11")
    assert problem.value.params == {
        "text": "2026-11",
        "one": "2026-10-25..2026-11-24",
        "other": "2026-11-25..2026-12-24",
    }


def test_a_report_is_parted_by_any_kind_or_the_wallets_own(session: Session) -> None:
    assert periods.grouping(session, None) is None
    assert periods.grouping(session, "week") == WEEK
    things.change(session, "period", "two-weeks from 2026-11-06")
    assert periods.grouping(session, "period") == periods.own(session)
    things.change(session, "period", "month from 25")
    assert periods.grouping(session, "month") == MONTH


@pytest.mark.parametrize("own", ["month from 25", "two-weeks from 2026-11-06", "pay-days 2026-10-28"])
def test_every_kind_that_is_offered_is_read_and_others_are_not_offered(session: Session, own: str) -> None:
    things.change(session, "period", own)
    mine = periods.own(session)
    readable = {"month", "week", "quarter", "year", mine.kind.name, "period"}
    with refused("unknown-grouping", 2) as problem:
        periods.grouping(session, "day")
    assert set(problem.value.params["kinds"]) == readable
    assert set(periods.groupings()) <= readable
    for name in readable:
        found = periods.grouping(session, name)
        assert found is not None
        assert found.kind.name == (mine.kind.name if name == "period" else name)
    if mine.kind.example:
        assert periods.grouping(session, f" {mine.kind.name.upper()}") == mine
    for name in KINDS.keys() - readable:
        with refused("unknown-grouping", 2):
            periods.grouping(session, name)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.dates(FIRST, LAST), st.integers(1, 9999)), max_size=8), st.data())
def test_every_partition_has_the_sum_of_the_whole_and_every_part_that_of_its_days(
    session: Session, payments: list[tuple[date, int]], data: st.DataObject
) -> None:
    for day, minor in payments:
        pay(session, Payment((f"{minor // 100}.{minor % 100:02}", "Shop", "@cash", "+food"), Notes(day.isoformat())))
    days = {date.fromordinal(day): minor for day, minor in books.by_day(session.db, "food").items()}
    first, last = sorted(data.draw(st.tuples(st.dates(FIRST, LAST), st.dates(FIRST, LAST))))
    whole = sum(minor for day, minor in days.items() if first <= day <= last)
    for calendar in CALENDARS:
        found = report.report(session, Period(first, last, "x"), by=calendar, flow=kinds.SPENT)
        by_hand: dict[str, int] = {}
        for step in range((last - first).days + 1):
            day = first + timedelta(step)
            label = at(calendar, calendar.number(day.toordinal())).label
            by_hand[label] = by_hand.get(label, 0) + days.get(day, 0)
        assert {label: minor for label, minor in by_hand.items() if minor} == {
            label: minor
            for line in found.lines
            for label, minor in zip(found.columns, line.own_minor, strict=True)
            if minor
        }
        assert sum(sum(line.own_minor) for line in found.lines) == whole


@pytest.mark.parametrize("calendar", CALENDARS, ids=lambda each: each.text)
def test_envelopes_roll_on_by_any_period(session: Session, calendar: Any) -> None:
    """100 in each period since 2026-09-10, and 30 spent every tenth day: what is left is what was given less spent."""
    things.change(session, "period", calendar.text)
    own = periods.own(session)
    start, end = own.number(date(2026, 9, 10).toordinal()), own.number(session.today)
    budgeting.assign(session, "food", "EUR", start, 10000)
    spent = 0
    for day in range(own.start(start), session.today + 1):
        if day % 10 == 0 and day > date(2026, 1, 1).toordinal():
            pay(session, Payment(("30", "Shop", "@cash", "+food"), Notes(date.fromordinal(day).isoformat())))
            spent += 3000
    budgeting.carry(session, "food", "EUR", start, on=True)
    found = budgeting.show(session, "EUR", end)
    assert found.period.label == periods.from_now(session).label
    assert found.now.envelopes["food"].balance_minor == 10000 * (end - start + 1) - spent
    other = "week" if calendar.kind.name != "week" else "month"
    things.change(session, "period", other)
    assert budgeting.begun(budgeting.show(session, "EUR", periods.number(session, None))) == {}
    things.change(session, "period", calendar.text)
    assert list(budgeting.begun(budgeting.show(session, "EUR", end))) == ["food"]
