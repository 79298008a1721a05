"""Periods as people type them: ``2026-10``, ``10``, ``november``, ``q4``, ``lastmonth``, ``近7天``, ``A..B``.

In comes one word, today's date (never the clock) and the wallet's own calendar; out go the ends of a period. What has
no year is the nearest past one, the current one included; a range without years is the latest that has begun.
"""

from __future__ import annotations

from datetime import date, timedelta

from wallet_cli.domain.calendar import (
    FIRST_YEAR,
    KINDS,
    LAST_YEAR,
    MONTH,
    QUARTER,
    WEEK,
    YEAR,
    Period,
    at,
    day_in,
    month_of,
)
from wallet_cli.domain.dates import MONTHS, read_date
from wallet_cli.domain.text import narrow
from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.calendar import Calendar

# word: of what, and how many from now
_SPANS: dict[str, tuple[Calendar, int]] = {
    **dict.fromkeys(("month", "thismonth", "本月", "这个月", "这月", "当月"), (MONTH, 0)),
    **dict.fromkeys(("lastmonth", "上月", "上个月"), (MONTH, -1)),
    **dict.fromkeys(("nextmonth", "下月", "下个月"), (MONTH, 1)),
    **dict.fromkeys(("year", "thisyear", "今年", "本年"), (YEAR, 0)),
    **dict.fromkeys(("lastyear", "去年"), (YEAR, -1)),
    **dict.fromkeys(("nextyear", "明年"), (YEAR, 1)),
    **dict.fromkeys(("week", "thisweek", "本周", "这周", "本星期", "这星期", "这个星期"), (WEEK, 0)),
    **dict.fromkeys(("lastweek", "上周", "上星期", "上个星期"), (WEEK, -1)),
    **dict.fromkeys(("nextweek", "下周", "下星期", "下个星期"), (WEEK, 1)),
    **dict.fromkeys(("quarter", "thisquarter", "本季度", "这个季度"), (QUARTER, 0)),
    **dict.fromkeys(("lastquarter", "上季度", "上个季度"), (QUARTER, -1)),
    **dict.fromkeys(("nextquarter", "下季度", "下个季度"), (QUARTER, 1)),
    "前年": (YEAR, -2),
}
_OWN = {
    **dict.fromkeys(("thisperiod", "本期"), 0),
    **dict.fromkeys(("lastperiod", "上期"), -1),
    **dict.fromkeys(("nextperiod", "下期"), 1),
}
WORDS = tuple(word for word in (*_OWN, *_SPANS, "all") if word.isascii())
"""The words for periods that are offered where one is typed."""
_EVERY = ("all", "全部", "所有")
_ALL = Period(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31), "all")
_UP_TO_NOW = ("last", "最近", "过去", "近")
_LENGTHS = {
    **dict.fromkeys(("days", "day", "d", "天", "日"), (1, 0)),
    **dict.fromkeys(("weeks", "week", "w", "个星期", "星期", "周"), (7, 0)),
    **dict.fromkeys(("months", "month", "m", "个月", "月"), (0, 1)),
    **dict.fromkeys(("years", "year", "y", "年"), (0, 12)),
}
"""How many days or months one of each is."""
_MONTH_NAMES = {name: at for at, month in enumerate(MONTHS, 1) for name in (month, month[:3])} | {"sept": 9}
_HALF_YEAR_DAYS = 183


def read_period(text: str, today: date, own: Calendar = MONTH) -> Period:
    """The period a word means; ``lastperiod`` is one of the wallet's ``own``.

    Raises UsageProblem("period-…", "date-…", "no-such-month").
    """
    word = narrow(text).strip().casefold()
    if not word.isascii():
        from wallet_cli.domain.numerals import in_digits

        word = in_digits(word).replace("至", "..").replace("到", "..")
    close = word.replace(" ", "")
    if close in _SPANS:
        calendar, step = _SPANS[close]
        return _numbered(calendar, calendar.number(today.toordinal()) + step, text)
    if close in _OWN:
        return _of_own(own, _OWN[close], text, today)
    if close in _EVERY:
        return _ALL
    if ".." in close:
        return _range(word, text, today, own)
    found = _up_to_now(close, text, today) or _half_year(close, today) or _named_month(word, text, today)
    return found or _written(close, word, text, today)


