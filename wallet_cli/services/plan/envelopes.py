"""The budget in one currency as it was decided, and every period computed from it and from the roll-ups.

Periods are those of the wallet's own calendar, by their numbers. What was decided for periods of one kind is nothing to
those of another.

Income of a period is all by which the money on budget accounts changed, other than by what the envelopes spent: so the
balances of the envelopes, what is to budget and what is held always make up the money that is there. Accounts of some
kinds are not budget accounts unless that is said: a house or a mortgage is not money for this month's food. What such
an account pays for directly (the interest that a loan adds to itself) counts as money that came in and was spent:
roll-ups tell accounts apart, not pairs of them, and the cost must not grow with the books.
"""

from __future__ import annotations

import json
from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.calendar import Period, at, day_in, month_of, parts_of, read_calendar, read_key
from wallet_cli.domain.operation import BUDGET, CARRYOVER, HOLD, ON_BUDGET
from wallet_cli.domain.plan.allotment import ONWARD, Allotment
from wallet_cli.domain.plan.budget import BudgetPeriod, Changes, Index, Plan, budget_periods, nearest_envelope
from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import periods
from wallet_cli.services.session import Session, money_of
from wallet_cli.store.books import accounts, balances
from wallet_cli.store.journal import items

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wallet_cli.domain.calendar import Calendar
    from wallet_cli.domain.currency import Currency
    from wallet_cli.store.books.accounts import Node

LAST_MONTHS_AHEAD = 60
"""How far ahead a budget can be looked at or set: five years, so that no period is computed for nothing."""


class Cells(NamedTuple):
    """What was decided about the budget in one currency, by category uid and by period, in minor units."""

    calendar: Calendar
    currency: Currency
    allotments: Mapping[bytes, Allotment]
    carryover: Mapping[bytes, Changes]
    held: Mapping[Index, int]

    def cell_name(self, index: Index, category: bytes, *, onward: bool = False) -> str:
        """The name of an envelope's cell: ``2026-11:<uid>:EUR``, or ``2026-11+:<uid>:EUR`` from that period on."""
        return f"{self.calendar.key(index)}{ONWARD if onward else ''}:{category.hex()}:{self.currency.code}"

    def hold_name(self, index: Index) -> str:
        """The name of the cell that says what is held for the period after this one."""
        return f"{self.calendar.key(index)}:{self.currency.code}"


class Budget(NamedTuple):
    """The budget up to one period, envelopes by category path; ``computed`` ends with that one.

    ``starts`` first period of each envelope; ``allotments`` what each is given; ``sources`` what this period's spending
    of each consists of, by category (signed as in ``spent_minor``). Of this period's income, ``received_minor`` is what
    income categories received and ``loose_minor`` (<= 0: money out) what categories without an envelope spent; the
    rest are openings, exchanges, adjustments and transfers with accounts that aren't on the budget. ``closed`` are the
    envelopes whose category is.
    """

    calendar: Calendar
    currency: Currency
    uids: Mapping[str, bytes]
    computed: Sequence[BudgetPeriod]
    starts: Mapping[str, Index]
    allotments: Mapping[str, Allotment]
    sources: Mapping[str, Mapping[str, int]]
    received_minor: int
    loose_minor: int
    closed: frozenset[str] = frozenset()

    @property
    def now(self) -> BudgetPeriod:
        """The period asked for."""
        return self.computed[-1]

    @property
    def period(self) -> Period:
        """Its days."""
        return at(self.calendar, self.now.number)

    @property
    def before(self) -> BudgetPeriod:
        """The one before it."""
        return self.computed[-2]


def read_cells(session: Session, code: str) -> Cells:
    """All cells of the budget in one currency, for periods as the wallet goes by them now."""
    calendar = periods.own(session)
    standing: dict[bytes, dict[Index, int]] = {}
    single: dict[bytes, dict[Index, int]] = {}
    carryover: dict[bytes, list[tuple[Index, bool]]] = {}
    held: dict[Index, int] = {}
    for index, _rest, amount in _cells(session, calendar, HOLD, code):
        held[index] = int(amount)
    for index, (category,), word in _cells(session, calendar, CARRYOVER, code):
        carryover.setdefault(bytes.fromhex(category), []).append((index, word == "true"))
    for index, (category, *onward), amount in _cells(session, calendar, BUDGET, code):
        (standing if onward else single).setdefault(bytes.fromhex(category), {})[index] = int(amount)
    uids = {*standing, *single}
    allotments = {uid: Allotment(standing.get(uid, {}), single.get(uid, {})) for uid in uids}
    return Cells(calendar, money_of(session, code), allotments, carryover, held)


def _cells(session: Session, calendar: Calendar, kind: str, code: str) -> Iterator[tuple[Index, list[str], str]]:
    """The cells of a kind in one currency: the period, the category if any and ``ONWARD`` behind it, the body."""
    for name, body in items.every(session.db, kind):
        key, *parts, unit = name.split(":")
        index = read_key(calendar, key.removesuffix(ONWARD)) if unit == code else None
        if index is not None:
            yield index, [*parts, ONWARD] if key.endswith(ONWARD) else parts, body


def currencies(session: Session) -> list[str]:
    """The currencies that have envelopes."""
    return sorted({name.rpartition(":")[2] for name, _body in items.every(session.db, BUDGET)})


def other_calendars(session: Session, code: str) -> tuple[str, ...]:
    """The kinds of period (names of ``calendar.KINDS``) whose envelopes don't count now: the wallet goes by another."""
    calendar = periods.own(session)
    keys = [
        name.split(":")[0].removesuffix(ONWARD)
        for name, _body in items.every(session.db, BUDGET)
        if name.endswith(code)
    ]
    return tuple(dict.fromkeys(parts_of(key)[1] for key in keys if read_key(calendar, key) is None))


