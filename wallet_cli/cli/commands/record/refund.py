"""``wallet refund``: record money back for a purchase."""

from __future__ import annotations

from wallet_cli.cli.commands.record import verb
from wallet_cli.cli.spec import opt
from wallet_cli.i18n import N_
from wallet_cli.services.record.refund import Refund, refund

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _wish(words: list[str], values: dict[str, Any]) -> Refund:
    return Refund(words, verb.notes(values), values["of"], values["force"])


COMMAND = verb.command(
    "refund",
    N_("record money back for a purchase"),
    (
        verb.line_arg(N_("amount or all; with --of nothing else is needed")),
        opt("of", "--of", metavar="ID", help=N_("the purchase, such as t412 or last"), complete="transaction"),
        *verb.NOTES,
        verb.INTO,
        verb.CATEGORY,
        verb.FORCE,
        verb.KEY,
        verb.INFER,
    ),
    (
        "wallet refund 5 --of t412",
        "wallet refund all --of t412",
        "wallet refund 5 --of t412 @cash",
        "wallet refund 20 Shop @card +food",
    ),
    N_(
        "A refund is negative spending in its own month, in the categories of the purchase (and for anyone who shared "
        "the bill) in proportion; +category takes only that part. All refunds together never exceed the purchase."
    ),
    wish=_wish,
    do=refund,
    text=N_("{amount} back from {payee} to {target} · {categories}"),
)
