"""The encrypted store on real files: what is pinned, what is denied, and how each fault of a disk is told."""

import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from wallet_cli.errors import Damaged, Refused
from wallet_cli.store.vault import guard
from wallet_cli.store.vault.connect import connect, log_of, meaning, translated

KEY = bytes(range(32))
PAGE = 4096


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of a dozen pages, closed."""
    path = tmp_path / "wallet.db"
    connection = connect(path, KEY, create=True)
    connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, body TEXT)")
    connection.executemany("INSERT INTO entry (body) VALUES (?)", [("coffee " * 60,) for _ in range(100)])
    connection.close()
    return path


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 512 KiB that can be filled or made read-only; skips where this user may not mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)], capture_output=True)
    if done.returncode:
        pytest.skip("this user may not mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def read(path: Path, *, read_only: bool = False) -> int:
    """How many rows there are, after all of them were read."""
    with translated():
        connection = connect(path, KEY, read_only=read_only)
        try:
            return len(connection.execute("SELECT body FROM entry").fetchall())
        finally:
            connection.close()


def in_process(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_every_setting_is_pinned(store: Path) -> None:
    connection = connect(store, KEY)
    wanted = {
        "foreign_keys": 1, "recursive_triggers": 1, "trusted_schema": 0, "temp_store": 2, "synchronous": 2,
        "journal_mode": "wal", "secure_delete": 1, "cell_size_check": 1, "busy_timeout": 10_000, "page_size": "4096",
    }  # fmt: skip
    assert {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    cipher = {row[0] for row in connection.execute("PRAGMA cipher_settings")}
    assert {"PRAGMA cipher_page_size = 4096;", "PRAGMA cipher_hmac_algorithm = HMAC_SHA512;"} <= cipher
    assert "PRAGMA cipher_use_hmac = 1;" in cipher
    assert "PRAGMA cipher_plaintext_header_size = 0;" in cipher


def test_files_are_private_even_under_an_open_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        connection = connect(tmp_path / "wallet.db", KEY, create=True)
        connection.execute("CREATE TABLE entry (id)")
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"wallet.db": 0o600, "wallet.db-wal": 0o600, "wallet.db-shm": 0o600}


def test_nothing_of_the_content_is_readable_in_any_file(tmp_path: Path) -> None:
    connection = connect(tmp_path / "wallet.db", KEY, create=True)
    connection.execute("CREATE TABLE entry (body)")
    connection.execute("INSERT INTO entry VALUES ('Bäckerei Müller')")
    for each in tmp_path.iterdir():
        data = each.read_bytes()
        assert b"SQLite format" not in data
        assert b"entry" not in data
        assert "Bäckerei".encode() not in data


def test_a_wrong_key_is_damage_and_makes_no_noise(store: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from wallet_cli.store.vault.connect import connect
        try:
            connect(Path(sys.argv[1]), bytes(32))
        except Exception as error:
            print(error)
    """
    out, noise = in_process(script, store).communicate(timeout=60)
    assert (out, noise) == ("store-damaged()\n", "")


def test_a_missing_or_empty_file_is_never_a_new_store(tmp_path: Path) -> None:
    path = tmp_path / "wallet.db"
    with pytest.raises(Damaged, match="store-missing"):
        connect(path, KEY)
    assert not path.exists()
    path.touch()
    with pytest.raises(Damaged, match="store-damaged"):
        connect(path, KEY)


def test_a_new_store_never_takes_the_place_of_another(store: Path) -> None:
    with pytest.raises(Refused, match="store-exists"):
        connect(store, KEY, create=True)
    assert read(store) == 100


def test_a_store_that_could_not_be_made_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "install", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        connect(tmp_path / "wallet.db", KEY, create=True)
    assert list(tmp_path.iterdir()) == []


