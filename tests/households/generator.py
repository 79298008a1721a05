"""A household's year: what happened, what its bank lists of it, and what was recorded by hand; all from one seed.

One account with a card, twelve files, each of a month of booking days. An event has a number, which rows of the bank
and entries by hand carry as their key, so that each pair can be judged. What is in it is what misleads:

- groceries of any amount, at shops whose branches the bank names in its own way;
- coffee at one price at two places, and the same fare on each working day;
- two rents of one amount within a week, to two people or to one;
- two people who get one amount, subscriptions of one price;
- restaurants, of which the bank lists a tip more than was recorded;
- fuel and hotels, of which the bank first lists a round sum as pending, in some files;
- refunds equal to their purchase; a salary, and one payment out of the same amount.

The bank books 0 to 4 days later, not on Sundays, seldom the day before. Recorded is ``share`` of the payments, by the
short names that people use, or as the bank calls them, which completion offers once they are in the books: that half
of the payees. Of half of them more is recorded than of the others, as habits go. One in twenty is a day late, one in a
hundred has a slip in its amount, and one in a hundred was paid from another account.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import NamedTuple

YEAR = 2025
HABIT = 0.4
"""So much more or less of a payee's payments is recorded."""
SHORT = 0.5
"""So many payees are called by a short name."""
LAGS = [0] * 30 + [1] * 35 + [2] * 18 + [3] * 11 + [4] * 5 + [-1]
GROCERIES = {"Rewe": "REWE MARKT {n} BERLIN", "Aldi": "ALDI SUED SAGT DANKE {n}", "Edeka": "EDEKA KRAUSE FIL.{n}"}
SHOPS = {
    "Bookshop": "THALIA BUCH 0231",
    "Amazon": "AMZN Mktp DE*{n}",
    "Pharmacy": "STERN-APOTHEKE BERLIN",
    "dm": "DM-DROGERIE MARKT {n}",
    "IKEA": "IKEA DEUTSCHLAND {n}",
    "Decathlon": "DECATHLON BERLIN",
    "淘宝": "支付宝-淘宝网",
    "盒马": "盒马鲜生 {n}",
    "Cinema": "CINEMA",
    "Barber": "SALON HAARSCHARF",
    "Hardware": "OBI BAU- UND HEIMWERKERMARKT",
    "Florist": "BLUMEN MEIER",
}
RESTAURANTS = {"Luigi": "TRATTORIA LUIGI GMBH", "Sushi": "Sushi", "Steakhouse": "BLOCK HOUSE 17"}


class Event(NamedTuple):
    """What happened: ``minor`` negative for money out; ``text`` what the bank calls it, ``name`` who it is in short.

    ``typed`` is the amount that someone would record, which is less where a tip follows; ``held``: listed as pending
    with this amount first, 0 where it isn't.
    """

    day: date
    minor: int
    name: str
    text: str
    typed: int
    held: int = 0


class Told(NamedTuple):
    """A row of the bank's: the event's number, booking day, amount, text; ``pending`` before it is booked."""

    event: int
    day: date
    minor: int
    text: str
    pending: bool = False


class Typed(NamedTuple):
    """What was recorded by hand of an event."""

    event: int
    day: date
    minor: int
    name: str


class Household(NamedTuple):
    """A year: the events by their numbers, twelve files of the bank, and what was recorded."""

    events: list[Event]
    files: list[list[Told]]
    typed: list[Typed]


def household(seed: int, share: float) -> Household:
    """The year of one seed, of which ``share`` is recorded by hand."""
    chance = random.Random(seed)
    events = sorted([*_daily(chance), *_monthly(chance), *_now_and_then(chance)])
    elsewhere = frozenset(n for n in range(len(events)) if chance.random() < 0.01)
    return Household(events, _files(chance, events, elsewhere), _typed(chance, events, share))


def _plain(day: date, minor: int, name: str, text: str) -> Event:
    return Event(day, minor, name, text, minor)


def _days() -> list[date]:
    return [date(YEAR, 1, 1) + timedelta(n) for n in range(365)]


