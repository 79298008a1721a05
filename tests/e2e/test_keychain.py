"""Where the kernel refuses to keep keys: a real refusal, a real keychain of the tests, the real program."""

import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.machine import Machine
from tests.e2e.refusing import MACHINES
from tests.program import PROGRAM

pytest.importorskip("keyring")
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in MACHINES,
    reason="no filter for this machine",
)


class Contained:
    """A machine in a container: its kernel keeps no keys."""

    def __init__(self, machine: Machine, keychain: str = "InFile") -> None:
        self.machine, self.file = machine, machine.folder / "keychain.json"
        self.env = {
            "PYTHON_KEYRING_BACKEND": f"tests.e2e.keychain.{keychain}",
            "KEYCHAIN_FILE": str(self.file),
        }

    def run(self, *argv: str, **env: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "tests.e2e.refusing", *PROGRAM, *argv],
            env=self.machine.env | self.env | env,
            cwd=self.machine.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )

    def unlock(self, *argv: str, **env: str) -> "subprocess.CompletedProcess[str]":
        return self.run("unlock", "--passphrase-file", str(self.machine.passphrase_file), *argv, **env)

    def markers(self) -> list[Path]:
        return list((self.machine.folder / "state").glob("*.keychain"))


@pytest.fixture
def contained(machine: Machine) -> Contained:
    return Contained(machine)


def refused(done: "subprocess.CompletedProcess[str]") -> tuple[int, str]:
    return done.returncode, str(json.loads(done.stderr)["slug"])


def test_the_keychain_keeps_it_and_lock_removes_it(contained: Contained) -> None:
    assert contained.run("balance").returncode == 4
    done = contained.unlock("--json", "--for", "8h", "--idle", "20m")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kept_by"] == "keychain"
    assert contained.run("balance").returncode == 0
    told = json.loads(contained.run("status", "--json").stdout)
    assert (told["unlocked"], told["idle_seconds"], told["kept_by"]) == (True, 1200, "keychain")
    assert 28_000 < told["seconds_left"] <= 28_800
    ((name, secret),) = json.loads(contained.file.read_text()).items()
    folder = (contained.machine.folder / "data" / "main").stat()
    assert name == f"wallet {told['id']}:{folder.st_dev:x}.{folder.st_ino:x}"
    (marker,) = contained.markers()
    assert secret not in marker.read_text()
    assert marker.stat().st_mode & 0o777 == 0o600
    assert "Locked main" in contained.run("lock").stdout
    assert (contained.run("balance").returncode, json.loads(contained.file.read_text()), contained.markers()) == (
        4,
        {},
        [],
    )


def test_it_says_that_it_is_on_disk(contained: Contained) -> None:
    done = contained.unlock()
    assert (done.returncode, "on disk" in done.stderr) == (0, True), done.stderr


def test_where_the_kernel_keeps_keys_again_the_keychain_is_emptied(contained: Contained) -> None:
    assert contained.unlock().returncode == 0
    contained.machine.env |= contained.env
    contained.machine.unlock()
    assert (json.loads(contained.file.read_text()), contained.markers()) == ({}, [])
    contained.machine.run("lock")


def test_the_library_is_loaded_only_behind_a_marker(contained: Contained) -> None:
    broken = contained.machine.folder / "broken"
    broken.mkdir()
    (broken / "keyring.py").write_text("import os; os._exit(99)")
    path = f"{broken}:{contained.machine.env['PYTHONPATH']}"
    assert contained.run("balance", PYTHONPATH=path).returncode == 4
    assert contained.unlock().returncode == 0
    assert contained.run("balance", PYTHONPATH=path).returncode == 99


def test_without_the_library_it_says_what_to_install(contained: Contained) -> None:
    absent = contained.machine.folder / "absent"
    absent.mkdir()
    (absent / "keyring.py").write_text("raise ImportError")
    env = {"PYTHONPATH": f"{absent}:{contained.machine.env['PYTHONPATH']}"}
    done = contained.unlock("--json", **env)
    assert refused(done) == (4, "keyring-refused")
    assert "EPERM" in done.stderr
    assert "pip install keyring" in done.stderr
    assert refused(contained.unlock("--json", "--kernel-only")) == (4, "keyring-refused")
    assert contained.unlock().returncode == 0
    assert contained.run("balance", **env).returncode == 4
    assert refused(contained.run("lock", "--json", **env)) == (4, "keychain-missing")


@pytest.mark.parametrize(
    ("keychain", "slug", "kind"),
    [
        ("Shut", "keychain-failed", "KeyringLocked"),
        ("Plain", "keychain-none", ""),
        ("Forgetful", "keychain-failed", "forgets"),
    ],
)  # fmt: skip
def test_a_keychain_that_keeps_nothing_is_told_and_nothing_is_left(
    machine: Machine, keychain: str, slug: str, kind: str
) -> None:
    contained = Contained(machine, keychain)
    done = contained.unlock("--json")
    assert refused(done) == (4, slug)
    assert json.loads(done.stderr)["params"] == ({"kind": kind} if kind else {})
    assert contained.markers() == []
    assert contained.run("balance").returncode == 4


def test_a_keychain_that_is_shut_later_asks_again_and_is_not_called_empty(contained: Contained) -> None:
    assert contained.unlock().returncode == 0
    shut = "tests.e2e.keychain.Shut"
    assert contained.run("balance", PYTHON_KEYRING_BACKEND=shut).returncode == 4
    assert refused(contained.run("lock", "--json", PYTHON_KEYRING_BACKEND=shut)) == (4, "keychain-failed")
    assert contained.run("balance").returncode == 0
