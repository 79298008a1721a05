"""The script of docs/how-to/open-without-wallet.md: other software reads what wallet wrote, and nothing else."""

import json
import runpy
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.driver import PASSPHRASE, Wallet
from tests.docs.page import ROOT, File, steps_of
from tests.faults.machine import environment
from tests.raw import harm, library

pytest.importorskip("apsw", reason="the other software isn't installed: pip install apsw-sqlite3mc")

PAGE = ROOT / "docs" / "how-to" / "open-without-wallet.md"
DIES_BEFORE_CLOSING = """
import os, signal, sys
from wallet_cli.store.store import Store
Store.close = lambda store: os.kill(os.getpid(), signal.SIGKILL)
from wallet_cli.wiring import run
run(sys.argv[1:], cheap_keys=True)
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """The page's script, as a reader saves it."""
    text = next(
        step.text for step in steps_of(PAGE.read_text()) if isinstance(step, File) and step.name == "read_wallet.py"
    )
    path = tmp_path / "read_wallet.py"
    path.write_text(text)
    return path


def read(script: Path, source: Path, passphrase: str = PASSPHRASE) -> dict[tuple[str, str], Decimal]:
    done = subprocess.run(
        [sys.executable, str(script), str(source)], input=passphrase + "\n", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    return {(account, code): Decimal(amount) for account, code, amount in rows if Decimal(amount)}


def shown(wallet: Wallet) -> dict[tuple[str, str], Decimal]:
    told = json.loads(wallet.ok("balance", "--json"))["accounts"]
    held = {(each["account"], each["balance"]["currency"]): Decimal(each["balance"]["amount"]) for each in told}
    return {key: amount for key, amount in held.items() if amount}


def live(wallet: Wallet) -> None:
    """Some of everything: other currencies, corrections, names that change, money that comes back."""
    for line in (
        "accounts edit cash --currency EUR,JPY",
        "pay 12.50 Coffee @cash +food",
        "pay 60 Supermarket @card +food",
        "pay 9.99 Mistake @card +food",
        "exchange 100eur 11900jpy @bank @cash",
        "transfer 40 @bank @cash",
        "lend 25 anna @cash",
        "pay 3.20 Gone @cash +food",
        "receive 2000 ACME @bank +salary",
        "refund 20 Market @card +food",
        "edit t5 8.99",
        "undo o16",
        "edit t5 --void",
        "rm t9",
        "accounts rename card visa",
    ):
        wallet.ok(*line.split())


def tampered(wallet: Wallet, script: Path, harmed: Callable[[Any], None]) -> set[str]:
    """What ``verify`` says after this was written by other software."""
    names = runpy.run_path(str(script))
    folder = wallet.data / "main"
    key = names["database_key"]((folder / "wallet.keys").read_bytes().split(b"\n")[1], PASSPHRASE.encode())
    db = library.opened_by_other(folder / "wallet.db", key)
    harmed(db)
    db.close()
    result = wallet("verify", "--json")
    assert result.status == 8
    return {each["slug"] for each in json.loads(result.out)["problems"]}


def test_other_software_finds_the_same_balances(wallet: Wallet, script: Path) -> None:
    live(wallet)
    expected = shown(wallet)
    assert {code for _account, code in expected} == {"EUR", "JPY"}
    assert ("visa", "EUR") in expected
    assert read(script, wallet.data / "main") == expected
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_other_software_finds_the_same_balances_in_a_backup(wallet: Wallet, script: Path, tmp_path: Path) -> None:
    live(wallet)
    expected = shown(wallet)
    wallet.ok("backup", str(tmp_path / "main.backup"))
    wallet.ok("pay", "1", "later", "@cash", "+food")
    assert read(script, tmp_path / "main.backup") == expected != shown(wallet)


def test_other_software_reads_a_store_under_another_key(wallet: Wallet, script: Path) -> None:
    live(wallet)
    expected = shown(wallet)
    wallet.ok("keys", "rotate")
    assert read(script, wallet.data / "main") == expected
    store = wallet.data / "main" / "wallet.db"
    store.rename(store.with_name("wallet.db.new-2"))
    store.write_bytes(b"the store before")
    assert read(script, wallet.data / "main") == expected == shown(wallet)


def test_other_software_reads_books_of_which_something_was_erased(wallet: Wallet, script: Path) -> None:
    live(wallet)
    expected = shown(wallet)
    wallet.ok("rm", "t10", "--erase-body", "--yes")
    assert read(script, wallet.data / "main") == shown(wallet) != expected


def test_other_software_reads_what_a_killed_process_left_in_the_log(wallet: Wallet, script: Path) -> None:
    log = wallet.data / "main" / "wallet.db-wal"
    done = subprocess.run(
        [sys.executable, "-c", DIES_BEFORE_CLOSING, "pay", "7.77", "Last", "@cash", "+food"],
        env=environment(wallet), stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == -9
    assert log.stat().st_size > 0
    assert read(script, wallet.data / "main")["cash", "EUR"] == Decimal("312.23")
    assert log.stat().st_size > 0
    assert shown(wallet)["cash", "EUR"] == Decimal("312.23")


def test_the_script_tries_every_passphrase_slot_and_says_when_none_opens(
    wallet: Wallet, script: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    new.write_text("six quick brown foxes\n")
    new.chmod(0o600)
    wallet.ok("keys", "add", "passphrase", "--name", "second", "--new-passphrase-file", str(new))
    assert read(script, wallet.data / "main", "six quick brown foxes") == shown(wallet)
    done = subprocess.run(
        [sys.executable, str(script), str(wallet.data / "main")], input="wrong\n", capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (1, "this passphrase opens no slot\n")


def test_what_other_software_writes_is_found(wallet: Wallet, script: Path) -> None:
    assert tampered(wallet, script, lambda db: harm.forge_memo(db, 1)) == {"row-differs"}
    wallet.ok("verify", "--rebuild")
    assert "journal-record-unreadable" in tampered(wallet, script, lambda db: harm.forge_operation(db, 6))


def test_the_script_refuses_a_journal_that_other_software_changed(wallet: Wallet, script: Path) -> None:
    tampered(wallet, script, lambda db: harm.zero_seal(db, 3))
    done = subprocess.run(
        [sys.executable, str(script), str(wallet.data / "main")], input=PASSPHRASE, capture_output=True, text=True
    )
    assert done.stderr == "operation 3 isn't what was written\n"
