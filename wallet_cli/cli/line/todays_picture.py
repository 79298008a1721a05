"""Bare ``wallet``: without a wallet what there is to do, with an open one where one stands. It never asks."""

from __future__ import annotations

from wallet_cli.cli.access import opening
from wallet_cli.cli.app import App
from wallet_cli.cli.line import help as screen
from wallet_cli.cli.options import Options
from wallet_cli.cli.render.output import Output
from wallet_cli.domain.moment import DAY_US
from wallet_cli.domain.text import visible, width
from wallet_cli.errors import Locked, WalletError
from wallet_cli.i18n import N_, _, sign
from wallet_cli.services.session import Session, style
from wallet_cli.services.vault import location
from wallet_cli.words import amount
from wallet_cli.words.spelling import bare, said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wallet_cli.cli.app import Surroundings
    from wallet_cli.services.desk.today import Picture, Sum
    from wallet_cli.services.look.balance import AccountBalance

LABELS = {
    "money": N_("money"), "debts": N_("debts"), "people": N_("people"), "over": N_("over"), "pending": N_("pending"),
    "backup": N_("backup"), "next": N_("next"),
}  # fmt: skip
LOCKED = N_("{name} is locked: `wallet unlock` opens it for a while")
"""Said of a wallet that is there and isn't open."""
GAP = " · "


def show(around: Surroundings) -> None:
    """What bare ``wallet`` says, in at most eight lines."""
    app = App(around, Options(no_input=True))
    if not _is_there(app):
        screen.show_welcome(app)
        return
    out = Output(app)
    try:
        with opening.reading(app) as session:
            from wallet_cli.services.desk import today

            rows = list(_rows(app, session, today.picture(session)))
    except Locked as error:
        if error.slug != "locked":
            raise
        out.prose(said(_(LOCKED), name=app.name))
        for line in (*screen.WELCOME[2:4], screen.WELCOME[5]):
            screen.welcome(out, line)
        return
    column = max(width(label) for label, _items in rows) + 2
    for label, items in rows:
        room = around.width() - column if app.to_terminal else 0
        if out.plain:
            out.fact(label, _(", ").join(items))
        else:
            out.line(label + " " * (column - width(label)) + _fitting(items, room))


def _is_there(app: App) -> bool:
    """Whether there is a wallet; a machine or a name that can't have one has none."""
    try:
        return location.exists(opening.place(app))
    except WalletError:
        return False


def _rows(app: App, session: Session, now: Picture) -> Iterable[tuple[str, list[str]]]:
    """A label and what belongs to it, a row a line; rows of which there is nothing are left out."""
    numbers = style(session)

    def sums(found: Sequence[Sum]) -> list[str]:
        texts = (amount.people(each.minor, each.currency, numbers) for each in found)
        return [f"{visible(each.what)} {text}".lstrip() for each, text in zip(found, texts, strict=True)]

    def each_of(found: Sequence[AccountBalance]) -> list[str]:
        return [
            f"{visible(each.account.path)} {amount.held(each.balance_minor, each.currency, each.account.kind, numbers)}"
            for each in found
        ]

    total, held = sign(GAP).join(sums(now.money)) or "0", each_of(now.held)
    yield _(LABELS["money"]), [f"{total}: {held[0]}", *held[1:]] if len(held) > 1 and not app.simple else [total]
    if now.debts:
        yield _(LABELS["debts"]), each_of(now.debts)
    if now.people:
        yield _(LABELS["people"]), each_of(now.people)
    flows = [
        _("in {earned}, out {spent}").format(
            earned=amount.people(flow.earned_minor, flow.currency, numbers),
            spent=amount.people(-flow.spent_minor, flow.currency, numbers),
        )
        for flow in now.flows
    ]
    yield now.period.since, flows or [_("nothing booked yet")]
    if now.over:
        yield _(LABELS["over"]), sums(now.over)
    if now.pending and not app.simple:
        yield _(LABELS["pending"]), sums(now.pending)
    if not app.simple or now.backup.last_us is None or now.backup.overdue_days:
        yield _(LABELS["backup"]), [_backup(app, now)]
    if app.simple:
        yield _(LABELS["next"]), [bare(said(_("`wallet pay`  `wallet balance`  `wallet undo`")))]
        return
    yield _(LABELS["next"]), [bare(said(_("`wallet pay`  `wallet history`  `wallet help`")))]


def _backup(app: App, now: Picture) -> str:
    last = now.backup.last_us
    if last is None:
        return bare(said(_("none yet: `wallet backup FILE`")))
    days = (app.around.now_us() - last) // DAY_US
    text = _("today") if days < 1 else _("{days} days ago").format(days=days)
    return text + (bare(said(_(": `wallet backup FILE`"))) if now.backup.overdue_days else "")


def _fitting(items: Sequence[str], room: int) -> str:
    """As many whole items as there is room for, and how many there are more; all where ``room`` is 0."""
    line = items[0]
    for at, item in enumerate(items[1:], 1):
        rest = len(items) - at
        more = f" +{rest}"
        longer = f"{line}{GAP}{item}"
        if room and width(longer) + (width(f" +{rest - 1}") if rest > 1 else 0) > room:
            return line + more
        line = longer
    return line
