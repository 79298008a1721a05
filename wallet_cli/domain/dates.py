"""Dates as people type them: ``y``, ``3d``, ``mon``, ``20``, ``11-20``, ``2026-11-20``, ``昨天``, ``三天前``, ``月初``.

In comes one word and today's date (never the clock); out goes one calendar date. A date without a year or a month is
the nearest past one, today included; ``future`` turns that round for plans, ``near`` is for records. What has two
readings (``05/06``) is refused with both; ``20.11.2026``, with dots and the year last, is day, month, year.
"""

from __future__ import annotations

from datetime import date, timedelta

from wallet_cli.domain.calendar import FIRST_YEAR, LAST_YEAR, day_in, month_of
from wallet_cli.domain.text import narrow
from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_DAYS = {
    **dict.fromkeys(("t", "today", "今天", "今日"), 0),
    **dict.fromkeys(("y", "yesterday", "昨天", "昨日"), -1),
    "前天": -2,
    "大前天": -3,
    **dict.fromkeys(("tomorrow", "明天", "明日"), 1),
    "后天": 2,
    "大后天": 3,
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The names of the days of the week."""
_SHORT = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
_CHINESE_WEEKDAYS = "一二三四五六日天"
_WEEKS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1}
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
"""The names of the months."""
_UNITS = {"d": 1, "w": 7, "天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}
_MONTHS_FROM_NOW = {
    **dict.fromkeys(("本月", "这个月", "这月", "当月"), 0),
    **dict.fromkeys(("上上个月", "上上月"), -2),
    **dict.fromkeys(("上个月", "上月"), -1),
    **dict.fromkeys(("下个月", "下月"), 1),
}
_HOURS = ("凌晨", "早上", "早晨", "上午", "中午", "下午", "傍晚", "晚上", "夜里", "半夜")
_SHORT_HOURS = {
    "今早": "今天",
    "今晚": "今天",
    "昨晚": "昨天",
    "昨夜": "昨天",
    "明早": "明天",
    "明晚": "明天",
    "前晚": "前天",
}
_WEEKENDS = {
    "上上周末": -2,
    "上周末": -1,
    "上个周末": -1,
    "周末": 0,
    "这周末": 0,
    "本周末": 0,
    "这个周末": 0,
    "下周末": 1,
}
_HALF_A_MONTH = 15
_PAST, _NEAR, _AHEAD = -1, 0, 1  # where a day without a year is looked for
_SOON_DAYS = 31
"""A day of a record that comes so soon isn't the one of a year ago."""
_YEARS_FROM_NOW = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1}


def read_date(text: str, today: date, *, future: bool = False, near: bool = False) -> date:
    """The date a word means on the day ``today``; UsageProblem("date-…") if it means none, or more than one.

    ``future`` reads ``20``, ``11-20`` and ``fri`` as the nearest to come, not the nearest past. ``near`` does so for a
    day and month that come within a month, or sooner than last year's is past: on 28 November ``12-05`` is next week.
    """
    look = _AHEAD if future else _NEAR if near else _PAST
    word = narrow(text).strip().casefold()
    if " " in word:
        from wallet_cli.domain.said.days import LAST, typed

        word = typed(word) or word
        weekday, _week = _weekday(word.removeprefix(LAST))
        if weekday is not None and word.startswith(LAST):
            return _shifted(today, -((today.weekday() - weekday) % 7 or 7), text)
    if not word.isascii():
        from wallet_cli.domain.numerals import in_digits

        word = _without_hour(in_digits(word))
        if word in _WEEKENDS:
            raise _weekend(today, _WEEKENDS[word], text)
        if word == "半个月前":
            return _shifted(today, -_HALF_A_MONTH, text)
        found = _of_a_month(word, text, today, look)
        if found is not None:
            return found
        year = next((year for year in _YEARS_FROM_NOW if word.startswith(year)), "")
        if year and word[len(year) :] in ("今天", "今日"):
            return _day(today.year + _YEARS_FROM_NOW[year], today.month, today.day, text)
        word = f"{today.year + _YEARS_FROM_NOW[year]}年{word[len(year) :]}" if year else word
    days = _days_from_now(word, today, look)
    return _written(word, text, today, look) if days is None else _shifted(today, days, text)


def _without_hour(word: str) -> str:
    """A day without the part of it that is said, ``前天晚上``, ``今早``."""
    word = _SHORT_HOURS.get(word, word)
    hour = next((each for each in _HOURS if word.endswith(each)), "")
    day = word.removesuffix(hour)
    return (f"{day}天" if day in ("今", "昨", "明") else day) or word


def _weekend(today: date, week: int, text: str) -> UsageProblem:
    """A weekend has two days: the refusal that names both."""
    saturday = today + timedelta(days=5 - today.weekday() + 7 * week)
    days = [(saturday + timedelta(days=step)).isoformat() for step in (0, 1)]
    return UsageProblem("date-ambiguous", text=text, one=days[0], other=days[1])


