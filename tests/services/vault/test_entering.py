"""Opening a store while the folder is somebody else's, or while files are exchanged: at each step, what is found then.

Another process takes its turn at a step that has just been done, or is about to be: there the exchange is put in.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import forging
from tests.faults.holding import holding
from tests.own_process import answer_of
from tests.raw import books, harm
from tests.services.vault.test_prove import PASSPHRASE, key, killed, lay, require_nobody
from wallet_cli.errors import Busy, Damaged
from wallet_cli.services.vault import access, key_changes, location, logs, prove
from wallet_cli.store.vault import connect, files

__all__ = ["key"]

WAY = prove.Way(read_only=False, wait_ms=0, epoch=None, wish=logs.LogChoice(), proves=True)


def exchange(path: Path) -> None:
    """Put a copy into a file's place, as a program does that brings files from elsewhere."""
    arriving = path.with_name("arriving")
    shutil.copy(path, arriving)
    arriving.replace(path)


def once(
    call: Callable[..., Any], meanwhile: Callable[[], None], *, before: bool
) -> tuple[Callable[..., Any], list[int]]:
    """``call``, where ``meanwhile`` is done before or after the first time; and each time it was called."""
    turns: list[int] = []

    def called(*told: Any, **more: Any) -> Any:
        turns.append(1)
        assert len(turns) < 9, "it begins without end"
        if before and len(turns) == 1:
            meanwhile()
        found = call(*told, **more)
        if not before and len(turns) == 1:
            meanwhile()
        return found

    return called, turns


def at_opening(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], None], *, before: bool) -> None:
    """Do it just ``before`` the store is opened to be used, or just after that."""
    call = connect.connect
    used, _turns = once(call, meanwhile, before=before)
    monkeypatch.setattr(connect, "connect", lambda *told, **more: (call if more.get("frozen") else used)(*told, **more))


def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited for others; it doesn't take that time."""
    found: list[float] = []

    def sleep(seconds: float) -> None:
        found.append(seconds)
        assert len(found) < 99, "it waits without end"

    for module in (prove, files):
        monkeypatch.setattr(module, "time", SimpleNamespace(sleep=sleep))
    return found


def let_go_of_nothing_open(
    place: location.Place, monkeypatch: pytest.MonkeyPatch, *, unless: bool = False
) -> list[int]:
    """Whoever comes next must not meet a connection that is still open, ``unless`` closing it would remove the log of
    others by its name; how often the folder was let go of.
    """
    let_go, found = files.release, []

    def release(number: int) -> None:
        if number >= 0:
            found.append(number)
            opened = [path for path in descriptors() if path.startswith(str(place.database))]
            assert bool(opened) is unless
        let_go(number)

    monkeypatch.setattr(files, "release", release)
    return found


def descriptors() -> list[str]:
    found = []
    for each in Path("/proc/self/fd").iterdir():
        try:
            found.append(str(each.readlink()))
        except OSError:  # that of the listing
            continue
    return found


def leave(entered: prove.Entered) -> None:
    entered.db.close()
    files.release(entered.held)


