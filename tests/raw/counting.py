"""How many rows and pages there are, of each sort that a check or a backup counts."""

from typing import Any


def rows(db: Any, *tables: str) -> int:
    """In these tables together."""
    return sum(_one(db, f"SELECT count(*) FROM {table}") for table in tables)


def with_postings(db: Any) -> int:
    """Transactions that are more than a number."""
    return _one(db, "SELECT count(DISTINCT txn) FROM posting")


def accounts(db: Any) -> int:
    """Accounts, people and categories that haven't gone."""
    return _one(db, "SELECT count(*) FROM account WHERE gone = 0")


def assertions(db: Any) -> int:
    """Balances that somebody stated and that are still to hold."""
    return _one(db, "SELECT count(*) FROM item WHERE kind = 'assertion' AND gone = 0")


def currencies(db: Any) -> int:
    """Currencies in which anything was ever held."""
    return _one(db, "SELECT count(DISTINCT currency) FROM rollup")


def balances(db: Any) -> int:
    """Sums over all time."""
    return _one(db, "SELECT count(*) FROM rollup WHERE level = 0")


def empty_days(db: Any) -> int:
    """Sums of a day on which nothing is left."""
    return _one(db, "SELECT count(*) FROM rollup WHERE level = 3 AND count = 0 AND amount = 0")


def pages(db: Any) -> int:
    """Pages of the whole file."""
    return _one(db, "PRAGMA page_count")


def parts_of_schema(db: Any) -> int:
    """Tables, indexes, views and triggers that a statement made."""
    return _one(db, "SELECT count(*) FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'")


def _one(db: Any, query: str) -> int:
    return int(db.execute(query).fetchone()[0])
