from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.rules.moments import Hours, days, hours
from wallet_cli.errors import UsageProblem


@pytest.mark.parametrize(
    ("typed", "kept", "inside", "outside"),
    [
        ("1", "1", "2026-11-01", "2026-11-02"),
        ("1-5", "1-5", "2026-11-05", "2026-11-06"),
        ("8,1", "1,8", "2026-11-08", "2026-11-02"),
        ("1..5", "1-5", "2026-11-05", "2026-11-06"),
        ("3,1,2,9", "1-3,9", "2026-11-09", "2026-11-04"),
        ("last", "last", "2026-11-30", "2026-11-29"),
        ("31", "31", "2026-12-31", "2026-11-30"),
        ("mon", "mon", "2026-11-02", "2026-11-03"),
        ("fri-mon", "mon,fri,sat,sun", "2026-11-08", "2026-11-04"),
        ("MON, 15", "15,mon", "2026-11-15", "2026-11-14"),
        ("1,last,sun", "1,last,sun", "2026-11-08", "2026-11-07"),
        ("1号、15日", "1,15", "2026-11-15", "2026-11-14"),
        ("周一-周五", "mon,tue,wed,thu,fri", "2026-11-06", "2026-11-07"),
        ("周日", "sun", "2026-11-08", "2026-11-07"),
        ("星期天", "sun", "2026-11-08", "2026-11-07"),
        ("月底", "last", "2026-11-30", "2026-11-29"),
        ("１－５", "1-5", "2026-11-05", "2026-11-06"),
        ("5-5", "5", "2026-11-05", "2026-11-06"),
    ],
)
def test_days(typed, kept, inside, outside):
    found = days(typed)
    assert found.text == kept
    assert days(kept) == found
    assert found.has(date.fromisoformat(inside))
    assert not found.has(date.fromisoformat(outside))


@pytest.mark.parametrize(
    "typed", ["", "0", "32", "5-1", "1-", "-3", "mon-3", "3-mon", "x", "1,,2", "100", "²", "1-2-3"]
)
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(UsageProblem, match="rule-days") as refused:
        days(typed)
    assert refused.value.params == {"text": typed}


@pytest.mark.parametrize(
    ("typed", "kept", "inside", "outside"),
    [
        ("11:00-14:30", "11:00-14:30", (660, 870), (659, 871, -1)),
        ("22-4", "22:00-04:00", (1320, 1439, 0, 240), (241, 1319, -1)),
        ("9..10", "09:00-10:00", (540, 600), (601,)),
        ("９：００～１０：００", "09:00-10:00", (540,), (601,)),
        ("00:00-23:59", "00:00-23:59", (0, 1439), (-1,)),
    ],
)
def test_hours(typed, kept, inside, outside):
    found = hours(typed)
    assert found.text == kept
    assert hours(kept) == found
    assert all(found.has(minute) for minute in inside)
    assert not any(found.has(minute) for minute in outside)


@pytest.mark.parametrize(
    "typed", ["", "11", "24-3", "11:60-12", "a-b", "11-", "-11", "1:2:3-4", "²-3", "111-3", "011:00-12"]
)
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(UsageProblem, match="rule-hours") as refused:
        hours(typed)
    assert refused.value.params == {"text": typed}


@given(st.integers(0, 1439), st.integers(0, 1439), st.integers(0, 1439))
def test_a_span_and_the_rest_of_the_day_share_their_ends_alone(first, last, minute):
    span, rest = Hours(first, last), Hours(last, first)
    if first != last:
        assert (span.has(minute) and rest.has(minute)) == (minute in (first, last))
        assert span.has(minute) or rest.has(minute)


@given(st.text(max_size=20))
def test_anything_is_read_or_refused(text):
    for read in (days, hours):
        try:
            assert read(read(text).text) == read(text)
        except UsageProblem as problem:
            assert problem.slug in ("rule-days", "rule-hours")
