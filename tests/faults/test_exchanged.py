"""Stores that are exchanged while a process has one of the name open, or while one is looked at: what others have open
vouches for nothing but that very file.
"""

import fcntl
import json
import os
import shutil
import signal
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.holding import holding
from tests.faults.machine import start
from tests.faults.test_proving import LOG, STORE, asides, cash, folder, key_of, logged, pay
from wallet_cli.errors import Busy
from wallet_cli.services.vault import access, location, logs, pending, prove
from wallet_cli.store.vault import connect, files, in_use, log_file


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for others."""
    monkeypatch.setitem(access.open_store.__kwdefaults__ or {}, "wait_ms", 30)


def kept(wallet: Wallet) -> Path:
    """A copy of the store as it is now, where a sync program keeps it."""
    return Path(shutil.copy(folder(wallet) / STORE, wallet.folder / "older"))


def give_name(wallet: Wallet, store: Path) -> None:
    """Let a copy of this store have the store's name, as a sync program does."""
    arriving = Path(shutil.copy(store, wallet.folder / "arriving"))
    arriving.replace(folder(wallet) / STORE)


def spent(wallet: Wallet) -> None:
    """Fill some pages: what comes later isn't whole without them."""
    many = wallet.folder / "many"
    many.write_text("".join(f"1.{n:02} Shop{n} @bank +food -d 2026-0{n % 9 + 1}-11\n" for n in range(90)))
    wallet.ok("batch", str(many))


def keeps_waiting(wallet: Wallet) -> bool:
    """Whether somebody would keep others waiting if it were stopped right now: it has the folder to itself, or one of
    SQLite's locks that nobody shares, on the store or on the index of its log, or has yet to write that index.
    """
    store = folder(wallet) / STORE
    try:
        files.release(files.held(folder(wallet), timeout_ms=0))
    except Busy:
        return True
    log, index = connect.log_of(store), connect.index_of(store)
    return is_locked_alone(store) or is_locked_alone(index) or not log_file.fits_index(log, index)


def is_locked_alone(path: Path) -> bool:
    with path.open("rb") as file:
        told = fcntl.fcntl(file, fcntl.F_OFD_GETLK, struct.pack("hhqqi", fcntl.F_RDLCK, os.SEEK_SET, 0, 0, 0))
    return bool(struct.unpack("hhqqi", told)[0] != fcntl.F_UNLCK)


@contextmanager
def stopped(wallet: Wallet, what: str) -> Iterator[None]:
    """A process that is stopped while it has the store open, the program itself or one that only reads; it goes on, to
    its end, afterwards.
    """
    if what == "reads":
        with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
            os.kill(process.pid, signal.SIGSTOP)
            yield
            os.kill(process.pid, signal.SIGCONT)
            process.communicate("\n", timeout=60)
        return
    for _attempt in range(100):  # on a busy machine it may be done before it is stopped
        process = start(wallet, what)
        while process.poll() is None and not in_use.is_in_use(folder(wallet) / STORE):
            pass
        process.send_signal(signal.SIGSTOP)
        if process.poll() is None and in_use.is_in_use(folder(wallet) / STORE) and not keeps_waiting(wallet):
            break
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=60)
    else:
        raise AssertionError("never stopped in time")
    yield
    process.send_signal(signal.SIGCONT)
    process.communicate(timeout=60)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("what", ["verify", "reads"])
