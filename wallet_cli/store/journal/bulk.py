"""Many rows put into a table: up to a hundred by one statement, which takes two thirds of the time of a hundred."""

from __future__ import annotations

from functools import cache
from itertools import chain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

ROWS = 100
"""This many rows one statement takes; it has as many parameters as they have values, and SQLite allows 32,766."""


@cache
def _values(width: int, rows: int, same: str) -> str:
    one = f"({', '.join('?' * width)}{same})"
    return ", ".join([one] * rows)


def insert(db: Any, into: str, rows: Sequence[tuple[Any, ...]], more: str = "", same: str = "") -> None:
    """Put rows, all of one length, into the table and columns that ``into`` names, in their order; ``more`` ends the
    statement. Bytes are best given as ``bytearray``: for ``bytes`` the driver looks for an adapter each time, which
    takes as long as ten values. ``same`` are further values, which all rows have: SQL that begins
    with a comma.
    """
    if not rows:
        return
    width, whole = len(rows[0]), len(rows) - len(rows) % ROWS
    if whole:
        many = (tuple(chain.from_iterable(rows[at : at + ROWS])) for at in range(0, whole, ROWS))
        db.executemany(f"{into} VALUES {_values(width, ROWS, same)}{more}", many)
    db.executemany(f"{into} VALUES {_values(width, 1, same)}{more}", rows[whole:])
