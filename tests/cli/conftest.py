"""Fixtures of the command line's tests."""

from collections.abc import Callable
from functools import cache
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
    return begun(bare, _furnish)


def begun(machine: Wallet, make: Callable[[Wallet], None]) -> Wallet:
    """The machine as it is where ``make`` had begun on one without a wallet: that is done once in a process and copied.
    ``make`` is a function of a module: it is known by what it is.
    """
    machine.microseconds = laid(_maker(make), machine.folder)
    return machine


@cache
def _maker(make: Callable[[Wallet], None]) -> Callable[[Path], int]:
    def made(folder: Path) -> int:
        machine = Wallet(folder)
        make(machine)
        return machine.microseconds

    return made


def founded(bare: Wallet) -> None:
    """A wallet in euro without books: for ``begun``."""
    bare.ok("init", "--currency", "EUR", "--no-input")


def _furnish(made: Wallet) -> None:
    founded(made)
    made.ok("accounts", "add", "cash", "--kind", "cash", "--opening", "320", "-d", "2026-11-01")
    made.ok("accounts", "add", "bank", "--kind", "bank", "--opening", "1250", "-d", "2026-11-01")
    made.ok("accounts", "add", "card", "--kind", "card")
    made.ok("accounts", "add", "anna", "--kind", "person")
