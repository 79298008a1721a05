"""Times as they are typed and shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.duration import LONGEST_SECONDS, OFF, rounded, seconds_of, seconds_or_off, shown, switch
from wallet_cli.errors import UsageProblem


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90s", 90),
        ("15m", 900),
        (" 8h ", 28_800),
        ("7d", LONGEST_SECONDS),
        ("0001m", 60),
        ("９m", 540),
        ("1小时", 3600),
        ("1 小时", 3600),
        ("两个小时", 7200),
        ("半小时", 1800),
        ("9分钟", 540),
        ("30秒", 30),
        ("七天", LONGEST_SECONDS),
        ("10 min", 600),
    ],
)
def test_it_is_read(text: str, seconds: int) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "off", "0m", "8d", "169h", "1w", "-1h", "1.5h", "15", "8天", "小时", "关闭", "9999999s"]
)
def test_what_is_no_time_or_too_long_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem) as told:
        seconds_of(text)
    assert (told.value.slug, told.value.params) == ("bad-duration", {"text": text})


@given(st.integers(0, LONGEST_SECONDS))
def test_what_is_shown_is_read_back(seconds: int) -> None:
    assert seconds_or_off(shown(seconds)) == seconds
    assert (shown(seconds) == OFF) == (seconds == 0)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0s"), (-5, "0s"), (59, "59s"), (60, "1m"), (899, "14m"), (3600, "1h"), (27_770, "7h 42m"), (90_000, "1d 1h"),
     (86_400, "1d"), (86_399, "23h 59m")],
)  # fmt: skip
def test_it_is_rounded_down_for_people(seconds: int, text: str) -> None:
    assert rounded(seconds) == text


@pytest.mark.parametrize("text", ["x", "m", "日", "1日", "1日5h"])
def test_what_has_no_unit_is_told_as_it_was_typed(text: str) -> None:
    with pytest.raises(UsageProblem) as told:
        seconds_of(text)
    assert told.value.params == {"text": text}


def test_on_and_off_are_understood_in_both_languages() -> None:
    assert [switch(word) for word in ("on", "off", "OFF", "开启", "关闭", " 关 ", "maybe")] == [
        True, False, False, True, False, False, None
    ]  # fmt: skip
    assert seconds_or_off("关闭") == 0
