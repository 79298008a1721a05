"""Power cuts and kills of real commands, a short selection: ``python -m tests.faults`` runs as many as are wished."""

import os
import random
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.faults import controls, trials
from tests.faults.__main__ import SHARED_MEMORY
from tests.faults.checking import Fault
from tests.faults.holding import holding
from tests.faults.killing import kills
from tests.faults.recording import PASSPHRASES, Bench, build
from tests.faults.trials import Taken
from tests.faults.workload import MORE, STEPS
from wallet_cli.cli.line import registry
from wallet_cli.cli.spec import Noun
from wallet_cli.services.vault import access
from wallet_cli.services.vault.location import Place

CUTS, IN_CONTROLS, KILLS = 320, 120, 14
SEED = 11
READING = {
    "balance", "history", "show", "status", "log", "doctor", "completion", "demo", "help", "unlock", "lock", "privacy",
    "accounts list", "accounts show", "categories list", "categories show", "payees list", "payees show",
    "budget show", "budget explain", "report summary", "report spending", "report income", "report cashflow",
    "imports list", "imports show", "profiles list", "profiles show", "profiles export", "qr show", "qr read",
    "keys list", "keys test", "config list", "config get", "rules list", "rules show", "rules test",
}  # fmt: skip
"""What writes nothing, or nothing that stays."""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for machines, in memory where that is to be had."""
    folder = tmp_path_factory.mktemp("cuts")
    if os.access(SHARED_MEMORY, os.W_OK):
        import tempfile

        with tempfile.TemporaryDirectory(dir=SHARED_MEMORY, prefix="wallet-faults-") as fast:
            yield Path(fast)
    else:
        yield folder


@pytest.fixture(scope="module")
def library(room: Path) -> Path:
    """The recorder."""
    return build(room)


@pytest.fixture(scope="module")
def found(room: Path, library: Path) -> Sequence[Taken]:
    """All commands, recorded one after another; a recording that isn't what happened fails here."""
    return trials.record(Bench(room / "machine", library), STEPS, room)


def told(faults: list[Fault]) -> str:
    return "\n".join(f"{each} {getattr(each, '__notes__', '')}" for each in faults)


def test_no_command_that_writes_is_forgotten() -> None:
    tried = {step.name.partition(" -")[0] for step in (*STEPS, *MORE)}
    for entry in registry.ENTRIES:
        command = registry.load(entry)
        names = (
            [f"{command.name} {verb.name}" for verb in command.verbs] if isinstance(command, Noun) else [command.name]
        )
        for name in names:
            where = "put it into a step of tests/faults/workload.py, or into READING where it writes nothing"
            assert (name in tried) != (name in READING), f"{name}: {where}"


@pytest.mark.parametrize("kind", "WRU")
def test_an_operation_that_the_recorder_misses_is_noticed(found: Sequence[Taken], kind: str) -> None:
    taken = next(each for each in found if each.step.name == "pay")
    whole = trials.played(taken.settled, taken.events).live()
    last = max(at for at, event in enumerate(taken.events) if event.kind == kind)
    missing = [event for at, event in enumerate(taken.events) if at != last]
    assert trials.played(taken.settled, missing).live() != whole


def test_power_cuts_lose_nothing_that_was_answered(found: Sequence[Taken], room: Path) -> None:
    faults: list[Fault] = []
    counts = trials.cuts(found, CUTS, SEED, room, faults.append)
    assert not faults, told(faults)
    outcomes = {outcome for _name, outcome in counts}
    assert {"before", "after"} <= outcomes  # cuts came early and late


def test_what_was_answered_is_there_when_all_is_lost_that_could_be(found: Sequence[Taken], room: Path) -> None:
    for taken in found:
        answers = [at for at, event in enumerate(taken.events, 1) if trials.is_answer(event, taken.step)]
        for position in (*answers[:1], len(taken.events)):
            assert trials.worst(taken, position, room) in ("after", "same"), taken.step


def test_what_was_answered_beside_others_is_there_when_all_is_lost_that_could_be(room: Path, library: Path) -> None:
    """Nobody folds the log in while others have the store open: the log alone holds what was answered."""
    bench, keep = Bench(room / "beside", library), room / "beside-kept"
    trials.record(bench, STEPS[:2], keep)
    place = Place(bench.data / "main", bench.state)
    key = access.derive(place, PASSPHRASES["old"].encode()).database_key
    with holding(place.folder, place.state, key, "reading") as reader:
        (taken,) = trials.record(bench, [next(step for step in STEPS if step.name == "pay")], keep / "beside")
        reader.communicate("\n", timeout=60)
    answer = next(at for at, event in enumerate(taken.events, 1) if trials.is_answer(event, taken.step))
    for position in (answer, len(taken.events)):
        assert trials.worst(taken, position, room) == "after"


@pytest.mark.parametrize("name", controls.CONTROLS)
def test_a_disk_that_forgets_what_was_synced_is_found_out(found: Sequence[Taken], room: Path, name: str) -> None:
    counts = trials.cuts(found, IN_CONTROLS, SEED, room, lambda fault: None, controls.CONTROLS[name])
    kinds = {outcome for _name, outcome in trials.faults(counts)}
    # a store that lacks what was acknowledged is refused: its head, or its log, is ahead of it
    assert kinds & {"FAULT: acknowledged lost", "FAULT: wallet gone", "FAULT: does not open"}, counts


def test_killed_commands_leave_nothing_half_there(found: Sequence[Taken], room: Path, library: Path) -> None:
    faults: list[Fault] = []
    chosen = random.Random(SEED).sample(found, KILLS)
    kills(chosen, KILLS, SEED, room, library, faults.append)
    assert not faults, told(faults)


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_a_command_takes_its_drafts_along(
    found: Sequence[Taken], tmp_path: Path, library: Path, by: signal.Signals
) -> None:
    taken = next(each for each in found if each.step.name == ("export" if by == signal.SIGTERM else "statement"))
    statuses = set()
    for at in range(1, len(taken.events) + 1, 2):
        root = tmp_path / str(at)
        trials.copy_machine(taken.base, root)
        bench = Bench(root, library)
        ended = bench.run(taken.step.argv, kill=at, by=by)
        statuses.add(ended.status)
        assert ended.status in (0, 128 + by), ended
        assert "Traceback" not in ended.err
        assert [each.name for each in bench.out.iterdir() if each.name.startswith(".")] == []
        name = next(iter({*taken.after.files} - {*taken.before.files}))
        if (bench.out / name).exists():
            assert (bench.out / name).read_bytes() == taken.after.files[name]
    assert 128 + by in statuses


@pytest.mark.parametrize("at", [3, 60, 400])
def test_a_demo_that_is_asked_to_end_leaves_nothing(tmp_path: Path, library: Path, at: int) -> None:
    bench = Bench(tmp_path / "machine", library)
    ended = bench.run(("demo",), kill=at, by=signal.SIGTERM)
    assert ended.status == 143, ended
    assert list(bench.temporary.iterdir()) == []


def test_a_signal_that_was_ignored_from_the_start_stays_so(
    found: Sequence[Taken], tmp_path: Path, library: Path
) -> None:
    taken = next(each for each in found if each.step.name == "export")
    trials.copy_machine(taken.base, tmp_path / "machine")
    bench = Bench(tmp_path / "machine", library)
    usual = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # what nohup does
    try:
        assert bench.run(taken.step.argv, kill=5, by=signal.SIGHUP).status == 0
    finally:
        signal.signal(signal.SIGHUP, usual)
