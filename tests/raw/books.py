"""What stands in the tables and views that the journal makes."""

from collections import Counter
from typing import Any


def last_transaction(db: Any) -> int:
    """The number of the transaction recorded last."""
    return int(db.execute("SELECT max(id) FROM txn").fetchone()[0])


def uid_of(db: Any, number: int) -> bytes:
    """The uid of a transaction, by its number."""
    return bytes(db.execute("SELECT uid FROM txn WHERE id = ?", (number,)).fetchone()[0])


def with_account(db: Any, account: int) -> list[int]:
    """The numbers of the transactions that have a posting on this account, one for each posting."""
    rows = db.execute("SELECT txn FROM posting WHERE account = ? ORDER BY txn", (account,))
    return [int(number) for (number,) in rows]


def two_unlinked(db: Any) -> tuple[int, int]:
    """The numbers of two transactions that stand, were made by no ``init``, and that no other belongs to."""
    query = "SELECT id FROM live_txn WHERE void = 0 AND id > 2 AND uid NOT IN (SELECT target FROM link) LIMIT 2"
    first, second = (int(number) for (number,) in db.execute(query))
    return first, second


def standing_postings(db: Any) -> int:
    """How many postings count: of no transaction that is void or gone."""
    return int(db.execute("SELECT count(*) FROM live_posting WHERE void = 0").fetchone()[0])


def moved(db: Any, path: str, code: str, first: int, last: int) -> int:
    """What an account's postings add up to from day to day, void ones left out."""
    query = (
        "SELECT coalesce(sum(amount), 0) FROM live_posting WHERE void = 0 AND currency = ? AND date BETWEEN ? AND ?"
        " AND account = (SELECT id FROM account WHERE path = ?)"
    )
    return int(db.execute(query, (code, first, last, path)).fetchone()[0])


def by_day(db: Any, path: str) -> dict[int, int]:
    """What the postings of an account in one currency add up to, by day."""
    query = (
        "SELECT date, sum(amount) FROM live_posting WHERE account = (SELECT id FROM account WHERE path = ?)"
        " GROUP BY date"
    )
    return dict(db.execute(query, (path,)).fetchall())


def balances(db: Any) -> dict[tuple[str, str], int]:
    """What every account, category and equity account holds, where that isn't zero, from the roll-ups."""
    rows = db.execute(
        "SELECT a.path, r.currency, sum(r.amount) FROM rollup AS r JOIN account AS a ON a.id = r.account"
        " WHERE r.level = 0 GROUP BY 1, 2 HAVING sum(r.amount) <> 0"
    )
    return {(path, code): minor for path, code, minor in rows}


def items(db: Any, kind: str, name: str = "") -> list[tuple[str, int]]:
    """The small entities of a kind that are there, or the one of that name: the body, and which operation wrote it."""
    query = "SELECT body, op FROM item WHERE kind = ? AND name = coalesce(nullif(?, ''), name) AND gone = 0"
    return list(db.execute(query, (kind, name)).fetchall())


def payees(db: Any, beginning: str) -> list[str]:
    """The payees' names that begin so."""
    return [name for (name,) in db.execute("SELECT name FROM payee WHERE name LIKE ? || '%'", (beginning,))]


def meta(db: Any, name: str) -> Any:
    """A value of the store's own; None where it has none of this name."""
    return (db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone() or (None,))[0]


def contents(db: Any) -> dict[str, Any]:
    """Everything that counts: transactions with postings, accounts and payees that are there."""
    return {
        "txn": db.execute(
            "SELECT t.uid, t.date, y.name, t.memo, t.tags, t.void FROM live_txn AS t"
            " LEFT JOIN payee AS y ON y.id = t.payee ORDER BY t.uid"
        ).fetchall(),
        "posting": db.execute(
            "SELECT t.uid, p.n, a.path, p.currency, p.amount, p.date, p.state FROM posting AS p"
            " JOIN live_txn AS t ON t.id = p.txn JOIN account AS a ON a.id = p.account ORDER BY 1, 2"
        ).fetchall(),
        "account": db.execute(
            "SELECT uid, path, kind, currencies, closed FROM account WHERE gone = 0 ORDER BY uid"
        ).fetchall(),
        "payee": db.execute("SELECT uid, name FROM payee WHERE gone = 0 ORDER BY uid").fetchall(),
    }


def require_sums(db: Any) -> None:
    """Every transaction sums to zero; the roll-ups are what the postings add up to, at all four levels."""
    assert db.execute("SELECT txn FROM posting GROUP BY txn, currency HAVING sum(amount) <> 0").fetchall() == []
    days: Counter[Any] = Counter()
    query = "SELECT account, currency, state, date, amount FROM live_posting WHERE void = 0"
    for account, code, state, day, minor in db.execute(query):
        days[account, code, state, day] += minor
    kept = {
        row[:4]: row[4]
        for row in db.execute("SELECT account, currency, state, period, amount FROM rollup WHERE level = 3")
    }
    assert {key: minor for key, minor in kept.items() if minor} == {key: minor for key, minor in days.items() if minor}
    for level in (0, 1, 2):
        wide = db.execute("SELECT account, currency, sum(amount) FROM rollup WHERE level = ? GROUP BY 1, 2", (level,))
        narrow = db.execute("SELECT account, currency, sum(amount) FROM rollup WHERE level = 3 GROUP BY 1, 2")
        assert sorted(wide.fetchall()) == sorted(narrow.fetchall())


def forget_seen(db: Any) -> None:
    """The tables as they are where every import was made by a wallet that kept nothing of what it saw."""
    db.execute("DELETE FROM seen")
    db.execute("DELETE FROM seen_batch")


def seen_sizes(db: Any) -> list[int]:
    """How many rows each piece of what was seen has."""
    return [count for (count,) in db.execute("SELECT count(*) FROM seen GROUP BY batch ORDER BY batch")]


def seen_of_nothing(db: Any) -> int:
    """How many rows were seen for which there is no transaction."""
    return int(db.execute("SELECT count(*) FROM seen WHERE txn = x''").fetchone()[0])
