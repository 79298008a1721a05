"""``wallet export``: the books for other programs, streamed to standard output or into a file."""

from __future__ import annotations

from datetime import date

from wallet_cli.cli.access import opening, outgoing
from wallet_cli.cli.commands import of_periods
from wallet_cli.cli.commands.files import of_formats
from wallet_cli.cli.spec import FLAG, Spec, opt
from wallet_cli.domain.account import bare
from wallet_cli.domain.dates import read_date
from wallet_cli.errors import NotFound, UsageProblem
from wallet_cli.i18n import N_
from wallet_cli.services import completion, periods
from wallet_cli.services.files import export as exporting
from wallet_cli.services.files.export import ExportWish
from wallet_cli.services.redaction import read_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from wallet_cli.cli.app import App
    from wallet_cli.services.session import Session

LAST = "last"


def run(
    app: App,
    format_name: str | None,
    file: str | None,
    since: str | None,
    state: str | None,
    account: str | None,
    period: str | None,
    within: str | None,
    redact: str | None,
    force: bool,
    fail_if_empty: bool,
    **of_format: str | None,
) -> None:
    """Write the books; with ``--since last`` move the cursor once they are in place."""
    period = of_periods.chosen(period, within)
    wish = _wish(app, format_name or exporting.format_of(outgoing.ending_of(file)), since, state, account, period)
    wish = wish._replace(
        redact=read_words(redact) if redact is not None else (),
        options=of_formats.given(completion.export_options(), of_format),
    )
    with _session(app, wish) as session:
        if period:
            wish = wish._replace(period=periods.asked(session, period))
        with session.snapshot():
            export = exporting.prepared(session, wish)
            is_empty = exporting.is_empty(session, export) if fail_if_empty or wish.state else False
            if is_empty and fail_if_empty:
                raise NotFound("nothing-to-export")

            def fill(out: BinaryIO) -> None:
                exporting.write(session, export, out)

            sent = outgoing.send(app, session, file, _values(app, wish), fill, force=force)
        if wish.state and sent.is_done and not is_empty:
            exporting.advance(session, export)
        outgoing.report(app, [sent])


def _wish(
    app: App, format_name: str, since: str | None, state: str | None, account: str | None, period: str | None
) -> ExportWish:
    today = date.fromordinal(app.around.today())
    is_incremental = since == LAST
    if is_incremental and not state:
        raise UsageProblem("state-missing")
    if state and not is_incremental:
        raise UsageProblem("state-without-last", state=state)
    if is_incremental and (account or period):
        raise UsageProblem("changes-are-whole")
    first = read_date(since, today) if since and not is_incremental else None
    return ExportWish(format_name, bare(account or "") or None, None, first, state or "")


def _session(app: App, wish: ExportWish) -> AbstractContextManager[Session]:
    if wish.state and not app.options.dry_run:
        return opening.writing(app, "export")
    return opening.reading(app)


def _values(app: App, wish: ExportWish) -> dict[str, str]:
    """What fills the blanks of the file's name."""
    return {
        "date": date.fromordinal(app.around.today()).isoformat(),
        "account": wish.account or "",
        "period": wish.period.label if wish.period else "",
        "state": wish.state,
    }


COMMAND = Spec(
    "export",
    N_("write the books for other programs"),
    run,
    (
        opt(
            "format_name",
            "--format",
            metavar="FORMAT",
            help=N_("one of {names}; jsonl loses nothing and can be imported; by the file's name when left out"),
            names=completion.export_formats,
        ),
        opt(
            "file",
            "-o",
            "--output",
            metavar="FILE",
            help=N_("write a file that only you can read; {date}, {account}, {period} and {state} are filled in"),
            complete="file",
        ),
        opt("since", "--since", metavar="DATE", help=N_("from this day on; last: what changed since the last time")),
        opt(
            "state",
            "--state",
            metavar="NAME",
            help=N_("with --since last: the name under which the wallet keeps track"),
        ),
        opt(
            "account", "--account", metavar="ACCOUNT", help=N_("only transactions of this account"), complete="account"
        ),
        of_periods.WORD._replace(help=N_("only this period: {names}"), fits=of_periods.is_word),
        of_periods.OPTION,
        opt(
            "redact",
            "--redact",
            metavar="WORDS",
            help=N_("what to leave out: payees, memos, tags, with commas between; payees become payee-1, payee-2 …"),
            complete="redact",
        ),
        opt("force", "--force", takes=FLAG, help=N_("replace the file")),
        opt("fail_if_empty", "--fail-if-empty", takes=FLAG, help=N_("exit status 3 where there is nothing to export")),
    ),
    (
        "wallet export -o books.jsonl",
        "wallet export 2026 --format hledger",
        "wallet export --format jsonl --since last --state nightly -o 'tx-{date}.jsonl'",
        "wallet export -p 2026 --redact payees,memos -o figures.csv",
    ),
    N_(
        "What is exported is not encrypted. With --since last a changed transaction appears again under its id, "
        "and a removed one as a record of its removal; the wallet keeps track only once the file is in place. "
        "--redact leaves amounts, dates, accounts and categories."
    ),
    more=lambda: of_formats.params(completion.export_options()),
)
