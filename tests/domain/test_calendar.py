"""Calendars: every kind parts all days, is kept as it is typed, and its periods are found by label and by key."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wallet_cli.domain.calendar import (
    FIRST_DAY,
    KINDS,
    LAST_DAY,
    MONTH,
    QUARTER,
    WEEK,
    YEAR,
    Days,
    Months,
    PayDays,
    at,
    day_in,
    holding,
    month_of,
    named,
    parts_of,
    read_calendar,
    read_key,
)
from wallet_cli.domain.period_words import read_period
from wallet_cli.errors import UsageProblem

TODAY = date(2026, 11, 20)
PAID = PayDays(
    KINDS["pay-days"],
    tuple(date.fromisoformat(day).toordinal() for day in ("2026-08-28", "2026-09-28", "2026-11-27")),
)
TWO_WEEKS = Days(KINDS["two-weeks"], date(2026, 11, 6).toordinal())


def months_from(day: int) -> Months:
    return Months(KINDS["month"], day)


CALENDARS = (
    *(MONTH, months_from(25), months_from(31), QUARTER, YEAR, WEEK),
    *(Days(KINDS["week"], date(2026, 11, 1).toordinal()), TWO_WEEKS, PAID),
)
"""One of each kind, and the edges of some."""
typed = st.dates(date.fromordinal(FIRST_DAY), date.fromordinal(LAST_DAY))
calendars = st.one_of(
    st.sampled_from(CALENDARS),
    st.builds(months_from, st.integers(1, 31)),
    st.builds(Days, st.sampled_from([KINDS["week"], KINDS["two-weeks"]]), st.integers(FIRST_DAY, LAST_DAY)),
    st.sets(st.integers(FIRST_DAY + 1, LAST_DAY), min_size=1, max_size=9).map(
        lambda days: PayDays(KINDS["pay-days"], tuple(sorted(days)))
    ),
)


def test_there_is_one_of_each_kind_here() -> None:
    missing = set(KINDS) - {calendar.kind.name for calendar in CALENDARS}
    assert not missing, f"put one of {missing} into CALENDARS of tests/domain/test_calendar.py"


@given(calendars, typed)
@example(MONTH, date(2199, 12, 31))
@example(PAID, date(1900, 1, 1))
@example(months_from(31), date(2024, 2, 29))
def test_a_day_lies_in_exactly_one_period_and_they_join(calendar, day) -> None:
    index = calendar.number(day.toordinal())
    period = at(calendar, index)
    assert period.first <= day <= period.last
    assert {calendar.number(each.toordinal()) for each in (period.first, period.last)} == {index}
    for step in (-1, 1):
        beside = calendar.start(index + step), calendar.start(index + step + 1) - 1
        if beside[0] <= beside[1] and beside[0] >= FIRST_DAY and beside[1] <= LAST_DAY:
            other = at(calendar, index + step)
            assert (other.first - period.last if step > 0 else period.first - other.last) == timedelta(1)
            assert at(calendar, calendar.number(other.first.toordinal()) - step) == period


@given(calendars)
def test_what_is_typed_is_what_is_kept(calendar) -> None:
    again = read_calendar(calendar.text)
    assert read_calendar(again.text) == again
    assert again.kind == calendar.kind
    day = TODAY.toordinal()
    assert at(again, again.number(day)) == at(calendar, calendar.number(day))


@given(calendars, typed)
def test_a_label_is_read_back_as_the_same_period(calendar, day) -> None:
    period = holding(calendar, day)
    if date.fromordinal(FIRST_DAY) <= period.first and period.last <= date.fromordinal(LAST_DAY):
        assert read_period(period.label, TODAY) == period


@given(calendars, calendars, typed)
def test_a_key_finds_its_period_again_and_none_of_another_kind(calendar, other, day) -> None:
    index = calendar.number(day.toordinal())
    key = calendar.key(index)
    if at(calendar, index).first.year > 1899 and not key.startswith("1899"):
        assert read_key(calendar, key) == index
    if other.kind != calendar.kind:
        assert read_key(other, key) is None
    found = read_key(other, key)
    assert found is None or other.key(found) == key


@given(st.dates(), st.integers(1, 31))
def test_months_from_a_day_are_those_counted_by_hand(day, begins) -> None:
    """By hand: back day by day to the last one that a month begins on."""
    calendar = months_from(begins)
    if not date(1900, 2, 1) < day < date(2199, 11, 30):
        return
    first = day
    while first.day != begins and not (first.day < begins and (first + timedelta(1)).day == 1):
        first -= timedelta(1)
    assert holding(calendar, day).first == first


@given(typed)
def test_quarters_years_and_weeks_are_those_of_iso(day) -> None:
    assert holding(QUARTER, day).label == f"{day.year}-Q{(day.month + 2) // 3}"
    assert holding(YEAR, day).label == str(day.year)
    assert holding(MONTH, day).label == day.isoformat()[:7]
    year, week, _weekday = day.isocalendar()
    monday = holding(WEEK, day).first
    assert monday == date.fromisocalendar(year, week, 1)
    if 1901 <= year < 2199:
        assert read_period(f"{year}-W{week:02}", TODAY) == holding(WEEK, day)


@given(st.dates())
@example(date.max)
@example(date.min)
def test_a_month_has_its_days(day) -> None:
    month = month_of(day)
    assert day_in(month, 1) <= day.toordinal() < day_in(month + 1, 1)
    assert date.fromordinal(day_in(month, 31)).month == day.month
    assert day_in(9999 * 12 + 1, 31) == date(9999, 2, 28).toordinal()
    assert day_in(9999 * 12 + 11, 31) == date.max.toordinal()
    assert day_in(9999 * 12 + 10, 31) == date(9999, 11, 30).toordinal()
    assert (day_in(-1, 5), day_in(11, 5), day_in(12, 5)) == (1, 1, 5)
    assert (WEEK.start(-1), WEEK.start(0), WEEK.start(10**6)) == (1, 1, date.max.toordinal() + 1)
    assert day_in(10_000 * 12, 5) == date.max.toordinal() + 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("month", "month"),
        ("Month from 1", "month"),
        ("month  from 25", "month from 25"),
        ("month from ２５", "month from 25"),
        ("月", "month"),
        ("月 从 25", "month from 25"),
        ("每月25号起", "month from 25"),
        ("每周", "week"),
        ("两周 从 2026-11-06", "two-weeks from 2026-11-06"),
        ("季度", "quarter"),
        ("年", "year"),
        ("发薪日 2026-11-27，2026-10-28", "pay-days 2026-10-28 2026-11-27"),
        ("week", "week"),
        ("week from 2026-11-02", "week"),
        ("week from 2026-11-01", "week from 2026-11-01"),
        ("two-weeks from 2026-11-06", "two-weeks from 2026-11-06"),
        ("quarter", "quarter"),
        ("year", "year"),
        ("pay-days 2026-11-27, 2026-10-28 2026-11-27", "pay-days 2026-10-28 2026-11-27"),
    ],
)
def test_how_a_calendar_is_typed(text, kept) -> None:
    assert read_calendar(text).text == kept


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "fortnight",
            "month 25",
            "month from",
            "month from 0",
            "month from 32",
            "month from x",
            "month from 025",
            "month from 25 26",
        ),
        *("week 3", "week from 20", "two-weeks", "two-weeks from 2026-02-30", "quarter from 2", "year 2026"),
        *("pay-days", "pay-days 28", "pay-days 2026-11-27 x", "pay-days 1900-01-01", "pay-days 20261127"),
        *("month from ٢5", "week from 1800-01-01", "pay-days 2026-W48-5"),
    ],
)
def test_anything_else_is_no_calendar(text) -> None:
    with pytest.raises(UsageProblem) as caught:
        read_calendar(text)
    assert caught.value.slug == "not-a-calendar"
    assert caught.value.params["text"] == text
    assert {read_calendar(each).kind.name for each in caught.value.params["kinds"]} == set(KINDS)


def test_a_name_alone_is_a_calendar_where_no_example_says_more() -> None:
    assert {"month", "week", "quarter", "year"} <= {*named()}
    assert not {"two-weeks", "pay-days"} & {*named()}
    for name, kind in KINDS.items():
        assert (kind.read(kind, ()) is not None) == (name in named())
    assert len({kind.mark for kind in KINDS.values()}) == len(KINDS)


@given(
    st.text()
    | st.sampled_from(["2026", "2026-13", "2026-00", "2026-1", "26-11", "2026-11-01", "２０２６-11", " 2026-11"])
)
def test_no_text_is_the_key_of_a_month_but_its_own(text) -> None:
    index = read_key(MONTH, text)
    assert index is None or MONTH.key(index) == text


def test_the_words_for_the_wallets_own_periods() -> None:
    own = months_from(25)
    spans = {word: read_period(word, TODAY, own).label for word in ("thisperiod", "上期", "nextperiod")}
    assert spans == {
        "thisperiod": "2026-10-25..2026-11-24",
        "上期": "2026-09-25..2026-10-24",
        "nextperiod": "2026-11-25..2026-12-24",
    }
    assert read_period("lastperiod..", TODAY, own).first == date(2026, 9, 25)
    assert read_period("lastperiod", TODAY).label == "2026-10"
    assert read_period("thisperiod", TODAY, PAID).label == "2026-09-28..2026-11-26"


def test_a_period_of_the_wallets_own_ends_within_the_years_that_can_be_typed() -> None:
    with pytest.raises(UsageProblem) as caught:
        read_period("thisperiod", date(2199, 12, 31), Months(KINDS["month"], 2))
    assert caught.value.slug == "date-out-of-range"
    assert read_period("nextperiod", TODAY, PAID).label == "2026-11-27..2199-12-31"
    with pytest.raises(UsageProblem, match="period-not-recorded"):
        read_period("nextperiod", date(2026, 11, 27), PAID)
    with pytest.raises(UsageProblem, match="period-not-recorded"):
        read_period("lastperiod", date(2020, 1, 1), PAID)


@pytest.mark.parametrize("text", ["2026-w00", "2026-w54", "2026-wx", "26-w01", "2026-w"])
def test_what_is_no_week_is_refused(text) -> None:
    with pytest.raises(UsageProblem, match="period-unreadable"):
        read_period(text, TODAY)


def test_months_from_a_day_are_called_by_the_month_that_most_of_them_lies_in() -> None:
    for begins, first in ((1, "2026-11-01"), (16, "2026-11-16"), (17, "2026-10-17"), (31, "2026-10-31")):
        calendar = months_from(begins)
        index = calendar.number(date.fromisoformat(first).toordinal())
        assert calendar.key(index) == "2026-11"
        assert at(calendar, index).first == date.fromisoformat(first)


@pytest.mark.parametrize("calendar", CALENDARS, ids=lambda each: each.text)
def test_a_key_says_when_it_begins_and_of_which_kind_it_is(calendar: Any) -> None:
    start, kind = parts_of(calendar.key(calendar.number(TODAY.toordinal())))
    assert kind == calendar.kind.name
    first = holding(calendar, TODAY).first
    assert start in (first.isoformat(), (first + timedelta(15)).isoformat()[:7])
    assert parts_of("2026-11/P1D") == ("2026-11", "")


def test_a_period_is_called_by_its_first_day_where_it_has_no_name() -> None:
    assert holding(MONTH, TODAY).since == "2026-11"
    assert holding(months_from(2), TODAY).label == "2026-11-02..2026-12-01"
    assert holding(months_from(2), TODAY).since == "2026-11-02"
