"""What others fold in while someone waits with the store open: honest work is never taken for another program's, and
what may be another program's is left to those who open the store next, and prove it.
"""

import json
import os
import time
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.test_beside import hasty
from tests.faults.test_laid_beside_others import filled, opened, pages
from tests.faults.test_laid_in_place import asked, newer_of_b
from tests.faults.test_longer_logs import machine_b
from tests.faults.test_overwritten import written_over
from tests.faults.test_proving import INDEX, LOG, STORE, folder, pay
from tests.own_process import answer_of
from tests.raw.while_folding import WhileFolding
from wallet_cli.store.vault import files, log_file, own_log

__all__ = ["hasty"]
TOLD_BYTES = 132
"""How much of an index says what its log holds, and what of that is folded in."""


def folded(wallet: Wallet, *, while_another_pays: bool = False) -> None:
    """Fold the log in; ``while_another_pays``: another's payment comes before the last page is written."""

    def paid() -> None:
        pay(wallet, "6")
        time.sleep(0.02)
        os.utime(folder(wallet) / STORE)

    store = opened(wallet)
    paths = [folder(wallet) / name for name in (STORE, LOG)]
    log = own_log.Log(WhileFolding(store.db, paid) if while_another_pays else store.db, files.opened_here(*paths))
    log.fold("PASSIVE")
    store.close()


@pytest.mark.parametrize("answer", ["n", "y"])
def test_a_payment_beside_one_who_folds_in_is_no_other_program_s(wallet: Wallet, answer: str) -> None:
    with asked(wallet) as process:
        pay(wallet, "5")
        assert answer_of(lambda: folded(wallet, while_another_pays=True)) == "done"
        assert wallet("balance").status == 0
        pay(wallet, "1")
        said, _err = process.communicate(f"{answer}\n", timeout=60)
    assert said == "done\n"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


class Folded:
    """The path of a store into which others fold the log right after it is looked at for the first time."""

    def __init__(self, before: Path, store: Path, index: Path) -> None:
        self._paths, self._index = [store, before], index

    def __fspath__(self) -> str:
        if len(self._paths) == 1:
            return str(self._paths[0])
        self._index.write_bytes(b"\1" * TOLD_BYTES)
        return str(self._paths.pop())


def test_a_store_and_its_index_are_seen_at_one_moment(tmp_path: Path) -> None:
    before, store, index = tmp_path / "before", tmp_path / "store", tmp_path / "index"
    for path, written in ((before, 5), (store, 7)):
        path.write_bytes(b"store")
        os.utime(path, ns=(written, written))
    index.write_bytes(bytes(TOLD_BYTES))
    seen = log_file.sight(files.InPlace(Folded(before, store, index), None), files.in_place(index))
    assert (seen.store, seen.folded) == ((5, 7), 0x01010101)


@pytest.mark.parametrize("later", ["log", "both"])
@pytest.mark.parametrize("answer", ["n", "y"])
def test_a_store_laid_under_a_log_that_is_changed_after_it_is_not_folded_into(
    wallet: Wallet, tmp_path: Path, later: str, answer: str
) -> None:
    with machine_b(wallet, tmp_path / "b") as other:
        filled(other)
        other.ok("accounts", "add", "elsewhere")
    other.ok("balance")
    laid = (folder(other) / STORE).read_bytes()
    with asked(wallet) as process:
        pay(wallet, "5")
        time.sleep(0.01)
        written_over(folder(wallet) / STORE, laid)
        time.sleep(0.01)
        for name in (STORE, LOG) if later == "both" else (LOG,):
            (folder(wallet) / name).chmod(0o600)
        process.communicate(f"{answer}\n", timeout=60)
    assert pages(wallet)[0] == laid
    assert wallet("balance").status == 8


@pytest.mark.parametrize("answer", ["n", "y"])
def test_a_log_and_an_index_of_an_earlier_time_are_not_folded_in(wallet: Wallet, answer: str) -> None:
    with asked(wallet, "read") as process:
        pay(wallet, "5")
        earlier = {name: (folder(wallet) / name).read_bytes() for name in (LOG, INDEX)}
        assert answer_of(lambda: folded(wallet)) == "done"
        pay(wallet, "6")
        with asked(wallet) as other:
            time.sleep(0.01)
            for name, data in earlier.items():
                written_over(folder(wallet) / name, data)
            left = (folder(wallet) / STORE).read_bytes()
            said, _err = other.communicate(f"{answer}\n", timeout=60)
        assert said == ("done\n" if answer == "n" else "store-replaced 8\n")
        assert (folder(wallet) / STORE).read_bytes() == left
        process.kill()
    assert (folder(wallet) / STORE).read_bytes() == left


def test_what_was_found_older_is_not_folded_in_afterwards(wallet: Wallet) -> None:
    with asked(wallet, "read") as process, asked(wallet) as other:
        pay(wallet, "5")
        earlier = {name: (folder(wallet) / name).read_bytes() for name in (LOG, INDEX)}
        pay(wallet, "6")
        process.kill()
        process.wait()
        time.sleep(0.01)
        for name, data in earlier.items():
            written_over(folder(wallet) / name, data)
        left = (folder(wallet) / STORE).read_bytes()
        said, _err = other.communicate("y\n", timeout=60)
    assert said == "store-older 8\n"
    assert (folder(wallet) / STORE).read_bytes() == left
    assert (folder(wallet) / LOG).read_bytes()[: len(earlier[LOG])] == earlier[LOG]


def test_what_fails_as_another_index_was_laid_inside_of_it_says_so(wallet: Wallet) -> None:
    with asked(wallet, "read") as process:
        pay(wallet, "5")
        earlier = (folder(wallet) / INDEX).read_bytes()
        pay(wallet, "6")

        def failed() -> None:
            with opened(wallet).exclusive():
                written_over(folder(wallet) / INDEX, earlier)
                raise ValueError("constraint failed")

        assert answer_of(failed) == "store-replaced"
        process.kill()


@pytest.mark.parametrize("answer", ["n", "y"])
def test_what_was_written_since_others_folded_all_in_is_folded_in_in_the_end(wallet: Wallet, answer: str) -> None:
    with asked(wallet) as process:
        pay(wallet, "5")
        wallet.ok("verify")
        pay(wallet, "6")
        assert (folder(wallet) / LOG).stat().st_size
        said, _err = process.communicate(f"{answer}\n", timeout=60)
    assert said == "done\n"
    assert not (folder(wallet) / LOG).exists()
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_who_finds_another_store_makes_it_the_one_that_was_changed_last(wallet: Wallet, tmp_path: Path) -> None:
    """So that all who have it open see it, whatever was changed of the log after the copy."""
    laid = newer_of_b(wallet, tmp_path / "b")
    with asked(wallet, "read") as process:
        pay(wallet, "5")
        with asked(wallet) as other:
            time.sleep(0.01)
            written_over(folder(wallet) / STORE, laid)
            time.sleep(0.01)
            (folder(wallet) / LOG).chmod(0o600)
            said, _err = other.communicate("y\n", timeout=60)
        assert said == "store-replaced 8\n"
        store, log = (os.stat(folder(wallet) / name) for name in (STORE, LOG))
        assert log.st_mtime_ns < log.st_ctime_ns < store.st_ctime_ns
        process.kill()
