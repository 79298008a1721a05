"""A new kind of entity is one module, one row and one sentence: a toy kind, registered here alone, through everything
that wallet does with what it keeps.
"""

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.cli.commands.amend.test_log import sentences
from tests.cli.driver import Wallet
from tests.cli.toys.entity import command, item, words
from tests.raw import harm
from wallet_cli.cli.line import registry
from wallet_cli.store.journal import entities
from wallet_cli.store.journal.entities import ItemKind
from wallet_cli.words import log

TRIP = ("goal", "set", "trip", "500", "--by", "2027-06-01")
BIKE = ("goal", "set", "bike", "900", "--by", "2026-12-24", "--bought", "t3")
LATER = "trip\t50000\tEUR\t740133\n"


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The row, the sentence, and a command."""
    monkeypatch.setitem(entities.SMALL, item.GOAL, ItemKind(item.__name__, owner=entities.TRANSACTION))
    monkeypatch.setitem(log.ITEMS, item.GOAL, words.sentence)
    entry = registry.CommandEntry(item.GOAL, "plan.goal", "what is saved for", registry.PLAN)
    monkeypatch.setattr(registry, "ENTRIES", (*registry.ENTRIES, entry))
    monkeypatch.setitem(sys.modules, "wallet_cli.cli.commands.plan.goal", command)
    yield
    entities.load.cache_clear()


def goals(wallet: Wallet) -> str:
    return wallet.ok("goal", "list").partition("\n")[2]


def test_it_is_recorded_told_and_shown(wallet: Wallet) -> None:
    assert wallet.ok(*TRIP, "-q") == "trip\n"
    assert goals(wallet) == LATER
    assert sentences(wallet) == ["trip: €500.00 by 2027-06-01"]
    assert "trip: €500.00 by 2027-06-01" in wallet.ok("show", "o6", tty=True)
    assert "already so" not in wallet.ok("goal", "set", "trip", "600", "--by", "2027-06-01")
    assert sentences(wallet) == ["trip: €600.00 by 2027-06-01"]
    wallet.ok("goal", "rm", "trip")
    assert sentences(wallet) == ["trip is no goal any more"]
    wallet.ok("verify")


def test_it_is_taken_back_and_done_again(wallet: Wallet) -> None:
    wallet.ok(*TRIP)
    wallet.ok("goal", "set", "trip", "600", "--by", "2027-06-01")
    blocked = wallet("undo", "o6")
    assert (blocked.status, "undo o7 first" in blocked.err or "wallet undo o7 o6" in blocked.err) == (5, True)
    wallet.ok("undo", "o7")
    assert goals(wallet) == LATER
    wallet.ok("undo", "o6")
    assert goals(wallet) == ""
    assert sentences(wallet) == ["undid o6: trip: €500.00 by 2027-06-01"]
    wallet.ok("redo", "o6")
    assert goals(wallet) == LATER
    wallet.ok("verify")


def test_what_it_belongs_to_is_not_taken_back_under_it(wallet: Wallet) -> None:
    wallet.ok("pay", "900", "Bikes", "@bank", "+fun")
    wallet.ok(*BIKE)
    refused = wallet("undo", "o6")
    assert (refused.status, '"bike"' in refused.err, "o7" in refused.err) == (5, True, True)
    wallet.ok("undo", "o7", "o6")
    assert goals(wallet) == ""


def test_it_goes_with_what_it_belongs_to_and_others_stay(wallet: Wallet) -> None:
    wallet.ok("pay", "900", "Bikes", "@bank", "+fun")
    wallet.ok(*BIKE)
    wallet.ok(*TRIP)
    wallet.ok("rm", "t3", "--erase-body", "--yes")
    assert goals(wallet) == LATER
    assert sentences(wallet, 4) == [
        "erased for good",
        "erased for good",
        "trip: €500.00 by 2027-06-01",
        "erased t3 for good",
    ]
    wallet.ok("verify")
    wallet.ok("verify", "--rebuild")
    assert goals(wallet) == LATER


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda db: harm.rewrite_items(db, "goal", "[1]"), "row-differs"),
        (lambda db: harm.remove_items(db, "goal"), "row-missing"),
    ],
    ids=["another", "none"],
)
def test_it_is_compared_and_made_anew(wallet: Wallet, change: Callable[[Any], None], found: str) -> None:
    wallet.ok(*TRIP)
    with wallet.opened() as store:
        change(store.db)
    result = wallet("verify", "--json")
    assert (result.status, f'"{found}"' in result.out) == (8, True)
    wallet.ok("verify", "--rebuild")
    assert goals(wallet) == LATER
    wallet.ok("verify")


def test_it_comes_back_from_a_backup(wallet: Wallet) -> None:
    wallet.ok(*TRIP)
    wallet.ok("backup", str(wallet.folder / "w.bak"))
    wallet.ok("restore", str(wallet.folder / "w.bak"), "-w", "second")
    assert goals(wallet) == LATER
    assert wallet.ok("-w", "second", "goal", "list").partition("\n")[2] == LATER
    wallet.ok("-w", "second", "verify")


def test_every_kind_that_the_log_tells_of_has_a_sentence() -> None:
    told = {kind for kind, row in entities.SMALL.items() if not row.is_silent}
    assert told == set(log.ITEMS)
    for kind, row in entities.SMALL.items():
        module = entities.load(row)
        assert hasattr(module, "event") == (kind in told), kind
        assert hasattr(module, "erased") == bool(row.owner), kind


def test_every_kind_with_tables_has_what_is_asked_of_one() -> None:
    for kind, row in entities.STORED.items():
        asked = ("apply", "taken", *(("body_of", "value_of", "reader") if row.is_owned else ()))
        assert [name for name in asked if not hasattr(entities.load(row), name)] == [], kind
