"""Dates and periods as typed: one meaning, or refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.dates import looks_like_date, other_year, read_date
from wallet_cli.errors import UsageProblem

TODAY = date(2026, 11, 20)  # a Friday
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
date_texts = (
    st.text(
        st.sampled_from("0123456789-/.年月日上下周星期五天前大dwqt+lasmonthyerv２０ 近第季度三十本初末底半号"),
        max_size=14,
    )
    | st.text()
)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("t", "2026-11-20"),
        ("Today", "2026-11-20"),
        ("今天", "2026-11-20"),
        ("y", "2026-11-19"),
        ("昨天", "2026-11-19"),
        ("前天", "2026-11-18"),
        ("大前天", "2026-11-17"),
        ("3d", "2026-11-17"),
        ("2w", "2026-11-06"),
        ("3天前", "2026-11-17"),
        ("3日前", "2026-11-17"),
        ("2周前", "2026-11-06"),
        ("2个礼拜前", "2026-11-06"),
        ("+3d", "2026-11-23"),
        ("＋３ｄ", "2026-11-23"),
        ("fri", "2026-11-20"),
        ("mon", "2026-11-16"),
        ("Saturday", "2026-11-14"),
        ("周五", "2026-11-20"),
        ("星期一", "2026-11-16"),
        ("礼拜天", "2026-11-15"),
        ("上周五", "2026-11-13"),
        ("上个星期日", "2026-11-15"),
        ("上上周一", "2026-11-02"),
        ("本周一", "2026-11-16"),
        ("20", "2026-11-20"),
        ("21", "2026-10-21"),
        ("31", "2026-10-31"),
        ("20日", "2026-11-20"),
        ("5号", "2026-11-05"),
        ("11-20", "2026-11-20"),
        ("11-21", "2025-11-21"),
        ("1-5", "2026-01-05"),
        ("02-29", "2024-02-29"),
        ("11月21日", "2025-11-21"),
        ("2026-11-20", "2026-11-20"),
        ("２０２６－１１－２０", "2026-11-20"),
        ("2026/1/2", "2026-01-02"),
        ("2026.01.02", "2026-01-02"),
        ("20261120", "2026-11-20"),
        ("2026年11月20日", "2026-11-20"),
        ("2030-01-01", "2030-01-01"),
        ("20.11.", "2026-11-20"),
        ("21. 11.", "2025-11-21"),
        ("11.20.", "2026-11-20"),  # as in Hungary and Korea
        ("6.6.", "2026-06-06"),
        ("nov 20", "2026-11-20"),
        ("Nov 21", "2025-11-21"),
        ("20 nov", "2026-11-20"),
        ("20. November", "2026-11-20"),
        ("20-Nov-2025", "2025-11-20"),
        ("November 20, 2025", "2025-11-20"),
        ("20nov", "2026-11-20"),
        ("1 sept", "2026-09-01"),
        ("29 feb", "2024-02-29"),
        ("１１月２０日", "2026-11-20"),
        ("25/12", "2025-12-25"),
        ("25.12", "2025-12-25"),
        ("11.20", "2026-11-20"),
        ("今早", "2026-11-20"),
        ("今晚", "2026-11-20"),
        ("昨晚", "2026-11-19"),
        ("昨天下午", "2026-11-19"),
        ("前天晚上", "2026-11-18"),
        ("今天早上", "2026-11-20"),
        ("今晚上", "2026-11-20"),
        ("上周五晚上", "2026-11-13"),
        ("半个月前", "2026-11-05"),
        ("去年今天", "2025-11-20"),
        ("26年11月20日", "2026-11-20"),
        ("11/28", "2025-11-28"),
        ("11/19", "2026-11-19"),
        ("12/25/2026", "2026-12-25"),
        ("06/06", "2026-06-06"),
        ("2/29", "2024-02-29"),
        ("明天", "2026-11-21"),
        ("tomorrow", "2026-11-21"),
        ("下周一", "2026-11-23"),
        ("本周日", "2026-11-22"),
        ("三天前", "2026-11-17"),
        ("两周前", "2026-11-06"),
        ("一个星期前", "2026-11-13"),
        ("三天后", "2026-11-23"),
        ("后天", "2026-11-22"),
        ("大后天", "2026-11-23"),
        ("上上个月15号", "2026-09-15"),
        ("明年1月2日", "2027-01-02"),
        ("前年年初", "2024-01-01"),
        ("月初", "2026-11-01"),
        ("上月底", "2026-10-31"),
        ("上个月15号", "2026-10-15"),
        ("本月3号", "2026-11-03"),
        ("本月三号", "2026-11-03"),
        ("下月5号", "2026-12-05"),
        ("本月末", "2026-11-30"),
        ("年初", "2026-01-01"),
        ("去年年底", "2025-12-31"),
        ("去年11月3日", "2025-11-03"),
        ("十五号", "2026-11-15"),
        ("十一月二十一日", "2025-11-21"),
        ("二〇二六年十一月二日", "2026-11-02"),
    ],
)
def test_records_look_back(text, iso):
    assert read_date(text, TODAY).isoformat() == iso


@pytest.mark.parametrize(
    ("today", "text", "iso", "other"),
    [
        ("2026-11-28", "12-05", "2026-12-05", "2025-12-05"),
        ("2026-11-28", "5 december", "2026-12-05", "2025-12-05"),
        ("2026-11-28", "5.12.2025", "2025-12-05", ""),
        ("2026-11-28", "12-29", "2026-12-29", "2025-12-29"),
        ("2026-11-28", "12-30", "2026-12-30", "2025-12-30"),
        ("2026-11-28", "1-28", "2026-01-28", ""),  # of this year, unless the next one comes within a month
        ("2026-12-28", "1-28", "2027-01-28", "2026-01-28"),
        ("2026-12-28", "1-29", "2026-01-29", ""),
        ("2027-01-02", "12-31", "2026-12-31", "2027-12-31"),
        ("2027-01-02", "1-02", "2027-01-02", ""),
        ("2027-01-02", "1-03", "2027-01-03", "2026-01-03"),
        ("2027-01-02", "7-03", "2027-07-03", "2026-07-03"),  # 182 days ahead, 183 days past
        ("2027-01-02", "7-04", "2026-07-04", "2027-07-04"),
        ("2028-01-02", "7-03", "2027-07-03", "2028-07-03"),  # as far both ways: the one that was
        ("2026-02-27", "2-29", "2024-02-29", "2028-02-29"),
        ("2028-02-20", "2-29", "2028-02-29", "2024-02-29"),
        ("2026-11-28", "11-28", "2026-11-28", ""),
        ("2026-11-28", "30", "2026-10-30", "2026-11-30"),
        ("2026-11-28", "27", "2026-11-27", ""),
        ("2026-11-28", "mon", "2026-11-23", ""),
        ("2026-11-28", "+3d", "2026-12-01", ""),
        ("2026-11-28", "12月5日", "2026-12-05", "2025-12-05"),
        ("2026-11-28", "去年12月5日", "2025-12-05", ""),
        ("2026-11-28", "12/25", "2026-12-25", "2025-12-25"),
        ("1900-03-01", "6-01", "1900-06-01", ""),  # there is no other
        ("2199-12-28", "1-02", "2199-01-02", ""),
    ],
)
def test_records_take_the_nearest_sensible_day(today, text, iso, other):
    day = date.fromisoformat(today)
    assert read_date(text, day, near=True).isoformat() == iso
    found = other_year(text, day)
    assert (found.isoformat() if found else "") == other


def test_what_is_no_date_has_no_other_year():
    assert other_year("soon", TODAY) is None
    assert other_year("05/06", TODAY) is None


@given(days, days)
def test_a_record_of_a_day_without_a_year_is_never_more_than_a_year_away(today, day):
    if (day.month, day.day) == (2, 29) or not 1901 < today.year < 2198:
        return
    found = read_date(f"{day.month}-{day.day}", today, near=True)
    assert (found.month, found.day) == (day.month, day.day)
    assert -366 <= (found - today).days <= 183
    other = other_year(f"{day.month}-{day.day}", today)
    assert (other is None) == (found <= today and found.year == today.year)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("明天", "2026-11-21"),
        ("fri", "2026-11-20"),
        ("mon", "2026-11-23"),
        ("下周一", "2026-11-23"),
        ("19", "2026-12-19"),
        ("11-19", "2027-11-19"),
        ("02-29", "2028-02-29"),
        ("3d", "2026-11-17"),
    ],
)
def test_plans_look_ahead(text, iso):
    assert read_date(text, TODAY, future=True).isoformat() == iso


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("", "date-unreadable"),
        ("soon", "date-unreadable"),
        ("2026", "date-unreadable"),
        ("26-11-20", "date-unreadable"),
        ("1-2-3-4", "date-unreadable"),
        ("2026-1-222", "date-unreadable"),
        ("2026-222-1", "date-unreadable"),
        ("1-222-2026", "date-unreadable"),
        ("11月", "date-unreadable"),
        ("吃周五", "date-unreadable"),
        ("五", "date-unreadable"),
        ("xd", "date-unreadable"),
        ("+天前", "date-unreadable"),
        ("-3d", "date-unreadable"),
        ("02-30", "date-impossible"),
        ("32", "date-impossible"),
        ("0", "date-impossible"),
        ("2026-02-29", "date-impossible"),
        ("45/13", "date-impossible"),
        ("1899-12-31", "date-out-of-range"),
        ("2200-01-01", "date-out-of-range"),
        ("99999d", "date-unreadable"),
        ("9999w", "date-out-of-range"),
        ("05/06", "date-ambiguous"),
        ("31.02.2026", "date-impossible"),
        ("0.2.2026", "date-impossible"),
        ("32.12.2026", "date-impossible"),
        ("31.0.2026", "date-impossible"),
        ("20.11.26", "date-unreadable"),
        ("5.6.", "date-ambiguous"),
        ("31.31.", "date-impossible"),
        ("a.5.", "date-unreadable"),
        ("..", "date-unreadable"),
        ("30 feb", "date-impossible"),
        ("nov", "date-unreadable"),
        ("nov 2026", "date-unreadable"),
        ("20 nov dec", "date-unreadable"),
        ("20 11 nov", "date-unreadable"),
        ("20 ma", "date-unreadable"),
        ("20 noven", "date-unreadable"),
        ("nov 20 1850", "date-out-of-range"),
        ("05-06-2026", "date-ambiguous"),
        ("5.6", "date-ambiguous"),
        ("上周末", "date-ambiguous"),
        ("周末", "date-ambiguous"),
        ("早上", "date-unreadable"),
        ("某末", "date-unreadable"),
        ("26年13月1日", "date-impossible"),
        ("26-11-20", "date-unreadable"),
        ("12.25.2026", "date-order"),
        ("06-06-2026", "date-order"),
        ("月末", "date-ambiguous"),
        ("年底", "date-ambiguous"),
        ("本月31号", "date-impossible"),
        ("三四天前", "date-unreadable"),
        ("01/02/1850", "date-impossible"),
    ],
)
def test_what_is_no_single_date_is_refused(text, slug):
    with pytest.raises(UsageProblem) as caught:
        read_date(text, TODAY)
    assert caught.value.slug == slug


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20.11.2026", date(2026, 11, 20)),
        ("05.06.2026", date(2026, 6, 5)),
        ("5.6.2026", date(2026, 6, 5)),
        ("31.12.2025", date(2025, 12, 31)),
        ("1.1.2027", date(2027, 1, 1)),
        ("20.11.", date(2026, 11, 20)),
        ("20.11", date(2026, 11, 20)),
    ],
)
def test_with_dots_the_day_comes_first(text, day):
    assert read_date(text, date(2026, 11, 20)) == day
    assert looks_like_date(text) is (text[1] != ".")


def test_the_end_of_the_year_is_one_day_where_it_is_today_or_to_come():
    assert read_date("年底", date(2026, 12, 31)) == date(2026, 12, 31)
    assert read_date("年末", TODAY, future=True) == date(2026, 12, 31)


def test_a_year_that_is_no_leap_year_may_part_two_that_are_by_eight():
    assert read_date("02-29", date(2104, 2, 28)) == date(2096, 2, 29)
    assert read_date("02-29", date(2096, 3, 1), future=True) == date(2104, 2, 29)


def test_both_readings_are_named():
    with pytest.raises(UsageProblem) as caught:
        read_date("05/06", TODAY)
    assert caught.value.params == {"text": "05/06", "one": "2026-05-06", "other": "2026-06-05"}
    with pytest.raises(UsageProblem) as caught:
        read_date("25-12-2024", TODAY)
    assert caught.value.params["corrected"] == "2024-12-25"


@given(days, days, st.booleans())
def test_a_whole_date_reads_back_in_every_spelling(day, today, future):
    for spelling in ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d", "%Y年%m月%d日"):
        assert read_date(day.strftime(spelling), today, future=future) == day


@given(days, days, st.booleans(), st.sampled_from(["%d %b %Y", "%B %d, %Y", "%d-%b-%Y", "%d. %B %Y", "%d%b%Y"]))
def test_a_month_s_name_makes_the_order_plain(day, today, future, spelling):
    assert read_date(day.strftime(spelling), today, future=future) == day


@given(days, st.booleans())
def test_day_and_month_with_dots_are_one_date_or_refused_with_both(day, future):
    text = f"{day.day}.{day.month}."
    try:
        found = read_date(text, day, future=future)
    except UsageProblem as problem:
        assert problem.slug == "date-ambiguous"
        assert day.isoformat() in (problem.params["one"], problem.params["other"])
        assert max(day.day, day.month) <= 12
        assert day.day != day.month
    else:
        assert found == day


@given(days, st.booleans())
def test_short_dates_are_the_nearest(today, future):
    for text in ("1", "15", "mon", "周日", "11-20"):
        try:
            found = read_date(text, today, future=future)
        except UsageProblem:
            assert today.year in (1900, 2199)
            continue
        assert (found >= today) if future else (found <= today)
        assert abs(found - today) <= timedelta(days=366)


@given(date_texts, days, st.booleans())
def test_any_text_is_a_date_or_refused(text, today, future):
    looks_like_date(text)
    try:
        assert 1900 <= read_date(text, today, future=future).year <= 2199
    except UsageProblem as problem:
        assert problem.slug.startswith("date-")


@pytest.mark.parametrize(
    "word",
    [
        "y",
        "yesterday",
        "tomorrow",
        "三天前",
        "mon",
        "3d",
        "11-20",
        "2026-11-20",
        "20261120",
        "昨天",
        "05/06",
        "25/12",
        "周五",
        "5号",
    ],
)
def test_a_payee_may_not_end_in_a_date(word):
    assert looks_like_date(word)


@pytest.mark.parametrize("word", ["20", "Sun", "3D", "7-11", "24-7", "66-99", "1.5", "1/2", "2026", "coffee", "T", ""])
def test_other_words_are_no_dates(word):
    assert not looks_like_date(word)


@pytest.mark.parametrize(("word", "days"), [("+2天", 2), ("＋两天", 2), ("+三天", 3), ("+1周", 7), ("两天后", 2)])
def test_days_ahead_are_said_in_chinese_too(word, days):
    assert read_date(word, date(2026, 11, 20), future=True) == date(2026, 11, 20) + timedelta(days=days)


@pytest.mark.parametrize("word", ["2天", "+2天后", "+2天前", "+天"])
def test_how_long_is_no_day(word):
    with pytest.raises(UsageProblem):
        read_date(word, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("text", "month", "days"),
    [("本月31号", "2026-11", 30), ("2026-02-29", "2026-02", 28), ("02-30", "2026-02", 28), ("30 feb", "2026-02", 28)],
)
def test_a_day_that_its_month_lacks_is_refused_with_how_many_it_has(text: str, month: str, days: int) -> None:
    with pytest.raises(UsageProblem) as caught:
        read_date(text, date(2026, 11, 20))
    assert (caught.value.params["month"], caught.value.params["days"]) == (month, days)
