"""Dates and periods as people type them: ``y``, ``3d``, ``mon``, ``20``, ``11-20``, ``2026-11-20``, ``昨天``.

In comes one word and today's date (never the clock); out goes one calendar date, or the ends of a period.
Records look back, so a date without a year or a month is the nearest past one, today included; ``future`` turns that
round for plans. What has two readings (``05/06``) is refused with both.
"""

from __future__ import annotations

from datetime import date, timedelta

from wallet_cli.domain.calendar import FIRST_YEAR, LAST_YEAR, MONTH, QUARTER, WEEK, YEAR, Period, at
from wallet_cli.domain.text import narrow
from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from wallet_cli.domain.calendar import Calendar

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
# word: of what, and how many from now
_SPANS: dict[str, tuple[Calendar, int]] = {
    **dict.fromkeys(("month", "thismonth", "本月", "这个月", "当月"), (MONTH, 0)),
    **dict.fromkeys(("lastmonth", "上月", "上个月"), (MONTH, -1)),
    **dict.fromkeys(("nextmonth", "下月", "下个月"), (MONTH, 1)),
    **dict.fromkeys(("year", "thisyear", "今年", "本年"), (YEAR, 0)),
    **dict.fromkeys(("lastyear", "去年"), (YEAR, -1)),
    **dict.fromkeys(("nextyear", "明年"), (YEAR, 1)),
    **dict.fromkeys(("week", "thisweek", "本周", "这周"), (WEEK, 0)),
    **dict.fromkeys(("lastweek", "上周"), (WEEK, -1)),
    **dict.fromkeys(("nextweek", "下周"), (WEEK, 1)),
    **dict.fromkeys(("quarter", "thisquarter", "本季度"), (QUARTER, 0)),
    **dict.fromkeys(("lastquarter", "上季度"), (QUARTER, -1)),
    "前年": (YEAR, -2),
}
_OWN = {
    **dict.fromkeys(("thisperiod", "本期"), 0),
    **dict.fromkeys(("lastperiod", "上期"), -1),
    **dict.fromkeys(("nextperiod", "下期"), 1),
}
WORDS = tuple(word for word in (*_OWN, *_SPANS, "all") if word.isascii())
"""The words for periods that are offered where one is typed."""
_ALL = Period(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31), "all")


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


def read_period(text: str, today: date, own: Calendar = MONTH) -> Period:
    """The period a word means: ``2026-10``, ``10``, ``lastmonth``, ``q3``, ``2026-w41``, ``A..B``, ``all``, a date.

    A month or quarter without a year is the nearest past one, the current one included; ``lastperiod`` is one of the
    wallet's ``own``. UsageProblem("period-…").
    """
    word = narrow(text).strip().casefold()
    if word in _SPANS:
        calendar, step = _SPANS[word]
        return _numbered(calendar, calendar.number(today.toordinal()) + step, text)
    if word in _OWN:
        return _numbered(own, own.number(today.toordinal()) + _OWN[word], text)
    if word in ("all", "全部"):
        return _ALL
    if ".." in word:
        return _range(word, text, today, own)
    head, mark, rest = word.replace("年", "-").removesuffix("月").partition("-")
    if head[:-1].endswith("q") and not mark:
        head, mark, rest = head[:-2], "-", head[-2:]
    if rest[:1] == "q" and rest[1:] in ("1", "2", "3", "4") and (not head or _is_year(head)):
        quarter = int(rest[1])
        year = int(head) if head else today.year - (3 * quarter - 2 > today.month)
        return _numbered(QUARTER, year * 4 + quarter - 1, text)
    if rest[:1] == "w" and _is_year(head):
        return _week(int(head), rest[1:], text)
    if _is_year(head) and not rest:
        return _numbered(YEAR, int(head), text)
    if _is_year(head) and _is_month(rest):
        return _numbered(MONTH, int(head) * 12 + int(rest) - 1, text)
    if _is_month(head) and not mark:
        return _numbered(MONTH, (today.year - (int(head) > today.month)) * 12 + int(head) - 1, text)
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


def _numbered(calendar: Calendar, index: int, text: str) -> Period:
    """A period of a calendar, if it lies within the years that can be typed."""
    for day in (calendar.start(index), calendar.start(index + 1) - 1):
        found = date.fromordinal(min(max(day, 1), date.max.toordinal()))
        _day(found.year, found.month, found.day, text)
    return at(calendar, index)


def _week(year: int, number: str, text: str) -> Period:
    """``2026-w41``: the week of this number as ISO 8601 counts them."""
    try:
        monday = date.fromisocalendar(year, int(number) if _is_number(number, 2) else 0, 1)
    except ValueError:
        raise UsageProblem("period-unreadable", text=text) from None
    return _numbered(WEEK, WEEK.number(monday.toordinal()), text)


def _range(word: str, text: str, today: date, own: Calendar) -> Period:
    """``A..B``: from the first day of A to the last of B; an end left out is open."""
    start, _, end = word.partition("..")
    if ".." in end or not (start or end):
        raise UsageProblem("period-unreadable", text=text)
    first = read_period(start or "all", today, own).first
    last = read_period(end or "all", today, own).last
    if first > last:
        raise UsageProblem("period-backwards", text=text, first=first.isoformat(), last=last.isoformat())
    return Period(first, last, f"{first}..{last}")
