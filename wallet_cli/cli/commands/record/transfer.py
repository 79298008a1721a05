"""``wallet transfer``: record money moved between two own accounts."""

from __future__ import annotations

from wallet_cli.cli.commands.record import verb
from wallet_cli.cli.spec import FLAG, opt
from wallet_cli.i18n import N_
from wallet_cli.services.record.transfer import Transfer, transfer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _wish(words: list[str], values: dict[str, Any]) -> Transfer:
    fees = values["fee"], values["fee_inside"], values["arrives"]
    return Transfer(words, verb.notes(values), *verb.ends(values), *fees, values["force"])


COMMAND = verb.command(
    "transfer",
    N_("record a transfer between own accounts"),
    (
        verb.line_arg(N_("amount, @from, @to")),
        *verb.NOTES,
        verb.SOURCE,
        verb.TARGET,
        verb.CATEGORY,
        opt(
            "fee",
            "--fee",
            metavar="AMOUNT",
            help=N_("a fee on top of the amount; its category is fees, unless +category names another"),
        ),
        opt("fee_inside", "--fee-inside", takes=FLAG, help=N_("the fee is taken out of the amount: less arrives")),
        opt(
            "arrives",
            "--arrives",
            metavar="DATE",
            help=N_(
                "the day it arrives, counted from the day it leaves: +2d, mon, 11-23; --pending then means the arrival"
            ),
        ),
        verb.FORCE,
        verb.KEY,
    ),
    (
        "wallet transfer 500 @bank @cash",
        "wallet transfer 420 @bank @card",
        "wallet transfer 500 @bank @cash --fee 1.20",
        "wallet transfer 500 @bank @cash --fee 1.20 --fee-inside",
        "wallet transfer 500 @bank @savings --arrives +2d",
    ),
    N_(
        "The first account is where it leaves, the second where it arrives; repaying a card is a transfer to it. "
        "Between you and a person there are debts: `wallet lend`, borrow, repay. Money is not moved: it is recorded."
    ),
    wish=_wish,
    do=transfer,
    text=N_("{amount} from {source} to {target}"),
    text_with_category=N_("{amount} from {source} to {target} · {categories}"),
)
