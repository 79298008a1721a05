"""``wallet refund``: record money back for a purchase."""

from typing import Any

from wallet_cli.cli import recording
from wallet_cli.cli.app import App
from wallet_cli.cli.spec import WORDS, Spec, arg, opt
from wallet_cli.i18n import N_, _
from wallet_cli.services.receipt import Receipt
from wallet_cli.services.refunding import Refund, refund
from wallet_cli.services.session import Session


def run(app: App, words: list[str], key: str | None, infer: bool, **values: Any) -> None:
    """Record it, show what was recorded."""
    words = recording.line(app, COMMAND, words, values)
    wish = Refund(words, recording.notes(values), values["of"], values["force"])
    recording.record(app, "refund", wish, key, infer, lambda session: refund(session, wish), say)


def say(session: Session, receipt: Receipt) -> str:
    """``€5.00 back from Shop to card · food``."""
    return recording.summary(session, receipt, _("{amount} back from {payee} to {target} · {categories}"))


COMMAND = Spec(
    "refund",
    N_("record money back for a purchase"),
    run,
    (
        arg(
            "words",
            takes=WORDS,
            required=False,
            metavar="LINE",
            help=N_("amount or all; with --of nothing else is needed"),
            complete="line",
        ),
        opt("of", "--of", metavar="ID", help=N_("the purchase, such as t412"), complete="transaction"),
        *recording.NOTES,
        recording.INTO,
        recording.CATEGORY,
        recording.FORCE,
        recording.KEY,
        recording.INFER,
    ),
    (
        "wallet refund 5 --of t412",
        "wallet refund all --of t412",
        "wallet refund 5 --of t412 @cash",
        "wallet refund 20 Shop @card +food",
    ),
    N_(
        "A refund is negative spending in its own month, in the categories of the purchase (and for whoever shared the "
        "bill) in proportion; +category takes only that part. All refunds together never exceed the purchase."
    ),
)
