"""Files of 1 TiB that hold next to nothing, under names of the wallet's own: they fill no disk, and stop no erasure."""

import errno
import json
import os
from pathlib import Path

import pytest

from tests.cli.driver import PASSPHRASE, Wallet
from tests.faults.test_disks import fill, slug, small
from wallet_cli.services.vault import access, location, repair_header
from wallet_cli.store.vault import asides

__all__ = ["small"]

HUGE = 1 << 40
ASIDE = "aside-20260101T000000.wal"
ERASE = ("rm", "t3", "--erase-body", "--yes")


def sparse(path: Path) -> Path:
    with path.open("ab") as out:
        out.truncate(HUGE)
    if path.stat().st_blocks * 512 >= HUGE:
        pytest.skip("no file has holes here")
    return path


def free(wallet: Wallet) -> int:
    told = os.statvfs(wallet.data)
    return told.f_bavail * told.f_frsize


def test_an_aside_without_end_is_destroyed_with_the_body_and_with_the_wallet(small: Wallet) -> None:
    small.ok("pay", "5", "Coffee", "@cash", "+food")
    path = sparse(small.data / "main" / ASIDE)
    with path.open("r+b") as out:
        out.write(b"Coffee")
    result = small(*ERASE, "--json")
    assert (json.loads(result.out)["erased"]["aside"], path.exists()) == (1, False)
    assert "not-overwritten" not in result.err
    sparse(path)
    result = small("erase", "--confirm", "main", "--yes", "--json")
    assert (result.status, (small.data / "main").exists(), "not-overwritten" in result.err) == (0, False, False)


def test_what_is_erased_is_told_where_an_aside_stays_and_the_same_line_destroys_it(wallet: Wallet) -> None:
    wallet.ok("pay", "5", "Coffee", "@cash", "+food")
    path, other = wallet.data / "main" / ASIDE, wallet.data / "main" / "aside-20260102T000000.db"
    for each in (path, other):
        each.write_bytes(b"Coffee")
    real = Path.unlink

    def refused(self: Path, **named: bool) -> None:
        if self == path:
            raise PermissionError(errno.EPERM, "not permitted", str(self))
        real(self, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        result = wallet(*ERASE)
        assert (result.status, "Erased t3 for good" in result.out, "nothing was changed" in result.err) == (
            5,
            True,
            False,
        )
        assert f"may hold it: {ASIDE}" in result.err
        assert "wallet rm t3 --erase-body" in result.err
        assert "Coffee" not in wallet.ok("history")
        assert json.loads(wallet(*ERASE, "--json").err)["slug"] == "aside-left"
    assert (path.exists(), other.exists()) == (True, False)
    assert wallet("rm", "t3", "--erase-body", "-n").status == 0
    assert "nothing was erased" in wallet("rm", "t3", "--erase-body", tty=True, typed="n\n").err
    assert path.exists()
    told = json.loads(wallet.ok(*ERASE, "--json"))
    assert (told["operation"], told["transactions"], told["erased"]) == (None, [], {"aside": 1})
    assert asides.listed(path.parent) == []
    assert json.loads(wallet(*ERASE, "--json").err)["slug"] == "already-erased"


def test_with_something_set_aside_what_is_not_erased_yet_is_erased(wallet: Wallet) -> None:
    for _ in range(2):
        wallet.ok("pay", "5", "Coffee", "@cash", "+food")
    wallet.ok(*ERASE)
    path = wallet.data / "main" / ASIDE
    path.write_bytes(b"Coffee")
    assert json.loads(wallet("rm", "t3", "t4", "--erase-body", "--yes", "--json").err)["slug"] == "already-erased"
    assert path.exists()
    wallet.ok("rm", "t4", "--erase-body", "--yes")
    assert not path.exists()
    path.write_bytes(b"Coffee")
    assert "destroyed" in wallet.ok("rm", "t3", "t4", "--erase-body", "--yes")
    assert not path.exists()


def test_a_key_header_without_end_is_set_aside_and_not_copied(small: Wallet) -> None:
    backup = small.folder / "main.backup"
    small.ok("backup", str(backup))
    keys = small.data / "main" / "wallet.keys"
    place = location.Place(str(keys.parent), str(small.state))
    key = access.derive(place, PASSPHRASE.encode()).database_key
    numbers = []
    for mend in (
        lambda: small.ok("restore", str(backup), "--keys-only", "--yes"),
        lambda: repair_header.repair(place, key),
    ):
        keys.write_bytes(b"x")
        sparse(keys)
        before = free(small)
        numbers.append(keys.stat().st_ino)
        mend()
        assert before - free(small) < 128 * 1024
        assert "320.00" in small.ok("balance", "cash")
    assert sorted(each.stat().st_ino for each in asides.listed(keys.parent)) == sorted(numbers)


def test_a_store_without_end_that_has_a_second_name_is_copied_with_its_holes(small: Wallet) -> None:
    store = sparse(small.data / "main" / "wallet.db")
    os.link(store, small.data / "second")
    assert "320.00" in small.ok("balance", "cash")
    told = store.stat()
    assert (told.st_nlink, told.st_size) == (1, HUGE)
    assert told.st_blocks * 512 < 1 << 20


def test_a_store_that_has_a_second_name_and_no_room_for_a_copy_stays_as_it_is(small: Wallet) -> None:
    store = small.data / "main" / "wallet.db"
    os.link(store, small.data / "second")
    before, filler = store.read_bytes(), fill(small.data)
    os.truncate(filler, filler.stat().st_size - store.stat().st_blocks * 512 + 8192)
    left = free(small)
    assert slug(small, "balance") == (5, "disk-full")
    assert (store.read_bytes(), free(small)) == (before, left)
    assert sorted(each.name for each in store.parent.iterdir()) == ["wallet.db", "wallet.keys"]
    filler.unlink()
    assert "320.00" in small.ok("balance", "cash")
