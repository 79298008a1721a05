"""Months as integers: labels and bounds."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wallet_cli.domain.plan.period import month_bounds, month_label, month_of, read_month_label
from wallet_cli.errors import UsageProblem


@given(st.dates())
def test_a_label_is_read_back_as_the_same_month(day: date) -> None:
    month = month_of(day)
    assert month_label(month) == day.isoformat()[:7]
    assert read_month_label(month_label(month)) == month


@given(st.dates())
@example(date.max)
@example(date.min)
def test_a_day_lies_within_the_bounds_of_its_month_alone(day: date) -> None:
    first, last = month_bounds(month_of(day))
    assert first <= day <= last
    assert first.day == 1
    assert last == date.max or (last + timedelta(days=1)).day == 1


def test_twelve_months_are_a_year() -> None:
    assert month_of(date(2026, 1, 1)) == 2026 * 12
    assert month_of(date(2026, 12, 31)) == 2026 * 12 + 11


def test_the_month_after_december_is_january() -> None:
    assert month_label(read_month_label("2026-12") + 1) == "2027-01"


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-", "2026-13", "2026-00", "0000-01", "2026-1", "26-11", "2026-11-01", "２０２６-11", " 2026-11"],
)
def test_anything_else_is_not_a_month(text: str) -> None:
    with pytest.raises(UsageProblem) as problem:
        read_month_label(text)
    assert problem.value.slug == "not-a-month"


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        assert month_label(read_month_label(text)) == text
    except UsageProblem as problem:
        assert problem.params == {"text": text}
