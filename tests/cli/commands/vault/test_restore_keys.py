"""``restore --keys-only``: a damaged or lost key header, and a backup that holds it."""

import fcntl
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests import forging
from tests.cli.commands.vault.test_backup import pay, slug
from tests.cli.commands.vault.test_keys import secret_file
from tests.cli.driver import PASSPHRASE, Wallet
from tests.faults.test_proving import lay, logged
from tests.own_process import answer_of
from tests.raw import harm
from wallet_cli.services.vault import access, location, logs, restore_header
from wallet_cli.store.store import Store
from wallet_cli.store.vault import connect, head

NEW = "six quick brown foxes"


@pytest.fixture
def file(wallet: Wallet) -> str:
    """A backup, older than the newest payment."""
    path = wallet.folder / "main.backup"
    wallet.ok("backup", str(path))
    pay(wallet)
    return str(path)


def keys(wallet: Wallet) -> Path:
    return wallet.data / "main" / "wallet.keys"


@pytest.mark.parametrize("harm", ["flip", "cut", "foreign", "lost", "forged"])
def test_the_key_header_comes_back_and_nothing_is_lost(wallet: Wallet, file: str, harm: str) -> None:
    good = keys(wallet).read_bytes()
    if harm == "foreign":
        wallet.ok("init", "--currency", "EUR", "--no-input", "-w", "other")
    bad = {
        "flip": good[:99] + b"!" + good[100:],
        "cut": good[:300],
        "forged": good[:-3] + b"0\n\n"[:2] + b"\n",
        "foreign": (wallet.data / "other" / "wallet.keys").read_bytes() if harm == "foreign" else b"",
    }
    keys(wallet).unlink() if harm == "lost" else keys(wallet).write_bytes(bad[harm])
    told = wallet("balance")
    assert told.status == 8
    if harm in ("flip", "cut", "lost"):
        assert "wallet restore FILE --keys-only" in told.err
    assert "would put back" in wallet.ok("restore", file, "--keys-only", "--dry-run")
    assert wallet("balance").status == 8
    document = json.loads(wallet.ok("restore", file, "--keys-only", "--json"))
    assert (document["schema"], document["generation"], document["keys"], document["older"]) == (
        "wallet.restore-keys/1", 1, ["passphrase"], False,
    )  # fmt: skip
    assert keys(wallet).read_bytes() == good
    assert keys(wallet).stat().st_mode & 0o777 == 0o600
    assert "315.00" in wallet.ok("balance", "cash")
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_keys_that_were_changed_since_come_back_on_purpose_only(wallet: Wallet, file: str) -> None:
    wallet.ok("passphrase", "--new-passphrase-file", secret_file(wallet, NEW))
    keys(wallet).write_bytes(b"")
    assert slug(wallet, "restore", file, "--keys-only") == (8, "backup-keys-older")
    assert keys(wallet).read_bytes() == b""
    told = wallet("restore", file, "--keys-only", "--accept-older")
    assert (told.status, "these keys open it again: passphrase" in told.err) == (0, True)
    place = location.Place(keys(wallet).parent, wallet.state)
    mine = access.derive(place, PASSPHRASE.encode())
    store = Store(connect.view(place.database, mine.database_key, frozen=False), place.header, read_only=True)
    assert store.kept_header() == keys(wallet).read_bytes(), "the store knows it as the newest"
    store.close()
    seen = head.read(location.seen_path(place, mine.vault_id))
    assert seen is not None and seen.generation == 3, "and so does the machine"
    assert "315.00" in wallet.ok("balance", "cash")
    assert json.loads(wallet.ok("verify", "--json"))["ok"]
    assert json.loads(wallet.ok("keys", "--json"))["generation"] == 3
    assert wallet.ok("passphrase", "--new-passphrase-file", secret_file(wallet, NEW), "-q")


