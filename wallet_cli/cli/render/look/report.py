"""Spending and income as people and as programs see them."""

from __future__ import annotations

from wallet_cli.cli.render.output import BOLD, Column, Output
from wallet_cli.domain import kinds
from wallet_cli.domain.account import SEPARATOR
from wallet_cli.domain.amounts import Style, plain
from wallet_cli.domain.calendar import without_open_ends
from wallet_cli.i18n import _
from wallet_cli.services.look import report
from wallet_cli.words import amount

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.domain.calendar import Period
    from wallet_cli.services.look.report import Flow, Report, ReportLine

SCHEMA = "wallet.report/1"
BY_CATEGORY = tuple(Column(key, "") for key in ("period", "category", "kind", "currency", "amount", "total"))
BY_PERIOD = tuple(Column(key, "") for key in ("period", "currency", "income", "spending", "net"))


def categories(out: Output, name: str, period: Period, found: Report, flow: str, numbers: Style) -> None:
    """The tree of categories, a column a period; ``name`` is the report's."""
    if out.as_json:
        _as_json(out, name, period, [row for line in found.lines for row in _documents(found, line)])
    elif out.form == "tsv":
        out.rows(BY_CATEGORY, (row for line in found.lines for row in _plain_rows(found, line)))
    elif not found.lines:
        out.note(_("nothing was booked in {period}").format(period=period.shown))
    else:
        _for_people(out, found, flow, numbers)


def _as_json(out: Output, name: str, period: Period, rows: list[dict[str, Any]]) -> None:
    head = {"schema": SCHEMA, "report": name, "first": period.first.isoformat(), "last": period.last.isoformat()}
    if out.form == "jsonl":
        out.jsonl({**head, **row} for row in rows)
    else:
        out.json({**head, "rows": rows})


def _documents(found: Report, line: ReportLine) -> list[dict[str, Any]]:
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


def _plain_rows(found: Report, line: ReportLine) -> list[list[str]]:
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
        columns += [
            Column(label, without_open_ends(label), right=True, drop=last - at)
            for at, label in enumerate(found.columns)
        ]
        rows = [[_indented(line.path, {each.path for each in lines})] for line in lines]
        sums = [([_("total")], unit, minors, [0] * last) for unit, minors in report.totals(found, kind).items()]
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


def _indented(path: str, among: set[str]) -> str:
    """The last part of a path below its parent; the whole path where that is of the other kind."""
    parent, sign, last = path.rpartition(SEPARATOR)
    return "  " * path.count(SEPARATOR) + last if not sign or parent in among else path


def _amounts(minors: tuple[int, ...], line: ReportLine, numbers: Style, with_total: bool) -> list[str]:
    shown = (*minors, sum(minors)) if with_total else minors
    return [amount.held(minor, line.currency, line.kind, numbers) if minor else "" for minor in shown]


def cashflow(out: Output, period: Period, found: tuple[Flow, ...], numbers: Style) -> None:
    """Money in, money out and what was left, a row a period and currency."""
    if out.as_json:
        _as_json(out, "cashflow", period, [_flow(flow) for flow in found])
    elif out.form == "tsv":
        out.rows(BY_PERIOD, ([flow.label, flow.currency.code, *_plain_flow(flow)] for flow in found))
    elif not found:
        out.note(_("nothing was booked in {period}").format(period=period.shown))
    else:
        titles = (_("period"), _("income"), _("spending"), _("net"))
        columns = [Column(title, title, right=at > 0) for at, title in enumerate(titles)]
        rows = [
            [without_open_ends(flow.label), *(amount.people(minor, flow.currency, numbers) for minor in _flows(flow))]
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
