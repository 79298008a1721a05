"""Moments in time, as the journal keeps them (microseconds since 1970 UTC), and what a clock shows of them.

What the clock says comes in from outside, as ``Offset``; all arithmetic is on whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

SECOND_US = 1_000_000
DAY_US = 86_400 * SECOND_US
_EPOCH = datetime(1970, 1, 1)
_EPOCH_DAY = date(1970, 1, 1).toordinal()

Offset = Callable[[int], int]
"""By how many seconds the clocks of a place are ahead of UTC at a moment (seconds since 1970 UTC)."""


def wall_clock(time_us: int, offset: Offset) -> datetime:
    """What the clocks there showed then, without a zone."""
    return _EPOCH + timedelta(microseconds=time_us, seconds=offset(time_us // SECOND_US))


def day_of(time_us: int, offset: Offset) -> int:
    """The day there (ordinal)."""
    return wall_clock(time_us, offset).toordinal()


def midnight_us(day: int, offset: Offset) -> int:
    """The moment with which ``day`` (ordinal) begins there; where clocks skip midnight, the first moment after it."""
    clock_s = (day - _EPOCH_DAY) * 86_400
    guesses = [clock_s - offset(clock_s - ahead) for ahead in (86_400, -86_400)]  # before and after a change of clocks
    fitting = [guess for guess in guesses if guess + offset(guess) >= clock_s]
    return min(fitting or guesses) * SECOND_US


def utc(time_us: int) -> str:
    """ISO 8601 with microseconds, in UTC: ``2026-11-20T12:00:00.000001Z``."""
    return f"{wall_clock(time_us, lambda _moment_s: 0):%Y-%m-%dT%H:%M:%S.%f}Z"
