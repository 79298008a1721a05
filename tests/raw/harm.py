"""What somebody with the key does to a store, an earlier or later version of the program, or chance."""

import os
from typing import Any


def close_account(db: Any, path: str) -> None:
    """The account is closed, and no operation says so."""
    db.execute("UPDATE account SET closed = 1 WHERE path = ?", (path,))


def lose_account(db: Any, path: str) -> None:
    """The account has gone, and no operation says so."""
    db.execute("UPDATE account SET gone = 1 WHERE path = ?", (path,))


def lose_transaction(db: Any, number: int) -> None:
    """The transaction has gone; its postings still stand in the roll-ups."""
    db.execute("UPDATE txn SET gone = 1 WHERE id = ?", (number,))


def lose_item(db: Any, kind: str, name: str) -> None:
    """A small entity has gone, and no operation says so."""
    db.execute("UPDATE item SET gone = 1 WHERE kind = ? AND name = ?", (kind, name))


def remove_items(db: Any, kind: str) -> None:
    """No row is left of the small entities of a kind."""
    db.execute("DELETE FROM item WHERE kind = ?", (kind,))


def rewrite_items(db: Any, kind: str, body: str) -> None:
    """All small entities of a kind say this."""
    db.execute("UPDATE item SET body = ? WHERE kind = ?", (body, kind))


def move_cursors(db: Any) -> None:
    """Every cursor stands behind an operation of another history."""
    db.execute("UPDATE item SET body = replace(body, '\"mac\":\"', '\"mac\":\"00') WHERE kind = 'cursor'")


def forge_memo(db: Any, number: int, text: str = "never happened") -> None:
    """A transaction says something else."""
    db.execute("UPDATE txn SET memo = ? WHERE id = ?", (text, number))


def forge_memos(db: Any, *, with_payee: bool = False) -> None:
    """All transactions say something else, or all that have a payee."""
    db.execute("UPDATE txn SET memo = 'forged' WHERE payee IS NOT NULL OR NOT ?", (with_payee,))


def forge_sums(db: Any, level: int) -> None:
    """The roll-ups of a level say a cent more."""
    db.execute("UPDATE rollup SET amount = amount + 1 WHERE level = ?", (level,))


def forge_counts(db: Any, level: int) -> None:
    """The roll-ups of a level say a posting more."""
    db.execute("UPDATE rollup SET count = count + 1 WHERE level = ?", (level,))


def empty_bodies(db: Any, op: int, *, at: int | None = None, salts: bool = True) -> None:
    """An operation's images are blanked, all or the piece ``at`` this place, with their ``salts`` as an erasure
    does it, or without. No erasure says so.
    """
    first = (op << 20) + (at or 0)
    last = first if at is not None else first + (1 << 20) - 1
    query = "UPDATE body SET salt = CASE WHEN ? THEN x'' ELSE salt END, data = x'' WHERE id BETWEEN ? AND ?"
    db.execute(query, (salts, first, last))


def forge_operation(db: Any, number: int) -> None:
    """There is an operation more, with an empty record and a MAC of no key."""
    forged = "INSERT INTO op (id, uid, time_us, command, origin, record, mac) VALUES (?, ?, 0, 'pay', '', x'', ?)"
    db.execute(forged, (number, bytes(16), os.urandom(32)))


def zero_seal(db: Any, op: int) -> None:
    """An operation's MAC is no more."""
    db.execute("UPDATE op SET mac = zeroblob(32) WHERE id = ?", (op,))


def forget(db: Any, name: str) -> None:
    """A value of the store's own isn't there, as before it was first written."""
    db.execute("DELETE FROM meta WHERE name = ?", (name,))


def replace_meta(db: Any, name: str, value: object) -> None:
    """A value of the store's own is another one, of any type."""
    db.execute("UPDATE meta SET value = ? WHERE name = ?", (value, name))


def add_meta(db: Any, name: str, value: object) -> None:
    """The store has a value of its own more."""
    db.execute("INSERT INTO meta (name, value) VALUES (?, ?)", (name, value))


def drop_triggers(db: Any, *names: str, count: int = 0) -> None:
    """Triggers are missing: those named, or so many."""
    chosen = names or db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger' LIMIT ?", (count,)).fetchall()
    for name in [each if isinstance(each, str) else each[0] for each in chosen]:
        db.execute(f'DROP TRIGGER "{name}"')


def leave_free_pages(db: Any) -> None:
    """Ten pages were used and are no more: the file stays as large, and a backup takes them along."""
    db.execute("CREATE TABLE big (x)")
    db.execute("INSERT INTO big VALUES (zeroblob(40960))")
    db.execute("DROP TABLE big")


def begin(db: Any) -> None:
    """A new store has its first page, and a table that isn't ours."""
    db.execute("CREATE TABLE t (x)")


def as_a_later_version(db: Any) -> None:
    """The store says that it has a schema of a version to come."""
    db.execute("PRAGMA user_version = 999")
