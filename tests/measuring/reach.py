"""A plugin of a measured run: what each test's function reaches of the program, and the processor's time that it costs.
Each process writes one file of it into the folder that ``$WALLET_TESTS_REACH`` names.
"""

import os
import pickle
import time
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from typing import NamedTuple

import pytest
from coverage import Coverage

from tests.measuring.left_out import ANEW, function_of

Step = tuple[str, object]
"""A module, and a line or a pair of lines in it, as coverage keeps them."""


class Reach(NamedTuple):
    """Of each function: its steps, and seconds."""

    steps: dict[str, set[Step]]
    seconds: dict[str, float]


_told = Reach(defaultdict(set), defaultdict(float))
_before: set[Step] = set()


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What was reached between two tests is no test's. Whoever isn't measured anyway needs no line."""
    if Coverage.current() is None:
        return (yield)
    _before.update(_taken())
    start = time.process_time()
    try:
        return (yield)
    finally:
        function = function_of(item.nodeid)
        _told.seconds[function] += time.process_time() - start
        _told.steps[function] |= _taken()


def pytest_sessionfinish() -> None:
    """Lay down what was seen; what is reached without any test needs none."""
    steps = {function: found - _before for function, found in _told.steps.items()}
    path = Path(os.environ[ANEW]) / f"{os.getpid()}.pickle"
    path.write_bytes(pickle.dumps((steps, dict(_told.seconds))))


def _taken() -> set[Step]:
    """Take what coverage has seen since the last time; nothing where it doesn't measure."""
    measurement = Coverage.current()
    if measurement is None or measurement._collector is None:
        return set()
    found: set[Step] = set()
    for path, seen in list(measurement._collector.data.items()):
        found.update((path, step) for step in list(seen))
        seen.clear()
    return found
