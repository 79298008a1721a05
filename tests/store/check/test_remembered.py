"""What a vault remembers of its backups: all of it comes back, bounded, and what is garbled is forgotten."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.store.conftest import Ledger
from wallet_cli.store.check import remembered

MADE = some.lists(some.tuples(some.binary(min_size=32, max_size=32), some.integers(0, 2**63 - 1)), max_size=9)
ONE_STORE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)


@ONE_STORE
@given(MADE)
def test_all_of_it_comes_back(ledger: Ledger, made: list[tuple[bytes, int]]) -> None:
    store = ledger.store
    with store.exclusive():
        store.set_meta(remembered.BACKUPS, b"")
        for digest, made_us in made:
            remembered.remember(store, digest, made_us)
    assert dict(remembered.backups(store)) == {digest[:16]: made_us for digest, made_us in made}


def test_it_is_bounded_and_the_oldest_memory_goes(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 5)
    for number in range(8):
        remembered.remember(ledger.store, number.to_bytes(32, "little"), number)
    assert list(remembered.backups(ledger.store).values()) == [3, 4, 5, 6, 7]
    remembered.remember(ledger.store, (3).to_bytes(32, "little"), 3)
    assert list(remembered.backups(ledger.store).values()) == [4, 5, 6, 7, 3], "made known again"


@ONE_STORE
@given(some.one_of(some.integers(-(2**63), 2**63 - 1), some.text(), some.binary(max_size=100)))
def test_what_is_no_memory_is_none(ledger: Ledger, told: int | str | bytes) -> None:
    ledger.store.set_meta(remembered.BACKUPS, told)
    found = remembered.backups(ledger.store)
    assert len(found) <= (len(told) // 24 if isinstance(told, bytes) else 0)


def test_two_thousand_are_remembered_in_twenty_four_bytes_each(ledger: Ledger) -> None:
    """Vaults of earlier versions hold them so."""
    each = [number.to_bytes(16, "little") + (10**15 + number).to_bytes(8, "big") for number in range(2001)]
    ledger.store.set_meta(remembered.BACKUPS, b"".join(each[:2000]))
    assert list(remembered.backups(ledger.store).items())[-1] == ((1999).to_bytes(16, "little"), 10**15 + 1999)
    remembered.remember(ledger.store, (2000).to_bytes(32, "little"), 10**15 + 2000)
    assert ledger.store.meta(remembered.BACKUPS) == b"".join(each[1:])


def test_a_memory_that_lacks_a_backup_is_no_later_one_unless_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, three = (bytes([number]) * 16 for number in (1, 2, 3))
    assert not remembered.forgets({}, {one: 5})
    assert not remembered.forgets({one: 5}, {one: 5})
    assert not remembered.forgets({one: 5}, {one: 5, two: 3})
    assert remembered.forgets({one: 5}, {})
    assert remembered.forgets({one: 5, two: 3}, {one: 5})
    assert remembered.forgets({one: 5, two: 3}, {two: 3})
    monkeypatch.setattr(remembered, "MOST", 2)
    assert not remembered.forgets({one: 5, two: 3}, {two: 3, three: 1}), "the oldest had to go"
    assert remembered.forgets({one: 5, two: 3}, {one: 5, three: 1})
