"""``wallet report``: spending and income by category, by month or any other period."""

from __future__ import annotations

from wallet_cli.cli.access import opening
from wallet_cli.cli.commands import of_periods
from wallet_cli.cli.render.look import report as screen
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.spec import Hint, Noun, Spec, opt
from wallet_cli.domain import kinds
from wallet_cli.i18n import N_
from wallet_cli.services import periods
from wallet_cli.services.look import report
from wallet_cli.services.session import Session, style
from wallet_cli.words.counted import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App
    from wallet_cli.domain.calendar import Period


def summary(app: App, period: str | None, within: str | None, by: str | None) -> None:
    """Spending and income."""
    _categories(app, "summary", "", of_periods.chosen(period, within), by)


def spending(app: App, period: str | None, within: str | None, by: str | None) -> None:
    """What was spent, by category."""
    _categories(app, "spending", kinds.SPENT, of_periods.chosen(period, within), by)


def income(app: App, period: str | None, within: str | None, by: str | None) -> None:
    """What came in, by category."""
    _categories(app, "income", kinds.EARNED, of_periods.chosen(period, within), by)


def _categories(app: App, name: str, flow: str, text: str | None, by: str | None) -> None:
    with opening.reading(app) as session:
        period = _period(session, text)
        found = report.report(session, period, by=periods.grouping(session, by), flow=flow)
        screen.categories(Output(app), name, period, found, flow, style(session))
        _ahead(app, session, period)


def cashflow(app: App, period: str | None, within: str | None, by: str | None) -> None:
    """Money in, money out, and what was left."""
    with opening.reading(app) as session:
        chosen = _period(session, of_periods.chosen(period, within))
        found = report.cashflow(session, chosen, by=periods.grouping(session, by))
        screen.cashflow(Output(app), chosen, found, style(session))
        _ahead(app, session, chosen)


def _ahead(app: App, session: Session, period: Period) -> None:
    """Say that some of what is reported hasn't happened yet."""
    out = Output(app)
    count = 0 if out.as_json or app.options.quiet else report.ahead(session, period)
    if count:
        out.note(counted(count, _AHEAD))


def _period(session: Session, text: str | None) -> Period:
    return periods.asked(session, text) if text else periods.from_now(session)


_AHEAD = (
    N_("{count} transaction of it lies ahead of today"),
    N_("{count} transactions of it lie ahead of today"),
)

PARAMS = (
    of_periods.WORD,
    of_periods.OPTION,
    opt(
        "by",
        "--by",
        metavar="KIND",
        help=N_("a column (or row) for every period of a kind: {names} (the wallet's own)"),
        names=periods.groupings,
        spoken=True,
    ),
)

COMMAND = Noun(
    "report",
    N_("spending and income by period"),
    (
        Spec(
            "summary",
            N_("spending and income"),
            summary,
            PARAMS,
            ("wallet report", "wallet report lastmonth", "wallet report summary -p 2026-10"),
        ),
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
    hints=(Hint("--all", ("all",)),),
    takes=of_periods.is_word,
)
