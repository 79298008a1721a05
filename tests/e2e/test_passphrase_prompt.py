"""The question for a passphrase on odd terminals: nothing is shown, nothing hangs, and the echo comes back."""

import os
import pty
import signal
import subprocess
import termios

import pexpect
import pytest

from tests.e2e.machine import PASSPHRASE, Machine, asleep, ended
from wallet_cli import wiring
from wallet_cli.errors import UsageProblem

ASKED = "passphrase for main: "


def echoes(child: "pexpect.spawn[str]") -> bool:
    return bool(termios.tcgetattr(child.child_fd)[3] & termios.ECHO)


def asked(machine: Machine) -> "pexpect.spawn[str]":
    """A command that waits for a passphrase, with the echo off."""
    child = machine.spawn("wallet", "balance")
    child.expect_exact(ASKED)
    while echoes(child):
        pass
    asleep(child)
    return child


@pytest.mark.parametrize(("leave", "status"), [("\x04", 130), ("\x03", 130), ("TERM", 143), ("HUP", 129)])
def test_leaving_at_the_question_brings_the_echo_back(machine: Machine, leave: str, status: int) -> None:
    child = asked(machine)
    if len(leave) == 1:
        child.send(leave)
    else:
        child.kill(getattr(signal, f"SIG{leave}"))
    child.expect(pexpect.EOF)
    assert echoes(child)
    assert "Traceback" not in str(child.before)
    assert ended(child) == status


def test_what_is_typed_is_never_shown_and_bytes_that_are_no_text_are_asked_again(machine: Machine) -> None:
    child = asked(machine)
    os.write(child.child_fd, b"s\xe9cr\xe9t\n")
    child.expect_exact("can't be read")
    child.expect_exact(ASKED)
    child.sendline("not the passphrase")
    child.expect_exact("once more")
    child.expect_exact(ASKED)
    child.sendline(PASSPHRASE)
    child.expect_exact("cash")
    assert "not the" not in str(child.before)
    assert ended(child) == 0


@pytest.mark.parametrize("streams", ["<&-", "</dev/null", "<&- >&- 2>&-", "2>/dev/null </dev/null", "2>&-"])
def test_without_a_keyboard_nobody_is_asked(machine: Machine, streams: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f"wallet balance {streams}"], env=machine.env, cwd=machine.folder, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, start_new_session=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, ASKED in done.stderr, "Traceback" in done.stderr) == (4, False, False), done.stderr


def test_a_terminal_that_controls_nothing_is_asked_without_echo(machine: Machine) -> None:
    """Its own session, of which this is not the terminal, as some containers start programs."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        ["wallet", "balance"], env=machine.env, cwd=machine.folder, stdin=theirs, stdout=subprocess.PIPE,
        stderr=theirs, start_new_session=True,
    )  # fmt: skip
    shown = b""
    while ASKED.encode() not in shown:
        shown += os.read(ours, 1000)
    while termios.tcgetattr(ours)[3] & termios.ECHO:
        pass
    os.write(ours, PASSPHRASE.encode() + b"\n")
    out, _err = process.communicate(timeout=60)
    os.close(theirs)
    os.close(ours)
    assert (process.returncode, b"cash" in out) == (0, True)


def test_a_terminal_that_cannot_hide_what_is_typed_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_fd: int) -> None:
        raise termios.error(22, "Invalid argument")

    monkeypatch.setattr(termios, "tcgetattr", refuse)
    monkeypatch.setattr("sys.stdin", os.fdopen(os.openpty()[1]))
    with pytest.raises(UsageProblem, match="terminal-echoes"):
        wiring.read_secret(ASKED)
