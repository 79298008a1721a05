"""Opening the encrypted store: a path and a raw 256-bit key come in, a connection goes out that is pinned in every
setting.

What always holds for a connection made here: the cipher is SQLCipher 4's (a later library opens the same files),
temporary tables stay in memory, foreign keys and recursive triggers are on (the books' balance rests on both), no
other database can be attached, and no setting can be changed afterwards. Nothing is written to stderr by the driver.
A missing or empty file is never taken for a new store.

Transactions are the caller's: ``BEGIN IMMEDIATE`` for whatever will write (a deferred one fails when it has to
upgrade).
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress

from wallet_cli.errors import Busy, Damaged, Refused, WalletError
from wallet_cli.store.vault import beside, guard, in_use

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection
    from types import TracebackType

    from wallet_cli.store.vault.beside import Asked, Bare, Looked
    from wallet_cli.store.vault.files import InPlace, StrPath

DATABASE_KEY_BYTES = 32
BUSY_TIMEOUT_MS = 10_000
_LOG_INDEX_BYTES = 32 * 1024
_AS_THEY_ARE = frozenset(b"/._-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_kept: set[int] = set()
"""Connections that stay open until the process ends."""

# cipher_compatibility=4: AES-256-CBC, HMAC-SHA512 a page, 4096-byte pages; pinned: new defaults shut nobody out.
_BEFORE_READING = """
PRAGMA cipher_compatibility=4;
PRAGMA temp_store=MEMORY;
PRAGMA foreign_keys=ON;
PRAGMA recursive_triggers=ON;
PRAGMA trusted_schema=OFF;
PRAGMA cell_size_check=ON;
PRAGMA secure_delete=ON;
PRAGMA wal_autocheckpoint=0;
PRAGMA cache_spill=OFF;
"""
_WRITABLE, _FROZEN = "?mode=rw", "?mode=ro&immutable=1"
_NO_LINKS = 0x01000002
"""SQLITE_OPEN_NOFOLLOW (since SQLite 3.31) with SQLITE_OPEN_READWRITE (https://www.sqlite.org/c3ref/open.html): a path
in which anything is a link isn't opened, and any other one is SQLite's own name of the store."""
_FIRST_READ = "PRAGMA synchronous=FULL"
"""The first setting for which SQLite reads the file, and what lies beside it: all of the schema, so that it proves the
key."""
# SQLite ignores a PRAGMA that it was built without, so what the books and the secrets rest on is read back, here when
# a store is opened and by verify
HELD = (("foreign_keys", 1), ("recursive_triggers", 1), ("temp_store", 2), ("trusted_schema", 0), ("synchronous", 2))


class translated:  # noqa: N801 - reads as a statement: ``with translated():``
    """What the driver and the system say about files, as the errors of wallet; constraints and mistakes in SQL pass
    unchanged.

    Damaged("store-damaged") not a database, a page whose HMAC is wrong, malformed; Damaged("store-io") the disk fails;
    Busy("vault-busy"); Refused("disk-full"), Refused("vault-read-only"), Refused("store-unopenable"),
    Refused("sum-too-large") where a sum leaves the signed 64 bits.
    """

    __slots__ = ()

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Raise what the driver's error means, if it means something."""
        if error is None or isinstance(error, WalletError):
            return
        told = meaning(error)
        if told is not None:
            raise told from error


def meaning(error: BaseException) -> WalletError | None:
    """The error of wallet that an error of the driver or the system stands for; None where it isn't about files."""
    from wallet_cli.store.vault import permissions

    return permissions.meaning(error) if isinstance(error, OSError) else permissions.meaning_of_driver(error)


def _told(error: BaseException, path: StrPath) -> WalletError | None:
    """What an error means when this store is opened: SQLite doesn't say which file it was that it couldn't open."""
    told = error if isinstance(error, WalletError) else meaning(error)
    if told is not None and told.slug in ("store-unopenable", "vault-read-only"):
        from wallet_cli.store.vault import permissions

        told = permissions.shut_among(path, f"{path}{beside.LOG}", f"{path}{beside.INDEX}") or told
    if told is not None and told.slug == "store-io" and _is_full(os.path.dirname(path) or os.curdir):
        return Refused("disk-full")
    return told


def connect(
    path: StrPath,
    database_key: bytes,
    *,
    read_only: bool = False,
    create: bool = False,
    frozen: bool = False,
    looked: Looked | Bare | None = None,
) -> Connection:
    """The store at ``path``, opened with the raw key.

    ``frozen`` is for a file that nobody writes, an image: it is read only, and no log is looked for beside it.
    ``read_only`` refuses writes and also serves a store on read-only media, as long as no write-ahead log was left
    behind there (Refused("read-only-with-wal"): its newest rows would silently be missing). ``create`` makes a new
    file, and only a new one. ``looked`` is what was seen there and proven: where that isn't so when SQLite begins to
    read, it is ``Outdated``, afterwards Busy("vault-busy"), and nothing is folded in. Raises what ``translated`` lists,
    Damaged("store-missing", "store-no-file"), Refused("store-exists", "file-shut").
    """
    if len(database_key) != DATABASE_KEY_BYTES:
        raise ValueError("the database key is 32 bytes")
    with translated():
        if isinstance(looked, beside.Bare):
            mode, connection = _WRITABLE, _opened_bare(looked)
        else:
            mode = prepared_mode(path, read_only=read_only or frozen, create=create)
            connection = _opened(path, _FROZEN if frozen else mode)
        has_read = False
        try:
            set_up(connection, database_key, read_only=read_only or frozen)
            if isinstance(looked, beside.Bare):
                _require_bare(connection, looked)
            else:
                _require_looked(connection, path, looked, plain=mode == _WRITABLE and not frozen)
            has_read = True
            first_read(connection)
            if looked is not None and not looked.is_as_read():
                raise Busy("vault-busy")
            if not (read_only or frozen):
                connection.execute("PRAGMA journal_mode=WAL")
            guard.install(connection)
        except BaseException as error:
            # SQLite may have failed before it made a log
            left = beside.Looked(looked.file) if isinstance(looked, beside.Bare) else looked
            if has_read and left is not None and not left.is_as_read():
                keep_open(connection)  # closing it would fold in what was laid there
                raise Busy("vault-busy") from error
            connection.close()
            if create:
                os.unlink(path)
            raise _told(error, path) or error from error
    return connection


def _opened_bare(looked: Bare) -> Connection:
    """A connection to a store that was looked at by nobody yet: what is wrong with it is left to the next one who
    looks.
    """
    with suppress(WalletError):
        if looked.may_write():
            with suppress(driver_error()):
                return _connected(looked.path, _WRITABLE, flags=_NO_LINKS)
            looked.may_be_linked = True
            return _opened(looked.path, _WRITABLE)
    raise beside.Outdated("vault-busy")


def _require_bare(connection: Connection, looked: Bare) -> None:
    """The store's own name must be SQLite's, in the folder that its folder leads to: a link of that name is none."""
    is_plain, folder = looked.is_plain(), looked.folder
    if looked.may_be_linked:
        folder = os.path.dirname(name := own_name(connection))
        if name != looked.path and name != looked.path_behind_links():
            raise beside.Outdated("vault-busy")
    if not is_plain or in_use.is_locked_by_others(looked.file) or not looked.is_alone(folder):
        raise beside.Outdated("vault-busy")


def own_name(connection: Connection) -> str:
    """The name beside which SQLite looks for a log and a journal: it resolved all links when it opened the store, and
    by now they may lead elsewhere. Reads nothing.
    """
    connection.text_factory = bytes  # a path needn't be UTF-8
    name = os.fsdecode(connection.execute("PRAGMA database_list").fetchone()[2])
    connection.text_factory = str
    return name


def _required_name(connection: Connection, path: StrPath) -> str:
    """The same; raises Outdated("vault-busy") where this path leads to another one by now."""
    name = own_name(connection)
    if name != path and name != os.path.realpath(path):
        raise beside.Outdated("vault-busy")
    return name


def _require_looked(connection: Connection, path: StrPath, looked: Looked | None, *, plain: bool) -> None:
    name = _required_name(connection, path)
    if plain:
        beside.require_plain(name)
    if looked is not None:
        looked.require()
        if looked.nobody and in_use.has_company(beside.real(path)):
            raise beside.Outdated("vault-busy")


def view(path: StrPath, database_key: bytes, *, frozen: bool) -> Connection:
    """The store at ``path`` to look at, with its log or, ``frozen``, without: nothing but the log's index is written,
    and the log is neither folded in nor removed when it is closed. Raises what ``translated`` lists.
    """
    if frozen:
        return connect(path, database_key, frozen=True)
    with translated():
        prepared_mode(path, read_only=True, create=False)
        connection = _opened(path, "?mode=ro")
        try:
            set_up(connection, database_key)
            beside.require_plain(_required_name(connection, path), reading=True)
            first_read(connection)
            guard.install(connection)
        except BaseException as error:
            connection.close()
            raise _told(error, path) or error from error
    return connection


def close(
    connection: Connection, opened: tuple[InPlace, ...], *, folding: bool = True, is_own: Asked | None = None
) -> None:
    """Close a connection to these files, the store first where the log is to be folded in, unless another file has the
    name of one of them now, or had when this was asked before, or what is in the log isn't found to be its own.

    Closing the last connection removes the log by its name, which may be someone else's by then: the connection
    stays open until the process ends, no matter who lets go of it. What takes its time, folding the log in, is done
    before the last look, and leaves the log as it is; not while others have the store open, who may still read it.
    """
    is_logged = beside.is_logged(opened)
    if id(connection) in _kept or (is_logged and not (is_own() if is_own else beside.is_own_log(opened))):
        keep_open(connection)
        return
    if folding and is_logged and not in_use.is_shared(opened[0]) and beside.are_in_place(opened):
        with suppress(driver_error()):  # the log stays, then
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        beside.touch_log(opened)  # others may have come, and committed meanwhile
    if beside.are_in_place(opened):
        connection.close()
    else:
        keep_open(connection)


def keep_open(connection: Connection) -> None:
    """Leave a connection open until the process ends: closing it would fold in a log that may not be its own."""
    import ctypes

    _kept.add(id(connection))  # it lives as long as the process: no other one gets its id
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(connection))


