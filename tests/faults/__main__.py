"""Power cuts and kills in large numbers: ``python -m tests.faults --kills 1000 --cuts 10000 --seed 1``.

Prints what came of them as a table in Markdown; each fault goes to standard error with what repeats it. The status is 1
when there was one.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.faults import controls, trials
from tests.faults.checking import Fault
from tests.faults.killing import kills
from tests.faults.recording import Bench, build
from tests.faults.workload import MORE, STEPS

SHARED_MEMORY = Path("/dev/shm")


def main() -> int:
    """Run what is asked for, or as much of it as Ctrl-C leaves time for; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="power cuts and kills of real commands")
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", metavar="NAME", help="try this command alone, as it is called in the tables")
    wish = parser.parse_args()
    memory = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory, prefix="wallet-faults-") as folder:
        room = Path(folder)
        bench = Bench(room / "machine", build(room))
        found = trials.record(bench, (*STEPS, *MORE), room)
        found = [each for each in found if wish.only in (None, each.step.name)]
        operations = sum(len(each.events) for each in found)
        say(f"{len(found)} commands, {operations} operations on files; seed {wish.seed}\n")
        cut = trials.cuts(found, wish.cuts, wish.seed, room, report)
        show(f"{cut.total()} power cuts", cut)
        killed = kills(found, wish.kills, wish.seed, room, bench.library, report)
        show(f"{killed.total()} kills", killed)
        say("controls\n")
        for name, keeps in controls.CONTROLS.items():
            seen = trials.cuts(found, wish.cuts // 10, wish.seed, room, lambda fault: None, keeps)
            say(f"- {name}: {controls.told(seen)}")
    return 1 if trials.faults([*cut, *killed]) else 0


def report(fault: Fault) -> None:
    """Say what went wrong, and how to see it again."""
    sys.stderr.write("\n  ".join([str(fault), *getattr(fault, "__notes__", ())]) + "\n")


def say(text: str) -> None:
    """Tell it at once: the whole takes a while."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def show(title: str, counts: trials.Counts) -> None:
    """A table: a line a command, a column an outcome."""
    outcomes = sorted({outcome for _name, outcome in counts})
    say(f"{title}\n\n| command | {' | '.join(outcomes)} |\n|---|{'---|' * len(outcomes)}")
    for name in dict.fromkeys(name for name, _outcome in counts):
        say(f"| `{name}` | " + " | ".join(str(counts[name, each] or "") for each in outcomes) + " |")
    whole: Counter[str] = Counter()
    for (_name, outcome), count in counts.items():
        whole[outcome] += count
    say("| all | " + " | ".join(str(whole[each]) for each in outcomes) + " |\n")


if __name__ == "__main__":
    sys.exit(main())
