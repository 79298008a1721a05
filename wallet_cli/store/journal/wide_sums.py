"""Sums that leave 64 bits on the way: SQLite's own ``sum`` gives up where an intermediate sum does, in whatever order
the rows come, though each amount fits and often the result as well. Loaded only then.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NAME = "exact_sum"
_LEAST, _MOST = -(2**63), 2**63 - 1


class _Sum:
    """An aggregate over Python's whole numbers: a text where the result doesn't fit the database's."""

    def __init__(self) -> None:
        self._total = 0

    def step(self, value: Any) -> None:
        """One more; a real number is what SQLite makes of the negated least integer, and exact."""
        self._total += int(value or 0)

    def finalize(self) -> int | str:
        """The sum; a text compares as different from any number, as it is."""
        return self._total if _LEAST <= self._total <= _MOST else str(self._total)


def fetched(db: Any, query: str, values: Any) -> list[tuple[Any, ...]]:
    """The rows of ``query``, its sums exact. Sums beyond 64 bits come out as whole numbers, too."""
    db.create_aggregate(_NAME, 1, _Sum)
    rows = db.execute(query.replace("sum(", f"{_NAME}("), values).fetchall()
    return [tuple(_whole(value) for value in row) for row in rows]


def _whole(value: Any) -> Any:
    is_sum = isinstance(value, str) and value.lstrip("-").isdecimal() and not _LEAST <= int(value) <= _MOST
    return int(value) if is_sum else value
