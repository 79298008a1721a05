"""``wallet lend``: record money lent to a person."""

from typing import Any

from wallet_cli.cli import recording
from wallet_cli.cli.app import App
from wallet_cli.cli.spec import WORDS, Spec, arg
from wallet_cli.i18n import N_, _
from wallet_cli.services.debts import Debt, lend
from wallet_cli.services.receipt import Receipt
from wallet_cli.services.session import Session


def run(app: App, words: list[str], key: str | None, infer: bool, **values: Any) -> None:
    """Record it, show what was recorded."""
    words = recording.line(app, COMMAND, words, values)
    wish = Debt(words, recording.notes(values))
    recording.record(app, "lend", wish, key, infer, lambda session: lend(session, wish), say)


def say(session: Session, receipt: Receipt) -> str:
    """``€50.00 lent to anna from cash``."""
    return recording.summary(session, receipt, _("{amount} lent to {target} from {source}"))


COMMAND = Spec(
    "lend",
    N_("record money lent to somebody"),
    run,
    (
        arg("words", takes=WORDS, required=False, metavar="LINE", help=N_("amount, person, @account"), complete="line"),
        *recording.NOTES,
        recording.ACCOUNT,
        recording.KEY,
        recording.INFER,
    ),
    ("wallet lend 50 anna @cash", "wallet lend 20usd anna @bank -d y"),
    N_("What they owe shows in wallet balance; wallet accounts add anna --kind person makes somebody known."),
)
