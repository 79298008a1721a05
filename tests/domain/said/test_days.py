"""Days as they are said: what a line or an option makes of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.dates import read_date
from wallet_cli.domain.quickline import Word, ends_in_day, parted
from wallet_cli.domain.said.days import behind, in_front, typed

TODAY = date(2026, 11, 28)  # a Saturday


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("3 days ago", "2026-11-25"),
        ("two days ago", "2026-11-26"),
        ("a day ago", "2026-11-27"),
        ("one week ago", "2026-11-21"),
        ("two weeks ago", "2026-11-14"),
        ("the day before yesterday", "2026-11-26"),
        ("the day after tomorrow", "2026-11-30"),
        ("last night", "2026-11-27"),
        ("this morning", "2026-11-28"),
        ("yesterday evening", "2026-11-27"),
        ("friday evening", "2026-11-27"),
        ("last friday", "2026-11-27"),
        ("last sat", "2026-11-21"),
        ("Last Monday", "2026-11-23"),
        ("the 3rd of november", "2026-11-03"),
        ("november 3rd, 2025", "2025-11-03"),
        ("on the 3rd", "2026-11-03"),
        ("5. Dezember 2025", "2025-12-05"),
        ("5. März 2026", "2026-03-05"),
        ("5 dec 2025", "2025-12-05"),
    ],
)
def test_a_day_that_is_said_is_one_day(text: str, iso: str) -> None:
    assert read_date(text, TODAY).isoformat() == iso


@pytest.mark.parametrize(
    "text",
    ["", "on the", "the tea", "many days ago", "1000 days ago", "3 hours ago", "last tea", "this tea", "tea evening",
     "3rd tea", "tea 3rd", "3rd of november or so", "333 november", "xx november", "november xth", "3rd"],
)  # fmt: skip
def test_what_says_no_day(text: str) -> None:
    assert typed(text) == ""


@pytest.mark.parametrize(
    ("line", "count", "day"),
    [
        ("bread on the 3rd of november", 5, "3 november"),
        ("bread 5. Dezember", 2, "5 december"),
        ("bread tonight", 1, "today"),
        ("bread 5.11.", 1, "5.11."),
        ("bread 5.x.", 0, ""),
        ("bread 5.11.2026", 0, ""),
        ("Good Morning", 0, ""),
        ("Kiosk Last Night", 0, ""),
        ("bread yesterday", 0, ""),
        ("", 0, ""),
    ],
)
def test_the_last_words_of_a_name(line: str, count: int, day: str) -> None:
    assert behind(line.split()) == (count, day)


def test_the_first_word_of_a_name() -> None:
    assert in_front(["yesterday", "bread"]) == "yesterday"
    assert in_front(["Yesterday", "bread"]) == in_front(["yesterday"]) == in_front([]) == ""


@pytest.mark.parametrize(
    ("line", "rest", "day"),
    [
        ("3 bread two days ago @cash", "3 bread @cash", "2d"),
        ("3 bread @cash two days ago", "3 bread @cash", "2d"),
        ("3 bread the day before yesterday", "3 bread", "2d"),
        ('3 bread "two days ago"', None, ""),
        ('3 "bread two" days ago', None, ""),
    ],
)
def test_a_line_ends_in_a_day_that_is_said(line: str, rest: str | None, day: str) -> None:
    words, found = ends_in_day(parted(line))
    assert found == day
    assert rest is None or [word.text for word in words] == rest.split()


@given(st.lists(st.sampled_from(["on", "the", "3rd", "of", "may", "last", "fri", "two", "days", "ago", "5.", "x", ""])))
def test_any_words_are_taken_apart(words: list[str]) -> None:
    count, day = behind(words)
    assert bool(count) == bool(day) and count <= len(words)
    assert ends_in_day([Word(word, False) for word in words])[0] is not None
