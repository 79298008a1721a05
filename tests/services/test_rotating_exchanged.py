"""Another database key while somebody without a key lays, exchanges and removes files between any two steps."""

import os
import shutil
from pathlib import Path

import pytest

from tests.services.test_rotating import FIRST, MAKING, WHOLE, Vault, vault
from wallet_cli.errors import Busy
from wallet_cli.services import backup_checking, custody
from wallet_cli.services.custody import PASSPHRASE, Secret

__all__ = ["vault"]

SECOND = Secret(PASSPHRASE, b"another horse")


@pytest.mark.parametrize("late", [False, True])
def test_a_newer_key_file_that_arrives_meanwhile_stays(
    vault: Vault, tmp_path: Path, late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    custody.add(vault.place, vault.open_by(), SECOND, "second", MAKING)
    there = vault.place._replace(folder=tmp_path / "elsewhere" / "main", state=tmp_path / "elsewhere" / "state")
    shutil.copytree(vault.place.folder, there.folder)
    custody.revoke(there, custody.open_by(there, FIRST), "second", MAKING)
    newer, old = there.keys.read_bytes(), vault.place.database.read_bytes()
    fsync, examine = os.fsync, backup_checking.examine
    came = [0]

    def arrive() -> None:
        came[0] = 1
        there.keys.rename(vault.place.keys)

    def synced(handle: int) -> None:
        fsync(handle)
        if not came[0] and list(vault.place.folder.glob(".wallet.keys.*")):
            arrive()

    def examined(*told: object) -> object:
        arrive()
        return examine(*told)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", synced) if late else patch.setattr(backup_checking, "examine", examined)
        with pytest.raises(Busy, match="keys-changed-meanwhile"):
            vault.rotate()
    assert came == [1]
    assert (vault.place.keys.read_bytes(), vault.names()) == (newer, WHOLE)
    assert len(vault.place.database.read_bytes()) == len(old)
    assert vault.rotate().generation == 4
    vault.require_sound()
