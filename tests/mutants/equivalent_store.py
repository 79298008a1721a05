"""The part of ``equivalent_lists`` for the store."""

from tests.mutants.equivalent_connect import CONNECT, IN_USE, PERMISSIONS
from tests.mutants.same import Same

EQUIVALENT_STORE: dict[str, tuple[Same, ...]] = {
    "wallet_cli.store.vault.beside": (
        Same(
            "return -1, {}",
            "nothing is listed that could be of that device",
            ("-1 → +1", "-1 → -2", "-1 → -0"),
        ),
        Same(
            "_KNOWN_NS = 1_000_000_000",
            "a nanosecond",
            ("_KNOWN_NS = 1000000000 → _KNOWN_NS = 999999999", "_KNOWN_NS = 1000000000 → _KNOWN_NS = 1000000001"),
        ),
        Same(
            'log, index, handle = f"{self.path}{LOG}", f"{self.path}{INDEX}", self.file.descriptor or 0',
            "``is_plain`` has found it",
            (
                "self.file.descriptor or 0 → self.file.descriptor or 1",
                "self.file.descriptor or 0 → self.file.descriptor or -1",
            ),
        ),
        Same(
            "return time.monotonic_ns() if _CLOCK is None else time.clock_gettime_ns(_CLOCK)",
            "the two differ by how long the machine slept",
            ("_CLOCK is None → _CLOCK is not None",),
        ),
        Same(
            "if opened and now_ns() - opened[0].since_ns < _KNOWN_NS:",
            "opened in one moment",
            ("opened[0] → opened[-1]",),
        ),
        Same(
            "if os.pread(its_log, 1, 0) or any(os.pread(its_index, _COUNTED - _COUNTED_FROM, _COUNTED_FROM)):",
            "anything that is read",
            ("os.pread(its_log, 1, 0) → os.pread(its_log, 2, 0)",),
        ),
    ),
    "wallet_cli.store.vault.backup_file": (
        Same(
            "HEAD_MOST_BYTES = identity.FILE_MOST_BYTES + 8192",
            "some room beside the key header: the other lines have less than a kilobyte",
            (
                "identity.FILE_MOST_BYTES + 8192 → identity.FILE_MOST_BYTES + 8193",
                "identity.FILE_MOST_BYTES + 8192 → identity.FILE_MOST_BYTES + 8191",
            ),
        ),
    ),
    "wallet_cli.store.books.balances": (
        Same(
            'return int(summed(db, query, (account, currency, day, moment_ms.to_bytes(6, "big")))[0][0])',
            "one row of one column",
            (
                "summed(db, query, (account, currency, day, moment_ms.to_bytes(6, 'big')))[0][0] → "
                "summed(db, query, (account, currency, day, moment_ms.to_bytes(6, 'big')))[0][-1]",
                "summed(db, query, (account, currency, day, moment_ms.to_bytes(6, 'big')))[0] → "
                "summed(db, query, (account, currency, day, moment_ms.to_bytes(6, 'big')))[-1]",
            ),
        ),
    ),
    "wallet_cli.store.check.chain": (
        Same(
            "_PROGRESS_EVERY = 500",
            "how often progress is told",
            ("_PROGRESS_EVERY = 500 → _PROGRESS_EVERY = 501", "_PROGRESS_EVERY = 500 → _PROGRESS_EVERY = 499"),
        ),
        Same(
            "every = max(1, min(_PROGRESS_EVERY, total // 100))",
            "how often progress is told",
            (
                "max(1, min(_PROGRESS_EVERY, total // 100)) → max(2, min(_PROGRESS_EVERY, total // 100))",
                "min(_PROGRESS_EVERY, total // 100) → max(_PROGRESS_EVERY, total // 100)",
                "total // 100 → total // 101",
                "total // 100 → total // 99",
                "total // 100 → total * 100",
            ),
        ),
        Same("bodies.take(1 << 63)", "no number is so large", ("1 << 63 → 2 << 63", "1 << 63 → 1 << 64")),
    ),
    "wallet_cli.store.check.comparing": (
        Same(
            "_BLOCK = 4_096",
            "how many numbers are kept together",
            ("_BLOCK = 4096 → _BLOCK = 4097", "_BLOCK = 4096 → _BLOCK = 4095"),
        ),
        Same(
            "lost = previous and named in self._lost and (last < named <= op or not named)",
            "where the two are the same number it is true already, or it is 0, which is asked for beside it",
            ("last < named <= op → last <= named <= op",),
        ),
        Same(
            "self._op = 0",
            "as long as nothing is suspected no number makes a difference",
            ("self._op = 0 → self._op = -1", "self._op = 0 → self._op = 1"),
        ),
        Same(
            "self.compare()",
            "all that was given is compared before; something is left only where the disk failed in between",
            ("self.compare() → pass",),
            "_Kind.finish",
        ),
        Same(
            "if self._suspects:",
            "as for the line above",
            ("self._suspects → not self._suspects",),
        ),
        Same(
            "if op != self._op:",
            "it only bounds how many wait: what is suspected is told at the end all the same",
            ("op != self._op → op == self._op",),
        ),
    ),
    "wallet_cli.store.vault.asides": (
        Same("out.flush()", "closing it writes the rest; only a power cut tells", ("out.flush() → pass",)),
    ),
    "wallet_cli.store.vault.connect": CONNECT,
    "wallet_cli.store.vault.in_use": IN_USE,
    "wallet_cli.store.vault.permissions": PERMISSIONS,
    "wallet_cli.store.check.copying": (
        Same(
            "_PAGES_AT_ONCE = 1024",
            "how often progress is told",
            ("_PAGES_AT_ONCE = 1024 → _PAGES_AT_ONCE = 1025", "_PAGES_AT_ONCE = 1024 → _PAGES_AT_ONCE = 1023"),
        ),
        Same(
            "_PIECE_BYTES = 1 << 20",
            "how much is read at once",
            ("1 << 20 → 2 << 20", "1 << 20 → 1 << 21", "1 << 20 → 1 << 19"),
        ),
        Same(
            "target.close()", "a connection that isn't handed out ends with its last name", ("target.close() → pass",)
        ),
        Same(
            'int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - names of ours',
            "the row has one column",
            (
                "db.execute(f'SELECT count(*) FROM {table}').fetchone()[0] → "
                "db.execute(f'SELECT count(*) FROM {table}').fetchone()[-1]",
            ),
        ),
    ),
    "wallet_cli.store.vault.files": (
        Same("_NO_FILE = (-1, -1)", "no file has such numbers", ("-1 → -2", "-1 → +1")),
        Same("sync(folder or os.curdir)", "only a power cut tells", ("sync(folder or os.curdir) → pass",)),
        Same("if durable:", "as for files.sync", ("durable → not durable",)),
        Same(
            "if made or folder == path:  # the command that made the last one may have been killed before this",
            "as for files.sync",
            (
                "made or folder == path → not (made or folder == path)",
                "made or folder == path → made and folder == path",
                "folder == path → folder != path",
            ),
        ),
    ),
    "wallet_cli.store.check.erasing": (
        Same(
            "currencies |= {image.uid: chunk.op for image in chunk.images if image.kind == CURRENCY}",
            "it saves memory: none but the currencies' are asked for",
            ("for image in chunk.images if image.kind == CURRENCY → for image in chunk.images",),
        ),
        Same(
            'return {(bytes(db.execute("SELECT uid FROM op WHERE id = ?", (op,)).fetchone()[0]), n) '
            "for op, n in chunks}",
            "the row has one column",
            (
                "db.execute('SELECT uid FROM op WHERE id = ?', (op,)).fetchone()[0] → "
                "db.execute('SELECT uid FROM op WHERE id = ?', (op,)).fetchone()[-1]",
            ),
        ),
        Same(
            "return next((by for by, places, _numbers in _erasures(db) "
            "if any(uid == row[0] for uid, _n in places)), 0)",
            "the row has one column",
            ("row[0] → row[-1]",),
        ),
        Same('return bytes(row[0]) if row else b""', "the row has one column", ("row[0] → row[-1]",)),
    ),
    "wallet_cli.store.vault.head": (
        Same(
            "_LIMIT_BYTES = 512",
            "some room: a head has less than two hundred bytes",
            ("_LIMIT_BYTES = 512 → _LIMIT_BYTES = 513", "_LIMIT_BYTES = 512 → _LIMIT_BYTES = 511"),
        ),
    ),
    "wallet_cli.store.journal.journal": (
        Same(
            "if self._size >= CHUNK_BYTES:",
            "how much goes into a chunk",
            ("self._size >= CHUNK_BYTES → self._size > CHUNK_BYTES",),
        ),
        Same(
            "self._size = 0",
            "how much goes into a chunk",
            ("self._size = 0 → self._size = -1", "self._size = 0 → self._size = 1"),
        ),
        Same(
            "self._frames, self._size = [], 0",
            "how much goes into a chunk",
            ("([], 0) → ([], 1)", "([], 0) → ([], -1)"),
        ),
        Same(
            'return row[0] if row and isinstance(row[0], bytes) else b""',
            "the row has one column, and no digest was made with a salt of one byte either",
            (
                "row[0] → row[-1]",
                "row[0] if row and isinstance(row[0], bytes) else b'' → "
                "row[0] if row and isinstance(row[0], bytes) else b'\\x00'",
            ),
        ),
        Same("return bytes(row[0]) if row else bytes(32)", "the row has one column", ("row[0] → row[-1]",)),
    ),
    "wallet_cli.store.vault.keychain": (
        Same(
            "_MARKER_MOST_BYTES = 200 + 2 * 4096",
            "some room: more than a marker with the longest path has",
            (
                "200 + 2 * 4096 → 201 + 2 * 4096",
                "200 + 2 * 4096 → 199 + 2 * 4096",
                "2 * 4096 → 3 * 4096",
                "2 * 4096 → 2 * 4097",
                "2 * 4096 → 2 * 4095",
            ),
        ),
    ),
    "wallet_cli.store.vault.process": (
        Same(
            "_RTLD_NOW = 2",
            "the function is found however the library's names are bound",
            ("_RTLD_NOW = 2 → _RTLD_NOW = 1", "_RTLD_NOW = 2 → _RTLD_NOW = 3"),
        ),
        Same(
            "bare.call_function(prctl, (_PR_SET_DUMPABLE, 0, 0, 0, 0))",
            "the kernel looks at the first number after the option alone",
            tuple(
                f"(_PR_SET_DUMPABLE, 0, 0, 0, 0) → (_PR_SET_DUMPABLE, 0, {rest})"
                for rest in ("1, 0, 0", "-1, 0, 0", "0, 1, 0", "0, -1, 0", "0, 0, 1", "0, 0, -1")
            ),
        ),
    ),
    "wallet_cli.store.journal.projection": (
        Same(
            "first, last = min(numbers), max(numbers)",
            "both ways seal the same",
            ("min(numbers) → max(numbers)", "max(numbers) → min(numbers)"),
        ),
        Same("return int(row[0])", "the row has one column", ("row[0] → row[-1]",), "Projection._row"),
        Same(
            "if len(self._txns) >= BUFFERED_ROWS:",
            "how many rows are written at once",
            (
                "len(self._txns) >= BUFFERED_ROWS → len(self._txns) < BUFFERED_ROWS",
                "len(self._txns) >= BUFFERED_ROWS → len(self._txns) > BUFFERED_ROWS",
            ),
        ),
        Same(
            "self.op = 0",
            "whoever makes one says the operation before the first image",
            ("self.op = 0 → pass", "self.op = 0 → self.op = 1", "self.op = 0 → self.op = -1"),
        ),
        Same("self._next_txn = row + 1", "saves looking for the next number", ("self._next_txn = row + 1 → pass",)),
        Same(
            "if last - first + 1 == len(numbers):",
            "both ways seal the same",
            ("last - first + 1 → last - first + 2", "last - first → last + first"),
        ),
    ),
    "wallet_cli.store.journal.rollup": (
        Same(
            "MANY = 10_000",
            "how much is gathered before it is written",
            ("MANY = 10000 → MANY = 10001", "MANY = 10000 → MANY = 9999"),
        ),
        Same("raise", "what fails otherwise fails again in the exact way", ("raise → pass",)),
        Same(
            "insert(db, _INTO, [row for key, cell in sorted(rows.items()) for row in _steps(key, cell)], _OR_ADD)",
            "the rows lie by their keys, in whichever order they are written",
            ("sorted(rows.items()) → list(rows.items())",),
        ),
        Same(
            "steps = [_MOST if amount > 0 else -_MOST] * min(whole, 3)  # three are too much for any sum",
            "the amount is beyond 64 bits, and a fourth is refused like the third",
            (
                "min(whole, 3) → min(whole, 4)",
                "amount > 0 → amount > 1",
                "amount > 0 → amount > -1",
                "amount > 0 → amount >= 0",
            ),
        ),
        Same(
            "steps.append(rest if amount > 0 else -rest)",
            "the amount is beyond 64 bits",
            ("amount > 0 → amount > 1", "amount > 0 → amount > -1", "amount > 0 → amount >= 0"),
        ),
    ),
    "wallet_cli.store.check.soundness": (
        Same(
            "memory.close()", "a connection that isn't handed out ends with its last name", ("memory.close() → pass",)
        ),
        Same(
            'fresh = dbapi2.connect(":memory:", isolation_level=None)',
            "what is in memory is read by the connection that wrote it, in a transaction or not",
            ("dbapi2.connect(':memory:', isolation_level=None) → dbapi2.connect(':memory:')",),
        ),
        Same(
            "findings.look(int(db.execute(f'SELECT count(*) FROM \"{name}\"').fetchone()[0]))  # noqa: S608 - ours",
            "the row has one column",
            (
                "db.execute(f'SELECT count(*) FROM \"{name}\"').fetchone()[0] → "
                "db.execute(f'SELECT count(*) FROM \"{name}\"').fetchone()[-1]",
            ),
        ),
        Same(
            'found = db.execute(f"PRAGMA {name}").fetchone()[0]',
            "the row has one column",
            ("db.execute(f'PRAGMA {name}').fetchone()[0] → db.execute(f'PRAGMA {name}').fetchone()[-1]",),
        ),
        Same(
            'findings.look(int(db.execute("PRAGMA page_count").fetchone()[0]))',
            "the row has one column",
            ("db.execute('PRAGMA page_count').fetchone()[0] → db.execute('PRAGMA page_count').fetchone()[-1]",),
        ),
    ),
    "wallet_cli.store.check.verifying": (
        Same("last = 0", "no operation has either number", ("last = 0 → last = -1",)),
        Same(
            'run.findings.look(int(run.db.execute("SELECT count(*) FROM rollup WHERE level = 0").fetchone()[0]))',
            "the row has one column",
            (
                "run.db.execute('SELECT count(*) FROM rollup WHERE level = 0').fetchone()[0] → "
                "run.db.execute('SELECT count(*) FROM rollup WHERE level = 0').fetchone()[-1]",
            ),
        ),
    ),
    "wallet_cli.store.vault.kernel_keyring": (
        Same(
            "libc.syscall.restype = c_long",
            "what the kernel answers to these two calls has 32 bits",
            ("libc.syscall.restype = c_long → pass",),
        ),
    ),
    "wallet_cli.store.check.views": (
        Same("return bytes(row[0]) if row else None", "the row has one column", ("row[0] → row[-1]",)),
    ),
    "wallet_cli.store.vault.wiping": (
        Same(
            "_PIECE_BYTES = 1 << 16",
            "how much is written at once",
            ("1 << 16 → 2 << 16", "1 << 16 → 1 << 17", "1 << 16 → 1 << 15"),
        ),
    ),
    "wallet_cli.store.check.rebuilding": (
        Same(
            "require_sound(findings)",
            "whoever replays has walked the same journal just before, and found it sound",
            ("require_sound(findings) → pass",),
            "replay",
        ),
        Same(
            'self._top = int(db.execute("SELECT max(id) FROM txn").fetchone()[0] or 0)',
            "where no row is left no number is taken, so the next one isn't asked for; and the row has one column",
            (
                "db.execute('SELECT max(id) FROM txn').fetchone()[0] → "
                "db.execute('SELECT max(id) FROM txn').fetchone()[-1]",
                "db.execute('SELECT max(id) FROM txn').fetchone()[0] or 0 → "
                "db.execute('SELECT max(id) FROM txn').fetchone()[0] or 1",
            ),
        ),
    ),
    "wallet_cli.store.check.remembered": (
        Same(
            'data = told if isinstance(told, bytes) else b""',
            "neither is a whole memory",
            ("told if isinstance(told, bytes) else b'' → told if isinstance(told, bytes) else b'\\x00'",),
        ),
    ),
    "wallet_cli.store.vault.keyfile": (
        Same(
            'handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0))',
            "every system that the tests run on has the flag",
            tuple(f"getattr(os, 'O_NONBLOCK', 0) → getattr(os, 'O_NONBLOCK', {other})" for other in ("1", "-1")),
        ),
        Same(
            "data = file.read(MOST_BYTES + 1)",
            "one byte too many is enough to see",
            ("MOST_BYTES + 1 → MOST_BYTES + 2",),
        ),
    ),
}
