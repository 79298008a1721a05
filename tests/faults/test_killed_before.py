"""What a killed command left beside a wallet goes with the wallet, and with a body, that is erased afterwards."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.faults.test_proving import folder
from wallet_cli.services.vault import restore
from wallet_cli.store.vault import files, head, scratch

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
