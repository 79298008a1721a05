"""Commands that are killed with SIGKILL, and asked again: what was answered stands, nothing is half there.

A command dies before an operation that is drawn among those that it was recorded to do, or after a time that is drawn.
Some have company: another process that records a payment at the same time, and must succeed.
"""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.faults.checking import Case, Fault, handed_out, judge
from tests.faults.recording import Bench, Ended
from tests.faults.trials import Counts, Taken, copy_machine, tried
from tests.faults.workload import END, ERRORS, Step

BY_TIME = 0.1
"""The part of kills that come after a time, as the machine happens to be then."""
IN_COMPANY = 0.25
COMPANION = ("pay", "1", "Companion", "@cash", "+food", "--id", "companion")


def kill(taken: Taken, chance: random.Random, room: Path, library: Path) -> str:
    """Kill a command once and ask it again; what had become of it when it died. Raises Fault."""
    root = room / "killed"
    copy_machine(taken.base, root)
    bench, step = Bench(root, library), taken.step
    company = has_room_for_company(taken) and chance.random() < IN_COMPANY
    try:
        other = bench.start(COMPANION, opens=min(taken.before.wallets["main"].opens)) if company else None
        at = 0 if chance.random() < BY_TIME else chance.randint(1, len(taken.events))
        ended = killed(bench, step, at, chance.random() * 0.5)
        if other is not None:
            out, err = other.communicate(timeout=120)
            if other.returncode:
                raise Fault("neighbour failed", out + err)
        answered = has_answered(step, ended)
        outcome = judge(
            root, taken.before, taken.after, Case(answered, step.alarm, again=True, more=1 if company else 0)
        )
        after = taken.after
        if step.told == END:  # what it wrote was taken away, and so may come again or not
            for name in {*after.files} - {*taken.before.files}:
                (bench.out / name).unlink(missing_ok=True)
        repeated = bench.run(step.argv, opens=step.opens, stdin=step.stdin, recorded=False)
        if repeated.status not in step.again:
            raise Fault("can't be asked again", f"{repeated.status} {repeated.err}")
        if step.told == END:
            after = after._replace(files=handed_out(root))
        judge(root, taken.before, after, Case(True, again=True, more=2 if company else 1))
    except Fault as fault:
        fault.add_note(f"{' '.join(step.argv)}: killed before {at} of {len(taken.events)}, {company=}")
        raise
    finally:
        shutil.rmtree(root)
    return outcome


def has_room_for_company(taken: Taken) -> bool:
    """Whether a payment beside the command changes nothing of what it answers; a backup would be too old by it."""
    if "restore" in taken.step.argv:
        return False
    old, new = taken.before.wallets.get("main"), taken.after.wallets.get("main")
    cash = len(old.chain) > 1 if old else False
    return cash and new is not None and old is not None and old.opens == new.opens and (
        taken.step.told == 1 and not taken.step.alarm
    )  # fmt: skip


def killed(bench: Bench, step: Step, at: int, seconds: float) -> Ended:
    """Run a command that dies before its ``at``-th operation; 0: after so many seconds."""
    if at:
        return bench.run(step.argv, opens=step.opens, stdin=step.stdin, kill=at)
    process = bench.start(step.argv, opens=step.opens, stdin=step.stdin)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    out, err = process.communicate()
    return Ended(process.returncode, out, err, [])


def has_answered(step: Step, ended: Ended) -> bool:
    """Whether the command had told that it was done before it died."""
    if step.told == END:
        return ended.status == 0
    return "wrote" in ended.err if step.told == ERRORS else bool(ended.out)


def kills(
    found: Sequence[Taken], count: int, seed: int, room: Path, library: Path, told: Callable[[Fault], None]
) -> Counts:
    """So many kills, the same number of each command; how often each had which outcome."""
    return tried(found, count, f"{seed} kill", lambda taken, chance: kill(taken, chance, room, library), told)
