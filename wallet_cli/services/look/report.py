"""What was spent and earned, by category and month: read from the roll-ups alone, at the same cost in any books.

Whole months are read as months; of a month that the period cuts, its days. What always holds: a category's total is the
sum of its own and of everything below it; the totals of a column are the sum of its top categories.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.account import parents
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.dates import Period
from wallet_cli.domain.plan.period import month_bounds, month_label, month_of
from wallet_cli.record import NamedTuple
from wallet_cli.store.books import accounts, balances

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.services.session import Session


class Line(NamedTuple):
    """One category in one currency: ``own_minor`` and ``total_minor`` (with everything below), one a column.

    Minor units, debit positive: spending is positive, income negative.
    """

    path: str
    uid: bytes
    kind: str
    currency: Currency
    own_minor: tuple[int, ...]
    total_minor: tuple[int, ...]


class Report(NamedTuple):
    """``columns`` are labels of periods ("2026-11", or the whole period's); ``lines`` by kind and path."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


class Flow(NamedTuple):
    """Money in and out in one period and currency, in minor units as money sees it: ``spent_minor`` is negative."""

    label: str
    currency: Currency
    earned_minor: int
    spent_minor: int

    @property
    def net_minor(self) -> int:
        """What was left over; negative when more went out than came in."""
        return self.earned_minor + self.spent_minor


Sums = dict[tuple[int, str], int]
"""Minor units by account (row) and currency."""


def report(session: Session, period: Period, *, by_month: bool = False, flow: str = "") -> Report:
    """Spending and income of a period, or one ``flow`` of it, as the tree of categories.

    Raises Damaged("balances-replayed").
    """
    shown = kinds.categories(flow)
    months = _months(session, period)
    columns = {month_label(month): sums for month, sums in months.items()} if by_month else {period.label: _all(months)}
    tree = accounts.every(session.db, shown)
    by_path = {node.path: node for node in tree}
    scales = accounts.scales(session.db)
    own: dict[tuple[str, str], list[int]] = {}
    total: dict[tuple[str, str], list[int]] = {}
    for at, sums in enumerate(columns.values()):
        for node in tree:
            for code in scales:
                minor = sums.get((node.row, code), 0)
                if not minor:
                    continue
                own.setdefault((node.path, code), [0] * len(columns))[at] += minor
                for path in (node.path, *parents(node.path)):
                    total.setdefault((path, code), [0] * len(columns))[at] += minor
    lines = [
        Line(
            path,
            by_path[path].uid,
            by_path[path].kind,
            Currency(code, scales[code]),
            tuple(own.get((path, code), [0] * len(columns))),
            tuple(minors),
        )
        for (path, code), minors in total.items()
        if path in by_path
    ]
    lines.sort(key=lambda line: (shown.index(line.kind), line.path.split(":"), line.currency.code))
    return Report(tuple(columns), tuple(lines))


def cashflow(session: Session, period: Period, *, by_month: bool = False) -> tuple[Flow, ...]:
    """What came in and what went out, per period and currency. Raises Damaged("balances-replayed")."""
    found = report(session, period, by_month=by_month)
    flows: dict[tuple[int, Currency], list[int]] = {}
    for line in found.lines:
        for at, minor in enumerate(line.own_minor):
            if minor:
                flows.setdefault((at, line.currency), [0, 0])[kinds.of(line.kind).flow == kinds.SPENT] -= minor
    return tuple(Flow(found.columns[at], unit, *sums) for (at, unit), sums in sorted(flows.items()))


def totals(found: Report, kind: str) -> dict[Currency, list[int]]:
    """The sums of a report's columns for one kind, by currency."""
    sums: dict[Currency, list[int]] = {}
    for line in found.lines:
        if line.kind == kind:
            column = sums.setdefault(line.currency, [0] * len(found.columns))
            for at, minor in enumerate(line.own_minor):
                column[at] += minor
    return sums


def _months(session: Session, period: Period) -> dict[int, Sums]:
    """The sums of each month of the period in which anything was booked, in order."""
    first, last = month_of(period.first), month_of(period.last)
    starts_cut = period.first > month_bounds(first)[0]
    ends_cut = period.last < month_bounds(last)[1]
    found: dict[int, Sums] = {}
    cut = dict.fromkeys([first] * starts_cut + [last] * ends_cut)
    for month in cut:
        start, end = month_bounds(month)
        days = balances.by_days(session.db, max(start, period.first).toordinal(), min(end, period.last).toordinal())
        found[month] = {(account, code): minor for account, code, minor, _count in days}
    if first + starts_cut <= last - ends_cut:
        for month, account, code, minor, _count in balances.by_month(session.db, first + starts_cut, last - ends_cut):
            found.setdefault(month, {})[account, code] = minor
    return dict(sorted((month, sums) for month, sums in found.items() if sums))


def _all(months: dict[int, Sums]) -> Sums:
    together: Sums = {}
    for sums in months.values():
        for key, minor in sums.items():
            together[key] = together.get(key, 0) + minor
    return together


def this_month(session: Session) -> Period:
    """The running month, to its end."""
    month = month_of(date.fromordinal(session.today))
    first, last = month_bounds(month)
    return Period(first, last, month_label(month))
