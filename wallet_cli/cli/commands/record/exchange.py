"""``wallet exchange``: record one currency given for another."""

from __future__ import annotations

from wallet_cli.cli.commands.record import verb
from wallet_cli.cli.spec import opt
from wallet_cli.domain.money import Money
from wallet_cli.domain.rate import derived
from wallet_cli.i18n import N_, sign
from wallet_cli.services.record.exchange import Exchange, exchange
from wallet_cli.services.session import Session, style

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.services.record.receipt import Receipt


def _wish(words: list[str], values: dict[str, Any]) -> Exchange:
    return Exchange(words, verb.notes(values), *verb.ends(values), values["fee"], values["force"])


def rate(session: Session, receipt: Receipt) -> list[str]:
    """``1 EUR = 1.082 USD``, with ``≈`` where the digits shown are not all."""
    if not receipt.summaries:
        return []
    gave, got = (Money(minor, unit) for minor, unit in receipt.summaries[0].amounts)
    digits, exact = derived(gave, got)
    shown = digits.replace(".", style(session).decimal)
    return [f"1 {gave.currency.code} {'=' if exact else sign('≈')} {shown} {got.currency.code}"]


COMMAND = verb.command(
    "exchange",
    N_("record an exchange of currencies"),
    (
        verb.line_arg(N_("amount given, amount received, @from, @to")),
        *verb.NOTES,
        verb.SOURCE,
        verb.TARGET,
        verb.CATEGORY,
        opt(
            "fee",
            "--fee",
            metavar="AMOUNT",
            help=N_("a fee on top, in either currency; its category is fees, unless +category names another"),
        ),
        verb.FORCE,
        verb.KEY,
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
    wish=_wish,
    do=exchange,
    text=N_("{amount} from {source} to {target}"),
    text_with_category=N_("{amount} from {source} to {target} · {categories}"),
    more=rate,
)
