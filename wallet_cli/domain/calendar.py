"""Any period: calendar months, months from a day on, weeks, two weeks, quarters, years, and the time between pay-days.

A calendar parts all days into periods that have a number each: the next period's is one more. It says which period
holds a day and on which day a period starts; that each day lies in exactly one and that they join follows from that.
A new kind is a row in ``KINDS`` and its words in ``words.calendar``; what parts the days by another rule, a class too.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.text import narrow
from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Protocol

    class Calendar(Protocol):
        """One way to part the days."""

        @property
        def kind(self) -> PeriodKind:
            """Its row of ``KINDS``."""
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
            """How everyone names it (``2026-10``, ``2026-Q3``, ``2026``); "" where only its days say which it is."""
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

    @property
    def shown(self) -> str:
        """What people call it: ``label``, without an end that is open (``2026-10-28..``)."""
        return without_open_ends(self.label)


def without_open_ends(label: str) -> str:
    """A label as it is typed where an end is open: ``2026-10-28..``, not ``2026-10-28..2199-12-31``."""
    start, mark, end = label.partition("..")
    last, first = f"{LAST_YEAR}-12-31", f"{FIRST_YEAR}-01-01"
    return (start if start != first else "") + mark + (end if end != last else "") if mark else label


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


class PeriodKind(NamedTuple):
    """One kind of period.

    ``read`` makes a calendar of it from the words behind its ``name``, None where they are none; ``example`` is how it
    is typed where the name alone says too little. Each period has ``size`` months or days (0: not the same). Its keys
    end with ``mark``: how long it is, as ISO 8601 writes it; months, the usual ones, go without. ``label`` names one by
    ``year`` and by ``at``, its number in it, as ``read_period`` reads it; "" where only its days say which it is.
    ``typed`` is what it is called in Chinese.
    """

    name: str
    mark: str
    read: Callable[[PeriodKind, Sequence[str]], Calendar | None]
    size: int = 0
    label: str = ""
    example: str = ""
    typed: tuple[str, ...] = ()


class Months(NamedTuple):
    """As many months each as ``kind`` says, begun on their ``day``, or on the last one of a month that has less."""

    kind: PeriodKind
    day: int = 1

    @property
    def text(self) -> str:
        """``month``, ``month from 25``."""
        return self.kind.name if self.day == 1 else f"{self.kind.name} from {self.day}"

    @property
    def _ahead(self) -> bool:
        """Whether most of a period lies in the month after the one that it begins in: people call it by that."""
        return self.day > 16

    def number(self, day: int) -> int:
        """The number of the period that holds a day."""
        month = month_of(date.fromordinal(day))
        return (month - (day < day_in(month, self.day)) + self._ahead) // self.kind.size

    def start(self, index: int) -> int:
        """The first day of a period."""
        return day_in(index * self.kind.size - self._ahead, self.day)

    def key(self, index: int) -> str:
        """The (first) month that it is, or that most of it lies in: ``2026-11``, ``2026-10/P3M``."""
        year, at = divmod(index * self.kind.size, 12)
        return f"{year:04}-{at + 1:02}{self.kind.mark}"

    def label(self, index: int) -> str:
        """``2026-11``, ``2026-Q4``, ``2026``; "" for months from a day on."""
        if self.day > 1 or not self.kind.label:
            return ""
        year, at = divmod(index, 12 // self.kind.size)
        return self.kind.label.format(year=year, at=at + 1)


class Days(NamedTuple):
    """As many days each as ``kind`` says, one of them begun on the day ``anchor`` (ordinal); day 1 was a Monday."""

    kind: PeriodKind
    anchor: int = 1

    @property
    def text(self) -> str:
        """``week`` (from Monday), ``two-weeks from 2026-11-06``."""
        return self.kind.name if self.anchor == 1 else f"{self.kind.name} from {date.fromordinal(self.anchor)}"

    def number(self, day: int) -> int:
        """The number of the period that holds a day."""
        return (day - self.anchor) // self.kind.size

    def start(self, index: int) -> int:
        """The first day of a period; the nearest there is for what lies beyond all dates."""
        return min(max(self.anchor + index * self.kind.size, 1), _MOST + 1)

    def key(self, index: int) -> str:
        """Its first day: ``2026-11-06/P14D``."""
        return f"{date.fromordinal(self.start(index))}{self.kind.mark}"

    def label(self, _index: int) -> str:
        """None: by its days."""
        return ""


class PayDays(NamedTuple):
    """From one recorded day to the next (ordinals, ascending); before the first and after the last as far as can be."""

    kind: PeriodKind
    days: tuple[int, ...]

    @property
    def text(self) -> str:
        """``pay-days 2026-10-28 2026-11-27``."""
        return " ".join((self.kind.name, *[date.fromordinal(day).isoformat() for day in self.days]))

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
        return f"{date.fromordinal(self.start(index))}{self.kind.mark}"

    def label(self, _index: int) -> str:
        """None: by its days."""
        return ""


def whole_months(kind: PeriodKind, words: Sequence[str]) -> Calendar | None:
    """Months that begin with the year: nothing after the name."""
    return None if words else Months(kind)


def months(kind: PeriodKind, words: Sequence[str]) -> Calendar | None:
    """``month``, ``month from 25``."""
    day = _number(words[1]) if len(words) == 2 and words[0] == "from" else 0
    return Months(kind, day) if 1 <= day <= 31 else whole_months(kind, words)


def days(kind: PeriodKind, words: Sequence[str]) -> Days | None:
    """``two-weeks from 2026-11-06``: any day that one began on."""
    day = _day(words[1]) if len(words) == 2 and words[0] == "from" else 0
    return Days(kind, day) if day else None


def _week(kind: PeriodKind, words: Sequence[str]) -> Calendar | None:
    """``week``, ``week from 2026-11-01``."""
    monday = Days(kind)
    found = days(kind, words) if words else monday
    return monday if found and (found.anchor - monday.anchor) % kind.size == 0 else found


def _pay_days(kind: PeriodKind, words: Sequence[str]) -> Calendar | None:
    """``pay-days 2026-10-28 2026-11-27``: in any order, each once; not the first day of all, which needs no record."""
    found = sorted({_day(word) for word in words})
    return PayDays(kind, tuple(found)) if found and found[0] > FIRST_DAY else None


KINDS: dict[str, PeriodKind] = {
    row.name: row
    for row in (
        PeriodKind("month", "", months, 1, "{year:04}-{at:02}", typed=("月", "每月", "按月")),
        PeriodKind("week", "/P7D", _week, 7, typed=("周", "每周", "按周", "星期")),
        PeriodKind(
            "two-weeks", "/P14D", days, 14, example="two-weeks from 2026-11-06", typed=("两周", "每两周", "双周")
        ),
        PeriodKind("quarter", "/P3M", whole_months, 3, "{year:04}-Q{at}", typed=("季度", "每季度", "按季度", "季")),
        PeriodKind("year", "/P12M", whole_months, 12, "{year:04}", typed=("年", "每年", "按年")),
        PeriodKind(
            "pay-days", "/pay", _pay_days, example="pay-days 2026-10-28 2026-11-27", typed=("发薪日", "发工资日")
        ),
    )
}
MONTH, QUARTER, YEAR = (Months(KINDS[name]) for name in ("month", "quarter", "year"))
WEEK = Days(KINDS["week"])


def named() -> tuple[str, ...]:
    """The kinds whose name alone is a calendar."""
    return tuple(name for name, kind in KINDS.items() if not kind.example)


def read_calendar(text: str) -> Calendar:
    """The calendar that ``text`` names: ``month from 25``, ``pay-days 2026-10-28``. UsageProblem("not-a-calendar")."""
    kind, *words = _in_english(narrow(text).replace(",", " ").casefold()).split() or ("",)
    found = KINDS[kind].read(KINDS[kind], words) if kind in KINDS else None
    if found is None:
        typed = tuple(each.example or each.name for each in KINDS.values())
        raise UsageProblem("not-a-calendar", text=text, kinds=typed)
    return found


def _in_english(text: str) -> str:
    """What is typed in Chinese (``月 从 25``, ``每月25号起``) as it is kept: ``month from 25``."""
    if text.isascii():
        return text
    text = " ".join(text.removesuffix("起").replace("从", " from ").split())
    names = {word: row.name for row in KINDS.values() for word in row.typed}
    for word in sorted(names, key=len, reverse=True):
        if text.startswith(word):
            rest = text[len(word) :].removesuffix("号").removesuffix("日")
            is_day = names[word] == "month" and rest.strip().isdecimal()
            return f"{names[word]} {'from ' if is_day else ''}{rest}"
    return text


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
    return start, next((name for name, kind in KINDS.items() if kind.mark == mark + length), "")


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
