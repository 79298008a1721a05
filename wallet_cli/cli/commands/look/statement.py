"""``wallet statement``: an account's opening balance, its lines with the balance after each, its closing balance."""

from __future__ import annotations

from datetime import date

from wallet_cli.cli.access import opening
from wallet_cli.cli.render.output import BOLD, DIM, Column, Output
from wallet_cli.cli.spec import FLAG, WORDS, Spec, arg, opt
from wallet_cli.domain.amounts import Style, plain
from wallet_cli.domain.text import visible
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services import completion
from wallet_cli.services.look.statement import Line, Statement, asked, redacted, statements_of, write
from wallet_cli.services.names import typed
from wallet_cli.services.redaction import read_words
from wallet_cli.services.session import Session, style
from wallet_cli.words import amount
from wallet_cli.words.names import spoken
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO

    from wallet_cli.cli.app import App


def run(
    app: App,
    words: list[str],
    account: str | None,
    file: str | None,
    format_name: str | None,
    redact: str | None,
    force: bool,
) -> None:
    """Show the statement, or write it to a file."""
    hidden = read_words(redact) if redact is not None else ()
    with opening.reading(app) as session:
        period, node = asked(session, words, account)
        found = statements_of(session, node, period)
        if hidden:
            found = redacted(found, hidden)
        if file is not None or format_name is not None:
            _to_files(app, session, found, file, format_name, force)
            return
        out = Output(app)
        if out.as_json:
            _as_json(out, found)
        elif out.form == "tsv":
            out.rows(COLUMNS, [row for each in found for row in _plain_rows(each)])
        else:
            for each in found:
                _for_people(out, each, style(session))
            if out.form == "table" and not any(each.lines for each in found):
                now = date.fromordinal(session.today).strftime("%Y-%m")
                text = _("nothing happened in this period; this month: `wallet statement {month} @{account}`")
                out.note(said(text, month=now, account=typed(node.path)))


def _to_files(
    app: App, session: Session, found: tuple[Statement, ...], file: str | None, wish: str | None, force: bool
) -> None:
    """One file a currency, or the one statement to standard output."""
    from wallet_cli.cli.access import outgoing

    format_name = wish or outgoing.format_of(file or "", "csv")
    today = date.fromordinal(app.around.today())
    if len(found) > 1 and "{currency}" not in (file or ""):
        raise UsageProblem("several-statements", currencies=tuple(each.currency.code for each in found))
    for each in found:
        values = {
            "date": today.isoformat(),
            "account": each.account.path,
            "period": each.period.label,
            "currency": each.currency.code,
        }

        def fill(stream: BinaryIO, statement: Statement = each) -> None:
            write(statement, format_name, stream)

        outgoing.send(app, session, file, values, fill, force=force)


def _as_json(out: Output, found: tuple[Statement, ...]) -> None:
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
        out.json({**head, "statements": [_values(each) for each in found]})


def _values(each: Statement) -> dict[str, Any]:
    unit = each.currency
    return {
        "currency": unit.code,
        "opening": amount.as_json(each.opening_minor, unit),
        "closing": amount.as_json(each.closing_minor, unit),
        "in": {"amount": amount.as_json(each.in_minor, unit), "count": each.in_count},
        "out": {"amount": amount.as_json(each.out_minor, unit), "count": each.out_count},
        "lines": [_line_values(line, each) for line in each.lines],
    }


def _line_values(line: Line, each: Statement) -> dict[str, Any]:
    moved, original = line.movement, line.original
    return {
        "id": moved.uid.hex(),
        "ref": f"t{moved.txn}",
        "date": date.fromordinal(moved.date).isoformat(),
        "value_date": date.fromordinal(moved.value_date).isoformat() if moved.value_date else None,
        "payee": moved.who,
        "memo": moved.memo,
        "others": list(line.others),
        "state": line.state,
        "in_transit": line.in_transit,
        "bank_id": moved.bank_id,
        "amount": amount.as_json(moved.amount_minor, each.currency),
        "balance": amount.as_json(line.balance_minor, each.currency),
        "original": amount.as_json(original.minor, original.currency) if original else None,
    }


COLUMNS = tuple(
    Column(key, "", right=key in ("amount", "balance"))
    for key in ("row", "ref", "date", "value_date", "payee", "memo", "others", "amount", "currency", "balance", "state")
)


