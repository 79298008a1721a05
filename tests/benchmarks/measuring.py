"""CPU, wall and peak memory of whole commands, interleaved in random order: compare ratios inside one run only;
and the instructions that valgrind counts, which noise doesn't change.
"""

import os
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Command(NamedTuple):
    """One command line and the environment it runs in."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]


class Figures(NamedTuple):
    """Medians over the rounds; ``rows`` lines of standard output."""

    cpu_ms: float
    wall_ms: float
    peak_mib: float
    rows: int


def once(command: Command) -> Figures:
    """Run a command with its output to a pipe; raises where it fails."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command.argv, env=command.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
        )
        assert process.stdout is not None
        rows = process.stdout.read().count(b"\n")
        _pid, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise RuntimeError(f"{command.name}: status {process.returncode}: {errors.read()[-500:].decode()}")
    return Figures((usage.ru_utime + usage.ru_stime) * 1000, wall * 1000, usage.ru_maxrss / 1024, rows)


def interleaved(commands: Sequence[Command], rounds: int, seed: int = 1) -> dict[str, Figures]:
    """Run all commands once a round, in a fresh random order each round; the medians by name."""
    order, runs = random.Random(seed), {command.name: [] for command in commands}
    for _ in range(rounds):
        for command in order.sample(list(commands), len(commands)):
            runs[command.name].append(once(command))
    return {
        name: Figures(*(statistics.median(each) for each in zip(*figures, strict=True)))
        for name, figures in runs.items()
    }


def instructions(command: Command, within: Sequence[str] = ()) -> int:
    """Instructions that the program runs, 0 where valgrind isn't installed; ``within`` is a program that starts it."""
    if not shutil.which("valgrind"):
        return 0
    argv = [*within, "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command.argv]
    done = subprocess.run(argv, env=dict(command.env), capture_output=True, text=True, check=True)
    found = re.search(r"Collected\s*:\s*([0-9]+)", done.stderr)
    return int(found[1]) if found else 0
