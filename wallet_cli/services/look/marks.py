"""Which marks a transaction has: found in its postings alone, so that a list asks the books nothing more."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.look import marks
from wallet_cli.services.look.search import VOID

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.look.view import View
    from wallet_cli.services.look.history import HistoryEntry


def of(entry: HistoryEntry, view: View) -> tuple[str, ...]:
    """The marks of a transaction, what is void first."""
    found = [marks.VOID] if entry.state == VOID else []
    if view.in_transit:
        found.append(marks.IN_TRANSIT)
    elif entry.state == marks.PENDING:
        found.append(marks.PENDING)
    what = _what(entry)
    if what and not (what == marks.TRANSFER and view.in_transit):
        found.append(what)
    if any(part.is_imported for part in entry.parts):
        found.append(marks.IMPORTED)
    if entry.is_doubtful and entry.state != VOID:
        found.append(marks.TO_REVIEW)
    return tuple(found)


def _what(entry: HistoryEntry) -> str:
    own = [part for part in entry.parts if kinds.of(part.kind).own]
    if any(kinds.of(part.kind).is_person for part in entry.parts):
        return marks.DEBT
    left = {part.currency for part in own if part.amount_minor < 0}
    arrived = {part.currency for part in own if part.amount_minor > 0}
    if left and arrived:
        return marks.TRANSFER if left & arrived else marks.EXCHANGE
    came_back = any(part.amount_minor < 0 for part in entry.parts if kinds.of(part.kind).flow == kinds.SPENT)
    earned = any(kinds.of(part.kind).flow == kinds.EARNED for part in entry.parts)
    return marks.REFUND if arrived and came_back and not earned else ""
