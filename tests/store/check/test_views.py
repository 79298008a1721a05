"""A store as it is looked at, with its log or without; and what lies beside one."""

import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.store.ledger import Ledger
from tests.store.vault.test_connect import KEY, store
from wallet_cli.errors import Busy, Damaged
from wallet_cli.store.check.views import StoreView
from wallet_cli.store.new_vault import prepare
from wallet_cli.store.vault import connect as connecting
from wallet_cli.store.vault import schema
from wallet_cli.store.vault.connect import connect, index_of, journal_of, log_of, view
from wallet_cli.store.vault.head import Seen

__all__ = ["store"]


def test_a_view_shows_the_store_with_its_log_or_without_and_changes_neither(store: Path, tmp_path: Path) -> None:
    writer = connect(store, KEY)
    writer.execute("INSERT INTO entry (body) VALUES ('last')")
    left = tmp_path / "left"  # as a killed process leaves them
    left.mkdir()
    for path in (store, log_of(store)):
        (left / path.name).write_bytes(path.read_bytes())
    writer.close()
    copy = left / store.name
    before = copy.read_bytes(), log_of(copy).read_bytes()
    for frozen, rows in ((True, 100), (False, 101), (True, 100)):
        shown = view(copy, KEY, frozen=frozen)
        assert shown.execute("SELECT count(*) FROM entry").fetchone() == (rows,)
        with pytest.raises(dbapi2.OperationalError, match="readonly"):
            shown.execute("DELETE FROM entry")
        shown.close()
        assert (copy.read_bytes(), log_of(copy).read_bytes()) == before
    assert not journal_of(copy).exists()
    with pytest.raises(Damaged, match="store-damaged"):
        view(copy, KEY[::-1], frozen=False)


def test_what_lies_beside_a_store_is_named_as_the_library_names_it(store: Path) -> None:
    writer = connect(store, KEY)
    writer.execute("DELETE FROM entry WHERE id = 1")
    assert {each.name for each in store.parent.iterdir()} == {
        store.name, log_of(store).name, index_of(store).name
    }  # fmt: skip
    writer.close()
    assert journal_of(store).name == "wallet.db-journal"


def test_of_a_store_that_opens_is_told_with_what_it_ends_and_that_it_is_sound(ledger: Ledger) -> None:
    ledger.pay(350)
    (number, mac), (first,) = (
        ledger.db.execute("SELECT id, mac FROM op ORDER BY id DESC").fetchone(),
        ledger.db.execute("SELECT mac FROM op WHERE id = 1").fetchone(),
    )
    assert number == 2
    with StoreView(ledger.path, KEY, frozen=False) as shown:
        assert (shown.opens, shown.head()) == (True, Seen(2, mac, 0))
        assert (shown.mac_at(1), shown.mac_at(2), shown.mac_at(3)) == (first, mac, None)
        known = (None, Seen(0, b"", 0), Seen(0, b"x", 7), Seen(1, first, 5), Seen(2, mac, 0))
        assert all(shown.holds(seen) for seen in known)
        assert not any(shown.holds(seen) for seen in (Seen(1, mac, 0), Seen(2, first, 0), Seen(3, mac, 0)))
        assert shown.is_sound() and shown.is_sound()
        assert (shown.meta("none"), shown.number("none")) == (None, 0)
        assert (shown.meta("device"), shown.number("device")) == (b"device-one------", 0)
        ledger.store.set_meta("generation", 7)
        assert (shown.meta("generation"), shown.number("generation")) == (7, 7)


def test_one_without_an_operation_ends_with_nothing(tmp_path: Path) -> None:
    path = tmp_path / "wallet.db"
    made = connect(path, KEY, create=True)
    prepare(made, b"device-one------", bytes(32))
    with StoreView(path, KEY, frozen=False) as shown:
        assert shown.head() == Seen(0, b"", 0)
    made.close()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux lists what is open")
def test_it_has_nothing_open_once_it_was_looked_at(ledger: Ledger) -> None:
    ledger.store.close()
    with StoreView(ledger.path, KEY, frozen=True) as shown:
        assert opened(ledger.path)
    assert not opened(ledger.path)
    assert shown.opens


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux lists what is open")
def test_what_could_not_be_opened_is_not_open_while_its_error_is_told(store: Path) -> None:
    for way in (connect, lambda path, key: view(path, key, frozen=False)):
        with pytest.raises(Damaged, match="store-damaged") as told:
            way(store, KEY[::-1])
        assert told.value.__traceback__ is not None
        assert not opened(store)


def opened(path: Path) -> list[Path]:
    """What this process has open by this name."""
    return [each for each in Path("/proc/self/fd").iterdir() if each.is_symlink() and each.readlink() == path]


@pytest.mark.parametrize("there", ["nothing", "no store", "no such file", "another key"])
def test_of_what_does_not_open_nothing_is_known(ledger: Ledger, tmp_path: Path, there: str) -> None:
    (tmp_path / "odd").write_bytes(b"no store" * 999)
    path = {"nothing": None, "no store": tmp_path / "odd", "no such file": tmp_path / "none"}.get(there, ledger.path)
    with StoreView(path, KEY[::-1] if there == "another key" else KEY, frozen=False) as shown:
        assert (shown.opens, shown.head(), shown.mac_at(1), shown.is_sound()) == (False, None, None, False)
        assert (shown.meta("device"), shown.number("device")) == (None, 0)
        assert shown.holds(None) and not shown.holds(Seen(1, b"mac", 0))


def test_one_with_a_wrong_number_is_not_sound(ledger: Ledger) -> None:
    ledger.pay(350)
    ledger.db.execute("UPDATE rollup SET amount = amount + 1 WHERE level = 3 AND account = 1")
    with StoreView(ledger.path, KEY, frozen=False) as shown:
        assert shown.opens and not shown.is_sound()


def test_one_without_its_tables_is_not_sound(ledger: Ledger) -> None:
    ledger.harm("DROP TABLE rollup")
    with StoreView(ledger.path, KEY, frozen=False) as shown:
        assert shown.opens and not shown.is_sound()


def test_whether_a_later_wallets_store_is_sound_is_not_for_this_one_to_say(ledger: Ledger) -> None:
    ledger.db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with StoreView(ledger.path, KEY, frozen=False) as shown, pytest.raises(Damaged, match="schema-newer"):
        shown.is_sound()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the index may need no file")
def test_a_disk_that_fails_does_not_say_that_there_is_no_store(ledger: Ledger) -> None:
    import resource

    ledger.store.close()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(Damaged, match="store-io"):
            StoreView(ledger.path, KEY, frozen=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    with StoreView(ledger.path, KEY, frozen=False) as shown:
        assert shown.opens


def test_a_fault_of_the_machine_is_no_answer(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    with StoreView(ledger.path, KEY, frozen=False) as shown:

        def busy() -> None:
            raise Busy("vault-busy")

        def damaged() -> None:
            raise Damaged("store-damaged")

        monkeypatch.setattr(connecting, "translated", busy)
        for ask in (shown.head, lambda: shown.mac_at(1)):
            with pytest.raises(Busy, match="vault-busy"):
                ask()
        monkeypatch.setattr(connecting, "translated", damaged)
        assert (shown.head(), shown.mac_at(1)) == (None, None)
