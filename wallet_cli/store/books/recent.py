"""The names most likely meant next: what a shell offers at TAB. A few rows each, along an index."""

from __future__ import annotations

from wallet_cli.domain.account import name_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def payees(db: Any, start: str, limit: int) -> list[str]:
    """Payees whose name or alias begins with ``start`` (folded), by name."""
    first = name_key(start)
    rows = db.execute(
        "SELECT DISTINCT p.name FROM payee_name AS n JOIN payee AS p ON p.id = n.payee"
        " WHERE n.name >= ? AND n.name < ? AND p.gone = 0 ORDER BY n.name LIMIT ?",
        (first, first + "\U0010ffff", limit),
    )
    return [row[0] for row in rows]


def transactions(db: Any, limit: int) -> list[tuple[int, int, str]]:
    """(number of the short name, ordinal day, payee) of the transactions written last, newest first."""
    rows = db.execute(
        "SELECT t.id, t.date, coalesce(p.name, '') FROM live_txn AS t LEFT JOIN payee AS p ON p.id = t.payee"
        " ORDER BY t.id DESC LIMIT ?",
        (limit,),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def operations(db: Any, limit: int) -> list[tuple[int, str]]:
    """(number, command) of the last operations, newest first."""
    return [(row[0], row[1]) for row in db.execute("SELECT id, command FROM op ORDER BY id DESC LIMIT ?", (limit,))]


def used(db: Any, limit: int) -> dict[int, int]:
    """How often each account and category (by row) is in the ``limit`` transactions written last."""
    rows = db.execute(
        "SELECT p.account, count(*) FROM (SELECT id FROM live_txn ORDER BY id DESC LIMIT ?) AS t"
        " JOIN posting AS p ON p.txn = t.id GROUP BY p.account",
        (limit,),
    )
    return dict(rows.fetchall())
