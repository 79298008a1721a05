"""``wallet lock``: forget the kept key now."""

from __future__ import annotations

from wallet_cli.cli.access import opening
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.spec import Spec
from wallet_cli.i18n import N_, _
from wallet_cli.services.vault import unlock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App


def run(app: App) -> None:
    """Lock; locking a locked wallet is not an error. A dry run only says whether there is anything to lock."""
    out = Output(app)
    if app.options.dry_run:
        is_open = unlock.remaining(opening.place(app), opening.moment(app)) is not None
        if out.as_json:
            out.json({"schema": "wallet.lock/1", "wallet": app.name, "was_unlocked": is_open, "dry_run": True})
        else:
            out.line((_("would lock {name}") if is_open else _("{name} is already locked")).format(name=app.name))
        return
    was_open = unlock.lock(opening.place(app), opening.moment(app))
    if out.as_json:
        out.json({"schema": "wallet.lock/1", "wallet": app.name, "was_unlocked": was_open})
    elif not app.options.quiet:
        out.line((_("Locked {name}") if was_open else _("{name} was already locked")).format(name=app.name))


COMMAND = Spec("lock", N_("lock the wallet now"), run, (), ("wallet lock",))
