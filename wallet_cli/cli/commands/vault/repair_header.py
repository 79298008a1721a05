"""``wallet verify --repair-keys``: the key header from the store, by a key that is kept or by a secret."""

from __future__ import annotations

from wallet_cli.cli.access import ask, keyholder, opening, secrets
from wallet_cli.cli.access.keyholder import Offer
from wallet_cli.cli.render.output import Output
from wallet_cli.domain.text import visible
from wallet_cli.errors import Damaged
from wallet_cli.i18n import _
from wallet_cli.services.vault import repair_header, unlock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App
    from wallet_cli.services.vault.location import Place


def run(app: App) -> None:
    """Mend the key header; what lay there is set aside."""
    out, where = Output(app), opening.place(app)
    key, judged = None, repair_header.look(where)
    if not secrets.names_source(app):
        kept = unlock.kept_keys_here(where, opening.moment(app))
        key = repair_header.key_that_opens(where, kept)
    if key is None:
        key = _by_secret(app, where)
    elif repair_header.looks_newer(where, key) and not _agreed(app, out):
        return
    done = repair_header.repair(where, key, judged, dry_run=app.options.dry_run)
    aside = None if done.aside is None else str(done.aside)
    if out.as_json:
        document = {"schema": "wallet.repair-keys/1", "wallet": app.name, "path": str(where.header)}
        told = {"generation": done.generation, "keys": list(done.names), "aside": aside}
        out.json({**document, **told, "dry_run": app.options.dry_run})
        return
    if app.options.quiet:
        return
    if app.options.dry_run:
        text = _("would put back the key header of {name} that the store knows, version {version}")
    else:
        text = _("Put back the key header of {name} that the store knows, version {version}")
    out.line(text.format(name=app.name, version=done.generation))
    if aside is not None and not app.options.dry_run:
        text = _("what was there before is kept in {path} for 30 days or longer")
        out.note(text.format(path=visible(aside)))


def _by_secret(app: App, where: Place) -> bytes:
    """The store's key by a slot of the file there; refused where the same secret proves the whole file.

    Without a file no secret opens anything: Damaged("header-gone").
    """
    told = secrets.names_source(app) or secrets.ambient(app) is not None
    try:
        way = keyholder.asked_way(app, where) if app.asks and not told else Offer()
        opened, by = keyholder.keys_and_secret_by(app, way, lambda secret: repair_header.opened_by(where, secret))
    except Damaged as error:
        if error.slug == "header-missing":
            raise Damaged("header-gone", path=str(where.header)) from error
        raise
    repair_header.require_disproven(where, by)
    return opened.database_key


def _agreed(app: App, out: Output) -> bool:
    """A change of keys that was interrupted would be taken back: nobody should do that by accident."""
    if app.options.dry_run:
        return True
    out.note(
        _(
            "The key header there says that it is newer than the one that the store knows. If you changed a key and "
            "that was interrupted, say no: unlocking the wallet completes it."
        )
    )
    if ask.yes(app, _("treat it as forged, and put back the one that the store knows?")):
        return True
    out.note(_("nothing was changed"))
    return False
