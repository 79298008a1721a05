"""``wallet lend``: record money lent to a person."""

from __future__ import annotations

from wallet_cli.cli.commands.record import verb
from wallet_cli.i18n import N_
from wallet_cli.services.record.debts import Debt, lend

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _wish(words: list[str], values: dict[str, Any]) -> Debt:
    return Debt(words, verb.notes(values))


COMMAND = verb.command(
    "lend",
    N_("record money lent to someone"),
    (
        verb.line_arg(N_("amount, person, @account")),
        *verb.NOTES,
        verb.ACCOUNT,
        verb.KEY,
        verb.INFER,
    ),
    ("wallet lend 50 anna @cash", "wallet lend 20usd anna @bank -d y"),
    N_("What they owe shows in `wallet balance`; `wallet accounts add NAME --kind person` adds someone new."),
    wish=_wish,
    do=lend,
    text=N_("{amount} lent to {target} from {source}"),
)
