"""A draft of a store, whose name proves nothing: which one becomes the store, and what goes with those that don't."""

import errno
import os
import time
from pathlib import Path
from typing import Any

import pytest

from tests import forging
from tests.raw import harm
from tests.services.vault.test_rotation import Vault, vault
from wallet_cli.domain.moment import DAY_US
from wallet_cli.errors import WalletError
from wallet_cli.services.vault import access, leftovers, location, pending
from wallet_cli.store.store import GENERATION
from wallet_cli.store.vault import asides, connect, head

__all__ = ["vault"]

STOPPED = [".wallet.keys.before.2", "wallet.db", "wallet.db.new-2", "wallet.keys"]
WHOLE = ["wallet.db", "wallet.keys"]


@pytest.fixture
def stopped(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> Vault:
    """One whose rotation stopped when the new header stood, before the draft had the store's name."""

    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(pending, "put_in_place", stop)
        vault.rotate()
    assert vault.names() == STOPPED
    return vault


def key_of(vault: Vault) -> bytes:
    return vault.open_by().database_key


def draft_of(vault: Vault) -> Path:
    return vault.place.draft(2)


def taken_aside(vault: Vault) -> list[bytes]:
    """But the key header of before, which the next who opens it sets aside."""
    return [each.read_bytes() for each in asides.listed(vault.place.folder) if each.suffix != ".keys"]


def every_aside(vault: Vault) -> list[bytes]:
    return [each.read_bytes() for each in asides.listed(vault.place.folder)]


def in_place(vault: Vault) -> list[str]:
    return [name for name in vault.names() if not asides.is_aside(name)]


def judged(vault: Vault, key: bytes) -> str:
    """Why the draft gets no name, which leaves everything as it is."""
    before = {each.name: each.read_bytes() for each in vault.place.folder.iterdir()}
    with pytest.raises(WalletError) as caught:
        pending.settle(vault.place, location.told_by(vault.place), key, accepts=False)
    assert {each.name: each.read_bytes() for each in vault.place.folder.iterdir()} == before
    return caught.value.slug


def torn(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_a_draft_that_is_not_whole_or_of_another_header_gets_no_name(stopped: Vault) -> None:
    key, keys = key_of(stopped), stopped.place.header.read_bytes()
    stopped.place.header.write_bytes(forging.header(keys))
    assert judged(stopped, key) == "store-damaged"
    stopped.place.header.write_bytes(keys)
    torn(draft_of(stopped), -100)
    assert judged(stopped, key) == "draft-unproven"
    torn(draft_of(stopped), -100)
    stopped.require_sound()
    assert in_place(stopped) == WHOLE


def test_a_draft_that_is_older_or_of_another_line_is_named_on_purpose_alone(stopped: Vault) -> None:
    key, seen_path = key_of(stopped), location.seen_path(stopped.place, stopped.open_by().vault_id)
    seen = head.read(seen_path)
    assert seen is not None
    head.reset(seen_path, seen._replace(mac=bytes(32)))
    assert judged(stopped, key) == "store-forked"
    head.reset(seen_path, seen._replace(operations=seen.operations + 1))
    assert judged(stopped, key) == "store-older"
    access.open_store(stopped.place, key, unchecked=True, accepts=True).close()
    assert in_place(stopped) == WHOLE


def test_a_draft_that_does_not_know_what_it_replaces_replaces_nothing(stopped: Vault) -> None:
    before = stopped.place.database.read_bytes()
    db = connect.connect(draft_of(stopped), key_of(stopped))
    harm.forget(db, pending.REPLACES)
    db.close()
    stopped.require_sound()
    assert taken_aside(stopped) == [before]


def test_a_draft_is_judged_without_a_log_that_has_its_name(stopped: Vault) -> None:
    draft = draft_of(stopped)
    whole, db = draft.read_bytes(), connect.connect(draft, key_of(stopped))
    harm.replace_meta(db, GENERATION, 7)
    log = connect.log_of(draft).read_bytes()
    db.close()
    draft.write_bytes(whole)
    connect.log_of(draft).write_bytes(log)
    stopped.require_sound()
    assert (taken_aside(stopped), in_place(stopped)) == ([log], WHOLE)


def test_no_log_of_the_earlier_store_lies_beside_the_draft_that_takes_its_place(stopped: Vault) -> None:
    store = stopped.place.database
    for suffix in ("-wal", "-shm", "-journal"):
        store.with_name(store.name + suffix).write_bytes(b"of the earlier store" + suffix.encode())
    pending.settle(stopped.place, location.told_by(stopped.place), key_of(stopped), accepts=False)
    assert in_place(stopped) == WHOLE
    assert sorted(taken_aside(stopped)) == [b"of the earlier store-journal", b"of the earlier store-wal"]


@pytest.mark.parametrize("kind", ["none", "link"])
def test_what_is_in_the_store_s_place_meanwhile_is_no_reason_to_leave_the_draft(stopped: Vault, kind: str) -> None:
    store, moved = stopped.place.database, stopped.place.folder.parent / "moved"
    before = store.read_bytes()
    store.rename(moved)
    if kind == "link":
        store.symlink_to(moved)
    stopped.require_sound()
    assert moved.read_bytes() == before
    assert [each.is_symlink() for each in asides.listed(stopped.place.folder) if each.suffix != ".keys"] == (
        [True] * (kind == "link")
    )
    assert in_place(stopped) == WHOLE


def test_beside_a_log_with_another_key_s_first_page_the_store_is_the_store(vault: Vault) -> None:
    key, other = key_of(vault), vault.place.folder.parent / "other"
    made = connect.connect(other, bytes(32), create=True)
    harm.begin(made)
    log = connect.log_of(other).read_bytes()
    made.close()
    assert 1 in forging.pages_of(log)
    vault.place.draft(1).write_bytes(b"no draft")
    connect.log_of(vault.place.database).write_bytes(log)
    access.open_store(vault.place, key).close()
    assert sorted(taken_aside(vault)) == sorted([b"no draft", log])
    vault.require_sound()


@pytest.mark.parametrize("kind", ["none", "link"])
def test_a_store_that_does_not_open_by_itself_is_not_held_by_a_log_elsewhere(vault: Vault, kind: str) -> None:
    store, elsewhere = vault.place.database, vault.place.folder.parent / "elsewhere"
    key = key_of(vault)
    with vault.store() as opened, opened.exclusive():
        opened.set_meta("x" * 20_000, 1)
    db = connect.connect(store, key)
    harm.forget(db, "x" * 20_000)
    elsewhere.write_bytes(connect.log_of(store).read_bytes())
    db.close()
    assert 1 in forging.pages_of(elsewhere.read_bytes())
    torn(store, 50)
    vault.place.draft(1).write_bytes(b"no draft")
    if kind == "link":
        connect.log_of(store).symlink_to(elsewhere)
    with pytest.raises(WalletError, match="store-damaged"):
        pending.settle(vault.place, location.told_by(vault.place), key, accepts=False)
    assert vault.place.draft(1).read_bytes() == b"no draft"
    assert asides.listed(vault.place.folder) == []


def test_a_copy_for_which_there_was_no_room_at_all_leaves_nothing(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlogged, found = connect.unlogged, []

    def full(path: Path, *more: bytes) -> Any:
        unlogged(path, *more).close()
        found.append(path.read_bytes())
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    with monkeypatch.context() as patch:
        patch.setattr(connect, "unlogged", full)
        with pytest.raises(WalletError, match="disk-full"):
            vault.rotate()
    assert (found, vault.names()) == ([b""], WHOLE)
    vault.require_sound()


def test_a_draft_that_goes_while_it_is_looked_at_is_not_there(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    draft, digest_of = vault.place.draft(1), pending.digest_of
    draft.write_bytes(b"a draft")
    proof = pending.proof_of(draft)
    assert proof.is_at(draft)

    def gone(path: Path) -> bytes:
        draft.unlink(missing_ok=True)
        return digest_of(path)

    monkeypatch.setattr(pending, "digest_of", gone)
    assert not proof.is_at(draft)
    with pytest.raises(WalletError, match="vault-busy"):
        proof.require()


def test_room_is_made_and_only_what_is_empty_goes(place: location.Place) -> None:
    """What begins like an abandoned draft may be the store that it became, worked on since."""
    place.folder.mkdir(parents=True)
    salt = bytes(range(pending.SALT_BYTES))
    target = place.folder.parent / "target"
    target.write_bytes(salt + b"somebody's")
    place.draft(1).write_bytes(salt + b"of the header's own epoch")
    place.draft(2).touch()
    place.draft(3).write_bytes(salt + b"begun")
    place.draft(4).symlink_to(target)
    place.draft(5).write_bytes(salt[:-1] + b"\0another's")
    pending.clear(place, 1, None)
    assert target.read_bytes() == salt + b"somebody's"
    found = asides.listed(place.folder)
    assert {each.read_bytes() for each in found} == {target.read_bytes(), salt + b"begun", salt[:-1] + b"\0another's"}
    assert {each.name for each in place.folder.iterdir()} == {"wallet.db.new-1", *(each.name for each in found)}


def test_what_is_named_like_a_key_header_goes_only_where_a_master_key_proves_it(vault: Vault) -> None:
    true, master = vault.place.header.read_bytes(), vault.open_by().master
    link = vault.place.folder / ".wallet.keys.8.abcdef01"
    link.symlink_to(vault.place.header)
    left = vault.place.folder / ".wallet.keys.7.abcdef01"
    left.write_bytes(true)
    pending.clear(vault.place, 1, None)
    assert (every_aside(vault), link.is_symlink()) == ([true], True)
    left.write_bytes(true)
    pending.clear(vault.place, 1, master)
    assert (every_aside(vault), link.is_symlink(), left.exists()) == ([true], True, False)


def test_a_proven_header_goes_only_under_a_name_that_this_program_gives(vault: Vault) -> None:
    """A program that copies folders lays the header of another machine under a name of its own."""
    true, opened = vault.place.header.read_bytes(), vault.open_by()
    own = (".wallet.keys.7.abcdef01", ".wallet.keys.before.7")
    others = (
        ".wallet.keys.conflict.B",
        ".wallet.keys.7.abcdef0",
        ".wallet.keys.x7.abcdef01",
        ".wallet.keys.before.7.B",
    )
    for name in (*own, *others):
        (vault.place.folder / name).write_bytes(true)
    (vault.place.folder / ".wallet.keys.empty.B").touch()
    said: list[WalletError] = []
    pending.clear(vault.place._replace(tell=said.append), 1, opened.master, opened.generation)
    assert sorted(str(each.params["path"]) for each in said) == sorted(others)
    assert every_aside(vault) == [true] * len(others)
    assert [each for each in vault.names() if each.startswith(".")] == [".wallet.keys.empty.B"]


def test_a_newer_header_that_a_rotation_elsewhere_kept_is_set_aside(vault: Vault) -> None:
    true, opened = vault.place.header.read_bytes(), vault.open_by()
    for generation, left in ((opened.generation - 1, [true]), (opened.generation, [])):
        kept = vault.place.spare(7)
        kept.write_bytes(true)
        pending.clear(vault.place, 1, opened.master, generation)
        assert (every_aside(vault), kept.exists()) == (left, False)
        for each in asides.listed(vault.place.folder):
            each.unlink()


def test_what_is_set_aside_is_told_in_the_order_of_its_names(place: location.Place) -> None:
    place.folder.mkdir(parents=True)
    said: list[WalletError] = []
    for number in (5, 3, 8, 2, 9, 4, 7, 6):
        for name in (f".wallet.keys.{number}.abcdef01", f"wallet.db.new-{number}"):
            (place.folder / name).write_bytes(b"anybody's")
            os.utime(place.folder / name, (0, 0))
    pending.clear(place._replace(tell=said.append), 1, None)
    assert [str(each.params["path"]) for each in said] == [
        *(f".wallet.keys.{number}.abcdef01" for number in range(2, 10)),
        *(f"wallet.db.new-{number}" for number in range(2, 10)),
    ]


def test_what_is_not_plain_beside_a_draft_is_set_aside_with_it(vault: Vault) -> None:
    target = vault.place.folder.parent / "target"
    target.write_bytes(b"somebody's")
    draft = vault.place.draft(1)
    draft.write_bytes(b"no draft")
    draft.with_name(f"{draft.name}-shm").symlink_to(target)
    vault.require_sound()
    assert [each.is_symlink() for each in asides.listed(vault.place.folder)].count(True) == 1
    assert (target.read_bytes(), vault.names()[-2:]) == (b"somebody's", WHOLE)


def test_the_key_header_of_before_that_a_killed_rotation_left_is_listed_and_goes_in_the_end(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(pending, "drop_spare", lambda *_args: None)
        vault.rotate()
    spare = vault.place.spare(2)
    assert leftovers.listed(vault.place) == [spare]
    now_us = time.time_ns() // 1000
    assert asides.remove(vault.place.folder, now_us) == []
    assert asides.remove(vault.place.folder, now_us + 31 * DAY_US) == [spare]
    vault.require_sound()
    assert vault.names() == WHOLE
