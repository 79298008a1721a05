"""Restoring beside what this machine has seen: what is told, and what of it stays."""

import json
import os
from pathlib import Path

import pytest

from tests.services.vault.test_backup import PASSPHRASE, key_of, made, restored, slug_of
from wallet_cli.domain.operation import FORK
from wallet_cli.errors import Damaged
from wallet_cli.services.session import Session
from wallet_cli.services.vault import access, key_changes, location, restore
from wallet_cli.store.journal import items
from wallet_cli.store.store import DEVICE
from wallet_cli.store.vault import head, scratch


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "main.backup"


def accepted(session: Session, place: location.Place, target: Path, key: bytes) -> restore.Restored:
    return restore.restore(
        target, place, lambda _head: key, lambda store: session._replace(store=store), accept_older=True
    )


OTHER = bytes(31) + b"o"
"""The MAC of an operation in another line."""


@pytest.mark.parametrize("name", ["copy", "third"])
@pytest.mark.parametrize("seen_as", ["", "-copy", "-elsewhere"])
def test_more_that_was_seen_under_any_name_makes_it_an_older_one(
    session: Session, place: location.Place, target: Path, seen_as: str, name: str
) -> None:
    made(session, place, target)
    number = location.vault_id(place)
    head.reset(f"{place.heads}/{number.hex()}{seen_as}.head", head.Seen(6, OTHER, 1))
    with pytest.raises(Damaged) as caught:
        restored(session, place, target, name)
    told = {"seen": 6, "found": 5, "keys": 1, "newest": "", "line": ""}
    assert (caught.value.slug, caught.value.params) == ("backup-older", told)
    copy = place._replace(at=place.folder.with_name(name))
    assert not copy.folder.exists()
    key = key_of(place)
    assert accepted(session, copy, target, key).op == "o6"
    store = access.open_store(copy, key)
    assert [json.loads(body) for _name, body in items.every(store.db, FORK)] == [[6, OTHER.hex(), 5]]
    store.close()


@pytest.mark.parametrize("seen_as", ["", "-copy", "-elsewhere"])
def test_newer_keys_that_were_seen_under_any_name_are_told(
    session: Session, place: location.Place, target: Path, seen_as: str
) -> None:
    made(session, place, target)
    number, key = location.vault_id(place), key_of(place)
    shared = head.read(head.head_path(place.heads, number))
    assert shared is not None
    head.reset(f"{place.heads}/{number.hex()}{seen_as}.head", shared._replace(generation=2))
    with pytest.raises(Damaged) as caught:
        restored(session, place, target)
    assert (caught.value.slug, caught.value.params) == ("backup-keys-before", {"seen": 2, "found": 1, "line": ""})
    copy = place._replace(at=place.folder.with_name("copy"))
    assert not copy.folder.exists()
    assert accepted(session, copy, target, key).op == "o6"
    access.open_store(copy, key).close()


@pytest.mark.parametrize(("shared", "slug"), [(head.Seen(9, OTHER, 1), "older"), (head.Seen(5, OTHER, 1), "forked")])
def test_that_its_keys_are_older_is_said_of_an_older_backup_and_another_line_too(
    session: Session, place: location.Place, target: Path, shared: head.Seen, slug: str
) -> None:
    made(session, place, target)
    number = location.vault_id(place)
    head.reset(head.head_path(place.heads, number), shared)
    with pytest.raises(Damaged, match=f"backup-{slug}") as caught:
        restored(session, place, target)
    assert caught.value.params["newest"] == ""
    head.reset(f"{place.heads}/{number.hex()}-elsewhere.head", head.Seen(1, OTHER, 3))
    with pytest.raises(Damaged, match=f"backup-{slug}") as caught:
        restored(session, place, target)
    assert (caught.value.params["keys"], caught.value.params["newest"]) == (1, 3)


@pytest.mark.parametrize("furthest", ["shared", "erased"])
def test_what_an_erased_copy_saw_hides_no_other_line(
    session: Session, place: location.Place, target: Path, furthest: str
) -> None:
    made(session, place, target)
    number = location.vault_id(place)
    shared, own = head.head_path(place.heads, number), f"{place.heads}/{number.hex()}-copy.head"
    seen = head.read(shared)
    assert seen is not None and seen.operations == 5
    first, second = (own, shared) if furthest == "shared" else (shared, own)
    head.reset(first, head.Seen(0, b"", 1))
    head.reset(second, seen._replace(mac=OTHER))
    head.lay_by(own, place.heads, number)
    assert slug_of(restored, session, place, target) == "backup-forked"
    head.reset(own, seen)
    assert restored(session, place, target).op == ""


def test_a_key_that_was_revoked_comes_back_on_purpose_only(
    session: Session, place: location.Place, target: Path
) -> None:
    made(session, place, target)
    old = key_changes.Secret(key_changes.PASSPHRASE, PASSPHRASE)
    keys = key_changes.open_by(place, old)
    making = key_changes.Making("cheap", os.urandom)
    session.store.close()
    key_changes.change_passphrase(place, keys, old, b"another horse battery", making)
    copy = place._replace(at=place.folder.with_name("copy"))
    with pytest.raises(Damaged, match="backup-keys-before"):
        restore.restore(target, copy, lambda _head: keys.database_key, lambda store: session._replace(store=store))
    accepted(session, copy, target, keys.database_key)
    assert access.derive(copy, PASSPHRASE).database_key == keys.database_key


def test_another_line_that_is_no_longer_says_nothing_of_its_age(
    session: Session, place: location.Place, target: Path
) -> None:
    made(session, place, target)
    number = location.vault_id(place)
    head.reset(f"{place.heads}/{number.hex()}-elsewhere.head", head.Seen(5, OTHER, 1))
    assert restored(session, place, target).op == ""
    head.reset(f"{place.heads}/{number.hex()}-third.head", head.Seen(5, OTHER, 1))
    assert slug_of(restored, session, place, target, "third") == "backup-forked"


def test_what_was_seen_lies_nowhere_but_in_the_state_folder_and_stays_until_the_end(
    session: Session, place: location.Place, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(session, place, target)
    number, key = location.vault_id(place), key_of(place)
    shared, seen = head.head_path(place.heads, number), head.Seen(99, OTHER, 1)
    head.reset(shared, seen)
    place.folder.rename(place.folder.parent.parent / "away")
    rename, remembered = Path.rename, []

    def looked(path: Path, *to: Path) -> Path:
        (room,) = place.folder.parent.glob(f"{scratch.PREFIX}*")
        assert [each.name for each in room.iterdir()] == [scratch.VAULT]
        remembered.append(head.read(shared))
        return rename(path, *to)

    def stopped(_path: object, _seen: object) -> None:
        if place.folder.exists():
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", looked)
        patch.setattr(head, "reset", stopped)
        with pytest.raises(KeyboardInterrupt):
            accepted(session, place, target, key)
    assert (remembered, head.read(shared)) == ([seen], seen)
    with pytest.raises(Damaged, match="store-older"):
        access.open_store(place, key)


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
