"""Whether something is missing between what the books have of an account and the beginning of a file.

A bank's balance before the first row that isn't what the books held by then shows it; where the file has no balance,
days without a row do. What always holds: an account of which no file brought anything before has no gap, and neither
has one that agrees; the same difference is named once.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.files import beginning
from wallet_cli.domain.files.statement import booked, days_of
from wallet_cli.domain.transaction import PENDING
from wallet_cli.services.files import early_rows
from wallet_cli.services.files.imported import Gap
from wallet_cli.store.books import account_postings, accounts, balances

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wallet_cli.domain.currency import Currency
    from wallet_cli.services.files.imported import Assigned, Filed
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.account_postings import Known
    from wallet_cli.store.books.accounts import Node

MEMORY_DAYS = 800
"""So far back what files brought is looked for."""
MONTH_DAYS = 27
"""Without a balance, more days than these without a row may be a month of which there is no file."""


def named(session: Session, filed: Sequence[tuple[Assigned, Filed]]) -> list[Filed]:
    """What became of the statements, with the gap in front of each; in their order."""
    found: dict[int, Gap] = {}
    offsets: dict[tuple[bytes, str], int] = {}
    for at, (each, what) in sorted(enumerate(filed), key=lambda one: _first(one[1][0])):
        unit = next((row.amount.currency for row in each.rows if not row.pending), None)
        if unit is None or each.places is not None:
            continue
        node = accounts.by_uid(session.db, each.account.uid) or each.account
        # balances that don't follow from one another say nothing
        before = None if each.head.closing_unsaid else beginning.before_first(each.head, each.rows)
        held = _held(session, node, unit, _first(each), what)
        offset = 0
        if before is not None:
            is_debt = kinds.of(node.kind).debt
            offset = min((said - held for said in ((before, -before) if is_debt else (before,))), key=abs)
        if before is not None:
            had, offsets[node.uid, unit.code] = offsets.get((node.uid, unit.code), 0), offset
            if offset in (0, had):
                continue
        last = _last(session, node, unit, _first(each))
        if last is not None and (before is not None or (_first(each) - last).days > MONTH_DAYS):
            found[at] = Gap(unit, last, _first(each), None if before is None else held, held + offset)
    return [what._replace(gap=found.get(at)) for at, (_each, what) in enumerate(filed)]


def _first(each: Assigned) -> date:
    return min(days_of(booked(each.rows)), default=date.max)


def _held(session: Session, node: Node, unit: Currency, first: date, filed: Filed) -> int:
    """What the books held before the file's first row: with what other files brought of that day."""
    ours = {fate.txn for fate in filed.fates}
    day = first.toordinal()
    others = sum(known.amount_minor for known in _brought(session, node, unit, day, day) if known.txn not in ours)
    return balances.without_pending(session.db, node.row, unit.code, date.fromordinal(day - 1)) + others


def _last(session: Session, node: Node, unit: Currency, first: date) -> date | None:
    """The last day before ``first`` of which a file brought a row, if the account had begun by then."""
    start = early_rows.begins(session, node, unit.code)
    if start is not None and start.date >= first.toordinal():
        return None
    day = first.toordinal()
    days = [known.date for known in _brought(session, node, unit, day - MEMORY_DAYS, day - 1)]
    return date.fromordinal(max(days)) if days else None


def _brought(session: Session, node: Node, unit: Currency, first: int, last: int) -> Iterator[Known]:
    """What files brought as booked to an account, of these days (ordinals) and in this currency."""
    for known in account_postings.known(session.db, node.row, first, last):
        if known.delivered and known.currency == unit.code and known.state != PENDING and not known.void:
            yield known
