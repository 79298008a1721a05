"""Without a terminal no command waits for anybody: each ends by itself on a locked wallet, and tells nothing of it."""

import os
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor

from tests.docs.reference import leaves
from tests.e2e.machine import Machine

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

    def tried(line: str) -> tuple[str, int, str]:
        argv = shlex.split(line, comments=True)
        done = subprocess.run(
            argv, env=machine.env, cwd=machine.folder, stdin=silent, capture_output=True, text=True,
            start_new_session=True, timeout=120, check=False,
        )  # fmt: skip
        return line, done.returncode, done.stdout + done.stderr

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(tried, lines()))
    os.close(silent)
    os.close(never)
    assert [(line, status) for line, status, _told in results if status not in STATUSES] == []
    assert [line for line, _status, told in results if "Traceback" in told or "Marker Payee" in told] == []
    assert sum(status == 4 for _line, status, _told in results) > 40
    assert {path.name: path.read_bytes() for path in vault.iterdir()} == before
