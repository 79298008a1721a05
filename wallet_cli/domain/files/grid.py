"""A grid: the rows of a table as they are in a file, before anyone says what their columns mean.

CSV, sheets and pages of a PDF become one; ``formats.table`` reads any of them. A grid may be walked more than once, and
gives the same rows each time.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell = str | Decimal | datetime.date | datetime.time
"""A text as delivered, or what a sheet knows to be a number, a day (with its time of day) or a time."""

_EITHER_MARK = -3


class GridRow(NamedTuple):
    """One row: ``line`` counts from 1 in the file, or in its ``sheet``."""

    line: int
    cells: Sequence[Cell]
    sheet: str = ""


if TYPE_CHECKING:
    Grid = Iterable[GridRow]


def text_of(cell: Cell) -> str:
    """A cell as text that is read back to the same: numbers have a point, days are year first."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Decimal):
        if cell.is_finite() and cell == cell.to_integral_value():  # a sheet has 20260119.0 where 20260119 was typed
            return format(cell.to_integral_value(), "f")
        text = format(cell, "f")
        # three decimals could be taken for thousands
        return text + "0" if cell.is_finite() and cell.as_tuple().exponent == _EITHER_MARK else text
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ", "seconds")
    return cell.isoformat()
