"""Clocks that jump: nothing that counts depends on the order of times, only on the order of operations."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.cli.driver import Wallet

JUMPS = {
    "back to 1970": datetime(1970, 1, 1, tzinfo=UTC),
    "back by years": datetime(2003, 5, 6, tzinfo=UTC),
    "back by a second": datetime(2026, 11, 18, 11, 6, 39, tzinfo=UTC),
    "forward by years": datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC),
}


def set_to(wallet: Wallet, moment: datetime) -> None:
    """Set the machine's clock, and with it the day."""
    wallet.microseconds = round(moment.timestamp() * 1_000_000)
    wallet.today = moment.date().isoformat()


def pay(wallet: Wallet, amount: str) -> str:
    """A payment on a fixed day; the operation's short name."""
    told = wallet.ok("pay", amount, "Coffee", "@cash", "+food", "-d", "2026-11-10", "--json")
    return str(json.loads(told)["operation"])


def cash(wallet: Wallet) -> str:
    """What cash holds in the end."""
    told = json.loads(wallet.ok("balance", "cash", "-d", "2199-01-01", "--json"))["accounts"]
    return str(told[0]["balance"]["amount"])


@pytest.fixture(params=JUMPS.values(), ids=JUMPS)
def jump(request: pytest.FixtureRequest) -> Callable[[Wallet], None]:
    """What sets the clock."""
    return lambda wallet: set_to(wallet, request.param)


def test_operations_go_on_in_their_order(wallet: Wallet, jump: Callable[[Wallet], None]) -> None:
    first = pay(wallet, "1")
    jump(wallet)
    second = pay(wallet, "2")
    set_to(wallet, datetime(2026, 11, 20, tzinfo=UTC))
    third = pay(wallet, "4")
    assert [int(each[1:]) for each in (first, second, third)] == [6, 7, 8]
    assert cash(wallet) == "313.00"
    told = [each["ref"] for each in json.loads(wallet.ok("log", "--json"))["operations"]]
    assert told == sorted(told, key=lambda ref: -int(ref[1:]))
    wallet.ok("undo", second, "--yes")
    jump(wallet)
    wallet.ok("redo", second)
    assert cash(wallet) == "313.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]
    assert json.loads(wallet.ok("verify", "--rebuild", "--json"))["mended"] == []


def test_an_older_copy_is_told_whatever_the_clock_says(wallet: Wallet, jump: Callable[[Wallet], None]) -> None:
    store = wallet.data / "main" / "wallet.db"
    before = store.read_bytes()
    pay(wallet, "1")
    after = store.read_bytes()
    store.write_bytes(before)
    jump(wallet)
    assert wallet("balance").status == 8
    store.write_bytes(after)
    assert cash(wallet) == "319.00"


def test_backups_are_made_kept_and_restored(wallet: Wallet, jump: Callable[[Wallet], None]) -> None:
    wallet.ok("backup", str(wallet.folder / "main-{date}-{time}.backup"), "--keep", "1d")
    pay(wallet, "1")
    jump(wallet)
    told = json.loads(wallet.ok("backup", str(wallet.folder / "main-{date}-{time}.backup"), "--keep", "1d", "--json"))
    newest = wallet.folder / told["path"]
    assert newest.exists()
    wallet.ok("restore", str(newest), "-w", "copy")
    told = json.loads(wallet.ok("balance", "cash", "-w", "copy", "-d", "2199-01-01", "--json"))["accounts"]
    assert told[0]["balance"]["amount"] == "319.00"
    set_to(wallet, datetime(2026, 11, 20, tzinfo=UTC))
    for command in (("status",), ("doctor",), ("log",), ("verify",)):
        result = wallet(*command, "--json")
        assert (result.status, json.loads(result.out) is not None) == (0, True)


def test_what_is_exported_since_last_time_is_complete(wallet: Wallet, jump: Callable[[Wallet], None]) -> None:
    def since_last() -> int:
        out = wallet.ok("export", "--format", "jsonl", "--since", "last", "--state", "nightly")
        return sum('"Coffee"' in line for line in out.splitlines())

    pay(wallet, "1")
    assert since_last()
    jump(wallet)
    pay(wallet, "2")
    assert since_last()
    assert not since_last()


def test_keys_are_changed_and_older_ones_refused(wallet: Wallet, jump: Callable[[Wallet], None]) -> None:
    keys = wallet.data / "main" / "wallet.keys"
    before = keys.read_bytes()
    jump(wallet)
    again = wallet.folder / "again"
    again.write_text(wallet.passphrase_file.read_text())
    again.chmod(0o600)
    wallet.ok("passphrase", "--new-passphrase-file", str(again))
    assert cash(wallet) == "320.00"
    keys.write_bytes(before)
    assert wallet("balance").status == 8
