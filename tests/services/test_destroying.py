"""A wallet is destroyed: nothing of it is left; interrupted anywhere, what is left is no wallet and can be finished."""

import errno
import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.services.books import refused
from tests.services.conftest import opened as opened_wallet
from tests.services.test_entering import naps
from wallet_cli.errors import Busy, Locked
from wallet_cli.services import access, creating, custody, destroying, places, unlocking
from wallet_cli.store import head

PASSPHRASE = b"correct horse battery staple"
MOMENT = unlocking.Moment(1_795_000_000, 1000)


@pytest.fixture
def made(place: places.Place) -> places.Place:
    with opened_wallet(place):
        pass
    return place


def files_of(place: places.Place) -> list[Path]:
    return [each for folder in (place.folder, place.state) if folder.exists() for each in folder.iterdir()]


def test_nothing_is_left_but_what_is_not_the_wallets(made: places.Place) -> None:
    for name in ("wallet.keys.bak", "notes.txt"):
        (made.folder / name).write_text("mine")
    (made.folder / "wallet.db.new-9").write_bytes(b"x")
    keys = access.derive(made, PASSPHRASE)
    told = destroying.facts(made, keys)
    assert told is not None
    assert (told.transactions, told.backup_us) == (2, None)
    assert destroying.destroy(made, os.urandom, MOMENT, keys).foreign == ("notes.txt", "wallet.keys.bak")
    assert sorted(each.name for each in files_of(made)) == ["notes.txt", "wallet.keys.bak"]
    with refused("no-wallet", 3):
        places.vault_id(made)


def test_the_folder_goes_too_where_it_is_empty(made: places.Place) -> None:
    assert destroying.destroy(made, os.urandom, MOMENT, access.derive(made, PASSPHRASE)).foreign == ()
    assert not made.folder.exists()
    assert files_of(made) == []


def test_what_it_holds_is_told_of_a_wallet_that_is_too_old_too(made: places.Place) -> None:
    keys = access.derive(made, PASSPHRASE)
    head.reset(places.seen_path(made, keys.vault_id), head.Seen(99, bytes(32), 1))
    told = destroying.facts(made, keys)
    assert told is not None and told.transactions == 2


