"""``wallet demo`` at a real terminal: a code is whole on one screen, and a window that is closed leaves nothing."""

import os
import signal
from pathlib import Path

import pexpect

from tests.e2e.machine import Machine


def test_a_code_is_on_one_screen(bare: Machine) -> None:
    child = bare.spawn("wallet", "demo", columns=80, LINES="24", COLUMNS="80")
    child.setwinsize(24, 80)
    screens = [""]
    while child.expect(["-- Enter goes on, q ends --", pexpect.EOF]) == 0:
        screens.append(child.before)
        child.sendline("")
    screens.append(child.before)
    codes = [screen for screen in screens if "█" in screen or "▀" in screen]
    assert len(screens) > 5
    assert len(codes) == 1
    assert len(codes[0].splitlines()) <= 24


def test_a_window_that_is_closed_leaves_nothing(bare: Machine, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    child = bare.spawn("wallet", "demo", TMPDIR=str(temporary))
    child.expect("Enter goes on, q ends")
    assert len(list(temporary.iterdir())) == 1
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, child.child_fd)  # the terminal goes: the input ends, and a signal comes with that
    os.close(null)
    assert os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1]) == 128 + signal.SIGHUP
    assert list(temporary.iterdir()) == []
