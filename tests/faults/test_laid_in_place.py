"""What programs copy into the files of an open wallet, as ``cp`` and ``rsync --inplace`` do: another store under one's
own log, an older index, an older log with its index inside of a transaction.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.holding import holding
from tests.faults.test_beside import hasty
from tests.faults.test_longer_logs import machine_b
from tests.faults.test_overwritten import paid_twice, written_over
from tests.faults.test_proving import INDEX, LOG, STORE, cash, folder, key_of, lay, logged, pay
from wallet_cli.services.vault import access, location
from wallet_cli.store.journal.entities import Item
from wallet_cli.store.journal.journal import Origin

__all__ = ["hasty"]
ORIGIN = Origin("setting", 1_795_000_000_000_000)
REHEARSED = """
import sys
from pathlib import Path
from tests.faults.test_laid_in_place import record
from wallet_cli.errors import WalletError
from wallet_cli.services.vault import access, location

folder, state, key, at = sys.argv[1:]
store = access.open_store(location.Place(Path(folder), Path(state)), bytes.fromhex(key))

def wait():
    print("now", flush=True)
    return sys.stdin.readline()

try:
    if at == "inside":
        record(store, wait)
    elif at == "snapshot":
        with store.snapshot():
            store.check_head()
            wait()
    else:
        if at == "rehearsed":
            record(store, None, dry_run=True)
        if wait() == "y\\n":
            record(store, None)
    print("done")
except WalletError as error:
    print(error.slug, error.exit)
store.close()
"""


def record(store: access.Store, wait: Callable[[], object] | None, *, dry_run: bool = False) -> None:
    """An operation, which waits before its end."""
    uid = os.urandom(16)
    with store.operation(ORIGIN, uid, dry_run=dry_run) as work:
        work.put_item(Item(uid, "note", "x", ["y"]), new=True)
        if wait is not None:
            wait()


@contextmanager
def asked(wallet: Wallet, at: str = "rehearsed") -> Iterator[subprocess.Popen[str]]:
    """A command that has tried what it will record, and waits for an answer; or that has only "read" by then, reads on
    in one "snapshot", or waits "inside" of it.
    """
    argv = [sys.executable, "-c", REHEARSED, str(folder(wallet)), str(wallet.state), key_of(wallet).hex(), at]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        yield process


def newer_of_b(wallet: Wallet, where: Path) -> bytes:
    """The store of another machine, which has gone on from this one's."""
    with machine_b(wallet, where) as other:
        pay(other, "7")
    other.ok("balance")
    return (folder(other) / STORE).read_bytes()


@pytest.mark.parametrize("keeps_time", [False, True])
@pytest.mark.parametrize("answer", ["n", "y"])
def test_a_store_laid_under_a_log_is_not_folded_into(
    wallet: Wallet, tmp_path: Path, answer: str, keeps_time: bool
) -> None:
    """It was whole, and the log has a payment: neither is the other's."""
    laid = newer_of_b(wallet, tmp_path / "b")
    with asked(wallet) as process:
        pay(wallet, "5")
        log = (folder(wallet) / LOG).read_bytes()
        time.sleep(0.01)  # a file system's clock has its steps
        written_over(folder(wallet) / STORE, laid)
        if keeps_time:  # as ``rsync --times`` does
            os.utime(folder(wallet) / STORE, (1_700_000_000, 1_700_000_000))
        assert wallet("balance").status == 9
        assert wallet("pay", "1", "Tea", "@cash", "+food").status == 9
        said, _err = process.communicate(f"{answer}\n", timeout=60)
    assert said == ("done\n" if answer == "n" else "store-replaced 8\n")
    assert (folder(wallet) / STORE).read_bytes() == laid
    assert (folder(wallet) / LOG).read_bytes() == log
    assert wallet("balance").status == 8, "neither of both is taken for all there is"
    assert ((folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()) == (laid, log)


def test_what_a_killed_process_left_makes_nobody_blind(wallet: Wallet, tmp_path: Path) -> None:
    store, log = logged(wallet, "6")
    laid = newer_of_b(wallet, tmp_path / "b")
    lay(wallet, {STORE: store, LOG: log})
    with asked(wallet) as process:
        pay(wallet, "5")
        log = (folder(wallet) / LOG).read_bytes()
        time.sleep(0.01)
        written_over(folder(wallet) / STORE, laid)
        assert wallet("balance").status == 9
        process.communicate("n\n", timeout=60)
    assert ((folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()) == (laid, log)


def test_a_store_laid_inside_of_an_operation_gets_no_log(wallet: Wallet, tmp_path: Path) -> None:
    laid = newer_of_b(wallet, tmp_path / "b")
    with asked(wallet, "inside") as process:
        written_over(folder(wallet) / STORE, laid)
        said, _err = process.communicate("\n", timeout=60)
    assert said == "store-replaced 8\n"
    assert (folder(wallet) / STORE).read_bytes() == laid
    assert cash(wallet) == "313.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_who_only_reads_folds_nothing_into_a_store_that_was_laid(wallet: Wallet, tmp_path: Path) -> None:
    laid = newer_of_b(wallet, tmp_path / "b")
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
        pay(wallet, "5")
        log = (folder(wallet) / LOG).read_bytes()
        time.sleep(0.01)
        written_over(folder(wallet) / STORE, laid)
        process.communicate("\n", timeout=60)
    assert ((folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()) == (laid, log)


def test_others_may_fold_in_while_a_question_waits(wallet: Wallet) -> None:
    """The store is written to by SQLite, too."""
    key = key_of(wallet)
    with asked(wallet) as process:
        store = access.open_store(location.Place(folder(wallet), wallet.state), key)
        for _long in range(2):  # the second one begins the log anew
            with store.exclusive():
                for number in range(300):
                    store.set_meta(f"held{number}", os.urandom(15_000))
            pay(wallet, "1")
        store.close()
        said, _err = process.communicate("y\n", timeout=60)
    assert said == "done\n"
    assert cash(wallet) == "318.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_an_older_index_alone_takes_back_no_payment(wallet: Wallet) -> None:
    log, index = folder(wallet) / LOG, folder(wallet) / INDEX
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as reader:
        older = paid_twice(wallet)
        with asked(wallet) as process:
            newer = log.read_bytes()
            written_over(index, older[index])
            said, _err = process.communicate("y\n", timeout=60)
        assert said == "store-replaced 8\n"
        assert log.read_bytes() == newer
        reader.communicate("\n", timeout=60)
    assert cash(wallet) == "309.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_an_older_log_and_index_inside_of_an_operation_get_no_hole(wallet: Wallet) -> None:
    log = folder(wallet) / LOG
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as reader:
        older = paid_twice(wallet)
        with asked(wallet, "inside") as process:
            for path, data in older.items():
                written_over(path, data)
            said, _err = process.communicate("\n", timeout=60)
        assert said == "store-replaced 8\n"
        assert log.read_bytes() == older[log]
        reader.communicate("\n", timeout=60)
    assert wallet("balance").status == 8, "a payment that was seen is missing"
