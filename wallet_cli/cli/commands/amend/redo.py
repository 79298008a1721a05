"""``wallet redo``: do again what was undone; without a name the last undo made in this terminal."""

from __future__ import annotations

from wallet_cli.cli.access import opening
from wallet_cli.cli.commands.amend import undo
from wallet_cli.cli.spec import WORDS, Spec, arg
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_
from wallet_cli.services import short_names
from wallet_cli.services.amend import undo as undoing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App


def run(app: App, operations: list[str]) -> None:
    """Redo what was named, the oldest first; either the operation or its undo can be named."""
    named = sorted({short_names.operation(text) for text in operations})
    with opening.writing(app, "redo") as session:
        if not named and not app.asks:
            raise UsageProblem("redo-needs-operation")
        numbers = [undoing.to_redo(session, number) for number in named] or [undoing.last_undo(session).number]
        for again in undo.undo(app, session, list(dict.fromkeys(numbers))):
            undo.show(app, session, again)


COMMAND = Spec(
    "redo",
    N_("redo what was undone"),
    run,
    (
        arg(
            "operations",
            takes=WORDS,
            required=False,
            metavar="ID",
            help=N_("the operations; the last one undone in this terminal when left out"),
            complete="operation",
        ),
    ),
    ("wallet redo", "wallet redo o881"),
)