def test_not_while_it_is_open_for_which_nobody_waits_longer_than_was_asked(
    made: places.Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = access.derive(made, PASSPHRASE)
    store = access.open_store(made, keys.database_key)
    waited = naps(monkeypatch)
    with pytest.raises(Busy, match="vault-busy"):
        destroying.destroy(made, os.urandom, MOMENT, keys, wait_ms=0)
    assert waited == []
    store.close()
    assert access.derive(made, PASSPHRASE).database_key == keys.database_key


def test_interrupted_it_is_no_wallet_and_can_be_finished(made: places.Place) -> None:
    def cut(_count: int) -> bytes:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        destroying.destroy(made, cut, MOMENT, access.derive(made, PASSPHRASE))
    # the key file is whole yet: who finishes it must open it, or a name alone would destroy a wallet
    assert not destroying.is_interrupted(made)
    with refused("erase-interrupted", 8):
        creating.create(made, PASSPHRASE, "cheap", os.urandom)
    for attempt in (places.vault_id, lambda place: destroying.destroy(place, os.urandom, MOMENT)):
        with refused("erase-begun", 8):
            attempt(made)
    assert destroying.put_back(made)
    assert not destroying.put_back(made)
    destroying.destroy(made, os.urandom, MOMENT, access.derive(made, PASSPHRASE))
    assert not made.folder.exists()
    creating.create(made, PASSPHRASE, "cheap", os.urandom).close()


def test_interrupted_after_its_keys_were_overwritten(made: places.Place) -> None:
    before = made.keys.read_bytes()
    made.keys.replace(made.erasing)
    made.erasing.write_bytes(os.urandom(len(before)))
    made.database.unlink()
    destroying.destroy(made, os.urandom, MOMENT)
    assert not made.folder.exists()


@pytest.mark.parametrize("name", ["wallet.keys", "wallet.db"])
def test_a_link_is_refused_before_anything_is_gone(made: places.Place, tmp_path: Path, name: str) -> None:
    keys = access.derive(made, PASSPHRASE)
    (made.folder / name).rename(tmp_path / name)
    (made.folder / name).symlink_to(tmp_path / name)
    with refused("erase-link", 5):
        destroying.destroy(made, os.urandom, MOMENT, keys)
    access.open_store(made, access.derive(made, PASSPHRASE).database_key).close()


def test_a_copy_that_shares_the_files_on_the_disk_stays_as_it_is(made: places.Place) -> None:
    copy = made._replace(folder=made.folder.with_name("snapshot"))
    copy.folder.mkdir()
    for each in made.folder.iterdir():
        os.link(each, copy.folder / each.name)
    destroying.destroy(made, os.urandom, MOMENT, access.derive(made, PASSPHRASE))
    assert not made.folder.exists()
    access.open_store(copy, access.derive(copy, PASSPHRASE).database_key).close()


def test_another_copy_of_the_vault_keeps_its_head(made: places.Place) -> None:
    shutil.copytree(made.folder, made.folder.with_name("copy"))
    copy = made._replace(folder=made.folder.with_name("copy"))
    number = places.vault_id(made)
    shared, own = head.head_path(made.state, number), places.own_seen_path(made, number)
    own.write_bytes(shared.read_bytes())
    destroying.destroy(made, os.urandom, MOMENT, access.derive(made, PASSPHRASE))
    assert (shared.exists(), own.exists()) == (True, False)
    destroying.destroy(copy, os.urandom, MOMENT, access.derive(copy, PASSPHRASE))
    assert not shared.exists()


def test_the_key_file_is_overwritten_where_it_lay_before_it_goes(made: places.Place) -> None:
    before = made.keys.read_bytes()
    with made.keys.open("rb") as held:
        destroying.destroy(made, os.urandom, MOMENT, access.derive(made, PASSPHRASE))
        left = held.read()
    assert not made.keys.exists()
    assert len(left) == len(before)
    assert not any(left[at : at + 16] in before for at in range(0, len(left), 16))


def test_keys_that_were_changed_since_destroy_nothing(made: places.Place) -> None:
    keys = access.derive(made, PASSPHRASE)
    custody.add(made, keys, custody.Secret(custody.RECOVERY, os.urandom(32)), "", custody.Making("cheap", os.urandom))
    with pytest.raises(Busy, match="keys-changed-meanwhile"):
        destroying.destroy(made, os.urandom, MOMENT, keys)
    destroying.destroy(made, os.urandom, MOMENT, access.derive(made, PASSPHRASE))
    assert not made.folder.exists()


def test_a_kept_key_goes_with_the_wallet(made: places.Place) -> None:
    keys, moment = access.derive(made, PASSPHRASE), unlocking.Moment(1_795_000_000, 1000)
    try:
        unlocking.keep_key(made, keys, unlocking.Limits(60), moment, kernel_only=True)
    except Locked as refusal:
        pytest.skip(f"this kernel keeps no keys: {refusal.params['reason']}")
    destroying.destroy(made, os.urandom, MOMENT, keys)
    assert list(unlocking.kept_keys_of(made.state, keys.vault_id, 1, moment)) == []


def test_a_disk_that_knows_no_locks_is_no_obstacle(made: places.Place, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = access.derive(made, PASSPHRASE)

    def unlockable(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(fcntl, "flock", unlockable)
    destroying.destroy(made, os.urandom, MOMENT, keys)
    assert not made.folder.exists()


def test_a_backup_is_asked_for_where_there_is_none_or_an_old_one() -> None:
    day_us = 86_400_000_000
    assert destroying.overdue(destroying.Facts(1, None, None), 0)
    assert not destroying.overdue(destroying.Facts(1, None, 5), 5 + 30 * day_us)
    assert destroying.overdue(destroying.Facts(1, None, 5), 5 + 31 * day_us)


def test_an_erased_copy_takes_its_own_kept_key_along_and_leaves_the_originals(made: places.Place) -> None:
    copy = made._replace(folder=made.folder.with_name("copy"))
    shutil.copytree(made.folder, copy.folder)
    keys = access.derive(made, PASSPHRASE)
    limits = unlocking.Limits(60)
    try:
        for each in (made, copy):
            unlocking.keep_key(each, keys, limits, MOMENT, kernel_only=True)
    except Locked as refusal:
        pytest.skip(f"this kernel keeps no keys: {refusal.params['reason']}")
    destroying.destroy(copy, os.urandom, MOMENT, keys)
    assert unlocking.kept_key(made, MOMENT) == keys.database_key
    assert len(list(unlocking.kept_keys_of(made.state, keys.vault_id, 1, MOMENT))) == 1
    destroying.destroy(made, os.urandom, MOMENT, keys)
    assert list(unlocking.kept_keys_of(made.state, keys.vault_id, 1, MOMENT)) == []
