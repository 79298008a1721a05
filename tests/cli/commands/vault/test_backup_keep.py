"""``backup --keep``: old backups go, and nothing else does, whatever anybody wrote beside them."""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import forging
from tests.cli.driver import Wallet
from tests.raw import harm
from wallet_cli.errors import UsageProblem
from wallet_cli.services.vault import backup_rotate


def test_old_backups_go_and_nothing_else(wallet: Wallet) -> None:
    folder = wallet.folder / "stick"
    folder.mkdir()
    pattern = str(folder / "main-{date}-{time}.backup")
    day_us = 86_400_000_000
    mine = [folder / "main-2026-11-01-000000.backup", folder / "main-2026-11-20.backup", folder / "notes.txt"]
    for each in mine:
        each.write_bytes(b"mine")
    other = Wallet(wallet.folder / "stick")
    other.ok("init", "--currency", "EUR", "--no-input")
    foreign = folder / "main-2026-11-02-000000.backup"
    other.ok("backup", str(foreign))
    (folder / "main-2026-11-03-000000.backup").symlink_to(foreign)
    copy, link = folder / "my own copy.backup", folder / "main-2026-11-04-000000.backup"
    made = []
    for number in range(4):
        wallet.microseconds += day_us
        wallet.today = f"2026-11-{20 + number}"
        document = json.loads(wallet.ok("backup", pattern, "--keep", "2d", "--json"))
        made.append(Path(document["path"]))
        if number == 0:
            shutil.copy(made[0], copy)
            link.symlink_to(copy)
    assert [each.exists() for each in made] == [False, False, True, True]
    assert document["removed"] == [str(made[1])]
    assert all(each.exists() for each in (*mine, foreign, copy, link))
    wallet.microseconds += day_us
    wallet.today = "2026-11-24"
    assert "removed" in wallet("backup", pattern, "--keep", "1d", tty=True).err


DAY_US = 86_400_000_000


def tomorrow(wallet: Wallet) -> None:
    wallet.microseconds += DAY_US
    wallet.today = (date.fromisoformat(wallet.today) + timedelta(days=1)).isoformat()


def kept(wallet: Wallet, pattern: str, rules: str, *more: str) -> dict[str, Any]:
    return dict(json.loads(wallet.ok("backup", pattern, "--keep", rules, "--json", *more)))


@pytest.mark.parametrize("made_us", [2**63 - 1, 253402300799999999, 1795300000000000])
def test_a_label_that_lies_takes_no_backup_s_place_and_stops_nothing(wallet: Wallet, made_us: int) -> None:
    folder = wallet.folder / "stick"
    folder.mkdir()
    pattern = str(folder / "{date}-{time}.backup")
    wallet.ok("backup", pattern)
    (first,) = folder.iterdir()
    forged = folder / "2026-11-19-000000.backup"
    forged.write_bytes(forging.backup(first.read_bytes(), made_us=made_us))
    tomorrow(wallet)
    document = kept(wallet, pattern, "2d")
    assert (document["removed"], document["left_alone"]) == ([], 1)
    assert first.exists()
    assert forged.exists()


@pytest.mark.parametrize("epoch", [None, 2])
def test_forged_labels_that_fill_every_place_remove_no_backup(wallet: Wallet, epoch: int | None) -> None:
    folder = wallet.folder / "stick"
    folder.mkdir()
    pattern = str(folder / "{date}-{time}.backup")
    wallet.ok("backup", pattern)
    (true,) = folder.iterdir()
    for _turn in range(3):
        tomorrow(wallet)
        name = folder / f"{wallet.today}-000000.backup"
        name.write_bytes(forging.backup(true.read_bytes(), made_us=wallet.microseconds, epoch=epoch))
    tomorrow(wallet)
    document = kept(wallet, pattern, "3d")
    assert (document["removed"], document["left_alone"], true.exists()) == ([], 3, True)
    told = wallet("backup", pattern, "--keep", "3d", "--force", tty=True)
    assert "left alone, because this wallet doesn't remember making them: 3 backups" in told.err


def test_files_of_one_backup_stay_and_go_together(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = wallet.folder / "stick"
    folder.mkdir()
    pattern = str(folder / "{date}-{time}.backup")
    wallet.ok("backup", pattern)
    (true,) = folder.iterdir()
    harmed = folder / "2099-01-01-000000.backup"
    harmed.write_bytes(true.read_bytes()[:-1] + b"x")
    tomorrow(wallet)
    assert kept(wallet, pattern, "2d")["removed"] == [], "a harmed copy takes no place of the true one"
    tomorrow(wallet)
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda self: iter(sorted(listed(self), reverse=True)))  # as a disk may
    assert kept(wallet, pattern, "2d")["removed"] == [str(true), str(harmed)]


