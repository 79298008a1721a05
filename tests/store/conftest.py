"""Fixtures of the store's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A vault of the test's own, with two money accounts, a category and a payee."""
    made = Ledger(tmp_path)
    yield made
    made.store.close()
