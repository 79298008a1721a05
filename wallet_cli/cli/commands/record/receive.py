"""``wallet receive``: record money that came in, typed as one line."""

from __future__ import annotations

from wallet_cli.cli.commands.record import verb
from wallet_cli.cli.spec import MANY, opt
from wallet_cli.i18n import N_
from wallet_cli.services.record.pay import Income, receive

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _wish(words: list[str], values: dict[str, Any]) -> Income:
    return Income(words, verb.notes(values), values["less"], values["force"])


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
)
