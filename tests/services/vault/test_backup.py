"""Backups as use cases: a vault with problems makes none, one that is another thing is refused, drafts don't stay."""

import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.raw import harm
from tests.raw.journal import count
from wallet_cli.errors import BadFile, Busy, Damaged, Refused, UsageProblem, WalletError
from wallet_cli.services import plain_file
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.session import Session
from wallet_cli.services.vault import access, backup_age, backup_check, backup_make, key_changes, location, restore
from wallet_cli.services.vault.backup_make import BackupMade
from wallet_cli.store.check import copying, remembered, verifying
from wallet_cli.store.journal import journal
from wallet_cli.store.store import Store
from wallet_cli.store.vault import backup_file, connect, identity

PASSPHRASE = b"correct horse battery staple"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the backup goes."""
    return tmp_path / "main.backup"


def key_of(place: location.Place) -> bytes:
    return access.derive(place, PASSPHRASE).database_key


def made(session: Session, place: location.Place, target: Path, *, force: bool = False) -> BackupMade:
    return backup_make.back_up(session, place, key_of(place), target, force=force)


def restored(session: Session, place: location.Place, target: Path, name: str = "copy") -> restore.Restored:
    where = place._replace(at=place.folder.with_name(name))
    key = key_of(place)
    return restore.restore(target, where, lambda _head: key, lambda store: session._replace(store=store))


def slug_of(work: Any, *arguments: Any, **wishes: Any) -> str:
    with pytest.raises(WalletError) as caught:
        work(*arguments, **wishes)
    return caught.value.slug


def test_a_vault_with_problems_makes_no_backup(session: Session, place: location.Place, target: Path) -> None:
    harm.close_account(session.db, "cash")
    with pytest.raises(Damaged) as caught:
        made(session, place, target)
    assert caught.value.slug == "backup-unsound"
    assert list(target.parent.glob("*backup*")) == []
    assert session.store.meta("backed_up_us") is None


def test_a_vault_on_read_only_media_is_backed_up_and_not_written_to(
    session: Session, place: location.Place, target: Path
) -> None:
    store = access.open_store(place, key_of(place), read_only=True)
    done = made(session._replace(store=store), place, target)
    store.close()
    assert (done.contents.operations, done.gone) == (5, ())
    assert session.store.meta("backed_up_us") is None


def test_a_vault_that_is_busy_at_the_end_takes_nothing_from_the_backup(
    session: Session, place: location.Place, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_store: Store) -> None:
        raise Busy("vault-busy")

    monkeypatch.setattr(Store, "exclusive", busy)
    assert made(session, place, target).path.exists()
    assert session.store.meta("backed_up_us") is None


def test_a_restored_copy_is_a_device_of_its_own_and_begins_to_count(
    session: Session, place: location.Place, target: Path
) -> None:
    made(session, place, target)
    for name in ("copy", "other"):
        restored(session, place, target, name)
    stores = [session.store]
    stores += [
        access.open_store(place._replace(at=place.folder.with_name(name)), key_of(place)) for name in ("copy", "other")
    ]
    records = []
    for store in stores:
        for _time in range(2):
            pay(session._replace(store=store), Payment(("1", "Kiosk", "@cash", "+fun")))
        records.append(journal.read_record(store.db, 7))
        assert verifying.verify(store).problems == ()
    assert len({record.device for record in records}) == 3
    assert [record.counter for record in records] == [7, 2, 2]
    for store, record in zip(stores, records, strict=True):
        before = journal.read_record(store.db, 6)
        assert record.predecessor == before.uid
        assert (before.predecessor == b"") == (store is not session.store)
    for store in stores[1:]:
        store.close()


def test_a_backup_is_overdue_on_the_thirty_first_day() -> None:
    day_us = 86_400_000_000
    assert backup_age.overdue_days(5, 5 + 31 * day_us - 1) == 0
    assert backup_age.overdue_days(5, 5 + 31 * day_us) == 31


def test_it_comes_back_also_where_the_file_system_knows_no_locks(
    session: Session, place: location.Place, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def unknown(_handle: int, _how: int) -> None:
        raise OSError(95, "no locks here")

    made(session, place, target)
    monkeypatch.setattr(fcntl, "flock", unknown)
    restored(session, place, target)
    assert (place.folder.with_name("copy") / "wallet.db").stat().st_size > 0


def test_the_time_of_the_backup_is_the_copys_as_well(session: Session, place: location.Place, target: Path) -> None:
    done = made(session, place, target)
    assert session.store.meta("backed_up_us") == done.label.made_us
    assert restored(session, place, target).beside == ("main",)
    copy = access.open_store(place._replace(at=place.folder.with_name("copy")), key_of(place))
    assert copy.meta("backed_up_us") == done.label.made_us
    assert remembered.backups(copy) == remembered.backups(session.store) != {}, "it knows the one that it came from"
    copy.close()


def test_other_copies_are_named_whatever_lies_between_them(
    session: Session, place: location.Place, target: Path
) -> None:
    made(session, place, target)
    restored(session, place, target, "copy")
    for name in ("broken", "empty", "no folder"):
        path = place.folder.with_name(name)
        shutil.copytree(
            place.folder, path
        ) if name == "broken" else path.touch() if name == "no folder" else path.mkdir()
    (place.folder.with_name("broken") / location.HEADER).write_bytes(b"x")
    assert restored(session, place, target, "another").beside == ("copy", "main")


def test_what_was_not_written_as_meant_is_never_in_place(
    session: Session, place: location.Place, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target.write_bytes(b"the old one")
    fill_draft = plain_file.fill_draft

    def flipped(at: int) -> Any:
        def write(draft: Path, fill: Any) -> None:
            fill_draft(draft, fill)
            data = bytearray(draft.read_bytes())
            data[at] ^= 1
            draft.write_bytes(data)

        return write

    for at, slug in ((40, "backup-head-damaged"), (-1, "backup-image-damaged")):
        monkeypatch.setattr(plain_file, "fill_draft", flipped(at))
        assert slug_of(made, session, place, target, force=True) == slug
    monkeypatch.setattr(plain_file, "fill_draft", fill_draft)
    monkeypatch.setattr(backup_make, "fits", lambda _head, _key: False)
    assert slug_of(made, session, place, target, force=True) == "backup-head-damaged"
    assert target.read_bytes() == b"the old one"
    assert session.store.meta("backed_up_us") is None


def resealed(target: Path, place: location.Place, **changes: Any) -> None:
    """The backup with other contents under its seal: what only a holder of the key can make."""
    data = target.read_bytes()
    with target.open("rb") as stream:
        head = backup_file.read(stream)
    told = backup_file.unseal(head, key_of(place))
    assert told is not None
    contents = told[1]._replace(**changes)
    written = backup_file.render(head.label, head.keys, contents, told[0], key_of(place), bytes(12))
    target.write_bytes(written + data[head.size_bytes :])


def test_contents_that_are_not_those_of_the_seal(session: Session, place: location.Place, target: Path) -> None:
    made(session, place, target)
    resealed(target, place, postings=7)
    assert slug_of(restored, session, place, target) == "backup-contents-differ"
    assert sorted(each.name for each in place.folder.parent.iterdir()) == ["main"]


def test_a_key_that_does_not_fit_opens_nothing(session: Session, place: location.Place, target: Path) -> None:
    made(session, place, target)
    told = backup_check.check
    state = target.parent / "new-state"
    assert slug_of(told, target, lambda _head: bytes(32), state, lambda store: session._replace(store=store)) == (
        "backup-seal-broken"
    )
    assert list(state.iterdir()) == []


def test_a_vault_that_was_damaged_when_it_was_copied_is_not_restored(
    session: Session, place: location.Place, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    harm.close_account(session.db, "cash")
    monkeypatch.setattr(backup_make, "require_sound", lambda *_told: None)
    made(session, place, target)
    assert slug_of(restored, session, place, target) == "backup-unsound"


def test_key_headers_inside_that_are_damaged_are_the_backups_damage(
    session: Session, place: location.Place, target: Path
) -> None:
    made(session, place, target)
    with target.open("rb") as stream:
        head = backup_file.read(stream)
    assert backup_check.keys_by(head, key_changes.Secret(key_changes.PASSPHRASE, PASSPHRASE)).database_key == key_of(
        place
    )
    last = b"mac " + b"00" * 32 + b"\n"
    harmed = head._replace(keys=head.keys[: -len(last)] + last)
    assert (
        slug_of(backup_check.keys_by, harmed, key_changes.Secret(key_changes.PASSPHRASE, PASSPHRASE))
        == "backup-head-damaged"
    )


def test_what_can_not_be_opened_is_said(tmp_path: Path) -> None:
    def opened(path: Path) -> None:
        with backup_check.opened(path):
            raise AssertionError

    with pytest.raises(UsageProblem, match="file-unreadable"):
        opened(tmp_path / "none")
    with pytest.raises(UsageProblem, match="path-tilde"):
        opened(Path("~/none"))
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(BadFile, match="not-a-backup"):
            opened(path)


def test_a_name_taken_meanwhile_is_not_replaced(
    session: Session, place: location.Place, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(session, place, target)
    begin = restore.begin

    def slow(store: Store, *rest: Any) -> str:
        (place.folder.parent / "copy").mkdir()
        (place.folder.parent / "copy" / "wallet.keys").write_bytes(b"mine")
        return begin(store, *rest)

    monkeypatch.setattr(restore, "begin", slow)
    assert slug_of(restored, session, place, target) == "restore-exists"
    assert (place.folder.parent / "copy" / "wallet.keys").read_bytes() == b"mine"


def test_a_file_that_appeared_meanwhile_is_kept_also_without_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, path = tmp_path / "draft", tmp_path / "file"
    draft.write_bytes(b"new")

    def none(_draft: Path, _path: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(plain_file.os, "link", none)
    plain_file.put(draft, path, force=False)
    assert path.read_bytes() == b"new"
    draft.write_bytes(b"newer")
    with pytest.raises(Refused, match="output-exists"), plain_file.writing(path):
        plain_file.put(draft, path, force=False)
    assert path.read_bytes() == b"new"


def test_an_image_is_the_owners_alone_and_where_it_is_unpacked_is_made(
    session: Session, place: location.Place, target: Path, tmp_path: Path
) -> None:
    made(session, place, target)
    before = os.umask(0)
    try:
        with backup_check.opened(target) as (stream, told):
            backup_check.unpack(stream, told, key_of(place), tmp_path / "image")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "image").stat().st_mode) == 0o600
    state = tmp_path / "deep" / "state"
    done = backup_check.check(target, lambda _head: key_of(place), state, lambda store: session._replace(store=store))
    assert (done.report.problems, done.bytes) == ((), target.stat().st_size)
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    assert list(state.iterdir()) == []


def test_a_name_that_is_taken_is_refused_before_any_secret(
    session: Session, place: location.Place, target: Path
) -> None:
    made(session, place, target)

    def asked(_head: object) -> bytes:
        raise AssertionError("nobody is asked for what can't be done")

    link = place._replace(at=place.folder.with_name("link"))
    link.folder.symlink_to("nowhere")
    for taken in (place, link):
        with pytest.raises(Refused, match="restore-exists"):
            restore.restore(target, taken, asked, lambda store: session._replace(store=store))


def image_of(session: Session, place: location.Place, path: Path) -> tuple[Path, bytes, Any]:
    """A copy of the store by itself, its key, and what it must hold."""
    key = os.urandom(32)
    copying.copy(session.db, path, key, lambda _done, _all: None)
    return path, key, copying.contents(session.db)


def test_an_image_is_judged_without_what_lies_beside_it_and_with_its_key_header(
    session: Session, place: location.Place, tmp_path: Path
) -> None:
    image, key, expected = image_of(session, place, tmp_path / "image")
    version = identity.version_of(location.header_of(place))
    log = image.with_name("image-wal")
    log.write_bytes(b"x" * 5000)
    before = image.read_bytes()
    for header, problems in ((version, []), (version._replace(digest=bytes(32)), ["header-differs"])):
        stores = []

        def kept(store: Store, into: list[Store] = stores) -> Session:
            into.append(store)
            return session._replace(store=store)

        report = backup_check.examine(image, key, expected, header, kept)
        assert [each.error.slug for each in report.problems] == problems
        with pytest.raises(connect.driver_error(), match="closed"):
            count(stores[0].db)
    assert (image.read_bytes(), log.read_bytes()) == (before, b"x" * 5000)


def test_an_image_with_a_damaged_page_that_nothing_uses_is_not_what_was_sealed(
    session: Session, place: location.Place, tmp_path: Path
) -> None:
    harm.leave_free_pages(session.db)
    image, key, expected = image_of(session, place, tmp_path / "image")
    data = bytearray(image.read_bytes())
    data[-100] ^= 1
    image.write_bytes(data)
    version = identity.version_of(location.header_of(place))
    with pytest.raises(Damaged, match="backup-contents-differ"):
        backup_check.examine(image, key, expected, version, lambda store: session._replace(store=store))
    with pytest.raises(Damaged, match="backup-contents-differ"):
        whole = image_of(session, place, tmp_path / "whole")[0:2]
        other = expected._replace(transactions=expected.transactions + 1)
        backup_check.examine(*whole, other, version, lambda store: session._replace(store=store))


def test_why_a_backup_can_not_be_opened_is_told_as_the_system_says_it(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem) as caught, backup_check.opened(tmp_path / "nowhere"):
        raise AssertionError("there is nothing to open")
    assert (caught.value.slug, caught.value.params["why"]) == ("file-unreadable", os.strerror(2))
    assert slug_of(backup_check.opened("~/x.backup").__enter__) == "path-tilde"  # type: ignore[arg-type]


def test_a_file_that_is_longer_or_another_image_is_told_apart(
    session: Session, place: location.Place, target: Path, tmp_path: Path
) -> None:
    made(session, place, target)
    data = target.read_bytes()
    target.write_bytes(data + b"x")
    assert slug_of(backup_check.opened(target).__enter__) == "backup-length"
    target.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with backup_check.opened(target) as (stream, told):
        found = slug_of(backup_check.unpack, stream, told, key_of(place), tmp_path / "image")
    assert found == "backup-image-damaged"
