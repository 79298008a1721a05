"""With what an account begins that its first file fills: the balance before the first row, where the file says it.

Only of an account on which nothing is booked yet. What the file proves is taken, what it only says is for a person to
decide (``Choices.opens``); either is one transaction of the import, and goes when that is undone.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.files import beginning
from wallet_cli.domain.files.ewallet import meaning
from wallet_cli.domain.files.ewallet_sides import sides
from wallet_cli.domain.files.statement import days_of, units_of
from wallet_cli.services import names
from wallet_cli.services.files import ewallet_rows
from wallet_cli.services.files.imported import Opened, Unopened
from wallet_cli.services.files.joins import unlisted
from wallet_cli.services.session import money_of
from wallet_cli.services.things.accounts import Opening, begin_with
from wallet_cli.store.books import openings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from wallet_cli.services.files.imported import Assigned, ImportPlan
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation


def found(session: Session, plan: ImportPlan) -> list[Opened]:
    """What the accounts of a plan that are still empty began with, those alone whose earliest file says it."""
    opened = []
    for (_uid, code), each in _first_files(session, plan).items():
        start = _start(each)
        if start is not None and (start.minor or start.is_proven):
            unit = money_of(session, code)
            opened.append(
                Opened(each.account.account, unit, _first_day(each), start.minor, start.is_proven, start.until)
            )
    return opened


def unsaid(session: Session, plan: ImportPlan, opened: Collection[Opened]) -> list[Unopened]:
    """The accounts of a plan that are still empty, and of which nothing says, proves or was said what they began with;
    asked before anything is written. ``opened`` are those that begin with something now.
    """
    begun = {(each.account.uid, each.currency.code) for each in opened}
    found = []
    for (uid, code), each in _first_files(session, plan).items():
        start = _start(each)
        is_known = start is not None and start.is_proven
        if not is_known and (uid, code) not in begun and any(row.amount.currency.code == code for row in each.rows):
            unit, minor = money_of(session, code), start.minor if start else None
            found.append(Unopened(each.account.account, unit, _first_day(each), minor))
    had = begun | {(each.account.uid, each.currency.code) for each in found}
    for (uid, code), (node, day) in _first_of_ewallets(session, plan).items():
        if (uid, code) not in had:
            found.append(Unopened(node.account, money_of(session, code), day))
    return found


def _first_of_ewallets(session: Session, plan: ImportPlan) -> dict[tuple[bytes, str], tuple[Node, date]]:
    """The accounts (uid, code) that are still empty and that rows of e-wallets are booked on, with the first day."""
    first: dict[tuple[bytes, str], tuple[Node, date]] = {}
    for each in plan.statements:
        nodes = {node.uid: node for node in (each.places or {}).values() if node}
        for row in each.rows if nodes else ():
            for line in ewallet_rows.lines(sides(meaning(row)).sides, each.places or {}):
                key = line.account, row.amount.currency.code
                if key not in first or row.booking_date < first[key][1]:
                    first[key] = nodes[line.account], row.booking_date
    return {
        (uid, code): (node, day)
        for (uid, code), (node, day) in first.items()
        if node.row == names.NEW or not openings.earliest(session.db, node.row, code)
    }


def _first_files(session: Session, plan: ImportPlan) -> dict[tuple[bytes, str], Assigned]:
    """The earliest statement of each account (uid) that is still empty in a currency (code)."""
    first: dict[tuple[bytes, str], Assigned] = {}
    for each in plan.statements:
        if each.places is not None or not (each.rows or each.head.opening):
            continue
        for code in _codes(each):
            had = first.get((each.account.uid, code))
            if had is None or _first_day(each) < _first_day(had):
                first[each.account.uid, code] = each
    return {
        (uid, code): each
        for (uid, code), each in first.items()
        if each.account.row == names.NEW or unlisted.is_empty(session, each.account, code)
    }


def _start(each: Assigned) -> beginning.Start | None:
    return beginning.start(each.head, each.rows, is_debt=kinds.of(each.account.kind).debt)


def _codes(each: Assigned) -> set[str]:
    stated = {each.head.opening.amount.currency.code} if each.head.opening else set()
    return {unit.code for unit in units_of(each.rows)} or stated


def _first_day(each: Assigned) -> date:
    """The day of the first row; that of a beginning which has a record of its own is its own day."""
    opening = each.head.opening
    own = [opening.on] if opening and opening.on and beginning.OPENING_RECORD in each.head.evidence else []
    return min([*own, *days_of(each.rows)], default=date.max)


def write(
    session: Session, work: Operation, plan: ImportPlan, opens: Collection[bytes]
) -> tuple[list[Opened], list[Unopened]]:
    """Let the accounts begin with what is proven, or said to be right, in the operation that records their rows; and
    those of which it isn't known.
    """
    taken = [each for each in found(session, plan) if each.is_proven or each.account.uid in opens]
    left = unsaid(session, plan, taken)
    for each in taken:
        opening = Opening(each.currency.code, each.minor, each.on.toordinal())
        begin_with(session, work, each.account, opening, each.until.toordinal() if each.until else 0)
    work.flush()
    return taken, left
