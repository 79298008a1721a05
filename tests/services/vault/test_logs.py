"""A log beside a store, whose sums prove nothing: what is taken in, what is set aside, and what is left to the user."""

import os
import shutil
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests import forging
from tests.services.conftest import TODAY
from tests.services.vault.test_prove import chosen, key, killed, lay, lines_apart, require_nobody
from wallet_cli.domain.account import Account
from wallet_cli.errors import Busy, Damaged
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts
from wallet_cli.services.things.accounts import Opening
from wallet_cli.services.vault import access, location, logs
from wallet_cli.store.check import remembered
from wallet_cli.store.check.views import StoreView
from wallet_cli.store.vault import asides, connect, head

__all__ = ["key"]


def added(place: location.Place, key: bytes, *names: str) -> tuple[bytes, bytes]:
    """Record these accounts, and be killed: what is left of store and log. Then they are in the store."""
    store = access.open_store(place, key)
    ticks = count(1_795_000_100_000_000, 1000)
    session = Session(store, TODAY, lambda: next(ticks), os.urandom, "test")
    for name in names:
        accounts.add(session, Account(b"", name, "cash"), Opening("EUR", 100, date(2026, 11, 2).toordinal()))
    left = place.database.read_bytes(), connect.log_of(place.database).read_bytes()
    store.close()
    return left


def seen_path(place: location.Place) -> Path:
    return Path(location.seen_path(place, location.vault_id(place)))


def taken_aside(place: location.Place) -> list[bytes]:
    """What is set aside, which is then removed."""
    found = asides.listed(place.folder)
    told = [each.read_bytes() for each in found]
    for each in found:
        each.unlink()
    return told


def head_of(place: location.Place, key: bytes) -> int:
    """How many operations the store has, opened as for every command, and sound."""
    access.open_store(place, key).close()
    with StoreView(place.database, key, frozen=True) as view:
        told = view.head()
        assert view.is_sound() and told is not None
    return told.operations


def test_a_log_of_which_one_page_is_damaged_is_never_taken_in(place: location.Place, key: bytes) -> None:
    with_all = head.read(seen_path(place))
    assert with_all is not None
    before, log = added(place, key, "purse")
    after, newer = place.database.read_bytes(), head.read(seen_path(place))
    assert newer is not None and newer.operations == with_all.operations + 1
    for page in forging.pages_of(log):
        forged = forging.log(log, page=page)
        lay(place, after, forged)  # as much as the store has
        assert head_of(place, key) == newer.operations
        assert taken_aside(place) == [forged]
        lay(place, before, forged)  # more than the store has, and this machine saw it
        with pytest.raises(Damaged, match="log-unproven"):
            access.open_store(place, key)
        assert (place.database.read_bytes(), connect.log_of(place.database).read_bytes()) == (before, forged)
        head.reset(seen_path(place), with_all)  # … and this machine never did
        assert head_of(place, key) == with_all.operations
        assert taken_aside(place) == [forged]
        head.reset(seen_path(place), newer)
    lay(place, before, log)
    assert head_of(place, key) == newer.operations
    assert taken_aside(place) == []


def test_an_older_log_is_set_aside_also_where_this_machine_has_seen_nothing(place: location.Place, key: bytes) -> None:
    _store, log = added(place, key, "purse", "pot", "tin")
    added(place, key, "jar")
    after = place.database.read_bytes()
    newest = head_of(place, key)
    lay(place, after, log)
    with StoreView(place.database, key, frozen=False) as older:
        told = older.head()
        assert older.is_sound() and told is not None and told.operations < newest
    lay(place, after, log)
    seen_path(place).unlink()
    assert head_of(place, key) == newest
    assert taken_aside(place) == [log]


def test_a_log_that_forgets_a_backup_is_set_aside(place: location.Place, key: bytes) -> None:
    _store, log = killed(place, key)
    store = access.open_store(place, key)
    with store.exclusive():
        remembered.remember(store, bytes(range(32)), 1_795_000_200_000_000)
    store.close()
    lay(place, place.database.read_bytes(), log)
    store = access.open_store(place, key)
    assert list(remembered.backups(store)) == [remembered.short(bytes(range(32)))]
    store.close()
    assert taken_aside(place) == [log]


def torn(data: bytes) -> bytes:
    return data[:-100] + bytes([data[-100] ^ 1]) + data[-99:]


def test_that_an_older_state_will_do_takes_in_nothing_that_is_not_whole(place: location.Place, key: bytes) -> None:
    store, log = killed(place, key)
    for beside in (log, b"x" * 5000):
        lay(place, torn(store), beside)
        with pytest.raises(Damaged, match="log-unproven"):
            access.open_store(place, key, unchecked=True, accepts=True)
        assert connect.log_of(place.database).read_bytes() == beside
        require_nobody(place)


