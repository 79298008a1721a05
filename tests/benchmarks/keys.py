"""``python -m tests.benchmarks.keys``: what keys cost, as Markdown.

Reading the key of an unlocked wallet is what a command does beyond what it has loaded anyway: the same program with and
without it, over ``python -c pass``, all three interleaved; valgrind, where it is installed, counts instructions.
Opening one slot is held against the bare Argon2id call with the same numbers, turn by turn.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.__main__ import ROOT, machine, table
from tests.benchmarks.measuring import Command, instructions, interleaved
from wallet_cli.errors import Locked
from wallet_cli.services.vault import access, create, location, unlock
from wallet_cli.services.vault.location import Place
from wallet_cli.services.vault.unlock import Limits, Moment
from wallet_cli.store.vault import keys, slots
from wallet_cli.store.vault.keyfile import digest

READING_MOST, OPENING_MOST = 0.5, 1.15
PASSPHRASE = b"benchmark passphrase"
BARE, LOADED, READING = "python -c pass", "what a command loads", "the same, and the kept key"
_LOADED = """
import pathlib, sys, time
from wallet_cli.services.vault import access, location, unlock
from wallet_cli.store import store
place = location.Place(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
moment = unlock.Moment(int(time.time()), int(time.clock_gettime(time.CLOCK_BOOTTIME)))
"""
_READING = _LOADED + "assert unlock.kept_key(place, moment)\n"


def programs(place: Place) -> list[Command]:
    """The three programs."""
    env = {name: text for name, text in os.environ.items() if not name.startswith(("WALLET", "PYTHON"))}
    env["PYTHONPATH"] = str(ROOT)
    told = [str(place.folder), str(place.state)]
    return [
        Command(BARE, [sys.executable, "-c", "pass"], env),
        Command(LOADED, [sys.executable, "-c", _LOADED, *told], env),
        Command(READING, [sys.executable, "-c", _READING, *told], env),
    ]


def reading(place: Place, rounds: int) -> str:
    """The table of CPU and instructions."""
    made = programs(place)
    figures = interleaved(made, rounds)
    counted = [instructions(each) for each in made]
    base, extra = figures[BARE].cpu_ms, figures[READING].cpu_ms - figures[LOADED].cpu_ms
    rows = [
        [name, f"{each.cpu_ms:.1f}", f"{each.cpu_ms / base:.2f}", f"{count / 1e6:.1f}" if count else ""]
        for (name, each), count in zip(figures.items(), counted, strict=True)
    ]
    rows.append(["reading the key alone", f"{extra:.1f}", f"{extra / base:.2f}", _ratio(counted)])
    head = ["program", "CPU ms", "× bare Python", "million instructions"]
    return f"{table(head, rows)}\nAt most {READING_MOST} × bare Python.\n"


def _ratio(counted: Sequence[int]) -> str:
    if not all(counted):
        return ""
    bare, loaded, read = counted
    return f"{(read - loaded) / 1e6:.1f} ({(read - loaded) / bare:.2f} ×)"


def opening(place: Place, rounds: int) -> str:
    """The table of one slot of each kind that is guessed at, against Argon2id alone."""
    from argon2.low_level import Type, hash_secret_raw

    data, cost = location.header_of(place), slots.COSTS["standard"]
    file = place.folder / "file"
    file.write_bytes(bytes(64))
    number = location.identity_of(place).vault_id
    both = slots.Secret("keyfile", PASSPHRASE, digest(file))
    master = keys.open_header(data, PASSPHRASE).master
    slot = slots.new_slot(both, master, cost, number, os.urandom, number=2, name="both")
    turns: dict[str, Callable[[], object]] = {
        "Argon2id alone": lambda: hash_secret_raw(PASSPHRASE, bytes(16), cost.t, cost.m_kib, cost.p, 32, Type.ID),
        "the header by its passphrase": lambda: keys.open_header(data, PASSPHRASE),
        "a slot of passphrase and key file": lambda: slots.master_by(slot, both, number),
    }
    cpu: dict[str, list[float]] = {name: [] for name in turns}
    wall: dict[str, list[float]] = {name: [] for name in turns}
    for _round in range(rounds):
        for name, turn in turns.items():
            began, spent = time.perf_counter(), time.process_time()
            turn()
            cpu[name].append((time.process_time() - spent) * 1000)
            wall[name].append((time.perf_counter() - began) * 1000)
    base = statistics.median(cpu["Argon2id alone"])
    rows = [
        [name, f"{statistics.median(cpu[name]):.1f}", f"{statistics.median(cpu[name]) / base:.3f}",
         f"{statistics.median(wall[name]):.1f}"]
        for name in turns
    ]  # fmt: skip
    return f"{table(['in one process', 'CPU ms', '× Argon2id', 'wall ms'], rows)}\nAt most {OPENING_MOST} × Argon2id.\n"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.keys", description=__doc__)
    parser.add_argument("--rounds", type=int, default=41)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = Place(Path(temporary) / "data" / "main", Path(temporary) / "state")
        create.create(place, PASSPHRASE, "standard", os.urandom).close()
        opened = access.derive(place, PASSPHRASE)
        uptime = int(time.clock_gettime(time.CLOCK_BOOTTIME))
        limits = Limits(3600, 1800)
        try:
            unlock.keep_key(place, opened, limits, Moment(int(time.time()), uptime), kernel_only=True)
            shown = reading(place, options.rounds)
        except Locked as refusal:
            shown = f"This kernel keeps no keys: {refusal.params['reason']}.\n"
        unlock.lock(place, Moment(int(time.time()), uptime))
        sys.stdout.write(f"Measured on {machine()}.\n\n### Reading the key of an unlocked wallet\n\n{shown}\n")
        sys.stdout.write(f"### Opening one slot\n\n{opening(place, options.rounds)}")


if __name__ == "__main__":
    main()
