"""What is read of a table during the first walk, as its first lines let assume, held until that is known to hold."""

from __future__ import annotations

from wallet_cli.domain.files.statement import MEMO_LIMIT, Refusal
from wallet_cli.domain.text import clean
from wallet_cli.errors import WalletError
from wallet_cli.formats.table.amounts import NOTHING
from wallet_cli.formats.table.layout import Proof
from wallet_cli.formats.table.rows import event
from wallet_cli.formats.table.survey import BOOKING, CONTINUED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.files.statement import Row
    from wallet_cli.formats.table.layout import Layout
    from wallet_cli.formats.table.rows import RowReader
    from wallet_cli.formats.table.survey import Shape

MOST_REFUSED = 1000
"""With more refusals than that, more is wrong than a line here and there: nothing more is read ahead."""
_NO_PROOF = Proof()


class Ahead:
    """What was read ahead with ``reader``, which reads as is assumed: a row or a refusal for each booking."""

    def __init__(self, reader: RowReader) -> None:
        self.reader, self._refused, self._holds = reader, 0, True
        self.events: list[Row | Refusal] = []

    def see(self, what: str, line: int, cells: Sequence[str]) -> None:
        """Another line, and what it is."""
        if not self._holds:
            return
        if what == BOOKING:
            found = event(self.reader, line, cells)
            self.events.append(found)
            if isinstance(found, Refusal):
                self._refused += 1
                if self._refused > MOST_REFUSED:
                    self._holds, self.events = False, []
        elif what == CONTINUED and self.events:
            self.events[-1] = continued(self.events[-1], cells)

    def read_as(self, shape: Shape, layout: Layout) -> list[Row | Refusal] | None:
        """All that was read, in the lines' order, where ``layout`` reads each line of this ``shape`` in the same way,
        and none was read by what lines behind it can show; else None.
        """
        same = layout._replace(newest_first=None, proof=_NO_PROOF) == self.reader.layout
        same = same and shape is self.reader.shape and not self.reader.heeds_others
        return self.events if self._holds and same else None


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
