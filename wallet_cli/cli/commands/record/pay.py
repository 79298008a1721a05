"""``wallet pay``: record a payment, typed as one line."""

from __future__ import annotations

from wallet_cli.cli.commands.record import verb
from wallet_cli.cli.spec import MANY, opt
from wallet_cli.i18n import N_
from wallet_cli.services.record.pay import Payment, pay

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _wish(words: list[str], values: dict[str, Any]) -> Payment:
    return Payment(words, verb.notes(values), values["charged"], values["people"], values["force"])


COMMAND = verb.command(
    "pay",
    N_("record a payment"),
    (
        verb.LINE,
        *verb.NOTES,
        verb.ACCOUNT,
        verb.CATEGORY,
        opt(
            "people",
            "--with",
            takes=MANY,
            metavar="PERSON[=PART]",
            help=N_("someone who shares the bill: in equal parts, or anna=20, anna=30%"),
            complete="person",
        ),
        opt(
            "charged",
            "--charged",
            metavar="AMOUNT",
            help=N_("a foreign purchase: what the account was charged, in its own currency"),
        ),
        verb.FORCE,
        verb.KEY,
        verb.INFER,
    ),
    (
        "wallet pay",
        "wallet pay 12.50 Coffee @cash +food",
        "wallet pay 300 Market @cash +food=220 +home",
        "wallet pay 86 Dinner @card +food --with anna",
        "wallet pay 86 Dinner @card +food --with anna=20 --with bob=30%",
        "wallet pay 45usd Hotel @card +travel --charged 41.87",
    ),
    N_(
        "`wallet pay` alone reads one line at a prompt, where $, & and quotes mean nothing special, and the "
        "same options apply. Money is not moved: it is recorded."
    ),
    wish=_wish,
    do=pay,
    text=N_("{amount} to {payee} from {source} · {categories}"),
)