def test_backups_are_remembered_across_keys_and_by_a_restored_wallet(wallet: Wallet) -> None:
    folder = wallet.folder / "stick"
    folder.mkdir()
    pattern = str(folder / "{date}-{time}.backup")
    made = []
    for change in (("keys", "rename", "1", "mine"), ("keys", "rotate"), ("keys", "rotate", "--only-this-key")):
        made.append(kept(wallet, pattern, "9d")["path"])
        wallet.ok(*change, "--yes")
        tomorrow(wallet)
    newest = kept(wallet, pattern, "3d")
    assert (newest["removed"], newest["left_alone"]) == ([made[0]], 0)
    shutil.rmtree(wallet.data / "main")
    shutil.rmtree(wallet.state)
    wallet.ok("restore", newest["path"])
    tomorrow(wallet)
    document = kept(wallet, pattern, "3d")
    assert (document["removed"], document["left_alone"]) == ([made[1]], 0)
    tomorrow(wallet)
    assert kept(wallet, pattern, "1d")["removed"] == [made[2], newest["path"], document["path"]]


def test_backups_that_are_not_remembered_neither_count_nor_go(wallet: Wallet) -> None:
    pattern = str(wallet.folder / "{date}.backup")
    made = []
    for _turn in range(2):
        made.append(kept(wallet, pattern, "9d")["path"])
        tomorrow(wallet)
    with wallet.opened() as store:
        harm.forget(store.db, "backups")  # as an earlier version left it
    document = kept(wallet, pattern, "1d")
    assert (document["removed"], document["left_alone"]) == ([], 2)
    tomorrow(wallet)
    after = kept(wallet, pattern, "1d")
    assert (after["removed"], after["left_alone"]) == ([document["path"]], 2)


def test_a_backup_of_a_time_when_the_clock_was_ahead_is_kept_and_takes_no_other_s_place(wallet: Wallet) -> None:
    pattern = str(wallet.folder / "{date}-{time}.backup")
    made = []
    for days in (400, -399, 1):
        wallet.microseconds += days * 86_400_000_000
        wallet.today = f"2026-11-{20 + len(made)}"
        made.append(Path(json.loads(wallet.ok("backup", pattern, "--keep", "2d", "--json"))["path"]))
    assert [each.exists() for each in made] == [True, True, True]


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("/b/{date}/x.backup", "NAME-{date}.backup"),
        ("/b/x.backup", "/b/x-{date}.backup"),
        ("/b/{day}x.backup", "/b/dayx-{date}.backup"),
        ("/b/", "/b/{date}.backup"),
        ("/usr", "/usr/{date}.backup"),
    ],
)
def test_a_name_that_is_no_pattern_is_told_with_one_beside_it(name: str, pattern: str) -> None:
    with pytest.raises(UsageProblem, match="keep-needs-pattern") as told:
        backup_rotate.require_pattern(name)
    assert told.value.params["pattern"] == pattern


def test_an_old_backup_in_the_place_of_the_new_one_by_then_goes_from_its_own_alone(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    pattern = str(wallet.folder / "{date}-{time}.backup")
    made = []
    for _day in range(3):
        made.append(kept(wallet, pattern, "9d")["path"])
        tomorrow(wallet)
    rotate = backup_rotate.rotate

    def exchanged(name: str, made_now: backup_rotate.New, *rest: Any) -> backup_rotate.OldRemoved:
        made_now.path.rename(wallet.folder / "genuine")
        shutil.copy(made[0], made_now.path)
        return rotate(name, made_now, *rest)

    monkeypatch.setattr(backup_rotate, "rotate", exchanged)
    document = kept(wallet, pattern, "2d")
    assert document["removed"] == [made[0]]
    assert Path(document["path"]).exists(), "what was said to be made is not removed"


def test_what_is_in_the_place_of_the_new_backup_by_then_takes_no_others_turn(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = wallet.folder / "stick"
    folder.mkdir()
    pattern = str(folder / "{date}-{time}.backup")
    for _day in range(3):
        wallet.ok("backup", pattern)
        tomorrow(wallet)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    rotate = backup_rotate.rotate

    def exchanged(name: str, made: backup_rotate.New, *rest: Any) -> backup_rotate.OldRemoved:
        forged = forging.backup(made.path.read_bytes(), made_us=made.label.made_us - DAY_US + 1000)
        made.path.rename(wallet.folder / "genuine")
        made.path.write_bytes(forged)
        return rotate(name, made, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(backup_rotate, "rotate", exchanged)
        document = kept(wallet, pattern, "3d")
    assert document["removed"] == []
    assert {path: path.read_bytes() for path in before} == before
    assert Path(document["path"]).exists()
