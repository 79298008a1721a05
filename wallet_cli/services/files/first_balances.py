"""With what an account begins that its first file fills: the balance before the first row, where the file says it.

Only of an account on which nothing is booked yet. What the file proves is taken, what it only says is for a person to
decide (``Choices.opens``); either is one transaction of the import, and goes when that is undone.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.files import beginning
from wallet_cli.services import names
from wallet_cli.services.files.imported import Opened
from wallet_cli.services.session import money_of
from wallet_cli.services.things.accounts import Opening, begin_with
from wallet_cli.store.books import openings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from wallet_cli.services.files.imported import Assigned, ImportPlan
    from wallet_cli.services.session import Session
    from wallet_cli.store.journal.journal import Operation


def found(session: Session, plan: ImportPlan) -> list[Opened]:
    """What the accounts of a plan that are still empty began with, those alone whose earliest file says it."""
    first: dict[tuple[bytes, str], Assigned] = {}
    for each in plan.statements:
        if each.places is not None or not (each.rows or each.head.opening):
            continue
        for code in _codes(each):
            had = first.get((each.account.uid, code))
            if had is None or _first_day(each) < _first_day(had):
                first[each.account.uid, code] = each
    opened = []
    for (_uid, code), each in first.items():
        node = each.account
        if node.row != names.NEW and openings.earliest(session.db, node.row, code):
            continue
        start = beginning.start(each.head, each.rows, is_debt=kinds.of(node.kind).debt)
        if start is not None and start.minor:
            unit = money_of(session, code)
            opened.append(Opened(node.account, unit, _first_day(each), start.minor, start.is_proven, start.until))
    return opened


def _codes(each: Assigned) -> set[str]:
    stated = {each.head.opening.amount.currency.code} if each.head.opening else set()
    return {row.amount.currency.code for row in each.rows} or stated


def _first_day(each: Assigned) -> date:
    """The day of the first row; that of a beginning which has a record of its own is its own day."""
    opening = each.head.opening
    own = [opening.on] if opening and opening.on and beginning.OPENING_RECORD in each.head.evidence else []
    return min([*own, *(row.booking_date for row in each.rows)], default=date.max)


def write(session: Session, work: Operation, plan: ImportPlan, opens: Collection[bytes]) -> list[Opened]:
    """Let the accounts begin with what is proven, or said to be right; in the operation that records their rows."""
    taken = [each for each in found(session, plan) if each.is_proven or each.account.uid in opens]
    for each in taken:
        opening = Opening(each.currency.code, each.minor, each.on.toordinal())
        begin_with(session, work, each.account, opening, each.until.toordinal() if each.until else 0)
    work.flush()
    return taken
