"""Bare ``wallet``: without a wallet what there is to do, with an open one an overview. It never asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wallet_cli.cli.access import opening
from wallet_cli.cli.app import App
from wallet_cli.cli.line import help as screen
from wallet_cli.cli.render.look import overview
from wallet_cli.cli.render.output import Output
from wallet_cli.domain import kinds
from wallet_cli.domain.moment import DAY_US
from wallet_cli.domain.text import visible, width
from wallet_cli.errors import Locked, WalletError
from wallet_cli.i18n import N_, _
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.session import style
from wallet_cli.services.vault import location
from wallet_cli.words import amount
from wallet_cli.words.counted import DAYS_AGO, TRANSACTIONS, counted
from wallet_cli.words.spelling import bare, said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallet_cli.domain.amounts import Style
    from wallet_cli.domain.currency import Currency
    from wallet_cli.services.desk.today import Picture, Sum
    from wallet_cli.services.look.balance import AccountBalance

LABELS = {
    "money": N_("money"), "debts": N_("debts"), "people": N_("people"), "over": N_("over"), "pending": N_("pending"),
    "review": N_("to review"),
    "backup": N_("backup"), "next": N_("next"),
}  # fmt: skip
LOCKED = N_("{name} is locked: `wallet unlock` opens it for a while")
"""Said of a wallet that is there and isn't open."""
GAP = " · "
MOST_LINES = 8


class Item(NamedTuple):
    """A text of a row, and the amounts in it, by which what has no room is summed up. ``kind`` is an account's."""

    text: str
    minors: tuple[tuple[Currency, int], ...] = ()
    kind: str = ""


Row = tuple[str, Sequence[Item], Sequence[Item]]
"""A label and what belongs to it; where that is totals, what they are made of."""


def show(app: App) -> None:
    """What bare ``wallet`` says, in at most eight lines, or as one document."""
    app = App(app.around, app.options._replace(no_input=True))
    out = Output(app)
    if not _is_there(app):
        if out.as_json:
            out.json(overview.closed(app.name, "none"))
        else:
            screen.show_welcome(app)
        return
    try:
        with opening.reading(app) as session:
            from wallet_cli.services.desk import today

            now = today.picture(session)
            if out.as_json:
                out.json(overview.document(app.name, session.today, now))
                return
            numbers = style(session)
            rows = list(_rows(app, now, numbers))
    except Locked as error:
        if error.slug != "locked":
            raise
        if out.as_json:
            out.json(overview.closed(app.name, "locked"))
        else:
            _say_locked(app, out)
        return
    if out.plain:
        for label, items, held in rows:
            whole, apart = (_(", ").join(each.text for each in texts) for texts in (items, held))
            out.fact(label, _("{name}: {value}").format(name=whole, value=apart) if held else whole)
        return
    column = max(width(label) for label, _items, _held in rows) + 2
    room = app.around.width() - column if app.to_terminal else 0
    for label, line in _lines(rows, room, numbers):
        out.line(label + " " * (column - width(label)) + line)


def _say_locked(app: App, out: Output) -> None:
    out.prose(said(_(LOCKED), name=app.name))
    for line in (*screen.WELCOME[2:4], screen.WELCOME[5]):
        screen.welcome(out, line)


def _is_there(app: App) -> bool:
    """Whether there is a wallet; a machine or a name that can't have one has none."""
    try:
        return location.exists(opening.place(app))
    except WalletError:
        return False


def _rows(app: App, now: Picture, numbers: Style) -> Iterable[Row]:
    """A label and what belongs to it, one row on each line; rows of which there is nothing are left out. Money comes
    as its totals and the accounts behind them.
    """

    def sums(found: Sequence[Sum]) -> list[Item]:
        texts = (amount.people(each.minor, each.currency, numbers) for each in found)
        named = zip(found, texts, strict=True)
        return [Item(f"{visible(each.what)} {text}".lstrip(), ((each.currency, each.minor),)) for each, text in named]

    def each_of(found: Sequence[AccountBalance]) -> list[Item]:
        return [_item(each, numbers) for each in found]

    held = each_of(now.held) if len(now.held) > 1 and not app.simple else []
    yield _(LABELS["money"]), sums(now.money) or [Item("0")], held
    if now.debts:
        yield _(LABELS["debts"]), each_of(now.debts), []
    if now.people:
        yield _(LABELS["people"]), each_of(now.people), []
    flows = [
        _("in {earned}, out {spent}").format(
            earned=amount.people(flow.earned_minor, flow.currency, numbers),
            spent=amount.people(-flow.spent_minor, flow.currency, numbers),
        )
        for flow in now.flows
    ]
    yield now.period.since, [Item(text) for text in flows or [_("nothing booked yet")]], []
    if now.over:
        yield _(LABELS["over"]), sums(now.over), []
    if now.pending and not app.simple:
        yield _(LABELS["pending"]), sums(now.pending), []
    if now.review:
        yield _(LABELS["review"]), [Item(counted(now.review, TRANSACTIONS))], []
    if not app.simple or now.backup.last_us is None or now.backup.overdue_days:
        yield _(LABELS["backup"]), [Item(_backup(app, now))], []
    if not now.has_accounts:
        following = _("`wallet accounts add {name}`  `wallet help`")
    elif app.simple:
        following = _("`wallet pay`  `wallet balance`  `wallet undo`")
    else:
        following = _("`wallet pay`  `wallet history`  `wallet help`")
    yield _(LABELS["next"]), [Item(bare(said(following, name=_(kinds.own()[0]))))], []


