"""What real commands did to the disk: each run under the recorder, its operations in order, as values.

``Bench`` is a machine of its own (data, state and output folders, two passphrases) on which ``wallet`` is started as a
process. ``read`` turns the recorder's log into ``Event``s.
"""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.program import PROGRAM

SOURCE = Path(__file__).with_name("recorder.c")
TODAY = "2026-11-20"
PASSPHRASES = {"old": "correct horse battery staple", "new": "paper clip on the moon"}
FOLDERS = ("data", "state", "out")
_HEAD = struct.Struct("=cQQIHH")


class Event(NamedTuple):
    """One operation: its letter as ``recorder.c`` lists them, and what belongs to it."""

    kind: str
    inode: int
    offset: int
    path: str
    other: str
    data: bytes


class Ended(NamedTuple):
    """A run that is over: ``status`` is negative where a signal ended it."""

    status: int
    out: str
    err: str
    events: list[Event]


def build(folder: Path) -> Path:
    """The recorder as a library; skips, saying so, where it can't be made."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not sys.platform.startswith("linux") or compiler is None:
        pytest.skip("the recorder of file operations needs Linux and a C compiler")
    library = folder / "recorder.so"
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return library


def read(log: Path) -> list[Event]:
    """The events of a log; refuses what can't be replayed."""
    data, at, found = log.read_bytes() if log.exists() else b"", 0, []
    while at < len(data):
        kind, inode, offset, size, first, second = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        path, other = data[at : at + first].decode(), data[at + first : at + first + second].decode()
        at += first + second
        event = Event(kind.decode(), inode, offset, path, other, data[at : at + size])
        if Path(path).name == f"#{inode}":
            continue  # a file without a name, which nothing can find after a power cut
        assert event.kind != "X", f"something that the recording can't replay: {event}"
        found.append(event)
        at += size
    return found


class Bench:
    """A machine on which commands are recorded; ``root`` holds its three folders and nothing else that counts."""

    def __init__(self, root: Path, library: Path) -> None:
        self.root, self.library = root, library
        self.folders = tuple(root / name for name in FOLDERS)
        self.data, self.state, self.out = self.folders
        self.temporary = root / "tmp"
        for folder in (self.out, self.temporary):
            folder.mkdir(parents=True, exist_ok=True)
        for name, text in PASSPHRASES.items():
            path = root / name
            path.write_text(text + "\n")
            path.chmod(0o600)

    def words(self, argv: Sequence[str]) -> list[str]:
        """The words of a command with its places filled in: ``%out/books.csv``, ``%new``."""
        places = {"%out": str(self.out), "%new": str(self.root / "new"), "%old": str(self.root / "old")}
        done = []
        for word in argv:
            for sign, path in places.items():
                word = word.replace(sign, path)
            done.append(word)
        return done

    def start(
        self,
        argv: Sequence[str],
        *,
        opens: str = "old",
        log: Path | None = None,
        kill: int = 0,
        by: int = signal.SIGKILL,
        stdin: str = "",
    ) -> subprocess.Popen[str]:
        """Start ``wallet argv``, recorded into ``log``, with the signal ``by`` before its ``kill``-th operation."""
        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "PYTHONPATH": os.pathsep.join(filter(None, [str(SOURCE.parents[2]), os.environ.get("PYTHONPATH", "")])),
            "PYTHONUNBUFFERED": "1",  # an answer counts from when it is told
            "LANG": "C.UTF-8",
            "TMPDIR": str(self.temporary),
            "WALLET_HOME": str(self.data),
            "WALLET_STATE": str(self.state),
            "WALLET_PASSPHRASE_FILE": str(self.root / opens),
            "WALLET_TODAY": TODAY,
        }
        if log is not None:
            env |= {
                "LD_PRELOAD": str(self.library),
                "RECORDER_LOG": str(log),
                "RECORDER_ROOTS": str(self.root),
                "RECORDER_KILL": str(kill),
                "RECORDER_SIGNAL": str(int(by)),
            }
        process = subprocess.Popen(
            [*PROGRAM, *self.words(argv)],
            env=env,
            cwd=self.root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdin is not None
        process.stdin.write(stdin)
        process.stdin.close()
        process.stdin = None
        return process

    def run(
        self,
        argv: Sequence[str],
        *,
        opens: str = "old",
        kill: int = 0,
        by: int = signal.SIGKILL,
        stdin: str = "",
        recorded: bool = True,
    ) -> Ended:
        """Run ``wallet argv`` to its end."""
        log = self.root / "log"
        log.unlink(missing_ok=True)
        process = self.start(argv, opens=opens, log=log if recorded else None, kill=kill, by=by, stdin=stdin)
        out, err = process.communicate(timeout=120)
        return Ended(process.returncode, out, err, read(log))
