"""Yes and no, as people type them."""

import pytest

from wallet_cli.domain.answers import LATER, NO, YES, is_later, is_no, is_other, is_yes


def test_no_answer_is_two_things_and_all_are_as_they_are_compared() -> None:
    every = [*YES, *NO, *LATER]
    assert len(set(every)) == len(every)
    assert [word.casefold() for word in every] == every


@pytest.mark.parametrize("text", ["y", "Yes", " OK ", "ｙ", "yes.", "好的。", "是！", "对"])
def test_a_yes_in_any_shape(text: str) -> None:
    assert is_yes(text)
    assert is_other(text)
    assert not (is_no(text) or is_later(text))


@pytest.mark.parametrize("text", ["n", "NO", "nope", "不用", "否。"])
def test_a_no_in_any_shape(text: str) -> None:
    assert is_no(text)
    assert is_other(text)
    assert not is_yes(text)


@pytest.mark.parametrize("text", ["", "cash", "yesterday", "not", "+", "好吃"])
def test_anything_else_is_neither(text: str) -> None:
    assert not (is_yes(text) or is_no(text) or is_other(text) or is_later(text))


def test_later_is_neither() -> None:
    assert is_later("Later")
    assert is_later("以后再说")
    assert not is_other("later")