def _item(each: AccountBalance, numbers: Style) -> Item:
    kind = each.account.kind
    text = f"{visible(each.account.path)} {amount.held(each.balance_minor, each.currency, kind, numbers)}"
    return Item(text, ((each.currency, each.balance_minor),), kind)


def _backup(app: App, now: Picture) -> str:
    last = now.backup.last_us
    if last is None:
        return bare(said(_("none yet: `wallet backup {file}`"), file=_backup_file(app)))
    days = (app.around.now_us() - last) // DAY_US
    text = _("today") if days < 1 else counted(days, DAYS_AGO)
    return text + (bare(said(_(": `wallet backup {file}`"), file=_backup_file(app))) if now.backup.overdue_days else "")


def _backup_file(app: App) -> str:
    """A name for a backup of today, so that the line can be run as it is."""
    return f"{app.name}-{date.fromordinal(app.around.today()).isoformat()}.backup"


def _lines(rows: Sequence[Row], room: int, numbers: Style) -> Iterable[tuple[str, str]]:
    """The lines, each with its label. Accounts that have no room beside their totals take lines of their own, as many
    as there are left; what is next to do makes room for the first.
    """
    (label, totals, held), *others = rows
    whole = GAP.join(each.text for each in totals)
    beside = f"{whole}: {GAP.join(each.text for each in held)}" if held else whole
    if not room or width(beside) <= room:
        yield label, beside
    else:
        yield label, _laid(totals, room, 1, numbers)[0]
        spare = max(1, MOST_LINES - len(rows))
        for line in _laid(held, room, spare, numbers) if held else ():
            yield "", line
        others = others[: MOST_LINES - 2] if held else others
    for label, items, _held in others:
        yield label, _laid(items, room, 1, numbers)[0]


def _laid(items: Sequence[Item], room: int, most: int, numbers: Style) -> list[str]:
    """In at most ``most`` lines as many whole items as have room, largest first as they come, and what the rest of them
    comes to: in the first of its currencies alone, followed by …, before all items go; all in one line where ``room``
    is 0.
    """
    counts = range(len(items), 0, -1)
    for count, is_whole in (*((n, True) for n in counts), *((n, False) for n in counts), (0, True)):
        texts = [each.text for each in items[:count]]
        if count < len(items):
            texts.append(_rest(items[count:], numbers, is_whole=is_whole))
        lines = _filled(texts, room)
        if len(lines) <= most and (not room or all(width(line) <= room for line in lines)):
            return lines
    return [items[0].text + (f" +{len(items) - 1}" if len(items) > 1 else "")]


def _filled(texts: Sequence[str], room: int) -> list[str]:
    lines = [texts[0]]
    for text in texts[1:]:
        longer = f"{lines[-1]}{GAP}{text}"
        if not room or width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(text)
    return lines


def _rest(items: Sequence[Item], numbers: Style, *, is_whole: bool) -> str:
    """``3 more: €120.00 · $5.00``; what is owed one way and the other isn't taken together."""
    kind = items[0].kind
    is_owed = kinds.of(kind).debt or kinds.of(kind).is_person
    found: dict[tuple[Currency, bool], int] = {}
    for each in items:
        for unit, minor in each.minors:
            key = unit, is_owed and minor < 0
            found[key] = found.get(key, 0) + minor
    if not found:
        return f"+{len(items)}"
    sums = [amount.held(minor, unit, kind, numbers) for (unit, _below), minor in found.items()]
    text = GAP.join(sums) if is_whole or len(sums) == 1 else f"{sums[0]} …"
    return _("{count} more: {sums}").format(count=len(items), sums=text)