def test_a_store_that_is_exchanged_beside_a_stopped_process_takes_no_foreign_log(wallet: Wallet, what: str) -> None:
    older = kept(wallet)
    spent(wallet)
    with stopped(wallet, what):
        pay(wallet, "8")
        good, log = (folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()
        assert log
        give_name(wallet, older)
        refused = wallet("pay", "11", "Tea", "@cash", "+food", "--json")
        assert (refused.status, json.loads(refused.err)["slug"]) == (9, "vault-busy")
        assert wallet("balance").status == 9
    assert ((folder(wallet) / STORE).read_bytes(), (folder(wallet) / LOG).read_bytes()) == (older.read_bytes(), log)
    assert wallet("pay", "11", "Tea", "@cash", "+food").status == 8
    assert (folder(wallet) / STORE).read_bytes() == older.read_bytes()
    (folder(wallet) / STORE).write_bytes(good)  # what the sync program has kept
    assert cash(wallet) == "312.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]
    assert asides(wallet) == []


def test_who_has_the_same_file_open_vouches_for_its_log(wallet: Wallet) -> None:
    with stopped(wallet, "verify"):
        pay(wallet, "8")
        assert (folder(wallet) / LOG).stat().st_size > 0
        pay(wallet, "9")
    assert cash(wallet) == "303.00"


def prepared(wallet: Wallet) -> tuple[Path, bytes, bytes]:
    """An older store to exchange it by, and a store whose newest payments are in the log that lies beside it."""
    older = kept(wallet)
    spent(wallet)
    pay(wallet, "6")
    store, log = logged(wallet, "7")
    (folder(wallet) / STORE).write_bytes(store)
    (folder(wallet) / LOG).write_bytes(log)
    return older, store, log


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("where", ["at the end of the proof of a log", "after the proof", "while it is opened"])
def test_a_store_that_is_exchanged_while_its_log_is_proven_takes_nothing_in(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    older, store, log = prepared(wallet)
    done: list[str] = []

    def exchanged() -> None:
        if not done:
            done.append(where)
            give_name(wallet, older)

    if where == "at the end of the proof of a log":
        judged = logs.judged

        def at_the_end(*args: object, **named: object) -> bool:
            told = judged(*args, **named)  # type: ignore[arg-type]
            exchanged()
            return told

        monkeypatch.setattr(logs, "judged", at_the_end)
    elif where == "after the proof":
        settle = prove.settle

        def after(*args: object) -> object:
            told = settle(*args)  # type: ignore[arg-type]
            exchanged()
            return told

        monkeypatch.setattr(prove, "settle", after)
    else:
        pin = connect.prepared_mode

        def opening(path: Path, *, read_only: bool, create: bool) -> str:
            if not read_only:
                exchanged()
            return pin(path, read_only=read_only, create=create)

        monkeypatch.setattr(connect, "prepared_mode", opening)
    result = wallet("pay", "11", "Tea", "@cash", "+food")
    assert result.status in (8, 9)
    assert done
    monkeypatch.undo()
    assert (folder(wallet) / STORE).read_bytes() == older.read_bytes()
    assert log in [each.read_bytes() for each in (folder(wallet) / LOG, *asides(wallet)) if each.exists()]
    (folder(wallet) / STORE).write_bytes(store)
    (folder(wallet) / LOG).write_bytes(log)
    assert cash(wallet) == "307.00"


@pytest.mark.usefixtures("hasty")
def test_a_draft_that_is_exchanged_while_it_is_judged_gets_no_name(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = folder(wallet) / "wallet.db.new-1"
    draft.write_bytes(b"x" * 5000)
    judged = pending.judged

    def exchanged(*args: object, **named: object) -> bytes | None:
        told = judged(*args, **named)  # type: ignore[arg-type]
        arriving = wallet.folder / "arriving"
        arriving.write_bytes(b"newest" * 1000)
        arriving.replace(draft)
        return told

    monkeypatch.setattr(pending, "judged", exchanged)
    assert wallet("balance").status == 9
    assert draft.read_bytes() == b"newest" * 1000
    assert asides(wallet) == []


def test_asking_who_has_a_store_open_gives_up_no_lock_of_ones_own(wallet: Wallet) -> None:
    place = location.Place(folder(wallet), wallet.state)
    path = folder(wallet) / STORE
    assert not in_use.is_in_use(path)
    store = access.open_store(place, key_of(wallet))
    try:
        assert in_use.is_in_use(path)
        with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
            assert in_use.is_in_use(path)
            process.communicate("\n", timeout=60)
        pay(wallet)
        assert files.handle_of(path) is not None
        seen_by_others = start(wallet, "pay", "1", "Tea", "@cash", "+food")
        assert seen_by_others.communicate(timeout=60)[1] == ""
        assert (folder(wallet) / LOG).stat().st_size > 0  # nobody folded it in: the lock is held
    finally:
        store.close()
    assert not in_use.is_in_use(path)
    assert cash(wallet) == "314.00"
