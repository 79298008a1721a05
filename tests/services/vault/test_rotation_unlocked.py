"""Another database key while the wallet is unlocked, with the real kernel: its key is kept on, unless it was locked."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.services.vault.test_rotation import MOMENT, STOPPED, Vault, vault
from wallet_cli.errors import Locked, Refused
from wallet_cli.services.vault import backup_check, pending, repair_header, unlock
from wallet_cli.store.vault import asides

__all__ = ["vault"]


@pytest.fixture
def keyring(vault: Vault) -> Iterator[None]:
    """The vault is unlocked for a minute by the kernel; skips where that keeps no keys."""
    try:
        unlock.keep_key(vault.place, vault.open_by(), unlock.Limits(60, 0), MOMENT, kernel_only=True)
    except Locked as refusal:
        pytest.skip(f"this kernel keeps no keys: {refusal.params['reason']}")
    yield
    unlock.lock(vault.place, MOMENT)


def kept_here(vault: Vault) -> list[bytes]:
    return list(unlock.kept_keys_here(vault.place, MOMENT))


@pytest.mark.usefixtures("keyring")
def test_a_kept_key_is_replaced(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    before = vault.open_by()
    assert kept_here(vault) == [before.database_key]
    assert list(unlock.kept_keys_of(vault.place.state, before.vault_id, 1, MOMENT)) == [before.database_key]
    vault.rotate()
    after = vault.open_by()
    assert kept_here(vault) == [after.database_key]
    assert unlock.kept_key(vault.place, MOMENT) == after.database_key
    assert unlock.remaining(vault.place, MOMENT) == unlock.Remaining(60, 0, unlock.KERNEL)

    def refuse(*_args: object, **_named: object) -> None:
        raise Locked("keyring-refused", reason="EPERM")

    with monkeypatch.context() as patch:
        patch.setattr(unlock.kernel_keyring, "put", refuse)
        vault.rotate()
    assert kept_here(vault) == []
    vault.require_sound()


@pytest.mark.usefixtures("keyring")
def test_locked_while_its_key_is_changed_it_stays_locked(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    examine = backup_check.examine

    def locked_meanwhile(*told: Any, **named: Any) -> Any:
        assert unlock.lock(vault.place, MOMENT)
        return examine(*told, **named)

    monkeypatch.setattr(backup_check, "examine", locked_meanwhile)
    vault.rotate()
    assert kept_here(vault) == []
    assert unlock.remaining(vault.place, MOMENT) is None


@pytest.mark.usefixtures("keyring")
def test_locking_drops_a_key_whose_vault_got_another_one_elsewhere(vault: Vault, tmp_path: Path) -> None:
    elsewhere = vault.place._replace(at=tmp_path / "elsewhere" / "main", heads=tmp_path / "elsewhere")
    shutil.copytree(vault.place.folder, elsewhere.folder)
    vault._replace(place=elsewhere).rotate()
    for path in (elsewhere.header, elsewhere.database):
        (vault.place.folder / path.name).write_bytes(path.read_bytes())
    assert unlock.kept_key(vault.place, MOMENT) is None, "the key of an earlier epoch is never taken"
    assert len(kept_here(vault)) == 1
    assert unlock.lock(vault.place, MOMENT)
    assert kept_here(vault) == []


def test_the_key_of_before_judges_no_draft_of_a_rotation_that_stopped(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = vault.open_by()

    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(pending, "put_in_place", stop)
        vault.rotate()
    assert repair_header.key_that_opens(vault.place, [before.database_key]) == before.database_key
    assert repair_header.looks_newer(vault.place, before.database_key)
    repair_header.repair(vault.place, before.database_key, dry_run=True)
    assert vault.names() == STOPPED, "who is asked may still say no"
    vault.require_sound()
    assert [each for each in vault.names() if not asides.is_aside(each)] == ["wallet.db", "wallet.keys"]
    assert vault.open_by().epoch == 2


def test_where_the_disk_fails_once_the_header_stands_it_is_said_and_opening_goes_on(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    told = vault._replace(place=vault.place._replace(tell=lambda remark: heard.append(remark.slug)))

    def fails(*_args: object, **_named: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(pending, "put_in_place", fails)
        assert told.rotate().epoch == 2
    assert (heard, vault.names()) == (["rotation-unfinished"], STOPPED)
    vault.require_sound()
    assert [each for each in vault.names() if not asides.is_aside(each)] == ["wallet.db", "wallet.keys"]


@pytest.mark.parametrize("error", [OSError(28, "full"), Refused("disk-full")])
def test_where_the_new_key_can_not_be_kept_the_rotation_is_done_all_the_same(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(*_args: object, **_named: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        for name in ("remaining", "lock"):
            patch.setattr(unlock, name, fails)
        assert vault.rotate().epoch == 2
    vault.require_sound()
