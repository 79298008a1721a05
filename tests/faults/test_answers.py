"""Answers that nobody can read, and an interruption before anything began."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.machine import environment
from tests.program import PROGRAM

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")
def test_a_record_whose_answer_cannot_be_written_says_that_it_stands(wallet: Wallet) -> None:
    with FULL.open("w") as out:
        done = subprocess.run(
            [*PROGRAM, "pay", "1", "Shop", "@cash", "+food"],
            env=environment(wallet),
            stdout=out,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
        )
    assert done.returncode == 5
    assert "if it was to record something, that is done" in done.stderr
    assert "cash\tcash\t319.00" in wallet.ok("balance")


def test_an_interruption_while_modules_are_loaded_is_quiet(tmp_path: Path) -> None:
    package = tmp_path / "wallet_cli"
    (package / "store" / "vault").mkdir(parents=True)
    guard = ("store/__init__.py", "store/vault/__init__.py", "store/vault/process.py")
    for name in ("__init__.py", "__main__.py", "errors.py", *guard):
        source = Path(__file__).resolve().parents[2] / "wallet_cli" / name
        (package / name).write_text(source.read_text())
    (package / "wiring.py").write_text("raise KeyboardInterrupt\n")
    done = subprocess.run(
        [sys.executable, "-m", "wallet_cli"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (130, "")
