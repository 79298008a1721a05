"""Try mutants of the modules that matter: ``python -m tests.mutants [MODULE…] --seed 1 --count 25 [--jobs 2]``.

A module is named by any part of its name: ``money``, ``store.slots``, ``domain``. Without one all are tried.
``--count 0`` tries every mutant. What survives is printed, with its place; the figures come last, as a table.
"""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.mutants import trying
from tests.mutants.targets import TARGETS

PERCENT = 90


def main(argv: Sequence[str]) -> int:
    """Try them; 1 if too many of a module survive."""
    asked = argparse.ArgumentParser(
        prog="python -m tests.mutants", description="Try mutants of the modules that matter."
    )
    asked.add_argument("modules", nargs="*", metavar="MODULE")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--count", type=int, default=25, help="mutants of each module; 0 for all")
    asked.add_argument("--jobs", type=int, default=1)
    wish = asked.parse_args(argv)
    chosen = [name for name in TARGETS if not wish.modules or any(_means(each, name) for each in wish.modules)]
    tallies = []
    with ThreadPoolExecutor(wish.jobs) as pool:
        for tally in pool.map(lambda name: trying.tally(name, wish.seed, wish.count), chosen):
            tallies.append(tally)
            _say(*tally.lines())
    _say(
        "",
        "| Module | Tried | Killed | Equivalent | Survived | |",
        "|-|-:|-:|-:|-:|-:|",
        *(each.row() for each in tallies),
    )
    _say(trying.total(tallies).row())
    return 1 if any(each.percent < PERCENT for each in tallies) else 0


def _means(wish: str, name: str) -> bool:
    return f".{name}.".endswith(f".{wish}.") or f".{wish}." in f".{name}."


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