def _plain_rows(each: Statement) -> list[list[str]]:
    scale, code = each.currency.scale, each.currency.code
    first, last = each.period.first.isoformat(), each.period.last.isoformat()
    rows = [["opening", "", first, "", "", "", "", "", code, plain(each.opening_minor, scale), ""]]
    for line in each.lines:
        moved = line.movement
        rows.append(
            [
                "entry",
                f"t{moved.txn}",
                date.fromordinal(moved.date).isoformat(),
                date.fromordinal(moved.value_date).isoformat() if moved.value_date else "",
                moved.who,
                moved.memo,
                ", ".join(line.others),
                plain(moved.amount_minor, scale),
                code,
                plain(line.balance_minor, scale),
                "in transit" if line.in_transit else line.state,
            ]
        )
    return [*rows, ["closing", "", last, "", "", "", "", "", code, plain(each.closing_minor, scale), ""]]


def _for_people(out: Output, each: Statement, numbers: Style) -> None:
    unit, kind, period = each.currency, each.account.kind, each.period
    title = f"{visible(each.account.path)} · {unit.code} · {period.first.isoformat()} – {period.last.isoformat()}"
    out.line(out.paint(title, BOLD))
    columns: tuple[Column, ...] = (
        Column("date", _("date")),
        Column("text", _("text"), flexible=True),
        Column("others", _("for"), drop=2, flexible=True),
        Column("mark", "", drop=1),
        Column("amount", _("amount"), right=True),
        Column("balance", _("balance"), right=True),
    )
    rows = [["", _("opening balance"), "", "", "", amount.held(each.opening_minor, unit, kind, numbers)]]
    for line in each.lines:
        moved, others = line.movement, ", ".join(map(spoken, line.others))
        text = " · ".join(part for part in (moved.who, moved.memo) if part) or others
        mark = _("in transit") if line.in_transit else _("pending") if line.pending else ""
        rows.append(
            [
                date.fromordinal(moved.date).isoformat(),
                text,
                others,
                mark,
                amount.people(moved.amount_minor, unit, numbers),
                amount.held(line.balance_minor, unit, kind, numbers),
            ]
        )
    if not any(row[3] for row in rows):
        columns, rows = (*columns[:3], *columns[4:]), [row[:3] + row[4:] for row in rows]
    closing = [""] * len(columns)
    closing[1], closing[-1] = _("closing balance"), amount.held(each.closing_minor, unit, kind, numbers)
    out.rows(columns, rows, total=closing)
    sums = _("in {came} ({came_count})   out {went} ({went_count})")
    out.line(
        out.paint(
            sums.format(
                came=amount.people(each.in_minor, unit, numbers),
                came_count=each.in_count,
                went=amount.people(each.out_minor, unit, numbers),
                went_count=each.out_count,
            ),
            DIM,
        )
    )


COMMAND = Spec(
    "statement",
    N_("an account's statement for a period"),
    run,
    (
        arg(
            "words",
            takes=WORDS,
            required=False,
            metavar="PERIOD @ACCOUNT",
            help=N_("2026-10, 10, lastmonth, q3, 2026, 10-01..10-15; last month when left out"),
            complete="account",
        ),
        opt("account", "--account", metavar="ACCOUNT", help=N_("the account, instead of @account"), complete="account"),
        opt(
            "file",
            "-o",
            "--output",
            metavar="FILE",
            help=N_("write a file; {date}, {account}, {period} and {currency} in its name are filled in"),
            complete="file",
        ),
        opt(
            "format_name",
            "--format",
            metavar="FORMAT",
            help=N_("one of {names}; by the file's name when left out"),
            complete="statement-format",
            names=completion.statement_formats,
        ),
        opt(
            "redact",
            "--redact",
            metavar="WORDS",
            help=N_("payees, memos, or both with a comma: left out, payees as payee-1, payee-2 …"),
            complete="redact",
        ),
        opt("force", "--force", takes=FLAG, help=N_("replace the file")),
    ),
    (
        "wallet statement 2026-10 @bank",
        "wallet statement lastmonth @bank -o '{account}-{period}.csv'",
        "wallet statement @card --json",
    ),
    N_("The balances are checked against the journal, and the lines against the balances. Money in is positive."),
)
