"""What a sync program lays in the moments between a look and the step that it is for: while a log is folded in, while a
copy is written, while a store has no name.
"""

import errno
import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.test_exchanged import give_name, kept
from tests.faults.test_longer_logs import machine_b
from tests.faults.test_proving import LOG, STORE, asides, cash, folder, key_of, lay, logged, pay
from tests.own_process import answer_of
from wallet_cli.errors import Busy
from wallet_cli.services.vault import access, location, logs, pending, prove, rotation
from wallet_cli.store.vault import asides as set_aside
from wallet_cli.store.vault import beside, connect, files, in_use


def place_of(wallet: Wallet) -> location.Place:
    return location.Place(folder(wallet), wallet.state)


def arrive(wallet: Wallet, name: str, data: bytes) -> None:
    """Let a file have a name of the wallet's, as a sync program does."""
    arriving = wallet.folder / "arriving"
    arriving.write_bytes(data)
    arriving.replace(folder(wallet) / name)


def while_it_is_folded_in(patch: pytest.MonkeyPatch, change: Callable[[], None]) -> list[str]:
    """Change something after the first look of whoever closes a store, before the last one."""
    done: list[str] = []
    shared, in_place = in_use.is_shared, beside.are_in_place

    def asked(*args: object) -> bool:
        done.append("asked")
        return shared(*args)  # type: ignore[arg-type]

    def looked(*args: object) -> bool:
        found = in_place(*args)  # type: ignore[arg-type]
        if done == ["asked"]:
            done.append("changed")
            change()
        return found

    patch.setattr(in_use, "is_shared", asked)
    patch.setattr(beside, "are_in_place", looked)
    return done


def paying(wallet: Wallet, patch: pytest.MonkeyPatch, change: Callable[[], None]) -> Callable[[], object]:
    def paid() -> None:
        done = while_it_is_folded_in(patch, change)
        pay(wallet, "8")
        assert done == ["asked", "changed"]

    return paid


