"""What a killed command left beside a wallet goes with the wallet, and with a body, that is erased afterwards."""

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.driver import Wallet
from tests.faults.test_proving import folder
from tests.own_process import answer_of, powerless
from wallet_cli.services.vault import restore
from wallet_cli.store.vault import files, head, scratch, wiping

ERASURES = {
    "wallet": ("erase", "--forget", "--confirm", "main", "--yes"),
    "body": ("rm", "t3", "--erase-body", "--yes"),
}


class Killed(BaseException):
    """The process ends here."""


def killed_restore(wallet: Wallet) -> Path:
    """A restore that is killed before its wallet has its name; the folder that it leaves."""

    left = wallet.data / ".wallet-draft-0123456789abcdef"

    def killed(*_told: object) -> None:
        (room,) = wallet.data.glob(".wallet-draft-*")
        shutil.copytree(room, left)  # as it is when nobody tidies up
        raise Killed

    wallet.ok("pay", "5", "Coffee", "@cash", "+food")
    wallet.ok("backup", str(wallet.folder / "main.backup"))
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
        patch.setattr(restore, "begin", killed)
        wallet("restore", str(wallet.folder / "main.backup"), "-w", "copy")
    assert list(wallet.data.glob(".wallet-draft-*")) == [left]
    assert (left / "vault" / "wallet.keys").exists()
    return left


@pytest.mark.parametrize("what", ERASURES)
def test_what_a_killed_restore_left_is_erased_too(wallet: Wallet, what: str) -> None:
    left = killed_restore(wallet)
    keys = left / "vault" / "wallet.keys"
    whole = keys.read_bytes()
    with keys.open("rb") as held:
        wallet.ok(*ERASURES[what])
        assert whole[:100] not in held.read()
    assert not left.exists()


@pytest.mark.parametrize("what", ERASURES)
def test_what_is_left_of_it_is_named_and_the_same_line_finishes(wallet: Wallet, what: str) -> None:
    left, unlink = killed_restore(wallet), os.unlink

    def refused(path: str, **named: int) -> None:
        if named:
            raise PermissionError(errno.EACCES, "not here")
        unlink(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "unlink", refused)
        result = wallet(*ERASURES[what])
    assert result.status == 5
    assert left.name in result.err
    wallet.ok(*ERASURES[what])
    assert not left.exists()
    assert folder(wallet).exists() == (what == "body")


@pytest.mark.parametrize("what", ERASURES)
@pytest.mark.parametrize("shut", ["room", "vault"])
def test_one_that_nobody_may_look_into_is_named(wallet: Wallet, what: str, shut: str) -> None:
    left = killed_restore(wallet)
    closed = left if shut == "room" else left / "vault"
    closed.chmod(0)

    def erased() -> None:
        result = wallet(*ERASURES[what])
        assert (result.status, left.name in result.err) == (5, True), result.err

    assert answer_of(powerless(erased)) == "done"
    closed.chmod(0o700)
    assert (left / "vault" / "wallet.keys").exists()
    wallet.ok(*ERASURES[what])
    assert not left.exists()


