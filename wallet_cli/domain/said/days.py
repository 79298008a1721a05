"""Days as they are said in English, and months in German, as a date is typed: ``two days ago``, ``last friday``,
``the 3rd of november``, ``yesterday evening``, ``5. Dezember``.

In come words, out goes the day as ``dates`` reads it, ``2d``, ``3 november``; nothing is counted here. Loaded only
where a day has several words, or a name may end in one.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_COUNTS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTED = {"day": "d", "days": "d", "week": "w", "weeks": "w"}
_HOURS = ("morning", "noon", "afternoon", "evening", "night")
_DAYS = ("today", "yesterday", "tomorrow")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_GERMAN = {
    "januar": "january", "jänner": "january", "februar": "february", "märz": "march", "maerz": "march",
    "mai": "may", "juni": "june", "juli": "july", "oktober": "october", "dezember": "december",
}  # fmt: skip
_ORDINALS = ("st", "nd", "rd", "th")
_LONGEST = 6
"""The words of ``on the 3rd of november 2026``, without the first two."""
LAST = "last "
"""What comes before a day of the week that was, in what ``typed`` answers."""


def typed(text: str) -> str:
    """The day that a text says, as it is typed in a line; ``last friday`` stays. "" for another text.

    A day that is typed so already, ``11-20``, is another text.
    """
    words = [_GERMAN.get(word, word) for word in text.casefold().replace(",", " ").split()]
    words = words[1:] if words[:1] == ["on"] else words
    has_article = words[:1] == ["the"]
    words = words[1:] if has_article else words
    return (_from_today(words) or _named(words, has_article)) if words else ""


def behind(words: Sequence[str]) -> tuple[int, str]:
    """How many of the last words are a day that is said, and that day as it is typed; 0 and "" where none is.

    What has a capital is a name, ``Good Morning``, except a day of the week or a month.
    """
    for count in range(min(_LONGEST, len(words)), 0, -1):
        said = words[-count:]
        day = typed(" ".join(said))
        if day and all(word == word.lower() or _is_name(word) for word in said):
            return count, day
        if count == 1 and _is_dotted(said[0]):
            return 1, said[0]
    return 0, ""


def in_front(words: Sequence[str]) -> str:
    """The day with which a name begins, ``yesterday`` of ``yesterday bread``; "" where it begins with none."""
    return words[0] if len(words) > 1 and words[0] in _DAYS else ""


def _is_name(word: str) -> bool:
    name = _GERMAN.get(word.casefold(), word.casefold()).rstrip(".,")
    return name in _WEEKDAYS or any(name in (month, month[:3]) for month in _MONTHS)


def _from_today(words: Sequence[str]) -> str:
    """``two days ago``, ``yesterday evening``, ``day before yesterday``, ``last friday``; "" for others."""
    text = " ".join(words)
    if len(words) == 3 and words[2] == "ago" and words[1] in _COUNTED:
        count = "1" if words[0] in ("an", "one") else words[0]
        count = str(_COUNTS.index(count) + 1) if count in _COUNTS else count
        return f"{count}{_COUNTED[words[1]]}" if count.isascii() and count.isdecimal() and len(count) <= 3 else ""
    if text in ("day before yesterday", "day after tomorrow"):
        return "2d" if words[1] == "before" else "+2d"
    if text == "last night":
        return "yesterday"
    if text == "tonight" or (len(words) == 2 and words[0] == "this" and words[1] in _HOURS):
        return "today"
    if len(words) == 2 and words[1] in _HOURS and words[0] in (*_DAYS, *_WEEKDAYS):
        return words[0]
    is_weekday = any(words[-1] in (day, day[:3]) for day in _WEEKDAYS)
    return text if len(words) == 2 and words[0] == LAST.strip() and is_weekday else ""


def _named(words: Sequence[str], has_article: bool) -> str:
    """``3rd of november``, ``november 3rd 2026``, ``5. december``; behind an article also ``3rd`` alone."""
    if len(words) == 1:
        return _ordinal(words[0]) if has_article else ""
    year = words[-1] if len(words) > 2 and len(words[-1]) == 4 and _is_number(words[-1]) else ""
    parts = [word for word in (words[:-1] if year else words) if word != "of"]
    if len(parts) != 2:
        return ""
    month_first = _month(parts[0])
    day, month = (parts[1], month_first) if month_first else (parts[0], _month(parts[1]))
    number = _ordinal(day) or (day.rstrip(".") if _is_number(day.rstrip(".")) and len(day.rstrip(".")) <= 2 else "")
    if not (number and month):
        return ""
    return " ".join((month, number) if month_first else (number, month)) + (f" {year}" if year else "")


def _month(word: str) -> str:
    name = word.rstrip(".")
    return next((month for month in _MONTHS if name in (month, month[:3])), "")


def _ordinal(word: str) -> str:
    number = word[:-2]
    return number if word[-2:] in _ORDINALS and _is_number(number) and len(number) <= 2 else ""


def _is_dotted(word: str) -> bool:
    """``5.11.``, which ends in a dot."""
    parts = word.split(".")
    return len(parts) == 3 and not parts[2] and all(_is_number(part) and len(part) <= 2 for part in parts[:2])


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal()
