"""The store's largest tables and their indexes alone: no triggers, foreign keys' targets, journal or roll-ups."""

import re
from collections.abc import Sequence
from typing import Any

from wallet_cli.store.vault import schema

_TABLES = ("CREATE TABLE txn ", "CREATE TABLE posting ")
_INDEXES = ("CREATE UNIQUE INDEX txn_", "CREATE INDEX txn_", "CREATE INDEX posting_")


def make(db: Any) -> None:
    """Make those of transactions and postings, as they were first released."""
    for statement in schema.statements(schema.script(1)):
        if statement.startswith(_TABLES + _INDEXES):
            db.execute(re.sub(r" REFERENCES \w+( ON DELETE CASCADE)?", "", statement))


def fill(db: Any, txns: Sequence[tuple[Any, ...]], postings: Sequence[tuple[Any, ...]]) -> None:
    """Insert whole rows in one database transaction."""
    db.execute("BEGIN IMMEDIATE")
    db.executemany("INSERT INTO txn VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", txns)
    db.executemany("INSERT INTO posting VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", postings)
    db.execute("COMMIT")
