"""What goes through all the books: verify, backup, restore, export, import, long answers. Each is run once, as a
process of its own, and in an order in which each finds what it needs. Bare Python runs between them, to compare with.
"""

import shutil
import statistics
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks import tables
from tests.benchmarks.measuring import Command, Figures, once

BARE = "python -c pass"
TABLE_ROWS = 100_000
"""How many rows a bank's table has that is imported, whatever the size of the books."""


def whole(wallet: str, env: Mapping[str, str], secret: Path, folder: Path, account: str) -> dict[str, Figures]:
    """CPU, wall and peak memory by name, those of bare Python first; what the commands write is taken away again."""
    copies = folder / "copies"
    shutil.rmtree(copies, ignore_errors=True)
    copies.mkdir()
    backup, books = str(copies / "books.backup"), str(copies / "books.jsonl")
    other = {
        **env,
        "WALLET_HOME": str(copies / "home"),
        "WALLET_STATE": str(copies / "state"),
        "WALLET_PASSPHRASE_FILE": str(secret),
    }
    bank = copies / "bank.csv"
    bank.write_bytes(tables.table(TABLE_ROWS))
    for words in (
        ["init", "-w", "fresh", "--currency", "CNY", "--no-input"],
        ["init", "-w", "table", "--currency", "EUR", "--no-input"],
        ["accounts", "add", "bank", "-w", "table"],
    ):
        subprocess.run([wallet, *words], env=other, check=True, capture_output=True)
    steps = (
        ("verify", ["verify"], env),
        ("backup FILE, read back and checked", ["backup", backup], env),
        ("verify FILE", ["verify", backup], env),
        ("restore FILE", ["restore", backup], other),
        ("export --format jsonl", ["export", "--format", "jsonl", "-o", books], env),
        ("import, into a new wallet", ["import", "-w", "fresh", books], other),
        ("import again, all known", ["import", "-w", "fresh", books], other),
        ("show the import", ["show", "-w", "fresh", "o2"], other),
        ("undo the import", ["undo", "-w", "fresh", "o2", "--yes"], other),
        (f"import of a bank's table, {TABLE_ROWS:,} rows", ["import", "-w", "table", str(bank), "@bank"], other),
        ("import of it again, all known", ["import", "-w", "table", str(bank), "@bank"], other),
        ("imports", ["imports", "-w", "table"], other),
        ("profiles", ["profiles", "-w", "table"], other),
        ("history --json", ["history", "--json", "--all-dates"], env),
        ("history --table -l 0", ["history", "--table", "-l", "0", "--all-dates"], env),
        ("statement of one year --json", ["statement", "2022", account, "--json"], env),
        ("statement of five years --json", ["statement", "2020-01-01..2024-12-31", account, "--json"], env),
        ("statement of five years --table", ["statement", "2020-01-01..2024-12-31", account, "--table"], env),
    )
    figures: dict[str, Figures] = {}
    bare: list[Figures] = []
    try:
        for name, argv, where in steps:
            bare += [once(Command(BARE, [sys.executable, "-I", "-c", "pass"], where)) for _round in range(3)]
            figures[name] = once(Command(name, [wallet, *argv], where))
        return {BARE: Figures(*map(statistics.median, zip(*bare, strict=True))), **figures}
    finally:
        shutil.rmtree(copies)
