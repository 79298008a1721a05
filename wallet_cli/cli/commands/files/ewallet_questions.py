"""What an import asks about own accounts that a file only hints at: an e-wallet's own, what was paid with, what paid a
card off. Digits and Enter answer all of it, in one order everywhere: the accounts that there are, the likely ones
first, then ``+`` for a new one, and ``0`` for none of them.

Each is asked once: what is answered is kept by the operation that records the rows. Enter alone is ``0``. Leaving a
question (``q``, the end of input) answers nothing: the import stops, and nothing is recorded.
"""

from __future__ import annotations

from wallet_cli.cli.commands.files.by_digit import LEAVES, MAKES, by_digit
from wallet_cli.cli.render.output import Output
from wallet_cli.domain import kinds
from wallet_cli.domain.files.ewallet_words import PLATFORMS
from wallet_cli.domain.text import visible
from wallet_cli.errors import BadFile, UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services.files import ewallet_places, statement_account
from wallet_cli.services.files.ewallet_places import Answer, Fresh, Means
from wallet_cli.services.session import style
from wallet_cli.words import amount

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wallet_cli.cli.app import App
    from wallet_cli.cli.render.progress import Bar
    from wallet_cli.domain.amounts import Style
    from wallet_cli.domain.files.statement import Row, StatementHead
    from wallet_cli.services.files.ewallet_places import Asked, Unpaid
    from wallet_cli.services.session import Session

_APART = N_("not known: keep these rows apart, neither income nor spending")
EXAMPLES = 2
"""That many rows are shown with a question about them."""


def means(app: App, session: Session, told: Mapping[str, str], bar: Bar) -> Means:
    """What was said of means of payment in the line, and the questions for the rest at a terminal."""
    if not app.asks:
        return Means(told)
    numbers = style(session)
    return Means(told, lambda asked: _means(app, asked, bar, numbers), lambda asked: _paid(app, asked, bar, numbers))


def _means(app: App, asked: Asked, bar: Bar, numbers: Style) -> Answer:
    bar.away()
    out = Output(app)
    if asked.name:
        text = _('{platform}: which account is "{name}"? (rows: {count})')
    else:
        text = _("{platform}: which account is it where nothing says what was paid with? (rows: {count})")
    out.note(text.format(platform=asked.platform, name=visible(asked.name), count=len(asked.rows)))
    _show(out, asked.rows, numbers)
    fresh = _new(asked.fresh, asked.kind) if asked.fresh else ""
    leave = _APART if asked.keeps_apart else N_("none here: leave these rows to that account's own file")
    chosen = _answered(_account(app, (*asked.likely, *asked.others), fresh, _(leave)))
    return Answer(asked.fresh, is_new=True) if chosen == MAKES else Answer(chosen)


def _paid(app: App, asked: Unpaid, bar: Bar, numbers: Style) -> str:
    """The path of the account that paid a debt off, "" where it isn't known."""
    bar.away()
    out = Output(app)
    text = _("{account}: which account paid it off? (rows: {count})")
    out.note(text.format(account=visible(asked.account), count=len(asked.rows)))
    _show(out, asked.rows, numbers)
    return _answered(_account(app, asked.likely, "", _(_APART)))


def _answered(chosen: str | None) -> str:
    """What was answered; BadFile("import-question-left") where the question was left."""
    if chosen is None:
        raise BadFile("import-question-left")
    return chosen


def _show(out: Output, rows: Sequence[Row], numbers: Style) -> None:
    for row in rows[:EXAMPLES]:
        shown = amount.people(row.amount.minor, row.amount.currency, numbers)
        out.note(f"  {row.booking_date.isoformat()}  {shown}  {visible(row.text or row.kind)}", 4)


def _new(name: str, kind: str) -> str:
    return _("a new account {name} ({kind})").format(name=visible(name), kind=_(kind))


def own_account(app: App, session: Session, head: StatementHead, file: str) -> str | Fresh:
    """The account that an e-wallet's statement is of, or one that is to be made.

    UsageProblem("import-account-left") where that is left open.
    """
    platform, code = ewallet_places.platform_of(head), head.currency.code if head.currency else ""
    nodes = statement_account.likely(session, head, file)
    taken = {name for names in PLATFORMS.values() if names[0] != platform for name in names}
    name = ewallet_places.fresh(session, platform)
    Output(app).note(
        _("which account is {file} of? It is from {platform}").format(file=visible(file), platform=platform)
    )
    fit = [node for node in nodes if node.path not in taken]
    same = [node for node in fit if node.kind == head.kind]
    # there is always something to choose: accounts of other kinds where nothing else can be offered
    paths = [node.path for node in (same if same or name else fit or nodes)]
    chosen = _account(app, paths, _new(name, head.kind) if name else "", _("stop; nothing is recorded"))
    if not chosen:
        raise UsageProblem("import-account-left")
    return Fresh(name, code, platform, head.kind or kinds.USUAL) if chosen == MAKES else chosen


def _account(app: App, paths: Sequence[str], fresh: str, leave: str) -> str | None:
    """The path of one of the accounts, ``MAKES`` for a new one, "" for none; None where the question is left."""
    offers = {str(number): visible(path) for number, path in enumerate(paths, 1)}
    if fresh:
        offers[MAKES] = fresh
    offers[LEAVES] = leave
    chosen = by_digit(app, _("which number?"), offers, LEAVES)
    if chosen is None or chosen == MAKES:
        return chosen
    return "" if chosen == LEAVES else paths[int(chosen) - 1]
