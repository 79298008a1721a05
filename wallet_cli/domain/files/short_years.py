"""Which of three numbers is the year where none has four digits: ``26-11-30`` among others of one file.

In come the first and the last numbers of all days of a file; out comes whether the year is the first of them. The year
is the number that changes least: a file has all days of a month before it has two years.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

_TURN = 70
_MONTHS, _MOST_DAYS = 12, 31


def full_year(short: int) -> int:
    """The year that two digits mean: 70 to 99 are of the 1900s."""
    return short + (2000 if short < _TURN else 1900)


def year_is_first(firsts: Collection[int], lasts: Collection[int], *, month_is_second: bool) -> bool | None:
    """Whether the first numbers of a file's days are years, and the last ones days; None where either can be.

    ``month_is_second``: the numbers between them can all be months, as they must where the year is first.
    """
    if not month_is_second or not lasts or not all(1 <= last <= _MOST_DAYS for last in lasts):
        return False
    if not any(first > _MONTHS for first in firsts) and not any(last > _MONTHS for last in lasts):
        return False  # it can be month, day and year as well, which is asked as ever
    spans = [_span(firsts), _span(lasts)]
    if spans[0] == spans[1]:
        return None if set(firsts) != set(lasts) else False
    return spans[0] < spans[1]


def _span(numbers: Collection[int]) -> int:
    years = [full_year(number) for number in numbers]
    return max(years) - min(years)
