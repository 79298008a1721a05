"""Reports: the tree of categories by month, from the roll-ups."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.test_calendar import CALENDARS
from tests.raw.books import moved
from tests.services.books import add
from wallet_cli.domain import kinds
from wallet_cli.domain.calendar import MONTH, Period
from wallet_cli.services.look import report
from wallet_cli.services.record.pay import Income, Payment, pay, receive
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session


def period(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last), f"{first}..{last}")


@pytest.fixture
def books(session: Session) -> Session:
    """Food and coffee in September, October and November, a salary, and something in dollars."""
    add(session, "food:coffee", "expense")
    add(session, "usd", "bank", "USD")
    for day, amount, category in (
        ("2026-09-30", "1", "food"),
        ("2026-10-01", "2", "food:coffee"),
        ("2026-10-31", "4", "food"),
        ("2026-11-01", "8", "food"),
        ("2026-11-20", "16", "fun"),
    ):
        pay(session, Payment((amount, "Shop", "@cash", f"+{category}"), Notes(day)))
    pay(session, Payment(("5usd", "Shop", "@usd", "+food"), Notes("2026-10-05")))
    receive(session, Income(("100", "Acme", "@bank", "+salary"), Notes("2026-10-15"), ("tax=10",)))
    return session


def rows(found: report.Report) -> list[tuple[object, ...]]:
    return [(line.path, line.currency.code, line.own_minor, line.total_minor) for line in found.lines]


def test_a_category_has_its_own_sum_and_the_total_of_all_below(books: Session) -> None:
    found = report.report(books, period("2026-10-01", "2026-10-31"))
    assert rows(found) == [
        ("food", "EUR", (400,), (600,)),
        ("food", "USD", (500,), (500,)),
        ("food:coffee", "EUR", (200,), (200,)),
        ("tax", "EUR", (1000,), (1000,)),
        ("salary", "EUR", (-10000,), (-10000,)),
    ]
    sums = {unit.code: minors for unit, minors in report.totals(found, "expense").items()}
    assert sums == {"EUR": [1600], "USD": [500]}


def test_months_are_columns_and_a_cut_month_counts_its_days(books: Session) -> None:
    found = report.report(books, period("2026-09-30", "2026-11-19"), by=MONTH, flow=kinds.SPENT)
    assert found.columns == ("2026-09", "2026-10", "2026-11")
    assert rows(found)[0] == ("food", "EUR", (100, 400, 800), (100, 600, 800))
    inside = report.report(books, period("2026-10-02", "2026-10-30"), flow=kinds.SPENT)
    assert [line[0] for line in rows(inside)] == ["food", "tax"]
    assert report.report(books, period("2026-10-02", "2026-10-30"), flow=kinds.EARNED).lines[0].own_minor == (-10000,)
    assert report.report(books, period("2026-01-01", "2026-01-31"), by=MONTH) == report.Report((), ())


def test_cash_flow_is_seen_from_the_money(books: Session) -> None:
    flows = report.cashflow(books, period("2026-09-01", "2026-10-31"), by=MONTH)
    assert [
        (flow.label, flow.currency.code, flow.earned_minor, flow.spent_minor, flow.net_minor) for flow in flows
    ] == [
        ("2026-09", "EUR", 0, -100, -100),
        ("2026-10", "EUR", 10000, -1600, 8400),
        ("2026-10", "USD", 0, -500, -500),
    ]


DAYS = st.integers(0, 120).map(lambda n: date.fromordinal(date(2026, 8, 1).toordinal() + n))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(DAYS, max_size=4), DAYS, DAYS)
def test_any_period_holds_what_its_postings_add_up_to(
    shared: Session, days: list[date], one: date, other: date
) -> None:
    for at, day in enumerate(days):
        notes = Notes(day.isoformat() if day.toordinal() <= shared.today else "y")
        pay(shared, Payment((f"{at + 1}.01", "Shop", "@cash", "+food"), notes))
    first, last = sorted((one, other))
    wanted = moved(shared.db, "food", "EUR", first.toordinal(), last.toordinal())
    for by in (None, *CALENDARS):
        found = report.report(shared, Period(first, last, "x"), by=by, flow=kinds.SPENT)
        assert sum(sum(line.own_minor) for line in found.lines) == wanted
