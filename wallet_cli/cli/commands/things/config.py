"""``wallet config``: settings that live in the wallet. Names, and values that programs read, are never translated."""

from __future__ import annotations

from wallet_cli.cli.access import opening
from wallet_cli.cli.access.confirming import confirmed
from wallet_cli.cli.render.output import DIM, Column, Output
from wallet_cli.cli.render.record.receipt import recorded
from wallet_cli.cli.spec import Noun, Spec, arg
from wallet_cli.domain.text import visible
from wallet_cli.i18n import N_, _
from wallet_cli.services import periods
from wallet_cli.services.things import settings
from wallet_cli.words import setting_values
from wallet_cli.words.spelling import bare, said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App
    from wallet_cli.services.session import Session
    from wallet_cli.services.things.settings import SettingChange


def listing(app: App) -> None:
    """List all settings."""
    out = Output(app)
    with opening.reading(app) as session:
        found = settings.listing(session)
    if out.as_json:
        out.json({"schema": "wallet.config/1", "settings": {each.name: each.value for each in found}})
        return
    columns: tuple[Column, ...] = (Column("name", _("name")), Column("value", _("value"), flexible=True, lines=9))
    rows = [[each.name, each.value] for each in found]
    if out.form == "table":
        columns = (*columns, Column("meaning", _("meaning"), flexible=True, lines=9))
        rows = [[name, _people(name, value), bare(said(_(settings.ROWS[name].meaning)))] for name, value in rows]
    out.rows(columns, rows)


def _people(name: str, value: str) -> str:
    """A value as it is typed in the chosen language."""
    return setting_values.people(name, visible(value))


def get(app: App, name: str) -> None:
    """Show one value, and nothing else."""
    out = Output(app)
    with opening.reading(app) as session:
        found = settings.get(session, name)
    if out.as_json:
        out.json({"schema": "wallet.config/1", "settings": {found.name: found.value}})
    else:
        out.line(_people(found.name, found.value) if app.to_terminal else visible(found.value))


def change(app: App, name: str, value: str) -> None:
    """Change one setting."""
    out = Output(app)
    with opening.writing(app, "config set") as session:
        done = confirmed(app, session, lambda proven: settings.change(proven, name, value))
        more = _of_periods(session, done) if done.name == periods.PERIOD and not out.as_json else []
    op = recorded(done.op, done.dry_run)
    if out.as_json:
        head = {"schema": "wallet.config/1", "operation": op, "dry_run": done.dry_run}
        out.json({**head, "settings": {done.name: done.after}, "before": done.before})
    elif app.options.quiet:
        if op:
            out.line(op)
    elif not done.op:
        out.prose(_("{name} is already {value}").format(name=done.name, value=_people(done.name, done.after)))
    else:
        text = _("would set {name} to {value}") if done.dry_run else _("{name} is now {value}")
        out.line(text.format(name=done.name, value=_people(done.name, done.after)))
        for line in more:
            out.prose(line)
        if not done.dry_run:
            out.line(out.paint(said(_("wrong? `wallet undo {op}`"), op=done.op), DIM))


def _of_periods(session: Session, done: SettingChange) -> list[str]:
    """Which days today's period has by other periods, and what becomes of what was budgeted."""
    from wallet_cli.services.plan import envelopes
    from wallet_cli.words import calendar

    found = envelopes.recast(session, done.before, done.after)
    texts = [_("the current period is {period}").format(period=found.now.shown)]
    if found.becomes:
        text = _("what was budgeted for {before} is budgeted for {after} now")
        if found.becomes != found.now:
            text = _("what was budgeted for {before} is budgeted for {after} now; what is left of it is carried over")
        texts.append(text.format(before=found.was.shown, after=found.becomes.shown))
    elif found.has_envelopes:
        kind = calendar.kinds((done.before.split()[0],))
        text = _(
            "envelopes by {kind} don't count for these periods; set them again: `wallet budget set CATEGORY AMOUNT`"
        )
        texts.append(said(text, kind=kind))
    return texts


NAME = arg("name", metavar="NAME", help=N_("the setting's name"), complete="setting")

COMMAND = Noun(
    "config",
    N_("settings that live in the wallet"),
    (
        Spec("list", N_("list all settings"), listing, (), ("wallet config", "wallet config --json")),
        Spec("get", N_("show one setting"), get, (NAME,), ("wallet config get currency",)),
        Spec(
            "set",
            N_("change one setting"),
            change,
            (NAME, arg("value", metavar="VALUE", help=N_("its new value"))),
            (
                "wallet config set numbers 1.234,50",
                'wallet config set owner "Ada Example"',
                'wallet config set period "month from 25"',
            ),
        ),
    ),
    details=N_("get and set can be left out: `wallet config unlock-for 8h` sets, `wallet config unlock-for` shows."),
    names=settings.NAMES,
    named=("get", "set"),
)
