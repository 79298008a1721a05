"""``python -m tests.benchmarks.reading_text``: how many rows a second the readers of MT940 and QIF give."""

import io
import sys
import time
from collections.abc import Callable

from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.statement import Profile, Row
from wallet_cli.formats import registry

ROWS = 20_000
FLOOR = 25_000
"""Rows a second at least."""


def mt940(rows: int) -> bytes:
    """A German bank's statement, every booking with numbered pieces and SEPA's names."""
    bookings = (
        f":61:2611{n % 28 + 1:02}11{n % 28 + 1:02}DR{n % 977},{n % 100:02}NTRFNONREF//B{n}\n"
        f":86:177?00ONLINE-UEBERWEISUNG?109310?20EREF+E{n}?21SVWZ+Rechnung {n} vom 3.?30BYLADEM1001?31DE0212030\n"
        f"0000000202051?32Shop {n % 500} GmbH\n"
        for n in range(rows)
    )
    return (
        ":20:S\n:25:37040044/532013000\n:60F:C261031EUR0,\n" + "".join(bookings) + ":62F:C261130EUR0,\n-\n"
    ).encode()


def qif(rows: int) -> bytes:
    """A program's export: payee, memo, category."""
    records = (
        f"D{n % 12 + 1}/{n % 28 + 1}'2026\nT-{n % 977}.{n % 100:02}\nPShop {n % 500}\nMitem {n}\nLFood:Out\nC*\n^\n"
        for n in range(rows)
    )
    return ("!Type:Bank\n" + "".join(records)).encode()


SAMPLES: dict[str, Callable[[int], bytes]] = {"mt940": mt940, "qif": qif}


def speed(name: str) -> float:
    """Rows a second of CPU time, the best of three."""
    data, reader, best = SAMPLES[name](ROWS), registry.bank_reader(name), 0.0
    for _round in range(3):
        began = time.process_time()
        found = sum(isinstance(event, Row) for event in reader.read(io.BytesIO(data), Profile(currency("EUR"))))
        best = max(best, found / (time.process_time() - began))
        if found != ROWS:
            raise RuntimeError(f"{name}: {found} rows of {ROWS}")
    return best


if __name__ == "__main__":
    for each in SAMPLES:
        sys.stdout.write(f"{each}: {speed(each):,.0f} rows/s (at least {FLOOR:,})\n")
