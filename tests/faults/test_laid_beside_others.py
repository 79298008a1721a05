"""Another machine's store that is copied into the file of an open one where the index alone wouldn't tell: nothing was
written by then, others have folded the log in or a part of it, or are just committing or proving.
"""

import json
import os
import struct
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.test_beside import hasty
from tests.faults.test_laid_in_place import asked, newer_of_b, record
from tests.faults.test_longer_logs import machine_b
from tests.faults.test_overwritten import written_over
from tests.faults.test_proving import INDEX, LOG, STORE, asides, folder, key_of, lay, logged, pay
from tests.own_process import answer_of
from wallet_cli.services.vault import access, location
from wallet_cli.store.vault import log_file, own_log

__all__ = ["hasty"]
TRIED_AT = 128
"""Where an index says how much of its log was to be folded in."""


def pages(wallet: Wallet) -> tuple[bytes, bytes]:
    return (folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()


def opened(wallet: Wallet) -> access.Store:
    return access.open_store(location.Place(folder(wallet), wallet.state), key_of(wallet))


def filled(wallet: Wallet) -> None:
    """Make the store longer by some pages."""
    store = opened(wallet)
    with store.exclusive():
        store.set_meta("held", os.urandom(200_000))
    store.close()


@pytest.mark.parametrize("answer", ["n", "y"])
def test_a_store_laid_before_anything_was_written_is_not_written_to(
    wallet: Wallet, tmp_path: Path, answer: str
) -> None:
    with machine_b(wallet, tmp_path / "b") as other:
        other.ok("accounts", "add", "elsewhere")  # no balance shows it
    other.ok("balance")
    laid = (folder(other) / STORE).read_bytes()
    with asked(wallet, "read") as process:
        time.sleep(0.01)
        written_over(folder(wallet) / STORE, laid)
        said, _err = process.communicate(f"{answer}\n", timeout=60)
    assert said == ("done\n" if answer == "n" else "store-replaced 8\n")
    assert (folder(wallet) / STORE).read_bytes() == laid
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_a_store_laid_before_a_backup_is_noted_is_not_written_to(wallet: Wallet, tmp_path: Path) -> None:
    laid = newer_of_b(wallet, tmp_path / "b")

    def noted() -> None:
        store = opened(wallet)
        time.sleep(0.01)
        written_over(folder(wallet) / STORE, laid)
        try:
            with store.exclusive():
                store.set_meta("held", "now")
        finally:
            store.close()

    assert answer_of(noted) == "store-replaced"
    assert (folder(wallet) / STORE).read_bytes() == laid


@pytest.mark.parametrize("kind", ["of one length", "shorter"])
def test_a_store_laid_after_others_have_folded_in_is_not_written_to(wallet: Wallet, tmp_path: Path, kind: str) -> None:
    laid = newer_of_b(wallet, tmp_path / "b")
    with asked(wallet) as process:
        pay(wallet, "5")
        if kind == "shorter":
            filled(wallet)
        wallet.ok("verify")
        assert (folder(wallet) / LOG).stat().st_size == 0
        time.sleep(0.01)
        written_over(folder(wallet) / STORE, laid)
        said, _err = process.communicate("y\n", timeout=60)
    assert said == ("store-forked 8\n" if kind == "of one length" else "store-replaced 8\n")
    assert (folder(wallet) / STORE).read_bytes() == laid


@pytest.mark.parametrize("answer", ["n", "y"])
def test_a_store_laid_while_a_part_of_the_log_is_folded_in_is_not_folded_into(
    wallet: Wallet, tmp_path: Path, answer: str
) -> None:
    """Someone reads an older state, so that the rest can't be."""
    laid = newer_of_b(wallet, tmp_path / "b")
    with asked(wallet) as process:
        filled(wallet)
        with asked(wallet, "snapshot") as reader:
            pay(wallet, "6")
            before = (folder(wallet) / STORE).read_bytes()
            wallet.ok("rm", "t2", "--erase-body", "--yes")
            assert (folder(wallet) / STORE).read_bytes() != before, "a part is"
            time.sleep(0.01)
            written_over(folder(wallet) / STORE, laid)
            left = pages(wallet)
            assert wallet("balance").status == 9
            reader.communicate("\n", timeout=60)
        said, _err = process.communicate(f"{answer}\n", timeout=60)
    assert said == ("done\n" if answer == "n" else "store-replaced 8\n")
    assert pages(wallet) == left
    assert wallet("balance").status == 8


def test_beside_a_log_that_is_folded_in_partly_all_goes_on(wallet: Wallet) -> None:
    with asked(wallet) as process:
        filled(wallet)
        with asked(wallet, "snapshot") as reader:
            pay(wallet, "6")
            wallet.ok("rm", "t2", "--erase-body", "--yes")
            pay(wallet, "1")
            reader.communicate("\n", timeout=60)
        said, _err = process.communicate("y\n", timeout=60)
    assert said == "done\n"
    assert not (folder(wallet) / LOG).exists()
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_a_store_laid_after_someone_was_killed_while_he_folded_in_is_not_folded_into(
    wallet: Wallet, tmp_path: Path
) -> None:
    laid = newer_of_b(wallet, tmp_path / "b")
    with asked(wallet) as process:
        pay(wallet, "5")
        with (folder(wallet) / INDEX).open("r+b") as index:
            known = struct.unpack("=16xI", index.read(20))[0]
            index.seek(TRIED_AT)
            index.write(struct.pack("=I", known))
        time.sleep(0.01)
        written_over(folder(wallet) / STORE, laid)
        left = pages(wallet)
        assert wallet("balance").status == 9
        said, _err = process.communicate("y\n", timeout=60)
    assert said == "store-replaced 8\n"
    assert pages(wallet) == left


def test_a_store_laid_while_something_is_committed_is_not_folded_into(
    wallet: Wallet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the last look, so that the log comes after it; who waits beside it has seen neither."""
    laid = newer_of_b(wallet, tmp_path / "b")
    true, key = own_log.Log.require_own, key_of(wallet)

    def committed() -> None:
        with monkeypatch.context() as patch:
            store = access.open_store(location.Place(folder(wallet), wallet.state), key)
            calls = []

            def require_own(log: own_log.Log) -> bool:
                calls.append(true(log))
                if len(calls) == 2:
                    time.sleep(0.01)
                    written_over(folder(wallet) / STORE, laid)
                return calls[-1]

            patch.setattr(own_log.Log, "require_own", require_own)
            try:
                record(store, None)
            finally:
                store.close()

    with asked(wallet, "read") as process:
        assert answer_of(committed) == "store-replaced"
        left = pages(wallet)
        assert left[0] == laid
        process.communicate("n\n", timeout=60)
    assert pages(wallet) == left


def test_a_store_laid_while_its_log_is_proven_is_not_folded_into(
    wallet: Wallet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, log = logged(wallet, "6")
    laid = newer_of_b(wallet, tmp_path / "b")
    lay(wallet, {STORE: store, LOG: log})
    true, key = log_file.fold_in, key_of(wallet)

    def folded(db: object, is_still_so: Callable[[], bool]) -> bool:
        time.sleep(0.01)
        written_over(folder(wallet) / STORE, laid)
        return true(db, is_still_so)

    def proven() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(log_file, "fold_in", folded)
            access.open_store(location.Place(folder(wallet), wallet.state), key).close()

    assert answer_of(proven) == "vault-busy"
    assert pages(wallet) == (laid, log)
    wallet.ok("balance")
    assert [each.read_bytes() for each in asides(wallet)] == [log], "the other machine had it all"
