"""Calendar months as integers, so that budgets step through them by adding one.

A month is ``year * 12 + month - 1``: in go dates and labels such as "2026-11", out come the same. What always holds:
months sort, subtract and count as integers do.
"""

from datetime import date, timedelta

from wallet_cli.errors import UsageProblem

Month = int
"""A calendar month: ``year * 12 + month - 1``."""

_LAST_YEAR = 9999


def month_of(day: date) -> Month:
    """The month that ``day`` lies in."""
    return day.year * 12 + day.month - 1


def month_label(month: Month) -> str:
    """The month as "YYYY-MM" (ISO 8601), the form of JSON and of file names."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def read_month_label(label: str) -> Month:
    """The month of exactly "YYYY-MM"; raises UsageProblem for anything else."""
    year, _, number = label.partition("-")
    digits = label.isascii() and year.isdigit() and number.isdigit()
    if digits and (len(year), len(number)) == (4, 2) and int(year) and 1 <= int(number) <= 12:
        return int(year) * 12 + int(number) - 1
    raise UsageProblem("not-a-month", text=label)


def month_bounds(month: Month) -> tuple[date, date]:
    """The first and the last day of the month."""
    year, index = divmod(month, 12)
    first = date(year, index + 1, 1)
    if month == _LAST_YEAR * 12 + 11:
        return first, date.max
    return first, date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
