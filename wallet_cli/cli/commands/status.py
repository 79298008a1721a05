"""``wallet status``: which wallet, where it is, locked or not."""

from wallet_cli.cli import opening
from wallet_cli.cli.app import App
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.spec import Spec
from wallet_cli.i18n import N_, _
from wallet_cli.services import access


def run(app: App) -> None:
    """Needs no key: says what can be said from outside."""
    out = Output(app)
    where = opening.place(app)
    identity = access.vault_id(where)
    left = access.remaining_seconds(where, app.around.now_us() // 1_000_000)
    if out.as_json:
        document = {"schema": "wallet.status/1", "wallet": app.name, "path": str(where.folder), "id": identity.hex()}
        out.json({**document, "unlocked": left is not None, "seconds_left": left})
        return
    out.line(_("wallet {name} in {path}").format(name=app.name, path=where.folder))
    if left is None:
        out.line(_("locked; wallet unlock --for 15m opens it for a while"))
    else:
        out.line(_("unlocked for {minutes} more minutes; wallet lock shuts it").format(minutes=max(1, left // 60)))


COMMAND = Spec("status", N_("which wallet, where, locked or not"), run, (), ("wallet status", "wallet status --json"))
