"""The part of ``equivalent_store`` for the module that opens a store."""

from tests.mutants.same import Same

CONNECT: tuple[Same, ...] = (
    Same(
        "_LOG_INDEX_BYTES = 32 * 1024",
        "room is given by the page, and with as much as an index needs there is no fault",
        ("32 * 1024 → 33 * 1024", "32 * 1024 → 31 * 1024", "32 * 1024 → 32 * 1025", "32 * 1024 → 32 * 1023"),
    ),
    Same(
        "return told.f_bavail * told.f_frsize < _LOG_INDEX_BYTES",
        "with as much as an index needs there is no fault",
        ("told.f_bavail * told.f_frsize < _LOG_INDEX_BYTES → told.f_bavail * told.f_frsize <= _LOG_INDEX_BYTES",),
    ),
    Same(
        "timeout_s = BUSY_TIMEOUT_MS / 1000",
        "a thousandth more or less",
        ("BUSY_TIMEOUT_MS / 1000 → BUSY_TIMEOUT_MS / 1001", "BUSY_TIMEOUT_MS / 1000 → BUSY_TIMEOUT_MS / 999"),
    ),
    Same(
        "prepared_mode(path, read_only=False, create=True)",
        "of a file that is made only now nothing else is asked",
        ("read_only=False → read_only=True",),
    ),
    Same(
        "raise",
        "as for the closing before it",
        ("raise → pass",),
        "unlogged",
    ),
    Same(
        "connection.close()",
        "nothing that can be brought about fails there: the file was made just before, nor is a page written",
        ("connection.close() → pass",),
        "unlogged",
    ),
    Same(
        "if error is None or isinstance(error, WalletError):",
        "neither nothing nor an error of wallet has a meaning among the driver's",
        ("error is None or isinstance(error, WalletError) → error is None and isinstance(error, WalletError)",),
    ),
    Same(
        "connection: Connection = dbapi2.connect(address, uri=True, timeout=timeout_s, isolation_level=None, "
        "**options)",
        "the driver's library is built to take addresses; this says so",
        (
            "dbapi2.connect(address, uri=True, timeout=timeout_s, isolation_level=None, **options) → "
            "dbapi2.connect(address, timeout=timeout_s, isolation_level=None, **options)",
            "uri=True → uri=False",
        ),
    ),
    Same(
        "execute(_FIRST_READ)",
        "the library is built with this setting; what it is instead is read right after, which reads the schema",
        ("execute(_FIRST_READ) → pass",),
    ),
)

IN_USE = (
    Same(
        "has_opened = False",
        "it spares a look among this process's own files, where nothing is found then",
        ("has_opened = False → has_opened = True",),
    ),
    Same(
        'told = dict(words[:2] for words in _lines(f"/proc/self/fdinfo/{handle}"))',
        "of a handle that only names a folder each line has two words",
        (":2 → :", ":2 → :3"),
    ),
    Same(
        'is_usual = (first, size, sys.byteorder, fcntl.F_WRLCK) == (0x40000002, 510, "little", 1)',
        "what isn't usual is put together, and is the same",
        tuple(
            f"(1073741826, 510, 'little', 1) → ({other})"
            for other in (
                "1073741827, 510, 'little', 1",
                "1073741825, 510, 'little', 1",
                "1073741826, 511, 'little', 1",
                "1073741826, 509, 'little', 1",
                "1073741826, 510, 'little', 2",
                "1073741826, 510, 'little', 0",
            )
        ),
    ),
    Same("raise ValueError(folder)", "no file is listed under that name either", ("raise ValueError(folder) → pass",)),
    Same(
        'with open(path, encoding="utf-8", errors="replace") as file:',
        "what is looked at is ASCII, which every system's own encoding has",
        ("open(path, encoding='utf-8', errors='replace') → open(path, errors='replace')",),
    ),
    Same(
        "return kind.to_bytes(_KIND_BYTES, order) + bytes(6) + first.to_bytes(8, order)"
        " + size.to_bytes(8, order) + bytes(8)",
        "the last four bytes are padding; where the lowest byte comes first, all before those is zero",
        (
            "size.to_bytes(8, order) → size.to_bytes(9, order)",
            "size.to_bytes(8, order) → size.to_bytes(7, order)",
            "bytes(8) → bytes(9)",
            "bytes(8) → bytes(7)",
        ),
    ),
)

PERMISSIONS: tuple[Same, ...] = (
    Same(
        '"database is locked": 5,',
        "both codes mean busy",
        (
            "{'database is locked': 5, 'disk I/O error': 10, 'database disk image is malformed': 11, 'd… → "
            "{'database is locked': 6, 'disk I/O error': 10, 'database disk image is malformed': 11, 'd…",
        ),
    ),
)
