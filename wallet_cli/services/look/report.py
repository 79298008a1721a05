"""What was spent and earned, by category and period: read from the roll-ups alone, at the same cost in any books.

Whole months are read as months; of a month that a period cuts, its days. What always holds: a category's total is the
sum of its own and of everything of its kind below it; the totals of a column are the sum of its top categories.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import parents
from wallet_cli.domain.calendar import FIRST_DAY, LAST_DAY, Period, at
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.look.name_order import name_order
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.books import accounts, balances, register

MOST_COUNTED = 10_000
"""The most transactions that are looked for."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.calendar import Calendar
    from wallet_cli.services.session import Session


class ReportLine(NamedTuple):
    """One category in one currency: ``own_minor`` and ``total_minor`` (with everything below), one a column.

    Minor units, debit positive: spending is positive, income negative. ``booked`` are the columns in which anything
    was booked on the category itself; ``is_even`` says that all of it, below it as well, added up to nothing.
    """

    path: str
    uid: bytes
    kind: str
    currency: Currency
    own_minor: tuple[int, ...]
    total_minor: tuple[int, ...]
    booked: tuple[int, ...]
    is_even: bool


def ahead(session: Session, period: Period) -> int:
    """How many transactions of a period that has begun are dated after today, as far as ``MOST_COUNTED``."""
    last = period.last.toordinal()
    if not period.first.toordinal() <= session.today < last:
        return 0
    return register.count(session.db, register.Query(first=session.today + 1, last=last, limit=MOST_COUNTED))


class Report(NamedTuple):
    """``columns`` are labels of periods ("2026-11", or the whole period's); ``lines`` by kind and path."""

    columns: tuple[str, ...]
    lines: tuple[ReportLine, ...]


class Flow(NamedTuple):
    """Money in and out in one period and currency, in minor units as money sees it: ``spent_minor`` is negative.

    ``is_even`` says that each category added up to nothing.
    """

    label: str
    currency: Currency
    earned_minor: int
    spent_minor: int
    is_even: bool

    @property
    def net_minor(self) -> int:
        """What was left over; negative when more went out than came in."""
        return self.earned_minor + self.spent_minor


Sums = dict[tuple[int, str], int]
"""Minor units by account (row) and currency."""


def report(session: Session, period: Period, *, by: Calendar | None = None, flow: str = "") -> Report:
    """Spending and income of a period, or one ``flow`` of it, as the tree of categories.

    ``by`` gives each period of a calendar in which anything was booked a column; of one that is cut, what lies inside.
    Raises Damaged("balances-replayed").
    """
    shown = kinds.categories(flow)
    columns = _columns(session, period, by)
    tree = accounts.every(session.db, shown)
    by_path = {node.path: node for node in tree}
    scales = accounts.scales(session.db)
    own: dict[tuple[str, str], list[int]] = {}
    total: dict[tuple[str, str], list[int]] = {}
    booked: dict[tuple[str, str], list[int]] = {}
    uneven: set[tuple[str, str]] = set()
    for column, sums in enumerate(columns.values()):
        for node in tree:
            for code in scales:
                minor = sums.get((node.row, code))
                if minor is None:
                    continue
                booked.setdefault((node.path, code), []).append(column)
                own.setdefault((node.path, code), [0] * len(columns))[column] += minor
                for path in (node.path, *parents(node.path)):
                    if path in by_path and by_path[path].kind != node.kind:
                        continue  # what came in isn't part of what was spent above it
                    total.setdefault((path, code), [0] * len(columns))[column] += minor
                    if minor:
                        uneven.add((path, code))
    lines = [
        ReportLine(
            path,
            by_path[path].uid,
            by_path[path].kind,
            Currency(code, scales[code]),
            tuple(own.get((path, code), [0] * len(columns))),
            tuple(minors),
            tuple(booked.get((path, code), ())),
            (path, code) not in uneven,
        )
        for (path, code), minors in total.items()
        if path in by_path
    ]
    lines.sort(key=lambda line: (shown.index(line.kind), name_order(line.path), line.currency.code))
    return Report(tuple(columns), tuple(lines))


def cashflow(session: Session, period: Period, *, by: Calendar | None = None) -> tuple[Flow, ...]:
    """What came in and what went out, per period and currency. Raises Damaged("balances-replayed")."""
    found = report(session, period, by=by)
    flows: dict[tuple[int, Currency], list[int]] = {}
    uneven = set()
    for line in found.lines:
        for column in line.booked:
            minor = line.own_minor[column]
            flows.setdefault((column, line.currency), [0, 0])[kinds.of(line.kind).flow == kinds.SPENT] -= minor
            if minor:
                uneven.add((column, line.currency))
    return tuple(
        Flow(found.columns[column], unit, earned, spent, (column, unit) not in uneven)
        for (column, unit), (earned, spent) in sorted(flows.items())
    )


def totals(found: Report, kind: str) -> dict[Currency, list[int]]:
    """The sums of a report's columns for one kind, by currency."""
    sums: dict[Currency, list[int]] = {}
    for line in found.lines:
        if line.kind == kind:
            total = sums.setdefault(line.currency, [0] * len(found.columns))
            for column, minor in enumerate(line.own_minor):
                total[column] += minor
    return sums


def _columns(session: Session, period: Period, by: Calendar | None) -> dict[str, Sums]:
    """The sums of the period, or of each of its parts in which anything was booked, in order, by label."""
    booked = balances.booked(session.db) or (FIRST_DAY, LAST_DAY)
    days = max(period.first.toordinal(), booked[0]), min(period.last.toordinal(), booked[1])
    parts = _parts(by, *days) if by else {period.label: days}
    spans = [
        span
        for number, (first, last) in enumerate(parts.values())
        if first <= last
        for span in balances.cover(number, first, last)
    ]
    columns: dict[str, Sums] = {label: {} for label in parts}
    labels = list(parts)
    for number, account, code, minor, _count in balances.by_span(session.db, spans):
        columns[labels[number]][account, code] = minor
    return {label: sums for label, sums in columns.items() if sums or by is None}


def _parts(by: Calendar, first: int, last: int) -> dict[str, tuple[int, int]]:
    """What lies between two days of each of a calendar's periods, by label."""
    periods = [at(by, index) for index in range(by.number(first), by.number(last) + 1)]
    return {each.label: (max(first, each.first.toordinal()), min(last, each.last.toordinal())) for each in periods}
