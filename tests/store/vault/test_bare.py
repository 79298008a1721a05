"""Opening a store beside which nothing lies, in few questions: what anything else there makes of it."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from tests.faults.moments import journal
from tests.own_process import answer_of, powerless, with_few_open
from tests.store.vault.test_in_use import FIRST, locks
from wallet_cli.store.vault import beside, files, log_file, own_log
from wallet_cli.store.vault import connect as connecting
from wallet_cli.store.vault.beside import INDEX, JOURNAL, LOG, is_logged
from wallet_cli.store.vault.connect import close, connect

KEY, DRAFT = bytes(range(32)), "wallet.db.new-3"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "folder" / "wallet.db"
    path.parent.mkdir()
    connection = connect(path, KEY, create=True)
    connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY)")
    connection.close()
    yield path
    path.parent.chmod(0o700)


def looked_at(store: Path) -> beside.Bare:
    return beside.Bare(str(store.parent), store.name, DRAFT)


def names(store: Path) -> list[str]:
    return sorted(each.name for each in store.parent.iterdir())


@pytest.mark.parametrize("read_only", [True, False])
@with_few_open
def test_a_bare_store_is_opened_and_closed_by_its_descriptors(store: Path, read_only: bool) -> None:
    looked = looked_at(store)
    connection = connect(looked.path, KEY, read_only=read_only, looked=looked)
    assert connection.execute("SELECT count(*) FROM entry").fetchone() == (0,)
    assert [each.path for each in looked.opened] == [f"{store}{each}" for each in ("", INDEX, LOG)]
    for each in looked.opened:
        told = os.stat(each.path)
        assert each.numbered()[:2] == (each.path, (told.st_dev, told.st_ino))
        assert each.handle() is not None
    close(connection, looked.opened)
    assert names(store) == ["wallet.db"]


@with_few_open
def test_what_was_written_by_descriptors_known_is_folded_in(store: Path) -> None:
    looked, before = looked_at(store), store.read_bytes()
    connection = connect(looked.path, KEY, looked=looked)
    assert not is_logged(looked.opened)
    connection.execute("INSERT INTO entry DEFAULT VALUES")
    assert is_logged(looked.opened)
    assert is_logged(tuple(files.in_place(each.path) for each in looked.opened))
    assert not is_logged(looked.opened[:1])
    close(connection, looked.opened)
    assert names(store) == ["wallet.db"]
    assert store.read_bytes() != before


@pytest.mark.parametrize("wrote", [False, True])
def test_what_someone_else_wrote_into_the_log_stays_there(store: Path, wrote: bool) -> None:
    """By a program that copies into the file that has the name, and not by a rename."""
    other = store.with_name("other.db")
    shutil.copy(store, other)
    with closing(connect(other, KEY)) as theirs:
        theirs.execute("INSERT INTO entry DEFAULT VALUES")
        log = Path(f"{other}{LOG}").read_bytes()
    before = store.read_bytes()

    def laid() -> None:
        looked = looked_at(store)
        connection = connect(looked.path, KEY, looked=looked)
        if wrote:
            connection.execute("INSERT INTO entry DEFAULT VALUES")
        Path(f"{store}{LOG}").write_bytes(log)
        close(connection, looked.opened)

    assert answer_of(laid, few_open=True) == "done"
    assert Path(f"{store}{LOG}").read_bytes() == log
    assert store.read_bytes() == before


def test_nothing_is_in_the_log_before_it_is_committed(store: Path) -> None:
    connection = connect(store, KEY)
    connection.execute("CREATE TABLE wide (body BLOB)")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO wide VALUES (?)", [(bytes(3000),) for _ in range(2_000)])
    assert Path(f"{store}{LOG}").stat().st_size == 0
    connection.execute("COMMIT")
    assert Path(f"{store}{LOG}").stat().st_size > 2_000 * 3000
    connection.close()


@with_few_open
def test_a_log_that_is_begun_anew_is_the_store_s_own(store: Path) -> None:
    """All of it was folded in, and the next transaction, which begins it anew, was taken back: the index knows of no
    frame, and what was taken back lies there.
    """
    looked = looked_at(store)
    connection = connect(looked.path, KEY, looked=looked)
    connection.execute("INSERT INTO entry DEFAULT VALUES")
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    connection.set_authorizer(None)  # type: ignore[attr-defined]
    connection.execute("PRAGMA cache_spill=10")  # as a commit that is killed, and as the wallets of before
    connection.execute("BEGIN IMMEDIATE")
    for _number in range(20_000):
        connection.execute("INSERT INTO entry DEFAULT VALUES")
    log = own_log.Log(connection, looked.opened)
    log.require_own()
    log.end(keeps=False)
    assert is_logged(looked.opened)
    log.require_own_alone()
    connection.execute("INSERT INTO entry DEFAULT VALUES")
    close(connection, looked.opened)
    assert names(store) == ["wallet.db"]


@with_few_open
def test_others_who_write_for_long_after_a_commit_take_nothing_back(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = looked_at(store)
    monkeypatch.setattr(connecting, "BUSY_TIMEOUT_MS", 30)
    connection = connect(looked.path, KEY, looked=looked)
    log = own_log.Log(connection, looked.opened)
    other = connect(store, KEY)

    def unlike(*_paths: object) -> bool:
        if not other.in_transaction:
            other.execute("BEGIN IMMEDIATE")
        return False

    connection.execute("BEGIN IMMEDIATE")
    log.require_own()
    connection.execute("INSERT INTO entry DEFAULT VALUES")
    with monkeypatch.context() as patch:
        patch.setattr(log_file, "ends_as_known", unlike)
        log.end(keeps=True)
    other.execute("ROLLBACK")
    other.close()
    close(connection, looked.opened)
    with closing(connect(store, KEY)) as again:
        assert again.execute("SELECT count(*) FROM entry").fetchone() == (1,)


def test_what_stays_open_is_not_closed_by_whoever_asks_once_more(store: Path) -> None:
    log = Path(f"{store}{LOG}")

    def laid() -> None:
        looked = looked_at(store)
        connection = connect(looked.path, KEY, looked=looked)
        store.with_name("incoming").write_bytes(b"theirs")
        store.with_name("incoming").rename(log)
        close(connection, looked.opened)
        close(connection, ())

    assert answer_of(laid, few_open=True) == "done"
    assert log.read_bytes() == b"theirs"


def test_one_byte_in_a_log_is_something(store: Path) -> None:
    log = Path(f"{store}{LOG}")
    for data in (b"", b"x"):
        log.write_bytes(data)
        with log.open("rb") as file:
            assert is_logged((files.InPlace(str(log), None, file.fileno()),)) is bool(data)


def plain(path: Path) -> None:
    path.write_bytes(bytes(4096))


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def second_name(store: Path) -> None:
    store.with_name("copy").hardlink_to(store)


def link(store: Path) -> None:
    store.rename(store.parent.parent / "elsewhere.db")
    store.symlink_to(store.parent.parent / "elsewhere.db")


def part(store: Path) -> None:
    os.truncate(store, 4095)


def folder(store: Path) -> None:
    store.unlink()
    store.mkdir()


def nowhere(store: Path) -> None:
    shutil.rmtree(store.parent)
    store.parent.mkdir()


LAID = [
    lambda store, name=name, lies=lies: lies(store.with_name(name))
    for name in (f"wallet.db{LOG}", f"wallet.db{INDEX}", f"wallet.db{JOURNAL}", DRAFT, f"WALLET.DB{LOG}")
    for lies in (plain, Path.touch, dangling)
]


@pytest.mark.parametrize("change", [second_name, link, part, folder, nowhere, *LAID])
def test_any_other_store_is_left_to_whoever_looks_closer(store: Path, change: Callable[[Path], None]) -> None:
    change(store)
    before = {each: files.stamp(str(each)) for each in (*store.parent.iterdir(), *store.parent.parent.iterdir())}
    for read_only in (True, False):
        looked = looked_at(store)
        with pytest.raises(beside.Outdated, match="vault-busy"):
            connect(looked.path, KEY, read_only=read_only, looked=looked)
    after = {each: files.stamp(str(each)) for each in (*store.parent.iterdir(), *store.parent.parent.iterdir())}
    assert after == before, "nothing was read yet, and nothing written"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody can be asked")
def test_a_store_that_others_have_open_is_left_to_whoever_looks_closer(store: Path) -> None:
    with locks((store, FIRST)), pytest.raises(beside.Outdated):
        connect(str(store), KEY, looked=looked_at(store))
    connect(str(store), KEY, looked=looked_at(store)).close()


@pytest.mark.parametrize("which", ["store", "folder"])
def test_a_store_that_may_not_be_written_is_left_to_whoever_looks_closer(store: Path, which: str) -> None:
    (store if which == "store" else store.parent).chmod(0o500)

    def opening() -> None:
        assert not looked_at(store).may_write()
        connect(str(store), KEY, read_only=True, looked=looked_at(store))

    assert answer_of(powerless(opening)) == "vault-busy"
    assert names(store) == ["wallet.db"]


@pytest.mark.parametrize("way", ["bare", "looked"])
@pytest.mark.parametrize("kind", [LOG, JOURNAL])
def test_what_lies_beside_the_file_that_a_link_led_to_is_not_taken_in(
    store: Path, monkeypatch: pytest.MonkeyPatch, kind: str, way: str
) -> None:
    """SQLite goes by the name that it found when it opened the store, wherever that leads by the first read."""
    target, plain_connect, older = store.with_name("w2.db"), dbapi2.connect, store.read_bytes()
    writer = connect(store, KEY)
    writer.execute("INSERT INTO entry DEFAULT VALUES")
    shutil.copy(f"{store}{LOG}", tmp := store.with_name("kept"))
    writer.execute("PRAGMA wal_checkpoint(PASSIVE)")
    writer.close()
    if kind == JOURNAL:
        tmp.write_bytes(journal(older))
    tmp.rename(laid := Path(f"{target}{kind}"))
    before, laid_before = store.read_bytes(), laid.read_bytes()

    def connected(*args: object, **named: object) -> object:
        store.rename(target)
        store.symlink_to(target.name)
        try:
            return plain_connect(*args, **named)
        finally:
            target.rename(store)
            target.touch()

    def opening() -> None:
        looked = looked_at(store) if way == "bare" else beside.Looked(files.in_place(store))
        with monkeypatch.context() as patch:
            patch.setattr(dbapi2, "connect", connected)
            connect(str(store), KEY, looked=looked)

    assert answer_of(opening) == "vault-busy"
    assert (store.read_bytes(), laid.read_bytes()) == (before, laid_before)


@with_few_open
def test_a_link_is_seen_by_sqlite_itself(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name it goes by is asked for only where a path with a link in it, which it refuses at first, is opened."""
    linked = store.parent.parent / "linked"
    linked.symlink_to(store.parent)
    tries: list[object] = []
    plain_connect = dbapi2.connect

    def connected(*args: object, **named: object) -> object:
        tries.append(named.get("flags"))
        return plain_connect(*args, **named)

    monkeypatch.setattr(dbapi2, "connect", connected)
    for path, asked in ((store, [False]), (linked / store.name, [False, True])):
        tries.clear()
        looked = looked_at(path)
        connection = connect(str(path), KEY, looked=looked)
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (0,)
        assert [each is None for each in tries] == asked
        assert looked.may_be_linked is (path != store)
        close(connection, looked.opened)
        assert names(store) == ["wallet.db"]


