"""The bookings of a table as events: read while the table is walked for the first time, by what its first lines let
assume; read again only where the rest of it shows otherwise. What is read ahead is held until that is known.
"""

from __future__ import annotations

from wallet_cli.domain.files.statement import MEMO_LIMIT, Refusal, Row, refusal
from wallet_cli.domain.text import clean
from wallet_cli.errors import WalletError
from wallet_cli.formats.table.amounts import NOTHING
from wallet_cli.formats.table.cells import CELLS_LIMIT, require_narrow
from wallet_cli.formats.table.layout import Layout, Proof
from wallet_cli.formats.table.survey import BOOKING, CONTINUED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.formats.table.rows import RowReader

_MOST_REFUSED = 1000
"""With more refusals than that, more is wrong than a line here and there: nothing more is read ahead."""
_NO_PROOF = Proof()


class Ahead:
    """What was read ahead with ``reader``, which reads as is assumed: a row or a refusal for each booking."""

    def __init__(self, reader: RowReader) -> None:
        self._reader, self._refused, self._holds = reader, 0, True
        self._events: list[Row | Refusal] = []

    def see(self, what: str, line: int, cells: Sequence[str]) -> None:
        """Another line, and what it is."""
        if not self._holds:
            return
        if what == BOOKING:
            found = event(self._reader, line, cells)
            self._events.append(found)
            if isinstance(found, Refusal):
                self._refused += 1
                if self._refused > _MOST_REFUSED:
                    self._holds, self._events = False, []
        elif what == CONTINUED and self._events:
            self._events[-1] = continued(self._events[-1], cells)

    def read_as(self, layout: Layout) -> list[Row | Refusal] | None:
        """All that was read, in the lines' order, where ``layout`` reads each line in the same way; else None."""
        same = layout._replace(newest_first=None, proof=_NO_PROOF) == self._reader.layout
        return self._events if self._holds and same else None


def event(reader: RowReader, line: int, cells: Sequence[str]) -> Row | Refusal:
    """The booking of a line, or why it can't be used."""
    try:
        if len(cells) > CELLS_LIMIT:
            require_narrow(cells)
        return reader.row(line, cells)
    except WalletError as problem:
        return refusal(line, problem, " ".join(cell for cell in cells if cell))


def continued(before: Row | Refusal, cells: Sequence[str]) -> Row | Refusal:
    """A booking with the texts of a line that goes on with it."""
    if isinstance(before, Refusal):
        return before
    more = " ".join(cell for cell in cells if cell not in NOTHING)
    memo = f"{before.memo} {more}".strip()[:MEMO_LIMIT]
    try:
        return before._replace(memo=clean(memo, limit=8 * MEMO_LIMIT))
    except WalletError:
        return before
