"""``wallet receive``: record money that came in, typed as one line."""

from __future__ import annotations

from wallet_cli.cli.commands.record import budget_left, verb
from wallet_cli.cli.spec import MANY, opt
from wallet_cli.domain import kinds
from wallet_cli.i18n import N_, _
from wallet_cli.services.names import typed
from wallet_cli.services.record.pay import Income, receive
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.services.record.receipt import Receipt
    from wallet_cli.services.session import Session


def _wish(words: list[str], values: dict[str, Any]) -> Income:
    return Income(words, verb.notes(values), values["less"], values["force"])


def _more(session: Session, receipt: Receipt) -> list[str]:
    """What is left in envelopes; and of money that came to where one owes, what else it may be."""
    told = [*budget_left.left(session, receipt)]
    owed = [each.account for each in receipt.changes if kinds.of(each.kind).debt]
    if owed and not (receipt.dry_run or receipt.repeated):
        text = _(
            "{account} is money that you owe: paying it off is a transfer, money back for a purchase a refund; "
            "if this is one: `wallet undo {op}`, then `wallet transfer AMOUNT @FROM @{bare}` or "
            "`wallet refund AMOUNT SHOP`"
        )
        told.append(said(text, account=owed[0], bare=typed(owed[0]), op=receipt.op))
    return told


COMMAND = verb.command(
    "receive",
    N_("record money that came in"),
    (
        verb.LINE,
        *verb.NOTES,
        verb.INTO,
        verb.CATEGORY,
        opt(
            "less",
            "--less",
            takes=MANY,
            metavar="CATEGORY=AMOUNT",
            help=N_("what was kept back, such as tax=450, or went into an account: @pension=300; may be repeated"),
            complete="category",
        ),
        verb.FORCE,
        verb.KEY,
        verb.INFER,
    ),
    (
        "wallet receive",
        "wallet receive 1800 Acme @bank +salary",
        "wallet receive 2500 Acme @bank +salary --less tax=450 --less insurance=250",
        "wallet receive 9000 Acme @bank +salary --less @pension=1050 --less tax=450",
    ),
    N_(
        "The amount is what was earned; --less says what never reached the account. Money is not moved: it is recorded."
    ),
    wish=_wish,
    do=receive,
    text=N_("{amount} from {payee} to {target} · {categories}"),
    more=_more,
)
