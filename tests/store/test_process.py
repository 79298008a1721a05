"""What guards a process, in a forked one: what is set there is gone with it."""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable

import pytest

from wallet_cli.store import process

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has prctl")
_GET, _SET = 3, 4


def in_child(work: Callable[[], str]) -> str:
    """What a forked process says of itself, which began with nothing that guards it."""
    here, there = os.pipe()
    child = os.fork()
    if not child:
        said = "it failed"
        try:
            ctypes.CDLL(None).prctl(_SET, 1, 0, 0, 0)
            os.umask(0o022)
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            said = work()
        finally:
            os.write(there, said.encode())
            os._exit(0)
    os.close(there)
    with open(here, encoding="ascii") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


def hardened() -> str:
    process.harden()
    limits, handler = resource.getrlimit(resource.RLIMIT_CORE), signal.getsignal(signal.SIGXFSZ)
    return f"{ctypes.CDLL(None).prctl(_GET)} {os.umask(0):03o} {limits} {handler == signal.SIG_IGN}"


def test_nothing_guards_a_process_before() -> None:
    assert in_child(lambda: f"{ctypes.CDLL(None).prctl(_GET)} {os.umask(0):03o}") == "1 022"


@pytest.mark.parametrize("missing", ["", "dlsym", "dlopen", "call_function"])
def test_no_image_no_debugger_private_files_and_a_limit_that_is_an_error(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import _ctypes

    def work() -> str:
        if missing:
            monkeypatch.delattr(_ctypes, missing)
        return hardened()

    assert in_child(work) == "0 077 (0, 0) True"
