"""Spending and income as people and as programs see them."""

from __future__ import annotations

from wallet_cli.cli.render.output import BOLD, Column, Output
from wallet_cli.domain import kinds
from wallet_cli.domain.account import SEPARATOR
from wallet_cli.domain.amounts import Style, plain
from wallet_cli.domain.calendar import without_open_ends
from wallet_cli.i18n import N_, _, spells_out
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
    """The tree of categories, a column a period; ``name`` is the report's. Programs get no line that added up to 0."""
    lines = [line for line in found.lines if not line.is_even]
    if out.as_json:
        _as_json(out, name, period, [row for line in lines for row in _documents(found, line)])
    elif out.form == "tsv":
        out.rows(BY_CATEGORY, (row for line in lines for row in _plain_rows(found, line)))
    elif not found.lines:
        _nothing(out, period, flow)
    else:
        _for_people(out, found, flow, numbers)


def _nothing(out: Output, period: Period, flow: str) -> None:
    texts = {
        kinds.SPENT: N_("nothing was spent in {period}"),
        kinds.EARNED: N_("nothing was earned in {period}"),
        "": N_("nothing was spent or earned in {period}"),
    }
    out.note(_(texts[flow]).format(period=period.shown))


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
    """A table a kind: a column a period, a row a period where the terminal has no room for that many columns."""
    for kind in kinds.categories(flow):
        lines = [line for line in found.lines if line.kind == kind]
        if not lines:
            continue
        if not flow:
            out.line(out.paint(_("spending") if kinds.of(kind).flow == kinds.SPENT else _("income"), BOLD))
        totals = [
            lines[0]._replace(currency=unit, total_minor=tuple(minors), is_even=not any(minors))
            for unit, minors in report.totals(found, kind).items()
        ]
        ends = totals if len(lines) > 1 else []
        columns = [Column("category", _("category"), flexible=True)]
        columns += [Column(label, without_open_ends(label), right=True) for label in found.columns]
        if len(found.columns) > 1:
            columns.append(Column("total", _("total"), right=True))
        paths = {line.path for line in lines}
        rows = [[_indented(line, paths), *_amounts(line, numbers)] for line in lines]
        sums = [[_("total"), *_amounts(line, numbers)] for line in ends]
        if len(found.columns) == 1 or out.holds(columns, rows + sums):
            out.rows(columns, rows, totals=sums)
        else:
            _by_row(out, found, lines, ends, numbers)


def _by_row(out: Output, found: Report, lines: list[ReportLine], ends: list[ReportLine], numbers: Style) -> None:
    columns = (
        Column("category", _("category"), flexible=True),
        Column("period", _("period")),
        Column("amount", _("amount"), right=True),
    )
    paths = {line.path for line in lines}
    rows = [row for line in lines for row in _periods(found, line, _indented(line, paths), numbers)]
    out.rows(columns, rows, totals=[row for line in ends for row in _periods(found, line, _("total"), numbers)])


def _periods(found: Report, line: ReportLine, head: str, numbers: Style) -> list[list[str]]:
    """The rows of a category: its name, then each period in which it had any, then their total."""
    labels = [*map(without_open_ends, found.columns), _("total")]
    rows = [[label, text] for label, text in zip(labels, _amounts(line, numbers), strict=True) if text]
    if len(rows) == 2:
        rows = rows[:1]  # the total of one period is that period's
    return [[head if not at or spells_out() else "", *row] for at, row in enumerate(rows)]


def _indented(line: ReportLine, among: set[str]) -> str:
    """The last part of a path below its parent; the whole path where that is of the other kind."""
    if spells_out():
        return line.path
    parent, sign, last = line.path.rpartition(SEPARATOR)
    return "  " * line.path.count(SEPARATOR) + last if not sign or parent in among else line.path


def _amounts(line: ReportLine, numbers: Style) -> list[str]:
    """A category's amounts, and their total where there are several; what is nothing is left out, unless all is."""
    minors = line.total_minor
    shown = (*minors, sum(minors)) if len(minors) > 1 else minors
    texts = [amount.held(minor, line.currency, line.kind, numbers) if minor else "" for minor in shown]
    return texts if any(texts) else [*texts[:-1], amount.held(0, line.currency, line.kind, numbers)]


def cashflow(out: Output, period: Period, found: tuple[Flow, ...], numbers: Style) -> None:
    """Money in, money out and what was left, a row a period and currency."""
    uneven = [flow for flow in found if not flow.is_even]
    if out.as_json:
        _as_json(out, "cashflow", period, [flow_document(flow) for flow in uneven])
    elif out.form == "tsv":
        out.rows(BY_PERIOD, ([flow.label, flow.currency.code, *_plain_flow(flow)] for flow in uneven))
    elif not found:
        _nothing(out, period, "")
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


def flow_document(flow: Flow) -> dict[str, Any]:
    """Money in and out of a period for programs, as money sees it: spending is negative."""
    names = ("income", "spending", "net")
    amounts = {name: amount.as_json(minor, flow.currency) for name, minor in zip(names, _flows(flow), strict=True)}
    return {"period": flow.label, **amounts}
