"""The library that encrypts, asked without the product: its versions, a store opened by its key, the trees in that."""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2


def versions() -> tuple[str, str, str]:
    """SQLCipher's, SQLite's, and that of what it encrypts with, which it tells only once it has a key."""
    db = dbapi2.connect(":memory:")
    db.execute("PRAGMA key = 'asked with a key alone'")
    told = [str(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("cipher_version", "cipher_provider_version")]
    db.close()
    return told[0], dbapi2.sqlite_version, told[1]


def opened(path: Path, key: bytes, *, frozen: bool = False) -> Any:
    """A store of SQLCipher 4; ``frozen`` reads the file alone, which nobody changes meanwhile."""
    db = dbapi2.connect(f"file:{path}?mode=ro&immutable=1", uri=True) if frozen else dbapi2.connect(str(path))
    db.set_key(f"x'{key.hex()}'".encode())
    db.execute("PRAGMA cipher_compatibility=4")
    return db


def opened_by_other(path: Path, key: bytes) -> Any:
    """The same, by SQLite3 Multiple Ciphers, which shares no code with SQLCipher."""
    import apsw

    db = apsw.Connection(str(path))
    for setting in ("cipher = 'sqlcipher'", "legacy = 4", f"key = 'raw:{key.hex()}'"):
        db.execute(f"PRAGMA {setting}")
    return db


def roots(db: Any) -> dict[str, int]:
    """The page at which each table and index begins."""
    return dict(db.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0").fetchall())