def test_a_key_of_another_length_is_a_fault_of_the_caller(store: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(store, KEY[:-1])


def test_a_setting_that_the_library_ignores_is_refused(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wallet_cli.store.vault.connect.HELD", (("foreign_keys", 2),))
    with pytest.raises(Refused, match="store-setting-refused"):
        connect(store, KEY)


def test_every_damaged_page_is_found_when_it_is_read(store: Path) -> None:
    whole = store.read_bytes()
    for page in range(len(whole) // PAGE):
        for place in (0, 16, 500, PAGE - 80, PAGE - 64, PAGE - 1):  # salt or body, body, IV, HMAC, last byte
            broken = bytearray(whole)
            broken[page * PAGE + place] ^= 1
            store.write_bytes(broken)
            with pytest.raises(Damaged, match="store-damaged"):
                read(store)
    store.write_bytes(whole)
    assert read(store) == 100


def test_every_truncation_is_found(store: Path) -> None:
    whole = store.read_bytes()
    starts = range(PAGE, len(whole), PAGE)
    for size in (1, 16, 100, 511, 512, 1024, PAGE - 1, *starts, *(start + 7 for start in starts)):
        store.write_bytes(whole[:size])
        with pytest.raises(Damaged, match="store-damaged"):
            read(store)


def test_swapped_pages_are_found(store: Path) -> None:
    whole = store.read_bytes()
    pages = [whole[start : start + PAGE] for start in range(0, len(whole), PAGE)]
    pages[3], pages[4] = pages[4], pages[3]
    store.write_bytes(b"".join(pages))
    with pytest.raises(Damaged, match="store-damaged"):
        read(store)


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH 'copy.db' AS copy KEY ''",
        "ATTACH ':memory:' AS copy",
        "DETACH main",
        "VACUUM",
        "VACUUM INTO 'copy.db'",
        "PRAGMA temp_store=FILE",
        "PRAGMA temp_store_directory='/tmp'",
        "PRAGMA foreign_keys=OFF",
        "PRAGMA main.foreign_keys=0",
        "PRAGMA Recursive_Triggers(0)",
        "PRAGMA trusted_schema=ON",
        "PRAGMA synchronous=OFF",
        "PRAGMA journal_mode=DELETE",
        "PRAGMA writable_schema=ON",
        "PRAGMA key='x'",
        "PRAGMA rekey='x'",
        "PRAGMA hexkey='00'",
        "PRAGMA cipher_log=stderr",
        "PRAGMA cipher_log_level=TRACE",
        "PRAGMA ignore_check_constraints=1",
        "SELECT load_extension('x')",
        "SELECT sqlcipher_export('x')",
        "SELECT LOAD_EXTENSION('x')",
    ],
)
def test_no_statement_reaches_other_files_or_changes_a_setting(store: Path, statement: str) -> None:
    connection = connect(store, KEY)
    with pytest.raises(dbapi2.DatabaseError, match=r"not authorized|authorization denied"):
        connection.execute(statement)
    connection.close()
    assert sorted(each.name for each in store.parent.iterdir()) == ["wallet.db"]


def test_checks_and_descriptions_stay_allowed(store: Path) -> None:
    connection = connect(store, KEY)
    assert connection.execute("PRAGMA integrity_check(3)").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert len(connection.execute("SELECT * FROM pragma_table_info('entry')").fetchall()) == 2
    connection.execute("PRAGMA user_version=4")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA cache_size=-65536")
    assert connection.execute("SELECT upper('x')").fetchone() == ("X",)


def test_temporary_tables_leave_no_file(store: Path) -> None:
    script = """
        import os, sys
        from pathlib import Path
        from wallet_cli.store.vault.connect import connect
        connection = connect(Path(sys.argv[1]), bytes(range(32)))
        connection.execute("PRAGMA temp.cache_size=1")
        connection.execute("CREATE TEMP TABLE wide AS SELECT a.body FROM entry a, entry b")
        connection.execute("SELECT body FROM wide ORDER BY body || rowid LIMIT 1 OFFSET 5000").fetchone()
        links = [f"/proc/self/fd/{each}" for each in range(3, 40)]
        opened = [os.readlink(each) for each in links if os.path.islink(each)]
        print([each for each in opened if "etilqs" in each or "deleted" in each], len(opened) > 0)
    """
    out, noise = in_process(script, store).communicate(timeout=60)
    assert (out, noise) == ("[] True\n", "")


def test_two_writers_lose_no_update(store: Path) -> None:
    connection = connect(store, KEY)
    connection.execute("CREATE TABLE counter (n INTEGER)")
    connection.execute("INSERT INTO counter VALUES (0)")
    script = """
        import sys
        from pathlib import Path
        from wallet_cli.store.vault.connect import connect
        connection = connect(Path(sys.argv[1]), bytes(range(32)))
        for _ in range(50):
            connection.execute("BEGIN IMMEDIATE")
            (n,) = connection.execute("SELECT n FROM counter").fetchone()
            connection.execute("UPDATE counter SET n = ?", (n + 1,))
            connection.execute("COMMIT")
    """
    writers = [in_process(script, store) for _ in range(2)]
    assert [writer.communicate(timeout=60)[1] for writer in writers] == ["", ""]
    assert connection.execute("SELECT n FROM counter").fetchone() == (100,)


def test_a_held_store_is_busy(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wallet_cli.store.vault.connect.BUSY_TIMEOUT_MS", 20)
    first, second = connect(store, KEY), connect(store, KEY)
    first.execute("BEGIN IMMEDIATE")
    with pytest.raises(Exception, match="vault-busy") as told, translated():
        second.execute("BEGIN IMMEDIATE")
    assert told.value.exit == 9  # type: ignore[attr-defined]


def test_a_reader_writes_nothing(store: Path) -> None:
    connection = connect(store, KEY, read_only=True)
    with pytest.raises(Refused, match="vault-read-only"), translated():
        connection.execute("DELETE FROM entry")
    with pytest.raises(dbapi2.DatabaseError, match="not authorized"):
        connection.execute("PRAGMA query_only=OFF")


def test_read_only_media_serve_readers_alone(store: Path, disk: Path) -> None:
    (disk / "wallet.db").write_bytes(store.read_bytes())
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    assert read(disk / "wallet.db", read_only=True) == 100
    with pytest.raises(Refused, match="vault-read-only"):
        connect(disk / "wallet.db", KEY)
    with pytest.raises(Refused, match="vault-read-only"):
        connect(disk / "other.db", KEY, create=True)


def test_read_only_media_with_rows_left_in_the_log_are_refused(store: Path, disk: Path) -> None:
    writer = connect(store, KEY)
    writer.execute("DELETE FROM entry")
    for each in store.parent.glob("wallet.db*"):
        (disk / each.name).write_bytes(each.read_bytes())
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(Refused, match="read-only-with-wal"):
        connect(disk / "wallet.db", KEY, read_only=True)


def test_a_full_disk_takes_nothing_away(store: Path, disk: Path) -> None:
    path = disk / "wallet.db"
    path.write_bytes(store.read_bytes())
    connection = connect(path, KEY)
    with pytest.raises(Refused, match="disk-full"), translated():
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO entry (body) VALUES (?)", [("x" * 4000,) for _ in range(1000)])
        connection.execute("COMMIT")
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    connection.close()
    assert read(path) == 100


def test_a_file_size_limit_is_told_and_takes_nothing_away(store: Path) -> None:
    script = """
        import resource, sys
        from pathlib import Path
        from wallet_cli.store.vault.connect import connect, translated
        from wallet_cli.store.vault.process import harden
        harden()
        connection = connect(Path(sys.argv[1]), bytes(range(32)))
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
        try:
            with translated():
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("INSERT INTO entry (body) VALUES (?)", [("x" * 4000,) for _ in range(1000)])
                connection.execute("COMMIT")
        except Exception as error:
            print(error)
    """
    out, noise = in_process(script, store).communicate(timeout=60)
    assert out in {"store-io()\n", "disk-full()\n"}, noise
    assert read(store) == 100


def test_a_path_with_any_letter_in_it_opens(tmp_path: Path) -> None:
    folder = tmp_path / "钱 包?mode=memory#%41&"
    folder.mkdir()
    connect(folder / "wallet.db", KEY, create=True).close()
    assert [each.name for each in folder.iterdir()] == ["wallet.db"]
    connect(folder / "wallet.db", KEY).close()


def test_what_is_not_about_files_passes_through(store: Path) -> None:
    connection = connect(store, KEY)
    with pytest.raises(dbapi2.IntegrityError), translated():
        connection.execute("INSERT INTO entry (id) VALUES (1)")
    with pytest.raises(dbapi2.OperationalError, match="syntax"), translated():
        connection.execute("SELEC")
    with pytest.raises(KeyError), translated():
        raise KeyError
    with pytest.raises(Refused, match="mine"), translated():
        raise Refused("mine")
    with translated():
        pass


@pytest.mark.parametrize(
    ("code", "slug"), [(6, "vault-busy"), (10, "store-io"), (266, "store-io"), (14, "store-unopenable")]
)
def test_every_code_of_the_driver_has_its_meaning(code: int, slug: str) -> None:
    error = dbapi2.OperationalError("x")
    error.sqlite_errorcode = code
    told = meaning(error)
    assert told is not None
    assert told.slug == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [("database is locked", "vault-busy"), ("disk I/O error", "store-io"), ("file is not a database", "store-damaged"),
     ("database disk image is malformed", "store-damaged"), ("database or disk is full", "disk-full")],
)  # fmt: skip
def test_an_error_without_a_code_is_known_by_its_text(text: str, slug: str) -> None:
    told = meaning(dbapi2.OperationalError(text))
    assert told is not None and told.slug == slug


def test_a_folder_in_place_of_the_store_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "wallet.db").mkdir()
    with pytest.raises(Damaged, match="store-no-file"):
        connect(tmp_path / "wallet.db", KEY)


def test_a_path_below_a_file_is_told_as_the_system_tells_it(store: Path) -> None:
    with pytest.raises(NotADirectoryError):
        connect(store / "below", KEY)


def test_an_empty_log_on_read_only_media_lacks_nothing(store: Path, disk: Path) -> None:
    copy = disk / "wallet.db"
    copy.write_bytes(store.read_bytes())
    log_of(copy).touch()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    assert read(copy, read_only=True) == 100


def test_somebody_who_stands_still_with_a_lock_is_busy_and_no_fault() -> None:
    told = meaning(dbapi2.OperationalError("locking protocol"))
    assert told is not None and (told.slug, told.exit) == ("vault-busy", 9)
