"""A wallet is destroyed: nothing of it is left; interrupted anywhere, what is left is no wallet and can be finished."""

import errno
import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.services.books import refused
from tests.services.conftest import opened as opened_wallet
from tests.services.vault.test_entering import naps
from wallet_cli.errors import Busy, Locked
from wallet_cli.services.vault import access, create, destroy, key_changes, location, unlock
from wallet_cli.store.vault import head

PASSPHRASE = b"correct horse battery staple"
MOMENT = unlock.Moment(1_795_000_000, 1000)


@pytest.fixture
def made(place: location.Place) -> location.Place:
    with opened_wallet(place):
        pass
    return place


def files_of(place: location.Place) -> list[Path]:
    return [each for folder in (place.folder, place.state) if folder.exists() for each in folder.iterdir()]


def test_nothing_is_left_but_what_is_not_the_wallets(made: location.Place) -> None:
    for name in ("wallet.keys.bak", "notes.txt"):
        (made.folder / name).write_text("mine")
    (made.folder / "wallet.db.new-9").write_bytes(b"x")
    keys = access.derive(made, PASSPHRASE)
    told = destroy.facts(made, keys)
    assert told is not None
    assert (told.transactions, told.backup_us) == (2, None)
    assert destroy.destroy(made, os.urandom, MOMENT, keys).foreign == ("notes.txt", "wallet.keys.bak")
    assert sorted(each.name for each in made.folder.iterdir()) == ["notes.txt", "wallet.keys.bak"]
    with refused("no-wallet", 3):
        location.vault_id(made)


def test_the_folder_goes_too_where_it_is_empty(made: location.Place) -> None:
    left = destroy.destroy(made, os.urandom, MOMENT, access.derive(made, PASSPHRASE), forget=True)
    assert (left.foreign, left.heads) == ((), ())
    assert not made.folder.exists()
    assert files_of(made) == []


def test_what_it_holds_is_told_of_a_wallet_that_is_too_old_too(made: location.Place) -> None:
    keys = access.derive(made, PASSPHRASE)
    head.reset(location.seen_path(made, keys.vault_id), head.Seen(99, bytes(32), 1))
    told = destroy.facts(made, keys)
    assert told is not None and told.transactions == 2


