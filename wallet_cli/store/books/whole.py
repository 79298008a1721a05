"""The whole books as a stream: transactions by date with their postings, in the order of their short names.

The stream is read from two indexes side by side and never sorted, so that a million transactions cost no memory.
"""

from __future__ import annotations

from itertools import groupby

from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.journal import posting_facts
from wallet_cli.store.journal.posting_facts import unpacked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_AT_ONCE = 400


class Choice(NamedTuple):
    """Which transactions: entry date from ``first`` to ``last`` (ordinals), touching ``account`` (row, 0: any), written
    by an operation after ``after``.
    """

    first: int = 1
    last: int = 3_652_059
    account: int = 0
    after: int = 0


class WholeTransaction(NamedTuple):
    """A transaction and its payee's name."""

    transaction: Transaction
    payee: str


_WHOLE = """
SELECT t.id, t.uid, t.date, y.uid, ifnull(y.name, ''), t.memo, t.delivered, t.tags, t.void,
       a.uid, p.currency, p.amount, p.date, p.state, p.value_date, p.bank_id, p.original, p.original_currency,
       {facts}
FROM txn AS t CROSS JOIN posting AS p ON p.txn = t.id CROSS JOIN account AS a ON a.id = p.account {told}
LEFT JOIN payee AS y ON y.id = t.payee
WHERE t.date BETWEEN ? AND ? AND t.sealed = 1 AND t.gone = 0 {more}
ORDER BY t.date, t.id, p.n"""
_FACTS = "LEFT JOIN posting_fact AS f ON f.txn = p.txn AND f.n = p.n"


def transactions(db: Any, choice: Choice) -> Iterator[WholeTransaction]:
    """The transactions of a choice by date, void ones too."""
    values: list[int] = [choice.first, choice.last]
    more = ""
    if choice.after:
        more += " AND t.op > ?"
        values.append(choice.after)
    if choice.account:
        more += " AND EXISTS (SELECT 1 FROM posting AS q WHERE q.txn = t.id AND q.account = ?)"
        values.append(choice.account)
    linked: dict[int, list[tuple[str, bytes]]] = {}
    for txn, kind, target in db.execute("SELECT txn, kind, target FROM link ORDER BY txn, kind, target"):
        linked.setdefault(txn, []).append((kind, target))
    facts, told = ("ifnull(f.facts, '')", _FACTS) if posting_facts.are_any(db) else ("''", "")
    query = _WHOLE.format(more=more, facts=facts, told=told)
    for head, rows in groupby(db.execute(query, values), key=lambda row: row[:9]):
        number, uid, date, payee, name, memo, delivered, tags, void = head
        yield WholeTransaction(
            Transaction(
                uid,
                date,
                tuple([Posting(*(*row[9:18], unpacked(row[18]))) for row in rows]),
                payee or b"",
                memo,
                delivered,
                tuple(tags.split()),
                tuple(linked.get(number, ())),
                bool(void),
            ),
            name,
        )


def written_after(db: Any, table: str, after: int) -> set[bytes]:
    """The uids of the accounts or payees (``table``) that an operation after ``after`` wrote last."""
    return {bytes(row[0]) for row in db.execute(f"SELECT uid FROM {table} WHERE op > ?", (after,))}  # noqa: S608


def removed(db: Any, after: int) -> Iterator[bytes]:
    """The uids of the transactions that an operation after ``after`` took out of the books."""
    for row in db.execute("SELECT uid FROM txn WHERE gone = 1 AND op > ? ORDER BY id", (after,)):
        yield row[0]


def fates(db: Any, uids: list[bytes]) -> dict[bytes, bool]:
    """Which of these transactions the vault has ever held, and whether they were removed."""
    found: dict[bytes, bool] = {}
    for start in range(0, len(uids), _AT_ONCE):
        some = uids[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        for uid, gone in db.execute(f"SELECT uid, gone FROM txn WHERE uid IN ({marks})", some):  # noqa: S608
            found[bytes(uid)] = bool(gone)
    return found


def is_untouched(db: Any) -> bool:
    """Whether the vault holds no transaction."""
    return db.execute("SELECT 1 FROM txn WHERE gone = 0 LIMIT 1").fetchone() is None


def is_empty(db: Any, choice: Choice) -> bool:
    """Whether a choice finds no transaction."""
    return next(transactions(db, choice), None) is None
