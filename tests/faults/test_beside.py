"""Logs and their indexes that are exchanged or laid while somebody has the store open, or that hold as many operations
as the store and less of the rest.
"""

import json
import os
import threading

import pytest

from tests.cli.driver import Wallet
from tests.faults.holding import holding
from tests.faults.test_proving import INDEX, LOG, STORE, asides, cash, folder, key_of, lay, logged, odd, pay
from wallet_cli.services.vault import access, location, repair_header


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for others."""
    monkeypatch.setitem(access.open_store.__kwdefaults__ or {}, "wait_ms", 30)


def give_log(wallet: Wallet, data: bytes, name: str = LOG) -> None:
    """Put a log, or what has another ``name``, into its place, as a program does that brings files from elsewhere."""
    arriving = wallet.folder / "arriving"
    arriving.write_bytes(data)
    arriving.replace(folder(wallet) / name)


@pytest.mark.parametrize("at", ["before", "inside"])
@pytest.mark.parametrize("kind", ["removed", "exchanged"])
def test_who_has_the_store_open_acknowledges_nothing_into_a_log_that_lost_its_name(
    wallet: Wallet, kind: str, at: str
) -> None:
    _store, other = logged(wallet, "5")
    pay(wallet, "6")
    before = (folder(wallet) / STORE).read_bytes()
    with holding(folder(wallet), wallet.state, key_of(wallet), at) as process:
        if kind == "removed":
            (folder(wallet) / LOG).unlink()
            (folder(wallet) / INDEX).unlink()
        else:
            give_log(wallet, other)
        said, _err = process.communicate("\n", timeout=60)
    assert said == "store-replaced 8\n"
    assert (folder(wallet) / STORE).read_bytes() == before
    if kind == "exchanged":
        assert (folder(wallet) / LOG).read_bytes() == other
    assert cash(wallet) == "309.00"
    assert [each.read_bytes() for each in asides(wallet)] == ([other] if kind == "exchanged" else [])
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_a_log_that_is_away_for_a_moment_is_waited_for(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(access.open_store.__kwdefaults__ or {}, "wait_ms", 10_000)
    _store, other = logged(wallet, "5")
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
        pay(wallet, "6")
        away = (folder(wallet) / LOG).rename(wallet.folder / "away")
        give_log(wallet, other)
        back = threading.Timer(0.3, away.replace, [folder(wallet) / LOG])
        back.start()
        assert cash(wallet) == "309.00"
        back.join()
        process.communicate("\n", timeout=60)
    assert cash(wallet) == "309.00"


def test_an_older_log_that_is_laid_while_somebody_reads_is_not_theirs(wallet: Wallet) -> None:
    _store, older = logged(wallet, "5")
    many = wallet.folder / "many"
    many.write_text("".join(f"1.{n:02} Shop{n} @bank +food -d 2026-0{n % 9 + 1}-11\n" for n in range(90)))
    wallet.ok("batch", str(many))
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
        pay(wallet, "6")
        store, log = (folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()
        give_log(wallet, older)
        for argv in (("pay", "1", "Tea", "@cash", "+food"), ("balance",), ("verify",)):
            assert wallet(*argv).status == 9
        assert ((folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()) == (store, older)
        process.communicate("\n", timeout=60)
    assert ((folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()) == (store, older)
    assert wallet("pay", "1", "Tea", "@cash", "+food").status == 8  # a payment that was seen is missing
    lay(wallet, {STORE: store, LOG: log})
    assert cash(wallet) == "309.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


@pytest.mark.parametrize("kind", ["link", "nowhere", "hard", "pipe", "folder"])
def test_what_has_the_name_of_an_index_is_no_way_into_another_file_without_any_log(wallet: Wallet, kind: str) -> None:
    odd(wallet, folder(wallet) / INDEX, kind)
    pay(wallet, "5")
    assert cash(wallet) == "315.00"
    assert (wallet.folder / "target").read_bytes() == b"somebody's"
    assert not (wallet.folder / "nowhere").exists()
    (aside,) = asides(wallet)
    assert (aside.is_dir(), aside.is_symlink()) == (kind == "folder", kind in ("link", "nowhere"))
    assert not os.path.lexists(folder(wallet) / INDEX)


def test_a_log_with_as_many_operations_takes_back_no_change_of_keys(wallet: Wallet) -> None:
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
        pay(wallet, "5")
        wallet.ok("keys", "rename", "passphrase", "first")
        log = (folder(wallet) / LOG).read_bytes()
        process.communicate("\n", timeout=60)
    wallet.ok("keys", "rename", "first", "second")
    path = folder(wallet) / "wallet.keys"
    keys, key = path.read_bytes(), key_of(wallet)
    lay(wallet, {LOG: log})
    wallet.key = key  # a secret would prove the newer key header, and mend that
    assert cash(wallet) == "315.00"
    assert [each.read_bytes() for each in asides(wallet)] == [log]
    path.write_bytes(b"x" * 500)
    repair_header.repair(location.Place(folder(wallet), wallet.state), key)
    assert path.read_bytes() == keys
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_a_clock_that_was_set_back_makes_no_log_of_a_killed_process_unproven(wallet: Wallet) -> None:
    wallet.ok("backup", str(wallet.folder / "one.backup"))
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
        pay(wallet, "5")
        wallet.microseconds -= 3 * 86_400_000_000
        wallet.ok("backup", str(wallet.folder / "two.backup"))
        process.kill()
        process.wait()
    assert (folder(wallet) / LOG).stat().st_size > 0
    result = wallet("balance", "cash", "--json")
    assert (result.status, result.err) == (0, "")
    assert cash(wallet) == "315.00"
    assert asides(wallet) == []
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


@pytest.mark.parametrize("back", [False, True])
def test_a_log_with_as_many_operations_takes_back_no_backup(wallet: Wallet, back: bool) -> None:
    wallet.ok("backup", str(wallet.folder / "one.backup"))
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
        pay(wallet, "5")
        log = (folder(wallet) / LOG).read_bytes()
        process.communicate("\n", timeout=60)
    if back:
        wallet.microseconds -= 3 * 86_400_000_000
    wallet.ok("backup", str(wallet.folder / "two.backup"))
    lay(wallet, {LOG: log})
    assert cash(wallet) == "315.00"
    assert [each.read_bytes() for each in asides(wallet)] == [log]
