"""Periods as typed, alone and among other words: one meaning, or refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.test_dates import TODAY, date_texts, days
from wallet_cli.domain.dates import read_date
from wallet_cli.domain.period_words import looks_like_period, means_period, read_period
from wallet_cli.errors import UsageProblem


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("2026-10", "2026-10-01", "2026-10-31", "2026-10"),
        ("2026年10月份", "2026-10-01", "2026-10-31", "2026-10"),
        ("2026-2", "2026-02-01", "2026-02-28", "2026-02"),
        ("2026年10月", "2026-10-01", "2026-10-31", "2026-10"),
        ("10", "2026-10-01", "2026-10-31", "2026-10"),
        ("11", "2026-11-01", "2026-11-30", "2026-11"),
        ("12", "2025-12-01", "2025-12-31", "2025-12"),
        ("10月", "2026-10-01", "2026-10-31", "2026-10"),
        ("month", "2026-11-01", "2026-11-30", "2026-11"),
        ("LastMonth", "2026-10-01", "2026-10-31", "2026-10"),
        ("nextmonth", "2026-12-01", "2026-12-31", "2026-12"),
        ("上月", "2026-10-01", "2026-10-31", "2026-10"),
        ("2026", "2026-01-01", "2026-12-31", "2026"),
        ("2026年", "2026-01-01", "2026-12-31", "2026"),
        ("今年", "2026-01-01", "2026-12-31", "2026"),
        ("lastyear", "2025-01-01", "2025-12-31", "2025"),
        ("前年", "2024-01-01", "2024-12-31", "2024"),
        ("nextyear", "2027-01-01", "2027-12-31", "2027"),
        ("2026-10-15..2026-10-15", "2026-10-15", "2026-10-15", "2026-10-15..2026-10-15"),
        ("week", "2026-11-16", "2026-11-22", "2026-11-16..2026-11-22"),
        ("nextweek", "2026-11-23", "2026-11-29", "2026-11-23..2026-11-29"),
        ("nextquarter", "2027-01-01", "2027-03-31", "2027-Q1"),
        ("sept", "2026-09-01", "2026-09-30", "2026-09"),
        ("上周", "2026-11-09", "2026-11-15", "2026-11-09..2026-11-15"),
        ("quarter", "2026-10-01", "2026-12-31", "2026-Q4"),
        ("lastquarter", "2026-07-01", "2026-09-30", "2026-Q3"),
        ("q3", "2026-07-01", "2026-09-30", "2026-Q3"),
        ("Q4", "2026-10-01", "2026-12-31", "2026-Q4"),
        ("2025-q1", "2025-01-01", "2025-03-31", "2025-Q1"),
        ("2025Q1", "2025-01-01", "2025-03-31", "2025-Q1"),
        ("today", "2026-11-20", "2026-11-20", "2026-11-20"),
        ("昨天", "2026-11-19", "2026-11-19", "2026-11-19"),
        ("2026-10-15", "2026-10-15", "2026-10-15", "2026-10-15"),
        ("10-15", "2026-10-15", "2026-10-15", "2026-10-15"),
        ("2026-10-01..2026-10-15", "2026-10-01", "2026-10-15", "2026-10-01..2026-10-15"),
        ("2025-11..lastmonth", "2025-11-01", "2026-10-31", "2025-11-01..2026-10-31"),
        ("2026-10..", "2026-10-01", "2199-12-31", "2026-10-01..2199-12-31"),
        ("..y", "1900-01-01", "2026-11-19", "1900-01-01..2026-11-19"),
        ("all", "1900-01-01", "2199-12-31", "all"),
        ("全部", "1900-01-01", "2199-12-31", "all"),
        ("November", "2026-11-01", "2026-11-30", "2026-11"),
        ("dec", "2025-12-01", "2025-12-31", "2025-12"),
        ("nov 2025", "2025-11-01", "2025-11-30", "2025-11"),
        ("十一月", "2026-11-01", "2026-11-30", "2026-11"),
        ("二〇二五年十二月", "2025-12-01", "2025-12-31", "2025-12"),
        ("第四季度", "2026-10-01", "2026-12-31", "2026-Q4"),
        ("2025年第4季度", "2025-10-01", "2025-12-31", "2025-Q4"),
        ("last90d", "2026-08-23", "2026-11-20", "2026-08-23..2026-11-20"),
        ("last 90 days", "2026-08-23", "2026-11-20", "2026-08-23..2026-11-20"),
        ("近90天", "2026-08-23", "2026-11-20", "2026-08-23..2026-11-20"),
        ("近7天", "2026-11-14", "2026-11-20", "2026-11-14..2026-11-20"),
        ("近两周", "2026-11-07", "2026-11-20", "2026-11-07..2026-11-20"),
        ("近一年", "2025-11-21", "2026-11-20", "2025-11-21..2026-11-20"),
        ("近三个月", "2026-08-21", "2026-11-20", "2026-08-21..2026-11-20"),
        ("11-09..12-08", "2026-11-09", "2026-12-08", "2026-11-09..2026-12-08"),
        ("11月9日至12月8日", "2026-11-09", "2026-12-08", "2026-11-09..2026-12-08"),
        ("12-20..01-10", "2025-12-20", "2026-01-10", "2025-12-20..2026-01-10"),
        ("01-10..11-30", "2026-01-10", "2026-11-30", "2026-01-10..2026-11-30"),
        ("nov..jan", "2026-11-01", "2027-01-31", "2026-11-01..2027-01-31"),
        ("w41", "2026-10-05", "2026-10-11", "2026-10-05..2026-10-11"),
        ("第41周", "2026-10-05", "2026-10-11", "2026-10-05..2026-10-11"),
        ("w50", "2025-12-08", "2025-12-14", "2025-12-08..2025-12-14"),
        ("下半年", "2026-07-01", "2026-12-31", "2026-07-01..2026-12-31"),
        ("2025年上半年", "2025-01-01", "2025-06-30", "2025-01-01..2025-06-30"),
        ("2025上半年", "2025-01-01", "2025-06-30", "2025-01-01..2025-06-30"),
        ("1900年上半年", "1900-01-01", "1900-06-30", "1900-01-01..1900-06-30"),
        ("2199年下半年", "2199-07-01", "2199-12-31", "2199-07-01..2199-12-31"),
        ("1900-01", "1900-01-01", "1900-01-31", "1900-01"),
        ("last1000d", "2024-02-25", "2026-11-20", "2024-02-25..2026-11-20"),
    ],
)
def test_periods(text, first, last, label):
    period = read_period(text, TODAY)
    assert (period.first.isoformat(), period.last.isoformat(), period.label) == (first, last, label)
    if label != "all":
        assert read_period(period.label, TODAY) == period


def test_the_first_quarter_is_past_in_november_and_the_last_is_not_in_march():
    assert read_period("q4", date(2026, 3, 1)).label == "2025-Q4"
    assert read_period("q4", date(2026, 9, 30)).label == "2025-Q4"
    assert read_period("q4", date(2026, 10, 1)).label == "2026-Q4"
    assert read_period("下半年", date(2026, 6, 30)).label == "2025-07-01..2025-12-31"
    assert read_period("下半年", date(2026, 7, 1)).label == "2026-07-01..2026-12-31"
    assert read_period("last1d", date(2026, 7, 1)).label == "2026-07-01..2026-07-01"
    assert read_period("last1m", date(2026, 3, 31)).label == "2026-03-01..2026-03-31"
    assert read_period("lastmonth", date(2026, 1, 31)).label == "2025-12"
    assert read_period("last7d", date(1900, 1, 7)).label == "1900-01-01..1900-01-07"
    assert read_period("w1", date(2024, 12, 30)).label == "2024-12-30..2025-01-05"
    assert read_period("w53", date(2026, 12, 27)).label == "2020-12-28..2021-01-03"
    assert read_period("w53", date(2026, 12, 28)).label == "2026-12-28..2027-01-03"
    assert read_period("w47", date(2026, 11, 15)).label == "2025-11-17..2025-11-23"
    assert read_period("w47", date(2026, 11, 16)).label == "2026-11-16..2026-11-22"


def test_a_range_may_be_the_one_day_to_come_that_it_begins_and_ends_with():
    assert read_period("2026-11-20..11-20", date(2026, 11, 10)).label == "2026-11-20..2026-11-20"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("", "period-unreadable"),
        ("13", "period-unreadable"),
        ("13月", "no-such-month"),
        ("0月份", "no-such-month"),
        ("2026年13月", "no-such-month"),
        ("去年月", "period-unreadable"),
        ("3d", "period-unreadable"),
        ("12d", "period-unreadable"),
        ("sometime", "period-unreadable"),
        ("q5", "period-unreadable"),
        ("26-q1", "period-unreadable"),
        ("..", "period-unreadable"),
        ("1..2..3", "period-unreadable"),
        ("2026-10-15..2026-10-01", "period-backwards"),
        ("11-20..11-10", "period-backwards"),
        ("11-20..10-01", "period-backwards"),
        ("w60", "period-unreadable"),
        ("q10", "period-unreadable"),
        ("2026-q", "period-unreadable"),
        ("001", "period-unreadable"),
        ("2026-011", "period-unreadable"),
        ("近0天", "period-unreadable"),
        ("last10000d", "period-unreadable"),
        ("last9999w", "date-out-of-range"),
        ("nov 2025 2026", "period-unreadable"),
        ("marc", "period-unreadable"),
        ("2026-02-30", "date-impossible"),
        ("1800", "date-out-of-range"),
        ("05/06", "date-ambiguous"),
    ],
)
def test_what_is_no_period_is_refused(text, slug):
    with pytest.raises(UsageProblem) as caught:
        read_period(text, TODAY)
    assert caught.value.slug == slug


@given(date_texts | st.sampled_from(["lastweek", "nextyear", "前年", "q3"]), days)
def test_any_text_is_a_period_or_refused(text, today):
    try:
        period = read_period(text, today)
    except UsageProblem as problem:
        assert problem.slug.startswith(("date-", "period-"))
    else:
        assert period.first <= period.last
        assert read_period(period.label, today) == period


@pytest.mark.parametrize("at", range(7))
def test_every_name_of_a_weekday_is_that_day(at):
    names = {
        0: "mon monday 周一 星期一 礼拜一", 1: "tue tues tuesday 周二 星期二", 2: "wed wednesday 周三 星期三",
        3: "thu thur thurs thursday 周四 星期四", 4: "fri friday 周五 星期五", 5: "sat saturday 周六 星期六",
        6: "sun sunday 周日 周天 星期日 星期天 礼拜天",
    }[at].split()  # fmt: skip
    assert {read_date(name, TODAY).weekday() for name in names} == {at}
    assert all(TODAY - timedelta(7) < read_date(name, TODAY) <= TODAY for name in names)


@pytest.mark.parametrize("text", ["0", "00", "2026-00", "2026-13", "12345", "2w", "5d", "99999"])
def test_numbers_that_name_no_month_are_no_period(text):
    with pytest.raises(UsageProblem) as caught:
        read_period(text, TODAY)
    assert (caught.value.slug, caught.value.params) == ("period-unreadable", {"text": text})


@pytest.mark.parametrize(
    "word",
    [
        "november",
        "Nov",
        "2026-10",
        "10",
        "q4",
        "y",
        "mon",
        "nov 2026",
        "last90d",
        "11-09..12-08",
        "近7天",
        "十一月",
        "2026-5",
        "last100y",
    ],
)
def test_such_a_word_among_others_is_a_period(word):
    assert means_period(word, TODAY)
    assert looks_like_period(word)


@pytest.mark.parametrize(
    "word",
    [
        "coffee",
        "7-11",
        "24/7",
        "1.5",
        "marc",
        "13",
        "20",
        "3000",
        "5d",
        "十一",
        "五一",
        "七天",
        "小到家",
        "foo...bar",
        "1899-13",
        "2200-13",
        "202-5",
        "2026-$5",
        "-",
        "",
    ],
)
def test_other_words_among_others_are_no_periods(word):
    assert not means_period(word, TODAY)
    assert not looks_like_period(word)


@pytest.mark.parametrize(
    "word", ["2026-13", "1900-13", "2199-13", "2026-02-30", "11-20..11-10", "2026-q5", "1..2..3", "05/06"]
)
def test_what_can_only_be_a_period_gone_wrong_is_refused_as_one(word):
    with pytest.raises(UsageProblem):
        means_period(word, TODAY)
    assert looks_like_period(word)


@given(date_texts, days)
def test_any_word_is_meant_as_a_period_or_not_and_then_it_is_read(text, today):
    try:
        meant = means_period(text, today)
    except UsageProblem as problem:
        assert problem.slug.startswith(("date-", "period-"))
        return
    if meant:
        read_period(text, today)
