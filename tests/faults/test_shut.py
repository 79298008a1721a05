"""Files in a vault's folder that their permissions keep from being read, folders and links with the names of its files:
each is named, or hinders nothing; once it is mended as the hint says, everything is there.
"""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.test_laid import hasty, place_of
from tests.faults.test_proving import INDEX, LOG, STORE, asides, cash, folder, key_of, lay, logged, pay
from tests.own_process import answer_of, powerless
from wallet_cli.errors import Refused
from wallet_cli.services.vault import access, doctor, location, rotation
from wallet_cli.store.vault import files

__all__ = ["hasty"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="root gives up its rights as Linux lets it")


@pytest.mark.parametrize("name", [STORE, LOG, INDEX, "wallet.db.new-1"])
def test_a_file_that_may_not_be_read_is_named_and_once_it_may_all_is_there(wallet: Wallet, name: str) -> None:
    store, log = logged(wallet, "5")
    lay(wallet, {STORE: store, LOG: log})
    key, path = key_of(wallet), folder(wallet) / name
    if not path.exists():
        path.write_bytes(b"" if name == INDEX else os.urandom(5000))
    before = path.read_bytes()
    path.chmod(0)
    opening = lambda: access.open_store(place_of(wallet), key).close()  # noqa: E731
    assert answer_of(powerless(opening)) == "file-shut"

    def named() -> None:
        found = doctor.examine(doctor.Machine(place_of(wallet), "utf-8", os.urandom, 0, None))
        problem = next(each.problem for each in found if each.name == "data-folder")
        assert problem is not None and problem.params["path"] == str(path)
        raise problem

    assert answer_of(powerless(named)) == "file-shut"
    path.chmod(0o600)
    assert path.read_bytes() == before
    assert cash(wallet) == "315.00"


@pytest.mark.parametrize("mode", [0, 0o200])
def test_a_key_header_that_may_not_be_read_is_named(wallet: Wallet, mode: int) -> None:
    keys, key = folder(wallet) / "wallet.keys", key_of(wallet)
    keys.chmod(mode)
    opening = lambda: access.open_store(place_of(wallet), key).close()  # noqa: E731
    assert answer_of(powerless(opening)) == "file-shut"
    assert answer_of(powerless(lambda: location.identity_of(place_of(wallet)))) == "file-shut"
    keys.chmod(0o600)
    assert cash(wallet) == "320.00"


@pytest.mark.parametrize("name", [STORE, LOG])
def test_a_file_that_may_only_be_read_is_named_by_whoever_would_write(wallet: Wallet, name: str) -> None:
    store, log = logged(wallet, "5")
    lay(wallet, {STORE: store, LOG: log})
    key, path = key_of(wallet), folder(wallet) / name
    path.chmod(0o400)
    opening = lambda: access.open_store(place_of(wallet), key).close()  # noqa: E731
    assert answer_of(powerless(opening)) == "file-shut"
    path.chmod(0o600)
    assert cash(wallet) == "315.00"


@pytest.mark.parametrize("mode", [0, 0o400, 0o600])
def test_a_folder_that_may_not_be_looked_into_is_named_by_everybody(wallet: Wallet, mode: int) -> None:
    key = key_of(wallet)
    folder(wallet).chmod(mode)
    opening = lambda: access.open_store(place_of(wallet), key).close()  # noqa: E731
    assert answer_of(powerless(opening)) == "folder-unreadable"
    assert answer_of(powerless(lambda: location.identity_of(place_of(wallet)))) == "folder-unreadable"
    folder(wallet).chmod(0o700)
    assert cash(wallet) == "320.00"


def test_one_of_somebody_else_s_hinders_nobody_once_it_is_moved(wallet: Wallet) -> None:
    pay(wallet)
    log = folder(wallet) / LOG
    log.write_bytes(os.urandom(5000))
    log.chmod(0)
    log.rename(wallet.folder / "elsewhere")
    assert cash(wallet) == "315.00"


def test_a_folder_that_may_not_be_looked_into_locks_nobody_out_of_a_lock(wallet: Wallet) -> None:
    """Otherwise two commands would work past each other: the lock is the folder's."""
    key = key_of(wallet)
    folder(wallet).chmod(0o300)
    opening = lambda: access.open_store(place_of(wallet), key).close()  # noqa: E731
    assert answer_of(powerless(opening)) == "folder-unreadable"
    folder(wallet).chmod(0o700)
    assert cash(wallet) == "320.00"
    with pytest.raises(FileNotFoundError):
        os.lstat(folder(wallet) / "nothing")
    assert files.held(folder(wallet) / "nothing") == -1


def strange(path: Path, kind: str) -> None:
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path.name)


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop"])
def test_what_has_the_store_s_name_and_is_no_file_is_named(wallet: Wallet, kind: str) -> None:
    store, moved = folder(wallet) / STORE, wallet.folder / "moved"
    store.rename(moved)
    strange(store, kind)
    for argv in (["balance"], ["verify"], ["keys", "rotate"], ["backup", str(wallet.folder / "b")], ["undo"]):
        result = wallet(*argv, "--json")
        assert (result.status, json.loads(result.err)["slug"]) == (8, "store-no-file"), argv
    assert asides(wallet) == []
    store.rmdir() if kind == "folder" else store.unlink()
    moved.rename(store)
    assert cash(wallet) == "320.00"


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop"])
def test_amid_a_rotation_it_keeps_no_draft_from_its_place(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    pay(wallet)

    def stop(*_args: object) -> None:
        raise Refused("disk-full")

    with monkeypatch.context() as patch:
        patch.setattr(rotation, "put_in_place", stop)
        assert wallet("keys", "rotate").status == 5
    store = folder(wallet) / STORE
    store.unlink()
    strange(store, kind)
    assert cash(wallet) == "315.00"
    assert json.loads(wallet.ok("verify", "--json"))["ok"]
    assert len([each for each in asides(wallet) if each.suffix == ".db"]) == 1


@pytest.mark.parametrize("kind", ["folder", "loop"])
def test_what_has_the_lock_s_name_is_named_where_an_older_state_is_accepted(wallet: Wallet, kind: str) -> None:
    backup = wallet.folder / "copy"
    backup.write_bytes((folder(wallet) / STORE).read_bytes())
    pay(wallet)
    (folder(wallet) / STORE).write_bytes(backup.read_bytes())
    (lock,) = wallet.state.glob("*.lock")
    lock.unlink()
    strange(lock, kind)
    result = wallet("verify", "--accept-older", "--yes", "--json")
    assert (result.status, json.loads(result.err)["slug"]) == (5, "no-plain-file")
    assert str(lock) in result.err
    lock.rmdir() if kind == "folder" else lock.unlink()
    wallet.ok("verify", "--accept-older", "--yes")
    assert cash(wallet) == "320.00"
