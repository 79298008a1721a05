"""``wallet statement``: an account's opening balance, its lines with the balance after each, its closing balance."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from wallet_cli.cli.access import opening
from wallet_cli.cli.commands import of_periods, understanding
from wallet_cli.cli.commands.files import of_formats
from wallet_cli.cli.render.look import statement as screen
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.spec import FLAG, WORDS, Hint, Spec, arg, opt
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services import completion, periods
from wallet_cli.services.look.statement import Statement, asked, format_of, redacted, statements_of, write
from wallet_cli.services.names import typed
from wallet_cli.services.redaction import read_words
from wallet_cli.services.session import Session, style
from wallet_cli.words import calendar
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from wallet_cli.cli.app import App


def run(
    app: App,
    words: list[str],
    within: str | None,
    account: str | None,
    file: str | None,
    format_name: str | None,
    redact: str | None,
    force: bool,
    **of_format: str | None,
) -> None:
    """Show the statement, or write it to a file."""
    hidden = read_words(redact) if redact is not None else ()
    options = of_formats.given(completion.statement_options(), of_format)
    with opening.reading(app) as session:
        period, node = understanding.looked(app, session, lambda each: asked(each, words, account, within))
        found = statements_of(session, node, period)
        if hidden:
            found = redacted(found, hidden)
        if file is not None or format_name is not None or options:
            _to_files(app, session, found, file, force, format_name, options)
            return
        out = Output(app)
        if out.as_json:
            screen.document(out, found)
        elif out.form == "tsv":
            screen.rows(out, found)
        else:
            for each in found:
                screen.people(out, each, style(session))
            if out.form == "table" and not any(each.lines for each in found):
                now = periods.from_now(session).shown
                text = _("nothing happened in this period; the current one: `wallet statement {month} @{account}`")
                out.note(said(text, month=now, account=typed(node.path)))


def _to_files(
    app: App, session: Session, found: tuple[Statement, ...], file: str | None, force: bool,
    wish: str | None, options: Mapping[str, str],
) -> None:  # fmt: skip
    """One file a currency, or the one statement to standard output."""
    from wallet_cli.cli.access import outgoing

    format_name = wish or format_of(outgoing.ending_of(file))
    today = date.fromordinal(app.around.today())
    if len(found) > 1 and "{currency}" not in (file or ""):
        raise UsageProblem("several-statements", currencies=tuple(each.currency.code for each in found))
    sent = []
    for each in found:
        values = {
            "date": today.isoformat(),
            "account": each.account.path,
            "period": each.period.label,
            "currency": each.currency.code,
        }

        def fill(stream: BinaryIO, statement: Statement = each) -> None:
            write(statement, format_name, stream, options)

        if app.options.dry_run:
            fill(BytesIO())  # what can't be written is refused now, too
        sent.append(outgoing.send(app, session, file, values, fill, force=force))
    outgoing.report(app, sent)


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
            help=N_("{names}; lastperiod when left out"),
            complete="account",
            names=calendar.examples,
        ),
        of_periods.OPTION,
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
            names=completion.statement_formats,
        ),
        opt(
            "redact",
            "--redact",
            metavar="WORDS",
            help=N_("what to leave out: payees, memos, or both with a comma; payees become payee-1, payee-2 …"),
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
    more=lambda: of_formats.params(completion.statement_options()),
    hints=(Hint("--all", ("all",)),),
)
