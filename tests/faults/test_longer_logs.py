"""A log with more in it than the index beside it knows of: another machine's that goes on from this one's, or this
very log beside an older index that somebody holds. Whoever believed the index would write over the rest.
"""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.holding import holding
from tests.faults.test_beside import give_log, hasty
from tests.faults.test_proving import INDEX, LOG, STORE, asides, cash, folder, key_of, pay

__all__ = ["hasty"]

LOCKING = """
import fcntl, struct, sys
kind, *paths = sys.argv[1:]
command = fcntl.F_OFD_SETLK if kind == "ofd" else fcntl.F_SETLK
kept = []
for path, first, size in zip(paths[::3], paths[1::3], paths[2::3]):
    kept.append(open(path, "r+b"))
    lock = struct.pack("hhxxxxqqixxxx", fcntl.F_RDLCK, 0, int(first), int(size), 0)
    fcntl.fcntl(kept[-1], command, lock)
print("now", flush=True)
sys.stdin.read()
"""
ON_STORE, ON_INDEX = (STORE, "1073741826", "510"), (INDEX, "128", "1")
"""What SQLite locks of a store that is open, and of the index of its log."""


@contextmanager
def machine_b(wallet: Wallet, room: Path, *, folds: bool = True) -> Iterator[Wallet]:
    """Another machine, to which a sync program has brought the store with its log, and where it is open, too."""
    room.mkdir()
    other = Wallet(room)
    shutil.copytree(folder(wallet), folder(other), ignore=shutil.ignore_patterns(INDEX))
    with holding(folder(other), other.state, key_of(wallet), "reading", folds=folds) as process:
        yield other
        process.communicate("\n", timeout=60)


@pytest.mark.parametrize("folded", [False, True])
def test_a_longer_log_of_another_machine_that_is_laid_while_somebody_reads_is_not_written_over(
    wallet: Wallet, tmp_path: Path, folded: bool
) -> None:
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
        pay(wallet, "6")
        with machine_b(wallet, tmp_path / "b", folds=False) as other:
            pay(other, "7")
            theirs = (folder(other) / LOG).read_bytes()
        if folded:
            wallet.ok("verify")
            assert (folder(wallet) / LOG).stat().st_size == 0
        give_log(wallet, theirs)
        assert wallet("pay", "8", "Tea", "@cash", "+food").status == 9
        assert wallet("balance").status == 9
        process.communicate("\n", timeout=60)
    assert theirs in [each.read_bytes() for each in (folder(wallet) / LOG, *asides(wallet)) if each.exists()]
    assert cash(wallet) == "307.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


@contextmanager
def locking(path: Path, kind: str, *places: tuple[str, str, str]) -> Iterator[None]:
    """A program without any key has locks as SQLite takes them, and shares no folder."""
    told = [each for name, first, size in places for each in (str(path / name), first, size)]
    argv = [sys.executable, "-c", LOCKING, kind, *told]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        yield
        process.communicate("", timeout=60)


@pytest.fixture
def cut_short(wallet: Wallet) -> Wallet:
    """A command was killed with two payments in its log, and beside that lies the index of the time of the first."""
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
        pay(wallet, "5")
        index = (folder(wallet) / INDEX).read_bytes()
        pay(wallet, "6")
        process.send_signal(signal.SIGKILL)
    (folder(wallet) / INDEX).unlink()
    (folder(wallet) / INDEX).write_bytes(index)
    return wallet


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody can be asked who holds what")
@pytest.mark.parametrize("knows", [True, False], ids=["this machine", "a machine that has not seen it"])
@pytest.mark.parametrize("kind", ["posix", "ofd"])
@pytest.mark.parametrize("held", [(ON_INDEX,), (ON_STORE, ON_INDEX)], ids=["the index", "the store, too"])
def test_who_holds_an_index_without_sharing_the_folder_is_waited_for(
    cut_short: Wallet, hasty: None, held: tuple[tuple[str, str, str], ...], kind: str, knows: bool
) -> None:
    if not knows:
        shutil.rmtree(cut_short.state)
    with locking(folder(cut_short), kind, *held):
        assert cut_short("pay", "8", "Tea", "@cash", "+food").status == 9
        assert cut_short("verify", "--accept-older").status == 9
    assert cash(cut_short) == "309.00"
    assert asides(cut_short) == []
    assert json.loads(cut_short.ok("verify", "--json"))["ok"]


@pytest.mark.parametrize("command", [("pay", "8", "Tea", "@cash", "+food"), ("balance",)], ids=["pay", "balance"])
def test_nobody_shares_an_index_with_a_stopped_command_whose_store_was_exchanged(
    wallet: Wallet, tmp_path: Path, hasty: None, command: tuple[str, ...]
) -> None:
    """Its log is empty still, and its pages are of the store that it has open: beside the new one they destroy that."""
    with machine_b(wallet, tmp_path / "b") as other:
        pay(other, "7")
        other.ok("verify")
    theirs = (folder(other) / STORE).read_bytes()
    with holding(folder(wallet), wallet.state, key_of(wallet), "inside") as process:
        assert (folder(wallet) / LOG).stat().st_size == 0
        give_log(wallet, theirs, STORE)
        assert wallet(*command).status == 9
        said, _nothing = process.communicate("\n", timeout=60)
    assert said == "store-replaced 8\n"
    assert (folder(wallet) / STORE).read_bytes() == theirs
    if wallet(*command).status == 8:  # the stopped one has written a log, and nobody can say whose that is
        wallet.ok("verify", "--without-log", "--yes")
    assert cash(wallet) in ("313.00", "305.00")
    assert json.loads(wallet.ok("verify", "--json"))["ok"]
