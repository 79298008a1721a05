"""``wallet repay``: record that a debt was repaid, in either direction."""

from __future__ import annotations

from wallet_cli.cli.commands.record import verb
from wallet_cli.i18n import N_
from wallet_cli.services.record.debts import Debt, repay

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _wish(words: list[str], values: dict[str, Any]) -> Debt:
    return Debt(words, verb.notes(values))


COMMAND = verb.command(
    "repay",
    N_("record that a debt between you and someone was repaid"),
    (
        verb.line_arg(N_("amount or all, person, @account")),
        *verb.NOTES,
        verb.EITHER,
        verb.KEY,
        verb.INFER,
    ),
    ("wallet repay 43 anna @bank", "wallet repay all anna @bank"),
    N_("Who pays follows from who owes. More than is owed is refused: lend or borrow the rest."),
    wish=_wish,
    do=repay,
    text=N_("{amount} repaid from {source} to {target}"),
)
