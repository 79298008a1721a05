"""``wallet transfer``: record money moved between two own accounts."""

from typing import Any

from wallet_cli.cli import recording
from wallet_cli.cli.app import App
from wallet_cli.cli.spec import FLAG, WORDS, Spec, arg, opt
from wallet_cli.domain.account import bare
from wallet_cli.i18n import N_, _
from wallet_cli.services.receipt import Receipt
from wallet_cli.services.session import Session
from wallet_cli.services.transferring import Transfer, transfer


def run(app: App, words: list[str], key: str | None, **values: Any) -> None:
    """Record it, show what was recorded."""
    words = recording.line(app, COMMAND, words, values)
    source, target = (bare(values[name] or "") or None for name in ("source", "target"))
    fees = values["fee"], values["fee_inside"], values["arrives"]
    wish = Transfer(words, recording.notes(values), source, target, *fees, values["force"])
    recording.record(app, "transfer", wish, key, False, lambda session: transfer(session, wish), say)


def say(session: Session, receipt: Receipt) -> str:
    """``€500.00 from bank to cash · fees``."""
    if receipt.summaries and receipt.summaries[0].categories:
        return recording.summary(session, receipt, _("{amount} from {source} to {target} · {categories}"))
    return recording.summary(session, receipt, _("{amount} from {source} to {target}"))


COMMAND = Spec(
    "transfer",
    N_("record a transfer between own accounts"),
    run,
    (
        arg("words", takes=WORDS, required=False, metavar="LINE", help=N_("amount, @from, @to"), complete="line"),
        *recording.NOTES,
        recording.SOURCE,
        recording.TARGET,
        recording.CATEGORY,
        opt(
            "fee",
            "--fee",
            metavar="AMOUNT",
            help=N_("a fee on top of the amount; its category is fees, unless +category says another"),
        ),
        opt("fee_inside", "--fee-inside", takes=FLAG, help=N_("the fee is taken out of the amount: less arrives")),
        opt(
            "arrives",
            "--arrives",
            metavar="DATE",
            help=N_(
                "the day it arrives, counted from the day it leaves: +2d, mon, 11-23; --pending then means the arrival"
            ),
        ),
        recording.FORCE,
        recording.KEY,
    ),
    (
        "wallet transfer 500 @bank @cash",
        "wallet transfer 420 @bank @card",
        "wallet transfer 500 @bank @cash --fee 1.20",
        "wallet transfer 500 @bank @cash --fee 1.20 --fee-inside",
        "wallet transfer 500 @bank @savings --arrives +2d",
    ),
    N_(
        "The first account is where it leaves, the second where it arrives; repaying a card is a transfer to it. "
        "Between you and a person there are debts: wallet lend, borrow, repay. Money is not moved: it is recorded."
    ),
)
