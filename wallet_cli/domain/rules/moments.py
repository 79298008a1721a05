"""Days and times of day that a rule asks for: ``1-5,last``, ``mon,fri``, ``11:00-14:30``.

Days are numbers of a month, ``last`` for its last one, and weekdays by three letters; any of them will do. Times are
``hh:mm``, both ends included; a span may pass midnight.
"""

from __future__ import annotations

from calendar import monthrange

from wallet_cli.domain.text import narrow
from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LAST = "last"
_NAMES = {name: at for at, name in enumerate(WEEKDAYS)}
_NAMES |= {f"{word}{sign}": at for word in ("周", "星期") for at, sign in enumerate("一二三四五六日")}
_NAMES |= {"周天": 6, "星期天": 6}
_LASTS = (LAST, "月底", "月末")
_MOST_DAYS = 31
_UNKNOWN = -1


class Days(NamedTuple):
    """Numbers of a month, weekdays (Monday is 0), and whether a month's last day is meant."""

    numbers: frozenset[int]
    weekdays: frozenset[int]
    last: bool

    def has(self, day: date) -> bool:
        """Whether a day is one of them."""
        return (
            day.day in self.numbers
            or day.weekday() in self.weekdays
            or (self.last and day.day == monthrange(day.year, day.month)[1])
        )

    @property
    def text(self) -> str:
        """They as they are kept."""
        found, numbers = [], sorted(self.numbers)
        while numbers:
            first = end = numbers.pop(0)
            while numbers and numbers[0] == end + 1:
                end = numbers.pop(0)
            found.append(str(first) if end == first else f"{first}-{end}")
        found += [LAST] if self.last else []
        return ",".join([*found, *(WEEKDAYS[at] for at in sorted(self.weekdays))])


def days(text: str) -> Days:
    """Read days; raises UsageProblem("rule-days")."""
    numbers: set[int] = set()
    weekdays: set[int] = set()
    last = False
    for part in narrow(text).replace("、", ",").replace(".", "-").lower().split(","):
        word = part.strip().strip("号日") if part.strip() not in _NAMES else part.strip()
        low, dash, high = (each.strip("号日 ") if each.strip() not in _NAMES else each for each in _span(word))
        if word in _LASTS:
            last = True
        elif low in _NAMES and (not dash or high in _NAMES):
            weekdays.update(_round(_NAMES[low], _NAMES[high] if dash else _NAMES[low]))
        elif _is_day(low) and (not dash or (_is_day(high) and int(high) >= int(low))):
            numbers.update(range(int(low), int(high if dash else low) + 1))
        else:
            raise UsageProblem("rule-days", text=text)
    return Days(frozenset(numbers), frozenset(weekdays), last)


def _span(word: str) -> tuple[str, str, str]:
    low, dash, high = word.partition("-")
    return low.strip(), dash, high.lstrip("-").strip()


def _round(first: int, last: int) -> list[int]:
    """Weekdays from one to the other, over Sunday where need be."""
    return [(first + at) % 7 for at in range((last - first) % 7 + 1)]


def _is_day(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 3 and 1 <= int(text) <= _MOST_DAYS


class Hours(NamedTuple):
    """From one minute of the day to another, both included."""

    first: int
    last: int

    def has(self, minute: int) -> bool:
        """Whether a minute of the day is in it; one that isn't known (-1) never is."""
        if minute == _UNKNOWN:
            return False
        if self.first <= self.last:
            return self.first <= minute <= self.last
        return minute >= self.first or minute <= self.last

    @property
    def text(self) -> str:
        """They as they are kept."""
        return "-".join(f"{each // 60:02}:{each % 60:02}" for each in self)


def hours(text: str) -> Hours:
    """Read a span of the day; raises UsageProblem("rule-hours")."""
    low, dash, high = narrow(text).replace("..", "-").replace("~", "-").partition("-")
    first, last = _minute(low.strip()), _minute(high.strip())
    if not dash or first == _UNKNOWN or last == _UNKNOWN:
        raise UsageProblem("rule-hours", text=text)
    return Hours(first, last)


def _minute(text: str) -> int:
    hour, _colon, minute = text.partition(":")
    minute = minute or "0"
    for each, most in ((hour, 23), (minute, 59)):
        if not (each.isascii() and each.isdecimal() and len(each) < 3 and int(each) <= most):
            return _UNKNOWN
    return int(hour) * 60 + int(minute)
