"""``wallet exchange``: record one currency given for another."""

from typing import Any

from wallet_cli.cli import recording
from wallet_cli.cli.app import App
from wallet_cli.cli.spec import WORDS, Spec, arg, opt
from wallet_cli.domain.account import bare
from wallet_cli.domain.money import Money
from wallet_cli.domain.rate import derived
from wallet_cli.i18n import N_, _
from wallet_cli.services.exchanging import Exchange, exchange
from wallet_cli.services.receipt import Receipt
from wallet_cli.services.session import Session, style


def run(app: App, words: list[str], key: str | None, **values: Any) -> None:
    """Record it, show what was recorded and the rate that follows."""
    words = recording.line(app, COMMAND, words, values)
    source, target = (bare(values[name] or "") or None for name in ("source", "target"))
    wish = Exchange(words, recording.notes(values), source, target, values["fee"], values["force"])
    recording.record(app, "exchange", wish, key, False, lambda session: exchange(session, wish), say, rate)


def say(session: Session, receipt: Receipt) -> str:
    """``€100.00 → $108.20 from bank to usd``."""
    if receipt.summaries and receipt.summaries[0].categories:
        return recording.summary(session, receipt, _("{amount} from {source} to {target} · {categories}"))
    return recording.summary(session, receipt, _("{amount} from {source} to {target}"))


def rate(session: Session, receipt: Receipt) -> list[str]:
    """``1 EUR = 1.082 USD``, with ``≈`` where the digits shown are not all."""
    if not receipt.summaries:
        return []
    gave, got = (Money(minor, unit) for minor, unit in receipt.summaries[0].amounts)
    digits, exact = derived(gave, got)
    shown = digits.replace(".", style(session).decimal)
    return [f"1 {gave.currency.code} {'=' if exact else '≈'} {shown} {got.currency.code}"]


COMMAND = Spec(
    "exchange",
    N_("record an exchange of currencies"),
    run,
    (
        arg(
            "words",
            takes=WORDS,
            required=False,
            metavar="LINE",
            help=N_("amount given, amount received, @from, @to"),
            complete="line",
        ),
        *recording.NOTES,
        recording.SOURCE,
        recording.TARGET,
        recording.CATEGORY,
        opt(
            "fee",
            "--fee",
            metavar="AMOUNT",
            help=N_("a fee on top, in either currency; its category is fees, unless +category says another"),
        ),
        recording.FORCE,
        recording.KEY,
    ),
    (
        "wallet exchange 100eur 108.20usd @bank @usd",
        "wallet exchange 100eur 108.20usd @multi",
        "wallet exchange 100eur 108.20usd @bank @usd --fee 1.50",
    ),
    N_(
        "The first amount leaves the first account; one account that holds both currencies will do. "
        "The rate follows from the amounts."
    ),
)