@pytest.mark.parametrize("what", ERASURES)
def test_where_the_disk_knows_no_locks_it_is_named(wallet: Wallet, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    left, flock = killed_restore(wallet), fcntl.flock

    def lockless(handle: int, how: int) -> None:
        if scratch.PREFIX in os.readlink(f"/proc/self/fd/{handle}"):
            raise OSError(errno.ENOLCK, "no locks")
        flock(handle, how)

    monkeypatch.setattr(fcntl, "flock", lockless)
    result = wallet(*ERASURES[what])
    assert (result.status, left.name in result.err) == (5, True)
    assert (left / "vault" / "wallet.keys").exists()


def test_doctor_and_privacy_name_it_until_it_is_gone(wallet: Wallet) -> None:
    def told() -> dict[str, str]:
        found = {each["name"]: each for each in json.loads(wallet("doctor", "--json").out)["checks"]}
        return {key: str(value) for key, value in found["unfinished-restore"].items()}

    assert told()["state"] == "ok"
    left = killed_restore(wallet)
    assert (told()["state"], told()["value"]) == ("problem", str(left))
    assert f"rm -r {left}" in wallet("doctor").err
    assert left.name in wallet.ok("privacy")
    shutil.rmtree(left)
    assert told()["state"] == "ok"


def test_a_restore_that_is_running_is_nobodys_leftover(wallet: Wallet) -> None:
    """Nor is its folder before it has its lock, or anything in it."""
    wallet.ok("backup", str(wallet.folder / "main.backup"))
    begin, before = restore.begin, os.listdir(wallet.data)
    state: list[object] = []

    def looked(*told: Any) -> Any:
        state.append(json.loads(wallet("doctor", "--json").out)["checks"])
        assert scratch.clear(wallet.data, os.urandom) == ()
        return begin(*told)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(restore, "begin", looked)
        wallet.ok("restore", str(wallet.folder / "main.backup"), "-w", "copy")
    assert "'unfinished-restore', 'state': 'ok'" in str(state)
    assert "All is well" in wallet.ok("verify", "-w", "copy", "--table")
    assert sorted(os.listdir(wallet.data)) == sorted([*before, "copy"])


def test_one_that_has_no_lock_yet_is_left_alone_and_one_that_is_looked_at_gets_another(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    flock, refused = fcntl.flock, []

    def busy(handle: int, how: int) -> None:
        if not refused:
            refused.append(os.readlink(f"/proc/self/fd/{handle}"))
            assert scratch.clear(wallet.data, os.urandom) == ()
            assert Path(refused[0]).exists()
            raise BlockingIOError(errno.EWOULDBLOCK, "busy")
        flock(handle, how)

    monkeypatch.setattr(fcntl, "flock", busy)
    with scratch.room(wallet.data) as room:
        assert str(room) != refused[0]
        assert room.exists()
    assert not list(wallet.data.glob(".wallet-draft-*"))


def test_what_a_link_in_its_place_leads_to_is_not_overwritten(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is exchanged right before the keys are overwritten."""
    left, overwrite = killed_restore(wallet), wiping.overwrite
    outside = wallet.folder / "outside"
    shutil.copytree(left / "vault", outside)
    before = (outside / "wallet.keys").read_bytes()

    def exchanged(path: Path, random: Callable[[int], bytes], **beside: Any) -> bool:
        if "beside" in beside and (left / "vault").is_dir() and not (left / "vault").is_symlink():
            (left / "vault").rename(wallet.folder / "moved")
            (left / "vault").symlink_to(outside)
        return overwrite(path, random, **beside)

    monkeypatch.setattr(wiping, "overwrite", exchanged)
    wallet("erase", "--confirm", "main", "--yes")
    assert (left / "vault").is_symlink()
    assert (outside / "wallet.keys").read_bytes() == before
    assert (wallet.folder / "moved" / "wallet.keys").read_bytes() != before


def test_a_data_folder_that_nobody_may_list_is_named(wallet: Wallet) -> None:
    left = killed_restore(wallet)
    wallet.data.chmod(0o300)

    def erased() -> None:
        result = wallet(*ERASURES["wallet"])
        assert (result.status, wallet.data.name in result.err) == (5, True), result.err

    assert answer_of(powerless(erased)) == "done"
    wallet.data.chmod(0o700)
    wallet.ok(*ERASURES["wallet"])
    assert not left.exists()


@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_what_is_no_file_there_keeps_no_erasure_from_its_end(wallet: Wallet, kind: str) -> None:
    vault = wallet.data / f"{scratch.PREFIX}0" / scratch.VAULT
    vault.mkdir(parents=True)
    keys = vault / "wallet.keys"
    if kind == "folder":
        keys.mkdir()
    elif kind == "pipe":
        os.mkfifo(keys)
    else:
        keys.symlink_to(wallet.folder / "nowhere")
    (wallet.data / f"{scratch.PREFIX}1").write_bytes(b"x")
    assert wallet.ok(*ERASURES["wallet"])
    assert os.path.lexists(keys)


def test_what_is_no_folder_keeps_no_restore_from_sweeping(wallet: Wallet) -> None:
    left = killed_restore(wallet)
    plain = wallet.data / f"{scratch.PREFIX}0"
    plain.write_bytes(b"x")
    for each in (plain, left):
        os.utime(each, (1, 1))
    wallet.ok("restore", str(wallet.folder / "main.backup"), "-w", "copy")
    assert (plain.exists(), left.exists()) == (True, False)


def test_the_head_of_a_copy_that_never_had_its_name_is_named(wallet: Wallet) -> None:
    begin = restore.begin
    wallet.ok("backup", str(wallet.folder / "main.backup"))

    def killed(*told: Any) -> None:
        begin(*told)
        raise Killed

    with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
        patch.setattr(restore, "begin", killed)
        wallet("restore", str(wallet.folder / "main.backup"), "-w", "copy")
    (orphan,) = wallet.state.glob("*-copy.head")
    told = json.loads(wallet.ok(*ERASURES["wallet"], "--json"))
    assert told["remembered"] == [str(orphan)]


def test_the_image_that_a_killed_check_of_a_backup_left_goes(wallet: Wallet) -> None:
    left = wallet.state / f"{scratch.PREFIX}0"
    left.mkdir()
    (left / scratch.IMAGE).write_bytes(b"x")
    wallet.ok(*ERASURES["wallet"])
    assert not left.exists()


def test_a_restore_that_is_running_and_what_a_link_leads_to_stay(wallet: Wallet) -> None:
    other = wallet.data / "other"
    other.mkdir()
    (other / "wallet.keys").write_bytes(b"theirs")
    with scratch.room(wallet.data) as running:
        (running / scratch.IMAGE).write_bytes(b"x")
        young, linked = wallet.data / ".wallet-draft-1", wallet.data / ".wallet-draft-2"
        young.mkdir()
        linked.mkdir()
        (linked / scratch.VAULT).symlink_to(other)
        (wallet.data / ".wallet-draft-3").write_bytes(b"")
        assert scratch.clear(wallet.data, os.urandom) == ()
        assert (running / scratch.IMAGE).exists()
        assert young.exists()
    assert (other / "wallet.keys").read_bytes() == b"theirs"


def test_what_was_left_of_a_head_is_forgotten_too_and_nothing_else(wallet: Wallet) -> None:
    (path,) = wallet.state.glob("*.head")
    drafts = [path.with_name(f".{path.name}.71.0123abcd"), path.with_name(f".{path.name}.1.ffffffff")]
    others = [f".{path.name}.notes", f".{path.name}.71.0123abcg", f".{path.name}.x.0123abcd", ".other.head.71.0123abcd"]
    for each in (*drafts, *map(path.with_name, others)):
        each.write_bytes(path.read_bytes())
    wallet.ok(*ERASURES["wallet"])
    assert sorted(each.name for each in wallet.state.iterdir()) == sorted(others)
    assert files.drafts_of(wallet.folder / "nowhere" / "x") == []


def test_a_draft_is_named_as_what_is_forgotten(wallet: Wallet) -> None:
    (path,) = wallet.state.glob("*.head")

    def killed(_draft: str, _path: str) -> None:
        found.extend(files.drafts_of(path))
        raise Killed

    found: list[str] = []
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
        patch.setattr(os, "replace", killed)
        head.reset(path, head.Seen(1, bytes(32), 1))
    assert len(found) == 1
