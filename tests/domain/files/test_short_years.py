"""Which of three numbers is the year where none has four digits."""

import pytest

from wallet_cli.domain.files.short_years import full_year, year_is_first


def test_two_digits_are_of_this_century_below_70() -> None:
    assert (full_year(0), full_year(69), full_year(70), full_year(99)) == (2000, 2069, 1970, 1999)


@pytest.mark.parametrize(
    ("firsts", "lasts", "month_is_second", "found"),
    [
        ({26}, {1, 15, 30}, True, True),
        ({25, 26}, {31, 2}, True, True),
        ({99, 0}, {31, 2}, True, True),  # the turn of a century is one year
        ({1, 15, 30}, {26}, True, False),
        ({26}, {1, 15, 30}, False, False),
        ({26}, {0, 15}, True, False),
        ({26}, {32}, True, False),
        ({26}, set(), True, False),
        ({5, 7}, {3}, True, False),  # day or month: asked as ever
        ({26}, {30}, True, None),
        ({26}, {26}, True, False),  # the same day either way
    ],
)
def test_the_year_is_what_changes_least(
    firsts: set[int], lasts: set[int], month_is_second: bool, found: bool | None
) -> None:
    assert year_is_first(firsts, lasts, month_is_second=month_is_second) is found