def driver_error() -> type[Exception]:
    """What the driver raises, whatever it means."""
    from sqlcipher3 import dbapi2

    kind: type[Exception] = dbapi2.Error
    return kind


def unlogged(path: StrPath, database_key: bytes, salt: bytes = b"") -> Connection:
    """A new empty database for one copy to be made into, which is of no use before it is whole: without any log.

    It begins with the ``salt``, 16 bytes, where one is given.
    Raises what ``translated`` lists, Refused("store-exists").
    """
    with translated():
        prepared_mode(path, read_only=False, create=True)
        connection = _opened(path, _WRITABLE)
        try:
            set_up(connection, database_key + salt)
            first_read(connection)
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("PRAGMA synchronous=OFF")
        except BaseException:
            connection.close()
            raise
    return connection


def _opened(path: StrPath, mode: str) -> Connection:
    """A connection for which nothing is read yet; a file that may be written and not read fails here already."""
    try:
        return _connected(path, mode)
    except driver_error() as error:
        raise _told(error, path) or error from error


def _connected(path: StrPath, mode: str, **options: int) -> Connection:
    """The same; raises the driver's errors."""
    from sqlcipher3 import dbapi2

    in_use.has_opened = True
    address = "file:" + _quoted(path) + mode
    timeout_s = BUSY_TIMEOUT_MS / 1000
    connection: Connection = dbapi2.connect(address, uri=True, timeout=timeout_s, isolation_level=None, **options)
    return connection


