"""The real program as a shell runs it: processes, folders, a terminal. The key derivation alone is a cheap one."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pytest

from tests.cli.driver import Wallet
from tests.program import SCRIPT

PASSPHRASE = "correct horse battery staple"
TODAY = "2026-11-20"
TIMEOUT_S = 20


class Machine:
    """A home of its own, with ``wallet`` on the path and no passphrase anywhere but in ``passphrase_file``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.passphrase_file = folder / "passphrase"
        self.passphrase_file.write_text(PASSPHRASE + "\n")
        self.passphrase_file.chmod(0o600)
        programs = folder / "bin"
        programs.mkdir()
        program = programs / "wallet"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{SCRIPT}" "$@"\n')
        program.chmod(0o755)
        kept = ("LD_LIBRARY_PATH", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG", "PYTHONPATH")
        self.env = {name: os.environ[name] for name in kept if name in os.environ} | {
            "HOME": str(folder),
            "PATH": f"{programs}:{os.environ.get('PATH', '')}",
            "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]),
            "WALLET_HOME": str(folder / "data"),
            "WALLET_STATE": str(folder / "state"),
            "WALLET_TODAY": TODAY,
            "LANG": "C.UTF-8",
            "TERM": "dumb",
        }

    def run(self, *argv: str, typed: str = "", **env: str) -> "subprocess.CompletedProcess[str]":
        """A command without a terminal."""
        return subprocess.run(
            ["wallet", *argv],
            env=self.env | env,
            cwd=self.folder,
            input=typed,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=TIMEOUT_S * 3,
        )

    def ok(self, *argv: str, **env: str) -> str:
        """Standard output of a command that must succeed, with the passphrase."""
        done = self.run("--passphrase-file", str(self.passphrase_file), *argv, **env)
        assert done.returncode == 0, f"{argv}: status {done.returncode}\n{done.stderr}"
        return done.stdout

    def prepare(self, *argv: str) -> None:
        """What ``ok`` does, in this process: for what a test begins with, which costs a tenth of that here."""
        here = Wallet(self.folder, today=TODAY)
        here.env |= self.env
        here.now_us = lambda: time.time_ns() // 1000  # type: ignore[method-assign]
        here.ok(*argv)

    def spawn(self, program: str, *argv: str, columns: int = 100, **env: str) -> "pexpect.spawn[str]":
        """A program at a terminal."""
        return Terminal(
            program,
            list(argv),
            env=self.env | env,
            cwd=str(self.folder),
            encoding="utf-8",
            timeout=TIMEOUT_S,
            dimensions=(40, columns),
        )

    def unlock(self) -> None:
        """Unlock for an hour, or skip the test where the kernel refuses to keep keys."""
        done = self.run("--passphrase-file", str(self.passphrase_file), "unlock", "--for", "1h")
        if done.returncode and "keyring" in done.stderr:
            pytest.skip(f"this kernel keeps no keys: {done.stderr.strip()}")
        assert done.returncode == 0, done.stderr


class Terminal(pexpect.spawn):
    """A program at a terminal, which is sent its keys as soon as it waits for them."""

    def __init__(self, *argv: object, **options: object) -> None:
        super().__init__(*argv, **options)
        if Path("/proc/self/stat").exists():
            self.delaybeforesend = None  # elsewhere it has a twentieth of a second to begin to wait

    def send(self, s: str) -> int:
        asleep(self)
        return int(super().send(s))

    def sendcontrol(self, char: str) -> int:
        sent = super().sendcontrol(char)
        if char == "c":
            time.sleep(0.05)  # it takes with it what wasn't read before it, and what comes too soon behind it
        return int(sent)


def asleep(child: "pexpect.spawn[str]") -> None:
    """Wait until the program in front waits for a key, where the system tells: a Ctrl-C just before is met at the next
    key, and what is typed before a program takes over the terminal may be lost.
    """
    while _state(child) in {"R", "D"}:
        time.sleep(0.001)


def _state(child: "pexpect.spawn[str]") -> str:
    """The letter by which Linux tells what the program in front is doing; empty where it tells nothing."""
    try:
        told = Path(f"/proc/{os.tcgetpgrp(child.child_fd)}/stat").read_text()
    except OSError:
        return ""
    return told.rpartition(")")[2].split()[0]


def ended(child: "pexpect.spawn[str]") -> int:
    """The exit status of a program at a terminal, once it has ended."""
    child.expect(pexpect.EOF)
    child.wait()  # closing waits a tenth of a second for it
    child.ptyproc.delayafterclose = 0
    child.close()
    return int(child.exitstatus) if child.exitstatus is not None else -int(child.signalstatus or 0)
