"""``wallet report``: spending and income by category and month."""

from __future__ import annotations

from datetime import date

from wallet_cli.cli.access import opening
from wallet_cli.cli.render.output import BOLD, Column, Output
from wallet_cli.cli.spec import Noun, Spec, arg, opt
from wallet_cli.domain import kinds
from wallet_cli.domain.account import SEPARATOR
from wallet_cli.domain.amounts import Style, plain
from wallet_cli.domain.dates import Period, read_period
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services.look import report
from wallet_cli.services.session import Session, style
from wallet_cli.words import amount

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.services.look.report import Flow, Line, Report

SCHEMA = "wallet.report/1"
BY_CATEGORY = tuple(Column(key, "") for key in ("period", "category", "kind", "currency", "amount", "total"))
BY_PERIOD = tuple(Column(key, "") for key in ("period", "currency", "income", "spending", "net"))


def summary(app: App, period: str | None, by: str | None) -> None:
    """Spending and income."""
    _categories(app, "summary", "", period, by)


def spending(app: App, period: str | None, by: str | None) -> None:
    """What was spent, by category."""
    _categories(app, "spending", kinds.SPENT, period, by)


def income(app: App, period: str | None, by: str | None) -> None:
    """What came in, by category."""
    _categories(app, "income", kinds.EARNED, period, by)


def _categories(app: App, name: str, flow: str, text: str | None, by: str | None) -> None:
    out = Output(app)
    with opening.reading(app) as session:
        period = _period(session, text)
        found = report.report(session, period, by_month=_by_month(by), flow=flow)
        if out.as_json:
            _as_json(out, name, period, [row for line in found.lines for row in _documents(found, line)])
        elif out.form == "tsv":
            out.rows(BY_CATEGORY, (row for line in found.lines for row in _plain_rows(found, line)))
        elif not found.lines:
            out.note(_("nothing was booked in {period}").format(period=period.label))
        else:
            _for_people(out, found, flow, style(session))


def _period(session: Session, text: str | None) -> Period:
    return read_period(text, date.fromordinal(session.today)) if text else report.this_month(session)


def _by_month(by: str | None) -> bool:
    if by not in (None, "month"):
        raise UsageProblem("unknown-grouping", by=by)
    return by is not None


def _as_json(out: Output, name: str, period: Period, rows: list[dict[str, Any]]) -> None:
    head = {"schema": SCHEMA, "report": name, "first": period.first.isoformat(), "last": period.last.isoformat()}
    if out.form == "jsonl":
        out.jsonl({**head, **row} for row in rows)
    else:
        out.json({**head, "rows": rows})


def _documents(found: Report, line: Line) -> list[dict[str, Any]]:
    """A category's columns for programs, debit positive: income is negative."""
    return [
        {
            "period": label,
            "id": line.uid.hex(),
            "category": line.path,
            "kind": line.kind,
            "amount": amount.as_json(own, line.currency),
            "total": amount.as_json(total, line.currency),
        }
        for label, own, total in zip(found.columns, line.own_minor, line.total_minor, strict=True)
    ]


def _plain_rows(found: Report, line: Line) -> list[list[str]]:
    unit = line.currency
    return [
        [label, line.path, line.kind, unit.code, plain(own, unit.scale), plain(total, unit.scale)]
        for label, own, total in zip(found.columns, line.own_minor, line.total_minor, strict=True)
    ]


def _for_people(out: Output, found: Report, flow: str, numbers: Style) -> None:
    """A table a kind; on narrow terminals the oldest months go first."""
    last = len(found.columns)
    for kind in kinds.categories(flow):
        lines = [line for line in found.lines if line.kind == kind]
        if not lines:
            continue
        if not flow:
            out.line(out.paint(_("spending") if kinds.of(kind).flow == kinds.SPENT else _("income"), BOLD))
        columns = [Column("category", _("category"), flexible=True)]
        columns += [Column(label, label, right=True, drop=last - at) for at, label in enumerate(found.columns)]
        rows = [["  " * line.path.count(SEPARATOR) + line.path.rpartition(SEPARATOR)[2]] for line in lines]
        sums = [([_("together")], unit, minors, [0] * last) for unit, minors in report.totals(found, kind).items()]
        if last > 1:
            columns.append(Column("total", _("total"), right=True))
        for row, line in zip(rows, lines, strict=True):
            row += _amounts(line.total_minor, line, numbers, last > 1)
        together = [
            [*head, *_amounts(tuple(minors), lines[0]._replace(currency=unit), numbers, last > 1)]
            for head, unit, minors, _none in sums
        ]
        alone = together[0] if len(together) == 1 and len(lines) > 1 else None
        out.rows(columns, rows if alone or len(together) == 1 else rows + together, total=alone)


def _amounts(minors: tuple[int, ...], line: Line, numbers: Style, with_total: bool) -> list[str]:
    shown = (*minors, sum(minors)) if with_total else minors
    return [amount.held(minor, line.currency, line.kind, numbers) if minor else "" for minor in shown]


def cashflow(app: App, period: str | None, by: str | None) -> None:
    """Money in, money out, and what was left."""
    out = Output(app)
    with opening.reading(app) as session:
        chosen = _period(session, period)
        found = report.cashflow(session, chosen, by_month=_by_month(by))
        if out.as_json:
            _as_json(out, "cashflow", chosen, [_flow(flow) for flow in found])
        elif out.form == "tsv":
            out.rows(BY_PERIOD, ([flow.label, flow.currency.code, *_plain_flow(flow)] for flow in found))
        elif not found:
            out.note(_("nothing was booked in {period}").format(period=chosen.label))
        else:
            numbers = style(session)
            titles = (_("period"), _("income"), _("spending"), _("net"))
            columns = [Column(title, title, right=at > 0) for at, title in enumerate(titles)]
            rows = [
                [flow.label, *(amount.people(minor, flow.currency, numbers) for minor in _flows(flow))]
                for flow in found
            ]
            out.rows(columns, rows)


def _flows(flow: Flow) -> tuple[int, int, int]:
    return flow.earned_minor, flow.spent_minor, flow.net_minor


def _plain_flow(flow: Flow) -> list[str]:
    return [plain(minor, flow.currency.scale) for minor in _flows(flow)]


def _flow(flow: Flow) -> dict[str, Any]:
    names = ("income", "spending", "net")
    amounts = {name: amount.as_json(minor, flow.currency) for name, minor in zip(names, _flows(flow), strict=True)}
    return {"period": flow.label, **amounts}


PARAMS = (
    arg("period", required=False, metavar="PERIOD", help=N_("2026-10, lastmonth, q3, 2026; this month when left out")),
    opt("by", "--by", metavar="month", help=N_("a column (or row) for every month: --by month")),
)

COMMAND = Noun(
    "report",
    N_("spending and income by month"),
    (
        Spec("summary", N_("spending and income"), summary, PARAMS, ("wallet report", "wallet report summary 2026-10")),
        Spec(
            "spending", N_("what was spent, by category"), spending, PARAMS, ("wallet report spending 2026 --by month",)
        ),
        Spec("income", N_("what came in, by category"), income, PARAMS, ("wallet report income lastmonth",)),
        Spec(
            "cashflow",
            N_("money in, money out, what was left"),
            cashflow,
            PARAMS,
            ("wallet report cashflow 2026 --by month",),
        ),
    ),
    default="summary",
)
