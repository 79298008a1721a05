"""Days in words: every one is named, and none by another's name."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from wallet_cli import i18n
from wallet_cli.words import days

ORDINALS = st.integers(1, date.max.toordinal())


@given(ORDINALS, ORDINALS)
def test_a_day_is_named_so_that_it_can_be_read_back(day: int, today: int) -> None:
    when = date.fromordinal(day)
    i18n.choose("en")
    weekday, number, month, *year = days.with_weekday(day, today).split()
    assert weekday == days.WEEKDAYS[when.weekday()]
    assert (int(number), month) == (when.day, days.MONTHS[when.month - 1])
    assert year == ([] if when.year == date.fromordinal(today).year else [f"{when.year}"])


@given(ORDINALS, ORDINALS)
def test_in_chinese_month_and_day_are_two_digits_each(day: int, today: int) -> None:
    i18n.choose("zh")
    text, weekday = days.with_weekday(day, today).split()
    when = date.fromordinal(day)
    assert weekday == "周" + "一二三四五六日"[when.weekday()]
    year = "" if when.year == date.fromordinal(today).year else f"{when.year}-"
    assert text == f"{year}{when:%m-%d}"
    i18n.choose("en")


def test_a_span_of_one_day_is_that_day() -> None:
    today = date(2026, 11, 20).toordinal()
    assert days.span(today, today, today) == "Fri 20 Nov"
    assert days.span(today - 2, today + 399, today) == "Wed 18 Nov to Fri 24 Dec 2027"
