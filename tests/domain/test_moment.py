"""Moments and wall clocks: whole numbers only, and right on both sides of every change of clocks."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.moment import DAY_US, SECOND_US, Offset, day_of, midnight_us, utc, wall_clock

PLACES = [
    "UTC",
    "Europe/Berlin",
    "Asia/Shanghai",
    "Asia/Kolkata",
    "America/Sao_Paulo",  # clocks skipped midnight
    "America/Havana",  # clocks showed midnight twice
    "Pacific/Kiritimati",
]
DAYS = st.integers(date(1975, 1, 1).toordinal(), date(2037, 12, 31).toordinal())


def offset_of(place: str) -> Offset:
    zone = ZoneInfo(place)

    def ahead(moment_s: int) -> int:
        found = datetime.fromtimestamp(moment_s, UTC).astimezone(zone).utcoffset()
        assert found is not None
        return int(found.total_seconds())

    return ahead


@given(DAYS, st.sampled_from(PLACES))
def test_a_day_begins_with_its_first_moment(day: int, place: str) -> None:
    offset = offset_of(place)
    begin = midnight_us(day, offset)
    assert day_of(begin, offset) == day
    assert day_of(begin - 1, offset) < day


@given(st.integers(0, 4_000_000_000 * SECOND_US), st.sampled_from(PLACES))
def test_the_wall_clock_is_the_place_s(time_us: int, place: str) -> None:
    told = wall_clock(time_us, offset_of(place))
    wanted = datetime.fromtimestamp(time_us // SECOND_US, UTC).astimezone(ZoneInfo(place)).replace(tzinfo=None)
    assert told == wanted.replace(microsecond=time_us % SECOND_US)


@pytest.mark.parametrize(
    ("time_us", "text"),
    [(0, "1970-01-01T00:00:00.000000Z"), (1_795_000_000_000_001, "2026-11-18T11:06:40.000001Z"),
     (-1, "1969-12-31T23:59:59.999999Z")],
)  # fmt: skip
def test_utc_has_every_microsecond(time_us: int, text: str) -> None:
    assert utc(time_us) == text


def changes(place: str) -> list[int]:
    """The days on which clocks there change, and those around them."""
    offset = offset_of(place)
    found = []
    for day in range(date(2005, 1, 1).toordinal(), date(2018, 12, 31).toordinal()):
        noon_s = (day - date(1970, 1, 1).toordinal()) * 86_400 + 43_200
        if offset(noon_s) != offset(noon_s + 86_400):
            found += [day - 1, day, day + 1, day + 2]
    return found


@pytest.mark.parametrize("place", [place for place in PLACES if place not in ("UTC", "Asia/Kolkata", "Asia/Shanghai")])
def test_a_day_begins_with_its_first_moment_where_clocks_change(place: str) -> None:
    offset = offset_of(place)
    for day in changes(place):
        begin = midnight_us(day, offset)
        assert day_of(begin, offset) == day
        assert day_of(begin - 1, offset) < day


def test_a_day_has_so_many_microseconds() -> None:
    day, offset = date(2026, 11, 20).toordinal(), offset_of("UTC")
    assert midnight_us(day + 1, offset) - midnight_us(day, offset) == DAY_US == 86_400_000_000
