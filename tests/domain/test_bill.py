"""Sharing a bill: the parts of the others are rounded down, and the remainder is the payer's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.bill import Part, parts, people_joined, people_listed

FRACTION = st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)).map(lambda each: Part(*each))
ASKED = st.lists(st.none() | FRACTION, min_size=1, max_size=8)
TOTALS = st.integers(1, 2**63 - 1)


@given(ASKED, TOTALS)
def test_nobody_owes_more_than_their_part_and_something_is_left_to_the_payer(
    asked: list[Part | None], total: int
) -> None:
    found = parts(asked)
    named = [part for part in asked if part]
    if found is None:
        product = 1
        for part in named:
            product *= part.denominator
        assert sum(part.numerator * (product // part.denominator) for part in named) >= product
        return
    owed = [part.of(total) for part in found]
    for part, minor in zip(found, owed, strict=True):
        assert 0 <= total * part.numerator - minor * part.denominator < part.denominator
    assert total - sum(owed) > 0
    assert [part for part, was in zip(found, asked, strict=True) if was] == named


@given(st.integers(1, 20), TOTALS)
def test_equal_parts_are_equal_and_the_payers_is_never_smaller(people: int, total: int) -> None:
    found = parts([None] * people)
    assert found is not None
    owed = {part.of(total) for part in found}
    assert owed == {total // (people + 1)}
    assert total - sum(part.of(total) for part in found) >= total // (people + 1)


def test_who_has_no_part_of_their_own_shares_what_the_others_leave() -> None:
    found = parts([Part(20, 86), None])
    assert found is not None
    assert [part.of(8600) for part in found] == [2000, 3300]


def test_parts_that_leave_nothing_are_no_way_to_share() -> None:
    assert parts([Part(1, 2), Part(1, 2)]) is None
    assert parts([Part(1, 1), None]) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("小王、小李", ["小王", "小李"]),
        ("小王，小李=20", ["小王", "小李=20"]),
        ("Tom,Anna", ["Tom", "Anna"]),
        ("Tom and Anna", ["Tom", "Anna"]),
        ("Tom & Anna; Bob", ["Tom", "Anna", "Bob"]),
        ("anna=12,50", ["anna=12,50"]),
        ("anna=12,bob=3", ["anna=12", "bob=3"]),
        ("Andy", ["Andy"]),
        ("、", ["、"]),
        ("", [""]),
    ],
)
def test_people_may_be_listed(text: str, names: list[str]) -> None:
    assert people_listed(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("小王和小李", ["小王", "小李"]),
        ("小王跟小李与小赵", ["小王", "小李", "小赵"]),
        ("李和", ["李和"]),
        ("安娜", ["安娜"]),
    ],
)
def test_people_may_be_joined(text: str, names: list[str]) -> None:
    assert people_joined(text) == names


@given(st.lists(st.text("小王李abc", min_size=1), min_size=1), st.sampled_from(["、", ",", " and ", "，"]))
def test_as_many_as_are_listed(names: list[str], mark: str) -> None:
    assert people_listed(mark.join(names)) == names
