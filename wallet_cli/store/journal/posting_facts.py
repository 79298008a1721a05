"""What a bank says of a posting beside its fields, in the projection: a row for each posting that has facts.

A row has names and values in turn, a line each. Vaults of an earlier layout have no such table, and no facts.
"""

from __future__ import annotations

from itertools import chain, repeat
from operator import itemgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    Facts = tuple[tuple[str, str], ...]

SINCE = 3
"""The layout that has the table."""


def packed(facts: Facts) -> str:
    """Facts as a row has them; a line's end inside a text, which no text at the border has, becomes a blank."""
    if len(facts) == 1 and "\n" not in facts[0][0] + facts[0][1]:  # as in most rows of a bank's
        return f"{facts[0][0]}\n{facts[0][1]}"
    texts = list(chain.from_iterable(facts))
    text = "\n".join(texts)
    return text if text.count("\n") == len(texts) - 1 else "\n".join([each.replace("\n", " ") for each in texts])


def all_packed(many: Sequence[Facts]) -> Iterable[str]:
    """The same of many postings, each of which has some."""
    if set(map(len, many)) == {1}:
        texts = list(map("\n".join, map(itemgetter(0), many)))
        if sum(map(str.count, texts, repeat("\n"))) == len(texts):
            return texts
    return map(packed, many)


def unpacked(text: str) -> Facts:
    """The facts of a row, none of ""."""
    lines = text.split("\n") if text else []
    return tuple(zip(lines[::2], lines[1::2], strict=False))


def are_kept(db: Any) -> bool:
    """Whether the vault's layout has facts."""
    return int(db.execute("PRAGMA user_version").fetchone()[0]) >= SINCE


def are_any(db: Any) -> bool:
    """Whether any posting has facts."""
    return are_kept(db) and db.execute("SELECT 1 FROM posting_fact LIMIT 1").fetchone() is not None


def of(db: Any, txn: int) -> dict[int, Facts]:
    """The facts of a transaction's postings, by their places."""
    if not are_kept(db):
        return {}
    return {n: unpacked(text) for n, text in db.execute("SELECT n, facts FROM posting_fact WHERE txn = ?", (txn,))}


def of_many(db: Any, numbers: Sequence[int]) -> dict[tuple[int, int], str]:
    """The rows of these transactions, by transaction and place."""
    if not are_kept(db):
        return {}
    marks = ", ".join("?" * len(numbers))
    rows = db.execute(f"SELECT txn, n, facts FROM posting_fact WHERE txn IN ({marks}) ORDER BY txn, n", numbers)  # noqa: S608
    return {(txn, n): text for txn, n, text in rows}
