"""Fixtures shared by all tests: the corpus of real statement files and vectors, where it is present."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from unittest import mock

import argon2.low_level
import pytest

from wallet_cli import i18n


@pytest.fixture(scope="session", autouse=True)
def remembered_keys() -> Iterator[None]:
    """A key that was derived once in this process isn't derived again: a wallet's tests give its passphrase to each
    command, and all that differs enters the function.
    """
    with mock.patch.object(argon2.low_level, "hash_secret_raw", lru_cache(None)(argon2.low_level.hash_secret_raw)):
        yield


def pytest_runtest_teardown() -> None:
    """The language is the process's: whatever a test chose is over with it."""
    if i18n.language() != "en":
        i18n.choose("en")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of third-party samples and vectors; the test skips, saying so, where it is absent."""
    wish = os.environ.get("WALLET_CORPUS")
    folder = Path(wish) if wish else Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no corpus at {folder}: set WALLET_CORPUS to the folder of samples")
    return folder
