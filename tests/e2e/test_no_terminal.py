"""Without a terminal no command waits for anybody: each ends by itself on a locked wallet, and tells nothing of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.docs.reference import leaves
from tests.e2e.machine import Machine
from tests.program import SCRIPT

STATUSES = {0, 2, 3, 4, 5}
"""Done where no key is needed; usage; nothing by that name; locked; refused."""


def lines() -> list[str]:
    """Each command and verb as its help shows it first, and with nothing behind it."""
    found = []
    for _entry, words, spec in leaves():
        found += [f"wallet {words}", *spec.examples[:1]]
    return sorted({line for line in found if line.startswith("wallet ")})


def test_no_command_waits_for_an_answer(machine: Machine) -> None:
    machine.ok("pay", "12.50", "Marker Payee", "@cash", "+food")
    vault = machine.folder / "data" / "main"
    before = {path.name: path.read_bytes() for path in vault.iterdir()}
    silent, never = os.pipe()  # stays open and never says anything: whoever reads from it waits for ever
    program = Path(SCRIPT).with_name("many.py")
    done = subprocess.run(
        [sys.executable, program, *lines()], env=machine.env, cwd=machine.folder, stdin=silent, stdout=subprocess.PIPE,
        text=True, check=True,
    )  # fmt: skip
    os.close(silent)
    os.close(never)
    results = json.loads(done.stdout)
    assert [(line, status) for line, status, _told in results if status not in STATUSES] == []
    assert [line for line, _status, told in results if "Traceback" in told or "Marker Payee" in told] == []
    assert sum(status == 4 for _line, status, _told in results) > 40
    assert {path.name: path.read_bytes() for path in vault.iterdir()} == before
