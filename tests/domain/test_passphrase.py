"""Advice on new passphrases: lists and patterns are found, four plain words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.passphrase import COMMON, advice


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [
        ("correct horse battery staple", ()),
        ("Tr0ub4dor&3xyz", ()),
        ("密码 是 四个 普通 的 词 而已 好吗 朋友", ()),
        ("password", ("common", "short", "one-kind")),
        ("Password123!", ("common",)),
        ("correct horse", ()),
        ("correcthorse", ("one-kind",)),
        ("i love you", ("common", "short")),
        ("aaaaaaaaaaaaaaaaaaaa", ("repeats",)),
        ("kaffeekaffeekaffee", ("repeats",)),
        ("abcdefghijklmnop", ("sequence",)),
        ("zyxwvu 98765 lkjhgfds", ("sequence",)),
        ("xkqvwzpt", ("short", "one-kind")),
        ("", ("repeats", "short", "one-kind")),
    ],
)
def test_what_is_easy_to_guess_is_told(passphrase: str, told: tuple[str, ...]) -> None:
    assert advice(passphrase) == told


def test_the_list_is_as_it_is_compared() -> None:
    assert len(COMMON) > 200
    assert all(word == word.casefold() for word in COMMON)
    assert all("common" in advice(word) for word in COMMON)


@given(st.text())
def test_no_text_makes_it_stumble(text: str) -> None:
    assert set(advice(text)) <= {"common", "repeats", "sequence", "short", "one-kind"}


@given(st.sampled_from(sorted(COMMON)), st.sampled_from(["", "1", "2026", "!", "99!"]))
def test_a_tail_of_digits_and_signs_hides_nothing(word: str, tail: str) -> None:
    assert "common" in advice(word.upper() + tail)


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [
        ("abcxyz123", ("short",)),
        ("abcdx5678", ("sequence", "short")),
        ("abcd567890", ("sequence", "short")),
        ("dcbaqfxkzmdcbb", ("one-kind",)),
        ("qwerxkzmpv", ("short", "one-kind")),
        ("qwertxkzm", ("sequence", "short", "one-kind")),
        ("xkqvwzptmlbd", ("one-kind",)),
        ("xkqvwzptmlb", ("short", "one-kind")),
        ("xkqvwzptmlbdsoe", ("one-kind",)),
        ("xkqvwzptmlbdsoeu", ()),
        ("xkqvxkqvxkqvxkqv", ("repeats",)),
        ("xkqvzxkqvzxkqvz!", ()),
        ("12xkqvwzptml98", ()),
    ],
)
def test_the_bounds_of_what_is_easy_to_guess(passphrase: str, told: tuple[str, ...]) -> None:
    assert advice(passphrase) == told
