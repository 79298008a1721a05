"""A vault is made once, also where two processes make it at the same moment."""

import errno
import fcntl
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from os import mkfifo, urandom
from pathlib import Path
from typing import Any

import pytest

from tests import forging
from tests.raw import harm
from tests.services.vault.test_entering import descriptors, naps
from wallet_cli.errors import Busy, Damaged, Locked, Refused
from wallet_cli.services.vault import access, create, key_changes, location, logs, prove
from wallet_cli.store.vault import connect, files, head, identity

PASSPHRASE = b"correct horse"


def test_whoever_waited_for_another_that_made_the_vault_is_refused_and_harms_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = location.Place(tmp_path / "home" / "main", tmp_path / "state")
    elsewhere = place._replace(heads=tmp_path / "other-state")
    lock = files.alone

    @contextmanager
    def after_the_other(folder: Path, **how: Any) -> Iterator[None]:
        monkeypatch.setattr(files, "alone", lock)
        create.create(place, PASSPHRASE, "cheap", urandom).close()
        with lock(folder, **how):
            yield

    monkeypatch.setattr(files, "alone", after_the_other)
    with pytest.raises(Refused) as caught:
        create.create(elsewhere, b"another", "cheap", urandom)
    assert caught.value.slug == "wallet-exists"
    access.open_store(place, access.derive(place, PASSPHRASE).database_key).close()


