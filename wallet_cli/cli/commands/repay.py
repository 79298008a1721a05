"""``wallet repay``: record that a debt was repaid, in either direction."""

from typing import Any

from wallet_cli.cli import recording
from wallet_cli.cli.app import App
from wallet_cli.cli.spec import WORDS, Spec, arg
from wallet_cli.i18n import N_, _
from wallet_cli.services.debts import Debt, repay
from wallet_cli.services.receipt import Receipt
from wallet_cli.services.session import Session


def run(app: App, words: list[str], key: str | None, infer: bool, **values: Any) -> None:
    """Record it, show what was recorded."""
    words = recording.line(app, COMMAND, words, values)
    wish = Debt(words, recording.notes(values))
    recording.record(app, "repay", wish, key, infer, lambda session: repay(session, wish), say)


def say(session: Session, receipt: Receipt) -> str:
    """``€43.00 repaid from anna to bank``."""
    return recording.summary(session, receipt, _("{amount} repaid from {source} to {target}"))


COMMAND = Spec(
    "repay",
    N_("record that a debt between you and somebody was repaid"),
    run,
    (
        arg(
            "words",
            takes=WORDS,
            required=False,
            metavar="LINE",
            help=N_("amount or all, person, @account"),
            complete="line",
        ),
        *recording.NOTES,
        recording.EITHER,
        recording.KEY,
        recording.INFER,
    ),
    ("wallet repay 43 anna @bank", "wallet repay all anna @bank"),
    N_("Who pays follows from who owes. More than is owed is refused: the rest is lent or borrowed."),
)
