"""Logs that are written over in place while somebody has the store open, as programs do that copy into the file that
has the name: SQLite has read the log's sums once, and folds in whatever lies there by then.
"""

import json
import os
import resource
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.holding import holding
from tests.faults.test_beside import hasty
from tests.faults.test_longer_logs import machine_b
from tests.faults.test_proving import INDEX, LOG, STORE, asides, cash, folder, key_of, logged, pay
from tests.own_process import answer_of
from wallet_cli.services.vault import access, location
from wallet_cli.store.vault import beside, files

__all__ = ["hasty"]
FRAME, PAGE = 24, 4096


def written_over(path: Path, data: bytes) -> None:
    """The same file, with other content."""
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()


def paid_twice(wallet: Wallet) -> dict[Path, bytes]:
    """Pay 5 and 6: the log and its index as they were in between."""
    pay(wallet, "5")
    older = {path: path.read_bytes() for path in (folder(wallet) / LOG, folder(wallet) / INDEX)}
    pay(wallet, "6")
    return older


def garbage(log: bytes) -> bytes:
    return os.urandom(len(log))


def zeros(log: bytes) -> bytes:
    return bytes(len(log))


def shorter(log: bytes) -> bytes:
    return log[: len(log) // 2]


def nothing(_log: bytes) -> bytes:
    return b""


def one_byte(log: bytes) -> bytes:
    at = 32 + FRAME + 100
    return log[:at] + bytes([log[at] ^ 1]) + log[at + 1 :]


def last_frame(log: bytes) -> bytes:
    return log[:-PAGE] + bytes(PAGE)


@pytest.mark.parametrize("change", [garbage, zeros, shorter, nothing, one_byte, last_frame])
def test_what_was_written_over_a_log_is_not_folded_in(wallet: Wallet, change: Callable[[bytes], bytes]) -> None:
    before = (folder(wallet) / STORE).read_bytes()
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
        pay(wallet, "5")
        laid = change((folder(wallet) / LOG).read_bytes())
        written_over(folder(wallet) / LOG, laid)
        process.communicate("\n", timeout=60)
    assert (folder(wallet) / STORE).read_bytes() == before
    assert (folder(wallet) / LOG).read_bytes() == laid
    status = wallet("balance").status
    assert status == 8, "the payment was recorded, and what it was recorded in is gone"
    assert (folder(wallet) / STORE).read_bytes() == before


def test_what_was_written_over_the_log_of_a_writer_is_not_folded_in_either(wallet: Wallet) -> None:
    def paid() -> None:
        store = access.open_store(location.Place(folder(wallet), wallet.state), key)
        with store.exclusive():
            store.set_meta("held", "now")
        log = (folder(wallet) / LOG).read_bytes()
        written_over(folder(wallet) / LOG, one_byte(log))
        store.close()

    key, before = key_of(wallet), (folder(wallet) / STORE).read_bytes()
    assert answer_of(paid) == "done"
    assert (folder(wallet) / STORE).read_bytes() == before
    assert cash(wallet) == "320.00"


@pytest.mark.parametrize("at", ["before", "inside"])
def test_a_log_laid_into_the_empty_one_is_not_written_over(wallet: Wallet, tmp_path: Path, at: str) -> None:
    """Another machine's payment, which goes on from this very store."""
    with machine_b(wallet, tmp_path / "b") as other:
        pay(other, "7")
        theirs = (folder(other) / LOG).read_bytes()
    with holding(folder(wallet), wallet.state, key_of(wallet), at) as process:
        assert (folder(wallet) / LOG).stat().st_size == 0
        written_over(folder(wallet) / LOG, theirs)
        said, _err = process.communicate("\n", timeout=60)
    assert said == "store-replaced 8\n"
    assert (folder(wallet) / LOG).read_bytes() == theirs
    assert cash(wallet) == "313.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


@pytest.mark.parametrize("writes", ["operation", "together", "exclusive", "fold"])
def test_no_way_of_writing_goes_over_an_older_log(wallet: Wallet, writes: str) -> None:
    _store, older = logged(wallet, "5")
    pay(wallet, "6")
    key, before = key_of(wallet), (folder(wallet) / STORE).read_bytes()

    def written() -> None:
        store = access.open_store(location.Place(folder(wallet), wallet.state), key)
        written_over(folder(wallet) / LOG, older)
        try:
            if writes == "fold":
                store.fold()
            elif writes == "operation":
                with store.operation(None, bytes(16)):  # type: ignore[arg-type]
                    pass
            else:
                with getattr(store, writes)():
                    pass
        finally:
            store.close()

    assert answer_of(written) == "store-replaced"
    assert (folder(wallet) / STORE).read_bytes() == before
    assert older in [each.read_bytes() for each in (folder(wallet) / LOG, *asides(wallet)) if each.exists()]
    assert cash(wallet) == "309.00"


def test_nothing_is_written_behind_frames_that_are_damaged(wallet: Wallet) -> None:
    """Another command waits, a long log is written over in its middle, and the next payments would fold it in."""
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
        pay(wallet, "5")
        log = (folder(wallet) / LOG).read_bytes()
        written_over(folder(wallet) / LOG, laid := one_byte(log))
        before = (folder(wallet) / STORE).read_bytes()
        assert wallet("pay", "6", "Tea", "@cash", "+food").status == 8
        process.communicate("\n", timeout=60)
    assert (folder(wallet) / STORE).read_bytes() == before
    assert (folder(wallet) / LOG).read_bytes() == laid


def test_what_is_written_over_while_it_is_committed_is_not_acknowledged(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, before = key_of(wallet), (folder(wallet) / STORE).read_bytes()
    true = beside.log_stamp

    def stamped(opened: Sequence[files.InPlace]) -> beside.LogStamp | None:
        log = folder(wallet) / LOG
        if log.stat().st_size:  # the commit is done
            written_over(log, zeros(log.read_bytes()))
        return true(opened)

    def written() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(beside, "log_stamp", stamped)
            store = access.open_store(location.Place(folder(wallet), wallet.state), key)
            try:
                with store.exclusive():
                    store.set_meta("held", "now")
            finally:
                store.close()

    assert answer_of(written) == "store-replaced"
    assert (folder(wallet) / STORE).read_bytes() == before


def test_a_long_log_is_folded_in_while_the_store_is_open(wallet: Wallet) -> None:
    key, before = key_of(wallet), (folder(wallet) / STORE).stat().st_size

    def written() -> None:
        store = access.open_store(location.Place(folder(wallet), wallet.state), key)
        with store.exclusive():
            for number in range(300):
                store.set_meta(f"held{number}", bytes(15_000))
        assert (folder(wallet) / STORE).stat().st_size > before + 4_000_000
        store.close()

    assert answer_of(written) == "done"
    assert cash(wallet) == "320.00"


def test_where_the_disk_has_no_room_to_fold_in_what_is_recorded_is_recorded(wallet: Wallet) -> None:
    key = key_of(wallet)

    def written(numbers: range) -> None:
        store = access.open_store(location.Place(folder(wallet), wallet.state), key)
        with store.exclusive():
            for number in numbers:
                store.set_meta(f"held{number}", bytes(15_000))
        if len(numbers) > 200:
            assert (folder(wallet) / LOG).stat().st_size > 4_000_000, "it stays"
        store.close()

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_500_000, 5_500_000))
        written(range(200, 500))

    written(range(200))
    assert answer_of(limited) == "done"
    store = access.open_store(location.Place(folder(wallet), wallet.state), key)
    assert store.meta("held499") == bytes(15_000)
    store.close()
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_an_older_log_that_is_laid_with_its_index_is_not_gone_on_from(wallet: Wallet) -> None:
    """As by a program that copies the whole folder into the files that are there, while a question waits."""
    with holding(folder(wallet), wallet.state, key_of(wallet), "before") as process:
        for path, data in paid_twice(wallet).items():
            written_over(path, data)
        said, _err = process.communicate("\n", timeout=60)
    assert said == "store-older 8\n"
