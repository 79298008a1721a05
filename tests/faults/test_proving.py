"""What lies beside a store is proven before anything that could write is opened: logs, journals, drafts."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.machine import environment, run, start
from wallet_cli.services import access, places

STORE, LOG, INDEX, JOURNAL = "wallet.db", "wallet.db-wal", "wallet.db-shm", "wallet.db-journal"


def folder(wallet: Wallet, name: str = "main") -> Path:
    return wallet.data / name


def pay(wallet: Wallet, amount: str = "5") -> None:
    wallet.ok("pay", amount, "Coffee", "@cash", "+food")


def cash(wallet: Wallet) -> str:
    told = json.loads(wallet.ok("balance", "cash", "--json"))["accounts"]
    return str(told[0]["balance"]["amount"])


def key_of(wallet: Wallet, name: str = "main") -> bytes:
    from tests.cli.driver import PASSPHRASE

    return access.derive(places.Place(folder(wallet, name), wallet.state), PASSPHRASE.encode()).database_key


def logged(wallet: Wallet, *amounts: str, name: str = "main") -> tuple[bytes, bytes]:
    """Pay, and stop as a killed process does: the store and the log, of which the last payments are in the log."""
    place = places.Place(folder(wallet, name), wallet.state)
    reader = access.open_store(place, key_of(wallet, name))
    for amount in amounts:
        wallet.ok("pay", amount, "Logged", "@cash", "+food", "-w", name)
    found = (folder(wallet, name) / STORE).read_bytes(), (folder(wallet, name) / LOG).read_bytes()
    reader.close()
    return found


def lay(wallet: Wallet, files: dict[str, bytes]) -> None:
    for name in (LOG, INDEX, JOURNAL):
        (folder(wallet) / name).unlink(missing_ok=True)
    for name, data in files.items():
        (folder(wallet) / name).write_bytes(data)


def asides(wallet: Wallet) -> list[Path]:
    return sorted(folder(wallet).glob("aside-*"))


def test_what_a_killed_process_left_is_taken_in(wallet: Wallet) -> None:
    store, log = logged(wallet, "5", "6")
    lay(wallet, {STORE: store, LOG: log})
    result = wallet("balance", "cash", "--json")
    assert (result.status, result.err) == (0, "")
    assert cash(wallet) == "309.00"
    assert asides(wallet) == []
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


COMMANDS = [("balance",), ("pay", "1", "Tea", "@cash", "+food"), ("verify",), ("history",)]


@pytest.mark.parametrize("argv", COMMANDS)
def test_an_older_log_is_set_aside_and_told(wallet: Wallet, argv: tuple[str, ...]) -> None:
    _store, log = logged(wallet, "5")
    for amount in ("6", "7", "8"):
        pay(wallet, amount)
    store = (folder(wallet) / STORE).read_bytes()
    lay(wallet, {STORE: store, LOG: log})
    result = wallet(*argv)
    assert result.status == 0
    assert "set aside" in result.err
    (aside,) = asides(wallet)
    assert (aside.read_bytes(), aside.name in result.err) == (log, True)
    assert cash(wallet) in ("294.00", "293.00")
    assert wallet("balance").err == ""  # once
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


@pytest.mark.parametrize("argv", COMMANDS)
def test_a_log_of_another_vault_is_set_aside(wallet: Wallet, argv: tuple[str, ...]) -> None:
    wallet.ok("init", "--currency", "EUR", "--no-input", "-w", "other")
    wallet.ok("accounts", "add", "cash", "--opening", "10", "-w", "other")
    _store, log = logged(wallet, "5", name="other")
    for amount in ("6", "7"):
        pay(wallet, amount)
    lay(wallet, {LOG: log})
    before = (folder(wallet) / STORE).read_bytes()
    wrong = wallet.folder / "wrong"
    wrong.write_text("a wrong passphrase\n")
    wrong.chmod(0o600)
    assert wallet(*argv, "--passphrase-file", str(wrong)).status == 4
    wallet.key = key_of(wallet, "other")
    assert wallet(*argv).status == 8  # a key that opens nothing here
    wallet.key = None
    assert (folder(wallet) / STORE).read_bytes() == before
    assert (folder(wallet) / LOG).read_bytes() == log
    assert wallet(*argv).status == 0
    assert [each.read_bytes() for each in asides(wallet)] == [log]
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_an_older_store_beside_a_log_of_another_line_is_left_to_the_user(wallet: Wallet) -> None:
    old = (folder(wallet) / STORE).read_bytes()
    many = wallet.folder / "many"
    many.write_text("".join(f"1.{n:02} Shop{n} @bank +food -d 2026-0{n % 9 + 1}-11\n" for n in range(90)))
    wallet.ok("batch", str(many))
    pay(wallet, "7")
    _store, log = logged(wallet, "8")
    lay(wallet, {STORE: old, LOG: log})
    result = wallet("balance", "--json")
    told = json.loads(result.err)
    assert (result.status, told["slug"]) == (8, "log-unproven")
    assert told["params"]["store"].startswith("o5 ")
    assert told["params"]["seen"].startswith("o8 ")
    assert ((folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()) == (old, log)
    assert wallet("verify").status == 8
    assert wallet("verify", "--with-log").status == 8  # what isn't whole is no choice beside what is
    assert ((folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()) == (old, log)
    line = next(line for line in told["hint"].splitlines() if "--without-log" in line).partition(": wallet ")[2]
    assert json.loads(wallet(*line.split(), "--json").out)["problems"][0]["slug"] == "store-older"
    assert [each.read_bytes() for each in asides(wallet)] == [log]
    wallet.ok("verify", "--accept-older", "--yes")
    assert cash(wallet) == "320.00"
