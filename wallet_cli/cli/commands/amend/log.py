"""``wallet log``: what was done, newest first, by which command and where."""

from __future__ import annotations

from datetime import date

from wallet_cli.cli.access import opening
from wallet_cli.cli.commands import of_periods
from wallet_cli.cli.render.moment import local
from wallet_cli.cli.render.output import DIM, Column, Output
from wallet_cli.cli.spec import INT, Spec, opt
from wallet_cli.domain.calendar import FIRST_DAY, LAST_DAY
from wallet_cli.domain.dates import read_date
from wallet_cli.domain.moment import midnight_us, utc
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services import periods
from wallet_cli.services.amend import oplog
from wallet_cli.services.amend.oplog import Op, Teller
from wallet_cli.services.session import Session, style
from wallet_cli.words import log
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.domain.amounts import Style

ON_A_TERMINAL = 20
SENTENCE_CELLS = 34
"""So much room the sentence gets before other columns go."""
COLUMNS = tuple(Column(key, "") for key in ("ref", "time", "command", "undoes", "undone_by", "terminal", "device"))


def run(
    app: App, period: str | None, within: str | None, limit: int | None, since: str | None, until: str | None
) -> None:
    """Show the operations."""
    out = Output(app)
    few = out.form == "table" and not app.options.quiet
    if limit is not None and limit < 0:
        raise UsageProblem("limit-negative", limit=limit)
    asked = of_periods.chosen(period, within)
    if asked and (since or until):
        raise UsageProblem("several-periods", one=asked, other=since or until)
    with opening.reading(app) as session:
        teller = Teller(session)
        first_us, last_us = _of_period(app, session, asked) if asked else _of_days(app, since, until)
        found = oplog.operations_of(
            session,
            first_us=first_us,
            last_us=last_us,
            limit=(ON_A_TERMINAL + 1 if few else 0) if limit is None else limit,
        )
        if app.options.quiet:
            for op in found:
                out.line(op.ref)
        elif out.form == "jsonl":
            out.jsonl({"schema": "wallet.log/1", **document(op, teller)} for op in found)
        elif out.as_json:
            out.json({"schema": "wallet.log/1", "operations": [document(op, teller) for op in found]})
        elif few:
            shown = list(found)
            is_cut = limit is None and len(shown) > ON_A_TERMINAL
            if not shown and (asked or since or until):
                out.note(_("nothing was done then"))
            _for_people(app, session, teller, iter(shown[:ON_A_TERMINAL] if is_cut else shown))
            if is_cut:
                out.note(said(_("the newest {count}; all of them: `wallet log -l 0`"), count=ON_A_TERMINAL))
        else:
            out.rows(COLUMNS, (_plain_row(op, teller) for op in found))


def _of_period(app: App, session: Session, text: str) -> tuple[int | None, int | None]:
    """The first and the last moment of a period, as of ``_of_days``."""
    period = periods.asked(session, text)
    first, last = period.first.toordinal(), period.last.toordinal()
    return (
        midnight_us(first, app.around.offset) if first > FIRST_DAY else None,
        midnight_us(last + 1, app.around.offset) - 1 if last < LAST_DAY else None,
    )


def _of_days(app: App, since: str | None, until: str | None) -> tuple[int | None, int | None]:
    """From the local midnight with which a day begins to the end of another one, in microseconds since 1970 UTC; None
    where that is open.
    """
    today, offset = date.fromordinal(app.around.today()), app.around.offset
    return (
        midnight_us(read_date(since, today).toordinal(), offset) if since else None,
        midnight_us(read_date(until, today).toordinal() + 1, offset) - 1 if until else None,
    )


def document(op: Op, teller: Teller) -> dict[str, Any]:
    """An operation for programs."""
    return {
        "id": op.uid.hex(),
        "ref": op.ref,
        "time": utc(op.time_us),
        "command": op.command,
        "undone": bool(op.undone_by),
        "undone_by": f"o{op.undone_by}" if op.undone_by else None,
        "undoes": f"o{op.undoes}" if op.undoes else None,
        "terminal": op.terminal or None,
        "device": teller.elsewhere(op.number) or None,
    }


def _plain_row(op: Op, teller: Teller) -> list[str]:
    undoes, undone_by = (f"o{number}" if number else "" for number in (op.undoes, op.undone_by))
    return [op.ref, utc(op.time_us), op.command, undoes, undone_by, op.terminal, teller.elsewhere(op.number)]


def _for_people(app: App, session: Session, teller: Teller, found: Iterator[Op]) -> None:
    out, numbers = Output(app), style(session)
    columns = (
        Column("ref", ""),
        Column("time", _("time")),
        Column("command", _("command"), drop=2),
        Column("what", _("what it did"), flexible=True, least=SENTENCE_CELLS, lines=6),
        Column("where", _("where"), drop=3),
        Column("mark", "", drop=1),
    )
    rows, tints = [], []
    for op in found:
        mark = _("undone") if op.undone_by else ""
        what = sentence(session, teller, op, numbers)
        rows.append([op.ref, local(app, op.time_us), log.label(op.command), what, _where(session, teller, op), mark])
        tints.append(DIM if op.undone_by else "")
    kept = [at for at, each in enumerate(columns) if each.key not in ("where", "mark") or any(row[at] for row in rows)]
    out.rows([columns[at] for at in kept], [[row[at] for at in kept] for row in rows], tints=tints)


def sentence(session: Session, teller: Teller, op: Op, numbers: Style) -> str:
    """What an operation did, in words: of an undo, what it took back or did again."""
    undo = oplog.undo_of(session, op)
    if undo is None:
        return log.sentence(teller.what(op.number), numbers)
    text = _("redid {op}: {what}") if undo.again else _("undid {op}: {what}")
    return text.format(op=undo.target.ref, what=log.sentence(teller.what(undo.target.number), numbers))


def _where(session: Session, teller: Teller, op: Op) -> str:
    """Where it was done, if not at this terminal: another terminal, or another device."""
    device = teller.elsewhere(op.number)
    if device:
        return _("device {id}").format(id=device)
    return "" if op.terminal == session.terminal else op.terminal.split(":")[0].removeprefix("/dev/")


COMMAND = Spec(
    "log",
    N_("show what was done, by which command"),
    run,
    (
        of_periods.WORD._replace(help=N_("only what was done in this period: {names}")),
        of_periods.OPTION,
        opt("limit", "-l", "--limit", takes=INT, metavar="N", help=N_("at most this many; 0 for all")),
        opt("since", "--since", metavar="DATE", help=N_("from this day on")),
        opt("until", "--until", metavar="DATE", help=N_("up to this day")),
    ),
    ("wallet log", "wallet log -l 5", "wallet log lastweek", "wallet log --since mon --json"),
    N_(
        "Where it was done is shown only for another terminal or device. Changes of keys aren't operations: "
        "`wallet keys` shows them."
    ),
)
