"""What SQL may not do on an open store, no matter who wrote the SQL: reach another file, run foreign code, or change a
setting.

``ATTACH ... KEY ''`` would make a plain-text copy of everything, ``PRAGMA temp_store=FILE`` would put rows in plain
text into the system's temporary folder, ``PRAGMA foreign_keys=OFF`` would let books out of balance. SQLite asks the
guard while it prepares a statement, never while it runs, and prepared statements are cached: it costs microseconds
per statement. Refusal shows as the driver's DatabaseError "not authorized": a fault of wallet itself, hence not
translated.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection

_OK, _DENY = 0, 1
_ATTACH, _DETACH, _PRAGMA, _FUNCTION = 24, 25, 19, 31

# A PRAGMA without a value only reads. With a value, these alone: they check, describe, or hold for one transaction.
_VALUES_FOR = frozenset(
    {
        "application_id",
        "cache_size",
        "defer_foreign_keys",
        "foreign_key_check",
        "index_info",
        "index_list",
        "index_xinfo",
        "integrity_check",
        "quick_check",
        "table_info",
        "table_list",
        "table_xinfo",
        "user_version",
        "wal_checkpoint",
    }
)
_FUNCTIONS_REFUSED = frozenset({"load_extension", "sqlcipher_export", "fts3_tokenizer"})


def install(connection: Connection) -> None:
    """Put the guard on; nothing in SQL can take it off."""
    connection.set_authorizer(_judge)


def _judge(action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None) -> int:
    if action == _PRAGMA:
        return _OK if second is None or (first or "").lower() in _VALUES_FOR else _DENY
    if action == _FUNCTION:
        return _DENY if (second or "").lower() in _FUNCTIONS_REFUSED else _OK
    return _DENY if action in (_ATTACH, _DETACH) else _OK