def means_period(text: str, today: date, own: Calendar = MONTH) -> bool:
    """Whether a person means a period by this word among others; a name may be ``7-11``, a number anything.

    Raises what ``read_period`` raises for what can only be a period gone wrong: ``2026-13``, ``13月``, ``10..9..8``.
    """
    word = narrow(text).strip()
    parts = word.replace("/", "-").replace(".", "-").split("-")
    is_range = ".." in word.strip(".")
    if not is_range and len(parts) == 2 and any(len(part) == 1 and part.isdecimal() for part in parts):
        return len(parts[0]) == 4 and bool(read_period(text, today, own))
    is_written = is_range or (len(parts) > 1 and _is_year(parts[0]) and "19" <= parts[0][:2] <= "21")
    try:
        return bool(read_period(text, today, own))
    except UsageProblem as problem:
        is_word = all(part.isalnum() for part in parts if part) and any(char.isdecimal() for char in word)
        if (is_written and is_word) or problem.slug in ("date-ambiguous", "period-not-recorded", "no-such-month"):
            raise
        return False


def looks_like_period(text: str) -> bool:
    """Whether a person means a period by this word, well written or not, on whatever day."""
    try:
        return means_period(text, date(2000, 1, 1))
    except UsageProblem:
        return True


def _of_own(own: Calendar, step: int, text: str, today: date) -> Period:
    """A period of the wallet's own; UsageProblem("period-not-recorded") where no pay-day says when it begins."""
    index = own.number(today.toordinal()) + step
    if not own.kind.size and own.start(index) >= own.start(index + 1):
        raise UsageProblem("period-not-recorded", text=text)
    return _numbered(own, index, text)


def _up_to_now(word: str, text: str, today: date) -> Period | None:
    """``last90d``, ``近90天``, ``近3个月``: so long up to today, today included."""
    head = next((head for head in _UP_TO_NOW if word.startswith(head)), "")
    count = word[len(head) :].rstrip("".join(_LENGTHS))
    unit = word[len(head) + len(count) :]
    if not head or unit not in _LENGTHS or not _is_number(count, 4) or not int(count):
        return None
    days, months = (int(count) * each for each in _LENGTHS[unit])
    first = day_in(month_of(today) - months, today.day) - days + 1
    if first < _ALL.first.toordinal():
        raise UsageProblem("date-out-of-range", text=text, first=FIRST_YEAR, last=LAST_YEAR)
    return Period(date.fromordinal(first), today, f"{date.fromordinal(first)}..{today}")


def _half_year(word: str, today: date) -> Period | None:
    """``上半年``, ``2026年下半年``."""
    half = ("上半年", "下半年").index(word[-3:]) if word[-3:] in ("上半年", "下半年") else -1
    typed = word[:-3].removesuffix("年")
    if half < 0 or (typed and not _is_year(typed)):
        return None
    year = int(typed) if typed else today.year - (half == 1 and today.month < 7)
    first, last = date(year, 1 + 6 * half, 1), date.fromordinal(day_in(year * 12 + 5 + 6 * half, 31))
    return Period(first, last, f"{first}..{last}") if FIRST_YEAR <= year <= LAST_YEAR else None


def _named_month(word: str, text: str, today: date) -> Period | None:
    """``november``, ``nov``, ``nov 2026``, ``2026-nov``."""
    parts = word.replace("-", " ").split()
    names = [part for part in parts if part in _MONTH_NAMES]
    years = [part for part in parts if _is_year(part)]
    if len(names) != 1 or len(names) + len(years) != len(parts) or len(years) > 1:
        return None
    return _month(int(years[0]) if years else None, _MONTH_NAMES[names[0]], text, today)


def _month(year: int | None, month: int, text: str, today: date) -> Period:
    year = today.year - (month > today.month) if year is None else year
    return _numbered(MONTH, year * 12 + month - 1, text)


