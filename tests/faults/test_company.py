"""Those who have the store open, or only seem to: what is taken for their log, and what becomes of it."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.holding import holding, unfolded
from tests.faults.test_beside import give_log, hasty
from tests.faults.test_proving import INDEX, LOG, STORE, asides, cash, folder, key_of, lay, logged, pay
from tests.own_process import answer_of
from tests.store.vault.test_in_use import FIRST, SWITCH, locks
from wallet_cli.errors import Damaged, Refused
from wallet_cli.services.vault import access, location, pending, rotation
from wallet_cli.store.store import Store
from wallet_cli.store.vault import asides as set_aside
from wallet_cli.store.vault import connect, in_use

__all__ = ["hasty"]


def place_of(wallet: Wallet) -> location.Place:
    return location.Place(folder(wallet), wallet.state)


def test_a_log_that_is_laid_in_place_of_an_empty_one_while_somebody_reads_stays(wallet: Wallet) -> None:
    """As a sync program brings it: it holds what was paid on another machine."""
    before = (folder(wallet) / STORE).read_bytes()
    _store, other = logged(wallet, "7")
    lay(wallet, {STORE: before})
    for head in wallet.state.iterdir():
        head.unlink()
    with holding(folder(wallet), wallet.state, key_of(wallet), "reading") as process:
        give_log(wallet, other)
        assert wallet("pay", "2", "Tea", "@cash", "+food").status == 9
        assert wallet("balance").status == 9
        assert (folder(wallet) / LOG).read_bytes() == other
        process.communicate("\n", timeout=60)
    assert (folder(wallet) / LOG).read_bytes() == other
    assert cash(wallet) == "313.00"


def test_nothing_is_acknowledged_into_a_log_that_was_taken_away_right_after_it_was_made(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, path = key_of(wallet), folder(wallet) / LOG
    made = Store.__init__

    def late(*told: object, **named: object) -> None:
        path.unlink()
        made(*told, **named)  # type: ignore[arg-type]

    def written() -> None:
        store = access.open_store(place_of(wallet), key)
        with store.exclusive():
            store.set_meta("held", 1)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "__init__", late)
        assert answer_of(written) == "store-replaced"
    assert cash(wallet) == "320.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="elsewhere nobody can be asked")
def test_a_store_that_seems_to_be_open_elsewhere_and_is_older_with_its_log_is_not_written_to(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody holds SQLite's locks, beside an older log and an index that fits it."""
    before, older, key = beside_an_older_log(wallet)
    with seeming(folder(wallet)) as process:
        check = access.check_seen

        def alone(*told: object) -> None:
            end(process)
            check(*told)  # type: ignore[arg-type]

        def opening() -> None:
            access.open_store(place_of(wallet), key).close()

        with monkeypatch.context() as patch:
            patch.setattr(access, "check_seen", alone)
            assert answer_of(opening) == "store-older"
    assert (folder(wallet) / STORE).read_bytes() == before
    assert cash(wallet) == "298.00"
    assert [each.read_bytes() for each in asides(wallet)] == [older]


SEEMING = """
import fcntl, os, sys
folder = sys.argv[1]
fcntl.flock(os.open(folder, os.O_RDONLY), fcntl.LOCK_SH)
store, index = (os.open(f"{folder}/wallet.db{ending}", os.O_RDWR) for ending in ("", "-shm"))
fcntl.lockf(store, fcntl.LOCK_SH, 510, 0x40000002)
fcntl.lockf(index, fcntl.LOCK_SH, 1, 128)
print("ready", flush=True)
sys.stdin.read()
"""


def beside_an_older_log(wallet: Wallet) -> tuple[bytes, bytes, bytes]:
    """Lay a log and its index from before the last three payments beside the store: the store as it is, that log, and
    the key.
    """
    reader = access.open_store(place_of(wallet), key_of(wallet))
    with unfolded():
        pay(wallet, "7")
    older, index = (folder(wallet) / LOG).read_bytes(), (folder(wallet) / INDEX).read_bytes()
    reader.close()
    for _each in range(3):
        pay(wallet)
    before, key = (folder(wallet) / STORE).read_bytes(), key_of(wallet)
    lay(wallet, {LOG: older, INDEX: index})
    return before, older, key


def end(process: subprocess.Popen[str]) -> None:
    """Kill who holds the locks, and wait until these have gone; not by Popen, for the caller isn't its parent."""
    other = os.pidfd_open(process.pid)
    signal.pidfd_send_signal(other, signal.SIGKILL)
    assert select.select([other], [], [], 60)[0], "its locks have gone with it"


@contextmanager
def seeming(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process has the locks of those who have the store in this folder open."""
    line = [sys.executable, "-c", SEEMING, str(path)]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount")
def test_who_holds_which_lock_is_seen_on_file_systems_laid_over_each_other(tmp_path: Path) -> None:
    lower, upper, work, merged = (tmp_path / name for name in ("lower", "upper", "work", "merged"))
    for each in (lower, upper, work, merged):
        each.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "none", str(lower)], check=True)
    try:
        options = f"lowerdir={lower},upperdir={upper},workdir={work}"
        made = subprocess.run(["mount", "-t", "overlay", "none", "-o", options, str(merged)], capture_output=True)
        if made.returncode:
            pytest.skip("this system lays no file systems over each other")
        try:
            store, own = merged / STORE, merged / "own"
            for path in (store, own, connect.index_of(store)):
                path.write_bytes(bytes(5000))
            with locks((store, FIRST), (own, SWITCH)), locks((connect.index_of(store), SWITCH)):
                assert not in_use.is_in_use(store)
            with locks((store, FIRST), (connect.index_of(store), SWITCH)):
                assert in_use.is_in_use(store)
        finally:
            subprocess.run(["umount", str(merged)], check=True)
    finally:
        subprocess.run(["umount", str(lower)], check=True)


def test_the_old_store_of_a_rotation_that_was_killed_right_then_goes_with_whoever_comes_next(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, old = set_aside.put, (folder(wallet) / STORE).read_bytes()

    def killed(path: Path, kind: str) -> Path:
        aside = put(path, kind)
        raise Refused("disk-full", path=str(aside))

    with monkeypatch.context() as patch:
        patch.setattr(set_aside, "put", killed)
        assert wallet("keys", "rotate").status == 5
    assert [each.read_bytes() for each in asides(wallet)] == [old]
    assert cash(wallet) == "320.00"
    assert [each.suffix for each in asides(wallet)] == [".keys"]


def test_a_store_that_was_worked_on_under_a_draft_s_name_is_kept(wallet: Wallet) -> None:
    """An older snapshot was put back beside it: it begins with the same bytes as the draft that it was made from."""
    store, keys = folder(wallet) / STORE, folder(wallet) / "wallet.keys"
    old = store.read_bytes(), keys.read_bytes()
    wallet.ok("keys", "rotate")
    pay(wallet, "7")
    newer = store.read_bytes()
    for head in wallet.state.iterdir():
        head.unlink()
    store.write_bytes(old[0])
    keys.write_bytes(old[1])
    (folder(wallet) / "wallet.db.new-2").write_bytes(newer)
    wallet.ok("keys", "rotate")
    assert newer in [each.read_bytes() for each in asides(wallet)]
    with pytest.raises(Damaged, match="store-damaged"):
        access.open_store(place_of(wallet), bytes(32))
    assert pending.is_plain(store) and rotation.others(place_of(wallet), access.derive(place_of(wallet), PASS)) == ()


PASS = b"correct horse battery staple"
