"""Fixtures of the tests on the real program."""

from pathlib import Path

import pytest

from tests.e2e.machine import Machine
from tests.templates import laid


@pytest.fixture
def bare(tmp_path: Path) -> Machine:
    """A machine without a wallet."""
    return Machine(tmp_path)


@pytest.fixture
def machine(bare: Machine) -> Machine:
    """A machine with a locked wallet in euro: cash (320.00) and a bank (1,250.00)."""
    laid(_furnish, bare.folder)
    return bare


def _furnish(folder: Path) -> None:
    made = Machine(folder)
    made.prepare("init", "--currency", "EUR", "--no-input")
    made.prepare("accounts", "add", "cash", "--kind", "cash", "--opening", "320")
    made.prepare("accounts", "add", "bank", "--kind", "bank", "--opening", "1250")
