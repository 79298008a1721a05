"""What an envelope is given by month: standing amounts, and months set apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.plan.allotment import Allotment, together

MONTHS = st.dictionaries(st.integers(24_000, 24_036), st.integers(-(10**9), 10**9), max_size=6)


def test_an_amount_stands_until_another_is_set() -> None:
    food = Allotment({10: 300, 13: 350}, {})
    assert [food.amount_in(month) for month in range(9, 15)] == [0, 300, 300, 300, 350, 350]
    assert (food.since(9), food.since(12), food.since(20)) == (None, 10, 13)


def test_a_month_set_apart_differs_alone() -> None:
    gifts = Allotment({10: 50}, {12: 400, 8: 5})
    assert [gifts.amount_in(month) for month in range(8, 14)] == [5, 0, 50, 50, 400, 50]
    assert gifts.first == 8


def test_an_envelope_that_was_never_set_has_no_first_month() -> None:
    with pytest.raises(ValueError):
        _ = Allotment({}, {}).first


@given(MONTHS, MONTHS, st.integers(24_000, 24_036))
def test_any_month_has_its_own_amount_or_the_last_standing_one(
    standing: dict[int, int], single: dict[int, int], month: int
) -> None:
    expected = 0
    for each in range(24_000, month + 1):
        expected = standing.get(each, expected)
    assert Allotment(standing, single).amount_in(month) == single.get(month, expected)


@given(MONTHS, MONTHS, MONTHS, MONTHS)
def test_two_together_are_given_in_each_month_what_both_were(
    one_standing: dict[int, int], one_single: dict[int, int], standing: dict[int, int], single: dict[int, int]
) -> None:
    one, other = Allotment(one_standing, one_single), Allotment(standing, single)
    both = together(one, other)
    for month in range(23_999, 24_040):
        assert both.amount_in(month) == one.amount_in(month) + other.amount_in(month)
