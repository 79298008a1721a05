"""Times and switches are shown as people of each language type them, and read back."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli import i18n
from wallet_cli.domain.duration import LONGEST_SECONDS, seconds_or_off, switch
from wallet_cli.words import durations, setting_values


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    i18n.choose("en")


@given(st.integers(0, LONGEST_SECONDS), st.sampled_from(i18n.LANGUAGES))
def test_what_is_shown_is_read_back(seconds: int, language: str) -> None:
    i18n.choose(language)
    assert seconds_or_off(durations.people(seconds)) == seconds


@pytest.mark.parametrize(
    ("seconds", "english", "chinese"),
    [(540, "9m", "9 分钟"), (3600, "1h", "1 小时"), (0, "off", "关闭"), (90, "90s", "90 秒"), (86_400, "1d", "1 天")],
)
def test_a_time_in_both_languages(seconds: int, english: str, chinese: str) -> None:
    assert durations.people(seconds) == english
    i18n.choose("zh")
    assert durations.people(seconds) == chinese


def test_what_is_left_is_rounded_in_chinese_too() -> None:
    i18n.choose("zh")
    assert [durations.rounded(each) for each in (27_770, 59)] == ["7 小时 42 分钟", "59 秒"]


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("unlock-for", "1h", "1 小时"),
        ("unlock-again", "off", "关闭"),
        ("period", "month from 25", "月 从 25"),
        ("owner", "off", "off"),
        ("currency", "CNY", "CNY"),
        ("numbers", "1 234,50", "1 234,50"),
    ],
)
def test_the_value_of_a_setting(name: str, value: str, shown: str) -> None:
    i18n.choose("zh")
    assert setting_values.people(name, value) == shown


def test_a_switch_that_is_shown_is_understood() -> None:
    i18n.choose("zh")
    assert [switch(durations.typed(word)) for word in ("on", "off")] == [True, False]
