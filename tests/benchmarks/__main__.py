"""``python -m tests.benchmarks [SIZE…]``: load the ledgers, time the daily commands, write the figures as Markdown.

Ratios are CPU (user + system) over ``python -c pass`` in the same interleaved run. The wallet is unlocked, its clock
stands in the middle of the books, output goes to a pipe. hledger and ledger take part where they are installed.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TextIO

from tests.benchmarks.books import MIDDLE, generate
from tests.benchmarks.measuring import Command, Figures, instructions, interleaved
from tests.benchmarks.whole import BARE, whole
from tests.raw import library

ROOT = Path(__file__).resolve().parents[2]
PEER_LIMIT = 100_000
BANK = "Assets:Bank:ICBC:Checking"
MONTH = "2022-05"
LIMITS = {
    "balance": 4.2, "report, one month": 4.2, "history -l 50": 4.8, "pay": 5.1, "status": 5.0, "--help": 2.3,
    "completion of @": 4.0,
}  # fmt: skip
"""What a command may cost at most, in times the CPU of bare Python."""
COUNTED = ("python -c pass", *LIMITS)


def machine() -> str:
    """What it ran on."""
    cpu = ""
    if Path("/proc/cpuinfo").exists():
        found = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
        cpu = found[1] if found else ""
    versions = {"python": platform.python_version(), "sqlcipher": library.versions()[0]}
    for tool in ("hledger", "ledger"):
        if shutil.which(tool):
            text = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout
            versions[tool] = text.split("\n")[0].split(",")[0].replace(tool, "", 1).strip()
    told = ", ".join(f"{name} {version}" for name, version in versions.items())
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores ({cpu}), {told}"


class Bench:
    """One ledger of one size, loaded and timed."""

    def __init__(self, size: int, folder: Path, generator: Path, rounds: int) -> None:
        self.size, self.folder, self.rounds = size, folder, rounds
        self.books = generate(generator, size, folder / "books")
        self.home, self.state = folder / f"home{size}", folder / f"state{size}"
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        self.state.mkdir(parents=True, exist_ok=True)
        self.secret = folder / "passphrase"
        self.secret.write_text("benchmark passphrase\n")
        self.secret.chmod(0o600)
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("WALLET", "PYTHON", "LC_", "LANG"))
        }
        self.env = {
            **kept, "WALLET_HOME": str(self.home), "WALLET_STATE": str(self.state), "WALLET_TODAY": MIDDLE.isoformat(),
            "LC_ALL": "C.UTF-8",
        }  # fmt: skip

    def load(self) -> list[str]:
        """Load through the services; the row of figures."""
        argv = [sys.executable, "-m", "tests.benchmarks.books", str(self.books / f"{self.size}.full.csv")]
        done = subprocess.run(
            [*argv, str(self.home), str(self.state), str(self.secret)],
            cwd=ROOT, env=self.env, capture_output=True, text=True, check=True,
        )  # fmt: skip
        count, spent, floor, size, peak = (float(word) for word in done.stdout.split())
        return [
            f"{count:,.0f}", f"{spent:.1f}", f"{count / spent:,.0f}", f"{floor:.1f}", f"{floor / spent:.2f}",
            f"{size / 1e6:,.0f}", f"{peak:.0f}",
        ]  # fmt: skip

    def unlock(self) -> None:
        """Unlock for the run; where the kernel refuses, the passphrase file serves and the figures say so."""
        argv = [_wallet(), "unlock", "--for", "12h", "--passphrase-file", str(self.secret)]
        done = subprocess.run(argv, env=self.env, capture_output=True, text=True, check=False)
        if done.returncode:
            _write(
                "the kernel keeps no key: each command derives it, and the ratios are not the product's",
                file=sys.stderr,
            )
            self.env["WALLET_PASSPHRASE_FILE"] = str(self.secret)

    def commands(self) -> list[Command]:
        """Everything that is timed at this size."""
        wallet = _wallet()
        own = {
            "balance": ["balance"],
            "balance --json": ["balance", "--json"],
            "history -l 50": ["history", "-l", "50"],
            "history -l 50 --json": ["history", "-l", "50", "--json"],
            "pay": ["pay", "12.50", "Luckin Coffee", f"@{BANK}", "+Expenses:Food:Coffee"],
            "register, 50 rows": ["history", f"@{BANK}", "-p", MONTH, "-l", "50"],
            "history of a word that is nowhere": ["history", "zzqqx"],
            "history of a tag that is nowhere": ["history", "--tag", "zzqqx"],
            "register, whole month": ["history", f"@{BANK}", "-p", MONTH],
            "report, one month": ["report", "cashflow", MONTH],
            "statement, one month": ["statement", MONTH, f"@{BANK}"],
            "status": ["status"],
            "keys list": ["keys", "list"],
            "--help": ["--help"],
            "completion of @": ["__complete", "bash", " :@=", "wallet pay 5 x @Assets:B"],
        }
        made = [Command("python -c pass", [sys.executable, "-c", "pass"], self.env)]
        made += [Command(name, [wallet, *words], self.env) for name, words in own.items()]
        return made + (self._peers() if self.size <= PEER_LIMIT else [])

    def _peers(self) -> list[Command]:
        journal = str(self.books / f"{self.size}.journal")
        begin, end = f"{MONTH}-01", "2022-06-01"
        made = []
        if shutil.which("hledger"):
            made += [
                Command("hledger bal", ["hledger", "-f", journal, "bal", "--flat"], self.env),
                Command(
                    "hledger reg, one month", ["hledger", "-f", journal, "reg", BANK, "-b", begin, "-e", end], self.env
                ),
            ]
        if shutil.which("ledger"):
            made += [
                Command("ledger bal", ["ledger", "-f", journal, "bal", "--flat"], self.env),
                Command(
                    "ledger reg, one month", ["ledger", "-f", journal, "reg", BANK, "-b", begin, "-e", end], self.env
                ),
            ]
        return made

    def whole(self) -> list[list[str]]:
        """What goes through all the books, once."""
        found = whole(_wallet(), self.env, self.secret, self.folder, f"@{BANK}")
        return [
            [
                f"{self.size:,}, {name}",
                f"{each.cpu_ms / found[BARE].cpu_ms:,.0f}",
                f"{each.cpu_ms / 1000:.1f}",
                f"{each.wall_ms / 1000:.1f}",
                f"{each.peak_mib:.0f}",
            ]
            for name, each in found.items()
        ]


def _write(text: str, *, file: TextIO = sys.stdout) -> None:
    file.write(text + "\n")


def _wallet() -> str:
    return str(Path(sys.executable).parent / "wallet")


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table, numbers to the right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *rows)) + "\n"


def report(
    results: dict[int, dict[str, Figures]],
    counted: dict[int, dict[str, int]],
    loads: list[list[str]],
    checks: list[list[str]],
) -> str:
    """The whole page of figures."""
    parts = [
        f"Measured on {machine()}. CPU is user + system; `×` is CPU over `python -c pass` in the same run.\n",
        "### Loading through the services\n",
        table(["transactions", "CPU s", "a second", "floor CPU s", "floor / load", "vault MB", "peak MiB"], loads),
        "### Everything at once\n",
        table(["transactions", "× bare Python", "CPU s", "wall s", "peak MiB"], checks),
    ]
    for size, figures in results.items():
        base = figures["python -c pass"].cpu_ms
        rows = []
        for name, each in figures.items():
            limit = f"{LIMITS[name]}" if name in LIMITS else ""
            ratio, count = f"{each.cpu_ms / base:.1f}", counted[size].get(name, 0)
            rows.append(
                [
                    name,
                    ratio,
                    limit,
                    f"{count / 1e6:.0f}" if count else "",
                    f"{each.cpu_ms:.0f}",
                    f"{each.wall_ms:.0f}",
                    f"{each.peak_mib:.0f}",
                    f"{each.rows:.0f}",
                ]
            )
        parts += [
            f"### {size:,} transactions\n",
            table(
                [
                    "command",
                    "× bare Python",
                    "at most",
                    "million instructions",
                    "CPU ms",
                    "wall ms",
                    "peak MiB",
                    "rows",
                ],
                rows,
            ),
            _derived(figures),
        ]
    return "\n".join(parts)


def _derived(figures: dict[str, Figures]) -> str:
    lines = []
    short, long = figures["register, 50 rows"], figures["register, whole month"]
    if long.rows > short.rows + 500:
        each_us = (long.cpu_ms - short.cpu_ms) * 1000 / (long.rows - short.rows)
        lines.append(f"Each row of the register beyond 50: {each_us:.1f} µs.\n")
    for peer in ("hledger", "ledger"):
        if f"{peer} bal" in figures:
            times = figures[f"{peer} bal"].cpu_ms / figures["balance"].cpu_ms
            lines.append(f"`{peer} bal` takes {times:.1f} times the CPU of `wallet balance`.\n")
    return "\n".join(lines)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--whole", action="store_true", help="only what goes through all the books, each once")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--folder", type=Path, help="where books and vaults are kept (a temporary folder otherwise)")
    parser.add_argument("--generator", type=Path, default=ROOT.parent / "shared" / "data" / "bench" / "gen.py")
    options = parser.parse_args()
    generator = options.generator if options.generator.exists() else Path(__file__).parent / "ledger.py"
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        results, counted, loads, checks = {}, {}, [], []
        for size in options.sizes:
            bench = Bench(size, folder, generator, options.rounds)
            loads.append(bench.load())
            bench.unlock()
            if not options.whole:
                results[size] = interleaved(bench.commands(), options.rounds)
                counted[size] = {each.name: instructions(each) for each in bench.commands() if each.name in COUNTED}
            checks += bench.whole()
            _write(f"{size}: done", file=sys.stderr)
        _write(report(results, counted, loads, checks))


if __name__ == "__main__":
    main()
