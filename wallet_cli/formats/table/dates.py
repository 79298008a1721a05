"""Days and times as banks' tables write them, and in which order the numbers of a whole column come.

A day written year first, or with the month's name, needs no order. ``05/03/2021`` does: a point means day first, a
number above 12 is a day, and where neither shows it, other things must (``layout``), or it is asked.
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from wallet_cli.domain.files.short_years import full_year, year_is_first
from wallet_cli.errors import BadFile
from wallet_cli.named_tuple import NamedTuple

DMY, MDY, YMD = "dmy", "mdy", "ymd"
ORDERS = (DMY, MDY, YMD)

_LIMIT = 40
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_MONTHS_12, _MOST_DAYS = 12, 31
_STAMP = re.compile(r"[12]\d{3}([-/])\d\d\1\d\d[ T][0-2]\d:[0-5]\d:[0-5]\d")
_CLOCK = re.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]")
_STAMP_LENGTH, _DAY_LENGTH, _CLOCK_LENGTH = 19, 10, 8
_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.年])\s?(\d{1,2})[-/.月]\s?(\d{1,2})[日.]?|(\d\d)(\d\d))(?!\d)")
_COMPACT = re.compile(r"(\d\d)(\d\d)(\d{4})(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})\s?([-/. ])\s?(\d{1,2})(?:\s?[-/. ]\s?(\d{4}|\d\d))?\.?(?!\d)")
_MONTH_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日")
_NAMED = re.compile(r"(\d{1,2})\.?[-/ ]?([^\W\d_]{3,12})\.?[-/, ]{0,2}(\d{4}|\d\d)?(?!\d)")
_NAMED_FIRST = re.compile(r"([^\W\d_]{3,12})\.?[-/ ](\d{1,2})(?:st|nd|rd|th)?(?:,?[-/ ](\d{4}))?(?!\d)")
_TIME = re.compile(
    r"(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s*([AaPp])?\.?(?:[Mm]\b\.?)?\s*"
    r"(Z|UTC|GMT|[+-]\d\d:?\d\d)?\s*(?:\([^()]{1,20}\))?"
)
_COMPACT_TIME = re.compile(r"(\d\d)(\d\d)(\d\d)?")
# a month by the first letters of its name, in the languages of the tables of columns
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan ene gen led sty janv",
            "feb fev fév uno lut febr",
            "mar mär mrt bre bře mars",
            "apr avr abr dub kwi",
            "may mai mei mag maj kve kvě mayo",
            "jun jui giu cer čer cze juin juni",
            "jul lug cec čec lip juil juli",
            "aug aou aoû ago srp sie août",
            "sep set zar zář wrz sept",
            "oct okt ott rij říj paź paz",
            "nov lis listopad listopadu",
            "dec dez dic déc pro gru",
        ),
        1,
    )
    for word in words.split()
}
_CLASHES = {"listopad": 11, "lis": 11, "červenec": 7, "července": 7, "cervenec": 7, "cervence": 7}


class Written(NamedTuple):
    """What a cell says of a day: ``fixed`` needs no order, else ``a`` and ``b`` are day and month in either.

    ``year`` 0: the cell has none; ``rest`` follows it, its time of day perhaps.
    """

    fixed: bool
    a: int
    b: int
    year: int
    mark: str
    rest: str
    short_year: bool = False


@lru_cache(maxsize=64)
def written(text: str) -> Written | None:
    """The day that a cell begins with, None if it does not; in ``fixed`` ones ``a`` is the month and ``b`` the day."""
    if len(text) == _STAMP_LENGTH and _STAMP.fullmatch(text):  # a day's cell costs once, whatever times follow it
        found = _written(text[:_DAY_LENGTH])
        if found is not None:
            return Written(True, found.a, found.b, found.year, found.mark, text[_DAY_LENGTH + 1 :])
    return _written(text)


@lru_cache(maxsize=4096)
def _written(text: str) -> Written | None:
    text = text.strip()
    if not text or len(text) > _LIMIT:
        return None
    if match := _YEAR_FIRST.match(text):
        year, month, day = int(match[1]), int(match[3] or match[5]), int(match[4] or match[6])
        if _FIRST_YEAR <= year <= _LAST_YEAR or match[2]:
            return _kept(Written(True, month, day, year, match[2] or "", text[match.end() :], False))
    if match := _COMPACT.match(text):
        return _kept(Written(False, int(match[1]), int(match[2]), int(match[3]), "", text[match.end() :]))
    if match := _MONTH_DAY.match(text):
        return _kept(Written(True, int(match[1]), int(match[2]), 0, "月", text[match.end() :]))
    if match := _NUMBERS.match(text):
        digits = match[4] or ""
        is_short = len(digits) < len("2026")
        found = Written(False, int(match[1]), int(match[3]), _full(digits), match[2], text[match.end() :], is_short)
        is_day = min(found.a, found.b) <= _MONTHS_12 and max(found.a, found.b) <= _MOST_DAYS
        # 20.12 is an amount, 20.12. a day
        is_day_sign = match[2] in "/-" or (match[2] == "." and match[0].endswith("."))
        return _kept(found) if digits or (is_day and is_day_sign) else None
    return _named(text)


def _named(text: str) -> Written | None:
    for pattern, day_at, month_at in ((_NAMED, 1, 2), (_NAMED_FIRST, 2, 1)):
        if match := pattern.match(text):
            word = match[month_at].casefold()
            month = _CLASHES.get(word) or _MONTHS.get(word) or _MONTHS.get(word[:4]) or _MONTHS.get(word[:3])
            if month:
                return _kept(Written(True, month, int(match[day_at]), _full(match[3] or ""), " ", text[match.end() :]))
    return None


def _full(year: str) -> int:
    short = int(year or 0)
    return short if not year or len(year) > len("26") else full_year(short)


def _kept(found: Written) -> Written | None:
    """Only what a time may follow is a day: ``2021-03-05-17`` is a number of something."""
    rest = found.rest.strip().lstrip("T,").strip()
    return found._replace(rest=rest) if not rest or _TIME.fullmatch(rest) else None


def day_of(found: Written, order: str, year_of: YearOf | None = None, text: str = "") -> datetime.date:
    """The day in an ``order``; BadFile("row-date-impossible", "row-date-unreadable" for years too far away or none),
    which show the cell's ``text``.
    """
    month, day, year = found.a, found.b, found.year
    if not found.fixed:
        if order == YMD and found.year:
            if not found.short_year:
                raise BadFile("row-date-impossible", date=text[:_LIMIT])
            year, month, day = full_year(found.a), found.b, year % 100
        elif order != MDY:
            month, day = day, month
    if not year and year_of is not None:
        year = year_of.year(month)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadFile("row-date-unreadable", date=text[:_LIMIT])
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise BadFile("row-date-impossible", date=text[:_LIMIT]) from None


def near(other: datetime.date, month: int, day: int, text: str) -> datetime.date:
    """The day of this month and day that is nearest to an ``other`` one; BadFile("row-date-impossible")."""
    found = []
    for year in (other.year - 1, other.year, other.year + 1):
        try:
            found.append(datetime.date(year, month, day))
        except ValueError:
            continue
    if not found:
        raise BadFile("row-date-impossible", date=text[:_LIMIT])
    return min(found, key=lambda each: abs((each - other).days))


class YearOf(NamedTuple):
    """What gives days without a year theirs: the month that the statement ends in."""

    last_year: int
    last_month: int

    def year(self, month: int) -> int:
        """December in the statement of January is the year before."""
        return self.last_year - (month > self.last_month)


def time_of(text: str) -> datetime.time | None:
    """The time of day that a text is, with its offset where it says one; None if it is none."""
    if len(text) == _CLOCK_LENGTH and _CLOCK.fullmatch(text):
        return datetime.time.fromisoformat(text)
    return _time_of(text)


def _time_of(text: str) -> datetime.time | None:
    text = text.strip()
    if len(text) > _LIMIT:
        return None
    match = _TIME.fullmatch(text)
    if match is None:
        short = _COMPACT_TIME.fullmatch(text)
        return _time(int(short[1]), int(short[2]), int(short[3] or 0), "") if short else None
    hour = int(match[1])
    if match[4]:
        hour = hour % _MONTHS_12 + (_MONTHS_12 if match[4] in "pP" else 0)
    return _time(hour, int(match[2]), int(match[3] or 0), match[5] or "")


def _time(hour: int, minute: int, second: int, zone: str) -> datetime.time | None:
    offset = None
    if zone in ("Z", "UTC", "GMT"):
        offset = datetime.UTC
    elif zone:
        minutes = int(zone[1:3]) * 60 + int(zone[-2:])
        sign = -1 if zone[0] == "-" else 1
        if minutes < 24 * 60:
            offset = datetime.timezone(datetime.timedelta(minutes=sign * minutes))
    try:
        return datetime.time(hour, minute, second, tzinfo=offset)
    except ValueError:
        return None


class Orders:
    """Which orders the cells seen so far leave open."""

    def __init__(self) -> None:
        self.points = self.day_first = self.month_first = self.open = self.differing = 0
        self.example: Written | None = None
        self.short: Written | None = None
        self.firsts: set[int] = set()
        self.lasts: set[int] = set()

    def see(self, found: Written) -> None:
        """Another cell's day."""
        if found.fixed:
            return
        self.open += 1
        self.points += found.mark == "."
        self.day_first += found.a > _MONTHS_12
        self.month_first += found.b > _MONTHS_12
        if found.short_year and found.year and found.mark != ".":
            self.firsts.add(found.a)
            self.lasts.add(found.year % 100)
            if found.a > _MONTHS_12 or self.short is None:
                self.short = found
        if found.a != found.b and max(found.a, found.b) <= _MONTHS_12:
            self.differing += 1
            self.example = self.example or found

    def year_first(self) -> bool | None:
        """Whether days of three short numbers begin with the year; None where they may."""
        return year_is_first(self.firsts, self.lasts, month_is_second=self.month_first * 2 < self.open)

    def against(self, order: str) -> str:
        """The order that all cells which show one are in, where that is another than ``order``; else ""."""
        if order == YMD:
            is_other = self.open > 0 and self.short is None
            return self.shown() if is_other else ""
        own, other = (self.day_first, self.month_first) if order == DMY else (self.month_first, self.day_first)
        if self.short and self.year_first():
            return YMD
        return (MDY if order == DMY else DMY) if other and not own else ""

    def shown(self) -> str:
        """The order that the cells show, "" where several remain that would make a difference."""
        if self.short and (is_first := self.year_first()) is not False:
            return YMD if is_first else ""
        if self.day_first or self.month_first:
            return DMY if self.day_first >= self.month_first else MDY
        return DMY if self.points * 2 > self.open or not self.differing else ""
