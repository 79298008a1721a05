"""Any period: calendar months, months from a day on, weeks, two weeks, quarters, years, and the time between pay-days.

A calendar parts all days into periods that have a number each: the next period's is one more. It says which period
holds a day and on which day a period starts; that each day lies in exactly one and that they join follows from that.
A new kind is a class of these two rules, a row in ``KINDS``, and its words in ``words.calendar``.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Protocol

    class Calendar(Protocol):
        """One way to part the days."""

        @property
        def kind(self) -> str:
            """Its name in ``KINDS``."""
            ...

        @property
        def text(self) -> str:
            """How it is typed and kept."""
            ...

        def number(self, day: int) -> int:
            """The number of the period that holds a day (ordinal)."""
            ...

        def start(self, index: int) -> int:
            """The first day (ordinal) of a period."""
            ...

        def key(self, index: int) -> str:
            """What names a period in the books, and none of another kind."""
            ...

        def label(self, index: int) -> str:
            """How everybody names it (``2026-10``, ``2026-Q3``, ``2026``); "" where only its days say which it is."""
            ...


FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that can be typed; what is open at an end goes as far as this."""
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
_MOST = date.max.toordinal()


class Period(NamedTuple):
    """A run of days, both ends included; ``label`` names it for machines: 2026-10, 2026-Q3, 2026, all, first..last."""

    first: date
    last: date
    label: str

    @property
    def since(self) -> str:
        """What people call it where only its beginning counts: 2026-10, or the first day."""
        return self.first.isoformat() if ".." in self.label else self.label


Month = int
"""A calendar month: ``year * 12 + month - 1``, as the roll-ups count them."""


def month_of(day: date) -> Month:
    """The calendar month that ``day`` lies in."""
    return day.year * 12 + day.month - 1


