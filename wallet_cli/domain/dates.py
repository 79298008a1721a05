"""Dates and periods as people type them: ``y``, ``3d``, ``mon``, ``20``, ``11-20``, ``2026-11-20``, ``昨天``.

In comes one word and today's date (never the clock); out goes one calendar date, or the ends of a period.
Records look back, so a date without a year or a month is the nearest past one, today included; ``future`` turns that
round for plans. What has two readings (``05/06``) is refused with both.
"""

from __future__ import annotations

from datetime import date, timedelta

from wallet_cli.domain.text import narrow
from wallet_cli.errors import UsageProblem
from wallet_cli.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

FIRST_YEAR, LAST_YEAR = 1900, 2199
_DAYS = {
    **dict.fromkeys(("t", "today", "今天", "今日"), 0),
    **dict.fromkeys(("y", "yesterday", "昨天", "昨日"), -1),
    "前天": -2,
    "大前天": -3,
    **dict.fromkeys(("tomorrow", "明天", "明日"), 1),
    "后天": 2,
    "大后天": 3,
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
_CHINESE_WEEKDAYS = "一二三四五六日天"
_WEEKS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_UNITS = {"d": 1, "w": 7, "天": 1, "日": 1, "周": 7}
# word: what, and how many from now
_SPANS = {
    **dict.fromkeys(("month", "thismonth", "本月", "这个月", "当月"), ("month", 0)),
    **dict.fromkeys(("lastmonth", "上月", "上个月"), ("month", -1)),
    **dict.fromkeys(("nextmonth", "下月", "下个月"), ("month", 1)),
    **dict.fromkeys(("year", "thisyear", "今年", "本年"), ("year", 0)),
    **dict.fromkeys(("lastyear", "去年"), ("year", -1)),
    **dict.fromkeys(("nextyear", "明年"), ("year", 1)),
    **dict.fromkeys(("week", "thisweek", "本周", "这周"), ("week", 0)),
    **dict.fromkeys(("lastweek", "上周"), ("week", -1)),
    **dict.fromkeys(("nextweek", "下周"), ("week", 1)),
    **dict.fromkeys(("quarter", "thisquarter", "本季度"), ("quarter", 0)),
    **dict.fromkeys(("lastquarter", "上季度"), ("quarter", -1)),
    "前年": ("year", -2),
    **dict.fromkeys(("all", "全部"), ("all", 0)),
}


class Period(NamedTuple):
    """A run of days, both ends included; ``label`` names it for machines: 2026-10, 2026-Q3, 2026, all, first..last."""

    first: date
    last: date
    label: str


def read_date(text: str, today: date, *, future: bool = False) -> date:
    """The date a word means on the day ``today``; UsageProblem("date-…") if it means none, or more than one.

    ``future`` reads ``20``, ``11-20`` and ``fri`` as the nearest to come, not the nearest past, and allows ``明天``.
    """
    word = narrow(text).strip().casefold()
    days = _days_from_now(word, today, future)
    if days is None:
        return _written(word, text, today, future)
    if days > 0 and not future and not word.startswith("+"):
        raise UsageProblem("date-in-future", text=text)
    return _shifted(today, days, text)


def _days_from_now(word: str, today: date, future: bool) -> int | None:
    """Days from ``today`` for the words that count from it; None for written dates."""
    if word in _DAYS:
        return _DAYS[word]
    number, unit = word.removesuffix("前")[:-1], word.removesuffix("前")[-1:]
    if unit in _UNITS and (unit.isascii() or word.endswith("前")):
        digits = number.removeprefix("+") if unit.isascii() else number
        if _is_number(digits, 4):
            return int(digits) * _UNITS[unit] * (1 if number.startswith("+") else -1)
    weekday, week = _weekday(word)
    if weekday is None:
        return None
    if week is not None:
        return weekday - today.weekday() + 7 * week
    return (weekday - today.weekday()) % 7 if future else -((today.weekday() - weekday) % 7)


def _weekday(word: str) -> tuple[int | None, int | None]:
    """The weekday (Monday is 0) and, where the word says it, the week counted from this one."""
    if word in _SHORT:
        return _SHORT[word], None
    if word in _WEEKDAYS:
        return _WEEKDAYS.index(word), None
    if word[-1:] and word[-1] in _CHINESE_WEEKDAYS:
        day = min(_CHINESE_WEEKDAYS.index(word[-1]), 6)
        for name in ("星期", "礼拜", "周"):
            if word[:-1].endswith(name):
                week = word[:-1].removesuffix(name).removesuffix("个")
                if week in _WEEKS or not week:
                    return day, _WEEKS.get(week)
    return None, None


def _written(word: str, text: str, today: date, future: bool) -> date:
    """The date of a word that is written in digits."""
    named = _named(word, text, today, future)
    if named is not None:
        return named
    if word.endswith(".") and word.count(".") == 2:
        return _dotted(word.replace(" ", ""), text, today, future)
    spelled = word.replace("年", "-").replace("月", "-")
    if spelled[-1:] in ("日", "号"):
        spelled = spelled[:-1]
    if _is_number(spelled, 8) and len(spelled) == 8:
        return _day(int(spelled[:4]), int(spelled[4:6]), int(spelled[6:]), text)
    mark = next((char for char in "-/." if char in spelled), "-")
    parts = spelled.split(mark)
    if not all(_is_number(part, 4) for part in parts):
        _unreadable(text)
    sizes = [len(part) for part in parts]
    numbers = [int(part) for part in parts]
    if len(parts) == 3 and sizes[0] == 4 and max(sizes[1:]) <= 2:
        return _day(numbers[0], numbers[1], numbers[2], text)
    if len(parts) == 3 and sizes[2] == 4 and max(sizes[:2]) <= 2:
        _refuse_order(numbers, numbers[2], text)
    if max(sizes) > 2 or len(parts) > 2:
        _unreadable(text)
    if len(parts) == 1:
        return _nearest(today, None, numbers[0], future, text)
    if mark != "-":
        _refuse_order(numbers, today.year, text)
    return _nearest(today, numbers[0], numbers[1], future, text)


def _named(word: str, text: str, today: date, future: bool) -> date | None:
    """``nov 20``, ``20-nov``, ``20 november 2026``: the order doesn't matter where the month is a name."""
    parts = _parts(word)
    names = [part for part in parts if part.isalpha()]
    days = [int(part) for part in parts if len(part) <= 2 and part.isdecimal()]
    years = [int(part) for part in parts if len(part) == 4 and part.isdecimal()]
    if len(names) != 1 or len(names[0]) < 3 or len(days) != 1 or len(parts) != 2 + len(years) or len(years) > 1:
        return None
    month = next((at for at, name in enumerate(_MONTHS, 1) if name.startswith(names[0])), None)
    if month is None:
        return None
    return _day(years[0], month, days[0], text) if years else _nearest(today, month, days[0], future, text)


def _parts(word: str) -> list[str]:
    """Runs of Latin letters and of digits; nothing where there is anything else but what dates are parted by."""
    parts: list[str] = []
    last = ""
    for char in word:
        kind = "letter" if "a" <= char <= "z" else "digit" if "0" <= char <= "9" else ""
        if not kind and char not in " .,-/":
            return []
        if kind and kind == last:
            parts[-1] += char
        elif kind:
            parts.append(char)
        last = kind
    return parts


def _dotted(word: str, text: str, today: date, future: bool) -> date:
    """``20.11.``: day and month in the possible order; where both are (``5.6.``), refused with both readings."""
    one, other, _end = word.split(".")
    if not (_is_number(one, 2) and _is_number(other, 2)):
        _unreadable(text)
    readings = []
    for day, month in ((int(one), int(other)), (int(other), int(one))):
        try:
            readings.append(_nearest(today, month, day, future, text))
        except UsageProblem:
            continue
    if not readings:
        raise UsageProblem("date-impossible", text=text)
    if len(set(readings)) > 1:
        raise UsageProblem("date-ambiguous", text=text, one=readings[0].isoformat(), other=readings[1].isoformat())
    return readings[0]


def _nearest(today: date, month: int | None, day: int, future: bool, text: str) -> date:
    """The nearest such day of the month (any month if None), looking back or ahead, today included."""
    if month is not None:
        _day(2000, month, day, text)  # a leap year: 02-29 is possible, 02-30 never
    step = 1 if future else -1
    for distance in range(8 * 12 + 2):  # a 29 February may be eight years away
        year, at = divmod(today.year * 12 + today.month - 1 + step * distance, 12)
        if month in (None, at + 1) and FIRST_YEAR <= year <= LAST_YEAR and 1 <= day <= _last_day(year, at + 1):
            found = date(year, at + 1, day)
            if (found >= today) if future else (found <= today):
                return found
    raise UsageProblem("date-impossible", text=text)


def _refuse_order(numbers: list[int], year: int, text: str) -> NoReturn:
    """Day first or month first? Refused with the readings that exist."""
    readings = []
    for month, day in (numbers[:2], numbers[1::-1]):
        try:
            readings.append(_day(year, month, day, text).isoformat())
        except UsageProblem:
            continue
    if not readings:
        raise UsageProblem("date-impossible", text=text)
    if len(set(readings)) == 1:
        raise UsageProblem("date-order", text=text, corrected=readings[0])
    raise UsageProblem("date-ambiguous", text=text, one=readings[0], other=readings[1])


def _day(year: int, month: int, day: int, text: str) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageProblem("date-out-of-range", text=text, first=FIRST_YEAR, last=LAST_YEAR)
    try:
        return date(year, month, day)
    except ValueError:
        raise UsageProblem("date-impossible", text=text) from None


def _last_day(year: int, month: int) -> int:
    # calendar.monthrange would import locale as well
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day


def _shifted(day: date, days: int, text: str) -> date:
    found = day + timedelta(days=days)
    return _day(found.year, found.month, found.day, text)


def _is_number(text: str, longest: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= longest


def _unreadable(text: str) -> NoReturn:
    raise UsageProblem("date-unreadable", text=text)


def looks_like_date(word: str) -> bool:
    """Would a person mean a date by the last word of a payee? ``y``, ``11-20``, ``昨天``; not ``20``, ``Sun``."""
    typed = narrow(word).strip()
    if typed != typed.lower() or _is_number(typed, 4):
        return False
    if any(len(part) == 1 and part.isdecimal() for part in typed.replace("/", "-").replace(".", "-").split("-")):
        return False
    try:
        read_date(typed, date(2000, 2, 29), future=True)
    except UsageProblem as problem:
        return problem.slug in ("date-ambiguous", "date-order")
    return True


def read_period(text: str, today: date) -> Period:
    """The period a word means: ``2026-10``, ``10``, ``lastmonth``, ``q3``, ``2026``, ``A..B``, ``all``, a date.

    A month or quarter without a year is the nearest past one, the running one included. UsageProblem("period-…").
    """
    word = narrow(text).strip().casefold()
    if word in _SPANS:
        return _span(*_SPANS[word], today, text)
    if ".." in word:
        return _range(word, text, today)
    head, mark, rest = word.replace("年", "-").removesuffix("月").partition("-")
    if head[:-1].endswith("q") and not mark:
        head, mark, rest = head[:-2], "-", head[-2:]
    if rest[:1] == "q" and rest[1:] in ("1", "2", "3", "4") and (not head or _is_year(head)):
        year, at = (int(head), int(rest[1])) if head else _past(today, int(rest[1]), 3)
        return _months(year, 3 * at - 2, 3, text)
    if _is_year(head) and not rest:
        return _months(int(head), 1, 12, text)
    if _is_year(head) and _is_month(rest):
        return _months(int(head), int(rest), 1, text)
    if _is_month(head) and not mark:
        return _months(*_past(today, int(head), 1), 1, text)
    if _is_number(word, 5) or (word[-1:] in ("d", "w") and word[:1].isdecimal()):
        raise UsageProblem("period-unreadable", text=text)
    try:
        day = read_date(word, today)
    except UsageProblem as problem:
        if problem.slug == "date-unreadable":
            raise UsageProblem("period-unreadable", text=text) from None
        raise
    return Period(day, day, day.isoformat())


def _is_year(text: str) -> bool:
    return len(text) == 4 and _is_number(text, 4)


def _is_month(text: str) -> bool:
    return _is_number(text, 2) and 1 <= int(text) <= 12


def _past(today: date, at: int, size: int) -> tuple[int, int]:
    """The nearest past year of the ``at``-th run of ``size`` months, the running one included; and ``at``."""
    return today.year - (size * (at - 1) + 1 > today.month), at


def _months(year: int, month: int, count: int, text: str) -> Period:
    """``count`` (1, 3 or 12) whole months from ``month`` on."""
    last = month + count - 1
    label = {1: f"{year:04}-{month:02}", 3: f"{year:04}-Q{last // 3}", 12: f"{year:04}"}[count]
    return Period(_day(year, month, 1, text), date(year, last, _last_day(year, last)), label)


def _span(what: str, offset: int, today: date, text: str) -> Period:
    """The month, quarter, year or week (Monday to Sunday) ``offset`` from the running one; "all" is every date."""
    if what == "all":
        return Period(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31), "all")
    if what == "week":
        monday = _shifted(today, 7 * offset - today.weekday(), text)
        sunday = _shifted(monday, 6, text)
        return Period(monday, sunday, f"{monday}..{sunday}")
    size = {"month": 1, "quarter": 3, "year": 12}[what]
    year, at = divmod(today.year * 12 // size + (today.month - 1) // size + offset, 12 // size)
    return _months(year, at * size + 1, size, text)


def _range(word: str, text: str, today: date) -> Period:
    """``A..B``: from the first day of A to the last of B; an end left out is open."""
    start, _, end = word.partition("..")
    if ".." in end or not (start or end):
        raise UsageProblem("period-unreadable", text=text)
    first = read_period(start or "all", today).first
    last = read_period(end or "all", today).last
    if first > last:
        raise UsageProblem("period-backwards", text=text, first=first.isoformat(), last=last.isoformat())
    return Period(first, last, f"{first}..{last}")
