"""The list of the tests that run unmeasured: one function a line, with all its cases. Whatever it doesn't name is
measured: a new test is, and one under a new name.
"""

import os
from pathlib import Path

ANEW = "WALLET_TESTS_REACH"
"""The variable of a run that makes the list anew: it measures whatever may be measured."""
LIST = Path(__file__).with_name("left_out.txt")


def function_of(test: str) -> str:
    """The function of a test that pytest knows by this name, without the case."""
    return test.partition("[")[0]


def left_out() -> frozenset[str]:
    """The functions."""
    return frozenset() if ANEW in os.environ else frozenset(LIST.read_text(encoding="utf-8").split())
