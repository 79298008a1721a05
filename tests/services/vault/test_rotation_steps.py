"""The steps of another database key: what each leaves open, what it finds when somebody came between, what it tells."""

from pathlib import Path
from typing import Any

import pytest

from tests.raw import books, harm, journal
from tests.services.vault.test_rotation import FIRST, MAKING, MOMENT, WHOLE, WORDS, Vault, refusal, vault
from wallet_cli.errors import Busy, Damaged
from wallet_cli.services.record import pay
from wallet_cli.services.vault import backup_check, key_changes, pending, rotation
from wallet_cli.store.check import copying
from wallet_cli.store.journal.entities import Item
from wallet_cli.store.journal.journal import Origin
from wallet_cli.store.store import Store
from wallet_cli.store.vault import asides, connect, head

__all__ = ["vault"]


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> list[Store]:
    """Every store that a rotation opens."""
    found: list[Store] = []

    class Noted(Store):
        def __init__(self, *told: Any, **more: Any) -> None:
            super().__init__(*told, **more)
            found.append(self)

    monkeypatch.setattr(rotation, "Store", Noted)
    return found


def require_closed(stores: list[Store], at_least: int) -> None:
    assert len(stores) >= at_least
    for store in stores:
        with pytest.raises(connect.driver_error(), match="closed"):
            journal.count(store.db)
    stores.clear()


def test_whatever_becomes_of_it_every_store_that_was_opened_is_closed(vault: Vault, stores: list[Store]) -> None:
    told = vault.rotate(making=MAKING._replace(dry_run=True))
    require_closed(stores, 2)
    assert vault.rotate()[:2] == told[:2] == (2, 2)
    require_closed(stores, 5)
    path = next(iter(vault.place.state.glob("*.head")))
    seen = head.read(path)
    assert seen is not None
    head.reset(path, seen._replace(operations=seen.operations + 1))
    assert refusal(vault.rotate) == "store-older"
    require_closed(stores, 2)


@pytest.mark.parametrize("kind", ["its own", "none"])
def test_what_lies_beside_the_store_is_proven_first(vault: Vault, kind: str) -> None:
    database, log = vault.place.database, connect.log_of(vault.place.database)
    with vault.store() as store:
        with store.exclusive():
            store.set_meta("killed", 1)
        left, own = database.read_bytes(), log.read_bytes()
    database.write_bytes(left)
    log.write_bytes(own if kind == "its own" else b"x" * 5000)
    vault.place.draft(1).write_bytes(b"no draft")
    vault.rotate()
    with vault.store() as store:
        assert store.meta("killed") == (1 if kind == "its own" else None)
    aside = sorted(each.read_bytes() for each in asides.listed(vault.place.folder))
    assert aside == ([b"no draft"] if kind == "its own" else [b"no draft", b"x" * 5000])
    vault.require_sound()


def test_how_many_problems_keep_it_from_being_rotated_is_told_before_it_is_copied(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "copy", None)
    with vault.store() as store:
        harm.drop_triggers(store.db, count=2)
    with pytest.raises(Damaged, match="rotate-unsound") as caught:
        vault.rotate()
    assert caught.value.params["problems"] == 2


