"""An account's statement as people and as programs see it. Money in is positive."""

from __future__ import annotations

from datetime import date

from wallet_cli.cli.render.output import BOLD, DIM, Column, Output
from wallet_cli.cli.render.stream import Made
from wallet_cli.domain.amounts import Style, plain
from wallet_cli.domain.calendar import without_open_ends
from wallet_cli.domain.look import marks
from wallet_cli.domain.text import visible
from wallet_cli.i18n import _, sign
from wallet_cli.words import amount
from wallet_cli.words.marks import in_letters, in_words, legend
from wallet_cli.words.names import spoken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from wallet_cli.domain.calendar import Period
    from wallet_cli.domain.look.statement_line import StatementLine
    from wallet_cli.services.look.statement import Statement


def document(out: Output, found: tuple[Statement, ...]) -> None:
    """One JSON document, or an object a currency."""
    node, period = found[0].account, found[0].period
    head = {
        "schema": "wallet.statement/1",
        "id": node.uid.hex(),
        "account": node.path,
        "kind": node.kind,
        "number": node.number,
        "period": period.label,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
    }
    if out.form == "jsonl":
        out.jsonl({**head, **_values(each)} for each in found)
    else:
        out.json({**head, "statements": map(_values, found)})


def _values(each: Statement) -> dict[str, Any]:
    unit = each.currency
    return {
        "currency": unit.code,
        "opening": amount.as_json(each.opening_minor, unit),
        "closing": amount.as_json(each.closing_minor, unit),
        "in": {"amount": amount.as_json(each.in_minor, unit), "count": each.in_count},
        "out": {"amount": amount.as_json(each.out_minor, unit), "count": each.out_count},
        "lines": (_line_values(line, each) for line in each.lines),
    }


def _line_values(line: StatementLine, each: Statement) -> dict[str, Any]:
    original = line.original
    return {
        "id": line.uid.hex(),
        "ref": f"t{line.txn}",
        "date": date.fromordinal(line.date).isoformat(),
        "value_date": date.fromordinal(line.value_date).isoformat() if line.value_date else None,
        "payee": line.who,
        "memo": line.memo,
        "others": list(line.others),
        "state": line.state,
        "in_transit": line.in_transit,
        "bank_id": line.bank_id,
        "amount": amount.as_json(line.amount_minor, each.currency),
        "balance": amount.as_json(line.balance_minor, each.currency),
        "original": amount.as_json(original.minor, original.currency) if original else None,
    }


COLUMNS = tuple(
    Column(key, "", right=key in ("amount", "balance"))
    for key in ("row", "ref", "date", "value_date", "payee", "memo", "others", "amount", "currency", "balance", "state")
)


def rows(out: Output, found: Iterable[Statement]) -> None:
    """Tab-separated rows, the balances among them."""
    out.rows(COLUMNS, (row for each in found for row in _plain_rows(each)))


def _plain_rows(each: Statement) -> Iterator[list[str]]:
    scale, code = each.currency.scale, each.currency.code
    first, last = each.period.first.isoformat(), each.period.last.isoformat()
    yield ["opening", "", first, "", "", "", "", "", code, plain(each.opening_minor, scale), ""]
    for line in each.lines:
        yield _plain_row(line, scale)
    yield ["closing", "", last, "", "", "", "", "", code, plain(each.closing_minor, scale), ""]


def _plain_row(line: StatementLine, scale: int) -> list[str]:
    return [
        "entry",
        f"t{line.txn}",
        date.fromordinal(line.date).isoformat(),
        date.fromordinal(line.value_date).isoformat() if line.value_date else "",
        line.who,
        line.memo,
        ", ".join(line.others),
        plain(line.amount_minor, scale),
        line.currency,
        plain(line.balance_minor, scale),
        "in transit" if line.in_transit else line.state,
    ]


def _days(period: Period) -> tuple[str, str]:
    """The first and the last day; an end that is open is left out."""
    first, _mark, last = without_open_ends(f"{period.first}..{period.last}").partition("..")
    return first or "…", last or "…"


def people(out: Output, each: Statement, numbers: Style) -> None:
    """The lines between the two balances, and what came and went."""
    unit, kind, period = each.currency, each.account.kind, each.period
    title = sign(" · ").join(
        [visible(each.account.path), unit.code, (_(" to ") if out.plain else " – ").join(_days(period))]
    )
    out.painted(title, BOLD)
    columns = (
        Column("date", _("date"), drop=2),
        Column("day", _("date"), unless="date"),
        Column("text", _("text"), flexible=True),
        Column("others", _("for"), drop=3, flexible=True, sparse=True),
        Column("mark", "", drop=4, sparse=True),
        Column("letter", "", sparse=True, unless="mark"),
        Column("amount", _("amount"), right=True),
        Column("balance", _("balance"), right=True, flexible=True),
        Column("ref", "", sparse=True),
    )
    opening = ["", "", _("opening balance"), "", "", "", "", amount.held(each.opening_minor, unit, kind, numbers), ""]
    closing = ["", "", _("closing balance"), "", "", "", "", amount.held(each.closing_minor, unit, kind, numbers), ""]
    shown = out.rows(columns, Made(lambda line: _row(line, each, numbers), each.lines, [opening]), totals=[closing])
    if "letter" in shown:
        found = {mark for line in each.lines for mark in _marks(line)}
        out.painted("  ".join(legend(found)), DIM)
    sums = _("in {came} ({came_count})   out {went} ({went_count})")
    sums = sums.replace("   ", _(", ")) if out.plain else sums
    came, went = (amount.people(minor, unit, numbers) for minor in (each.in_minor, each.out_minor))
    out.painted(sums.format(came=came, came_count=each.in_count, went=went, went_count=each.out_count), DIM)


def _marks(line: StatementLine) -> tuple[str, ...]:
    return (marks.IN_TRANSIT,) if line.in_transit else (marks.PENDING,) if line.pending else ()


def _row(line: StatementLine, each: Statement, numbers: Style) -> list[str]:
    others = _(", ").join(map(spoken, line.others))
    text = sign(" · ").join(part for part in dict.fromkeys((line.who, line.memo)) if part)
    found = _marks(line)
    day = date.fromordinal(line.date).isoformat()
    in_a_year = each.period.first.year == each.period.last.year
    return [
        day,
        day[len("2026-") :] if in_a_year else day,
        text or others,  # what it was for is shown there once
        others if text else "",
        in_words(found),
        in_letters(found),
        amount.people(line.amount_minor, each.currency, numbers),
        amount.held(line.balance_minor, each.currency, each.account.kind, numbers),
        f"t{line.txn}",
    ]