def test_beside_a_store_that_knows_no_generation_it_is_not_a_matter_of_age(wallet: Wallet, file: str) -> None:
    with wallet.opened() as store:
        harm.replace_meta(store.db, "generation", "none")
    keys(wallet).write_bytes(b"x" * 500)
    for more in ((), ("--accept-older",)):
        assert slug(wallet, "restore", file, "--keys-only", *more) == (8, "meta-damaged")
    assert keys(wallet).read_bytes() == b"x" * 500


def test_an_older_one_that_opens_the_store_no_more_gives_way_to_a_newer_backup_s(wallet: Wallet) -> None:
    """The way that ``header-older`` names, where nobody has the store's key any more."""
    older = keys(wallet).read_bytes()
    wallet.ok("keys", "rotate")
    newer, copy = keys(wallet).read_bytes(), str(wallet.folder / "newer.wlt")
    wallet.ok("backup", copy)
    keys(wallet).write_bytes(older)
    assert slug(wallet, "balance") == (8, "header-older")
    assert slug(wallet, "verify", "--repair-keys", "--yes")[0] == 8
    wallet.ok("restore", copy, "--keys-only")
    assert keys(wallet).read_bytes() == newer
    assert [each.read_bytes() for each in keys(wallet).parent.glob("aside-*.keys")] == [older]
    assert "320.00" in wallet.ok("balance", "cash")


def test_what_is_whole_stays(wallet: Wallet, file: str) -> None:
    before = keys(wallet).read_bytes()
    assert slug(wallet, "restore", file, "--keys-only") == (5, "key-file-whole")
    assert slug(wallet, "restore", file, "--keys-only", "--accept-older") == (5, "key-file-whole")
    assert keys(wallet).read_bytes() == before
    assert slug(wallet, "restore", file, "--keys-only", "-w", "none") == (3, "no-wallet")


def test_keys_of_another_wallet_or_a_wrong_passphrase_change_nothing(wallet: Wallet, file: str) -> None:
    wallet.ok("init", "--currency", "EUR", "--no-input", "-w", "other")
    other = wallet.data / "other" / "wallet.keys"
    other.write_bytes(b"")
    assert slug(wallet, "restore", file, "--keys-only", "-w", "other") == (8, "backup-keys-unfit")
    wrong = secret_file(wallet, PASSPHRASE + "?")
    assert slug(wallet, "restore", file, "--keys-only", "-w", "other", "--passphrase-file", wrong) == (
        4, "backup-secret-unfit",
    )  # fmt: skip
    Path(file).write_bytes(Path(file).read_bytes()[:-1])
    assert slug(wallet, "restore", file, "--keys-only", "-w", "other") == (7, "backup-length")
    assert other.read_bytes() == b""


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop", "nowhere"])
def test_what_is_no_file_in_its_place_is_set_aside(wallet: Wallet, file: str, kind: str) -> None:
    good = keys(wallet).read_bytes()
    keys(wallet).unlink()
    match kind:
        case "folder":
            keys(wallet).mkdir()
            (keys(wallet) / "kept").write_bytes(b"kept")
        case "pipe":
            os.mkfifo(keys(wallet))
        case "loop":
            keys(wallet).symlink_to(keys(wallet))
        case _:
            keys(wallet).symlink_to("nowhere")
    told = wallet("restore", file, "--keys-only")
    assert (told.status, told.err.count("set aside")) == (0, 1), told.err
    assert keys(wallet).read_bytes() == good
    (aside,) = keys(wallet).parent.glob("aside-*")
    assert aside.is_symlink() or not aside.is_file()
    assert kind != "folder" or (aside / "kept").read_bytes() == b"kept"
    assert "315.00" in wallet.ok("balance", "cash")


def test_one_whose_line_is_not_as_it_is_written_comes_back_also_if_its_own_key_sealed_it(
    wallet: Wallet, file: str
) -> None:
    good = keys(wallet).read_bytes()
    master = access.derive(location.Place(keys(wallet).parent, wallet.state), PASSPHRASE.encode()).master
    above = b"".join(line + b"\n" for line in forging.header(good, ahead=0, more=b" ").split(b"\n")[:3])
    keys(wallet).write_bytes(above + forging.mac_line(above, master))
    wallet.ok("restore", file, "--keys-only")
    assert keys(wallet).read_bytes() == good


