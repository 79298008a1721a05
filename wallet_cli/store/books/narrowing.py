"""Which transactions words and a tag can mean, found without going through the books: by payees, memos and tags.

What comes out is a superset of the answer, or None where there may be so much that going back from the newest finds the
first of them sooner. Each condition is asked of every one of them all the same.
"""

from __future__ import annotations

from wallet_cli.domain.text import loose
from wallet_cli.store.journal import memos
from wallet_cli.store.vault import schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wallet_cli.store.books.register import Query

MOST, MOST_BLOCKS = 5_000, 64
"""At most this many transactions are looked up one by one, and this many blocks of memos read."""


def narrowed(db: Any, query: Query) -> tuple[int, ...] | None:
    """The rows of the transactions that ``query`` can find, in order; None where they are too many to be named."""
    found: set[int] | None = None
    if query.tag:
        found = _few(db, "SELECT txn FROM tag WHERE name = ?", [query.tag])
    if query.words and schema.version_of(db) >= schema.MEMOS_SINCE:
        names = [(row[0], loose(row[1])) for row in db.execute("SELECT payee, shown FROM payee_name")]
        for word in query.words:
            having = _having(db, word, [payee for payee, name in names if word in name], query.people_of(word))
            if having is not None and (found is None or len(having) < len(found)):
                found = having
    return None if found is None else tuple(sorted(found))


def _having(db: Any, word: str, payees: Sequence[int], people: Sequence[int]) -> set[int] | None:
    """The transactions with this word in the name of their payee or a person, one of these, or in their memo."""
    found: set[int] = set()
    paid = [("SELECT id FROM txn WHERE payee = ?", payee) for payee in payees]
    for query, row in (*paid, *(("SELECT txn FROM posting WHERE account = ?", person) for person in people)):
        some = _few(db, query, [row])
        if some is None or len(found) > MOST:
            return None
        found |= some
    told = memos.holding(db, word, MOST_BLOCKS)
    return None if told is None or len(found) + len(told) > MOST else found | told


def _few(db: Any, query: str, values: list[Any]) -> set[int] | None:
    rows = db.execute(f"{query} LIMIT {MOST + 1}", values).fetchall()
    return None if len(rows) > MOST else {row[0] for row in rows}
