"""The command that tells a passphrase, as a real process: its limit, its end, and whom it leaves behind."""

import os
import shlex
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from wallet_cli.cli.access import passphrase_command
from wallet_cli.cli.access.passphrase_command import output
from wallet_cli.errors import UsageProblem


def alive(pid: int) -> bool:
    """Whether a process runs: one that has ended and is nobody's child any more is gone."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (OSError, FileNotFoundError):
        return False


def gone(pid: int) -> bool:
    """Whether it ends within a while: being killed takes a moment."""
    for _look in range(500):
        if not alive(pid):
            return True
        time.sleep(0.01)
    return False


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A file; as soon as a command has written into it, its time has run out. For one command: the first look at the
    clock says when it began, however late that is.
    """
    file, asked = tmp_path / "noted", count()

    def monotonic() -> int:
        return 10**6 if next(asked) and file.exists() and file.read_text().endswith("\n") else 0

    monkeypatch.setattr(passphrase_command, "time", SimpleNamespace(monotonic=monotonic))
    return file


@pytest.fixture
def off_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """As under cron, wherever these tests are run from."""
    monkeypatch.setattr(passphrase_command, "at_terminal", lambda: False)


def test_it_is_told_as_it_was_written() -> None:
    assert output("printf 'one\\ntwo'") == b"one\ntwo"
    assert output("true") == b""
    assert output("exec >&-") == b""


WRITER = """
import os, select, sys
size, patience = map(int, sys.argv[1:])
left = memoryview(bytes(size))
while left:
    left = left[os.write(1, left) :]
look = select.poll()
look.register(1, 0)
sys.exit(3 if look.poll(patience) else 4)
"""


@pytest.mark.parametrize(("size", "patience", "status"), [(2**20, 20_000, 3), (2**20 - 1, 300, 4)])
def test_after_a_mebibyte_it_is_no_longer_listened_to(size: int, patience: int, status: int) -> None:
    """It says by its status whether anybody listened still."""
    with pytest.raises(UsageProblem) as told:
        output(shlex.join([sys.executable, "-c", WRITER, str(size), str(patience)]))
    assert told.value.params == {"status": status}


