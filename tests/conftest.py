"""What holds for all tests: the options of a run, what is put back after each test, and the corpus of real statement
files and vectors, where it is present.
"""

import gc
import os
import random
import signal
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

from tests import backwards, program, samples
from tests.templates import derived_once
from wallet_cli import i18n
from wallet_cli.words import spelling

PROCESS_CONFIG = "COVERAGE_PROCESS_CONFIG"
MEASUREMENT = os.environ.get(PROCESS_CONFIG)
MEASURED = {
    "test_pinyin_list.py",
    "test_wiring.py",
    "test_terminal.py",
    "test_passphrase_prompt.py",
    "test_recovery.py",
}
"""Tests whose processes do what no test does in its own: beginning, leaving, a real terminal."""
UNMEASURED = {
    "docs",
    "faults",
    "mutants",
    "advice",
    "vaults",
    "test_camt_bounds.py",
    "test_csv_bounds.py",
    "test_edge_days.py",
    "test_guessing.py",
    "test_key_changes_exchanged.py",
    "test_text_statements_hostile.py",
    "test_top_of_range.py",
    "test_undo_together.py",
}
"""Tests that do over and over, in this process, what tests elsewhere reach once."""
BY_CHANCE = {"domain", "test_png.py", "test_tight.py"}
"""Where examples of chance are measured, too: they are cheap there, or reach what no other test does."""
HERE = Path(__file__).parent


settings.register_profile("wallet", deadline=None)  # how long an example takes is the machine's load, too
settings.load_profile("wallet")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of a run."""
    parser.addoption("--order", metavar="SEED", help="shuffle the files, and the tests in each")
    parser.addoption("--typer-only", action="store_true", help="let Typer read every line, also what is well-formed")


def pytest_configure(config: pytest.Config) -> None:
    """What must hold before any test is loaded. Who is started in the background of a script has Ctrl-C ignored, and
    under nohup a hang-up, and so has each program that it starts: tests send both.
    """
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    if config.getoption("--typer-only"):
        program.let_typer_read()
    if backwards.is_wanted(config):
        config.pluginmanager.register(backwards.Backwards())


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """All that was collected stays: nothing looks for waste in it any more, and a fork that does copies none of it."""
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """No test may need the one before it; a module's stay together, for what they share."""
    if config.getoption("--typer-only"):
        items[:] = [item for item in items if item.path.name != "test_strict.py"]  # the other parser's own
    seed = config.getoption("--order")
    if seed is None:
        return
    chance, files = random.Random(seed), {item.path: [] for item in items}
    for item in items:
        files[item.path].append(item)
    shuffled = [chance.sample(tests, len(tests)) for tests in files.values()]
    chance.shuffle(shuffled)
    items[:] = [item for tests in shuffled for item in tests]


def _repeats(item: pytest.Item) -> bool:
    """Whether a test only repeats what others reach, as hundreds of examples do."""
    parts = set(item.path.relative_to(HERE).parts)
    return bool(parts & UNMEASURED) or (is_hypothesis_test(getattr(item, "function", None)) and not parts & BY_CHANCE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Coverage doubles what a test in this process costs: those that repeat what others reach do without."""
    stopped = []
    if MEASUREMENT and _repeats(item):
        from coverage import Coverage

        while (measurement := Coverage.current()) is not None:  # a worker has two: its own, and that of each process
            measurement.stop()
            stopped.append(measurement)
    try:
        return (yield)
    finally:
        for measurement in reversed(stopped):
            measurement.start()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Coverage follows into the processes of few tests: there it costs more than most commands."""
    if MEASUREMENT and item.path.name in MEASURED:
        os.environ[PROCESS_CONFIG] = MEASUREMENT
    else:
        os.environ.pop(PROCESS_CONFIG, None)


def pytest_runtest_teardown() -> None:
    """The language and the wallet of printed lines are the process's: whatever a test chose is over with it."""
    if i18n.language() != "en":
        i18n.choose("en")
    spelling.choose(spelling.USUAL, None)
    spelling.choose_python("")


@pytest.fixture(scope="session", autouse=True)
def derived() -> Iterator[None]:
    """A wallet's tests give its passphrase to each command; its key is derived for the first."""
    with derived_once():
        yield


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of third-party samples and vectors; the test skips, saying so, where it is absent."""
    if not samples.FOLDER.is_dir():
        pytest.skip(f"no corpus at {samples.FOLDER}: set WALLET_CORPUS to the folder of samples")
    return samples.FOLDER