def _daily(chance: random.Random) -> list[Event]:
    found = []
    cafes = chance.sample(
        [("Coffee", "KAFFEEROESTEREI MITTE"), ("Bakery", "BAECKEREI STEINECKE"), ("Kiosk", "Kiosk")], 2
    )
    fare = chance.random() < 0.5
    for day in _days():
        if day.weekday() < 5 and fare and day.month not in (7, 8):
            found.append(_plain(day, -280, "Bus", "BVG APP BERLIN"))
        if chance.random() < 0.3:
            found.append(_plain(day, -350, *chance.choice(cafes)))
        if chance.random() < 0.25:
            name = chance.choice(list(GROCERIES))
            text = GROCERIES[name].format(n=chance.choice([104, 2231]))
            found.append(_plain(day, -chance.randint(800, 9000), name, text))
        if chance.random() < 0.12:
            name = chance.choice(list(SHOPS))
            price = chance.choice([1999, 999, 2500, 4999, chance.randint(300, 12000), chance.randint(300, 12000)])
            found.append(_plain(day, -price, name, SHOPS[name].format(n=chance.randint(1, 3))))
    return found


def _monthly(chance: random.Random) -> list[Event]:
    found = []
    rents = [
        ("Landlord", "HAUSVERWALTUNG NORD"),
        chance.choice([("Landlord", "HAUSVERWALTUNG NORD"), ("Garage", "P. SCHMIDT")]),
    ]
    people = [("Anna", "ANNA BERGER"), ("Ben", "B. KRUEGER")]
    for month in range(1, 13):
        for at, (name, text) in enumerate(rents):
            found.append(_plain(date(YEAR, month, 2 + 4 * at), -60000, name, text))
        found.append(_plain(date(YEAR, month, 27), 250000, "Employer", "ACME GMBH LOHN/GEHALT"))
        for name, text in (("Netflix", "NETFLIX.COM"), ("Music", "SPOTIFY AB"), ("Cloud", "APPLE.COM/BILL")):
            found.append(_plain(date(YEAR, month, chance.choice([5, 6, 8])), -999, name, text))
        for name, text in people:
            if chance.random() < 0.6:
                found.append(_plain(date(YEAR, month, chance.randint(10, 14)), -2000, name, text))
    found.append(_plain(date(YEAR, chance.randint(2, 11), 26), -250000, "Car dealer", "AUTOHAUS WEST"))
    return found


def _now_and_then(chance: random.Random) -> list[Event]:
    found = []
    for day in chance.sample(_days(), 30):
        name = chance.choice(list(RESTAURANTS))
        minor = chance.randint(1500, 9000)
        tip = chance.choice([0, 0, 5, 10, 10, 15, 20, 25])
        found.append(Event(day, -minor * (100 + tip) // 100, name, RESTAURANTS[name], -minor))
    for day in chance.sample(_days(), 20):
        found.append(
            Event(
                day,
                (minor := -chance.randint(3000, 9000)),
                "Fuel",
                "ARAL STATION 21",
                minor,
                chance.choice([-100, -10000]),
            )
        )
    for day in chance.sample(_days(), 2):
        found.append(Event(day, (minor := -chance.randint(9000, 40000)), "Hotel", "HOTEL ADLER", minor, -20000))
    for day in chance.sample(_days()[:350], 5):
        name = chance.choice(list(SHOPS))
        text, minor = SHOPS[name].format(n=1), chance.randint(1000, 20000)
        found.append(_plain(day, -minor, name, text))
        found.append(_plain(day + timedelta(chance.randint(3, 10)), minor, name, text))
    return found


def _files(chance: random.Random, events: list[Event], elsewhere: frozenset[int]) -> list[list[Told]]:
    files: list[list[Told]] = [[] for _ in range(13)]
    for n, event in enumerate(events):
        if n in elsewhere:
            continue
        day = max(event.day + timedelta(chance.choice(LAGS)), date(YEAR, 1, 1))
        if event.held:
            day = max(day, event.day + timedelta(2))
        if day.weekday() == 6:
            day += timedelta(1)
        month = day.month if day.year == YEAR else 13
        if event.held and month > event.day.month:
            files[event.day.month - 1].append(Told(n, event.day, event.held, event.text, pending=True))
        files[month - 1].append(Told(n, day, event.minor, event.text))
    return [sorted(file, key=lambda row: row.day) for file in files[:12]]


def _typed(chance: random.Random, events: list[Event], share: float) -> list[Typed]:
    found = []
    names = sorted({event.name for event in events})
    often = {name: chance.random() < share for name in names}
    called = {event.name: event.text for event in events}
    short = {name: chance.random() < SHORT for name in names}
    for n, event in enumerate(events):
        if chance.random() >= (min(1.0, share + HABIT) if often[event.name] else max(0.0, share - HABIT)):
            continue
        day = event.day + timedelta(chance.random() < 0.05)
        minor = event.typed
        if chance.random() < 0.01:
            minor += chance.choice([-900, -90, -9, 9, 90])
        found.append(Typed(n, day, minor, event.name if short[event.name] else called[event.name]))
    return found
