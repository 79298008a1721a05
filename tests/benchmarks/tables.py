"""How many rows of a table are read in a second: ``python -m tests.benchmarks.tables [ROWS]``.

The file is a German bank's: two days, quoted payees, decimal commas, a running balance, which proves how it is read;
then the same without the balance, and the same as a workbook. A thousand rows are held against the CPU of bare Python.
"""

import io
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from tests.benchmarks.measuring import Command, once
from tests.formats import workbooks
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Profile, Row
from wallet_cli.formats import registry

HEAD = "Buchungstag;Wertstellung;Empfänger;Verwendungszweck;Betrag;Saldo;Währung"
_BALANCE = 5
_DAY_0 = date(1899, 12, 30)


def written(minor: int) -> str:
    """An amount as German banks write it."""
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100:,}".replace(",", ".") + f",{abs(minor) % 100:02}"


def table(count: int) -> bytes:
    """A table of so many rows, the oldest first."""
    lines, balance, first = [HEAD], 0, date(2020, 1, 1)
    for number in range(count):
        amount = number * 7919 % 20_000 - 9_999
        balance += amount
        day = (first + timedelta(days=number // 50)).strftime("%d.%m.%Y")
        lines.append(f'{day};{day};"Laden {number % 97}";Zahlung {number};{written(amount)};{written(balance)};EUR')
    return "\n".join(lines).encode()


def without_balance(count: int) -> bytes:
    """The same without the running balance."""
    rows = [line.split(b";") for line in table(count).split(b"\n")]
    return b"\n".join(b";".join(row[:_BALANCE] + row[_BALANCE + 1 :]) for row in rows)


def workbook(count: int) -> bytes:
    """The same as a sheet: days are numbers with a style, as programs keep them."""
    rows = [line.split(";") for line in table(count).decode().replace('"', "").split("\n")]
    lines = [workbooks.values(*rows[0], line=1)]
    for at, cells in enumerate(rows[1:], 2):
        places = [f"{letter}{at}" for letter in "ABCDEFG"]
        days = [(date(*map(int, reversed(cell.split(".")))) - _DAY_0).days for cell in cells[:2]]
        amounts = [float(cell.replace(".", "").replace(",", ".")) for cell in cells[4:6]]
        found = [*days, cells[2], cells[3], *amounts, cells[6]]
        styles = [1, 1, 0, 0, 0, 0, 0]
        lines.append(workbooks.row(*map(workbooks.cell, found, places, styles), line=at))
    return workbooks.xlsx(workbooks.sheet(*lines))


SAMPLES: dict[str, tuple[str, Callable[[int], bytes], int]] = {
    "CSV with a running balance": ("csv", table, 25_000),
    "CSV without": ("csv", without_balance, 25_000),
    "XLSX with a running balance": ("sheets", workbook, 20_000),
}
"""The format, the sample, and how many rows a second are aimed at."""


def seconds(name: str, data: bytes, count: int) -> float:
    """CPU seconds to read a sample, the best of three."""
    best = float("inf")
    for _round in range(3):
        begun = time.process_time()
        events = registry.bank_reader(name).read(io.BytesIO(data), Profile(Currency("EUR", 2)))
        found = sum(isinstance(event, Row) for event in events)
        best = min(best, time.process_time() - begun)
        if found != count:
            raise RuntimeError(f"{name}: {found} rows of {count}")
    return best


def main() -> None:
    """Read them, and say how fast."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    bare = Command("python -c pass", [sys.executable, "-I", "-c", "pass"], {})
    for name, (format_name, sample, aim) in SAMPLES.items():
        data = sample(count)
        before = [once(bare).cpu_ms for _round in range(5)]
        spent = seconds(format_name, data, count)
        base = statistics.median(before + [once(bare).cpu_ms for _round in range(5)])
        each = spent * 1_000_000 / count / base
        speed = f"{count / spent:,.0f} rows a second (aim: {aim:,}), 1,000 rows {each:.1f} × bare Python"
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(f"{name}: {speed}, peak so far {peak} MiB\n")


if __name__ == "__main__":
    main()
