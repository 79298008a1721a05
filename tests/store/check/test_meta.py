"""What the vault keeps about this copy of itself: nothing is recorded for a wrong device, ``verify`` finds the rest."""

import pytest

from tests.store.ledger import Ledger
from wallet_cli.errors import Damaged
from wallet_cli.store.journal.journal import Origin
from wallet_cli.store.store import Store
from wallet_cli.store.vault.identity import Version

DEVICES = {
    "short": "UPDATE meta SET value = x'010203' WHERE name = 'device'",
    "long": "UPDATE meta SET value = zeroblob(17) WHERE name = 'device'",
    "text": "UPDATE meta SET value = 'sixteen letters.' WHERE name = 'device'",
    "number": "UPDATE meta SET value = 16 WHERE name = 'device'",
    "missing": "DELETE FROM meta WHERE name = 'device'",
}


@pytest.mark.parametrize("harm", DEVICES.values(), ids=DEVICES)
def test_nothing_is_recorded_for_a_device_that_is_none(ledger: Ledger, harm: str) -> None:
    ledger.pay(100)
    ledger.harm(harm)
    before = ledger.tables()
    assert ledger.found() == {("header", "device-unknown")}
    with pytest.raises(Damaged, match="device-unknown"):
        ledger.pay(200)
    assert ledger.tables() == before
    ledger.store.fork(Origin("fork", 1_795_000_000_000_000), ledger.new(), b"device-two------")
    ledger.pay(300)
    assert ledger.found() == set()


FORMS = {
    "generation": "'one'",
    "header_sha256": "zeroblob(31)",
    "balances_salt": "zeroblob(15)",
    "backups": "zeroblob(25)",
    "backed_up_us": "x'01'",
}


@pytest.mark.parametrize("name", FORMS)
def test_what_is_not_as_it_is_written_is_found(ledger: Ledger, name: str) -> None:
    ledger.pay(100)
    ledger.harm(f"INSERT OR REPLACE INTO meta VALUES ('{name}', {FORMS[name]})")
    assert ("header", "meta-damaged") in ledger.found()
    assert ledger.found() <= {("header", "meta-damaged"), ("balances", "balances-replayed")}


@pytest.mark.parametrize("harm", ["'generation', 'text'", "'generation', x'0102'", "'header_sha256', 'text'"])
def test_a_version_of_the_key_header_that_is_none_refuses(ledger: Ledger, harm: str) -> None:
    ledger.harm(f"INSERT OR REPLACE INTO meta VALUES ({harm})")
    ledger.store = Store(ledger.db, ledger.seen, header=Version(1, bytes(32)))
    assert ledger.found() == {("header", "meta-damaged")}
    with pytest.raises(Damaged, match="meta-damaged"):
        ledger.store.check_header()


def test_balances_that_a_text_would_salt_are_not_believed(ledger: Ledger) -> None:
    ledger.pay(100)
    ledger.harm("UPDATE meta SET value = 'sixteen letters.' WHERE name = 'balances_salt'")
    assert ledger.found() == {("header", "meta-damaged"), ("balances", "balances-replayed")}
    with pytest.raises(Damaged, match="balances-replayed"):
        ledger.pay(200)