def test_not_while_it_is_open_for_which_nobody_waits_longer_than_was_asked(
    made: location.Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = access.derive(made, PASSPHRASE)
    store = access.open_store(made, keys.database_key)
    waited = naps(monkeypatch)
    with pytest.raises(Busy, match="vault-busy"):
        destroy.destroy(made, os.urandom, MOMENT, keys, wait_ms=0)
    assert waited == []
    store.close()
    assert access.derive(made, PASSPHRASE).database_key == keys.database_key


def test_interrupted_it_is_no_wallet_and_can_be_finished(made: location.Place) -> None:
    def cut(_count: int) -> bytes:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        destroy.destroy(made, cut, MOMENT, access.derive(made, PASSPHRASE))
    # the key header is whole yet: who finishes it must open it, or a name alone would destroy a wallet
    assert not destroy.is_interrupted(made)
    with refused("erase-begun", 8):
        create.create(made, PASSPHRASE, "cheap", os.urandom)
    for attempt in (location.vault_id, lambda place: destroy.destroy(place, os.urandom, MOMENT)):
        with refused("erase-begun", 8):
            attempt(made)
    assert destroy.put_back(made)
    assert not destroy.put_back(made)
    destroy.destroy(made, os.urandom, MOMENT, access.derive(made, PASSPHRASE))
    assert not made.folder.exists()
    create.create(made, PASSPHRASE, "cheap", os.urandom).close()


def test_interrupted_after_its_keys_were_overwritten(made: location.Place) -> None:
    before = made.header.read_bytes()
    made.header.replace(made.erasing)
    made.erasing.write_bytes(os.urandom(len(before)))
    made.database.unlink()
    destroy.destroy(made, os.urandom, MOMENT)
    assert not made.folder.exists()


@pytest.mark.parametrize("name", ["wallet.keys", "wallet.db"])
def test_a_link_is_refused_before_anything_is_gone(made: location.Place, tmp_path: Path, name: str) -> None:
    keys = access.derive(made, PASSPHRASE)
    (made.folder / name).rename(tmp_path / name)
    (made.folder / name).symlink_to(tmp_path / name)
    with refused("erase-link", 5):
        destroy.destroy(made, os.urandom, MOMENT, keys)
    access.open_store(made, access.derive(made, PASSPHRASE).database_key).close()


def test_a_copy_that_shares_the_files_on_the_disk_stays_as_it_is(made: location.Place) -> None:
    copy = made._replace(at=made.folder.with_name("snapshot"))
    copy.folder.mkdir()
    for each in made.folder.iterdir():
        os.link(each, copy.folder / each.name)
    destroy.destroy(made, os.urandom, MOMENT, access.derive(made, PASSPHRASE))
    assert not made.folder.exists()
    access.open_store(copy, access.derive(copy, PASSPHRASE).database_key).close()


def test_what_was_seen_of_it_stays_for_a_copy_that_nobody_can_know_of(made: location.Place, tmp_path: Path) -> None:
    elsewhere = made._replace(at=str(tmp_path / "stick" / "main"))
    shutil.copytree(made.folder, elsewhere.folder)
    number = location.vault_id(made)
    shared, own = head.head_path(made.state, number), location.own_seen_path(made, number)
    for path in (shared, own):
        head.reset(path, head.Seen(99, bytes(32), 1))
    keys = access.derive(made, PASSPHRASE)
    (kept, *others) = destroy.destroy(made, os.urandom, MOMENT, keys).heads
    assert (others, head.read(kept), Path(own).exists()) == ([shared], head.Seen(99, bytes(32), 1), False)
    with refused("store-older", 8):
        access.open_store(elsewhere, keys.database_key)
    assert destroy.destroy(elsewhere, os.urandom, MOMENT, keys, forget=True).heads == ()
    assert not Path(shared).exists() and not Path(kept).exists()


def test_what_a_copy_had_of_its_own_measures_no_wallet_that_gets_its_name(made: location.Place) -> None:
    copy = made._replace(at=made.folder.with_name("copy"))
    shutil.copytree(made.folder, copy.folder)
    number = location.vault_id(made)
    shared, own = head.head_path(made.state, number), location.own_seen_path(copy, number)
    seen = head.read(shared)
    assert seen is not None
    head.reset(own, seen)
    keys = access.derive(copy, PASSPHRASE)
    (kept, other) = destroy.destroy(copy, os.urandom, MOMENT, keys).heads
    assert (other, head.read(kept), head.every(made.heads, number)) == (shared, seen, (seen, seen))
    assert not location.can_be_named(kept.removesuffix(".head").partition(f"{number.hex()}-")[2])
    head.reset(shared, seen._replace(operations=99))
    made.folder.rename(copy.folder)
    with refused("store-older", 8):
        access.open_store(copy, keys.database_key)


def test_a_copy_is_forgotten_alone_wherever_its_original_is(made: location.Place, tmp_path: Path) -> None:
    copy = made._replace(at=made.folder.with_name("copy"))
    shutil.copytree(made.folder, copy.folder)
    number = location.vault_id(made)
    shared, own = head.head_path(made.state, number), location.own_seen_path(copy, number)
    head.reset(own, head.Seen(1, bytes(32), 1))
    made.folder.rename(tmp_path / "stick")
    left = destroy.destroy(copy, os.urandom, MOMENT, access.derive(copy, PASSPHRASE), forget=True)
    assert (left.heads, Path(own).exists()) == ((shared,), False)


def test_an_empty_folder_is_what_an_erasure_was_stopped_at_last(made: location.Place) -> None:
    shutil.rmtree(made.folder)
    assert not destroy.is_interrupted(made)
    made.folder.mkdir()
    assert destroy.is_interrupted(made)
    assert destroy.destroy(made, os.urandom, MOMENT, forget=True) == destroy.LeftBehind((), ())
    assert not made.folder.exists()


def test_a_key_header_of_a_newer_wallet_is_not_taken_for_an_overwritten_one(made: location.Place) -> None:
    newer = made.header.read_bytes().replace(b"wallet-keys/1", b"wallet-keys/2", 1)
    made.header.unlink()
    made.erasing.write_bytes(newer)
    assert not destroy.is_interrupted(made)
    with refused("erase-begun", 8):
        destroy.destroy(made, os.urandom, MOMENT)
    assert destroy.put_back(made)
    assert made.header.read_bytes() == newer
    with refused("header-newer", 8):
        access.derive(made, PASSPHRASE)


@pytest.mark.parametrize("forget", [True, False])
def test_nothing_is_forgotten_while_a_key_still_opens_it(made: location.Place, forget: bool) -> None:
    shared = Path(head.head_path(made.state, location.vault_id(made)))

    def cut(_count: int) -> bytes:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        destroy.destroy(made, cut, MOMENT, access.derive(made, PASSPHRASE), forget=forget)
    assert destroy.put_back(made)
    access.derive(made, PASSPHRASE)
    assert shared.exists()


def test_what_is_remembered_of_a_wallet_without_keys_nobody_can_name(made: location.Place) -> None:
    heard: list[str] = []
    shared = Path(head.head_path(made.state, location.vault_id(made)))
    made.header.replace(made.erasing)
    made.erasing.write_bytes(os.urandom(700))
    told = made._replace(tell=lambda remark: heard.append(remark.slug))
    assert destroy.destroy(told, os.urandom, MOMENT, forget=True).heads == ()
    assert (heard, shared.exists(), made.folder.exists()) == (["heads-unknown"], True, False)


def test_another_copy_of_the_vault_keeps_its_head(made: location.Place) -> None:
    shutil.copytree(made.folder, made.folder.with_name("copy"))
    copy = made._replace(at=made.folder.with_name("copy"))
    number = location.vault_id(made)
    shared, own = Path(head.head_path(made.state, number)), Path(location.own_seen_path(made, number))
    own.write_bytes(shared.read_bytes())
    left = destroy.destroy(made, os.urandom, MOMENT, access.derive(made, PASSPHRASE), forget=True)
    assert (left.heads, shared.exists(), own.exists()) == ((str(shared),), True, False)
    destroy.destroy(copy, os.urandom, MOMENT, access.derive(copy, PASSPHRASE), forget=True)
    assert not shared.exists()


def test_the_key_header_is_overwritten_where_it_lay_before_it_goes(made: location.Place) -> None:
    before = made.header.read_bytes()
    with made.header.open("rb") as held:
        destroy.destroy(made, os.urandom, MOMENT, access.derive(made, PASSPHRASE))
        left = held.read()
    assert not made.header.exists()
    assert len(left) == len(before)
    assert not any(left[at : at + 16] in before for at in range(0, len(left), 16))


def test_keys_that_were_changed_since_destroy_nothing(made: location.Place) -> None:
    keys = access.derive(made, PASSPHRASE)
    key_changes.add(
        made,
        keys,
        key_changes.Secret(key_changes.RECOVERY, os.urandom(32)),
        "",
        key_changes.Making("cheap", os.urandom),
    )
    with pytest.raises(Busy, match="keys-changed-meanwhile"):
        destroy.destroy(made, os.urandom, MOMENT, keys)
    destroy.destroy(made, os.urandom, MOMENT, access.derive(made, PASSPHRASE))
    assert not made.folder.exists()


def test_a_kept_key_goes_with_the_wallet(made: location.Place) -> None:
    keys, moment = access.derive(made, PASSPHRASE), unlock.Moment(1_795_000_000, 1000)
    try:
        unlock.keep_key(made, keys, unlock.Limits(60), moment, kernel_only=True)
    except Locked as refusal:
        pytest.skip(f"this kernel keeps no keys: {refusal.params['reason']}")
    destroy.destroy(made, os.urandom, MOMENT, keys)
    assert list(unlock.kept_keys_of(made.state, keys.vault_id, 1, moment)) == []


def test_a_disk_that_knows_no_locks_is_no_obstacle(made: location.Place, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = access.derive(made, PASSPHRASE)

    def unlockable(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", unlockable)
    destroy.destroy(made, os.urandom, MOMENT, keys)
    assert not made.folder.exists()


def test_a_backup_is_asked_for_where_there_is_none_or_an_old_one() -> None:
    day_us = 86_400_000_000
    assert destroy.overdue(destroy.AtStake(1, None, None), 0)
    assert not destroy.overdue(destroy.AtStake(1, None, 5), 5 + 30 * day_us)
    assert destroy.overdue(destroy.AtStake(1, None, 5), 5 + 31 * day_us)


def test_an_erased_copy_takes_its_own_kept_key_along_and_leaves_the_originals(made: location.Place) -> None:
    copy = made._replace(at=made.folder.with_name("copy"))
    shutil.copytree(made.folder, copy.folder)
    keys = access.derive(made, PASSPHRASE)
    limits = unlock.Limits(60)
    try:
        for each in (made, copy):
            unlock.keep_key(each, keys, limits, MOMENT, kernel_only=True)
    except Locked as refusal:
        pytest.skip(f"this kernel keeps no keys: {refusal.params['reason']}")
    destroy.destroy(copy, os.urandom, MOMENT, keys)
    assert unlock.kept_key(made, MOMENT) == keys.database_key
    assert len(list(unlock.kept_keys_of(made.state, keys.vault_id, 1, MOMENT))) == 1
    destroy.destroy(made, os.urandom, MOMENT, keys)
    assert list(unlock.kept_keys_of(made.state, keys.vault_id, 1, MOMENT)) == []
