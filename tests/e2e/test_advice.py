"""A printed line, followed in a real shell: in another wallet than the usual one, which must not notice."""

import shutil
import subprocess

import pytest

from tests.e2e.conftest import bare, machine
from tests.e2e.machine import Machine

__all__ = ["bare", "machine"]
BOOK = "Ann's $ book"
SHELLS = [shell for shell in ("bash", "zsh", "fish") if shutil.which(shell)]


@pytest.fixture
def two(machine: Machine) -> Machine:
    """Two wallets whose operations have the same short names."""
    machine.env["WALLET_PASSPHRASE_FILE"] = str(machine.passphrase_file)
    machine.prepare("pay", "7", "Market", "@cash", "+food")
    machine.prepare("init", "-w", BOOK, "--currency", "EUR", "--no-input")
    for name in ("cash", "bank"):
        machine.prepare("accounts", "add", name, "--kind", "bank", "--opening", "50", "-w", BOOK)
    return machine


def follow(machine: Machine, shell: str, line: str) -> "subprocess.CompletedProcess[str]":
    """Run a line as a person would paste it."""
    return subprocess.run(
        [shell, "-c", line], env=machine.env, cwd=machine.folder, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("shell", SHELLS)
def test_the_receipt_of_another_wallet_takes_back_its_own_payment(two: Machine, shell: str) -> None:
    usual, before = two.ok("balance"), two.ok("balance", "-w", BOOK)
    told = two.ok("pay", "5", "H&M", "@cash", "+food", "-w", BOOK, "--table")
    line = told.partition("wrong? ")[2].strip()
    done = follow(two, shell, line)
    assert (done.returncode, done.stderr) == (0, "")
    assert (two.ok("balance"), two.ok("balance", "-w", BOOK)) == (usual, before)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_hint_of_another_wallet_mends_what_was_refused(two: Machine, shell: str) -> None:
    usual = two.ok("accounts")
    typed = ("pay", "5", "Shop", "@My $purse; `id`", "+food", "-w", BOOK)
    told = two.run(*typed).stderr
    line = told.partition("add it: ")[2].strip()
    done = follow(two, shell, line)
    assert (done.returncode, done.stderr) == (0, "")
    two.ok(*typed)
    assert two.ok("accounts") == usual