@with_few_open
def test_what_this_machine_knows_of_a_name_is_believed_for_a_second(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another machine may give the names of a file system of the network to other files."""
    looked = looked_at(store)
    connection = connect(str(store), KEY, looked=looked)
    clock, names_known = beside.now_ns, {each.descriptor: str(each.path) for each in looked.opened}
    monkeypatch.setattr(files, "name_of", lambda descriptor: names_known[descriptor])
    log = Path(f"{store}{LOG}")
    kept = log.rename(log.with_name("kept"))
    log.touch()
    assert beside.are_in_place(looked.opened)
    monkeypatch.setattr(beside, "now_ns", lambda: clock() + 1_000_000_000)
    assert not beside.are_in_place(looked.opened)
    kept.rename(log)
    assert beside.are_in_place(looked.opened)
    close(connection, looked.opened)
    assert names(store) == ["wallet.db"]


def test_a_store_is_opened_by_a_name_in_the_folder_where_one_is(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(store.parent)
    for name in (store.name, f"../{store.parent.name}/{store.name}"):
        connection = connect(name, KEY)
        assert connection.execute("SELECT count(*) FROM entry").fetchone() == (0,)
        connection.close()
    assert names(store) == ["wallet.db"]


@pytest.mark.parametrize(
    "name",
    [
        "wallet.db-journ\u200bal",
        "WALL\u200bET.db-wal",
        "\ufeffwallet.db-shm",
        "wallet.d\u200cb-wal",
        "wallet.db-\u017fhm",
        "wallet.db.new-\u200d3",
    ],
)
def test_a_name_that_a_file_system_may_take_for_one_of_them_counts(store: Path, name: str) -> None:
    for other in ("备份-wallet.db", "wal\u200blet.keys", "notes\u200b.txt", "é"):
        plain(store.with_name(other))
    looked = beside.Bare(str(store.parent), store.name, "wallet.db.new-3")
    assert looked.is_alone(str(store.parent))
    plain(store.with_name(name))
    assert not looked.is_alone(str(store.parent))


@with_few_open
def test_where_the_clock_was_set_back_the_store_s_time_is_set_right_by_a_commit(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise it would seem to be written to by another program, as soon as that time has come."""
    looked, log = looked_at(store), Path(f"{store}{LOG}")
    connection = connect(looked.path, KEY, looked=looked)
    own = own_log.Log(connection, looked.opened, looked.first)
    true, before = own_log.sight_of, store.stat()

    def ahead(opened: Sequence[files.InPlace]) -> log_file.Sight:
        return true(opened)._replace(changed=2**62)

    time.sleep(0.02)
    with monkeypatch.context() as patch:
        patch.setattr(own_log, "sight_of", ahead)
        own.begin()
        own.require_own()
        connection.execute("INSERT INTO entry DEFAULT VALUES")
        own.end(keeps=True)
    assert before.st_ctime_ns < store.stat().st_ctime_ns <= log.stat().st_ctime_ns
    assert store.stat().st_mtime_ns == before.st_mtime_ns
    assert own.is_own(pytest.fail)
    close(connection, looked.opened, is_own=lambda: own.is_own(pytest.fail))
    assert names(store) == ["wallet.db"]
