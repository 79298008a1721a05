"""What stands in the journal's tables."""

from typing import Any


def last(db: Any) -> int:
    """The number of the last operation: what stays as it is where nothing is recorded."""
    return int(db.execute("SELECT max(id) FROM op").fetchone()[0])


def last_command(db: Any) -> tuple[str, str]:
    """The last operation's short name, and the command that recorded it."""
    number, command = db.execute("SELECT id, command FROM op ORDER BY id DESC LIMIT 1").fetchone()
    return f"o{number}", str(command)


def count(db: Any) -> int:
    """How many operations there are; raises the driver's error where the store is closed or isn't read."""
    return int(db.execute("SELECT count(*) FROM op").fetchone()[0])


def chain(db: Any) -> tuple[bytes, ...]:
    """Every record's MAC, in order."""
    return tuple(bytes(mac) for (mac,) in db.execute("SELECT mac FROM op ORDER BY id"))


def versions(db: Any) -> list[int]:
    """The version of each record, in order."""
    return [int.from_bytes(record[4:6], "big") for (record,) in db.execute("SELECT record FROM op ORDER BY id")]


def chunks(db: Any, op: int) -> int:
    """In how many pieces an operation's images are kept."""
    return int(db.execute("SELECT count(*) FROM body WHERE id >> 20 = ?", (op,)).fetchone()[0])


def emptied(db: Any) -> int:
    """How many of all pieces were erased."""
    return int(db.execute("SELECT count(*) FROM body WHERE length(data) = 0").fetchone()[0])
