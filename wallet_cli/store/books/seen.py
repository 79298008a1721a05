"""What became of the rows of bank files that were imported before: asked by their keys, when rows come again."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple, unchecked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_AT_ONCE = 400


class Seen(NamedTuple):
    """A row that was seen: ``txn`` the number of the short name of the transaction that stands for it, 0 for none;
    ``n`` the place of its posting there; ``removed``: operation ``op`` took it out of the books.
    """

    txn: int
    n: int
    removed: bool
    op: int


_FOUND = """
SELECT s.key, s.n, t.id, t.gone, t.op
FROM seen AS s CROSS JOIN seen_batch AS b ON b.id = s.batch AND b.account = ? LEFT JOIN txn AS t ON t.uid = s.txn
WHERE s.key IN ({}) ORDER BY s.batch, s.at"""


def are_any(db: Any, account: int) -> bool:
    """Whether any row of this account (row) was seen."""
    query = "SELECT 1 FROM seen_batch WHERE account = ? AND gone = 0 LIMIT 1"
    return db.execute(query, (account,)).fetchone() is not None


def are_any_of_others(db: Any, account: int) -> bool:
    """Whether any row of another account than this (row) was seen."""
    query = "SELECT 1 FROM seen_batch WHERE account <> ? AND gone = 0 LIMIT 1"
    return db.execute(query, (account,)).fetchone() is not None


def transactions(db: Any, account: int) -> set[int]:
    """The numbers of the transactions that rows of this account (row) are."""
    query = (
        "SELECT DISTINCT t.id FROM seen_batch AS b JOIN seen AS s ON s.batch = b.id JOIN txn AS t ON t.uid = s.txn"
        " WHERE b.account = ? AND b.gone = 0"
    )
    return {row[0] for row in db.execute(query, (account,))}


def keys_of(db: Any, txn: bytes) -> list[tuple[bytes, str]]:
    """The accounts (uids) and keys of the rows that are a transaction; every row that was seen is looked at."""
    query = (
        "SELECT a.uid, s.key FROM seen AS s JOIN seen_batch AS b ON b.id = s.batch"
        " JOIN account AS a ON a.id = b.account WHERE s.txn = ? AND b.gone = 0 ORDER BY s.batch, s.at"
    )
    return [(row[0], row[1]) for row in db.execute(query, (txn,))]


def found(db: Any, account: int, keys: Iterable[str]) -> dict[str, Seen]:
    """Those of these keys that an account (row) has: what is in the books first, then what was removed from them. Of
    what was taken back with the operation that had brought it nothing is said.
    """
    known: dict[str, Seen] = {}
    taken_out: dict[int, bool] = {}
    waiting = list(keys)
    for at in range(0, len(waiting), _AT_ONCE):
        some = waiting[at : at + _AT_ONCE]
        rows = db.execute(_FOUND.format(", ".join("?" * len(some))), (account, *some)).fetchall()
        for key, n, txn, gone, op in rows:
            if gone and op not in taken_out:
                taken_out[op] = _is_taken_out(db, op)
            if gone and not taken_out[op]:
                continue
            before = known.get(key)
            if before is None or (not gone and (before.removed or not before.txn)):
                known[key] = unchecked(Seen, (txn or 0, n, bool(gone), op or 0))
    return known


def _is_taken_out(db: Any, op: int) -> bool:
    """Whether an operation took something out of the books, or did so again; not where it took an operation back."""
    is_out = True
    while op:
        row = db.execute("SELECT undoes FROM op WHERE id = ?", (op,)).fetchone()
        op = row[0] if row and row[0] else 0
        is_out = is_out != bool(op)
    return is_out


def uids(db: Any, numbers: Iterable[int]) -> dict[int, bytes]:
    """The uids of transactions by the numbers of their short names."""
    found_uids: dict[int, bytes] = {}
    waiting = list(numbers)
    for at in range(0, len(waiting), _AT_ONCE):
        some = waiting[at : at + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        found_uids.update(db.execute(f"SELECT id, uid FROM txn WHERE id IN ({marks})", some))  # noqa: S608
    return found_uids
