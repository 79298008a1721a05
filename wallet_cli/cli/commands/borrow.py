"""``wallet borrow``: record money borrowed from a person."""

from typing import Any

from wallet_cli.cli import recording
from wallet_cli.cli.app import App
from wallet_cli.cli.spec import WORDS, Spec, arg
from wallet_cli.i18n import N_, _
from wallet_cli.services.debts import Debt, borrow
from wallet_cli.services.receipt import Receipt
from wallet_cli.services.session import Session


def run(app: App, words: list[str], key: str | None, infer: bool, **values: Any) -> None:
    """Record it, show what was recorded."""
    words = recording.line(app, COMMAND, words, values)
    wish = Debt(words, recording.notes(values))
    recording.record(app, "borrow", wish, key, infer, lambda session: borrow(session, wish), say)


def say(session: Session, receipt: Receipt) -> str:
    """``€50.00 borrowed from anna to cash``."""
    return recording.summary(session, receipt, _("{amount} borrowed from {source} to {target}"))


COMMAND = Spec(
    "borrow",
    N_("record money borrowed from somebody"),
    run,
    (
        arg("words", takes=WORDS, required=False, metavar="LINE", help=N_("amount, person, @account"), complete="line"),
        *recording.NOTES,
        recording.INTO,
        recording.KEY,
        recording.INFER,
    ),
    ("wallet borrow 50 anna @cash",),
    N_("What you owe shows in wallet balance; wallet accounts add anna --kind person makes somebody known."),
)
