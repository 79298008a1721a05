"""What TAB offers at the prompt of a money verb, and the questions for what a line has left out."""

from __future__ import annotations

from wallet_cli.cli.access import ask
from wallet_cli.cli.render.output import Output
from wallet_cli.domain import kinds
from wallet_cli.domain.account import SEPARATOR, bare
from wallet_cli.domain.text import fold, visible, width
from wallet_cli.i18n import N_, _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.errors import WalletError
    from wallet_cli.services.session import Session

LIKE = {
    "pay": N_("like 12.50 Coffee @cash +food"),
    "receive": N_("like 2500 Acme @bank +salary"),
    "transfer": N_("like 100 @bank @cash"),
    "exchange": N_("like 100eur 108.20usd @bank @usd"),
    "refund": N_("like 20 --of t8"),
    "lend": N_("like 50 anna @cash"),
    "borrow": N_("like 50 anna @cash"),
    "repay": N_("like 50 anna @cash"),
    "adjust": N_("like @cash --to 80"),
}
"""What can be typed at the prompt of each verb."""
_SIGILS = {"＠": "@", "＋": "+"}
_FROM, _TO = N_("from which account?"), N_("to which account?")
_QUESTIONS = {"account-missing": N_("which account?"), "category-missing": N_("which category?")}


def invite(app: App, verb: str) -> None:
    """Say what can be typed, once, in the first line."""
    out = Output(app)
    if app.options.quiet or out.as_json:
        return
    out.note(_(LIKE[verb]) + _("; TAB completes, Enter alone ends"))


def completions(app: App, verb: str, line: str) -> list[str]:
    """What the last word of a line up to the cursor could become."""
    from wallet_cli.cli.line import offers

    *before, current = line.lstrip().split(" ")
    before = [word for word in before if word]
    sigil = _SIGILS.get(current[:1], "")
    typed = sigil + current[1:] if sigil else current
    found = [] if typed.startswith(("@", "+", "-")) else _rest_of_payee(app, verb, before, typed)
    if not found:
        found = [offer for offer, _about in offers.fitting(offers.at_cursor(app, [verb, *before], typed), typed)]
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


def missing(app: App, session: Session, error: WalletError, wished: Any) -> str | None:
    """The word that mends a line without an account or a category, asked for with the likely answers as digits; None
    where nothing is missing, or where the answer is Enter alone.
    """
    from wallet_cli.services.record import likely

    question = _end_missing(wished) if error.slug == "two-accounts" else _QUESTIONS.get(error.slug)
    if question is None or not app.asks or Output(app).as_json or _is_found(error):
        return None
    if error.slug != "category-missing":
        sigil, names = "@", likely.own_accounts(session)
    else:
        flow = kinds.EARNED if session.command == "receive" else kinds.SPENT
        sigil, names = "+", likely.categories(session, flow)
    names = [name for name in names if sigil + name not in wished.words]
    digits = {str(number): name for number, name in enumerate(names[: likely.MOST], 1)}
    show(app, [f"{digit} {visible(name)}" for digit, name in digits.items()])
    try:
        answer = bare(ask.line(app, _(question) + " ").strip())
    except EOFError:
        app.around.stderr.write("\n")
        return None
    if not answer or fold(answer) in ask.LEAVING:
        return None
    return sigil + digits.get(answer, answer)


def _is_found(error: WalletError) -> bool:
    """Whether a word of the line is the name that is missing: the corrected line has it, and an answer would leave it
    in the payee.
    """
    blank = {"account-missing": "@ACCOUNT", "category-missing": "+CATEGORY"}.get(error.slug)
    return blank is not None and blank not in str(error.params["corrected"]).split()


def adds(app: App, verb: str, error: WalletError) -> bool:
    """Whether a person whose name nobody has is to be added with what is recorded; no by default.

    Nobody new has anything to repay.
    """
    name, near = str(error.params["name"]), error.params["near"]
    if verb == "repay" or not app.asks or Output(app).as_json or not error.params["new"] or SEPARATOR in name:
        return False
    if isinstance(near, tuple) and near:
        text = _('there is no person "{name}" yet (is it {near}?); add them?')
        return ask.yes(app, text.format(name=visible(name), near=visible(_(", ").join(near))))
    return ask.yes(app, _('there is no person "{name}" yet; add them?').format(name=visible(name)))


def _end_missing(wished: Any) -> str | None:
    """What to ask where a transfer lacks an account; nothing where other words may have been meant for one."""
    named = [word for word in wished.words if word[:1] in ("@", "＠")]
    has_source = bool(getattr(wished, "source", None)) or (bool(named) and not getattr(wished, "target", None))
    if len(wished.words) - len(named) != 1 or len(named) > 1:
        return None
    return _TO if has_source else _FROM


def show(app: App, offers: list[str]) -> None:
    """Show what there is to choose from."""
    for line in _rows(offers, app.around.width()):
        app.around.stderr.write(line + "\n")


def _rows(offers: list[str], columns: int) -> list[str]:
    """The offers in as few lines as they have room in, none of them broken."""
    lines: list[str] = []
    for offer in offers:
        longer = f"{lines[-1]}  {offer}" if lines else ""
        if longer and width(longer) <= columns:
            lines[-1] = longer
        else:
            lines.append(f"  {offer}")
    return lines


def left(app: App) -> None:
    """The end of input, not Enter: what the shell writes next begins a line of its own."""
    app.around.stderr.write("\n")
