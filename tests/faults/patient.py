"""A wallet that is harmed and looked at: its files are put into place as a case says, and each command's answer judged.

Whatever is done to the files, a command either answers as before, or says what is wrong: status 8 (4 where a secret
doesn't open), one JSON object with a slug on stderr, nothing on stdout but what ``verify`` tells. It may say besides
what it had to set aside. Never another number, never a traceback, never a word of the driver's.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.cli.driver import PASSPHRASE, Result, Wallet
from wallet_cli.services.vault import access, location

STORE, KEYS = "wallet.db", "wallet.keys"
LOG = STORE + "-wal"
SAME = "as before"
OLDER = "an older state"
OTHER_WORDS = "the same amounts, other words"
_AMOUNTS = re.compile(r'"amount": *"[^"]*"')
BALANCE, HISTORY, VERIFY = ("balance",), ("history",), ("verify",)
KEY_LIST, UNLOCK, SHOW = ("keys", "list"), ("unlock", "--dry-run"), ("show", "cash")
READING = (BALANCE, HISTORY, SHOW, VERIFY)
_LONGEST_S = 60
_REFUSALS = (4, 8)

Files = dict[str, bytes]
"""The files of a wallet's folder by their names; ``head`` is the one outside."""


class Case(NamedTuple):
    """One harm: which kind of harm, where exactly, the files as they are then, and the commands that are tried."""

    kind: str
    where: str
    files: Files
    commands: tuple[tuple[str, ...], ...] = READING
    noticed: bool = True
    """Whether ``verify``, where it is among the commands, must notice it."""
    unvouched: tuple[tuple[str, ...], ...] = ()
    """Commands that show no balance, and may show an older state where ``verify`` notices it."""


class Patient:
    """A wallet, its files as they should be, and what it answered with them."""

    def __init__(self, wallet: Wallet) -> None:
        self.wallet, self.folder = wallet, wallet.data / "main"
        self.place = location.Place(self.folder, wallet.state)
        self.key = access.derive(self.place, PASSPHRASE.encode()).database_key
        self.head = Path(location.seen_path(self.place, location.vault_id(self.place)))
        self.files = self.taken()
        self.truth: dict[tuple[str, ...], str] = {}

    def taken(self) -> Files:
        """The files as they are now."""
        found = {each.name: each.read_bytes() for each in self.folder.iterdir() if not each.name.endswith("-shm")}
        return found | {"head": self.head.read_bytes()}

    def put(self, files: Files) -> None:
        """Let the wallet consist of these files."""
        for each in self.folder.iterdir():
            each.unlink()
        self.head.unlink(missing_ok=True)
        for name, data in files.items():
            path = self.head if name == "head" else self.folder / name
            path.write_bytes(data)
            path.chmod(0o600)

    def learn(self, *commands: tuple[str, ...]) -> None:
        """Note what these commands answer as long as nothing is wrong."""
        self.put(self.files)
        for command in commands:
            result = self.wallet(*command, "--json")
            assert (result.status, result.err) == (0, ""), (command, result.err)
            self.truth[command] = result.out

    def answers(self, case: Case) -> dict[str, str]:
        """What each command says: ``SAME``, or the slug of its refusal. Raises AssertionError for all else."""
        missing = [command for command in case.commands if command not in self.truth]
        if missing:
            self.learn(*missing)
        self.put(case.files)
        told = {}
        for command in case.commands:
            with limited(), caught() as said:
                result = self.wallet(*command, "--json")
            spot = f"{case.kind}, {case.where}: wallet {' '.join(command)}"
            assert not said, f"{spot}: on stderr: {said!r}"
            told[" ".join(command)] = self._older(case, command, result) or judged(
                result, self.truth[command], command, spot
            )
        older = {OLDER, OTHER_WORDS}.intersection(told.values())
        unnoticed = told.get("verify") == SAME and (case.noticed or older)
        assert not unnoticed, f"{case.kind}, {case.where}: verify finds nothing"
        if case.kind.startswith(LOG) and case.files[LOG]:  # it lacks what was acknowledged
            assert self.taken() == case.files, f"{case.kind}, {case.where}: something was changed"
        return told

    def _older(self, case: Case, command: tuple[str, ...], result: Result) -> str:
        """Whether the answer is one that ``verify`` alone has to notice; "" where it isn't."""
        if result.status or result.out == self.truth[command] or not case.unvouched:
            return ""
        if command in case.unvouched:
            return OLDER
        return OTHER_WORDS if _AMOUNTS.findall(result.out) == _AMOUNTS.findall(self.truth[command]) else ""


def judged(result: Result, truth: str, command: tuple[str, ...], spot: str) -> str:
    """What a run says; raises AssertionError for an answer that nobody may be given."""
    lines = [line for line in result.err.splitlines(keepends=True) if '"slug": "set-aside"' not in line]
    said = "".join(lines)  # what was set aside is told besides
    if result.status == 0:
        assert (_without_head(result.out, command), said) == (_without_head(truth, command), ""), (
            f"{spot}: another answer, status 0"
        )
        return SAME
    assert result.status in _REFUSALS, f"{spot}: status {result.status}: {result.err}"
    told = json.loads(said)  # exactly one object
    assert told["slug"] != "bug" and told["message"] and told["hint"], f"{spot}: {result.err}"
    if command[0] == "verify" and result.out:
        report = json.loads(result.out)
        assert not report["ok"] and report["problems"], f"{spot}: {result.out}"
        return ", ".join(sorted({each["slug"] for each in report["problems"]}))
    begun = result.out if command[0] == "export" else ""  # an export to the terminal goes out while it is read
    assert result.out == begun and truth.startswith(begun), f"{spot}: an answer beside the refusal: {result.out[:200]}"
    return str(told["slug"])


def _without_head(out: str, command: tuple[str, ...]) -> str:
    """What ``verify`` says, but whether there was a head outside to compare with: it says so truly."""
    return re.sub(r'("(?:check|name)": "head", "\w+": )\d+', r"\1-", out) if command[0] == "verify" else out


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """What hangs is ended, and is a failure."""

    def hangs(*_: object) -> None:
        raise AssertionError(f"no answer within {_LONGEST_S} s")

    before = signal.signal(signal.SIGALRM, hangs)
    signal.alarm(_LONGEST_S)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def caught() -> Iterator[bytearray]:
    """Catch what the database library writes past Python: told at the end."""
    kept, said = os.dup(2), bytearray()
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 2)
        try:
            yield said
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            said += os.pread(file.fileno(), 4096, 0)


class Tally:
    """How often which command said what, of each kind of harm."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self.cases: Counter[str] = Counter()

    def add(self, case: Case, told: dict[str, str]) -> None:
        """Count one case."""
        self.cases[case.kind] += 1
        for command, said in told.items():
            self.counts[case.kind, command, said] += 1

    def lines(self) -> Iterator[str]:
        """The counts, a line each."""
        for kind, cases in self.cases.items():
            yield f"{kind}: {cases} cases"
            for (of, command, said), count in sorted(self.counts.items()):
                if of == kind:
                    yield f"    {command}: {said}: {count}"
