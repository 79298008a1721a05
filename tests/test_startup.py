"""What a short command may load: nothing heavy, and the quickest answers not even the parser. Real processes."""

import subprocess
import sys

import pytest

from tests.e2e.conftest import bare, machine
from tests.e2e.machine import Machine

__all__ = ["bare", "machine"]
HEAVY = {
    "argon2", "asyncio", "babel", "concurrent", "cryptography", "csv", "dataclasses", "decimal", "email", "fido2",
    "fractions", "http", "keyring", "logging", "mnemonic",
    "multiprocessing", "PIL", "pydantic", "qrcode", "random", "rich", "shamir_mnemonic",
    "sqlite3", "ssl", "statistics", "tempfile", "unittest", "xml", "zoneinfo", "zxingcpp",
}  # fmt: skip
PARSER = {"typer", "inspect", "json", "sqlcipher3", "subprocess"}


STARTED = {
    "__future__",
    "_ctypes",
    "collections",
    "contextlib",
    "datetime",
    "enum",
    "errno",
    "functools",
    "gc",
    "resource",
    "signal",
}
"""What every start may load of the standard library, beyond an empty program: ``signal`` brings ``enum``."""
OPENED = {"ctypes", "fcntl", "hashlib", "hmac", "sqlcipher3", "struct", "zlib"}
"""What opening the store may load on top: the kernel's keyring, locks, digests, the cipher."""
BROUGHT = {"runpy", "importlib", "warnings", "keyword", "operator", "reprlib", "itertools", "types", "math", "copyreg"}
"""What those bring, and what ``python -m`` does."""


def loaded_by(machine: Machine, *argv: str) -> set[str]:
    """The packages that a command loads beyond those of an empty program."""
    found, before = _imported(machine, "-m", "wallet_cli", *argv), _imported(machine, "-c", "pass")
    return {name.split(".")[0] for name in found} - {name.split(".")[0] for name in before}


def _imported(machine: Machine, *argv: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *argv],
        env=machine.env,
        cwd=machine.folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


@pytest.mark.parametrize("argv", [(), ("--version",), ("--help",), ("help",), ("__complete", "zsh", "--", "ba")])
def test_what_needs_no_parser_loads_none(bare: Machine, argv: tuple[str, ...]) -> None:
    assert loaded_by(bare, *argv) & (PARSER | HEAVY) == set()


@pytest.mark.parametrize("argv", [("help", "pay"), ("pay", "--help"), ("completion", "bash")])
def test_help_of_a_command_loads_nothing_heavy(bare: Machine, argv: tuple[str, ...]) -> None:
    assert loaded_by(bare, *argv) & HEAVY == set()


def test_daily_commands_load_nothing_heavy_and_no_parser_but_our_own(machine: Machine) -> None:
    machine.unlock()
    for argv in DAILY:
        assert loaded_by(machine, *argv) & (HEAVY | {"typer", "inspect"}) == set(), argv
    assert "typer" in loaded_by(machine, "balance", "-qn"), "at any doubt it is asked"


def test_a_daily_command_takes_the_kept_key_and_knows_no_slots_and_no_types_of_key(machine: Machine) -> None:
    vault = "wallet_cli.store.vault."
    opening = {vault + name for name in ("keys", "header", "slots", "key_types", "sealing")}
    machine.unlock()
    for argv in DAILY:
        assert _imported(machine, "-m", "wallet_cli", *argv) & opening == set(), argv
    assert opening <= _imported(machine, "-m", "wallet_cli", "keys")


@pytest.mark.parametrize(
    ("argv", "allowed"),
    [
        *[(argv, STARTED | OPENED) for argv in (
            ("balance",),
            ("pay", "12.50", "Coffee", "@cash", "+food"),
            ("history", "-l", "50"),
            ("status",),
            ("report", "cashflow"),
            ("__complete", "zsh", "--", "pay", "3", "@"),
        )],
        (("--help",), STARTED),
        (("--version",), STARTED),
        (("__complete", "zsh", "--", "ba"), STARTED | OPENED - {"sqlcipher3", "ctypes"}),
    ],
)  # fmt: skip
def test_a_daily_command_loads_of_the_standard_library_what_is_listed_and_no_more(
    machine: Machine, argv: tuple[str, ...], allowed: set[str]
) -> None:
    machine.unlock()
    loaded = {name for name in loaded_by(machine, *argv) if not name.startswith("_") or name == "__future__"}
    assert loaded - allowed - BROUGHT - {"wallet_cli"} == set(), "each is paid by every call: see decision 23"


DAILY = [
    ("pay", "12.50", "Coffee", "@cash", "+food"),
    ("balance",),
    ("history",),
    ("history", "--limit", "5"),
    ("accounts",),
    ("status",),
    ("__complete", "zsh", "--", "pay", "3", "@"),
]