def test_what_does_not_even_open_is_no_choice_beside_what_is_torn(place: location.Place, key: bytes) -> None:
    store, log = killed(place, key, "x" * 20_000)
    assert 1 in forging.pages_of(log)
    forged = forging.log(log, page=1)
    lay(place, torn(store), forged)
    with pytest.raises(Damaged, match="log-unproven"):
        chosen(place, key, logs.WITH_LOG)
    assert asides.listed(place.folder) == []
    lay(place, torn(store), forged)
    connect.index_of(place.database).write_bytes(b"of that log")
    assert chosen(place, key, logs.WITHOUT_LOG) == ["set-aside"]
    assert not connect.index_of(place.database).exists()
    assert taken_aside(place) == [forged]


@pytest.mark.parametrize("choice", [logs.WITH_LOG, logs.WITHOUT_LOG])
def test_between_two_whole_states_that_nothing_proves_the_user_chooses(
    place: location.Place, key: bytes, choice: str
) -> None:
    _store, log = added(place, key, "purse", "pot", "tin")
    older = head_of(place, key)
    added(place, key, "jar")
    after = place.database.read_bytes()
    head.reset(seen_path(place), head.Seen(older, bytes(32), 1))
    lay(place, after, log)
    with pytest.raises(Damaged, match="log-unproven"):
        chosen(place, key, "", accepts=True)
    assert chosen(place, key, choice) == (["kept-a-copy", "kept-a-copy"] if choice == logs.WITH_LOG else ["set-aside"])
    assert connect.log_of(place.database).exists() == (choice == logs.WITH_LOG)


@pytest.mark.parametrize("which", ["store", "log"])
def test_what_is_exchanged_while_it_is_judged_is_not_touched(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    left = killed(place, key)
    lay(place, *left)
    changed = place.database if which == "store" else connect.log_of(place.database)
    judged = logs.judged

    def exchanged(*told: Any, **more: Any) -> bool:
        shutil.copy(changed, place.folder / "new")
        (place.folder / "new").replace(changed)
        return judged(*told, **more)

    monkeypatch.setattr(logs, "judged", exchanged)
    with pytest.raises(Busy, match="vault-busy"):
        chosen(place, key, "")
    assert (place.database.read_bytes(), connect.log_of(place.database).read_bytes()) == left
    assert asides.listed(place.folder) == []


def test_nobody_wishes_for_an_older_state_without_saying_so(place: location.Place, key: bytes) -> None:
    left, _before = lines_apart(place, key)
    lay(place, *left)
    with pytest.raises(Damaged, match="store-forked"):
        chosen(place, key, "")


@pytest.mark.parametrize("accepts", [False, True])
@pytest.mark.parametrize("is_seen", [False, True])
def test_an_older_log_beside_a_damaged_store_is_taken_by_nobody_who_does_not_choose_it(
    place: location.Place, key: bytes, accepts: bool, is_seen: bool
) -> None:
    _store, log = added(place, key, "x" * 90)
    added(place, key, "pot", "tin", "jar")
    after, newest = place.database.read_bytes(), head.read(seen_path(place))
    assert newest is not None
    page = _damaging(place, key, after, log)
    bad = bytearray(after)
    bad[4096 * page - 100] ^= 1
    if not is_seen:
        seen_path(place).unlink()
    lay(place, bytes(bad), log)
    with pytest.raises(Damaged, match="log-unproven") as caught:
        access.open_store(place, key, unchecked=accepts, accepts=accepts)
    told = caught.value.params
    assert (str(told["store"]).split()[0], str(told["log"]).split()[0]) == (
        f"o{newest.operations}", f"o{newest.operations - 3}",
    )  # fmt: skip
    assert told["store_problems"] and not told["log_problems"]
    assert (place.database.read_bytes(), connect.log_of(place.database).read_bytes()) == (bytes(bad), log)
    assert chosen(place, key, logs.WITH_LOG, accepts=True) == ["kept-a-copy", "kept-a-copy"]
    assert sorted(taken_aside(place)) == sorted([bytes(bad), log])


def _damaging(place: location.Place, key: bytes, store: bytes, log: bytes) -> int:
    """A page that the log holds, too, and without which the store still says where it ends."""
    for page in forging.pages_of(log):
        bad = bytearray(store)
        bad[4096 * page - 100] ^= 1
        lay(place, bytes(bad), log)
        with (
            StoreView(place.database, key, frozen=True) as alone,
            StoreView(place.database, key, frozen=False) as logged,
        ):
            if alone.opens and alone.head() and not alone.is_sound() and logged.is_sound():
                return page
    raise AssertionError("no page will do")
