"""A process that gets too little memory says so in one line, wherever it happens."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import PROGRAM

SPOILT = {
    "while wallet starts": ("wallet_cli.wiring", "MemoryError()"),
    "a library that finds no room": ("sqlcipher3", "ImportError('libx.so: failed to map segment from shared object')"),
    "no memory in a command": ("sqlcipher3", "MemoryError()"),
    "the system has none": ("wallet_cli.wiring", "OSError(12, 'Cannot allocate memory')"),
}


@pytest.mark.parametrize(("module", "error"), SPOILT.values(), ids=SPOILT)
def test_one_clear_line_and_the_status_of_a_refusal(tmp_path: Path, module: str, error: str) -> None:
    """The import of one module fails as it does there: the loader is told to, before wallet is loaded."""
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Spoiler:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}:\n"
        f"            raise {error}\n"
        "sys.meta_path.insert(0, Spoiler())\n"
    )
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("correct horse battery staple\n")
    passphrase.chmod(0o600)
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "WALLET_HOME": str(tmp_path / "data"),
        "WALLET_STATE": str(tmp_path / "state"),
        "WALLET_PASSPHRASE_FILE": str(passphrase),
        "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path]),
    }
    done = subprocess.run(
        [*PROGRAM, "init", "--currency", "EUR", "--no-input"],
        env=env,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.startswith("wallet")
    assert "memory" in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr
    assert not list((tmp_path / "data").glob("*/wallet.db"))
