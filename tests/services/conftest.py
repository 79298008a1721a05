"""Fixtures of the use cases' tests: a session on a real encrypted store with a cheap key derivation."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from tests.templates import laid
from wallet_cli.domain.account import Account
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts, starting
from wallet_cli.services.things.accounts import Opening
from wallet_cli.services.vault import access, create, location

PASSPHRASE = b"correct horse battery staple"
TODAY = date(2026, 11, 20).toordinal()


@pytest.fixture
def place(tmp_path: Path) -> location.Place:
    """Where the test's vault is."""
    return location.Place(tmp_path / "data" / "main", tmp_path / "state")


@contextmanager
def opened(place: location.Place, *, anew: bool = False) -> Iterator[Session]:
    """A wallet in euro with cash (320.00), a bank (1,250.00), a card and a friend, anna: a copy of one and the same, or
    one made ``anew``, which has nothing in common with the others.
    """
    key, tick = _make(place) if anew else laid(_furnish, place.folder, vault=place.folder, state=place.state)
    ticks = count(tick, 1000)
    store = access.open_store(place, key)
    yield Session(store, TODAY, lambda: next(ticks), os.urandom, "test")
    store.close()


def _furnish(folder: Path) -> tuple[bytes, int]:
    return _make(location.Place(folder / "vault", folder / "state"))


def _make(place: location.Place) -> tuple[bytes, int]:
    """Make that wallet; its database key, and when its clock ticks next."""
    store = create.create(place, PASSPHRASE, "cheap", os.urandom)
    ticks = count(1_795_000_000_000_000, 1000)
    made = Session(store, TODAY, lambda: next(ticks), os.urandom, "test")
    starting.start(made, starting.InitialSettings("EUR"))
    day = date(2026, 11, 1).toordinal()
    accounts.add(made, Account(b"", "cash", "cash"), Opening("EUR", 32000, day))
    accounts.add(made, Account(b"", "bank", "bank"), Opening("EUR", 125000, day))
    accounts.add(made, Account(b"", "card", "card"))
    accounts.add(made, Account(b"", "anna", "person"))
    store.close()
    return access.derive(place, PASSPHRASE).database_key, next(ticks)


@pytest.fixture
def session(place: location.Place) -> Iterator[Session]:
    """A wallet of the test's own."""
    with opened(place) as made:
        yield made


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """One wallet for a whole module: for property tests, which only look at what they add."""
    folder = tmp_path_factory.mktemp("shared")
    with opened(location.Place(folder / "data" / "main", folder / "state")) as made:
        yield made
