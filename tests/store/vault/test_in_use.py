"""Who has a store open, by SQLite's own locks; and what is closed, left open, refused or waited for."""

import gc
import os
import resource
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from tests.own_process import answer_of, powerless
from tests.store.check.test_views import opened
from tests.store.vault.test_connect import KEY, disk, read, store
from wallet_cli.errors import Busy, Damaged, Refused
from wallet_cli.store.vault import connect as connecting
from wallet_cli.store.vault import files
from wallet_cli.store.vault.beside import PAGE_BYTES, Looked
from wallet_cli.store.vault.connect import connect, index_of, log_of, translated, unlogged, view
from wallet_cli.store.vault.in_use import has_company, is_folding, is_in_use, is_locked_by_others, is_shared

__all__ = ["disk", "store"]

FIRST, SIZE, SWITCH = 0x40000002, 510, 128
"""SQLite's shared bytes of a database, and the dead man's switch of an index (its lockingv3, its os_unix.c)."""


@contextmanager
def locks(*places: tuple[Path, int]) -> Iterator[None]:
    """Another process has a lock on one byte of each file."""
    script = """
        import fcntl, sys
        kept = []
        for path, at in zip(sys.argv[1::2], map(int, sys.argv[2::2])):
            kept.append(open(path, "r+b"))
            fcntl.lockf(kept[-1], fcntl.LOCK_SH | fcntl.LOCK_NB, 1, at)
        print("ready", flush=True)
        sys.stdin.read()
    """
    told = [str(each) for place in places for each in place]
    line = [sys.executable, "-c", textwrap.dedent(script), *told]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdin is not None
        assert process.stdout.readline() == "ready\n"
        yield
        process.stdin.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody can be asked")
