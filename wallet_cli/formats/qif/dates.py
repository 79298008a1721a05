"""Days as QIF files write them: ``2/14'2020``, ``8/25/93``, ``1/ 1'00``, ``31.12.2020``, ``2020-12-31``.

Which number is the day is judged by all days of a file: one above 12 shows it, a year in front and dots do by
themselves. Where nothing shows it, the file is refused with the question; where days contradict each other, too.
Years of two digits: Quicken writes an apostrophe before those from 2000 on, other programs don't; 70 to 99 are of the
1900s, whatever mark is in front.
"""

from __future__ import annotations

import re
from datetime import date

from wallet_cli.domain.files.short_years import full_year, year_is_first
from wallet_cli.domain.text import visible
from wallet_cli.errors import BadFile, UnclearFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DMY, MDY, YMD = "dmy", "mdy", "ymd"
ORDERS = (DMY, MDY, YMD)
"""The values of ``--dates``."""

_PARTS = re.compile(r"(\d{1,4}) *([/.\-' ]) *(\d{1,2}) *([/.\-' ]) *'? *(\d{4}|\d{1,2})(?:[ T]\d.*)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SHORT, _MONTHS = 2, 12
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def _parts(text: str) -> tuple[str, str, str, str] | None:
    """The three numbers and the first mark."""
    match = _PARTS.fullmatch(text)
    if match:
        return match[1], match[3], match[5], match[2]
    compact = _COMPACT.fullmatch(text)
    return (compact[1], compact[2], compact[3], "-") if compact else None


def _in_order(parts: tuple[str, str, str, str], order: str) -> date | None:
    first, second, third, _mark = parts
    if order == YMD:
        year, month, day = first, second, third
    else:
        day, month, year = (first, second, third) if order == DMY else (second, first, third)
    if len(day) > 2 or len(year) == 3:
        return None
    number = int(year)
    if len(year) <= 2:
        number = full_year(number)
    try:
        return date(number, int(month), int(day)) if _FIRST_YEAR <= number <= _LAST_YEAR else None
    except ValueError:
        return None


def _own_order(parts: tuple[str, str, str, str]) -> str:
    """The order that a day shows by how it is written, "" if by nothing."""
    return YMD if len(parts[0]) > 2 else DMY if parts[3] == "." else ""


def shown_order(texts: Iterable[str]) -> str:
    """The order of the days of a file, "" where it makes no difference.

    UnclearFile("dates-ambiguous"), BadFile("date-order-mixed").
    """
    open_question = ""
    shown: dict[str, str] = {}
    found = [(text, parts) for text in texts if (parts := _parts(text)) is not None and not _own_order(parts)]
    if _year_is_first([parts for _text, parts in found]):
        return YMD
    for text, parts in found:
        one, other = _in_order(parts, DMY), _in_order(parts, MDY)
        if one and other:
            open_question = open_question or (text if one != other else "")
        elif one or other:
            shown.setdefault(DMY if one else MDY, text)
    if len(shown) > 1:
        raise BadFile("date-order-mixed", one=visible(shown[DMY][:40]), other=visible(shown[MDY][:40]))
    if not shown and open_question:
        raise _question(open_question)
    return next(iter(shown), "")


def _year_is_first(found: Sequence[tuple[str, str, str, str]]) -> bool:
    """Whether days of three short numbers begin with the year."""
    short = [parts for parts in found if len(parts[2]) <= _SHORT]
    if not short or len(short) < len(found):
        return False
    late = sum(int(second) > _MONTHS for _first, second, _third, _mark in short)
    firsts, lasts = ({int(parts[at]) for parts in short} for at in (0, 2))
    return bool(year_is_first(firsts, lasts, month_is_second=late * 2 < len(short)))


def require_not_against(texts: Iterable[str], order: str) -> None:
    """Refuse an ``order`` that was given where all days that show one show another: BadFile("dates-contradicted")."""
    texts = list(texts)
    if order == YMD and any((parts := _parts(text)) and _in_order(parts, YMD) for text in texts):
        return
    try:
        shown = shown_order(texts)
    except (BadFile, UnclearFile):
        return
    if shown and shown != order:
        raise BadFile("dates-contradicted", given=order, shown=shown)


def _question(text: str) -> UnclearFile:
    parts = _parts(text)
    one, other = (_in_order(parts, order) if parts else None for order in (DMY, MDY))
    return UnclearFile("dates-ambiguous", date=visible(text[:40]), one=str(one), other=str(other), corrected="")


def day(text: str, order: str, is_given: bool = False) -> date:
    """The day; ``order`` is the file's, or was given. BadFile("row-date-impossible", "row-date-unreadable")."""
    parts = _parts(text)
    if parts is None:
        raise BadFile("row-date-unreadable", date=visible(text[:60]))
    own = _own_order(parts)
    found = _in_order(parts, own if own == YMD or not is_given else order) if own else _in_order(parts, order or DMY)
    if found is None:
        raise BadFile("row-date-impossible", date=visible(text[:60]))
    return found
