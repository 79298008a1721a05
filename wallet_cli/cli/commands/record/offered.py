"""What the prompt of a money verb says first, what TAB offers there, and whether someone new is to be added."""

from __future__ import annotations

from wallet_cli.cli.access import ask, opening
from wallet_cli.cli.render.output import Output
from wallet_cli.domain import kinds
from wallet_cli.domain.account import SEPARATOR
from wallet_cli.domain.text import visible
from wallet_cli.i18n import N_, _
from wallet_cli.words.spelling import example, said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.cli.app import App
    from wallet_cli.errors import WalletError

LIKE = {
    "pay": N_("like 12.50 Coffee @{account} +food"),
    "receive": N_("like 2500 Acme @{account} +salary"),
    "transfer": N_("like 100 @{account} @{other}"),
    "exchange": N_("like 100eur 108.20usd @{account} @{other}"),
    "refund": N_("like 20 --of t8"),
    "lend": N_("like 50 anna @{account}"),
    "borrow": N_("like 50 anna @{account}"),
    "repay": N_("like 50 anna @{account}"),
    "adjust": N_("like @{account} --to 80"),
}
"""What can be typed at the prompt of each verb, with accounts that there are."""
_SIGILS = {"＠": "@", "＋": "+"}


def invite(app: App, verb: str) -> None:
    """Say what can be typed, once, in the first line: in the wallet's number style, with accounts that it has."""
    from wallet_cli.services.names import typed
    from wallet_cli.services.record import likely

    out = Output(app)
    with opening.reading(app) as session:
        found, payer = list(map(typed, likely.own_accounts(session))), likely.payer(session)
    if app.options.quiet or out.as_json:
        return
    if not payer and verb != "adjust":  # a loan has nothing to pay from
        usual = next((name for name in map(_, kinds.own()) if name not in found), "")
        text = _("there is no account to pay from yet; add one first: `wallet accounts add {name}`")
        if not found:
            text = _("there is no account yet; add one first: `wallet accounts add {name}`")
        out.note(said(text, name=usual))
        found.insert(0, usual)
    account, other = (*found, *(_(kind) for kind in kinds.own()[len(found) :]))[:2]
    line = example(_(LIKE[verb])).format(account=visible(account), other=visible(other))
    out.note(line + _("; TAB completes, Enter alone ends"))


def completions(app: App, verb: str, line: str) -> list[str]:
    """What the last word of a line up to the cursor could become."""
    from wallet_cli.cli.line import offers

    *before, current = line.lstrip().split(" ")
    before = [word for word in before if word]
    sigil = _SIGILS.get(current[:1], "")
    typed = sigil + current[1:] if sigil else current
    found = [] if typed.startswith(("@", "+", "-")) else _rest_of_payee(app, verb, before, typed)
    if not found:
        found = [
            offer for offer, _about in offers.fitting(offers.at_cursor(app, [verb, *before], typed), typed, lists=True)
        ]
    return [f"{current[:1]}{offer[1:]}" if sigil else offer for offer in map(visible, found)]


def _rest_of_payee(app: App, verb: str, before: list[str], current: str) -> list[str]:
    """The last word of a payee of several, and what follows it: ``12.50 Shoe sh`` becomes ``shop``."""
    from wallet_cli.cli.line import offers

    for at in range(1, len(before)):
        if before[at].startswith(("@", "+", "-")):
            continue
        start = " ".join([*before[at:], current])
        begun = len(start) - len(current)
        found = [
            name for name, _about in offers.at_cursor(app, [verb, *before[:at]], start) if offers.fits(name, start)
        ]
        if found:
            return [current + name[begun + len(current) :] for name in found]
    return []


def adds(app: App, verb: str, error: WalletError) -> str:
    """The person who is meant by a name that nobody has: someone near it who is there, or that name itself, who is to
    be added with what is recorded; "" for neither.

    Nobody new has anything to repay.
    """
    name, near = str(error.params["name"]), error.params["near"]
    if verb == "repay" or not app.asks or Output(app).as_json or not error.params["new"] or SEPARATOR in name:
        return ""
    if isinstance(near, tuple) and near and not app.options.yes:
        return _which(app, name, near)
    question = _('there is no person "{name}" yet; add them?').format(name=visible(name))
    return name if ask.yes(app, question) else ""


def _which(app: App, name: str, near: Sequence[str]) -> str:
    """One of those who are there, or ``name`` for someone new; "" where neither is answered."""
    from wallet_cli.cli.commands.record.questions import Question, choose

    new = _("someone new: {name}").format(name=name)
    text = _('there is no person "{name}" yet; who is meant?').format(name=visible(name))
    chosen = choose(app, Question(text, [*near, new]))
    if chosen is None:
        return ""
    return name if chosen.name == new else chosen.name


def left(app: App) -> None:
    """The end of input, not Enter: what the shell writes next begins a line of its own."""
    app.around.stderr.write("\n")
