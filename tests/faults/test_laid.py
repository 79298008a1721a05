"""What is laid between the last look and SQLite's first read, or during it; files with a second name elsewhere; an
index or a log that is taken away while somebody has the store open.
"""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.holding import holding
from tests.faults.test_proving import INDEX, LOG, STORE, asides, cash, folder, key_of, lay, logged, odd, pay
from tests.own_process import answer_of
from wallet_cli.services.vault import access, location, logs, repair_header
from wallet_cli.store.vault import connect
from wallet_cli.store.vault.connect import journal_of, log_of


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for others."""
    monkeypatch.setitem(access.open_store.__kwdefaults__ or {}, "wait_ms", 30)


def place_of(wallet: Wallet) -> location.Place:
    return location.Place(folder(wallet), wallet.state)


def laying(monkeypatch: pytest.MonkeyPatch, step: str, path: Path, data: bytes, *, again: bool = True) -> None:
    """The file arrives right before this step of opening: once, or ``again`` and again."""
    true, came = getattr(connect, step), [0]

    def now(*args: object, **named: object) -> object:
        if (again or not came[0]) and (not path.exists() or path.read_bytes() != data):
            came[0] = 1
            path.with_name("arriving").write_bytes(data)
            path.with_name("arriving").replace(path)
        return true(*args, **named)

    monkeypatch.setattr(connect, step, now)


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize(("step", "name"), [("set_up", "log"), ("first_read", "log"), ("set_up", "journal")])
def test_what_is_laid_while_the_store_is_opened_is_not_taken_in(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch, step: str, name: str, read_only: bool
) -> None:
    _store, older = logged(wallet, "5")
    pay(wallet, "6")
    store, key = folder(wallet) / STORE, key_of(wallet)
    before = store.read_bytes()
    path = log_of(store) if name == "log" else journal_of(store)
    with monkeypatch.context() as patch:
        laying(patch, step, path, older)
        opening = lambda: access.open_store(place_of(wallet), key, read_only=read_only).close()  # noqa: E731
        assert answer_of(opening) == "vault-busy"
    assert (store.read_bytes(), path.read_bytes()) == (before, older)
    assert cash(wallet) == "309.00"
    assert {each.read_bytes() for each in asides(wallet)} == {older}
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_what_is_laid_before_the_first_read_is_proven_like_what_lay_there(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    _store, older = logged(wallet, "5")
    pay(wallet, "6")
    with monkeypatch.context() as patch:
        laying(patch, "set_up", folder(wallet) / LOG, older, again=False)
        assert cash(wallet) == "309.00"
    assert [each.read_bytes() for each in asides(wallet)] == [older]


def test_a_log_that_grows_after_it_was_proven_is_not_taken_in(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    store, log = logged(wallet, "5")
    lay(wallet, {STORE: store, LOG: log})
    with monkeypatch.context() as patch:
        laying(patch, "first_read", folder(wallet) / LOG, log + bytes(4120))
        opening = lambda: access.open_store(place_of(wallet), key_of(wallet)).close()  # noqa: E731
        assert answer_of(opening) == "vault-busy"
    assert (folder(wallet) / STORE).read_bytes() == store
    assert cash(wallet) == "315.00"


def linked(wallet: Wallet, name: str, target: Path) -> bytes:
    """Another file, a wallet's store, gets this name as well; its bytes."""
    (folder(wallet) / name).unlink(missing_ok=True)
    shutil.copy(folder(wallet) / STORE, target)
    (folder(wallet) / name).hardlink_to(target)
    return target.read_bytes()


def test_mending_the_key_header_writes_through_no_index_with_a_second_name(wallet: Wallet) -> None:
    key, keys = key_of(wallet), (folder(wallet) / "wallet.keys").read_bytes()
    (folder(wallet) / "wallet.keys").write_bytes(b"x")
    (folder(wallet) / LOG).write_bytes(bytes(5000))
    theirs = linked(wallet, INDEX, wallet.folder / "theirs")
    repair_header.repair(place_of(wallet), key)
    assert (wallet.folder / "theirs").read_bytes() == theirs
    assert (folder(wallet) / "wallet.keys").read_bytes() == keys
    assert cash(wallet) == "320.00"
    assert (wallet.folder / "theirs").read_bytes() == theirs


def test_judging_a_draft_writes_through_no_index_with_a_second_name(wallet: Wallet) -> None:
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
        for number in range(3):
            wallet.ok("accounts", "add", f"purse{number}", "--kind", "cash")
        torn, log = bytearray((folder(wallet) / STORE).read_bytes()), (folder(wallet) / LOG).read_bytes()
        process.kill()
    torn[100] ^= 1  # the power was cut while the log was folded in
    lay(wallet, {STORE: bytes(torn), LOG: log, "wallet.db.new-1": b"x"})
    theirs = linked(wallet, INDEX, wallet.folder / "theirs")
    status = wallet("balance").status
    assert status in (0, 8)
    assert (wallet.folder / "theirs").read_bytes() == theirs
    assert (folder(wallet) / STORE).read_bytes() == bytes(torn) or status == 0


