"""How many rows of a table are read in a second: ``python -m tests.benchmarks.tables [ROWS]``.

The file is a German bank's: two days, quoted payees, decimal commas, a running balance, which proves how it is read.
"""

import io
import resource
import sys
import time
from datetime import date, timedelta

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Profile, Row
from wallet_cli.formats.table.csv_format import Csv

HEAD = "Buchungstag;Wertstellung;Empfänger;Verwendungszweck;Betrag;Saldo;Währung"
AIM = 25_000


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


def main() -> None:
    """Read it, and say how fast."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    data = table(count)
    begun = time.process_time()
    found = sum(isinstance(event, Row) for event in Csv().read(io.BytesIO(data), Profile(Currency("EUR", 2))))
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{found} rows, {found / seconds:,.0f} a second (aim: {AIM:,}), peak {peak} MiB\n")


if __name__ == "__main__":
    main()
