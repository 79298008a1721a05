"""Fixtures of the command line's tests."""

from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.templates import laid


@pytest.fixture
def bare(tmp_path: Path) -> Wallet:
    """A machine without a wallet."""
    return Wallet(tmp_path)


@pytest.fixture
def wallet(bare: Wallet) -> Wallet:
    """A wallet in euro with cash (320.00), a bank (1,250.00), a card and a friend."""
    return furnished(bare)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Wallet:
    """The same wallet for all tests of a module, which leave its books as they are."""
    return furnished(Wallet(tmp_path_factory.mktemp("kept")))


def furnished(bare: Wallet) -> Wallet:
    """The wallet of the tests on a machine without one."""
    bare.microseconds = laid(_furnish, bare.folder)
    return bare


def _furnish(folder: Path) -> int:
    """Make that wallet; where its machine's clock stands then."""
    made = Wallet(folder)
    made.ok("init", "--currency", "EUR", "--no-input")
    made.ok("accounts", "add", "cash", "--kind", "cash", "--opening", "320", "-d", "2026-11-01")
    made.ok("accounts", "add", "bank", "--kind", "bank", "--opening", "1250", "-d", "2026-11-01")
    made.ok("accounts", "add", "card", "--kind", "card")
    made.ok("accounts", "add", "anna", "--kind", "person")
    return made.microseconds
