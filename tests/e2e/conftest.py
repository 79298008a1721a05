"""Fixtures of the tests on the real program."""

from pathlib import Path

import pytest

from tests.e2e.machine import Machine


@pytest.fixture
def bare(tmp_path: Path) -> Machine:
    """A machine without a wallet."""
    return Machine(tmp_path)


@pytest.fixture
def machine(bare: Machine) -> Machine:
    """A machine with a locked wallet in euro: cash (320.00) and a bank (1,250.00)."""
    bare.ok("init", "--currency", "EUR", "--no-input")
    bare.ok("accounts", "add", "cash", "--kind", "cash", "--opening", "320")
    bare.ok("accounts", "add", "bank", "--kind", "bank", "--opening", "1250")
    return bare
