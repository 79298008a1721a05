"""``python -m tests.benchmarks.looks``: what it costs a daily command to see that nothing lies beside the store.

The same ``wallet balance`` with all its looks and without any, counted by valgrind with hashing and addresses held
still: two runs of one program then differ by a few instructions. Yet what lies where in memory costs up to 30,000: so
each row has another seed of hashing and another length of the environment, and the mean counts. Nothing else may run
on the same machine that opens this store. Under valgrind a command takes so long that what it knows of its files isn't
fresh any more: the clock goes slower.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.__main__ import ROOT, machine, table
from tests.benchmarks.measuring import Command, instructions

_PAD_BYTES = 23
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
kept = {key: getattr(*key) for key in looks}  # what is freed leaves room, which makes others cheaper
for (owner, name), blind in looks.items():
    setattr(owner, name, blind if sys.argv[2] == "without" else kept[owner, name])
now_ns = beside.now_ns
beside.now_ns = lambda: now_ns() // 1000
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


def counted(env: Mapping[str, str], seed: int, looks: str) -> int:
    """Instructions of one run, "looking" or "without"."""
    still = ["setarch", "--addr-no-randomize"]
    store = Path(env["WALLET_HOME"]) / "main" / "wallet.db"
    return instructions(
        Command(
            "",
            [sys.executable, "-c", _PROGRAM, str(store), looks],
            {**env, "PYTHONHASHSEED": str(seed), "PAD": "x" * (_PAD_BYTES * seed)},
        ),
        within=still,
    )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.looks", description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        env = unlocked(Path(temporary))
        rows, costs = [], []
        for seed in range(options.seeds):
            looking, without = counted(env, seed, "looking"), counted(env, seed, "without")
            costs.append(looking - without)
            rows.append([str(seed), f"{looking:,}", f"{without:,}", f"{costs[-1]:,}"])
        head = ["seed", "with all looks", "without", "the looks"]
        sys.stdout.write(f"Measured on {machine()}.\n\n{table(head, rows)}\n")
        sys.stdout.write(f"{round(statistics.mean(costs)):,} instructions on average; at most {MOST:,} are the aim.\n")


if __name__ == "__main__":
    main()
