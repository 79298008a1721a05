"""The trials: commands recorded once, then cut off from power, or killed and asked again, as often as is wished."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.faults.checking import Case, Fault, Machine, judge, look
from tests.faults.cutting import LOSSES, MODES, Disk, lay_out
from tests.faults.recording import FOLDERS, Bench, Event
from tests.faults.workload import END, Step

Counts = Counter[tuple[str, str]]
"""How often a command had an outcome."""


class Taken(NamedTuple):
    """A command as it was recorded: what was there before and after it, the folders before it, what it did.

    ``pending``: the disk with all that was still pending from earlier commands; ``settled``: the same, all durable.
    """

    step: Step
    before: Machine
    after: Machine
    base: Path
    pending: Disk
    settled: Disk
    events: list[Event]


def record(bench: Bench, steps: Sequence[Step], keep: Path) -> list[Taken]:
    """Run the commands one after another. What was recorded must make the very files that are there."""
    found, disk, before = [], Disk(bench.root), look(bench.root)
    for number, step in enumerate(steps):
        if step.prepare:
            step.prepare(bench)
            if step.changes:  # somebody else changed the folders
                disk, before = Disk(bench.root), _looked(bench.root, keep)
        base = keep / f"base-{number}"
        copy_machine(bench.root, base)
        pending, settled = disk.copy(), disk.copy()
        settled.settle()
        ended = bench.run(step.argv, opens=step.opens, stdin=step.stdin)
        assert ended.status == 0, f"{step.argv}: {ended}"
        disk = played(disk, ended.events)
        assert disk.live() == there(bench.root), f"{step.argv}: the recording isn't what happened"
        after = _looked(bench.root, keep)
        found.append(Taken(step, before, after, base, pending, settled, ended.events))
        before = after
    return found


def played(disk: Disk, events: Iterable[Event]) -> Disk:
    """The disk after these operations; the given one stays."""
    made = disk.copy()
    for event in events:
        made.apply(event)
    return made


def copy_machine(root: Path, to: Path) -> None:
    """The machine's folders as they are, passphrases and all."""
    shutil.copytree(root, to, ignore=shutil.ignore_patterns("recorder.so", "tmp", "log", "*-shm", "older", "base-*"))


def _looked(root: Path, keep: Path) -> Machine:
    """What a machine holds, without leaving a trace on it."""
    copy = keep / "looked"
    copy_machine(root, copy)
    try:
        return look(copy)
    finally:
        shutil.rmtree(copy)


def there(root: Path) -> dict[str, bytes | None]:
    """All files and folders of a machine, as ``Disk.live`` has them."""
    found: dict[str, bytes | None] = {}
    for name in FOLDERS:
        for path in (root / name, *(root / name).rglob("*")):
            if path.exists() and not path.name.endswith("-shm"):
                found[str(path.relative_to(root))] = None if path.is_dir() else path.read_bytes()
    return found


Keeps = Callable[[Event], bool]
"""Whether an operation reaches the disk at all; for controls."""


def _all(_event: Event) -> bool:
    return True


def cut(taken: Taken, chance: random.Random, room: Path, keeps: Keeps = _all) -> str:
    """One power cut somewhere in a command; what became of it. Raises Fault."""
    start = taken.pending if chance.random() < 0.5 else taken.settled
    return cut_at(taken, start, chance.randint(0, len(taken.events)), chance, room, keeps)


def worst(taken: Taken, position: int, room: Path) -> str:
    """The power cut in which all is lost that wasn't synced, since the machine began."""
    return cut_at(taken, taken.pending, position, random.Random(0), room, mode="any", loss=1.0)


def cut_at(
    taken: Taken,
    start: Disk,
    position: int,
    chance: random.Random,
    room: Path,
    keeps: Keeps = _all,
    *,
    mode: str = "",
    loss: float | None = None,
) -> str:
    """A power cut before the operation at ``position``; kind of disk and loss are drawn where they aren't given."""
    mode, loss = mode or chance.choice(MODES), chance.choice(LOSSES) if loss is None else loss
    disk = start.copy()
    answered = taken.step.told == END and position == len(taken.events)
    for event in taken.events[:position]:
        answered = answered or is_answer(event, taken.step)
        if keeps(event):
            disk.apply(event)
    root = room / "cut"
    lay_out(disk.cut(chance, mode, loss), root)
    try:
        return judge(root, taken.before, taken.after, Case(answered, taken.step.alarm))
    except Fault as fault:
        fault.add_note(
            f"{' '.join(taken.step.argv)}: cut before {position} of {len(taken.events)}, {mode}, {answered=}"
        )
        raise
    finally:
        shutil.rmtree(root)


def is_answer(event: Event, step: Step) -> bool:
    """Whether this tells the caller that the command is done."""
    return event.kind == "A" and event.inode == step.told


def cuts(
    found: Sequence[Taken],
    count: int,
    seed: int,
    room: Path,
    told: Callable[[Fault], None],
    keeps: Keeps = _all,
) -> Counts:
    """So many power cuts, the same number in each command; how often each had which outcome."""
    return tried(found, count, f"{seed} cut", lambda taken, chance: cut(taken, chance, room, keeps), told)


def tried(
    found: Sequence[Taken],
    count: int,
    seed: str,
    trial: Callable[[Taken, random.Random], str],
    told: Callable[[Fault], None],
) -> Counts:
    """So many trials, the same number of each command; Ctrl-C ends them early."""
    counts: Counts = Counter()
    for number in range(count):
        taken = found[number % len(found)]
        try:
            outcome = trial(taken, random.Random(f"{seed} {number}"))
        except Fault as fault:
            outcome = f"FAULT: {fault.kind}"
            fault.add_note(f"seed {seed} {number}")
            told(fault)
        except KeyboardInterrupt:
            break
        counts[taken.step.name, outcome] += 1
    return counts


def faults(counts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those among the counted that must not be."""
    return [each for each in counts if each[1].startswith("FAULT")]
