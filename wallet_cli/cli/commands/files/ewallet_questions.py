"""What an import of an e-wallet's file asks: which own accounts it means. Digits and Enter answer all of it.

Each means of payment is asked about once: what is answered is kept with the account by the operation that records the
rows. Enter alone leaves its rows to that account's own file.
"""

from __future__ import annotations

from wallet_cli.cli.commands.files.by_digit import by_digit
from wallet_cli.cli.render.output import Output
from wallet_cli.domain import kinds
from wallet_cli.domain.files.ewallet_words import PLATFORMS
from wallet_cli.domain.text import visible
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import _
from wallet_cli.services.files import ewallet_places, statement_account
from wallet_cli.services.files.ewallet_places import Answer, Fresh, Means

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wallet_cli.cli.app import App
    from wallet_cli.cli.render.progress import Bar
    from wallet_cli.domain.files.statement import StatementHead
    from wallet_cli.services.files.ewallet_places import Asked
    from wallet_cli.services.session import Session


def means(app: App, told: Mapping[str, str], bar: Bar) -> Means:
    """What was said of means of payment in the line, and the question for the rest at a terminal."""
    return Means(told, (lambda asked: _means(app, asked, bar)) if app.asks else None)


def _means(app: App, asked: Asked, bar: Bar) -> Answer:
    bar.away()
    out = Output(app)
    if asked.name:
        text = _('{platform}: which account is "{name}"? (rows: {count})')
    else:
        text = _("{platform}: which account is it where nothing says what was paid with? (rows: {count})")
    out.note(text.format(platform=asked.platform, name=visible(asked.name), count=asked.rows))
    offers = [(visible(path), Answer(path)) for path in asked.likely]
    if asked.fresh:
        offers.append((_new(asked.fresh, asked.kind), Answer(asked.fresh, is_new=True)))
    offers += [(visible(path), Answer(path)) for path in asked.others]
    chosen = _digit(app, [text for text, _answer in offers], _("leave these rows to that account's own file"))
    return offers[chosen - 1][1] if chosen else Answer()


def _new(name: str, kind: str) -> str:
    return _("a new account {name} ({kind})").format(name=visible(name), kind=_(kind))


def own_account(app: App, session: Session, head: StatementHead, file: str) -> str | Fresh:
    """The account that an e-wallet's statement is of, or one that is to be made.

    UsageProblem("import-account-missing") where that is left open.
    """
    platform, code = ewallet_places.platform_of(head), head.currency.code if head.currency else ""
    nodes = [node for node in statement_account.likely(session, head) if node.kind == head.kind]
    taken = {name for source, names in PLATFORMS.items() if source != head.source for name in names}
    name = ewallet_places.fresh(session, platform)
    Output(app).note(
        _("which account is {file} of? It is from {platform}").format(file=visible(file), platform=platform)
    )
    offers = [(visible(node.path), node.path) for node in nodes if node.path not in taken]
    if name:
        offers.append((_new(name, head.kind), ""))
    offers += [(visible(node.path), node.path) for node in nodes if node.path in taken]
    chosen = _digit(app, [text for text, _path in offers], _("stop; nothing is recorded"))
    if not chosen:
        raise UsageProblem("import-account-missing", number=head.account or "?")
    path = offers[chosen - 1][1]
    return path or Fresh(name, code, platform, head.kind or kinds.USUAL)


def _digit(app: App, offers: Sequence[str], leave: str) -> int:
    """One of the offers by its number, 0 to leave."""
    return by_digit(app, _("which number?"), {**dict(enumerate(offers, 1)), 0: leave})
