"""Another database key while others pay and read, on full and read-only disks, and in processes that are killed."""

import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cli.driver import Wallet
from tests.faults.machine import run, start
from tests.faults.test_disks import fill, mounted, slug
from wallet_cli.store.vault import asides

KILLS = int(os.environ.get("WALLET_FAULT_KILLS", "8"))
PAYERS, EACH, ROTATIONS = 2, 4, 2
WHOLE = ["wallet.db", "wallet.keys"]


def cash(wallet: Wallet) -> int:
    return int(json.loads(wallet.ok("balance", "cash", "--json"))["accounts"][0]["balance"]["minor"])


def names(wallet: Wallet) -> list[str]:
    """But for what was set aside: a copy that was complete, and got no header before its process was killed."""
    return sorted(each.name for each in (wallet.data / "main").iterdir() if not asides.is_aside(each.name))


def test_whoever_pays_or_reads_meanwhile_loses_nothing_and_sees_no_damage(wallet: Wallet) -> None:
    def pay(number: int) -> list[tuple[int, str, str]]:
        line = ("pay", f"1.{number:02}", f"Coffee {number}", "@cash", "+food")
        return [run(wallet, *line) for _ in range(EACH)]

    def read(_number: int) -> list[tuple[int, str, str]]:
        return [run(wallet, "balance", "cash") for _ in range(EACH)]

    with ThreadPoolExecutor(PAYERS + 1) as pool:
        payers = [pool.submit(pay, number) for number in range(PAYERS)]
        readers = [pool.submit(read, 0)]
        told = [run(wallet, "keys", "rotate", "--json") for _ in range(ROTATIONS)]
        others = [each for some in (*payers, *readers) for each in some.result()]
    assert [each for each in others if each[0]] == []
    assert [(status, err) for status, _out, err in told if status] == []
    assert [json.loads(out)["epoch"] for _status, out, _err in told] == [2, 3]
    assert cash(wallet) == 32000 - sum(EACH * (100 + number) for number in range(PAYERS))
    assert json.loads(wallet.ok("verify", "--json"))["ok"]
    assert names(wallet) == WHOLE


def test_killed_at_any_moment_it_opens_with_everything_in_it(wallet: Wallet) -> None:
    chance = random.Random(11)
    epochs = set()
    for paid in range(1, KILLS + 1):
        process = start(wallet, "keys", "rotate", "--json")
        payer = start(wallet, "pay", "1", "Coffee", "@cash", "+food")
        time.sleep(0.15 + chance.random() / 2)
        process.kill()
        out, _err = process.communicate()
        _paid, err = payer.communicate()
        assert payer.returncode == 0, err
        if out:
            epochs.add(json.loads(out)["epoch"])
        assert cash(wallet) == 32000 - paid * 100
    assert json.loads(wallet.ok("verify", "--json"))["ok"]
    last = json.loads(wallet.ok("keys", "rotate", "--json"))
    assert last["epoch"] > max(epochs, default=1)
    assert names(wallet) == WHOLE


@pytest.fixture
def small(wallet: Wallet) -> Iterator[Wallet]:
    """The wallet on a disk with room for it and its copy."""
    moved = wallet.folder / "moved"
    wallet.data.rename(moved)
    wallet.data.mkdir()
    mounted(wallet.data, "-t", "tmpfs", "-o", "size=1m,mode=700", "tmpfs")
    shutil.copytree(moved / "main", wallet.data / "main")
    yield wallet
    subprocess.run(["umount", "--lazy", str(wallet.data)], check=True)


def test_on_a_full_disk_the_store_stays_under_its_key(small: Wallet) -> None:
    size = (small.data / "main" / "wallet.db").stat().st_size
    filler = fill(small.data)
    before = (small.data / "main" / "wallet.keys").read_bytes()
    for room in (0, 49_152, size // 2, size + 16_384):
        os.truncate(filler, max(filler.stat().st_size - room, 0))
        assert slug(small, "keys", "rotate") == (5, "disk-full"), room
        assert (small.data / "main" / "wallet.keys").read_bytes() == before
        assert not any("new" in name for name in names(small))
        fill(small.data)
    filler.unlink()
    small.ok("keys", "rotate")
    assert (cash(small), names(small)) == (32000, WHOLE)


def test_on_a_read_only_disk_it_says_so(wallet: Wallet) -> None:
    mounted(wallet.data, "--bind", str(wallet.data))
    try:
        mounted(wallet.data, "-o", "remount,ro,bind")
        assert slug(wallet, "keys", "rotate") == (5, "vault-read-only")
        assert slug(wallet, "keys", "rotate", "-n") == (5, "vault-read-only")
        assert cash(wallet) == 32000
    finally:
        subprocess.run(["umount", "--lazy", str(wallet.data)], check=True)


def test_a_copy_that_has_not_its_name_yet_is_read_on_a_read_only_disk(wallet: Wallet) -> None:
    folder = wallet.data / "main"
    old = (folder / "wallet.db").read_bytes()
    wallet.ok("keys", "rotate")
    (folder / "wallet.db").rename(folder / "wallet.db.new-2")
    (folder / "wallet.db").write_bytes(old)
    mounted(wallet.data, "--bind", str(wallet.data))
    try:
        mounted(wallet.data, "-o", "remount,ro,bind")
        assert cash(wallet) == 32000
        assert slug(wallet, "pay", "5", "Coffee", "@cash", "+food") == (5, "vault-read-only")
    finally:
        subprocess.run(["umount", "--lazy", str(wallet.data)], check=True)
    wallet.ok("pay", "5", "Coffee", "@cash", "+food")
    assert (cash(wallet), names(wallet)) == (31500, WHOLE)
    assert not list(folder.glob("aside-*.db"))  # it was the very file that the copy was made from


def test_a_store_that_is_damaged_is_not_written_to(wallet: Wallet) -> None:
    wallet.ok("pay", "5", "Coffee", "@cash", "+food")
    store = wallet.data / "main" / "wallet.db"
    whole = store.read_bytes()
    refused = 0
    for page in range(1, len(whole) // 4096):
        torn = bytearray(whole)
        torn[page * 4096 + 100] ^= 1
        store.write_bytes(torn)
        result = wallet("keys", "rotate", "--json")
        assert (result.status, json.loads(result.err)["slug"]) in ((8, "rotate-unsound"), (8, "store-damaged"))
        refused += json.loads(result.err)["slug"] == "rotate-unsound"
        assert store.read_bytes() == torn
        assert names(wallet) == WHOLE
    assert refused
    store.write_bytes(whole)
    assert cash(wallet) == 31500
