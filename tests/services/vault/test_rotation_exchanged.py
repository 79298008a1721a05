"""Another database key while somebody without a key lays, exchanges and removes files between any two steps."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import forging
from tests.own_process import answer_of
from tests.services.vault.test_rotation import FIRST, MAKING, WHOLE, Vault, vault
from wallet_cli.errors import Busy, WalletError
from wallet_cli.services.vault import backup_check, key_changes, pending, rotation
from wallet_cli.services.vault.key_changes import PASSPHRASE, Secret
from wallet_cli.store.check import copying
from wallet_cli.store.vault import asides, files

__all__ = ["vault"]

SECOND = Secret(PASSPHRASE, b"another horse")


@pytest.mark.parametrize("late", [False, True])
def test_a_newer_key_header_that_arrives_meanwhile_stays(
    vault: Vault, tmp_path: Path, late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_changes.add(vault.place, vault.open_by(), SECOND, "second", MAKING)
    there = vault.place._replace(at=tmp_path / "elsewhere" / "main", heads=tmp_path / "elsewhere" / "state")
    shutil.copytree(vault.place.folder, there.folder)
    key_changes.revoke(there, key_changes.open_by(there, FIRST), "second", MAKING)
    newer, old = there.header.read_bytes(), vault.place.database.read_bytes()
    fsync, examine = os.fsync, backup_check.examine
    came = [0]

    def arrive() -> None:
        came[0] = 1
        there.header.rename(vault.place.header)

    def synced(handle: int) -> None:
        fsync(handle)
        if not came[0] and list(vault.place.folder.glob(".wallet.keys.*")):
            arrive()

    def examined(*told: Any, **wishes: Any) -> Any:
        arrive()
        return examine(*told, **wishes)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", synced) if late else patch.setattr(backup_check, "examine", examined)
        with pytest.raises(Busy, match="keys-changed-meanwhile"):
            vault.rotate()
    assert came == [1]
    assert (vault.place.header.read_bytes(), vault.names()) == (newer, WHOLE)
    assert len(vault.place.database.read_bytes()) == len(old)
    assert vault.rotate().generation == 4
    vault.require_sound()


def crafted(vault: Vault, make: Callable[[dict[int, bytes], int], bytes]) -> bytes:
    """What SQLite would take in, made without any key: most pages are noise afterwards."""
    count = vault.place.folder.with_name("before").stat().st_size // 4096
    return make({number: os.urandom(4096) for number in range(6, 18)}, count)


def lay(vault: Vault, name: str, data: bytes) -> None:
    fresh = vault.place.folder.with_name("arriving")
    fresh.write_bytes(data)
    fresh.chmod(0o600)
    fresh.replace(vault.place.folder / name)


def link(vault: Vault, name: str) -> None:
    path = vault.place.folder / name
    path.unlink(missing_ok=True)
    path.hardlink_to(vault.place.folder.with_name("victim"))


def cut(vault: Vault) -> None:
    if draft(vault).exists():
        os.truncate(draft(vault), 8192)


def draft(vault: Vault) -> Path:
    return vault.place.draft(2)


ATTACKS: dict[str, Callable[[Vault], object]] = {
    "the draft removed": lambda vault: draft(vault).unlink(missing_ok=True),
    "the draft exchanged": lambda vault: lay(vault, draft(vault).name, os.urandom(8192)),
    "the draft cut": cut,
    "the draft exchanged for the store": lambda vault: lay(
        vault, draft(vault).name, vault.place.folder.with_name("before").read_bytes()
    ),
    "a log beside the draft": lambda vault: lay(vault, f"{draft(vault).name}-wal", crafted(vault, forging.new_log)),
    "a journal beside the draft": lambda vault: lay(
        vault, f"{draft(vault).name}-journal", crafted(vault, forging.journal)
    ),
    "a link as the index of the draft": lambda vault: link(vault, f"{draft(vault).name}-shm"),
    "a link as the log of the draft": lambda vault: link(vault, f"{draft(vault).name}-wal"),
    "a log beside the store": lambda vault: lay(vault, "wallet.db-wal", crafted(vault, forging.new_log)),
    "a journal beside the store": lambda vault: lay(vault, "wallet.db-journal", crafted(vault, forging.journal)),
    "a link as the index of the store": lambda vault: link(vault, "wallet.db-shm"),
}
STEPS: tuple[tuple[Any, str, bool], ...] = (
    (rotation, "require_sound", True),
    (rotation, "renewed_header", True),
    (rotation, "room_made", True),
    (copying, "copy", True),
    (rotation, "note_header", True),
    (backup_check, "examine", False),
    (backup_check, "examine", True),
    (files, "write_atomically", False),
    (pending, "put_in_place", False),
    (pending, "set_logs_aside", True),
    (asides, "put", True),
    (rotation, "note_change", False),
    (rotation, "keep_unlocked", False),
)
REFUSED = ("vault-busy", "store-exists", "rotate-unsound", "store-damaged", "backup-contents-differ", "store-missing")


def acting(patch: pytest.MonkeyPatch, step: tuple[Any, str, bool], act: Callable[[], object]) -> list[int]:
    """Let somebody act once, before this step or after it."""
    place, name, after = step
    real, done = getattr(place, name), [0]

    def stepped(*args: Any, **named: Any) -> Any:
        if not after and not done[0]:
            done[0] = 1
            act()
        told = real(*args, **named)
        if after and not done[0]:
            done[0] = 1
            act()
        return told

    patch.setattr(place, name, stepped)
    return done


@pytest.mark.parametrize("attack", ATTACKS)
def test_whatever_is_laid_or_exchanged_at_any_step_nothing_is_lost(
    vault: Vault, tmp_path: Path, attack: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim, before = vault.place.folder.with_name("victim"), vault.place.folder.with_name("before")
    victim.write_bytes(b"another file of the same owner" * 2000)
    whole = victim.read_bytes()
    shutil.copy(vault.place.database, before)
    kept = tmp_path / "kept"
    shutil.copytree(vault.place.folder, kept / "main")
    shutil.copytree(vault.place.state, kept / "state")
    told = []
    for step in STEPS:
        for folder, source in ((vault.place.folder, kept / "main"), (vault.place.state, kept / "state")):
            shutil.rmtree(folder)
            shutil.copytree(source, folder)
        where = (attack, step[1], step[2])
        with monkeypatch.context() as patch:
            acted = acting(patch, step, lambda: ATTACKS[attack](vault))

            def rotated(acted: list[int] = acted) -> None:
                try:
                    assert vault.rotate().epoch == 2
                finally:
                    assert acted == [1]

            slug = answer_of(rotated)  # what it leaves open on purpose is open until its process ends
        assert slug in (*REFUSED, "done"), (*where, slug)
        done = slug == "done"
        assert victim.read_bytes() == whole, where
        assert vault.open_by().epoch == (2 if done else 1), where
        vault.require_sound()
        assert victim.read_bytes() == whole, where
        told.append(done)
    assert any(told), "some steps come too late to hinder anything"
    assert not all(told)


@pytest.mark.parametrize("exchanged", [False, True])
def test_a_draft_that_goes_as_it_gets_its_name_leaves_the_old_store_and_its_keys(
    vault: Vault, exchanged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    header, replace = vault.place.header.read_bytes(), os.replace

    def late(source: Path, target: Path) -> None:
        if Path(source) == draft(vault):
            draft(vault).rename(vault.place.folder.with_name("taken"))
            if exchanged:
                draft(vault).write_bytes(os.urandom(8192))
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", late)
        with pytest.raises(Busy, match="vault-busy"):
            vault.rotate()
    assert vault.place.header.read_bytes() == header
    assert not vault.place.spare(2).exists(), "the header that was kept has its place again"
    vault.require_sound()
    assert vault.rotate().epoch == 2
    vault.require_sound()


@pytest.mark.parametrize("at", ["aside", "name"])
def test_a_draft_that_is_exchanged_as_whoever_comes_next_gives_it_its_name_costs_nothing(
    vault: Vault, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(pending, "put_in_place", stop)
        vault.rotate()
    old, taken, replace, put = vault.place.database.read_bytes(), tmp(vault), os.replace, asides.put

    def exchange() -> None:
        if not taken.exists():
            draft(vault).rename(taken)
            draft(vault).write_bytes(os.urandom(8192))

    def replaced(source: Path, target: Path) -> None:
        if at == "name" and Path(source) == draft(vault):
            exchange()
        replace(source, target)

    def aside(path: Path, kind: str) -> Path:
        if at == "aside" and Path(path) == vault.place.database:
            exchange()
        return put(path, kind)

    with monkeypatch.context() as patch, pytest.raises(Busy, match="vault-busy"):
        patch.setattr(os, "replace", replaced)
        patch.setattr(asides, "put", aside)
        vault.require_sound()
    assert vault.place.database.read_bytes() == old
    taken.rename(draft(vault))
    vault.require_sound()
    assert vault.open_by().epoch == 2


def tmp(vault: Vault) -> Path:
    """A place on the same disk, outside of the folder."""
    return vault.place.folder.with_name("taken")


@pytest.mark.parametrize("only_this", [False, True])
def test_a_draft_that_is_lost_after_the_new_key_header_stands_costs_nothing(
    vault: Vault, only_this: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    header = vault.place.header.read_bytes()
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(pending, "put_in_place", stop)
        vault.rotate(only_this=only_this)
    draft(vault).unlink()
    kept = vault.place.folder / ".wallet.keys.before.2"
    with pytest.raises(WalletError, match="rotation-torn") as told:
        vault.require_sound()
    assert told.value.params == {"path": str(vault.place.header), "before": str(kept), "draft": draft(vault).name}
    assert (kept.read_bytes(), kept.stat().st_mode & 0o777) == (header, 0o600)
    kept.replace(vault.place.header)
    vault.require_sound()
    assert (vault.rotate(only_this=only_this).epoch, vault.names()) == (2, WHOLE)
    vault.require_sound()