def _is_full(folder: str) -> bool:
    """Whether not even the write-ahead log's index finds room, which SQLite calls a failing disk."""
    if not hasattr(os, "statvfs"):
        return False
    told = os.statvfs(folder)
    return told.f_bavail * told.f_frsize < _LOG_INDEX_BYTES


def set_up(connection: Connection, database_key: bytes, *, read_only: bool = False) -> None:
    """The key and the settings for which nothing is read yet, in the order that SQLCipher needs."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA cipher_log_level=NONE")  # first: a wrong key would be reported on stderr
    # not by PRAGMA key: a statement's text can be traced
    connection.set_key(b"x'" + database_key.hex().encode() + b"'")  # type: ignore[attr-defined]
    cursor.executescript(f"{_BEFORE_READING}PRAGMA query_only=ON;" if read_only else _BEFORE_READING)


def first_read(connection: Connection) -> None:
    """Read the store for the first time; raises Refused("store-setting-refused"), and the driver's errors."""
    execute = connection.cursor().execute
    execute(_FIRST_READ)
    for name, wanted in HELD:
        if execute(f"PRAGMA {name}").fetchone() != (wanted,):
            raise Refused("store-setting-refused", setting=name)


def prepared_mode(path: StrPath, *, read_only: bool, create: bool) -> str:
    """The query part of the address; refuses what SQLite would silently read as an empty or older database."""
    if create:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600))
        except FileExistsError:
            raise Refused("store-exists", path=str(path)) from None
        return _WRITABLE
    try:
        found = os.stat(path)
    except FileNotFoundError:
        raise Damaged("store-missing", path=str(path)) from None
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
        raise Damaged("store-no-file", path=str(path)) from None
    if not stat.S_ISREG(found.st_mode):
        raise Damaged("store-no-file", path=str(path))
    size_bytes = found.st_size
    if size_bytes < beside.PAGE_BYTES:  # SQLite takes less than a page for an empty database, whatever the key
        raise Damaged("store-damaged")
    if _may_write(path):
        _require_open_to_us(f"{path}{beside.LOG}", f"{path}{beside.INDEX}")
        return _WRITABLE
    if not read_only or not os.access(path, os.R_OK):
        _require_open_to_us(path)
        raise Refused("vault-read-only")
    wal = f"{path}{beside.LOG}"
    if os.path.exists(wal) and os.stat(wal).st_size > 0:
        raise Refused("read-only-with-wal", path=wal)
    return _FROZEN


def _may_write(path: StrPath) -> bool:
    return os.access(os.path.dirname(path) or os.curdir, os.W_OK) and os.access(path, os.W_OK)


def _require_open_to_us(*paths: StrPath) -> None:
    from wallet_cli.store.vault import permissions

    shut = permissions.shut_among(*paths)
    if shut is not None:
        raise shut


def log_of(path: Path) -> Path:
    """The write-ahead log of a store: gone when the last who has it open closes it."""
    return path.with_name(path.name + beside.LOG)


def index_of(path: Path) -> Path:
    """The index of that log, which holds nothing that isn't in it."""
    return path.with_name(path.name + beside.INDEX)


def journal_of(path: Path) -> Path:
    """A rollback journal, as other programs leave them beside a database. No store of wallet's has one."""
    return path.with_name(path.name + beside.JOURNAL)


def _quoted(path: StrPath) -> str:
    """The path as the path of a URI."""
    return "".join(chr(byte) if byte in _AS_THEY_ARE else f"%{byte:02X}" for byte in os.fsencode(path))