@pytest.mark.parametrize(
    ("shared", "switch", "used"),
    [
        (FIRST, SWITCH, True),
        (FIRST + SIZE - 1, SWITCH, True),
        (FIRST - 1, SWITCH, False),
        (FIRST + SIZE, SWITCH, False),
        (FIRST, SWITCH - 1, False),
        (FIRST, SWITCH + 1, False),
        (FIRST - 1, SWITCH + 1, False),
    ],
)
def test_one_is_in_use_where_another_process_has_the_locks_of_sqlite(
    store: Path, shared: int, switch: int, used: bool
) -> None:
    index_of(store).touch()
    before = len(list(Path("/proc/self/fd").iterdir()))
    assert is_in_use(store) is False
    with locks((store, shared), (index_of(store), switch)):
        assert is_in_use(store) is used
        assert has_company(store) is (FIRST <= shared < FIRST + SIZE or switch == SWITCH)
    assert is_in_use(store) is False
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody can be asked")
def test_one_that_this_process_has_open_is_in_use_and_stays_open(store: Path) -> None:
    assert is_in_use(store) is False, "it has no index"
    connection = connect(store, KEY)
    connection.execute("DELETE FROM entry WHERE id = 1")
    for _again in range(2):  # asking gives up none of the locks
        assert is_in_use(store) is True
    connection.execute("DELETE FROM entry WHERE id = 2")
    assert connection.execute("SELECT count(*) FROM entry").fetchone() == (98,)
    connection.close()
    assert is_in_use(store) is False


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="elsewhere nobody can be asked")
def test_an_index_that_somebody_else_has_locked_is_not_that_of_whoever_has_the_store_open(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one who lays an index of his own and holds SQLite's lock on it."""
    own = tmp_path / "own"
    own.touch()
    index_of(store).touch()
    with locks((store, FIRST), (own, SWITCH)), locks((index_of(store), SWITCH)):
        assert is_in_use(store) is False
        monkeypatch.chdir(store.parent)
        assert is_in_use(store.name) is False
    with locks((store, FIRST), (index_of(store), SWITCH)), locks((index_of(store), SWITCH)):
        assert is_in_use(store) is True


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="elsewhere nobody can be asked")
def test_nor_is_it_in_a_folder_that_may_be_entered_and_not_listed(store: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.touch()
    index_of(store).touch()

    def asked() -> None:
        if is_in_use(store):
            raise Busy("vault-busy")

    store.parent.chmod(0o300)
    with locks((store, FIRST), (own, SWITCH)), locks((index_of(store), SWITCH)):
        assert answer_of(powerless(asked)) == "done"
    with locks((store, FIRST), (index_of(store), SWITCH)):
        assert answer_of(powerless(asked)) == "vault-busy"
        assert is_in_use(store) is True, "root may do anything"
    store.parent.chmod(0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody can be asked")
def test_a_link_to_one_in_use_is_not_followed(store: Path, tmp_path: Path) -> None:
    index_of(store).touch()
    link = tmp_path / "link"
    link.symlink_to(store)
    index_of(link).symlink_to(index_of(store))
    with locks((store, FIRST), (index_of(store), SWITCH)):
        assert is_in_use(store) is True
        assert is_in_use(link) is False


def replaced(store: Path) -> None:
    copy = store.with_name("copy")
    copy.write_bytes(store.read_bytes())
    copy.replace(store)


@pytest.fixture
def left(store: Path, tmp_path: Path) -> Path:
    """A store of a hundred rows and its log with one more, as a killed process leaves them."""
    writer = connect(store, KEY)
    writer.execute("INSERT INTO entry (body) VALUES ('last')")
    copy = tmp_path / "left" / store.name
    copy.parent.mkdir()
    for path in (store, log_of(store)):
        (copy.parent / path.name).write_bytes(path.read_bytes())
    writer.close()
    return copy


@pytest.mark.parametrize("name", ["store", "log"])
def test_what_has_a_second_name_can_be_looked_at_and_is_not_written(left: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "second").hardlink_to(left if name == "store" else log_of(left))
    before = (tmp_path / "second").read_bytes()
    for frozen, rows in ((True, 100), (False, 101)):
        shown = view(left, KEY, frozen=frozen)
        assert shown.execute("SELECT count(*) FROM entry").fetchone() == (rows,)
        shown.close()
    with pytest.raises(Busy, match="vault-busy"):
        connect(left, KEY)
    assert (tmp_path / "second").read_bytes() == before


def test_whoever_looks_writes_through_no_index_with_a_second_name(left: Path, tmp_path: Path) -> None:
    (tmp_path / "second").write_bytes(bytes(32768))
    index_of(left).hardlink_to(tmp_path / "second")
    for look in (lambda: view(left, KEY, frozen=False), lambda: connect(left, KEY)):
        with pytest.raises(Busy, match="vault-busy"):
            look()
        assert (tmp_path / "second").read_bytes() == bytes(32768)
    view(left, KEY, frozen=True).close()


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize(("step", "has_read"), [("set_up", False), ("first_read", True)])
def test_a_log_that_comes_after_the_look_is_not_folded_in_by_whoever_closes(
    left: Path, monkeypatch: pytest.MonkeyPatch, step: str, has_read: bool, read_only: bool
) -> None:
    log, before = log_of(left).read_bytes(), left.read_bytes()
    log_of(left).unlink()
    true = getattr(connecting, step)

    def late(*told: Any, **named: Any) -> Any:
        log_of(left).write_bytes(log)
        return true(*told, **named)

    monkeypatch.setattr(connecting, step, late)
    with pytest.raises(Busy, match="vault-busy"):
        connect(left, KEY, read_only=read_only, looked=Looked(files.in_place(left)))
    gc.collect()
    assert (left.read_bytes(), log_of(left).read_bytes()) == (before, log)
    assert bool(opened(left)) is has_read, "what has read stays open, what has not is closed"


def test_another_file_than_the_one_that_was_looked_at_is_not_opened(store: Path) -> None:
    file = files.in_place(store)
    connect(store, KEY, looked=Looked(file)).close()
    replaced(store)
    with pytest.raises(Busy, match="vault-busy"):
        connect(store, KEY, looked=Looked(file))


@pytest.mark.parametrize("exchanged", ["nothing", "store", "log"])
def test_a_log_goes_with_its_store_and_never_with_another_one(store: Path, exchanged: str) -> None:
    connection = connect(store, KEY)
    connection.execute("DELETE FROM entry WHERE id = 1")
    opened = files.in_place(store), files.in_place(log_of(store))
    if exchanged == "store":
        replaced(store)
    if exchanged != "nothing":
        log_of(store).rename(store.with_name("away"))
        log_of(store).write_bytes(b"somebody else's")
    connecting.close(connection, opened)
    del connection
    gc.collect()
    assert log_of(store).exists() is (exchanged != "nothing")


def test_a_disk_without_room_for_the_index_is_full_and_one_that_fails_is_not(
    store: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = disk / store.name
    copy.write_bytes(store.read_bytes())
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for path in (store, copy):
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
        try:
            with pytest.raises(Damaged, match="store-io"):
                connect(path, KEY)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    with (disk / "rest").open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
        while True:
            file.write(bytes(4096))
    with pytest.raises(Refused, match="disk-full"):
        connect(copy, KEY)
    monkeypatch.delattr(os, "statvfs")
    with pytest.raises(Damaged, match="store-io"):
        connect(copy, KEY)  # nobody says how much room there is


def test_media_that_can_not_be_written_can_be_looked_at(store: Path, disk: Path, tmp_path: Path) -> None:
    copy = disk / store.name
    copy.write_bytes(store.read_bytes())
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    shown = view(copy, KEY, frozen=True)
    assert shown.execute("SELECT count(*) FROM entry").fetchone() == (100,)
    shown.close()
    with pytest.raises(Refused, match="store-unopenable"):
        view(copy, KEY, frozen=False)  # a log's index has no place there
    link = tmp_path / "link"
    link.symlink_to(copy)
    assert read(link, read_only=True) == 100, "the folder can be written, the file can't"


def test_a_log_of_one_byte_on_such_media_is_in_the_way(store: Path, disk: Path) -> None:
    copy = disk / store.name
    copy.write_bytes(store.read_bytes())
    log_of(copy).write_bytes(b"x")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(Refused, match="read-only-with-wal"):
        connect(copy, KEY, read_only=True)


def test_less_than_a_page_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "wallet.db").write_bytes(bytes(4095))
    with pytest.raises(Damaged, match="store-damaged"):
        connect(tmp_path / "wallet.db", KEY)


@pytest.mark.parametrize("read_only", [True, False])
def test_a_wrong_key_is_told_once_and_by_nobody_else(
    store: Path, capfd: pytest.CaptureFixture[str], read_only: bool
) -> None:
    with pytest.raises(Damaged, match="store-damaged"):
        connect(store, KEY[::-1], read_only=read_only)
    assert not opened(store)
    assert capfd.readouterr() == ("", "")


def test_a_view_is_guarded_like_every_store(store: Path) -> None:
    shown = view(store, KEY, frozen=False)
    with pytest.raises(dbapi2.DatabaseError, match="not authorized"):
        shown.execute("ATTACH ':memory:' AS other KEY ''")
    shown.close()


def test_whoever_looks_waits_as_long_as_he_is_told_for_one_who_has_it_alone(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "BUSY_TIMEOUT_MS", 300)
    alone = alone_in(store)
    began = time.monotonic()
    with pytest.raises(Busy, match="vault-busy"):
        view(store, KEY, frozen=False)
    assert 0.25 < time.monotonic() - began < 9
    alone.close()


def alone_in(store: Path) -> Any:
    raw = dbapi2.connect(str(store), isolation_level=None)
    raw.set_key(b"x'" + KEY.hex().encode() + b"'")
    raw.execute("PRAGMA locking_mode=EXCLUSIVE")
    raw.execute("DELETE FROM entry WHERE id = 1")
    return raw


def test_a_copy_is_made_into_a_file_without_any_log_that_holds_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    target = unlogged(path, KEY)
    assert target.execute("PRAGMA journal_mode").fetchone() == ("off",)
    assert target.execute("PRAGMA synchronous").fetchone() == (0,)
    target.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, body TEXT)")
    target.execute("INSERT INTO entry (body) VALUES ('x')")
    target.close()
    assert read(path) == 1


def test_a_number_that_became_too_large_for_its_column_is_a_sum_that_is_too_large(store: Path) -> None:
    connection = connect(store, KEY)
    connection.execute("CREATE TABLE total (amount INTEGER) STRICT")
    with pytest.raises(Refused, match="sum-too-large"), translated():
        connection.execute("INSERT INTO total VALUES (9223372036854775807 + 1)")
    connection.close()


@pytest.mark.parametrize(("mode", "answer"), [(0o200, "file-shut"), (0o400, "file-shut"), (0o600, "store-damaged")])
def test_a_store_that_may_not_be_read_or_written_is_named_where_the_library_does_not(
    store: Path, mode: int, answer: str
) -> None:
    store.chmod(mode)
    assert answer_of(powerless(lambda: connect(store, KEY[::-1]))) == answer
    store.chmod(0o600)
    with pytest.raises(Damaged, match="store-damaged"):
        connect(store, KEY[::-1])
    assert read(store) == 100


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody can be asked")
@pytest.mark.parametrize(
    ("shared", "switch", "company"),
    [(FIRST, None, True), (None, SWITCH, True), (FIRST - 1, SWITCH - 1, False), (None, None, False)],
)
def test_company_is_whoever_has_the_store_or_the_index_of_a_log_beside_it(
    store: Path, shared: int | None, switch: int | None, company: bool
) -> None:
    index_of(store).touch()
    held = [(path, at) for path, at in ((store, shared), (index_of(store), switch)) if at is not None]
    with locks(*held):
        assert has_company(store) is company
    assert has_company(store) is False


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody can be asked")
def test_a_store_that_is_open_here_alone_is_shared_with_nobody(store: Path) -> None:
    with store.open("rb") as file:
        assert is_locked_by_others(files.in_place(store)) is False
        assert is_locked_by_others(files.InPlace(store, None, file.fileno())) is False
    assert (is_shared(files.in_place(store)), is_locked_by_others(files.in_place(store))) == (True, True), "not open"
    connection = connect(store, KEY)
    assert (is_shared(files.in_place(store)), is_locked_by_others(files.in_place(store))) == (False, True)
    with locks((store, FIRST)):
        assert is_shared(files.in_place(store)) is True
    connection.close()


def test_a_store_has_pages_of_the_size_below_which_none_is_one(store: Path) -> None:
    connection = connect(store, KEY)
    assert int(connection.execute("PRAGMA page_size").fetchone()[0]) == PAGE_BYTES
    connection.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody can be asked")
@pytest.mark.parametrize(("at", "folding"), [(120, False), (121, True), (122, False), (128, False)])
def test_who_folds_a_log_in_has_a_lock_on_its_index(store: Path, at: int, folding: bool) -> None:
    database = connect(store, KEY)
    assert not is_folding(index_of(store))
    with locks((index_of(store), at)):
        assert is_folding(index_of(store)) is folding
    database.close()
