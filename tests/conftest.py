"""Fixtures shared by all tests: the corpus of real statement files and vectors, where it is present."""

import os
from pathlib import Path

import pytest

from wallet_cli import i18n


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
