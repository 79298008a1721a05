"""The periods of a wallet: a setting says how its owner parts the days, and every command reads periods by it."""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.calendar import MONTH, Period, at, named, read_calendar
from wallet_cli.domain.period_words import read_period
from wallet_cli.errors import UsageProblem
from wallet_cli.services.session import Session, setting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.calendar import Calendar

PERIOD = "period"
"""The setting that says which periods the wallet goes by, as ``read_calendar`` reads it; calendar months if unset."""
_OWN = (PERIOD, "期间", "本期")
"""How the wallet's own kind of period is typed."""


def own(session: Session) -> Calendar:
    """The wallet's own calendar."""
    text = setting(session, PERIOD)
    return MONTH if text is None else read_calendar(str(text))


def from_now(session: Session, step: int = 0) -> Period:
    """The current period of the wallet's own; -1 and 1: the one before and after. UsageProblem("date-out-of-range")."""
    return asked(session, ("lastperiod", "thisperiod", "nextperiod")[step + 1])


def asked(session: Session, text: str) -> Period:
    """The period that a word means in this wallet. Raises what ``read_period`` raises."""
    return read_period(text, date.fromordinal(session.today), own(session))


def number(session: Session, text: str | None) -> int:
    """The number of the one period of the wallet's own that ``text`` lies in; the current one where it is None.

    UsageProblem("several-budget-periods") with both ends where it reaches into another; what ``read_period`` raises.
    """
    calendar = own(session)
    if text is None:
        return calendar.number(session.today)
    period = asked(session, text)
    first, last = (calendar.number(day.toordinal()) for day in (period.first, period.last))
    if first != last:
        one, other = (at(calendar, each).label for each in (first, last))
        raise UsageProblem("several-budget-periods", text=text, one=one, other=other)
    return first


def groupings() -> tuple[str, ...]:
    """What a report can be parted by in every wallet: ``PERIOD`` last."""
    return (*named(), PERIOD)


def grouping(session: Session, text: str | None) -> Calendar | None:
    """The calendar to part a report by: one as ``read_calendar`` reads it, or ``period`` for the wallet's own.

    The name of a kind that needs dates means the wallet's own of that kind. UsageProblem("unknown-grouping").
    """
    if text is None:
        return None
    mine = own(session)
    if text.strip().casefold() in _OWN:
        return mine
    try:
        return read_calendar(text)
    except UsageProblem:
        if text.strip().casefold() in (mine.kind.name, *mine.kind.typed):
            return mine
        more = () if mine.kind.name in named() else (mine.kind.name,)
        raise UsageProblem("unknown-grouping", by=text, kinds=(*more, *groupings())) from None
