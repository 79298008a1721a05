"""Which of many backups are kept: a number of days, weeks, months and years back, the newest of each.

Days are ordinals (day 1 is 0001-01-01). The rule is that of borg and restic: ``7d`` keeps the newest of each of the
last seven days that have any, which may lie further back than a week.
"""

from __future__ import annotations

import re
from datetime import date

from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PART = re.compile(r"([1-9][0-9]{0,3})([dwmy])")
_PERIOD: dict[str, Callable[[int], int]] = {
    "d": lambda day: day,
    "w": lambda day: (day + 6) // 7,  # day 1 was a Monday
    "m": lambda day: date.fromordinal(day).year * 12 + date.fromordinal(day).month,
    "y": lambda day: date.fromordinal(day).year,
}


class Rule(NamedTuple):
    """Keep the newest of each of the last ``most`` periods: d days, w weeks from Monday, m months, y years."""

    most: int
    unit: str


def read_rules(text: str) -> tuple[Rule, ...]:
    """``7d,4w,12m``; raises UsageProblem("bad-keep")."""
    found = [_PART.fullmatch(part.strip()) for part in text.split(",")]
    rules = tuple(Rule(int(each[1]), each[2]) for each in found if each)
    if len(rules) < len(found) or len({rule.unit for rule in rules}) < len(rules):
        raise UsageProblem("bad-keep", text=text)
    return rules


def kept(days: Sequence[int], rules: Sequence[Rule]) -> set[int]:
    """The indexes that stay of backups with these ``days``, given from the oldest to the newest; the newest always."""
    stay = {len(days) - 1} if days else set()
    for most, unit in rules:
        newest: dict[int, int] = {}
        for index, day in enumerate(days):
            newest[_PERIOD[unit](day)] = index
        stay.update(newest[each] for each in sorted(newest)[-most:])
    return stay
