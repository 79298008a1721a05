"""``wallet log``: what was done, newest first, by which command and where."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from wallet_cli.cli import opening
from wallet_cli.cli.app import App
from wallet_cli.cli.render import done
from wallet_cli.cli.render.output import Column, Output
from wallet_cli.cli.spec import INT, Spec, opt
from wallet_cli.domain.dates import read_date
from wallet_cli.domain.moment import midnight_us, utc, wall_clock
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services import oplog
from wallet_cli.services.oplog import Op
from wallet_cli.services.session import Session, style

ON_A_TERMINAL = 20
COLUMNS = tuple(Column(key, "") for key in ("ref", "time", "command", "undoes", "undone_by", "terminal"))


def run(app: App, limit: int | None, since: str | None, until: str | None) -> None:
    """Show the operations."""
    out = Output(app)
    few = out.form == "table" and not app.options.quiet
    if limit is not None and limit < 0:
        raise UsageProblem("limit-negative", limit=limit)
    with opening.reading(app) as session:
        found = oplog.operations_of(
            session,
            first_us=_midnight(app, since) if since else None,
            last_us=_midnight(app, until, 1) - 1 if until else None,
            limit=(ON_A_TERMINAL if few else 0) if limit is None else limit,
        )
        if app.options.quiet:
            for op in found:
                out.line(op.ref)
        elif out.form == "jsonl":
            out.jsonl({"schema": "wallet.log/1", **document(op)} for op in found)
        elif out.as_json:
            out.json({"schema": "wallet.log/1", "operations": [document(op) for op in found]})
        elif few:
            _for_people(app, session, found)
        else:
            out.rows(COLUMNS, (_plain_row(op) for op in found))


def _midnight(app: App, text: str, days: int = 0) -> int:
    """The local midnight with which a day (or the one ``days`` later) begins, in microseconds since 1970 UTC."""
    day = read_date(text, date.fromordinal(app.around.today()))
    return midnight_us(day.toordinal() + days, app.around.offset)


def document(op: Op) -> dict[str, Any]:
    """An operation for programs."""
    return {
        "id": op.uid.hex(),
        "ref": op.ref,
        "time": utc(op.time_us),
        "command": op.command,
        "undone": bool(op.undone_by),
        "undone_by": f"o{op.undone_by}" if op.undone_by else None,
        "undoes": f"o{op.undoes}" if op.undoes else None,
    }


def local(app: App, time_us: int) -> str:
    """The minute on the clock of this machine."""
    return f"{wall_clock(time_us, app.around.offset):%Y-%m-%d %H:%M}"


def _plain_row(op: Op) -> list[str]:
    undoes, undone_by = (f"o{number}" if number else "" for number in (op.undoes, op.undone_by))
    return [op.ref, utc(op.time_us), op.command, undoes, undone_by, op.terminal]


def _for_people(app: App, session: Session, found: Iterator[Op]) -> None:
    out, numbers = Output(app), style(session)
    columns = (
        Column("ref", ""),
        Column("time", _("time")),
        Column("command", _("command")),
        Column("what", _("what it did"), flexible=True),
        Column("where", _("where"), drop=2),
        Column("mark", "", drop=1),
    )
    teller = oplog.Teller(session)
    rows = []
    for op in found:
        what = f"o{op.undoes}" if op.undoes else done.what(teller.what(op.number), numbers)
        where = _("here") if op.terminal == session.terminal else op.terminal.split(":")[0].removeprefix("/dev/")
        mark = _("undone by {op}").format(op=f"o{op.undone_by}") if op.undone_by else ""
        rows.append([op.ref, local(app, op.time_us), op.command, what, where if op.terminal else "", mark])
    out.rows(columns, rows)


COMMAND = Spec(
    "log",
    N_("show what was done, by which command"),
    run,
    (
        opt("limit", "-l", "--limit", takes=INT, metavar="N", help=N_("at most so many; 0 for all")),
        opt("since", "--since", metavar="DATE", help=N_("from this day on")),
        opt("until", "--until", metavar="DATE", help=N_("up to this day")),
    ),
    ("wallet log", "wallet log -l 5", "wallet log --since mon --json"),
)
