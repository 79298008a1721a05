"""``wallet adjust``: bring an account to the balance that it really has."""

from __future__ import annotations

from wallet_cli.cli.commands.record import verb
from wallet_cli.cli.spec import SIGNED, Hint, opt
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services.record.adjust import Adjustment, adjust, aim
from wallet_cli.services.session import Session, style
from wallet_cli.words import amount

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.services.record.receipt import Receipt


def _wish(words: list[str], values: dict[str, Any]) -> Adjustment:
    return Adjustment(words, verb.notes(values), values["to"], values["owed"])


def told(session: Session, wish: Adjustment) -> str:
    """``cash: €57.30``."""
    goal = aim(session, wish)
    held = amount.held(goal.money.minor, goal.money.currency, goal.account.kind, style(session))
    return _("{account}: {balance}").format(account=goal.account.path, balance=held)


def more(_session: Session, receipt: Receipt) -> list[str]:
    """That there was nothing to adjust, where there wasn't."""
    return [] if receipt.transactions else [_("the books already said so; the check is kept")]


COMMAND = verb.command(
    "adjust",
    N_("set an account to the balance it really has"),
    (
        verb.line_arg(N_("@account, optionally +category")),
        opt("to", "--to", metavar="BALANCE", help=N_("what it holds; below zero for what is owed")),
        opt("owed", "--owed", metavar="AMOUNT", help=N_("what is owed on it, for an account that is a debt")),
        *verb.NOTES,
        verb.CATEGORY,
        verb.KEY,
    ),
    (
        "wallet adjust @cash --to 57.30",
        "wallet adjust @cash --to 57.30 +fun",
        "wallet adjust @visa --owed 420",
        "wallet adjust @visa --to -420",
    ),
    N_(
        "The difference is recorded on that day, against +category if one is given. The balance you gave is kept, "
        "and `wallet verify` reports it if the books contradict it later."
    ),
    wish=_wish,
    do=adjust,
    text="",
    told=told,
    more=more,
)._replace(
    hints=(
        Hint(
            SIGNED,
            ("--to", "{typed}"),
            lambda typed, corrected: UsageProblem("balance-needs-option", text=typed, corrected=corrected),
        ),
    ),
)
