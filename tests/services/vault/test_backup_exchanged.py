"""What is laid beside a copy that was checked, while it is being restored."""

from pathlib import Path
from typing import Any

import pytest

from tests import forging
from tests.services.vault.test_backup import key_of, made, restored, slug_of, target
from wallet_cli.services.session import Session
from wallet_cli.services.vault import access, location, restore
from wallet_cli.store.check import verifying

__all__ = ["target"]


@pytest.mark.parametrize("kind", ["log", "journal", "index", "store"])
def test_what_is_laid_beside_a_copy_that_was_checked_is_not_taken_in(
    session: Session, place: location.Place, target: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(session, place, target)
    examine, victim = restore.examine, place.folder.with_name("victim")
    victim.write_bytes(b"another file of the same owner" * 2000)
    whole = victim.read_bytes()

    def laid(image: Path, *told: Any, **wishes: Any) -> Any:
        report = examine(image, *told, **wishes)
        count = image.stat().st_size // 4096
        noise = {number: bytes(4096) for number in range(6, 18)}
        if kind == "index":
            image.with_name("wallet.db-shm").hardlink_to(victim)
        elif kind == "store":
            image.write_bytes(bytes(len(image.read_bytes())))
        else:
            suffix, make = {"log": ("-wal", forging.new_log), "journal": ("-journal", forging.journal)}[kind]
            image.with_name(f"wallet.db{suffix}").write_bytes(make(noise, count))
        return report

    with monkeypatch.context() as patch:
        patch.setattr(restore, "examine", laid)
        assert slug_of(restored, session, place, target) == "vault-busy"
    assert victim.read_bytes() == whole
    assert not place.folder.with_name("copy").exists()
    restored(session, place, target)
    copy = access.open_store(place._replace(at=place.folder.with_name("copy")), key_of(place))
    assert verifying.verify(copy).problems == ()
    copy.close()
