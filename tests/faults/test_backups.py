"""Backups under faults: flipped bytes, torn files, full disks, killed processes, writers at work."""

import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.machine import run, start
from tests.faults.test_disks import fill, mounted
from wallet_cli.errors import WalletError
from wallet_cli.services.vault import backup_check
from wallet_cli.store.check import copying
from wallet_cli.store.vault import backup_file, scratch

FLIPS = 200
KILLS = 8


def slug(wallet: Wallet, *argv: str) -> tuple[int, str]:
    result = wallet(*argv, "--json")
    return result.status, json.loads(result.err)["slug"]


@pytest.fixture
def file(wallet: Wallet) -> Path:
    """A backup of the wallet."""
    path = wallet.folder / "main.backup"
    wallet.ok("backup", str(path))
    return path


def read_all(path: Path) -> str:
    """What is told of a file without any key."""
    try:
        with backup_check.opened(path) as (stream, head):
            if copying.digest(stream) != (head.label.image_bytes, head.label.image_sha256):
                return "backup-image-damaged"
    except WalletError as error:
        return error.slug
    return ""


def test_any_flipped_byte_is_told_with_its_region(wallet: Wallet, file: Path) -> None:
    data = file.read_bytes()
    with file.open("rb") as stream:
        size = backup_file.read(stream).size_bytes
    chance = random.Random(7)
    places = [chance.randrange(size) for _ in range(FLIPS // 2)] + [
        chance.randrange(size, len(data)) for _ in range(FLIPS // 2)
    ]
    harmed = wallet.folder / "harmed"
    for at in places:
        flipped = bytearray(data)
        flipped[at] ^= 1 << chance.randrange(8)
        harmed.write_bytes(flipped)
        wanted = {"backup-image-damaged"} if at >= size else {"backup-head-damaged"}
        assert read_all(harmed) in (wanted if at > 15 else {"not-a-backup", "backup-newer"}), at
    for at, told in ((3, "not-a-backup"), (40, "backup-head-damaged"), (-1, "backup-image-damaged")):
        flipped = bytearray(data)
        flipped[at] ^= 1
        harmed.write_bytes(flipped)
        assert slug(wallet, "verify", str(harmed)) == (7, told)
        assert slug(wallet, "restore", str(harmed), "-w", "copy") == (7, told)
    assert sorted(each.name for each in wallet.data.iterdir()) == ["main"]
    assert list(wallet.state.glob(f"{scratch.PREFIX}*")) == []


def test_a_file_that_ends_early_or_late_is_told(wallet: Wallet, file: Path) -> None:
    data = file.read_bytes()
    with file.open("rb") as stream:
        size = backup_file.read(stream).size_bytes
    harmed = wallet.folder / "harmed"
    for length in (0, 10, 16, size // 2, size - 1):
        harmed.write_bytes(data[:length])
        assert read_all(harmed) in ("not-a-backup", "backup-head-damaged")
    for length in (size, size + 1, size + 4096, len(data) - 4096, len(data) - 1):
        harmed.write_bytes(data[:length])
        assert slug(wallet, "verify", str(harmed)) == (7, "backup-length")
    for length in range(size, len(data), 4096):
        harmed.write_bytes(data[:length])
        assert read_all(harmed) == "backup-length"
    harmed.write_bytes(data + b"\0")
    assert slug(wallet, "restore", str(harmed), "-w", "copy") == (7, "backup-length")


def test_an_image_of_another_backup_of_the_same_wallet_does_not_fit(wallet: Wallet, file: Path) -> None:
    wallet.ok("backup", str(wallet.folder / "second.backup"))
    first, second = file.read_bytes(), (wallet.folder / "second.backup").read_bytes()
    assert len(first) == len(second)
    with file.open("rb") as stream:
        size = backup_file.read(stream).size_bytes
    harmed = wallet.folder / "harmed"
    harmed.write_bytes(first[:size] + second[size:])
    assert slug(wallet, "verify", str(harmed)) == (7, "backup-image-damaged")
    page = slice(size + 8192, size + 12288)
    harmed.write_bytes(first[: page.start] + second[page] + first[page.stop :])
    assert slug(wallet, "verify", str(harmed)) == (7, "backup-image-damaged")


def test_what_is_no_backup_is_told(wallet: Wallet) -> None:
    for content in (b"", b"\n" * 9, b"date,amount\n", b"wallet-keys/1\n", os.urandom(5000)):
        (wallet.folder / "other").write_bytes(content)
        for argv in (("verify", "other"), ("restore", "other", "-w", "copy")):
            assert slug(wallet, argv[0], str(wallet.folder / "other"), *argv[2:]) == (7, "not-a-backup")
    assert slug(wallet, "verify", str(wallet.folder)) == (7, "not-a-backup")
    assert slug(wallet, "verify", str(wallet.folder / "none")) == (2, "file-unreadable")


@pytest.fixture
def stick(wallet: Wallet) -> Iterator[Path]:
    """A disk with room for one backup and its drafts, not for two."""
    folder = wallet.folder / "stick"
    folder.mkdir()
    mounted(folder, "-t", "tmpfs", "-o", "size=512k,mode=700", "tmpfs")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_on_a_full_disk_the_old_backup_stays(wallet: Wallet, stick: Path) -> None:
    path = stick / "main.backup"
    wallet.ok("backup", str(path))
    before = path.read_bytes()
    filler = fill(stick)
    wallet.ok("pay", "5", "Coffee", "@cash", "+food")
    for room in (0, 40_960, len(before) + 8192):
        os.truncate(filler, max(filler.stat().st_size - room, 0))
        assert slug(wallet, "backup", str(path), "--force") == (5, "disk-full")
        assert path.read_bytes() == before
        assert sorted(each.name for each in stick.iterdir()) == ["filler", "main.backup"]
    filler.unlink()
    wallet.ok("backup", str(path), "--force")
    assert json.loads(wallet.ok("verify", str(path), "--json"))["operations"] == 6


def test_a_restore_onto_a_full_disk_leaves_nothing(wallet: Wallet, file: Path) -> None:
    shutil.rmtree(wallet.data)
    wallet.data.mkdir(mode=0o700)
    mounted(wallet.data, "-t", "tmpfs", "-o", "size=200k,mode=700", "tmpfs")
    try:
        assert slug(wallet, "restore", str(file)) == (5, "disk-full")
        assert list(wallet.data.iterdir()) == []
    finally:
        subprocess.run(["umount", "--lazy", str(wallet.data)], check=True)
    wallet.ok("restore", str(file))
    assert "320.00" in wallet.ok("balance", "cash")


def test_a_backup_on_read_only_media_is_checked_and_restored(wallet: Wallet, stick: Path) -> None:
    path = stick / "main.backup"
    wallet.ok("backup", str(path))
    mounted(stick, "-o", "remount,ro")
    assert json.loads(wallet.ok("verify", str(path), "--json"))["ok"]
    wallet.ok("restore", str(path), "-w", "copy")
    assert slug(wallet, "backup", str(stick / "second")) == (5, "output-unwritable")


def test_killed_at_any_moment_the_old_backup_stays_and_drafts_go(wallet: Wallet, file: Path) -> None:
    before = file.read_bytes()
    chance = random.Random(3)
    done = 0
    for _kill in range(KILLS):
        process = start(wallet, "backup", str(file), "--force", "--json")
        time.sleep(0.1 + chance.random() / 2)
        process.kill()
        out, _err = process.communicate()
        done += bool(out)
        assert read_all(file) == ""
        assert file.read_bytes() == before or json.loads(wallet.ok("verify", str(file), "--json"))["ok"]
    for each in wallet.folder.glob(f"{scratch.PREFIX}*"):
        os.utime(each, (time.time() - 600,) * 2)
    wallet.ok("backup", str(file), "--force")
    assert list(wallet.folder.glob(f"{scratch.PREFIX}*")) == []


def test_a_restore_killed_at_any_moment_is_there_whole_or_not_at_all(wallet: Wallet, file: Path) -> None:
    chance = random.Random(5)
    for number in range(KILLS):
        name = f"copy{number}"
        process = start(wallet, "restore", str(file), "-w", name)
        time.sleep(0.1 + chance.random() / 2)
        process.kill()
        process.communicate()
        if (wallet.data / name).exists():
            assert "320.00" in wallet.ok("balance", "cash", "-w", name)
        else:
            wallet.ok("restore", str(file), "-w", name)
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_backups_while_others_write_are_each_one_state(wallet: Wallet) -> None:
    def work(number: int) -> list[int]:
        return [run(wallet, "pay", f"1.0{number}", "Coffee", "@cash", "+food")[0] for _ in range(4)]

    with ThreadPoolExecutor(3) as pool:
        writers = [pool.submit(work, number) for number in (1, 2)]
        told = [run(wallet, "backup", str(wallet.folder / f"{number}.backup")) for number in range(3)]
        assert [each.result() for each in writers] == [[0] * 4] * 2
    assert [status for status, _out, _err in told] == [0, 0, 0]
    for number in range(3):
        assert json.loads(wallet.ok("verify", str(wallet.folder / f"{number}.backup"), "--json"))["ok"]


def test_copies_restored_at_once_each_have_a_head_of_their_own(wallet: Wallet, file: Path) -> None:
    shutil.rmtree(wallet.data / "main")
    shutil.rmtree(wallet.state)
    names = ("one", "two", "three")
    started = [start(wallet, "restore", str(file), "-w", name) for name in names]
    assert [process.communicate()[1] for process in started if process.wait()] == []
    for amount, name in enumerate(names, 1):
        for _payment in range(amount):
            wallet.ok("pay", "1", "Coffee", "@cash", "+food", "-w", name)
    shown = [wallet.ok("balance", "cash", "-w", name).split("\t")[-3] for name in names]
    assert shown == ["319.00", "318.00", "317.00"]
