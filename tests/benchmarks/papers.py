"""How many rows of a PDF are read in a second: ``python -m tests.benchmarks.papers [ROWS]``.

A page has 50 rows of four columns; time and memory are wallet's and those of the process that looks into the file.
"""

import io
import resource
import sys
import time
from datetime import date, timedelta

from tests.formats.papers import paper, statement
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Profile, Row
from wallet_cli.formats.table.pdf_format import Pdf

AIM = 2_000


def pdf(count: int) -> bytes:
    """A statement of so many rows, the oldest first."""
    rows, balance, first = [], 0, date(2020, 1, 1)
    for number in range(count):
        amount = number * 7919 % 20_000 - 9_999
        balance += amount
        day = (first + timedelta(days=number // 50)).isoformat()
        rows.append((day, f"Shop {number % 97}, payment {number}", f"{amount / 100:,.2f}", f"{balance / 100:,.2f}"))
    return paper(statement(rows, below="Page {}"))


def main() -> None:
    """Read it, and say how fast."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    data = pdf(count)
    begun = time.process_time()
    found = sum(isinstance(event, Row) for event in Pdf().read(io.BytesIO(data), Profile(Currency("EUR", 2))))
    other = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = time.process_time() - begun + other.ru_utime + other.ru_stime
    peak, of_other = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    sys.stdout.write(f"{found} rows, {found / seconds:,.0f} a second (aim: {AIM:,}), peak {peak} and {of_other} MiB\n")


if __name__ == "__main__":
    main()
