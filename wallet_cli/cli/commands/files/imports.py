"""``wallet imports``: what was imported and when, and what was refused of it."""

from __future__ import annotations

from wallet_cli.cli.access import opening
from wallet_cli.cli.render.files import kept_imports
from wallet_cli.cli.spec import Noun, Spec, arg
from wallet_cli.i18n import N_
from wallet_cli.services.files import import_kept

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App


def listing(app: App) -> None:
    """List the imports, the newest first."""
    with opening.reading(app) as session:
        kept_imports.show_list(app, import_kept.every(session))


def show(app: App, operation: str) -> None:
    """Show one import."""
    with opening.reading(app) as session:
        kept_imports.show_one(app, import_kept.one(session, operation))


COMMAND = Noun(
    "imports",
    N_("what was imported, and what was refused of it"),
    (
        Spec("list", N_("list the imports, the newest first"), listing, (),
             ("wallet imports", "wallet imports list --json")),
        Spec("show", N_("show one import, with the rows that were refused"), show,
             (arg("operation", metavar="OPERATION", help=N_("the import's operation, like o5"), complete="operation"),),
             ("wallet imports show o5",)),
    ),
    details=N_("An import that was undone is no longer listed; `wallet log` shows it."),
)  # fmt: skip