def day_in(month: Month, day: int) -> int:
    """The day (ordinal) of a month; its last one where it has less days. Beyond all dates the nearest there is."""
    if month < 12:
        return 1
    if month > date.max.year * 12 + 11:
        return _MOST + 1
    following = date((month + 1) // 12, (month + 1) % 12 + 1, 1).toordinal() if month < 9999 * 12 + 11 else _MOST + 1
    return min(date(month // 12, month % 12 + 1, 1).toordinal() + day - 1, following - 1)


class Months(NamedTuple):
    """``size`` months each (1, 3 or 12), begun on their ``day``, or on the last one of a month that has less days."""

    size: int = 1
    day: int = 1

    @property
    def kind(self) -> str:
        """month, quarter or year."""
        return _SIZES[self.size]

    @property
    def text(self) -> str:
        """``month``, ``month from 25``."""
        return self.kind if self.day == 1 else f"{self.kind} from {self.day}"

    @property
    def _ahead(self) -> bool:
        """Whether most of a period lies in the month after the one that it begins in: people call it by that."""
        return self.day > 16

    def number(self, day: int) -> int:
        """The number of the period that holds a day."""
        month = month_of(date.fromordinal(day))
        return (month - (day < day_in(month, self.day)) + self._ahead) // self.size

    def start(self, index: int) -> int:
        """The first day of a period."""
        return day_in(index * self.size - self._ahead, self.day)

    def key(self, index: int) -> str:
        """The (first) month that it is, or that most of it lies in: ``2026-11``, ``2026-10/P3M``."""
        year, at = divmod(index * self.size, 12)
        return f"{year:04}-{at + 1:02}{_MARKS[self.kind]}"

    def label(self, index: int) -> str:
        """``2026-11``, ``2026-Q4``, ``2026``."""
        if self.day > 1:
            return ""
        year, at = divmod(index, 12 // self.size)
        return f"{year:04}" + {1: f"-{at + 1:02}", 3: f"-Q{at + 1}", 12: ""}[self.size]


class Days(NamedTuple):
    """``size`` days each (7 or 14), one of them begun on the day ``anchor`` (ordinal)."""

    size: int
    anchor: int = 1

    @property
    def kind(self) -> str:
        """week or two-weeks."""
        return _SIZES[self.size]

    @property
    def text(self) -> str:
        """``week`` (from Monday), ``two-weeks from 2026-11-06``."""
        return self.kind if self == WEEK else f"{self.kind} from {date.fromordinal(self.anchor)}"

    def number(self, day: int) -> int:
        """The number of the period that holds a day."""
        return (day - self.anchor) // self.size

    def start(self, index: int) -> int:
        """The first day of a period; the nearest there is for what lies beyond all dates."""
        return min(max(self.anchor + index * self.size, 1), _MOST + 1)

    def key(self, index: int) -> str:
        """Its first day: ``2026-11-06/P14D``."""
        return f"{date.fromordinal(self.start(index))}{_MARKS[self.kind]}"

    def label(self, _index: int) -> str:
        """None: by its days."""
        return ""


class PayDays(NamedTuple):
    """From one recorded day to the next (ordinals, ascending); before the first and after the last as far as can be."""

    days: tuple[int, ...]

    @property
    def kind(self) -> str:
        """pay-days."""
        return PAY_DAYS

    @property
    def text(self) -> str:
        """``pay-days 2026-10-28 2026-11-27``."""
        return " ".join((PAY_DAYS, *[date.fromordinal(day).isoformat() for day in self.days]))

    def number(self, day: int) -> int:
        """How many pay-days there were up to a day: the number of the period that holds it."""
        return sum(each <= day for each in self.days)

    def start(self, index: int) -> int:
        """The pay-day that a period begins with."""
        if index <= 0:
            return FIRST_DAY
        return self.days[index - 1] if index <= len(self.days) else LAST_DAY + 1

    def key(self, index: int) -> str:
        """Its pay-day: it stays the same when another day is recorded."""
        return f"{date.fromordinal(self.start(index))}{_MARKS[PAY_DAYS]}"

    def label(self, _index: int) -> str:
        """None: by its days."""
        return ""


PAY_DAYS = "pay-days"
_SIZES = {1: "month", 3: "quarter", 12: "year", 7: "week", 14: "two-weeks"}
_MARKS = {"month": "", "week": "/P7D", "two-weeks": "/P14D", "quarter": "/P3M", "year": "/P12M", PAY_DAYS: "/pay"}
"""What ends the keys of each kind: how long it is, as ISO 8601 writes it; months, the usual ones, go without."""
MONTH, QUARTER, YEAR, WEEK = Months(), Months(3), Months(12), Days(7)


def _months(words: Sequence[str]) -> Calendar | None:
    """``month``, ``month from 25``."""
    if not words:
        return MONTH
    day = _number(words[1]) if len(words) == 2 and words[0] == "from" else 0
    return Months(1, day) if 1 <= day <= 31 else None


def _week(words: Sequence[str]) -> Calendar | None:
    """``week``, ``week from 2026-11-01``: any day that one began on."""
    found = _days(WEEK.size, words) if words else WEEK
    return WEEK if found and (found.anchor - WEEK.anchor) % WEEK.size == 0 else found


def _two_weeks(words: Sequence[str]) -> Calendar | None:
    """``two-weeks from 2026-11-06``."""
    return _days(14, words)


def _days(size: int, words: Sequence[str]) -> Days | None:
    day = _day(words[1]) if len(words) == 2 and words[0] == "from" else 0
    return Days(size, day) if day else None


def _quarter(words: Sequence[str]) -> Calendar | None:
    return None if words else QUARTER


def _year(words: Sequence[str]) -> Calendar | None:
    return None if words else YEAR


def _pay_days(words: Sequence[str]) -> Calendar | None:
    """``pay-days 2026-10-28 2026-11-27``: in any order, each once; not the first day of all, which needs no record."""
    days = sorted({_day(word) for word in words})
    return PayDays(tuple(days)) if days and days[0] > FIRST_DAY else None


KINDS: Mapping[str, Callable[[Sequence[str]], Calendar | None]] = {
    "month": _months,
    "week": _week,
    "two-weeks": _two_weeks,
    "quarter": _quarter,
    "year": _year,
    PAY_DAYS: _pay_days,
}
"""How each kind is read from the words behind its name."""


def read_calendar(text: str) -> Calendar:
    """The calendar that ``text`` names: ``month from 25``, ``pay-days 2026-10-28``. UsageProblem("not-a-calendar")."""
    kind, *words = text.replace(",", " ").casefold().split() or ("",)
    found = KINDS[kind](words) if kind in KINDS else None
    if found is None:
        raise UsageProblem("not-a-calendar", text=text, kinds=tuple(KINDS))
    return found


def at(calendar: Calendar, index: int) -> Period:
    """The period of a number, one of those that hold a day."""
    first = date.fromordinal(calendar.start(index))
    last = date.fromordinal(calendar.start(index + 1) - 1)
    return Period(first, last, calendar.label(index) or f"{first}..{last}")


def holding(calendar: Calendar, day: date) -> Period:
    """The period that holds a day."""
    return at(calendar, calendar.number(day.toordinal()))


def read_key(calendar: Calendar, key: str) -> int | None:
    """The number of the calendar's period with this key; None for a key of another calendar."""
    text = key.partition("/")[0]
    day = _day(text if len(text) > len("2026-11") else f"{text}-01")
    if not day:
        return None
    index = calendar.number(day)  # a month from the 10th has the key of the month that begins in the one before
    return next((each for each in (index, index + 1) if calendar.key(each) == key), None)


def parts_of(key: str) -> tuple[str, str]:
    """What people see of a key, and the kind of its period: ("2026-11-06", "two-weeks")."""
    start, mark, length = key.partition("/")
    return start, next((kind for kind, end in _MARKS.items() if end == mark + length), "")


def _day(text: str) -> int:
    """The ordinal of ``2026-11-20`` within the years that can be typed; 0 for anything else."""
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-11-20") else None
    except ValueError:
        return 0
    return day.toordinal() if day and str(day) == text and FIRST_YEAR <= day.year <= LAST_YEAR else 0


def _number(text: str) -> int:
    """A number of one or two digits; 0 for anything else."""
    return int(text) if len(text) <= 2 and text.isascii() and text.isdecimal() else 0
