"""Fixtures of the command line's tests."""

from pathlib import Path

import pytest

from tests.cli.driver import Wallet


@pytest.fixture
def bare(tmp_path: Path) -> Wallet:
    """A machine without a wallet."""
    return Wallet(tmp_path)


@pytest.fixture
def wallet(bare: Wallet) -> Wallet:
    """A wallet in euro with cash (320.00), a bank (1,250.00), a card and a friend."""
    bare.ok("init", "--currency", "EUR", "--no-input")
    bare.ok("accounts", "add", "cash", "--kind", "cash", "--opening", "320", "-d", "2026-11-01")
    bare.ok("accounts", "add", "bank", "--kind", "bank", "--opening", "1250", "-d", "2026-11-01")
    bare.ok("accounts", "add", "card", "--kind", "card")
    bare.ok("accounts", "add", "anna", "--kind", "person")
    return bare
