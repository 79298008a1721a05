"""The cost of a guess, raised to today's when a secret opens: nobody asked for it, so it keeps nobody out."""

import os
from pathlib import Path

import pytest

from tests.services.vault.test_key_changes import FIRST, MAKING, WORDS, Place, opened
from wallet_cli.errors import Busy, Damaged, Locked, NotFound, Refused, UsageProblem, WalletError
from wallet_cli.services.vault import create, key_changes
from wallet_cli.store.vault import files, key_types, slots
from wallet_cli.store.vault.key_types import KeyType


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path / "data" / "main", tmp_path / "state")
    create.create(made, FIRST.value, "cheap", os.urandom).close()
    return made


def test_a_weak_cost_is_raised_at_unlocking_and_once_alone(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(slots.COSTS, "standard", slots.Kdf(3, 20 * 1024, 1))
    strong = MAKING._replace(cost="standard")
    assert not key_changes.raise_cost(place, opened(place), FIRST, MAKING)
    assert key_changes.raise_cost(place, opened(place), FIRST, strong)
    assert key_changes.keyring(place).keys[0].cost == slots.COSTS["standard"]
    assert not key_changes.raise_cost(place, opened(place), FIRST, strong)
    key_changes.add(place, opened(place), WORDS, "", MAKING)
    assert not key_changes.raise_cost(place, opened(place, WORDS), WORDS, strong)
    assert opened(place, FIRST).generation == 3


@pytest.mark.parametrize("error", [Refused("vault-read-only"), Refused("disk-full"), Busy("vault-busy")])
def test_raising_a_cost_never_keeps_anybody_out(
    place: Place, error: WalletError, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, before = opened(place), place.header.read_bytes()

    def refuse(*_args: object, **_named: object) -> None:
        raise error

    monkeypatch.setitem(slots.COSTS, "standard", slots.Kdf(3, 20 * 1024, 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "write_atomically", refuse)
        assert not key_changes.raise_cost(place, found, FIRST, MAKING._replace(cost="standard"))
    assert place.header.read_bytes() == before
    key_changes.add(place, found, WORDS, "", MAKING)
    assert not key_changes.raise_cost(place, found, FIRST, MAKING._replace(cost="standard"))


def test_neither_does_a_type_of_key_that_can_not_make_its_slot_now_but_damage_is_told(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, strong = opened(place), MAKING._replace(cost="standard")
    monkeypatch.setitem(slots.COSTS, "standard", slots.Kdf(3, 20 * 1024, 1))

    def refuse(error: WalletError) -> KeyType:
        def wrap(*_given: object) -> tuple[bytes, bytes]:
            raise error

        return key_types.FIRST._replace(wrap=wrap)

    for error in (NotFound("no-card"), Locked("no-card"), UsageProblem("no-card")):
        monkeypatch.setitem(key_types.TYPES, "passphrase", refuse(error))
        assert not key_changes.raise_cost(place, found, FIRST, strong)
    monkeypatch.setitem(key_types.TYPES, "passphrase", refuse(Damaged("header-damaged")))
    with pytest.raises(Damaged):
        key_changes.raise_cost(place, found, FIRST, strong)