def test_where_the_file_system_knows_no_locks_it_comes_back_all_the_same(
    wallet: Wallet, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_handle: int, _how: int) -> None:
        raise OSError(95, "no locks here")

    good = keys(wallet).read_bytes()
    keys(wallet).unlink()
    monkeypatch.setattr(fcntl, "flock", unknown)
    wallet.ok("restore", file, "--keys-only")
    assert keys(wallet).read_bytes() == good


def test_beside_an_older_state_with_its_log_it_comes_back_and_the_age_is_told_by_the_next(
    wallet: Wallet, file: str
) -> None:
    store, log = logged(wallet, "5")
    place = location.Place(wallet.data / "main", wallet.state)
    seen_path = location.seen_path(place, location.vault_id(place))
    seen = head.read(seen_path)
    assert seen is not None
    head.reset(seen_path, seen._replace(operations=seen.operations + 1))
    lay(wallet, {"wallet.db": store, "wallet.db-wal": log})
    keys(wallet).write_bytes(b"x" * 500)
    told = wallet("restore", file, "--keys-only")
    assert (told.status, f"last on this machine, operation {seen.operations + 1}\n" in told.err) == (0, True)
    assert slug(wallet, "balance") == (8, "store-older")


def test_beside_another_line_it_comes_back_and_makes_no_newest_state_of_it(wallet: Wallet, file: str) -> None:
    wallet.ok("restore", file, "-w", "copy", "--accept-older")
    for _time in range(3):
        wallet.ok("pay", "1", "Tea", "@cash", "+food", "-w", "copy")
    place = location.Place(str(wallet.data / "main"), str(wallet.state))
    seen_path = location.seen_path(place, location.vault_id(place))
    seen = head.read(seen_path)
    shutil.copy(wallet.data / "copy" / "wallet.db", wallet.data / "main" / "wallet.db")
    keys(wallet).unlink()
    assert "would put back" in wallet.ok("restore", file, "--keys-only", "--dry-run")
    told = wallet("restore", file, "--keys-only")
    assert (told.status, head.read(seen_path)) == (0, seen)
    assert slug(wallet, "balance") == (8, "store-forked")
    line = told.err.splitlines()[-1].partition("wallet ")[2].split()
    found = wallet(*line)
    assert (found.status, "wallet verify --accept-older" in found.err) == (8, True)
    wallet.ok("verify", "--accept-older", "--yes")
    assert "317.00" in wallet.ok("balance", "cash")


