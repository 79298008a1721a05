"""The program itself, as a process of its own, on the folders of an in-process ``Wallet``."""

import os
import subprocess

from tests.cli.driver import Wallet
from tests.program import PROGRAM


def environment(wallet: Wallet) -> dict[str, str]:
    """What the process sees: the same wallet, the same passphrase, the same day."""
    return {
        **os.environ,
        "WALLET_HOME": str(wallet.data),
        "WALLET_STATE": str(wallet.state),
        "WALLET_PASSPHRASE_FILE": str(wallet.passphrase_file),
        "WALLET_TODAY": wallet.today,
        "LANG": "C.UTF-8",
    }


def start(
    wallet: Wallet, *argv: str, stdin: int = subprocess.DEVNULL, env: dict[str, str] | None = None
) -> subprocess.Popen[str]:
    """Start ``wallet argv``; its streams are pipes."""
    return subprocess.Popen(
        [*PROGRAM, *argv],
        env=environment(wallet) if env is None else env,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(wallet: Wallet, *argv: str) -> tuple[int, str, str]:
    """Run ``wallet argv`` to its end: status, output, errors."""
    process = start(wallet, *argv)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err
