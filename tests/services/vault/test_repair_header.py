"""A key header that something without a key changed: never believed, never in a backup, and mended from the store."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import forging
from tests.raw import harm
from tests.services.conftest import opened as furnished
from wallet_cli.errors import Damaged, Locked, WalletError
from wallet_cli.services.session import Session
from wallet_cli.services.vault import access, backup_check, backup_make, key_changes, location, repair_header, restore
from wallet_cli.services.vault.key_changes import PASSPHRASE, RECOVERY, Making, Secret
from wallet_cli.store.check import remembered, verifying
from wallet_cli.store.store import HEADER, Store
from wallet_cli.store.vault import asides, connect, files, head, identity, keys

FIRST = Secret(PASSPHRASE, b"correct horse battery staple")
SECOND = Secret(PASSPHRASE, b"another horse")
WORDS = Secret(RECOVERY, bytes(range(32)))
MAKING = Making("cheap", os.urandom)
Place = location.Place


@pytest.fixture
def session(place: Place) -> Iterator[Session]:
    """Of the right kind; nobody has the vault open."""
    with furnished(place) as made:
        pass
    yield made


@pytest.fixture
def key(place: Place, session: Session) -> bytes:
    """What an unlocked machine keeps."""
    return access.derive(place, FIRST.value).database_key


def refusal(call: Callable[..., object], *args: object) -> str:
    with pytest.raises(WalletError) as caught:
        call(*args)
    return caught.value.slug


def backed_up(session: Session, place: Place, key: bytes, path: Path) -> backup_check.BackupHead:
    """By the kept key, as without a terminal."""
    store = access.open_store(place, key, epoch=1)
    try:
        backup_make.back_up(session._replace(store=store), place, key, path, force=False)
    finally:
        store.close()
    with backup_check.opened(path) as (_stream, told):
        return told


def test_a_forged_key_header_is_not_in_the_backup(place: Place, session: Session, key: bytes, tmp_path: Path) -> None:
    true = place.header.read_bytes()
    place.header.write_bytes(forging.header(true))
    store = access.open_store(place, key, epoch=1)
    assert store.unproven
    store.close()
    told = backed_up(session, place, key, tmp_path / "main.backup")
    assert told.keys == true
    assert backup_check.keys_by(told, FIRST).database_key == key


def test_a_secret_disproves_it_at_every_entrance(place: Place, key: bytes) -> None:
    place.header.write_bytes(forging.header(place.header.read_bytes()))
    assert refusal(key_changes.open_by, place, FIRST) == "header-damaged"
    store = access.open_store(place, key)
    assert store.newest_generation() == 1, "nothing of it was remembered"
    store.close()


def test_the_true_one_is_proven_by_the_store_or_by_a_secret(place: Place, key: bytes) -> None:
    store = access.open_store(place, key)
    assert not store.unproven
    assert store.proven_header(place.header.read_bytes()) == place.header.read_bytes() == store.kept_header()
    store.close()


@pytest.mark.parametrize("change", ["add", "passphrase", "rename", "revoke"])
def test_each_change_of_keys_leaves_its_key_header_in_the_store(place: Place, key: bytes, change: str) -> None:
    opened = key_changes.open_by(place, FIRST)
    key_changes.add(place, opened, WORDS, "", MAKING)
    opened = key_changes.open_by(place, FIRST)
    if change == "passphrase":
        key_changes.change_passphrase(place, opened, FIRST, SECOND.value, MAKING)
    elif change == "rename":
        key_changes.rename(place, opened, "recovery", "safe", MAKING)
    elif change == "revoke":
        key_changes.revoke(place, opened, "recovery", MAKING)
    store = access.open_store(place, key)
    assert store.kept_header() == place.header.read_bytes()
    store.close()


def interrupted(place: Place) -> bytes:
    """A change of the passphrase whose key header was written, and of which the store never heard; what was before."""
    before = place.header.read_bytes()

    def stop(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Store, "set_meta", stop)
        key_changes.change_passphrase(place, key_changes.open_by(place, FIRST), FIRST, SECOND.value, MAKING)
    return before


def test_an_interrupted_change_goes_on_by_the_kept_key_and_is_completed_by_a_secret(
    place: Place, session: Session, key: bytes, tmp_path: Path
) -> None:
    before = interrupted(place)
    store = access.open_store(place, key)
    assert store.unproven
    store.close()
    assert backed_up(session, place, key, tmp_path / "one.backup").keys == before
    opened = key_changes.open_by(place, SECOND)
    told = access.open_with(place, opened, read_only=True)
    assert not told.unproven, "a secret proves it, also where the store can't be told"
    assert told.proven_header(place.header.read_bytes()) == place.header.read_bytes()
    told.close()
    key_changes.settle(place, opened)
    store = access.open_store(place, key)
    assert (store.unproven, store.kept_header()) == (False, place.header.read_bytes())
    store.close()


def as_an_earlier_version_left_it(place: Place, key: bytes, *, digest: bool = True) -> None:
    store = access.open_store(place, key)
    harm.forget(store.db, HEADER)
    if not digest:
        harm.forget(store.db, "header_sha256")
    store.close()


def test_an_earlier_wallet_is_proven_by_its_digest_and_gets_the_bytes_from_a_secret(
    place: Place, session: Session, key: bytes, tmp_path: Path
) -> None:
    as_an_earlier_version_left_it(place, key)
    true = place.header.read_bytes()
    store = access.open_store(place, key)
    assert not store.unproven
    store.close()
    assert backed_up(session, place, key, tmp_path / "one.backup").keys == true
    place.header.write_bytes(forging.header(true))
    with pytest.raises(Locked, match="header-unproven"):
        backed_up(session, place, key, tmp_path / "two.backup")
    assert not (tmp_path / "two.backup").exists()
    assert refusal(repair_header.repair, place, key) == "header-not-kept"
    place.header.write_bytes(true)
    key_changes.settle(place, key_changes.open_by(place, FIRST))
    store = access.open_store(place, key)
    assert store.kept_header() == true
    store.close()


@pytest.mark.parametrize("harmed", ["cut off", "noise", "a text", 17, "forged"])
def test_a_damaged_copy_in_the_store_is_found_and_any_secret_puts_it_right(
    place: Place, key: bytes, harmed: object
) -> None:
    true = place.header.read_bytes()
    made = {"cut off": true[:100], "noise": os.urandom(300), "forged": forging.header(true, ahead=0, epoch=7)}
    store = access.open_store(place, key)
    assert [str(error) for _check, error in verifying.verify(store).problems] == []
    harm.replace_meta(store.db, HEADER, made.get(harmed, harmed))
    assert [error.slug for _check, error in verifying.verify(store).problems] == ["kept-header-damaged"]
    store.close()
    assert refusal(repair_header.repair, place, key) == "header-not-kept", "its hint isn't what was just tried"
    assert place.header.read_bytes() == true
    key_changes.settle(place, key_changes.open_by(place, FIRST))
    store = access.open_store(place, key)
    assert store.kept_header() == true
    assert verifying.verify(store).problems == ()
    store.close()
    place.header.write_bytes(b"")
    repair_header.repair(place, key)
    assert place.header.read_bytes() == true


def test_a_wallet_restored_from_an_earlier_ones_backup_holds_its_key_header(
    place: Place, session: Session, key: bytes, tmp_path: Path
) -> None:
    as_an_earlier_version_left_it(place, key)
    told = backed_up(session, place, key, tmp_path / "main.backup")
    copy = place._replace(at=place.folder.with_name("copy"))
    restore.restore(
        tmp_path / "main.backup",
        copy,
        lambda head: backup_check.keys_by(head, FIRST).database_key,
        lambda store: session._replace(store=store),
    )
    store = access.open_store(copy, key)
    assert store.kept_header() == told.keys == copy.header.read_bytes()
    assert list(remembered.backups(store)) == [remembered.short(told.digest)]
    store.close()


def test_a_store_without_any_memory_of_its_key_header_asks_for_a_secret(
    place: Place, session: Session, key: bytes, tmp_path: Path
) -> None:
    as_an_earlier_version_left_it(place, key, digest=False)
    store = access.open_store(place, key)
    assert store.unproven
    store.close()
    with pytest.raises(Locked, match="header-unproven"):
        backed_up(session, place, key, tmp_path / "main.backup")


def removed(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


HARMS: dict[str, Callable[[Path], object]] = {
    "forged": lambda path: path.write_bytes(forging.header(path.read_bytes())),
    "far ahead": lambda path: path.write_bytes(forging.header(path.read_bytes(), ahead=1000)),
    "another epoch": lambda path: path.write_bytes(forging.header(path.read_bytes(), epoch=7)),
    "same generation": lambda path: path.write_bytes(path.read_bytes()[:-4] + b"00\n"),
    "garbled": lambda path: path.write_bytes(b"x"),
    "empty": lambda path: path.write_bytes(b""),
    "removed": removed,
    "folder": a_folder,
    "link": a_link,
}


@pytest.mark.parametrize("harm", HARMS)
def test_the_store_gives_the_true_one_back_and_what_was_there_is_set_aside(
    place: Place, session: Session, key: bytes, harm: str, tmp_path: Path
) -> None:
    true = place.header.read_bytes()
    HARMS[harm](place.header)
    told = place.header.read_bytes() if place.header.is_file() else None
    planned = repair_header.repair(place, key, dry_run=True)
    assert planned.aside is None or not planned.aside.exists()
    done = repair_header.repair(place, key)
    assert (place.header.read_bytes(), done.generation, done.names) == (true, 1, ("passphrase",))
    assert (done.aside is None) == (harm == "removed")
    if told is not None:
        assert done.aside is not None and done.aside.read_bytes() == told
    key_changes.settle(place, key_changes.open_by(place, FIRST))
    assert refusal(repair_header.repair, place, key) == "key-file-whole"
    if harm != "folder":
        backed_up(session, place, key, tmp_path / "main.backup")
        assert asides.listed(place.folder) == ([] if done.aside is None else [done.aside]), "no backup removes it yet"


def test_two_that_were_set_aside_in_one_second_have_names_of_their_own(place: Place, key: bytes) -> None:
    for _turn in range(2):
        place.header.write_bytes(b"x")
        repair_header.repair(place, key)
    assert len(asides.listed(place.folder)) == 2


def test_a_slot_of_a_forged_file_gives_the_key_that_mends_it(place: Place, key: bytes) -> None:
    true = place.header.read_bytes()
    place.header.write_bytes(forging.header(true))
    opened = repair_header.opened_by(place, FIRST)
    repair_header.require_disproven(place, FIRST)
    assert opened.database_key == key
    repair_header.repair(place, opened.database_key)
    assert place.header.read_bytes() == true
    assert refusal(repair_header.require_disproven, place, FIRST) == "key-file-whole"


def test_a_secret_that_proves_it_completes_the_change_instead(place: Place, key: bytes) -> None:
    interrupted(place)
    assert repair_header.looks_newer(place, key)
    assert refusal(repair_header.require_disproven, place, SECOND) == "key-file-whole"
    assert not repair_header.looks_newer(place, key)
    assert key_changes.open_by(place, SECOND).generation == 2


def test_an_older_key_header_and_another_of_the_same_version_are_mended(place: Place, key: bytes) -> None:
    before = place.header.read_bytes()
    key_changes.add(place, key_changes.open_by(place, FIRST), WORDS, "", MAKING)
    newest = place.header.read_bytes()
    for wrong, slug in ((before, "header-older"), (forging.header(before), "header-differs")):
        place.header.write_bytes(wrong)
        assert refusal(access.open_store, place, key) == slug
        assert not repair_header.looks_newer(place, key)
        repair_header.require_disproven(place, FIRST)
        repair_header.repair(place, key)
        assert place.header.read_bytes() == newest


def test_an_older_store_mends_nothing(place: Place, key: bytes) -> None:
    seen = Path(location.seen_path(place, location.vault_id(place)))
    told = head.read(seen)
    assert told is not None
    true = place.header.read_bytes()
    head.reset(seen, told._replace(generation=2))
    place.header.write_bytes(b"x")
    assert refusal(repair_header.repair, place, key) == "keys-older"
    head.reset(seen, told._replace(operations=told.operations + 1))
    assert refusal(repair_header.repair, place, key) == "store-older"
    assert place.header.read_bytes() == b"x"
    place.header.write_bytes(true)
    assert refusal(repair_header.require_disproven, place, FIRST) == "store-older", "which no key header mends"


def test_what_is_no_wallet_is_not_mended(place: Place, key: bytes, tmp_path: Path) -> None:
    for call in (repair_header.repair, lambda *told: repair_header.key_that_opens(told[0], [told[1]])):
        assert refusal(call, place._replace(at=tmp_path / "none"), key) == "no-wallet"


@pytest.mark.parametrize("kind", ["garbage", "folder", "link", "the key header"])
def test_what_has_the_name_of_an_erasure_hinders_no_mending(place: Place, key: bytes, kind: str) -> None:
    data = place.header.read_bytes()
    place.header.unlink()
    match kind:
        case "garbage":
            place.erasing.write_bytes(b"g")
        case "folder":
            place.erasing.mkdir()
        case "link":
            place.erasing.symlink_to(place.database)
        case _:
            place.erasing.write_bytes(data)
    assert repair_header.key_that_opens(place, [bytes(32), key]) == key
    assert repair_header.repair(place, key).aside is None
    assert place.header.read_bytes() == data
    assert os.path.lexists(place.erasing)


def test_only_a_key_that_opens_the_store_is_taken(place: Place, key: bytes) -> None:
    assert repair_header.key_that_opens(place, [bytes(32), key]) == key
    assert repair_header.key_that_opens(place, [bytes(32)]) is None
    with pytest.raises(Damaged, match="store-damaged"):
        repair_header.repair(place, bytes(32))


def test_stopped_in_between_it_can_be_done_again(place: Place, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    true = place.header.read_bytes()
    place.header.write_bytes(forging.header(true))

    def stop(_path: Path, _data: bytes, **_wishes: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(files, "write_atomically", stop)
        repair_header.repair(place, key)
    assert (location.header_of(place), asides.listed(place.folder)) == (forging.header(true), [])
    repair_header.repair(place, key)
    assert identity.identity_of(place.header.read_bytes()).generation == 1
    assert len(asides.listed(place.folder)) == 1


def test_a_look_at_a_newer_key_header_changes_nothing_and_leaves_nobody_there(place: Place, key: bytes) -> None:
    true = place.header.read_bytes()
    assert not repair_header.looks_newer(place, key)
    place.header.write_bytes(forging.header(true))
    before = place.database.read_bytes()
    assert repair_header.looks_newer(place, key)
    assert not repair_header.looks_newer(place, bytes(32))
    for none in (b"x", forging.header(true, more=b" ")):
        place.header.write_bytes(none)
        assert not repair_header.looks_newer(place, key)
    with files.alone(place.folder, timeout_ms=0):
        assert place.database.read_bytes() == before


def test_the_newest_that_is_kept_comes_back_also_from_a_log(place: Place, key: bytes) -> None:
    newer = keys.rewrite(place.header.read_bytes(), access.derive(place, FIRST.value), tuple, above=1)
    store = access.open_store(place, key)
    with store.exclusive():
        store.remember_header(newer)
    log = connect.log_of(place.database)
    left = place.database.read_bytes(), log.read_bytes()  # as a killed process leaves them
    store.close()
    place.database.write_bytes(left[0])
    log.write_bytes(left[1])
    place.header.write_bytes(b"x")
    planned = repair_header.repair(place, key, dry_run=True)
    assert (planned.generation, place.header.read_bytes()) == (2, b"x")
    assert planned.aside is not None and not planned.aside.exists()
    done = repair_header.repair(place, key)
    assert (done.generation, place.header.read_bytes(), log.read_bytes()) == (2, newer, left[1])
    assert done.aside is not None and done.aside.read_bytes() == b"x"