def test_an_empty_log_with_a_second_name_is_not_written_through(wallet: Wallet) -> None:
    theirs = wallet.folder / "theirs"
    theirs.touch()
    (folder(wallet) / LOG).hardlink_to(theirs)
    pay(wallet, "5")
    assert (theirs.read_bytes(), cash(wallet), asides(wallet)) == (b"", "315.00", [])


def test_a_store_with_a_second_name_becomes_one_of_its_own(wallet: Wallet) -> None:
    snapshot = wallet.folder / "snapshot"
    snapshot.hardlink_to(folder(wallet) / STORE)
    before = snapshot.read_bytes()
    pay(wallet, "5")
    assert snapshot.read_bytes() == before
    assert (folder(wallet) / STORE).stat().st_nlink == snapshot.stat().st_nlink == 1
    assert cash(wallet) == "315.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_a_store_that_somebody_has_open_by_another_name_waits(wallet: Wallet) -> None:
    with holding(folder(wallet), wallet.state, key_of(wallet), "inside") as process:
        shutil.copytree(folder(wallet), wallet.data / "other", copy_function=os.link)
        assert wallet("pay", "5", "Tea", "@cash", "+food", "-w", "other").status == 9
        said, _err = process.communicate("\n", timeout=60)
    assert said == "acknowledged\n"
    pay(wallet, "5")
    assert cash(wallet) == "315.00"


def test_nobody_joins_them_by_a_link_to_the_store_either(wallet: Wallet) -> None:
    elsewhere = wallet.folder / "elsewhere.db"
    (folder(wallet) / STORE).rename(elsewhere)
    (folder(wallet) / STORE).symlink_to(elsewhere)
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
        elsewhere.with_name("elsewhere.db-shm").rename(wallet.folder / "away")
        assert wallet("pay", "7", "Tea", "@cash", "+food").status == 9
        process.communicate("\n", timeout=60)
    pay(wallet, "7")
    assert cash(wallet) == "313.00"


@pytest.mark.parametrize("at", ["reading", "before"])
@pytest.mark.parametrize("names", [(INDEX,), (LOG,), (INDEX, LOG)])
def test_nobody_joins_those_whose_index_or_log_was_taken_away(wallet: Wallet, names: tuple[str, ...], at: str) -> None:
    with holding(folder(wallet), wallet.state, key_of(wallet), at) as process:
        for name in names:
            (folder(wallet) / name).rename(wallet.folder / f"away{name}")
        for argv in (("pay", "7", "Tea", "@cash", "+food"), ("balance",)):
            assert wallet(*argv).status == 9
        said, _err = process.communicate("\n", timeout=60)
    assert said == ("" if at == "reading" else "store-replaced 8\n")
    pay(wallet, "7")
    assert cash(wallet) == "313.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_a_log_that_became_a_pipe_keeps_nobody_waiting(wallet: Wallet) -> None:
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading"):
        pay(wallet, "5")
        (folder(wallet) / LOG).rename(wallet.folder / "away")
        os.mkfifo(folder(wallet) / LOG)
        assert wallet("balance").status == 9


def test_a_log_that_is_there_for_the_first_read_alone_is_seen(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    _store, older = logged(wallet, "5")
    pay(wallet, "6")
    store, log, true = folder(wallet) / STORE, folder(wallet) / LOG, connect.first_read
    before, key = store.read_bytes(), key_of(wallet)

    def read(db: object) -> None:
        log.write_bytes(older)
        try:
            true(db)  # type: ignore[arg-type]
        finally:
            log.rename(wallet.folder / "away")

    with monkeypatch.context() as patch:
        patch.setattr(connect, "first_read", read)
        opening = lambda: access.open_store(place_of(wallet), key).close()  # noqa: E731
        assert answer_of(opening) == "vault-busy"
    assert store.read_bytes() == before
    assert cash(wallet) == "309.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_the_copy_of_a_log_with_a_second_name_is_proven_itself(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    _store, older = logged(wallet, "5")
    store, log = logged(wallet, "6")
    lay(wallet, {STORE: store, LOG: log})
    (wallet.folder / "second").hardlink_to(folder(wallet) / LOG)
    true = logs.make_plain

    def exchanged(path: Path, kind: str) -> None:
        true(path, kind)
        path.write_bytes(older)

    with monkeypatch.context() as patch:
        patch.setattr(logs, "make_plain", exchanged)
        assert wallet("balance").status == 8
    assert (folder(wallet) / STORE).read_bytes() == store
    assert (wallet.folder / "second").read_bytes() == log
    lay(wallet, {STORE: store, LOG: log})
    assert cash(wallet) == "309.00"


@pytest.mark.parametrize("kind", ["folder", "link", "hard", "pipe"])
def test_what_has_the_name_of_the_old_key_header_hinders_no_rotation(wallet: Wallet, kind: str) -> None:
    spare = folder(wallet) / ".wallet.keys.before.2"
    odd(wallet, spare, kind)
    wallet.ok("keys", "rotate")
    assert (wallet.folder / "target").read_bytes() == b"somebody's"
    assert not os.path.lexists(spare)
    assert len(asides(wallet)) == 1
    assert cash(wallet) == "320.00"