class Recast(NamedTuple):
    """What other periods make of a budget: today's period ``was`` and is ``now``, and what was budgeted for it is for
    ``becomes``; None where periods of that kind have envelopes of their own, or where there are no envelopes.
    """

    was: Period
    now: Period
    becomes: Period | None
    has_envelopes: bool


def recast(session: Session, before: str, after: str) -> Recast:
    """What it means for the budget that the wallet goes by the periods ``after``, as ``read_calendar`` reads them."""
    old, new = read_calendar(before), read_calendar(after)
    index = old.number(session.today)
    has_envelopes = bool(currencies(session))
    becomes = read_key(new, old.key(index)) if has_envelopes else None
    now = at(new, new.number(session.today))
    return Recast(at(old, index), now, None if becomes is None else at(new, becomes), has_envelopes)


def check_ahead(session: Session, calendar: Calendar, index: Index) -> None:
    """Raises UsageProblem("budget-month-too-far") for a period more than five years ahead."""
    today = date.fromordinal(session.today)
    last = calendar.number(day_in(month_of(today) + LAST_MONTHS_AHEAD, today.day))
    if index > last:
        raise UsageProblem("budget-month-too-far", month=at(calendar, index).label, last=at(calendar, last).label)


def counted(session: Session) -> list[Node]:
    """The money accounts that are on the budget."""
    said = _said(session)
    money = [node for node in accounts.every(session.db) if node.account.is_money]
    return [node for node in money if said.get(node.uid.hex(), kinds.of(node.kind).on_budget)]


def moved_by_kind(session: Session, uid: bytes, before: str, after: str) -> bool | None:
    """Whether another kind puts an account on the budget (True) or takes it off; None where nothing changes by it."""
    was, now = kinds.of(before).on_budget, kinds.of(after).on_budget
    return None if was == now or uid.hex() in _said(session) else now


def _said(session: Session) -> dict[str, bool]:
    """The accounts of which it was said whether they are on the budget, by uid."""
    return {name: json.loads(body) for name, body in items.every(session.db, ON_BUDGET)}


def compute(session: Session, cells: Cells, until: Index) -> Budget:
    """The budget from its first period to ``until``. It begins with all the money that there was before that one.

    Raises UsageProblem("budget-month-too-far"), Damaged("balances-replayed").
    """
    check_ahead(session, cells.calendar, until)
    nodes = {node.row: node for node in accounts.every(session.db)}
    tree = {node.row: node for node in nodes.values() if node.account.is_category}
    allotments = {node.path: cells.allotments[node.uid] for node in tree.values() if node.uid in cells.allotments}
    starts = {path: given.first for path, given in allotments.items()}
    first = min((*starts.values(), until))
    spans = [span for index in range(first, until + 1) for span in spans_of(cells.calendar, index)]
    sums = [row for row in balances.by_span(session.db, spans) if row[2] == cells.currency.code]
    spending = [(index, row, -minor) for index, row, _code, minor, _count in sums if row in tree]
    spent, sources, received, loose = _spent(spending, until, tree, starts)
    ours = {node.row for node in counted(session)}
    income = {first - 1: _there_before(session, cells.currency.code, cells.calendar.start(first), ours)}
    for index, row, _code, minor, _count in sums:
        if row in ours:
            income[index] = income.get(index, 0) + minor
    for (index, _path), minor in spent.items():
        income[index] = income.get(index, 0) - minor
    computed = budget_periods(
        Plan(
            first - 1,
            until - first + 2,
            sorted(starts),
            {(i, path): given.amount_in(i) for path, given in allotments.items() for i in range(first, until + 1)},
            spent,
            income,
            {node.path: cells.carryover.get(node.uid, ()) for node in tree.values()},
            cells.held,
        )
    )
    uids = {node.path: node.uid for node in tree.values() if node.path in starts}
    closed = frozenset(node.path for node in tree.values() if node.path in starts and node.closed)
    return Budget(cells.calendar, cells.currency, uids, computed, starts, allotments, sources, received, loose, closed)


def spans_of(calendar: Calendar, index: Index) -> list[balances.Span]:
    """The roll-ups that a period's sums are read from."""
    return balances.cover(index, calendar.start(index), calendar.start(index + 1) - 1)


def _there_before(session: Session, code: str, first: int, rows: set[int]) -> int:
    """The money on the accounts ``rows`` at the end of the day before ``first`` (ordinal)."""
    there = balances.as_of(session.db, date.fromordinal(first - 1))
    return sum(cell.total_minor for cell in there if cell.account in rows and cell.currency == code)


Sources = dict[str, dict[str, int]]


def _spent(
    spending: Iterable[tuple[Index, int, int]], until: Index, tree: Mapping[int, Node], starts: Mapping[str, Index]
) -> tuple[dict[tuple[Index, str], int], Sources, int, int]:
    """What each envelope spent by period; for the last one also from which categories, what was received and loose."""
    spent: dict[tuple[Index, str], int] = {}
    sources: Sources = {}
    received = loose = 0
    begun: dict[Index, set[str]] = {}
    for index, row, minor in spending:
        node = tree[row]
        flow = kinds.of(node.kind).flow
        if index not in begun:
            begun[index] = {path for path, start in starts.items() if start <= index}
        envelope = nearest_envelope(node.path, begun[index]) if flow == kinds.SPENT else None
        if envelope is not None:
            spent[index, envelope] = spent.get((index, envelope), 0) + minor
            if index == until:
                parts = sources.setdefault(envelope, {})
                parts[node.path] = parts.get(node.path, 0) + minor
        elif index == until:
            received += minor if flow == kinds.EARNED else 0
            loose += minor if flow == kinds.SPENT else 0
    return spent, sources, received, loose
