"""A store as it is looked at, with its log or without; and what lies beside one."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.store.test_connect import KEY, store
from wallet_cli.errors import Damaged
from wallet_cli.store.connect import connect, index_of, journal_of, log_of, view

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