@pytest.mark.parametrize("names", [(STORE, LOG), (LOG,)])
def test_a_store_and_a_log_that_are_laid_while_the_log_is_folded_in_stay(
    wallet: Wallet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    with machine_b(wallet, tmp_path / "b") as other:
        pay(other, "7")
        theirs = {name: (folder(other) / name).read_bytes() for name in names}

    def laid() -> None:
        for name, data in theirs.items():
            arrive(wallet, name, data)

    assert answer_of(paying(wallet, monkeypatch, laid)) == "done"
    assert {name: (folder(wallet) / name).read_bytes() for name in theirs} == theirs


def test_an_earlier_copy_that_is_laid_while_the_log_is_folded_in_costs_no_payment(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = kept(wallet)
    assert answer_of(paying(wallet, monkeypatch, lambda: give_name(wallet, older))) == "done"
    assert (folder(wallet) / STORE).read_bytes() == older.read_bytes()
    assert (folder(wallet) / LOG).stat().st_size > 0
    assert cash(wallet) == "312.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_what_is_folded_in_before_the_last_look_is_not_written_again(wallet: Wallet) -> None:
    before = (folder(wallet) / STORE).read_bytes()
    pay(wallet, "8")
    assert (folder(wallet) / STORE).read_bytes() != before
    assert not (folder(wallet) / LOG).exists()
    assert cash(wallet) == "312.00"


def test_nobody_folds_a_log_in_that_others_have_open(wallet: Wallet) -> None:
    _store, log = logged(wallet, "5")
    with machine_b(wallet, wallet.folder / "b") as other:
        before = (folder(other) / STORE).read_bytes()
        pay(other, "6")
        assert (folder(other) / STORE).read_bytes() == before
        opened = files.in_place(folder(other) / STORE)
        assert in_use.is_shared(opened)
    assert log


@pytest.mark.parametrize("name", [STORE, LOG])
def test_what_is_laid_while_a_second_name_is_copied_is_not_written_over(
    wallet: Wallet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    store, log = logged(wallet, "5")
    with machine_b(wallet, tmp_path / "b") as other:
        pay(other, "7")
        theirs = (folder(other) / name).read_bytes()
    lay(wallet, {STORE: store, LOG: log})
    (wallet.folder / "second").hardlink_to(folder(wallet) / name)
    copy, done = set_aside.copy, []

    def copied(path: Path, kind: str) -> Path:
        made = copy(path, kind)
        if not done:
            done.append(kind)
            arrive(wallet, name, theirs)
        return made

    monkeypatch.setattr(set_aside, "copy", copied)
    wallet("balance")
    assert done
    there = [each.read_bytes() for each in (folder(wallet) / name, *asides(wallet)) if each.exists()]
    assert theirs in there or (name == LOG and cash(wallet) == "308.00")  # it went on from this store: it is taken in


def test_a_second_name_that_is_written_to_while_it_is_copied_is_copied_again(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder(wallet) / STORE
    copy = set_aside.copy

    def copied(source: Path, kind: str) -> Path:
        made = copy(source, kind)
        os.utime(source, ns=(1, 1))
        return made

    monkeypatch.setattr(set_aside, "copy", copied)
    with pytest.raises(beside.Outdated):
        logs.make_plain(path, set_aside.STORE)
    assert asides(wallet) == []


@pytest.mark.parametrize("when", ["rotate", "after it was stopped"])
def test_a_store_that_is_laid_while_none_has_the_name_is_kept(
    wallet: Wallet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    with machine_b(wallet, tmp_path / "b") as other:
        pay(other, "7")
        other.ok("verify")
    theirs = (folder(other) / STORE).read_bytes()
    done: list[str] = []
    sync, put = files.sync, set_aside.put

    class Stopped(BaseException):
        pass

    if when == "after it was stopped":

        def stops(path: Path, kind: str) -> Path:
            raise Stopped

        with monkeypatch.context() as patch, pytest.raises(Stopped):
            patch.setattr(set_aside, "put", stops)
            wallet("keys", "rotate", "--yes")

    def aside(path: Path, kind: str) -> Path:
        done.append("named")
        return put(path, kind)

    def synced(path: object) -> None:
        sync(path)  # type: ignore[arg-type]
        if done == ["named"] and not (folder(wallet) / STORE).exists():
            done.append("laid")
            arrive(wallet, STORE, theirs)

    monkeypatch.setattr(set_aside, "put", aside)
    monkeypatch.setattr(files, "sync", synced)
    result = wallet("keys", "rotate", "--yes") if when == "rotate" else wallet("balance")
    assert "laid" in done
    assert result.status in (0, 9)
    assert theirs in [each.read_bytes() for each in folder(wallet).iterdir() if each.is_file()]
    assert wallet("balance").status == 0


def test_where_no_folder_can_be_held_a_log_that_somebody_is_proving_is_not_his(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, log = logged(wallet, "5")
    lay(wallet, {STORE: store, LOG: log})

    def unknown(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(fcntl, "flock", unknown)
    view = connect.view(folder(wallet) / STORE, key_of(wallet), frozen=False)
    try:
        way = prove.Way(read_only=False, wait_ms=30, epoch=None, wish=logs.LogChoice("", False), proves=True)
        with pytest.raises(Busy, match="vault-busy"):
            prove.enter(place_of(wallet), key_of(wallet), way)
    finally:
        view.close()
    assert ((folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()) == (store, log)
    access.open_store(place_of(wallet), key_of(wallet)).close()
    assert cash(wallet) == "315.00"


@pytest.mark.parametrize("kind", ["pipe", "file"])
def test_whatever_has_the_name_of_a_header_that_is_erased_keeps_nobody_waiting(wallet: Wallet, kind: str) -> None:
    header, erasing = folder(wallet) / "wallet.keys", folder(wallet) / "wallet.keys.erasing"
    header.unlink()
    os.mkfifo(erasing) if kind == "pipe" else erasing.write_bytes(b"x")
    reader = os.open(erasing, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert wallet("erase", "--confirm", "main", "--yes").status == 0
    finally:
        os.close(reader)
    assert not folder(wallet).exists()


@pytest.mark.parametrize("kind", ["an older one", "the same file"])
def test_a_header_of_an_earlier_erasure_is_overwritten_too(wallet: Wallet, kind: str) -> None:
    header, erasing = folder(wallet) / "wallet.keys", folder(wallet) / "wallet.keys.erasing"
    whole = header.read_bytes()
    if kind == "an older one":
        erasing.write_bytes(whole)
    else:
        erasing.hardlink_to(header)
    held = [path.open("rb") for path in (header, erasing)]
    try:
        assert wallet("erase", "--confirm", "main", "--yes").status == 0
        assert whole not in [each.read() for each in held]
    finally:
        for each in held:
            each.close()
    assert not folder(wallet).exists()


@pytest.mark.parametrize("entrance", ["rotate", "restore --keys-only"])
def test_a_store_that_is_exchanged_once_its_log_is_proven_takes_nothing_in(
    wallet: Wallet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entrance: str
) -> None:
    backup = tmp_path / "b.backup"
    wallet.ok("backup", str(backup))
    store, log = logged(wallet, "5")
    with machine_b(wallet, tmp_path / "b") as other:
        pay(other, "7")
        pay(other, "8")
    theirs = (folder(other) / STORE).read_bytes()
    lay(wallet, {STORE: store, LOG: log})

    def laid() -> None:
        arrive(wallet, STORE, theirs)

    with monkeypatch.context() as patch:
        if entrance == "rotate":
            sound = rotation.require_sound
            patch.setattr(rotation, "require_sound", lambda *told: (sound(*told), laid()))
            assert wallet("keys", "rotate", "--yes").status == 9
        else:
            (folder(wallet) / "wallet.keys").write_bytes(b"x" * 700)
            settle = logs.settle

            def settled(*told: object) -> object:
                found = settle(*told)  # type: ignore[arg-type]
                laid()
                return found

            patch.setattr(logs, "settle", settled)
            assert wallet("restore", str(backup), "--keys-only").status == 9
    assert ((folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()) == (theirs, log)


def test_a_store_that_a_rotation_has_set_aside_is_named_though_the_disk_fails(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_at = pending.Proof.is_at

    def fails(proof: pending.Proof, path: Path) -> bool:
        if path == folder(wallet) / STORE:
            raise OSError(errno.EIO, "the disk fails")
        return is_at(proof, path)

    monkeypatch.setattr(pending.Proof, "is_at", fails)
    result = wallet("keys", "rotate", "--yes")
    monkeypatch.undo()
    left = asides(wallet)
    assert len(left) == 1
    assert left[0].name in result.err


def test_a_second_name_that_comes_before_the_first_read_is_not_written_through(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = wallet.folder / "snapshot"
    before = (folder(wallet) / STORE).read_bytes()
    bare = location.bare

    def linked(place: location.Place, epoch: int) -> object:
        found = bare(place, epoch)
        if not snapshot.exists():
            snapshot.hardlink_to(folder(wallet) / STORE)
        return found

    monkeypatch.setattr(location, "bare", linked)
    pay(wallet, "8")
    assert snapshot.read_bytes() == before
    assert cash(wallet) == "312.00"
