"""What is left in the envelopes that a record has just taken from: a few look-ups, whatever the size of the books."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.calendar import Period, at
from wallet_cli.domain.plan.budget import Index, Plan, budget_periods, nearest_envelope
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import periods
from wallet_cli.services.plan import envelopes
from wallet_cli.store.books import accounts, budgets, transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallet_cli.domain.currency import Currency
    from wallet_cli.services.plan.envelopes import Cells
    from wallet_cli.services.session import Session


class Left(NamedTuple):
    """What an envelope still has of what it had in ``period``, in minor units; negative: overspent."""

    envelope: str
    left_minor: int
    had_minor: int
    currency: Currency
    period: Period


def left_by(session: Session, uids: Iterable[bytes]) -> list[Left]:
    """What is left in the envelopes that these transactions (uids) count to, each once, in order."""
    calendar = periods.own(session)
    asked: dict[tuple[str, Index], dict[bytes, None]] = {}
    for uid in uids:
        kept = transactions.by_uid(session.db, uid)
        for posting in kept.transaction.postings if kept else ():
            index = calendar.number(posting.date)
            asked.setdefault((posting.currency, index), {})[posting.account] = None
    return [left for (code, index), found in asked.items() for left in left_after(session, found, code, index)]


def left_after(session: Session, categories: Iterable[bytes], code: str, index: Index) -> list[Left]:
    """What is left in a period in the envelopes that spending on these categories (uids) counts to, each once."""
    cells = envelopes.read_cells(session, code)
    if not cells.allotments:
        return []
    nodes = accounts.every(session.db, kinds.categories(kinds.SPENT))
    paths = {node.uid: node.path for node in nodes}
    begun = {paths[uid] for uid, given in cells.allotments.items() if uid in paths and given.first <= index}
    touched = [nearest_envelope(paths[uid], begun) for uid in categories if uid in paths]
    return [_left(session, cells, nodes, path, index) for path in dict.fromkeys(touched) if path is not None]


def _left(session: Session, cells: Cells, nodes: list[accounts.Node], path: str, index: Index) -> Left:
    starts = {node.path: cells.allotments[node.uid].first for node in nodes if node.uid in cells.allotments}
    own = next(node for node in nodes if node.path == path)
    below = {node.row: node for node in nodes if node.path == path or node.path.startswith(path + ":")}
    given, code = cells.allotments[own.uid], cells.currency.code
    first = given.first
    spans = [span for each in range(first, index + 1) for span in envelopes.spans_of(cells.calendar, each)]
    rows = budgets.of_spans(session.db, list(below), code, spans)
    spent: dict[tuple[Index, str], int] = {}
    for when, row, minor in rows:
        begun = [each for each, start in starts.items() if start <= when]
        if nearest_envelope(below[row].path, begun) == path:
            spent[when, path] = spent.get((when, path), 0) - minor
    assigned = {(each, path): given.amount_in(each) for each in range(first, index + 1)}
    carryover = {path: cells.carryover.get(own.uid, ())}
    plan = Plan(first, index - first + 1, [path], assigned, spent, {}, carryover, {})
    envelope = budget_periods(plan)[-1].envelopes[path]
    return Left(
        path,
        envelope.balance_minor,
        envelope.balance_minor - envelope.spent_minor,
        cells.currency,
        at(cells.calendar, index),
    )
