"""What programs read of the command line, recorded: standard output, status and slug of some hundred lines, byte for
byte. Texts for people are left out: ``message``, ``hint``, and what isn't for programs on standard error.

``python -m tests.corpus`` writes the record anew, where that is meant.
"""

import contextlib
import hashlib
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.cli.driver import PASSPHRASE, Wallet
from wallet_cli.services.vault import access
from wallet_cli.services.vault.location import Place

HERE = Path(__file__).parent
STORIES, RECORD = HERE / "stories.txt", HERE / "record.txt"
FORMS = ("--json", "--jsonl", "--plain")
FOR_PEOPLE = ("message", "hint")
CHANCE = re.compile(r'(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])|\b20\d{6}T\d{6}\b|(?<="changed": ")[^"]+')
"""What another run has otherwise: digests of what is encrypted, and the machine's own clock."""
MACHINE = re.compile(
    r'("name": "(?:python|typer|rich|sqlcipher3?|argon2-cffi|cryptography|qrcode|zxing-cpp|pypdfium2|keyring|swap'
    r'|core-dumps|encoding)"), "state": "\w+", "value": "[^"]*"|("what": "folder", "path": "[^"]*"), "bytes": \d+'
)
"""What another machine has otherwise: what ``doctor`` finds there, and how large its disk makes a folder."""
LONG = 240
"""From where on a line is recorded by its digest."""


class _Chance:
    """The same bytes in every run."""

    def __init__(self, story: str) -> None:
        self._story, self._calls = story, 0

    def __call__(self, count: int) -> bytes:
        self._calls += 1
        return hashlib.shake_256(f"{self._story} {self._calls}".encode()).digest(count)


def record(room: Path) -> Iterator[str]:
    """Every line with what it answered, on machines in this folder."""
    machine, name, text = Wallet(room), "", iter(STORIES.read_text(encoding="utf-8").splitlines())
    for line in text:
        if line.startswith("== "):
            name = line.removeprefix("== ")
            machine = _machine(room / name, name)
            yield line
        elif line.startswith("> "):
            told = "".join(f"{each}\n" for each in iter(lambda: next(text), "."))
            (machine.folder / line.removeprefix("> ")).write_text(told, encoding="utf-8")
        elif line.startswith("@ "):
            machine.today = line.removeprefix("@ ")
        elif line and not line.startswith("#"):
            for argv in _forms(line):
                yield from _answer(machine, argv)


def _machine(folder: Path, name: str) -> Wallet:
    folder.mkdir()
    machine = Wallet(folder)
    machine.random = _Chance(name)
    return machine


def _forms(line: str) -> Iterator[list[str]]:
    words = shlex.split(line.lstrip("*!"))
    for form in FORMS if line.startswith("*") else FORMS[:1]:
        yield words if line.startswith("!") else [*words, form]


def _answer(machine: Wallet, argv: list[str]) -> Iterator[str]:
    with contextlib.chdir(machine.folder):
        result = machine(*argv)
    machine.key = None if "keys" in argv or "restore" in argv else _key(machine)
    yield f"$ {shlex.join(argv)}"
    if result.status:
        yield f"status {result.status}"
    for told in (*result.out.splitlines(), *(each for each in result.err.splitlines() if each.startswith("{"))):
        yield "  " + _short(_steady(_for_programs(told).replace(str(machine.folder), "/machine")))


def _steady(line: str) -> str:
    return MACHINE.sub(r"\1\2 …", CHANCE.sub("…", line))


def _key(machine: Wallet) -> bytes | None:
    """The key of the one wallet, once there is one: deriving it for every line would take most of the time."""
    folder = machine.data / "main"
    if not (folder / "wallet.keys").exists() or len(list(machine.data.iterdir())) > 1:
        return None
    return machine.key or access.derive(Place(folder, machine.state), PASSPHRASE.encode()).database_key


def _for_programs(line: str) -> str:
    """The line as it is, but for the texts of an error."""
    if not line.startswith('{"slug"'):
        return line
    told: dict[str, Any] = json.loads(line)
    return json.dumps({name: value for name, value in told.items() if name not in FOR_PEOPLE}, ensure_ascii=False)


def _short(line: str) -> str:
    if len(line) <= LONG:
        return line
    return f"{line[:LONG]}… {len(line)} {hashlib.sha256(line.encode()).hexdigest()[:16]}"