def no_writing(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    allowed = os.access
    monkeypatch.setattr(
        os, "access", lambda path, how: not (how == os.W_OK and (not paths or path in paths)) and allowed(path, how)
    )


def left_of(place: location.Place) -> tuple[bytes, bytes]:
    return place.database.read_bytes(), connect.log_of(place.database).read_bytes()


@pytest.mark.parametrize("which", ["store", "log"])
def test_what_is_exchanged_after_it_was_proven_is_proven_again(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    lay(place, *killed(place, key))
    path = place.database if which == "store" else connect.log_of(place.database)
    settle, turns = once(prove.settle, lambda: exchange(path), before=False)
    monkeypatch.setattr(prove, "settle", settle)
    entered = prove.enter(place, key, WAY)
    assert len(turns) == 2
    assert not entered.file.is_replaced()
    assert books.meta(entered.db, "killed") == 1
    leave(entered)
    require_nobody(place)


def test_a_store_that_is_exchanged_before_it_is_opened_is_proven_again(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = killed(place, key)
    lay(place, *left)
    at_opening(monkeypatch, lambda: exchange(place.database), before=True)
    let_go = let_go_of_nothing_open(place, monkeypatch)
    entered = prove.enter(place, key, WAY)
    assert not entered.file.is_replaced()
    assert len(let_go) == 1
    entered.db.close()
    files.release(entered.held)
    require_nobody(place)


def test_a_folder_that_another_takes_while_it_is_handed_over_is_left_with_all_closed(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(place, *killed(place, key))

    def taken(_number: int, *, timeout_ms: int) -> None:
        raise Busy("vault-busy", waited_ms=timeout_ms)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(files, "shared", taken)
        let_go = let_go_of_nothing_open(place, meanwhile)
        with pytest.raises(Busy, match="vault-busy"):
            prove.enter(place, key, WAY)
        assert len(let_go) == 1
    require_nobody(place)


@pytest.mark.parametrize("which", ["store", "header"])
def test_what_is_exchanged_while_the_folder_is_handed_over_is_told_as_it_is_then(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch, which: str
) -> None:
    lay(place, *killed(place, key))
    newer = forging.header(place.header.read_bytes())

    def meanwhile() -> None:
        if which == "header":
            place.header.write_bytes(newer)
        else:
            exchange(place.database)

    share, turns = once(files.shared, meanwhile, before=False)
    monkeypatch.setattr(files, "shared", share)
    with monkeypatch.context() as while_entering:
        let_go_of_nothing_open(place, while_entering)
        place.draft(1).write_bytes(b"no draft")
        entered = prove.enter(place, key, WAY)
    assert len(turns) == 2
    assert entered.told == location.told_by(place)
    assert not entered.file.is_replaced()
    leave(entered)
    require_nobody(place)


def test_a_log_that_comes_with_a_header_while_the_folder_is_handed_over_is_not_removed_by_its_name(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection that is given up was the last: closing it folds its own log in and removes what has the name."""
    lay(place, *killed(place, key))
    log = connect.log_of(place.database)
    laid = log.read_bytes()

    def meanwhile() -> None:
        place.header.write_bytes(forging.header(place.header.read_bytes()))
        exchange(log)

    share, _turns = once(files.shared, meanwhile, before=False)
    with monkeypatch.context() as while_entering:
        while_entering.setattr(files, "shared", share)
        assert answer_of(lambda: prove.enter(place, key, WAY)) == "vault-busy"
    assert log.read_bytes() == laid
    leave(prove.enter(place, key, WAY))


def test_a_store_that_is_opened_to_be_read_cannot_be_written(place: location.Place, key: bytes) -> None:
    lay(place, *killed(place, key))
    reading = prove.enter(place, key, WAY._replace(read_only=True))
    with holding(place.folder, place.state, key, "reading") as process:
        beside = prove.enter(place, key, WAY._replace(read_only=True))
        for entered in (reading, beside):
            with pytest.raises(connect.driver_error(), match="readonly"):
                harm.forget(entered.db, "killed")
            leave(entered)
        process.communicate("\n", timeout=60)


@pytest.mark.parametrize("writable", [True, False])
def test_for_whoever_is_alone_in_the_folder_nobody_waits_longer_than_was_asked(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch, writable: bool
) -> None:
    if not writable:
        no_writing(monkeypatch)
    waited = naps(monkeypatch)
    with files.alone(place.folder, timeout_ms=0):
        with pytest.raises(Busy, match="vault-busy"):
            prove.enter(place, key, WAY)
        assert waited == []
        with pytest.raises(Busy, match="vault-busy"):
            prove.enter(place, key, WAY._replace(wait_ms=30))
    assert waited == [0.01] * 3


def sharing(place: location.Place, key: bytes) -> None:
    """Refused, to whoever comes while somebody shares the folder who doesn't have this very store open."""
    held = files.held(place.folder, timeout_ms=0)
    with pytest.raises(Busy, match="vault-busy"):
        prove.enter(place, key, WAY)
    files.release(held)
    require_nobody(place)


def test_a_log_that_nobody_has_open_waits_until_one_is_alone(place: location.Place, key: bytes) -> None:
    with holding(place.folder, place.state, key, "before") as process:
        index = connect.index_of(place.database)
        process.communicate("\n", timeout=60)
    store = connect.connect(place.database, key)
    harm.add_meta(store, "killed", 1)
    left, index_left = left_of(place), index.read_bytes()
    store.close()
    lay(place, *left)
    sharing(place, key)
    assert left_of(place) == left
    index.write_bytes(index_left)
    sharing(place, key)
    assert left_of(place) == left


def test_an_index_that_leads_elsewhere_waits_until_one_is_alone(place: location.Place, key: bytes) -> None:
    target = place.folder.parent / "target"
    target.write_bytes(b"somebody's")
    connect.index_of(place.database).symlink_to(target)
    sharing(place, key)
    assert target.read_bytes() == b"somebody's"
    assert connect.index_of(place.database).is_symlink()


def test_a_folder_in_the_place_of_the_log_that_others_have_open_is_not_theirs(
    place: location.Place, key: bytes
) -> None:
    log = connect.log_of(place.database)
    with holding(place.folder, place.state, key, "reading") as process:
        log.rename(place.folder / "moved")
        log.mkdir()
        with pytest.raises(Busy, match="vault-busy"):
            prove.enter(place, key, WAY)
        assert log.is_dir()
        process.communicate("\n", timeout=60)
    require_nobody(place)


def test_beside_others_a_key_that_does_not_fit_is_never_tried_where_it_could_write(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    lay(place, *killed(place, key))
    at_opening(monkeypatch, lambda: opened.append(1), before=True)
    with holding(place.folder, place.state, key, "inside") as process:
        with pytest.raises(Damaged, match="store-damaged"):
            prove.enter(place, bytes(32), WAY)
        assert opened == []
        leave(prove.enter(place, key, WAY))
        assert opened == [1], "the key that fits is"
        process.communicate("\n", timeout=60)


@pytest.mark.parametrize("before", [True, False])
def test_beside_others_too_a_store_that_is_exchanged_is_let_go_of_at_once(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    killed(place, key)
    with holding(place.folder, place.state, key, "reading") as process:
        with monkeypatch.context() as meanwhile:
            waited = naps(meanwhile)
            at_opening(meanwhile, lambda: exchange(place.database), before=before)
            let_go = let_go_of_nothing_open(place, meanwhile, unless=not before)
            with pytest.raises(Busy, match="vault-busy"):
                prove.enter(place, key, WAY)
            assert (len(let_go), waited) == (1, [])
        process.communicate("\n", timeout=60)
    require_nobody(place)


def test_on_read_only_media_a_store_that_is_exchanged_or_does_not_open_is_let_go_of(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_writing(monkeypatch)
    reading = WAY._replace(read_only=True)
    with pytest.raises(Damaged, match="store-damaged"):
        prove.enter(place, bytes(32), reading)
    require_nobody(place)
    at_opening(monkeypatch, lambda: exchange(place.database), before=True)
    with pytest.raises(Busy, match="vault-busy"):
        prove.enter(place, key, reading)
    require_nobody(place)


def test_it_is_read_only_where_the_store_or_the_names_beside_it_are(
    place: location.Place, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert prove.is_writable(place)
    for path in (place.folder, place.database):
        with monkeypatch.context() as meanwhile:
            no_writing(meanwhile, path)
            assert not prove.is_writable(place)
    place.database.unlink()
    assert prove.is_writable(place)


def test_a_store_that_is_refused_once_its_log_is_proven_is_left_with_all_closed(
    place: location.Place, key: bytes
) -> None:
    before = place.header.read_bytes()
    opened = access.derive(place, PASSPHRASE)
    key_changes.rename(place, opened, "passphrase", "other", key_changes.Making("cheap", os.urandom))
    lay(place, *killed(place, key))
    place.header.write_bytes(before)
    with pytest.raises(Damaged, match="header-older"):
        access.open_store(place, key)
    assert not [path for path in descriptors() if path.startswith(str(place.database))]
    require_nobody(place)