def test_a_key_header_that_is_no_file_is_damage_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    place = location.Place(tmp_path / "home" / "main", tmp_path / "state")
    create.create(place, PASSPHRASE, "cheap", urandom).close()
    place.header.unlink()
    for make in (mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")):
        make(place.header)
        with pytest.raises(Damaged) as caught:
            location.vault_id(place)
        assert caught.value.slug == "header-damaged"
        place.header.rmdir() if place.header.is_dir() else place.header.unlink()


def test_two_that_share_the_data_folder_alone_make_one_vault(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "main"

    def make(number: int) -> str:
        place = location.Place(folder, tmp_path / f"state{number}")
        try:
            create.create(place, b"passphrase %d" % number, "cheap", urandom).close()
        except Refused as error:
            return error.slug
        return ""

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(make, range(4)))
    assert sorted(told) == ["", "wallet-exists", "wallet-exists", "wallet-exists"]
    made = told.index("")
    place = location.Place(folder, tmp_path / f"state{made}")
    access.open_store(place, access.derive(place, b"passphrase %d" % made).database_key).close()


def test_a_wrong_passphrase_is_said_to_be_one_for_an_older_key_header_only_where_it_is_older(tmp_path: Path) -> None:
    place = location.Place(tmp_path / "home" / "main", tmp_path / "state")
    create.create(place, PASSPHRASE, "cheap", urandom).close()
    before = place.header.read_bytes()
    secret = key_changes.Secret(key_changes.PASSPHRASE, PASSPHRASE)
    key_changes.add(place, key_changes.open_by(place, secret), secret, "new", key_changes.Making("cheap", urandom))
    for header, older, seen in ((place.header.read_bytes(), "", ""), (before, 1, 2)):
        place.header.write_bytes(header)
        with pytest.raises(Locked, match="wrong-passphrase") as caught:
            access.derive(place, b"wrong")
        assert (caught.value.params["older"], caught.value.params["seen"]) == (older, seen)
    with pytest.raises(Locked) as caught, access.naming_older(place, before):
        raise Locked("wrong-key-file")
    assert caught.value.params == {}


def test_a_key_of_another_epoch_than_the_key_header_s_opens_nothing(tmp_path: Path) -> None:
    place = location.Place(tmp_path / "home" / "main", tmp_path / "state")
    create.create(place, PASSPHRASE, "cheap", urandom).close()
    opened = access.derive(place, PASSPHRASE)
    access.open_with(place, opened).close()
    with pytest.raises(Busy, match="keys-changed-meanwhile"):
        access.open_with(place, opened._replace(epoch=opened.epoch + 1))


def test_an_older_store_beside_a_key_header_that_does_not_read_is_told_without_its_copies(tmp_path: Path) -> None:
    place = location.Place(tmp_path / "home" / "main", tmp_path / "state")
    create.create(place, PASSPHRASE, "cheap", urandom).close()
    older = Damaged("store-older", seen=2, found=1)
    assert access.with_copies(place, older).params == {"seen": 2, "found": 1, "copies": ()}
    place.header.write_bytes(b"x")
    assert access.with_copies(place, older) is older


@pytest.fixture
def made(tmp_path: Path) -> tuple[location.Place, bytes]:
    """A vault that nobody has open, and its key."""
    place = location.Place(tmp_path / "home" / "main", tmp_path / "state")
    create.create(place, PASSPHRASE, "cheap", urandom).close()
    return place, access.derive(place, PASSPHRASE).database_key


def test_an_open_store_keeps_others_from_being_alone_until_it_is_closed(
    made: tuple[location.Place, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, key = made
    one, two = access.open_store(place, key), access.open_store(place, key, read_only=True)
    for store in (one, two):
        with pytest.raises(Busy, match="vault-busy"), files.alone(place.folder, timeout_ms=0):
            raise AssertionError("nobody is alone here")
        store.close()
        store.close()
    waited = naps(monkeypatch)
    with files.alone(place.folder, timeout_ms=0), pytest.raises(Busy, match="vault-busy"):
        access.open_store(place, key, wait_ms=0)
    access.open_store(place, key, wait_ms=0).close()
    assert waited == []


@pytest.mark.parametrize("read_only", [True, False])
def test_a_log_that_comes_after_the_look_is_not_read(
    made: tuple[location.Place, bytes], monkeypatch: pytest.MonkeyPatch, read_only: bool
) -> None:
    place, key = made
    log, true = connect.log_of(place.database), connect.set_up

    def late(*told: Any, **named: Any) -> None:
        log.write_bytes(b"x" * 5000)
        true(*told, **named)

    with monkeypatch.context() as patch, pytest.raises(Busy, match="vault-busy"):
        patch.setattr(connect, "set_up", late)
        access.open_store(place, key, read_only=read_only)
    assert log.read_bytes() == b"x" * 5000
    access.open_store(place, key, read_only=read_only).close()


def test_a_store_that_is_opened_to_be_read_is_not_written(made: tuple[location.Place, bytes]) -> None:
    store = access.open_store(*made, read_only=True)
    assert store.read_only
    with pytest.raises(connect.driver_error(), match="readonly"):
        harm.forget(store.db, "device")
    store.close()


def test_whatever_keeps_a_store_from_opening_nobody_stays_in_the_folder(made: tuple[location.Place, bytes]) -> None:
    place, key = made
    with pytest.raises(Damaged):
        access.open_store(place, bytes(32))
    with pytest.raises(Busy, match="keys-changed-meanwhile"):
        access.open_store(place, key, epoch=2)
    place.database.rename(place.folder / "away")
    with pytest.raises(Damaged, match="store-missing"):
        access.open_store(place, key)
    header = place.header.read_bytes()
    place.header.write_bytes(b"x")
    with pytest.raises(Damaged, match="header-damaged"):
        access.open_store(place, key)
    place.header.write_bytes(header)
    with files.alone(place.folder, timeout_ms=0):
        pass


def test_a_file_system_without_locks_is_used_without_and_only_what_must_be_alone_is_refused(
    made: tuple[location.Place, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, key = made

    def unknown(_handle: int, _how: int) -> None:
        raise OSError(errno.EOPNOTSUPP, "no locks here")

    monkeypatch.setattr(fcntl, "flock", unknown)
    access.open_store(place, key).close()
    with pytest.raises(Refused, match="folder-unlockable"), files.alone(place.folder):
        raise AssertionError("others can't be kept out")
    with files.alone(place.folder, needed=False):
        pass
    create.create(place._replace(at=place.folder.with_name("other")), PASSPHRASE, "cheap", urandom).close()


def test_a_key_header_that_is_a_link_to_itself_is_told(made: tuple[location.Place, bytes]) -> None:
    place, _key = made
    place.header.unlink()
    place.header.symlink_to(place.header)
    with pytest.raises(Damaged, match="header-loop"):
        location.identity_of(place)
    with pytest.raises(Damaged, match="header-missing"):
        create.create(place, PASSPHRASE, "cheap", urandom)


def test_a_check_of_everything_takes_keys_that_are_changed_meanwhile_for_no_damage(
    made: tuple[location.Place, bytes],
) -> None:
    def add(name: str) -> None:
        secret = key_changes.Secret(key_changes.PASSPHRASE, PASSPHRASE)
        key_changes.add(place, key_changes.open_by(place, secret), secret, name, key_changes.Making("cheap", urandom))

    place, key = made
    store = access.open_store(place, key, read_only=True, unchecked=True)
    try:
        add("second")
        store.check_header()
        before = place.header.read_bytes()
        add("third")
        place.header.write_bytes(before)
        with pytest.raises(Damaged, match="header-older"):
            store.check_header()
    finally:
        store.close()


@pytest.mark.parametrize("others", [0, 1])
def test_an_open_store_notices_that_its_name_leads_to_another_file(
    made: tuple[location.Place, bytes], others: int
) -> None:
    place, key = made
    opened = [access.open_store(place, key) for _each in range(others + 1)]
    store = opened.pop()
    copy = place.folder / "copy"
    copy.write_bytes(place.database.read_bytes())
    copy.rename(place.database)
    with pytest.raises(Damaged, match="store-replaced"), store.exclusive():
        raise AssertionError("nothing is written")
    for each in (store, *opened):
        each.db.close()


def test_a_key_header_that_a_secret_has_opened_needs_no_store_to_vouch_for_it(
    made: tuple[location.Place, bytes],
) -> None:
    place, key = made
    place.header.write_bytes(forging.header(place.header.read_bytes()))
    version = identity.version_of(place.header.read_bytes())
    for proven in (None, version):
        store = access.open_store(place, key, read_only=True, proven=proven)
        assert store.unproven == (proven is None)
        store.close()


def test_a_key_header_that_is_replaced_while_the_folder_is_handed_over_is_read_again(
    made: tuple[location.Place, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, key = made
    shared, times = files.shared, iter(range(9))

    def after_a_change(held: int, *, timeout_ms: int) -> None:
        if next(times) == 0:
            place.header.write_bytes(forging.header(place.header.read_bytes()))
        shared(held, timeout_ms=timeout_ms)

    monkeypatch.setattr(files, "shared", after_a_change)
    entered = prove.enter(place, key, prove.Way(False, 1000, None, logs.LogChoice(), True))
    assert entered.told.version == identity.version_of(place.header.read_bytes())
    assert next(times) == 2
    entered.db.close()
    files.release(entered.held)


def test_a_store_that_is_refused_is_left_with_all_closed(made: tuple[location.Place, bytes]) -> None:
    place, key = made
    head.reset(location.seen_path(place, location.vault_id(place)), head.Seen(9, bytes(32), 1))
    with pytest.raises(Damaged, match="store-older") as caught:
        access.open_store(place, key)
    assert caught.value.params["seen"] == 9
    assert not [path for path in descriptors() if path.startswith(str(place.database))]
    with files.alone(place.folder, timeout_ms=0):
        pass


def test_a_store_that_no_key_opens_beside_the_key_header_of_before_tells_what_was_lost(
    made: tuple[location.Place, bytes],
) -> None:
    place, key = made
    with pytest.raises(Damaged, match="store-or-header"):
        access.open_store(place, bytes(32))
    place.spare(1).write_bytes(place.header.read_bytes())
    with pytest.raises(Damaged, match="rotation-torn") as caught:
        access.open_store(place, bytes(32))
    told = caught.value.params
    assert (told["path"], told["before"], told["draft"]) == (
        str(place.header),
        str(place.spare(1)),
        place.draft(1).name,
    )
    access.open_store(place, key).close()


def test_a_store_is_bare_that_is_a_file_of_its_own_and_can_be_one(tmp_path: Path) -> None:
    place = location.Place(tmp_path / "home" / "main", tmp_path / "state")
    create.create(place, PASSPHRASE, "cheap", urandom).close()
    store, copy = place.database, place.folder / "copy"

    def is_bare() -> bool:
        with suppress(OSError):
            handle = os.open(store, os.O_RDONLY)
            try:
                return location.bare(place, 1).is_plain()
            finally:
                os.close(handle)
        return False

    looked = location.bare(place, 1)
    assert looked.path == str(store)
    assert is_bare()
    assert looked.is_alone(str(place.folder))
    place.draft(2).touch()
    assert looked.is_alone(str(place.folder))
    place.draft(1).touch()
    assert not looked.is_alone(str(place.folder))
    copy.hardlink_to(store)
    assert not is_bare()
    store.unlink()
    assert not is_bare()
    store.symlink_to(copy)
    assert not is_bare()
    store.unlink()
    store.mkdir()
    assert not is_bare()
    store.rmdir()
    store.write_bytes(bytes(4095))
    assert not is_bare()
    store.write_bytes(bytes(4096))
    assert is_bare()


@pytest.mark.parametrize("way", ["bare", "a link"])
def test_a_store_is_opened_through_a_link_too(tmp_path: Path, way: str) -> None:
    place = location.Place(tmp_path / "home" / "main", tmp_path / "state")
    create.create(place, PASSPHRASE, "cheap", urandom).close()
    key = access.derive(place, PASSPHRASE).database_key
    if way == "a link":
        place.database.rename(tmp_path / "there.db")
        place.database.symlink_to(tmp_path / "there.db")
    for _time in range(2):
        with closing(access.open_store(place, key)) as store:
            with store.exclusive():
                store.set_meta("tried", way)
            with closing(access.open_store(place, key, read_only=True)) as other:
                assert other.meta("tried") == way
    assert sorted(path.name for path in place.folder.iterdir()) == ["wallet.db", "wallet.keys"]
