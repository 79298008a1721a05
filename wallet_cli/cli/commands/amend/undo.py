"""``wallet undo``: take operations back; without a name the last one made in this terminal."""

from __future__ import annotations

from wallet_cli.cli.access import ask, opening
from wallet_cli.cli.access.confirming import confirmed
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.render.record import receipt
from wallet_cli.cli.spec import WORDS, Spec, arg
from wallet_cli.domain.items.setting import Configured
from wallet_cli.domain.look.events import OfItem, What
from wallet_cli.domain.operation import SETTING
from wallet_cli.domain.text import visible
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services import short_names
from wallet_cli.services.amend import oplog
from wallet_cli.services.amend import undo as undoing
from wallet_cli.services.record.receipt import When
from wallet_cli.services.session import Session, style
from wallet_cli.services.things import settings
from wallet_cli.words import log
from wallet_cli.words.spelling import said

MOST_NOW = 3
"""This many transactions are shown as they are again."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.cli.app import App
    from wallet_cli.services.amend.undo import Undone


def run(app: App, operations: list[str]) -> None:
    """Undo what was named, the newest first."""
    is_last = len(operations) == 1 and short_names.is_last(operations[0])
    with opening.writing(app, "undo") as session:
        try:
            named = sorted({short_names.operation(text) for text in operations if not is_last}, reverse=True)
        except UsageProblem as error:
            raise undoing.helped(session, error) from None
        for undone in undo(app, session, named or _meant(app, session)):
            show(app, session, undone)


def undo(app: App, session: Session, numbers: Sequence[int]) -> list[Undone]:
    """Take operations back, all or none, with a key's secret where one of them needs it."""
    return confirmed(app, session, lambda proven: undoing.undo_all(proven, numbers)) if numbers else []


def _meant(app: App, session: Session) -> list[int]:
    """The last operation of this terminal; when the last of all was made elsewhere, it is named and asked about."""
    last = undoing.last(session)
    if not app.asks:
        raise UsageProblem("undo-needs-operation", op=last.op.ref)
    is_here = last.here is not None and last.here.number == last.op.number
    if is_here and not last.is_older:
        return [last.op.number]
    told = log.sentence(oplog.Teller(session).what(last.op.number), style(session))
    question = _("the last operation is {op} ({command}: {what}), not made in this terminal; undo it?")
    if is_here:
        question = _("what came later is undone already; take back {op} ({command}: {what}), too?")
    if ask.yes(app, question.format(op=last.op.ref, command=log.label(last.op.command), what=told)):
        return [last.op.number]
    out = Output(app)
    out.note(_("nothing was undone"))
    if last.here and not is_here:
        out.note(said(_("the last one made here: `wallet undo {op}`"), op=last.here.ref))
    return []


def show(app: App, session: Session, undone: Undone) -> None:
    """What was taken back or done again, and what the accounts hold now."""
    target, numbers = undone.target, style(session)
    what = log.sentence(undone.what, numbers)
    first, again = undone.about
    if again:
        line, wrong = _("Redid {op}: {what}"), ("wallet", "undo", first.ref)
    else:
        line, wrong = _("Undid {op} ({command}): {what}"), ("wallet", "redo", target.ref)
    text = line.format(op=first.ref, command=log.label(first.command), what=what)
    # an import confirms what was there: how a few of many rows were before says nothing
    is_short = again or app.options.dry_run or first.command == "import"
    receipt.changed(
        app,
        undone.op,
        text,
        undone.transactions,
        undone.changes,
        numbers,
        wrong,
        when=undone.when,
        details=[] if is_short else [*_settings_now(session, undone), *_now(session, undone)],
        undoes=target.ref,
    )


def _now(session: Session, undone: Undone) -> list[str]:
    """What the transactions say now that have a former version again; of several only how the first ones are."""
    told = []
    for ref, txn in undoing.versions_now(session, undone.transactions, MOST_NOW):
        what = log.sentence(oplog.Teller(session).one(ref, txn), style(session))
        when = When(session.today, txn.date, txn.date, txn.date)
        told.append(_("now: {what}").format(what=visible(f"{ref}: {receipt.dated(what, when)}")))
    return told


def _settings_now(session: Session, undone: Undone) -> list[str]:
    """What holds now, where settings were taken back: nothing else on the screen shows it."""
    told = [each for each in undone.what.events if isinstance(each, OfItem) and each.kind == SETTING]
    if len(told) != len(undone.what.events) or not told:
        return []
    names = dict.fromkeys(log.NUMBERS if each.name in log.MARKS else each.name for each in told)
    events = [OfItem(SETTING, name, Configured(name, settings.get(session, name).value)) for name in names]
    return [_("now: {what}").format(what=log.sentence(What(tuple(events)), style(session)))]


COMMAND = Spec(
    "undo",
    N_("take back an operation"),
    run,
    (
        arg(
            "operations",
            takes=WORDS,
            required=False,
            metavar="ID",
            help=N_("the operations; last, or nothing, is the last one made in this terminal"),
            complete="operation",
        ),
    ),
    ("wallet undo", "wallet undo last", "wallet undo o881", "wallet undo o885 o881 -n"),
    N_(
        "Nothing is lost: `wallet redo` does it again. Several operations are undone newest first: all of them or none."
    ),
)
