"""Another database key: the same books under it, nothing that the old one opens, and a machine that stops anywhere."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from cryptography.exceptions import InvalidTag

from tests.own_process import forked, leave
from tests.raw import harm, journal
from tests.raw.second_reader import by_master
from tests.services.conftest import opened as furnished
from wallet_cli.errors import Busy, Refused, WalletError
from wallet_cli.services.session import Session
from wallet_cli.services.vault import access, backup_check, key_changes, location, pending, rotation, unlock, verify
from wallet_cli.services.vault.key_changes import PASSPHRASE, RECOVERY, Making, Secret
from wallet_cli.store.check import copying
from wallet_cli.store.journal.entities import Item
from wallet_cli.store.journal.journal import Origin
from wallet_cli.store.store import Store
from wallet_cli.store.vault import asides, connect, files, head, keys, slots

FIRST = Secret(PASSPHRASE, b"correct horse battery staple")
WORDS = Secret(RECOVERY, bytes(range(32)))
MAKING = Making("cheap", os.urandom)
MOMENT = unlock.Moment(1_795_000_000, 1000)
Place = location.Place


class Vault(NamedTuple):
    """A vault that nobody has open, and a session of the right kind."""

    place: Place
    session: Session

    def session_of(self, store: Store) -> Session:
        return self.session._replace(store=store)

    def open_by(self, secret: Secret = FIRST) -> keys.Unlocked:
        return key_changes.open_by(self.place, secret)

    def rotate(self, secret: Secret = FIRST, making: Making = MAKING, *, only_this: bool = False) -> rotation.Rotated:
        opened = self.open_by(secret)
        return rotation.rotate(self.place, opened, secret, self.session_of, making, lambda: MOMENT, only_this=only_this)

    @contextmanager
    def store(self, secret: Secret = FIRST) -> Iterator[Store]:
        """Opened as a command does."""
        opened = self.open_by(secret)
        store = access.open_store(self.place, opened.database_key, epoch=opened.epoch, proven=opened.version)
        try:
            yield store
        finally:
            store.close()

    def require_sound(self) -> None:
        """It opens, everything is in it, and no check finds anything."""
        with self.store() as store:
            assert verify.verify(self.session_of(store)).problems == ()
            assert copying.contents(store.db) == BOOKS[self.place]
            assert store.meta("generation") == self.open_by().generation

    def names(self) -> list[str]:
        return sorted(each.name for each in self.place.folder.iterdir())


BOOKS: dict[Place, object] = {}
WHOLE = ["wallet.db", "wallet.keys"]
STOPPED = [".wallet.keys.before.2", "wallet.db", "wallet.db.new-2", "wallet.keys"]


@pytest.fixture
def vault(place: Place) -> Vault:
    with furnished(place) as session:
        BOOKS[place] = copying.contents(session.store.db)
    return Vault(place, session)


def refusal(call: Callable[..., object], *args: object) -> str:
    with pytest.raises(WalletError) as caught:
        call(*args)
    return caught.value.slug


def test_the_books_are_the_same_under_another_key(vault: Vault) -> None:
    before, old = vault.open_by(), vault.place.database.read_bytes()
    told = vault.rotate()
    assert (told.generation, told.epoch, told.keys, told.gone) == (2, 2, ("passphrase",), ())
    after = vault.open_by()
    assert (after.generation, after.epoch, after.master) == (2, 2, before.master)
    assert after.database_key != before.database_key
    vault.require_sound()
    assert vault.names() == WHOLE
    assert vault.place.database.stat().st_mode & 0o777 == 0o600
    with pytest.raises(WalletError, match="store-damaged"):
        connect.connect(vault.place.database, before.database_key)
    pages = {old[at : at + 64] for at in range(0, len(old), 4096)}
    assert not any(page in vault.place.database.read_bytes() for page in pages)
    assert vault.rotate().epoch == 3
    vault.require_sound()


def test_every_key_opens_it_afterwards(vault: Vault) -> None:
    key_changes.add(vault.place, vault.open_by(), WORDS, "", MAKING)
    assert vault.rotate().keys == ("passphrase", "recovery")
    assert vault.rotate(WORDS).epoch == 3
    for secret in (FIRST, WORDS):
        with vault.store(secret) as store:
            assert copying.contents(store.db) == BOOKS[vault.place]


def test_with_only_this_key_no_earlier_header_leads_to_the_store(vault: Vault) -> None:
    key_changes.add(vault.place, vault.open_by(), WORDS, "", MAKING)
    before = vault.open_by(WORDS)
    told = vault.rotate(only_this=True)
    assert (told.keys, told.gone) == (("passphrase",), ("recovery",))
    assert refusal(vault.open_by, WORDS) == "no-such-key"
    now = json.loads(vault.place.header.read_bytes().splitlines()[1])
    assert by_master(now, vault.open_by().master) == vault.open_by().database_key
    with pytest.raises(InvalidTag):
        by_master(now, before.master)
    vault.require_sound()
    key_changes.add(vault.place, vault.open_by(), WORDS, "", MAKING)
    again = vault.rotate(WORDS, MAKING._replace(cost="standard"), only_this=True)
    assert (again.keys, again.epoch) == (("recovery",), 3)
    assert key_changes.keyring(vault.place).keys[0].cost is None
    with vault.store(WORDS):
        pass


def test_the_key_that_stays_costs_no_less_than_before(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(slots.COSTS, "standard", slots.Kdf(3, 20 * 1024, 1))
    vault.rotate(making=MAKING._replace(cost="standard"), only_this=True)
    vault.rotate(only_this=True)
    assert key_changes.keyring(vault.place).keys[0].cost == slots.COSTS["standard"]


def test_a_dry_run_writes_nothing(vault: Vault) -> None:
    before = {path: path.read_bytes() for path in vault.place.folder.iterdir()}
    told = vault.rotate(making=MAKING._replace(dry_run=True))
    assert (told.epoch, told.operations, told.dry_run) == (2, 5, True)
    assert {path: path.read_bytes() for path in vault.place.folder.iterdir()} == before


def test_an_older_header_beside_the_new_store_is_named(vault: Vault) -> None:
    before = vault.place.header.read_bytes()
    vault.rotate()
    good = vault.place.header.read_bytes()
    vault.place.header.write_bytes(before)
    old = vault.open_by()
    assert refusal(access.open_store, vault.place, old.database_key) == "header-older"
    seen = Path(location.seen_path(vault.place, old.vault_id))
    seen.rename(seen.with_suffix(".away"))
    assert refusal(access.open_store, vault.place, old.database_key) == "store-or-header"
    vault.place.header.write_bytes(good)
    vault.require_sound()


def test_whoever_found_the_key_before_is_told_to_find_it_again(vault: Vault) -> None:
    early = vault.open_by()
    vault.rotate()
    with pytest.raises(Busy, match="keys-changed-meanwhile"):
        access.open_store(vault.place, early.database_key, epoch=early.epoch)
    with pytest.raises(Busy, match="keys-changed-meanwhile"):
        rotation.rotate(vault.place, early, FIRST, vault.session_of, MAKING, lambda: MOMENT, only_this=False)
    with pytest.raises(Busy, match="keys-changed-meanwhile"):
        key_changes.add(vault.place, early, WORDS, "", MAKING)
    vault.require_sound()


def test_nothing_is_rotated_while_somebody_has_it_open(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "time", SimpleNamespace(sleep=lambda _seconds: None))
    before = vault.place.header.read_bytes()
    with vault.store(), pytest.raises(Busy, match="vault-busy"):
        vault.rotate()
    assert vault.place.header.read_bytes() == before


def test_somebody_who_knows_no_lock_keeps_it_from_being_rotated(vault: Vault) -> None:
    stranger = connect.connect(vault.place.database, vault.open_by().database_key)
    journal.count(stranger)
    with pytest.raises(Busy, match="vault-busy"):
        vault.rotate()
    stranger.close()
    assert vault.names() == WHOLE
    vault.require_sound()


def test_a_vault_with_problems_stays_as_it_is(vault: Vault) -> None:
    with vault.store() as store:
        harm.drop_triggers(store.db, count=1)
    before = vault.place.header.read_bytes()
    assert refusal(vault.rotate) == "rotate-unsound"
    assert (vault.place.header.read_bytes(), vault.names()) == (before, WHOLE)


def test_what_is_named_like_an_abandoned_draft_is_set_aside_and_nothing_else(vault: Vault) -> None:
    names = ("wallet.db.new-2", "wallet.db.new-7", "wallet.db.new-7-wal", ".wallet.keys.7.abcdef01")
    for name in (*names, "wallet.db.new-x", "wallet.db.2"):
        (vault.place.folder / name).write_bytes(name.encode())
    vault.require_sound()
    vault.rotate()
    aside = [each for each in vault.names() if asides.is_aside(each)]
    assert sorted((vault.place.folder / each).read_text() for each in aside) == sorted(names)
    assert sorted({*vault.names()} - {*aside}) == sorted([*WHOLE, "wallet.db.2", "wallet.db.new-x"])
    vault.require_sound()


def test_a_key_header_that_was_never_put_in_place_goes_once_a_key_has_proven_it(vault: Vault) -> None:
    (vault.place.folder / ".wallet.keys.7.abcdef01").write_bytes(vault.place.header.read_bytes())
    link = vault.place.folder / ".wallet.keys.8.abcdef01"
    link.symlink_to("nowhere")
    vault.rotate()
    assert link.is_symlink(), "a link is no key header of ours"
    link.unlink()
    assert vault.names() == WHOLE


def test_an_older_store_is_named_and_stays(vault: Vault) -> None:
    before = vault.place.database.read_bytes()
    with vault.store() as store, store.operation(Origin("config", 1_795_000_000_000_000), bytes(16)) as work:
        work.put_item(Item(bytes(16), "note", "newer", 1))
    vault.place.database.write_bytes(before)
    assert refusal(vault.rotate) == "store-older"
    assert refusal(vault.rotate, FIRST, MAKING._replace(dry_run=True)) == "store-older"
    assert (vault.place.database.read_bytes(), vault.names()) == (before, WHOLE)


def test_what_is_in_the_place_of_the_old_store_is_set_aside_not_replaced(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = files.write_atomically

    def writing(path: Path, data: bytes, **wishes: Any) -> None:
        write(path, data, **wishes)
        if Path(path) == vault.place.header:
            vault.place.database.with_name("synced").write_bytes(b"another machine's store")
            vault.place.database.with_name("synced").replace(vault.place.database)

    monkeypatch.setattr(files, "write_atomically", writing)
    vault.rotate()
    (aside,) = (each for each in vault.place.folder.iterdir() if asides.is_aside(each.name))
    assert aside.read_bytes() == b"another machine's store"
    vault.require_sound()


def test_a_file_system_without_locks_is_refused_before_anything(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def unknown(_handle: int, _how: int) -> None:
        raise OSError(95, "no locks here")

    monkeypatch.setattr(fcntl, "flock", unknown)
    with pytest.raises(Refused, match="folder-unlockable"):
        vault.rotate()
    assert vault.names() == WHOLE


STEPS = ("open", "fsync", "replace", "rename", "unlink", "mkdir")


def stopping(at: int, *, after: bool) -> Callable[[], object]:
    """Make this process end at the ``at``-th step that touches the disk: before it, or right after it."""
    done = 0

    def patched(real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **named: object) -> object:
            nonlocal done
            done += 1
            if done == at and not after:
                leave(9)
            try:
                return real(*args, **named)
            finally:
                if done == at:
                    leave(9)

        return step

    return lambda: [setattr(os, name, patched(getattr(os, name))) for name in STEPS]


def rotated_in_a_process_that_stops(vault: Vault, at: int, *, after: bool) -> bool:
    """Whether it stopped before it was done."""
    opened = vault.open_by()
    child = forked()
    if child == 0:
        try:
            stopping(at, after=after)()
            rotation.rotate(vault.place, opened, FIRST, vault.session_of, MAKING, lambda: MOMENT, only_this=False)
        finally:
            leave(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.parametrize("after", [False, True])
def test_stopped_at_any_step_it_opens_with_everything_in_it(vault: Vault, after: bool) -> None:
    epochs, at = set(), 1
    while rotated_in_a_process_that_stops(vault, at, after=after):
        epochs.add(vault.open_by().epoch)
        vault.require_sound()
        at += 1
    assert at > 10
    assert max(epochs) > 1  # some stopped after the new header stood
    assert vault.rotate().epoch > 2
    # the old store goes when the copy has its name; what was begun and is nobody's that is known is set aside, a draft
    # with its log where it was stopped before that was folded in
    aside = [each for each in vault.names() if asides.is_aside(each)]
    assert all(each.endswith((".db", ".keys", ".wal", ".shm")) for each in aside)
    assert [each for each in vault.names() if each not in aside] == WHOLE
    assert 0 < len(aside) < at
    vault.require_sound()


def test_stopped_before_the_copy_has_its_name_read_only_media_open_it_and_others_name_it(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    before = vault.place.header.read_bytes()
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(pending, "put_in_place", stop)
        vault.rotate()
    assert vault.names() == STOPPED
    key = vault.open_by().database_key
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda _path, how: how != os.W_OK)
        store = access.open_store(vault.place, key, read_only=True)
        assert copying.contents(store.db) == BOOKS[vault.place]
        store.close()
        assert refusal(access.open_store, vault.place, key) == "vault-read-only"
    path = Path(location.seen_path(vault.place, vault.open_by().vault_id))
    seen = head.read(path)
    assert seen is not None
    head.reset(path, seen._replace(operations=seen.operations + 1))
    assert refusal(access.open_store, vault.place, key) == "store-older"
    assert vault.names() == STOPPED, "one that isn't the newest gets no name"
    head.reset(path, seen)
    (vault.place.folder / "wallet.db-wal").write_bytes(b"of the earlier store")
    vault.require_sound()
    aside = {each.suffix: each.read_bytes() for each in asides.listed(vault.place.folder)}
    assert aside == {".wal": b"of the earlier store", ".keys": before}


def test_a_copy_that_was_not_finished_is_set_aside_by_the_next(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, pytest.raises(TypeError):
        patch.setattr(rotation, "tidy", lambda *_args: None)
        patch.setattr(backup_check, "examine", None)
        vault.rotate()
    assert vault.names() == ["wallet.db", "wallet.db.new-2", "wallet.keys"]
    left = vault.place.draft(2).read_bytes()
    assert vault.rotate().epoch == 2
    assert [each.read_bytes() for each in asides.listed(vault.place.folder)] == [left]
    assert [each for each in vault.names() if not asides.is_aside(each)] == WHOLE


@pytest.mark.parametrize("late", [False, True])
def test_a_header_that_could_not_be_written_decides_by_what_it_says(
    vault: Vault, late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = files.write_atomically

    def failing(path: Path, data: bytes, **_wishes: Any) -> None:
        if late:
            write(path, data)
        raise Refused("disk-full")

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_atomically", failing)
        assert refusal(vault.rotate) == "disk-full"
    assert vault.names() == (STOPPED if late else WHOLE)
    vault.require_sound()
    assert vault.open_by().epoch == (2 if late else 1)
