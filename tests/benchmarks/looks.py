"""``python -m tests.benchmarks.looks``: what it costs a daily command to see that nothing lies beside the store.

The same ``wallet balance`` with all its looks and without any, counted by valgrind with hashing and addresses held
still: two runs of one program then differ by a few instructions. Each seed of hashing lays dictionaries out otherwise.
Under valgrind a command takes so long that what it knows of its files isn't fresh any more: the clock goes slower.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.__main__ import ROOT, machine, table
from tests.benchmarks.measuring import Command, instructions

MOST = 100_000
"""Instructions that all looks together may cost."""
_PROGRAM = """
import sys
from wallet_cli.__main__ import main
from wallet_cli.store.vault import beside, connect, files, in_use
path = sys.argv[1]
looks = {
    (beside.Bare, "may_write"): lambda bare: True,
    (beside.Bare, "is_plain"): lambda bare: True,
    (beside.Bare, "is_alone"): lambda bare, folder: True,
    (beside.Bare, "is_as_read"): lambda bare: True,
    (in_use, "is_locked_by_others"): lambda file: False,
    (connect, "own_name"): lambda connection: path,
    (beside, "is_logged"): lambda opened: False,
    (beside, "are_in_place"): lambda opened: True,
    (files, "opened_here"): lambda *paths: [],  # asked for only where the looks didn't find the files
}
for (owner, name), blind in looks.items():
    setattr(owner, name, blind if len(sys.argv) > 2 else getattr(owner, name))
now_ns = beside.now_ns
beside.now_ns = lambda: now_ns() // 100
sys.argv = ["wallet", "balance"]
main()
"""


def unlocked(folder: Path) -> dict[str, str]:
    """A wallet with one account and one payment in this folder, unlocked; the environment that reaches it."""
    secret = folder / "passphrase"
    secret.touch(0o600)
    secret.write_text("benchmark passphrase\n")
    env = {
        "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), "XDG_RUNTIME_DIR": str(folder),
        "WALLET_HOME": str(folder / "data"), "WALLET_STATE": str(folder / "state"),
    }  # fmt: skip
    (folder / "data").mkdir()
    for words in (
        ["init", "--currency", "EUR", "--passphrase-file", str(secret)],
        ["unlock", "--for", "1h", "--passphrase-file", str(secret)],
        ["accounts", "add", "cash"],
        ["pay", "3", "cafe", "@cash", "+food"],
        ["balance"],
    ):
        subprocess.run([sys.executable, "-m", "wallet_cli", *words], env=env, check=True, capture_output=True)
    return env


def counted(env: Mapping[str, str], seed: int, *blind: str) -> int:
    """Instructions of one run."""
    still = ["setarch", "--addr-no-randomize"]
    store = Path(env["WALLET_HOME"]) / "main" / "wallet.db"
    return instructions(
        Command("", [sys.executable, "-c", _PROGRAM, str(store), *blind], {**env, "PYTHONHASHSEED": str(seed)}),
        within=still,
    )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.looks", description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        env = unlocked(Path(temporary))
        rows = []
        for seed in range(options.seeds):
            looking, blind = counted(env, seed), counted(env, seed, "blind")
            rows.append([str(seed), f"{looking:,}", f"{blind:,}", f"{looking - blind:,}"])
        head = ["seed", "with all looks", "without", "the looks"]
        sys.stdout.write(f"Measured on {machine()}.\n\n{table(head, rows)}\nAt most {MOST:,} instructions.\n")


if __name__ == "__main__":
    main()
