"""``wallet borrow``: record money borrowed from a person."""

from __future__ import annotations

from wallet_cli.cli.commands.record import verb
from wallet_cli.i18n import N_
from wallet_cli.services.record.debts import Debt, borrow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _wish(words: list[str], values: dict[str, Any]) -> Debt:
    return Debt(words, verb.notes(values))


COMMAND = verb.command(
    "borrow",
    N_("record money borrowed from someone"),
    (
        verb.line_arg(N_("amount, person, @account")),
        *verb.NOTES,
        verb.INTO,
        verb.KEY,
        verb.INFER,
    ),
    ("wallet borrow 50 anna @cash",),
    N_("What you owe shows in `wallet balance`; `wallet accounts add NAME --kind person` adds someone new."),
    wish=_wish,
    do=borrow,
    text=N_("{amount} borrowed from {source} to {target}"),
)