def test_a_store_that_is_exchanged_before_its_draft_is_begun_is_not_rotated(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    clear = pending.clear

    def exchanged(*told: Any) -> None:
        clear(*told)
        arriving = vault.place.folder / "arriving"
        arriving.write_bytes(older)
        arriving.replace(vault.place.database)

    older = vault.place.database.read_bytes()
    with vault.store() as store:
        session = vault.session._replace(store=store)
        pay.pay(session, pay.Payment(("1", "Tea", "@cash", "+food")))
    now = vault.place.database.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(pending, "clear", exchanged)
        assert refusal(vault.rotate) == "store-older"
    vault.place.database.write_bytes(now)
    assert vault.open_by().epoch == 1
    with vault.store() as store:
        assert copying.contents(store.db).operations == 6


def test_beside_a_key_header_that_the_store_knows_to_be_older_it_is_not_rotated(vault: Vault) -> None:
    older = vault.place.header.read_bytes()
    key_changes.add(vault.place, vault.open_by(), WORDS, "", MAKING)
    newer = vault.place.header.read_bytes()
    vault.place.header.write_bytes(older)
    for dry_run in (True, False):
        assert refusal(vault.rotate, FIRST, MAKING._replace(dry_run=dry_run)) == "header-older"
    assert (vault.place.header.read_bytes(), vault.names()) == (older, WHOLE)
    vault.place.header.write_bytes(newer)
    vault.require_sound()


@pytest.mark.parametrize("step", ["clear", "note_generation"])
def test_a_log_that_comes_meanwhile_is_neither_folded_in_nor_removed(
    vault: Vault, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In place of the one that the store has open here."""
    log = connect.log_of(vault.place.database)
    with vault.store() as store:
        with store.exclusive():
            store.set_meta("killed", 1)
        left = log.read_bytes()
    stands: Any = pending if step == "clear" else Store
    real = getattr(stands, step)

    def exchanged(*told: Any) -> None:
        real(*told)
        arriving = vault.place.folder / "arriving"
        arriving.write_bytes(left)
        arriving.replace(log)

    with monkeypatch.context() as patch:
        patch.setattr(stands, step, exchanged)
        if step == "clear":
            assert refusal(vault.rotate) == "vault-busy"
        else:
            assert vault.rotate().epoch == 2
    assert log.read_bytes() == left


def test_a_link_in_the_place_of_the_draft_leads_to_no_file_that_is_written(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, victim, before = copying.copy, vault.place.folder.with_name("victim"), vault.place.header.read_bytes()
    victim.touch()

    def linked(*told: Any) -> None:
        copy(*told)
        vault.place.draft(2).unlink()
        vault.place.draft(2).symlink_to(victim)

    with monkeypatch.context() as patch:
        patch.setattr(copying, "copy", linked)
        assert refusal(vault.rotate) == "vault-busy"
    assert (victim.read_bytes(), vault.place.header.read_bytes()) == (b"", before)
    assert vault.rotate().epoch == 2
    vault.require_sound()


def test_what_a_stranger_to_the_lock_wrote_during_the_copy_is_not_lost(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = vault.open_by()
    examine = backup_check.examine

    def meanwhile(*told: Any, **wishes: Any) -> Any:
        report = examine(*told, **wishes)
        store = Store(connect.connect(vault.place.database, opened.database_key), vault.place.state / "stranger.head")
        with store.operation(Origin("config", 1_795_000_000_000_000), bytes(16)) as work:
            work.put_item(Item(bytes(16), "note", "meanwhile", 1))
        store.close()
        return report

    monkeypatch.setattr(backup_check, "examine", meanwhile)
    before = vault.place.header.read_bytes()
    with pytest.raises(Busy, match="vault-busy"):
        vault.rotate()
    assert (vault.place.header.read_bytes(), vault.names()) == (before, WHOLE)
    with vault.store() as store:
        assert len(books.items(store.db, "note", "meanwhile")) == 1


def test_what_a_stranger_to_the_lock_writes_right_after_the_copy_is_not_lost(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, key = copying.copy, vault.open_by().database_key

    def meanwhile(*told: Any) -> None:
        copy(*told)
        store = Store(connect.connect(vault.place.database, key), vault.place.state / "stranger.head")
        with store.operation(Origin("config", 1_795_000_000_000_000), bytes(16)) as work:
            work.put_item(Item(bytes(16), "note", "meanwhile", 1))
        store.close()

    with monkeypatch.context() as patch:
        patch.setattr(copying, "copy", meanwhile)
        assert refusal(vault.rotate) == "vault-busy"
    assert (vault.open_by().epoch, vault.names()) == (1, WHOLE)
    with vault.store() as store:
        assert len(books.items(store.db, "note", "meanwhile")) == 1


def test_a_draft_that_goes_once_it_was_made_is_told_before_it_is_looked_for(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = rotation.note_header

    def gone(*told: Any) -> None:
        noted(*told)
        vault.place.draft(2).unlink()

    with monkeypatch.context() as patch:
        patch.setattr(rotation, "note_header", gone)
        assert refusal(vault.rotate) == "vault-busy"
    assert (vault.open_by().epoch, vault.names()) == (1, WHOLE)


def test_a_copy_that_is_not_sound_gets_no_header(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    copy, before = copying.copy, vault.place.header.read_bytes()

    def damaged(source: Any, path: Path, key: bytes, *more: Any) -> None:
        copy(source, path, key, *more)
        db = connect.connect(path, key)
        harm.drop_triggers(db, count=1)
        db.close()

    with monkeypatch.context() as patch:
        patch.setattr(copying, "copy", damaged)
        assert refusal(vault.rotate) == "rotate-unsound"
    assert (vault.place.header.read_bytes(), vault.names()) == (before, WHOLE)
    vault.require_sound()


def test_a_stranger_to_the_lock_who_opens_it_during_the_copy_keeps_it_from_being_rotated(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, before = vault.open_by().database_key, vault.place.header.read_bytes()
    examine, strangers = backup_check.examine, []

    def meanwhile(*told: Any, **named: Any) -> Any:
        report = examine(*told, **named)
        strangers.append(connect.connect(vault.place.database, key))
        journal.count(strangers[0])
        return report

    with monkeypatch.context() as patch:
        patch.setattr(backup_check, "examine", meanwhile)
        with pytest.raises(Busy, match="vault-busy"):
            vault.rotate()
    strangers[0].close()
    assert (vault.place.header.read_bytes(), vault.names()) == (before, WHOLE)
    vault.require_sound()


def test_the_other_keys_are_those_that_did_not_open_it_and_a_name_stays(vault: Vault) -> None:
    key_changes.add(vault.place, vault.open_by(), WORDS, "on paper", MAKING)
    assert rotation.others(vault.place, vault.open_by()) == ("on paper",)
    assert rotation.others(vault.place, vault.open_by(WORDS)) == ("passphrase",)
    told = rotation.rotate(
        vault.place, vault.open_by(WORDS), WORDS, vault.session_of, MAKING, lambda: MOMENT, only_this=True
    )
    assert (told.keys, told.gone) == (("on paper",), ("passphrase",))
    assert [each.name for each in key_changes.keyring(vault.place).keys] == ["on paper"]