def test_nobody_whom_it_leaves_behind_is_waited_for(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    assert output(f"sleep 100 & echo $! > {shlex.quote(str(pid))}; echo pass") == b"pass\n"
    left = int(pid.read_text())
    assert alive(left)  # as an agent that was started on the way must stay
    os.kill(left, signal.SIGKILL)


@pytest.mark.parametrize("command", ["sleep 100", "sleep 100; echo late", "exec >&-; sleep 100", "yes & sleep 100"])
@pytest.mark.usefixtures("off_terminal")
def test_one_that_takes_too_long_is_ended_with_all_whom_it_started(command: str, noted: Path) -> None:
    with pytest.raises(UsageProblem, match="passphrase-command-slow") as told:
        output(f"sleep 1000 & echo $! $$ > {shlex.quote(str(noted))}; {command}")
    assert told.value.params == {"seconds": 60}
    assert all(gone(int(pid)) for pid in noted.read_text().split())


@pytest.mark.usefixtures("off_terminal")
def test_one_that_will_not_be_asked_is_made_to_end(noted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase_command, "GRACE_SECONDS", 0.1)
    with pytest.raises(UsageProblem, match="passphrase-command-slow"):
        output(f"trap '' TERM; echo $$ > {shlex.quote(str(noted))}; while :; do sleep 0.05; done")
    assert gone(int(noted.read_text()))


class Noted(subprocess.Popen[bytes]):
    """A command that notes how long was waited for its end."""

    def __init__(self, *told: Any, **more: Any) -> None:
        super().__init__(*told, **more)
        self.waits: list[float | None] = []
        COMMANDS.append(self)

    def wait(self, timeout: float | None = None) -> int:
        self.waits.append(timeout)
        return super().wait(None if timeout is None else min(timeout, 0.2))


COMMANDS: list[Noted] = []


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A clock that is put forward when the output is read, and when it has been read; commands are noted."""
    COMMANDS.clear()
    monkeypatch.setattr(subprocess, "Popen", Noted)
    told, reading = passphrase_command.output_of, SimpleNamespace(now=100, during=100, after=100)

    def read(*args: Any) -> bytes:
        reading.now = reading.during
        found = told(*args)
        reading.now = reading.after
        return found

    monkeypatch.setattr(passphrase_command, "output_of", read)
    monkeypatch.setattr(passphrase_command, "time", SimpleNamespace(monotonic=lambda: reading.now))
    return reading


@pytest.mark.usefixtures("off_terminal")
def test_each_time_it_is_waited_for_two_seconds_until_it_has_ended(clock: SimpleNamespace) -> None:
    clock.during = 161
    with pytest.raises(UsageProblem, match="passphrase-command-slow"):
        output("trap '' TERM; while :; do sleep 0.05; done")
    (command,) = COMMANDS
    assert command.waits == [2, 2]
    assert command.stdout is not None and command.stdout.closed
    assert command.returncode == -signal.SIGKILL


@pytest.mark.parametrize(("after", "left"), [(100, 60), (159, 1), (160, 0), (170, 0)])
@pytest.mark.usefixtures("off_terminal")
def test_whoever_writes_no_more_has_what_is_left_of_the_time(clock: SimpleNamespace, after: int, left: int) -> None:
    clock.after = after
    with pytest.raises(UsageProblem, match="passphrase-command-slow"):
        output("exec >&-; exec sleep 100")
    assert COMMANDS[0].waits[0] == left


def test_the_last_second_counts(clock: SimpleNamespace) -> None:
    clock.during = 160
    assert output("sleep 0.1; echo pass") == b"pass\n"


def test_on_a_terminal_it_stays_where_it_can_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase_command, "at_terminal", lambda: True)
    assert int(output("ps -o pgid= -p $$ 2>/dev/null || cut -d' ' -f5 /proc/$$/stat")) == os.getpgrp()


def test_on_a_terminal_it_is_ended_itself(noted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase_command, "at_terminal", lambda: True)
    with pytest.raises(UsageProblem, match="passphrase-command-slow"):
        output(f"echo $$ > {shlex.quote(str(noted))}; exec sleep 100")
    assert gone(int(noted.read_text()))


def test_where_there_is_no_terminal_it_has_a_group_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    open_there = os.open

    def opened(path: str, flags: int) -> int:
        if path == "/dev/tty":
            raise OSError(6, "no such device")
        return open_there(path, flags)

    monkeypatch.setattr(os, "open", opened)
    child, group = output("echo $$; ps -o pgid= -p $$ 2>/dev/null || cut -d' ' -f5 /proc/$$/stat").split()
    assert child == group


@pytest.mark.parametrize(
    ("command", "status"), [("exit 3", 3), ("kill -9 $$", 137), ("kill -1 $$", 129), ("exec yes", 141), ("nosuch", 127)]
)
def test_how_it_failed_is_told(command: str, status: int, capfd: pytest.CaptureFixture[str]) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)  # under nohup it would be ignored by the command, too
    try:
        with pytest.raises(UsageProblem, match="passphrase-command") as told:
            output(command)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert told.value.params == {"status": status}
    assert (command == "nosuch") == ("nosuch" in capfd.readouterr().err)


def test_output_beyond_all_measure_is_not_kept() -> None:
    assert 1_000_000 < len(output("head -c 9000000 /dev/zero || true")) < 3_000_000


def test_it_sees_no_secret_and_no_open_file_of_ours_and_is_heard(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ours = os.open(tmp_path / "opened by us", os.O_CREAT | os.O_RDWR)
    os.set_inheritable(ours, True)
    told = output("env; ls -l /proc/self/fd; cat; echo heard >&2").decode()
    os.close(ours)
    assert "opened by us" not in told
    assert "heard" in capfd.readouterr().err
    names = {line.partition("=")[0] for line in told.splitlines() if "=" in line}
    assert names - {"PWD", "OLDPWD", "SHLVL", "_", "LINES", "COLUMNS"} <= set(os.environ)


@pytest.mark.usefixtures("off_terminal")
def test_an_interruption_ends_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pid = tmp_path / "pid"

    def pressed() -> int:
        if pid.exists() and pid.read_text().strip():
            raise KeyboardInterrupt
        return 0

    monkeypatch.setattr(passphrase_command, "time", SimpleNamespace(monotonic=pressed))
    with pytest.raises(KeyboardInterrupt):
        output(f"sleep 100 & echo $! > {shlex.quote(str(pid))}; sleep 100")
    assert gone(int(pid.read_text()))


def test_it_leaves_no_process_behind_that_nobody_asks_for_its_end() -> None:
    child = int(output("echo $$"))
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)
