"""Full and read-only disks, and an init that was interrupted: nothing is lost, and what to do is said."""

import json
import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from wallet_cli.errors import WalletError
from wallet_cli.services.vault import create, pending
from wallet_cli.store.vault import asides, files


def mounted(folder: Path, *options: str) -> None:
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True)
    if done.returncode:
        pytest.skip("this user may not mount")


@pytest.fixture
def small(wallet: Wallet) -> Iterator[Wallet]:
    """The wallet on a disk of 1 MiB."""
    moved = wallet.folder / "moved"
    wallet.data.rename(moved)
    wallet.data.mkdir()
    mounted(wallet.data, "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs")
    shutil.copytree(moved / "main", wallet.data / "main")
    yield wallet
    subprocess.run(["umount", "--lazy", str(wallet.data)], check=True)


def fill(folder: Path) -> Path:
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(1024))
        except OSError:
            return filler


def slug(wallet: Wallet, *argv: str) -> tuple[int, str]:
    result = wallet(*argv, "--json")
    return result.status, json.loads(result.err)["slug"]


PAY = ("pay", "5", "Coffee", "@cash", "+food")


def test_on_a_full_disk_nothing_changes_and_nothing_is_lost(small: Wallet) -> None:
    filler = fill(small.data)
    assert slug(small, *PAY) == (5, "disk-full")
    os.truncate(filler, filler.stat().st_size - 40_960)  # room for the log's index, not for the log
    assert slug(small, *PAY) == (5, "disk-full")
    assert "320.00" in small.ok("balance", "cash")
    filler.unlink()
    small.ok(*PAY)
    assert "315.00" in small.ok("balance", "cash")
    assert json.loads(small.ok("verify", "--json"))["ok"]


@pytest.fixture
def sealed(wallet: Wallet) -> Iterator[Wallet]:
    """The wallet on a disk that can't be written to."""
    mounted(wallet.data, "--bind", str(wallet.data))
    mounted(wallet.data, "-o", "remount,ro,bind")
    yield wallet
    subprocess.run(["umount", "--lazy", str(wallet.data)], check=True)


def test_on_a_read_only_disk_everything_can_be_read(sealed: Wallet) -> None:
    assert "320.00" in sealed.ok("balance", "cash")
    assert json.loads(sealed.ok("verify", "--json"))["ok"]
    assert slug(sealed, *PAY) == (5, "vault-read-only")
    assert slug(sealed, "verify", "--rebuild") == (5, "vault-read-only")


def test_on_a_read_only_disk_a_descriptor_is_read_once(sealed: Wallet) -> None:
    for argv in (("verify",), ("backup", str(sealed.folder / "main.backup"))):
        reads, writes = os.pipe()
        os.write(writes, sealed.passphrase_file.read_bytes())
        os.close(writes)
        sealed.ok(*argv, "--passphrase-fd", str(reads))
        os.close(reads)


def test_a_log_left_behind_on_a_read_only_disk_is_not_passed_over(wallet: Wallet) -> None:
    (wallet.data / "main" / "wallet.db-wal").write_bytes(b"x" * 4096)
    mounted(wallet.data, "--bind", str(wallet.data))
    try:
        mounted(wallet.data, "-o", "remount,ro,bind")
        assert slug(wallet, "balance") == (5, "read-only-with-wal")
    finally:
        subprocess.run(["umount", "--lazy", str(wallet.data)], check=True)


class Stopped(BaseException):
    """The machine stops here."""


@pytest.mark.parametrize("point", ["prepared", "header", "renamed"])
def test_an_interrupted_init_stands_in_nobodys_way(bare: Wallet, point: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:

        def stop(*_arguments: object, **_wishes: object) -> None:
            raise Stopped

        if point == "prepared":
            patch.setattr(create.new_vault, "prepare", stop)
        elif point == "header":
            patch.setattr(files, "write_atomically", stop)
        else:
            patch.setattr(pending, "put_in_place", stop)
        with pytest.raises(Stopped):
            bare("init", "--currency", "EUR")
    assert not (bare.data / "main" / "wallet.db").exists()
    if point == "renamed":
        assert slug(bare, "init", "--currency", "EUR") == (5, "wallet-exists")
    else:
        assert slug(bare, "balance") == (3, "no-wallet")
        assert "set aside" in bare("init", "--currency", "EUR").err  # no key is left that could prove what it is
    bare.ok("accounts", "add", "cash", "--kind", "cash", "--opening", "5")
    assert "5.00" in bare.ok("balance", "cash")
    names = sorted(each.name for each in (bare.data / "main").iterdir() if not asides.is_aside(each.name))
    assert names == ["wallet.db", "wallet.keys"]


def test_a_store_without_its_key_header_is_never_removed(wallet: Wallet) -> None:
    keys = wallet.data / "main" / "wallet.keys"
    keys.unlink()
    before = (wallet.data / "main" / "wallet.db").read_bytes()
    assert slug(wallet, "init", "--currency", "EUR") == (8, "header-missing")
    assert (wallet.data / "main" / "wallet.db").read_bytes() == before


def test_all_that_is_written_is_the_owners_alone(wallet: Wallet) -> None:
    modes = {
        each.relative_to(wallet.folder).as_posix(): stat.S_IMODE(each.stat().st_mode)
        for top in (wallet.data, wallet.state)
        for each in (top, *top.rglob("*"))
    }
    assert {mode for name, mode in modes.items() if (wallet.folder / name).is_dir()} == {0o700}
    assert {mode for name, mode in modes.items() if (wallet.folder / name).is_file()} == {0o600}


def test_a_folder_that_is_forbidden_is_told(wallet: Wallet) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is forbidden to root")
    wallet.data.chmod(0)
    try:
        result = wallet("balance")
    finally:
        wallet.data.chmod(0o700)
    assert result.status == WalletError.exit or result.status > 1


def test_a_key_header_that_is_a_link_to_itself_is_told_by_every_command(wallet: Wallet) -> None:
    keys = wallet.data / "main" / "wallet.keys"
    keys.unlink()
    keys.symlink_to(keys)
    for argv in (("balance",), PAY, ("keys",), ("keys", "rotate"), ("unlock",), ("verify",), ("passphrase",)):
        assert slug(wallet, *argv) == (8, "header-loop"), argv
    assert slug(wallet, "init", "--currency", "EUR") == (8, "header-missing")
    for argv in (("status",), ("doctor",), ("lock",)):
        assert "bug" not in wallet(*argv, "--json").err, argv
