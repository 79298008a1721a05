"""Days as people name them: with the weekday, and with the year where it isn't this one."""

from __future__ import annotations

from datetime import date

from wallet_cli.i18n import N_, _

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)


def with_weekday(day: int, today: int) -> str:
    """``Fri 20 Nov``, in another year than today's ``Fri 24 Dec 2027``; days are ordinals."""
    weekday = _(WEEKDAYS[date.fromordinal(day).weekday()])
    return _("{weekday} {date}").format(weekday=weekday, date=alone(day, today))


def alone(day: int, today: int) -> str:
    """``20 Nov``, in another year than today's ``24 Dec 2027``; days are ordinals."""
    when = date.fromordinal(day)
    month = _(MONTHS[when.month - 1])
    number = f"{when.day:02}" if month.isdecimal() else f"{when.day}"  # 11-05, as months are numbers there
    text = N_("{day} {month}") if when.year == date.fromordinal(today).year else N_("{day} {month} {year}")
    fields = {"day": number, "month": month, "year": when.year}
    return _(text).format(**fields)


def span(first: int, last: int, today: int) -> str:
    """``Fri 20 Nov``, or ``Wed 18 Nov to Fri 20 Nov`` where it is more than a day."""
    if first == last:
        return with_weekday(first, today)
    ends = (with_weekday(day, today) for day in (first, last))
    return _("{first} to {last}").format(first=next(ends), last=next(ends))
