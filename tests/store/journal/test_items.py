"""Small entities are found by kind and name; one that is known by them alone has the same uid on every device."""

import pytest

from tests.store.ledger import Ledger
from tests.store.older import as_version_1
from wallet_cli.store.journal import entities, items, journal, operations
from wallet_cli.store.journal.entities import keyed_item


def test_an_entity_is_found_by_kind_and_name_with_the_operation_that_wrote_it(ledger: Ledger) -> None:
    with ledger.operation() as work:
        work.put_item(keyed_item("setting", "owner", "Ada"))
    assert items.find(ledger.db, "setting", "owner") == items.KeptItem('"Ada"', work.id)
    assert items.find(ledger.db, "budget", "owner") is None


def test_the_entities_of_a_kind_come_by_name_without_those_that_have_gone(ledger: Ledger) -> None:
    with ledger.operation() as work:
        for name in ("c", "a", "b"):
            work.put_item(keyed_item("cell", name, 1))
    with ledger.operation() as work:
        work.put(entities.ITEM, entities.uid_of("cell", "b"), None)
    assert list(items.every(ledger.db, "cell")) == [("a", "1"), ("c", "1")]
    assert items.has_any(ledger.db, "cell")
    assert not items.has_any(ledger.db, "setting")


def test_the_uid_of_what_a_name_identifies_never_changes() -> None:
    assert entities.uid_of("setting", "x").hex() == "eb78a58b4ed5015caf7c5da0ff931f8e"
    assert entities.uid_of("currency", "EUR").hex() == "7783338d6a79f2f6e125c107cf62d7e0"
    assert keyed_item("cell", "a", 1).uid == keyed_item("cell", "a", 2).uid != keyed_item("cell", "b", 1).uid


@pytest.mark.parametrize("wish", [b"", b"rent"], ids=["nothing asked", "something"])
@pytest.mark.parametrize("version", [1, 2])
def test_an_operation_is_found_by_the_users_id_with_what_was_asked(ledger: Ledger, wish: bytes, version: int) -> None:
    with ledger.operation(key="rent-11", request=wish) as work:
        work.put_item(keyed_item("cell", "a", 1))
    if version == 1:
        as_version_1(ledger, {"rent-11": wish})
    assert operations.made_by(ledger.db, "rent-11") == work.id
    assert operations.made_by(ledger.db, "rent-12") == 0
    told = [journal.asked(ledger.db, work.id, asked) for asked in (wish, b"other", b"")]
    assert told == [True, False, wish == b""]


def test_the_first_operation_says_since_when_there_are_books(ledger: Ledger) -> None:
    ledger.pay(100)
    assert operations.first_us(ledger.db) == 1_795_000_000_000_000