def _of_a_month(word: str, text: str, today: date, look: int) -> date | None:
    """``月初``, ``上月底``, ``本月3号``, ``年底``; None for other words."""
    head, end = word[:-1], word[-1:]
    now = month_of(today)
    name = next((name for name in _MONTHS_FROM_NOW if word.startswith(name)), None)
    if name is not None:
        month, rest = now + _MONTHS_FROM_NOW[name], word[len(name) :]
        if rest[-1:] in ("号", "日") and _is_number(rest[:-1], 2):
            return _day(month // 12, month % 12 + 1, int(rest[:-1]), text)
        return _edge(month, month, rest, text) if rest in ("初", "末", "底") else None
    if end not in ("初", "末", "底"):
        return None
    year = head if head in _YEARS_FROM_NOW else head.removesuffix("年")
    if year in _YEARS_FROM_NOW:
        first = (today.year + _YEARS_FROM_NOW[year]) * 12
        return _edge(first, first + 11, end, text)
    if head not in ("月", "年"):
        return None
    first, last = (now, now) if head == "月" else (today.year * 12, today.year * 12 + 11)
    found = _edge(first, last, end, text)
    if found > today and look != _AHEAD:  # the end that was, or the one that is to come
        before = _edge(first, first - 1, end, text)
        raise UsageProblem("date-ambiguous", text=text, one=before.isoformat(), other=found.isoformat())
    return found


def _edge(first: int, last: int, end: str, text: str) -> date:
    """The first day of the month ``first``, or the last one of ``last``."""
    found = date.fromordinal(day_in(first, 1) if end == "初" else day_in(last, 31))
    return _day(found.year, found.month, found.day, text)


def _days_from_now(word: str, today: date, look: int) -> int | None:
    """Days from ``today`` for the words that count from it; None for written dates."""
    if word in _DAYS:
        return _DAYS[word]
    counted = word.removesuffix("前").removesuffix("后")
    unit = next((unit for unit in _UNITS if counted.endswith(unit)), "")
    number = counted.removesuffix(unit)
    is_signed = number.startswith("+")  # ``+2天`` comes, ``2天`` alone is how long
    if unit and (unit.isascii() or is_signed) == (counted == word):
        digits = number.removeprefix("+").removesuffix("" if unit.isascii() else "个")
        if _is_number(digits, 4):
            return int(digits) * _UNITS[unit] * (1 if is_signed or word.endswith("后") else -1)
    weekday, week = _weekday(word)
    if weekday is None:
        return None
    if week is not None:
        return weekday - today.weekday() + 7 * week
    return (weekday - today.weekday()) % 7 if look == _AHEAD else -((today.weekday() - weekday) % 7)


def _weekday(word: str) -> tuple[int | None, int | None]:
    """The weekday (Monday is 0) and, where the word says it, the week counted from this one."""
    if word in _SHORT:
        return _SHORT[word], None
    if word in WEEKDAYS:
        return WEEKDAYS.index(word), None
    if word[-1:] and word[-1] in _CHINESE_WEEKDAYS:
        day = min(_CHINESE_WEEKDAYS.index(word[-1]), 6)
        for name in ("星期", "礼拜", "周"):
            if word[:-1].endswith(name):
                week = word[:-1].removesuffix(name).removesuffix("个")
                if week in _WEEKS or not week:
                    return day, _WEEKS.get(week)
    return None, None


def _written(word: str, text: str, today: date, look: int) -> date:
    """The date of a word that is written in digits."""
    named = _named(word, text, today, look)
    if named is not None:
        return named
    if word.endswith(".") and word.count(".") == 2:
        return _dotted(word.replace(" ", ""), text, today, look)
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
    if len(parts) == 3 and sizes[0] == 2 and "年" in word and max(sizes[1:]) <= 2:
        return _day(2000 + numbers[0], numbers[1], numbers[2], text)  # the sign says which is the year
    if len(parts) == 3 and sizes[0] == 4 and max(sizes[1:]) <= 2:
        return _day(numbers[0], numbers[1], numbers[2], text)
    if len(parts) == 3 and sizes[2] == 4 and max(sizes[:2]) <= 2:
        if mark == "." and numbers[0] <= 31 and 1 <= numbers[1] <= 12:  # who writes dots has the day first
            return _day(numbers[2], numbers[1], numbers[0], text)
        return _only_order(numbers, numbers[2], mark, text)
    if max(sizes) > 2 or len(parts) > 2:
        _unreadable(text)
    if len(parts) == 1:
        return _nearest(today, None, numbers[0], look, text)
    if mark != "-":
        # 11.20 can only be read in one way; a dot in a pair leaves no year out
        found = _only_order(numbers, 2000, "/" if mark == "." else mark, text, today.year)
        return _nearest(today, found.month, found.day, look, text)
    return _nearest(today, numbers[0], numbers[1], look, text)


def _named(word: str, text: str, today: date, look: int) -> date | None:
    """``nov 20``, ``20-nov``, ``20 november 2026``: the order doesn't matter where the month is a name."""
    parts = _parts(word)
    names = [part for part in parts if part.isalpha()]
    days = [int(part) for part in parts if len(part) <= 2 and part.isdecimal()]
    years = [int(part) for part in parts if len(part) == 4 and part.isdecimal()]
    if len(names) != 1 or len(names[0]) < 3 or len(days) != 1 or len(parts) != 2 + len(years) or len(years) > 1:
        return None
    month = next((at for at, name in enumerate(MONTHS, 1) if name.startswith(names[0])), None)
    if month is None:
        return None
    return _day(years[0], month, days[0], text) if years else _nearest(today, month, days[0], look, text)


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


def _dotted(word: str, text: str, today: date, look: int) -> date:
    """``20.11.``: day and month in the possible order; where both are (``5.6.``), refused with both readings."""
    one, other, _end = word.split(".")
    if not (_is_number(one, 2) and _is_number(other, 2)):
        _unreadable(text)
    readings = []
    for day, month in ((int(one), int(other)), (int(other), int(one))):
        try:
            readings.append(_nearest(today, month, day, look, text))
        except UsageProblem:
            continue
    if not readings:
        raise UsageProblem("date-impossible", text=text, example="2026-11-20", month="", days="")
    if len(set(readings)) > 1:
        raise UsageProblem("date-ambiguous", text=text, one=readings[0].isoformat(), other=readings[1].isoformat())
    return readings[0]


def _nearest(today: date, month: int | None, day: int, look: int, text: str) -> date:
    """The nearest such day of the month (any month if None), looking back, ahead or both ways, today included."""
    if month is not None:
        try:
            _day(2000, month, day, text)  # a leap year: 02-29 is possible, 02-30 never
        except UsageProblem:
            raise _impossible(today.year, month, day, text) from None
    past = None if look == _AHEAD else _next(today, month, day, _PAST)
    ahead = None if look == _PAST or (look == _NEAR and month is None) else _next(today, month, day, _AHEAD)
    found = _nearer(today, past, ahead) if past and ahead else past or ahead
    if found is None:
        raise UsageProblem("date-impossible", text=text, example="2026-11-20", month="", days="")
    return found


def _next(today: date, month: int | None, day: int, step: int) -> date | None:
    for distance in range(8 * 12 + 1):  # a 29 February may be eight years away
        year, at = divmod(today.year * 12 + today.month - 1 + step * distance, 12)
        if month in (None, at + 1) and FIRST_YEAR <= year <= LAST_YEAR and 1 <= day <= _last_day(year, at + 1):
            found = date(year, at + 1, day)
            if (found - today).days * step >= 0:
                return found
    return None


def _nearer(today: date, past: date, ahead: date) -> date:
    """Of the last and the next such day the one that a record means: one of this year that was, unless the next comes
    soon; else the nearer, the one that was where both are as far.
    """
    days = (ahead - today).days
    if days <= _SOON_DAYS:
        return ahead
    return past if past.year == today.year or (today - past).days <= days else ahead


def other_year(text: str, today: date) -> date | None:
    """The other day, the last one or the next, that a day and month without a year may mean in a record, or a day
    alone, ``30``; None where it has a year, counts from today, isn't a date or is a day of this year (of this month)
    that was. ``near`` takes the one.
    """
    try:
        found = read_date(text, today, near=True)
        past, ahead = read_date(text, today), read_date(text, today, future=True)
    except UsageProblem:
        return None
    if past.day == ahead.day and past.month != ahead.month:
        return ahead if past.month != today.month else None
    if past == ahead or past.day != ahead.day or (found == past and found.year == today.year):
        return None
    return past if found == ahead else ahead


def _only_order(numbers: list[int], year: int, mark: str, text: str, near: int = 0) -> date:
    """Day first or month first? ``11/28`` has one reading; others are refused, with dates of the year ``near``."""
    readings = []
    for month, day in (numbers[:2], numbers[1::-1]):
        try:
            readings.append(_day(year, month, day, text))
        except UsageProblem:
            continue
    if not readings:
        raise UsageProblem("date-impossible", text=text, example="2026-11-20", month="", days="")
    shown = [f"{near or year:04}-{each.month:02}-{each.day:02}" for each in readings]
    if len(set(readings)) > 1:
        raise UsageProblem("date-ambiguous", text=text, one=shown[0], other=shown[1])
    if mark != "/":
        raise UsageProblem("date-order", text=text, corrected=shown[0])
    return readings[0]


def _day(year: int, month: int, day: int, text: str) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageProblem("date-out-of-range", text=text, first=FIRST_YEAR, last=LAST_YEAR)
    try:
        return date(year, month, day)
    except ValueError:
        raise _impossible(year, month, day, text) from None


def _impossible(year: int, month: int, day: int, text: str) -> UsageProblem:
    """There is no such day; where the month is one, how many it has."""
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return UsageProblem("date-impossible", text=text, example="2026-11-20", month="", days="")
    days = _last_day(year, month)
    return UsageProblem("date-impossible", text=text, example="", month=f"{year:04}-{month:02}", days=days)


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
