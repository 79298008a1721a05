"""The leak hunt: a machine of its own, words that may occur nowhere, and somebody who looks for them while it runs.

Everything below the machine's folder is searched but ``in`` and ``out``, which hold what goes in and what is exported
on purpose, and the file of the passphrase. The words are looked for as they are, in UTF-16, hex and base64, and inside
zlib streams. While commands run, the open files of all their processes are read as well, also deleted ones, and their
environments and, for secrets, command lines.
"""

from __future__ import annotations

import base64
import os
import re
import subprocess
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.e2e.machine import Machine

PAYEE, MEMO, ACCOUNT, CATEGORY, TAG = "Zqpayeexylo", "Zqmemoxylo", "zqaccountxylo", "zqcategoryxylo", "zqtagxylo"
OWNER, PERSON = "Zqownerxylo", "zqpersonxylo"
PASSPHRASE, NEW_PASSPHRASE = "zqsecret violet xylo", "zqsecret second xylo"
BOOKS = (PAYEE, MEMO, ACCOUNT, CATEGORY, TAG, OWNER, PERSON)
SECRETS = (PASSPHRASE, NEW_PASSPHRASE)
_APART = ("in", "out", "passphrase", "bin")
_STREAM = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_INFLATED_MOST = 1 << 20
_LEAST_BYTES = 8
_PAUSE_S = 0.005


def forms(word: str) -> Iterator[bytes]:
    """How a word may be written."""
    plain = word.encode()
    yield plain
    yield plain.upper()
    yield word.encode("utf-16-le")
    yield word.encode("utf-16-be")
    yield plain.hex().encode()
    for shift in range(3):
        middle = base64.b64encode(b"\0" * shift + plain)[4:-4]
        if len(middle) >= _LEAST_BYTES:
            yield middle


def words_in(data: bytes, words: tuple[str, ...]) -> set[str]:
    """Which of these words are in the bytes, in any form."""
    found = {word for word in words if any(form in data for form in forms(word))}
    for start in _STREAM.finditer(data):
        try:
            inflated = zlib.decompressobj().decompress(data[start.start() :], _INFLATED_MOST)
        except zlib.error:
            continue
        found |= {word for word in words if word.encode() in inflated}
    return found


class Hunted(Machine):
    """A machine whose every folder is below one; ``leaks`` is what was found while commands ran."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.passphrase_file.write_text(PASSPHRASE + "\n")
        self.inputs, self.outputs, self.temporary = folder / "in", folder / "out", folder / "tmp"
        for each in (self.inputs, self.outputs, self.temporary):
            each.mkdir(mode=0o700)
        self.env |= {
            "TMPDIR": str(self.temporary),
            "SQLITE_TMPDIR": str(self.temporary),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "WALLET_PASSPHRASE_FILE": str(self.passphrase_file),
        }
        self.leaks: set[str] = set()
        self.looked_at: set[str] = set()
        self._seen: set[tuple[str, int]] = set()
        self.statuses: dict[str, int] = {}

    def hunted(self, program: list[str]) -> int:
        """Run a program to its end, watched; its status. What it wrote to the terminal may hold no secret."""
        done = threading.Event()
        with subprocess.Popen(
            program, env=self.env, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            watcher = threading.Thread(target=self._watch, args=(process.pid, done))
            watcher.start()
            out, err = process.communicate(timeout=120)
            done.set()
            watcher.join()
        self.leaks |= {f"{program}: told {word}" for word in words_in(out + err, SECRETS)}
        return process.returncode

    def _watch(self, first: int, done: threading.Event) -> None:
        while not done.wait(_PAUSE_S):
            for pid in (first, *_below(first)):
                self.look_at(pid, BOOKS + SECRETS if pid != first else SECRETS)

    def look_at(self, pid: int, words: tuple[str, ...]) -> None:
        """Read what a process has open, and what others can read about it."""
        place = Path("/proc", str(pid))
        for name in ("cmdline", "environ"):
            self._search(f"{name} of a process", _read(place / name), words)
        try:
            handles = list((place / "fd").iterdir())
        except OSError:  # gone, or nobody but root may look
            return
        for handle in handles:
            try:
                target = str(handle.readlink())
                regular = handle.is_file()
            except OSError:
                continue
            inside = target.startswith(str(self.folder)) and not self._is_apart(Path(target))
            if regular and (inside or " (deleted)" in target):
                self._search(target, _read(handle), BOOKS + SECRETS)

    def _search(self, where: str, data: bytes, words: tuple[str, ...]) -> None:
        self.looked_at.add(where)
        if (seen := (where, hash(data))) in self._seen:
            return
        self._seen.add(seen)
        self.leaks |= {f"{where}: {word}" for word in words_in(data, words)}

    def _is_apart(self, path: Path) -> bool:
        return path.relative_to(self.folder).parts[:1] in {(name,) for name in _APART}

    def search(self, words: tuple[str, ...] = BOOKS + SECRETS) -> set[str]:
        """Everything that lies about now: what was found, and where."""
        found = set()
        for path in self.folder.rglob("*"):
            if self._is_apart(path):
                continue
            found |= {f"the name {path}: {word}" for word in words_in(os.fsencode(path.name), words)}
            if path.is_file():
                found |= {f"{path}: {word}" for word in words_in(path.read_bytes(), words)}
        return found


def _below(pid: int) -> list[int]:
    """All processes that a process has started, and they."""
    try:
        text = Path("/proc", str(pid), "task", str(pid), "children").read_text()
    except OSError:
        return []
    return [each for child in text.split() for each in (int(child), *_below(int(child)))]


def _read(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return b""
    try:
        return b"".join(iter(lambda: os.read(handle, 1 << 20), b""))
    except OSError:
        return b""
    finally:
        os.close(handle)