def test_a_store_that_is_exchanged_meanwhile_gets_no_key_header(
    wallet: Wallet, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys(wallet).write_bytes(b"x" * 500)
    newest, store = restore_header.newest_generation, wallet.data / "main" / "wallet.db"

    def exchanged(*told: Any, **more: Any) -> int:
        shutil.copy(store, wallet.folder / "arriving")
        (wallet.folder / "arriving").replace(store)
        return newest(*told, **more)

    def refused() -> None:
        assert slug(wallet, "restore", file, "--keys-only") == (8, "store-replaced")

    with monkeypatch.context() as patch:
        patch.setattr(restore_header, "newest_generation", exchanged)
        assert answer_of(refused) == "done"
    assert keys(wallet).read_bytes() == b"x" * 500
    wallet.ok("restore", file, "--keys-only")


def test_a_log_that_comes_meanwhile_is_neither_folded_in_nor_removed(
    wallet: Wallet, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys(wallet).write_bytes(b"x" * 500)
    newest, log = restore_header.newest_generation, wallet.data / "main" / "wallet.db-wal"

    def exchanged(*told: Any, **more: Any) -> int:
        (wallet.folder / "arriving").write_bytes(b"another log")
        (wallet.folder / "arriving").replace(log)
        return newest(*told, **more)

    monkeypatch.setattr(restore_header, "newest_generation", exchanged)
    assert slug(wallet, "restore", file, "--keys-only") == (8, "store-replaced")
    assert (keys(wallet).read_bytes(), log.read_bytes()) == (b"x" * 500, b"another log")


@pytest.mark.parametrize("lost", [False, True])
def test_a_key_header_that_comes_meanwhile_stays(
    wallet: Wallet, file: str, lost: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = keys(wallet).read_bytes()
    keys(wallet).unlink() if lost else keys(wallet).write_bytes(b"damaged")
    folder, fsync, came = keys(wallet).parent, os.fsync, [0]

    def arriving(handle: int) -> None:
        fsync(handle)
        if not came[0] and list(folder.glob(".wallet.keys.*")):
            came[0] = 1
            wallet.folder.joinpath("arriving").write_bytes(good)
            wallet.folder.joinpath("arriving").rename(keys(wallet))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", arriving)
        assert slug(wallet, "restore", file, "--keys-only") == (9, "keys-changed-meanwhile")
    assert (came, keys(wallet).read_bytes()) == ([1], good)
    assert "315.00" in wallet.ok("balance", "cash")


@pytest.mark.parametrize("kind", ["log", "journal"])
def test_nothing_is_taken_in_that_is_laid_after_the_store_was_proven(
    wallet: Wallet, file: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys(wallet).write_bytes(b"damaged")
    store = keys(wallet).with_name("wallet.db")
    before, settle = store.read_bytes(), logs.settle
    noise = {number: os.urandom(4096) for number in range(6, 18)}
    suffix, make = {"log": ("-wal", forging.new_log), "journal": ("-journal", forging.journal)}[kind]

    def laid(*told: Any) -> Any:
        found = settle(*told)
        store.with_name(store.name + suffix).write_bytes(make(noise, len(before) // 4096))
        return found

    with monkeypatch.context() as patch:
        patch.setattr(logs, "settle", laid)
        assert slug(wallet, "restore", file, "--keys-only") == (9, "vault-busy")
    assert (store.read_bytes(), keys(wallet).read_bytes()) == (before, b"damaged")
    wallet.ok("restore", file, "--keys-only")
    assert "315.00" in wallet.ok("balance", "cash")
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_an_older_log_beside_a_damaged_store_is_left_to_the_user_by_every_command(wallet: Wallet, file: str) -> None:
    _store, log = logged(wallet, "5")
    for amount in ("6", "7", "8"):
        wallet.ok("pay", amount, "Coffee", "@cash", "+food")
    good = keys(wallet).read_bytes()
    folder = keys(wallet).parent
    newest = (folder / "wallet.db").read_bytes()
    page = max(forging.pages_of(log))
    bad = newest[: 4096 * page - 100] + bytes([newest[4096 * page - 100] ^ 1]) + newest[4096 * page - 99 :]
    for argv in (
        ("balance",), ("verify",), ("verify", "-n"), ("verify", "--accept-older", "--yes"),
        ("erase", "-n"), ("restore", file, "--keys-only", "-n"), ("restore", file, "--keys-only"),
    ):  # fmt: skip
        keys(wallet).write_bytes(b"" if argv[0] == "restore" else good)
        lay(wallet, {"wallet.db": bad, "wallet.db-wal": log})
        told = wallet(*argv, "--json")
        if argv[0] == "erase":
            assert json.loads(told.out)["transactions"] == 7
        else:
            assert (told.status, json.loads(told.err)["slug"]) == (8, "log-unproven"), argv
        assert (folder / "wallet.db").read_bytes() == bad, argv
        assert (folder / "wallet.db-wal").read_bytes() == log, argv
    line = wallet("restore", file, "--keys-only").err.splitlines()[-1]
    assert f"mv {folder / 'wallet.db-wal'} OTHER-FOLDER" in line
    (folder / "wallet.db-wal").rename(wallet.folder / "log")
    wallet.ok("restore", file, "--keys-only")
    assert keys(wallet).read_bytes() == good
