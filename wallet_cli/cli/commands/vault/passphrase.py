"""``wallet passphrase``: another passphrase for the key that the old one opens."""

from __future__ import annotations

from wallet_cli.cli.access import asked, keyholder, opening
from wallet_cli.cli.render.vault import keys
from wallet_cli.cli.spec import Spec
from wallet_cli.i18n import N_, _
from wallet_cli.services.vault import key_changes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App


def run(app: App, new_passphrase_file: str | None, **given: str | bool | None) -> None:
    """Ask for the old secret even when unlocked, then for the new passphrase."""
    where = opening.place(app)
    opened, by = keyholder.keys_and_secret(app, where, keyholder.way(given))
    new = asked.new_passphrase(app, new_passphrase_file)
    changed = key_changes.change_passphrase(where, opened, by, new, keys.making(app))
    keys.show_change(app, "passphrase", changed, _("Changed the passphrase; the key {name} opens with the new one"))
    if changed.raised:
        keys.note(app, _("Guessing it costs more now than before."))
    keys.note(app, _("Earlier copies of the wallet still open with the old passphrase."))


COMMAND = Spec(
    "passphrase",
    N_("change the passphrase"),
    run,
    (asked.NEW_PASSPHRASE,),
    ("wallet passphrase", "wallet passphrase --recovery"),
    N_("It asks for the old one even while the wallet is unlocked. With --recovery it replaces a forgotten one."),
    more=asked.options,
)
