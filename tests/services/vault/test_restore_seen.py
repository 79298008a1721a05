"""Restoring beside what this machine has seen: what is told, and what of it stays."""

from pathlib import Path

import pytest

from tests.services.vault.test_backup import PASSPHRASE, key_of, made, restored, slug_of
from wallet_cli.services.session import Session
from wallet_cli.services.vault import access, location, restore
from wallet_cli.store.store import DEVICE
from wallet_cli.store.vault import head


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "main.backup"


def test_what_was_seen_under_a_name_is_told_and_then_forgotten(
    session: Session, place: location.Place, target: Path
) -> None:
    made(session, place, target)
    copy = place._replace(at=place.folder.with_name("copy"))
    own = Path(location.own_seen_path(copy, location.vault_id(place)))
    head.reset(own, head.Seen(99, bytes(32), 9))
    assert slug_of(restored, session, place, target) == "backup-older"
    assert not copy.folder.exists()
    key = key_of(place)
    restore.restore(target, copy, lambda _head: key, lambda store: session._replace(store=store), accept_older=True)
    store = access.open_store(copy, key_of(place))
    assert len(store.meta(DEVICE)) == 16
    store.close()
    told = head.read(own)
    assert told is not None and told.operations == 6


def test_an_older_backup_that_gets_no_name_takes_nothing_from_what_was_seen(
    session: Session, place: location.Place, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(session, place, target)
    number = location.vault_id(place)
    shared, own = head.head_path(place.heads, number), location.own_seen_path(place, number)
    head.reset(shared, seen := head.Seen(99, bytes(32), 1))
    away = place.folder.rename(place.folder.parent.parent / "away")
    key = access.derive(place._replace(at=str(away)), PASSPHRASE).database_key

    def interrupted(*_paths: object) -> None:
        raise KeyboardInterrupt

    def again() -> restore.Restored:
        return restore.restore(
            target, place, lambda _head: key, lambda store: session._replace(store=store), accept_older=True
        )

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", interrupted)
        with pytest.raises(KeyboardInterrupt):
            again()
    assert (head.read(shared), head.read(own)) == (seen, None)
    again()
    told = head.read(shared)
    assert told is not None and told.operations == 6
    assert [each.name for each in place.folder.parent.iterdir()] == [place.folder.name]
