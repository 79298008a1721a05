"""``wallet rm``: take transactions out of the books; undo brings them back."""

from wallet_cli.cli import opening
from wallet_cli.cli.app import App
from wallet_cli.cli.commands import edit
from wallet_cli.cli.spec import WORDS, Spec, arg
from wallet_cli.i18n import N_, _
from wallet_cli.services import editing


def run(app: App, refs: list[str]) -> None:
    """Remove them, all in one operation."""
    with opening.writing(app, "rm") as session:
        edit.show(app, session, editing.remove(session, refs), _("Removed {refs}: {what}"))


COMMAND = Spec(
    "rm",
    N_("take a transaction out of the books"),
    run,
    (arg("refs", takes=WORDS, metavar="t412", help=N_("the transactions"), complete="transaction"),),
    ("wallet rm t412", "wallet rm t412 t413 -n"),
    N_("What a statement has confirmed, and a purchase that has refunds, stays. wallet undo brings everything back."),
)