def _written(close: str, word: str, text: str, today: date) -> Period:
    """What is written in digits, or a single day."""
    close = close.removesuffix("份") if close.endswith("月份") else close
    year, mark, rest = close.partition("年")
    dashed = f"{year}-{rest}".removesuffix("-") if mark else close
    head, mark, rest = dashed.removesuffix("月").partition("-")
    if head[-2:-1] == "q" and not mark:
        head, mark, rest = head[:-2], "-", head[-2:]
    for unit, letter in (("季度", "q"), ("季", "q"), ("周", "w")):
        number = (rest or head).removesuffix(unit).removeprefix("第")
        if (rest or head).endswith(unit) and _is_number(number, 2):
            head, mark, rest = head if rest else "", "-", letter + number
    if rest[:1] == "q" and rest[1:] in ("1", "2", "3", "4") and (not head or _is_year(head)):
        quarter = int(rest[1])
        numbered = int(head) if head else today.year - (3 * quarter - 2 > today.month)
        return _numbered(QUARTER, numbered * 4 + quarter - 1, text)
    if head[:1] == "w" and head[1:].isdecimal() and not mark:
        head, rest = "", head
    if rest[:1] == "w" and (_is_year(head) or not head):
        return _week(head, rest[1:], text, today)
    if _is_year(head) and not rest:
        return _numbered(YEAR, int(head), text)
    if _is_year(head) and _is_month(rest):
        return _month(int(head), int(rest), text, today)
    if _is_month(head) and not mark:
        return _month(None, int(head), text, today)
    if close.endswith("月") and _is_number(rest or head, 5):
        raise UsageProblem("no-such-month", text=text)
    if _is_number(word, 5) or (word[-1:] in ("d", "w") and word[:1].isdecimal()):
        raise UsageProblem("period-unreadable", text=text)
    try:
        day = read_date(text, today)
    except UsageProblem as problem:
        if problem.slug != "date-unreadable":
            raise
        labelled = _labelled(close)
        if labelled is None:
            raise UsageProblem("period-unreadable", text=text) from None
        return labelled
    return Period(day, day, day.isoformat())


def _labelled(word: str) -> Period | None:
    """The period that a kind in the table labels so, whatever its label looks like behind the year."""
    if not _is_year(word[:4]) or not FIRST_YEAR <= int(word[:4]) <= LAST_YEAR:
        return None
    first, last = (date(int(word[:4]), *day).toordinal() for day in ((1, 1), (12, 31)))
    for kind in KINDS.values():
        calendar = kind.read(kind, ()) if kind.label else None
        if calendar is not None:
            for index in range(calendar.number(first) - 1, calendar.number(last) + 2):
                if at(calendar, index).label.casefold() == word:
                    return at(calendar, index)
    return None


def _is_number(text: str, longest: int) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= longest


def _is_year(text: str) -> bool:
    return len(text) == 4 and _is_number(text, 4)


def _is_month(text: str) -> bool:
    return _is_number(text, 2) and 1 <= int(text) <= 12


def _numbered(calendar: Calendar, index: int, text: str) -> Period:
    """A period of a calendar, if it lies within the years that can be typed."""
    for day in (calendar.start(index), calendar.start(index + 1) - 1):
        if not _ALL.first.toordinal() <= day <= _ALL.last.toordinal():
            raise UsageProblem("date-out-of-range", text=text, first=FIRST_YEAR, last=LAST_YEAR)
    return at(calendar, index)


def _week(year: str, number: str, text: str, today: date) -> Period:
    """``2026-w41``: the week of this number as ISO 8601 counts them; without a year the nearest past one."""
    for each in (int(year),) if year else range(today.year + 1, today.year - 7, -1):
        try:
            monday = date.fromisocalendar(each, int(number) if _is_number(number, 2) else 0, 1)
        except ValueError:
            continue
        if year or monday <= today:
            return _numbered(WEEK, WEEK.number(monday.toordinal()), text)
    raise UsageProblem("period-unreadable", text=text)


def _range(word: str, text: str, today: date, own: Calendar) -> Period:
    """``A..B``: from the first day of A to the last of B; an end left out is open."""
    start, _, end = word.partition("..")
    if ".." in end or not (start.strip() or end.strip()):
        raise UsageProblem("period-unreadable", text=text)
    first = read_period(start.strip() or "all", today, own).first
    last = read_period(end.strip() or "all", today, own).last
    if first > last and _has_no_year(end.strip()):
        last = _following(end, first, last, own)
    if first > last:
        raise UsageProblem("period-backwards", text=text, first=first.isoformat(), last=last.isoformat())
    return Period(first, last, f"{first}..{last}")


def _has_no_year(word: str) -> bool:
    """``12-08``, ``12月8日``, ``12``, ``dec``, ``dec 8``, ``q1``: what comes round every year."""
    marks = "-/月日号 q第季度"
    parts = "".join(" " if char in marks else char for char in word).split()
    return bool(parts) and all(_is_number(part, 2) or part in _MONTH_NAMES for part in parts)


def _following(end: str, first: date, last: date, own: Calendar) -> date:
    """The end of a range that has begun (``11-09..12-08``): the next of its year or within half of one."""
    later = first + timedelta(min(364, (_ALL.last - first).days))
    found = read_period(end, later, own).last
    is_near = found.year == first.year or (found - first).days <= _HALF_YEAR_DAYS
    return found if found >= first and is_near else last
