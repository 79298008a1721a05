"""The parts of a split row: they add up to it, or it counts as a whole."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.split_parts import SplitPart, parts
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money

EUR = currency("EUR")


def row(minor: int, *extra: tuple[str, str]) -> Row:
    return Row(1, date(2026, 11, 10), Money(minor, EUR), extra=extra)


def test_the_parts_with_what_they_are_for_and_what_they_lack() -> None:
    found = parts(
        row(
            -1000,
            ("class", "x"),
            ("split-1-category", "Food"),
            ("split-1-amount", "-6.00"),
            ("split-2-transfer", "Savings"),
            ("split-2-amount", "-3.00"),
            ("split-3-amount", "0.00"),
            ("splits-lack", "-1.00"),
        )
    )
    assert found == (SplitPart(-600, "Food"), SplitPart(-300, "", "Savings"), SplitPart(-100))


@pytest.mark.parametrize(
    "extra",
    [
        (),
        (("transfer", "Savings"),),
        (("split-1-category", "Food"),),
        (("split-1-amount", "-6.00"),),
        (("split-1-amount", "x"),),
    ],
)
def test_what_is_not_wholly_split_by_amounts_has_no_parts(extra: tuple[tuple[str, str], ...]) -> None:
    assert parts(row(-1000, *extra)) == ()


@given(st.integers(-(10**9), 10**9), st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=6))
def test_whatever_a_file_says_the_parts_add_up(minor: int, extra: list[tuple[str, str]]) -> None:
    found = parts(row(minor, *((f"split-{name}", value) for name, value in extra)))
    assert not found or sum(part.minor for part in found) == minor
