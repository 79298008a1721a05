"""``wallet erase``: destroy a wallet, after its name was typed."""

from __future__ import annotations

from wallet_cli.cli.access import ask, asked, keyholder, opening
from wallet_cli.cli.render.moment import local
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.spec import FLAG, Spec, opt
from wallet_cli.domain.moment import utc
from wallet_cli.domain.text import visible
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services.vault import destroy, leftovers, location
from wallet_cli.services.vault.destroy import LeftBehind
from wallet_cli.words.counted import TRANSACTIONS, counted
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.services.vault.destroy import AtStake

CAN_NOT = N_(
    "Backups, exports and other copies stay as they are; snapshots and SSDs may keep what was overwritten. Anyone who "
    "has such a copy and one of its keys can still open it."
)


REMEMBERED = N_(
    "this machine remembers how far it was, a count and a checksum, so that no older copy passes for the newest: {path}"
)

STAYS = N_(
    "this stays, since copies of the wallet, here or elsewhere, are compared with it; where there are none, delete it "
    "by hand: {path}"
)


def run(app: App, confirm: str | None, forget: bool, **given: str | bool | None) -> None:
    """Say what will be gone, ask for the name, destroy it."""
    out, where = Output(app), opening.place(app)
    if confirm is not None and confirm != app.name:
        raise UsageProblem("erase-other-name", name=confirm, wallet=app.name)
    if not app.options.dry_run and not app.asks and not (confirm and app.options.yes):
        raise UsageProblem("erase-unconfirmed", wallet=app.name)
    if not app.options.dry_run and destroy.put_back(where):
        out.note(_("An erasure of this wallet was interrupted before its keys were gone."))
    if not where.folder.exists() and leftovers.unfinished(where):
        _erase_unfinished(app, out, confirm)
        return
    if destroy.is_interrupted(where):
        opened, told = None, None
        out.note(_("An erasure of this wallet was interrupted; no key opens it any more."))
    else:
        location.vault_id(where)
        if not app.options.yes:  # who has decided needs no word on what else there is to do
            text = _("Without a key, delete the folder by hand; that does the same: {path}")
            out.note(text.format(path=where.folder))
        opened, _by = keyholder.keys_and_secret(app, where, keyholder.way(given))
        told = destroy.facts(where, opened)
    if not (out.as_json or app.options.quiet):
        _warn(app, out, told)
    if app.options.dry_run or not _agreed(app, confirm):
        _show(app, out, told, None, forget=forget)
        return
    left = destroy.destroy(where, app.around.random, opening.moment(app), opened, forget=forget)
    _show(app, out, told, left, forget=forget)


def _erase_unfinished(app: App, out: Output, confirm: str | None) -> None:
    """No wallet has the name, but a restore that was killed left one that has none yet."""
    where = opening.place(app)
    names = _(", ").join(leftovers.names_of(leftovers.unfinished(where)))
    if not (out.as_json or app.options.quiet):
        text = _("there is no wallet {name}, but a restore that was ended too early may have left a whole one: {names}")
        out.note(text.format(name=app.name, names=visible(names)))
    agreed = not app.options.dry_run and _agreed(app, confirm)
    left = leftovers.destroy_unfinished(where, app.around.random) if agreed else ()
    if left:
        raise Refused("erase-left", names=leftovers.names_of(left), wallet=app.name)
    if agreed and not out.as_json:
        out.line(_("Destroyed what the restore had left"))
    else:
        _show(app, out, None, LeftBehind((), ()) if agreed else None, forget=False)


def _warn(app: App, out: Output, told: AtStake | None) -> None:
    if told is not None:
        since = local(app, told.first_us)[:10] if told.first_us is not None else ""
        text = _("This will be lost: {transactions}, recorded since {since}")
        out.note(text.format(transactions=counted(told.transactions, TRANSACTIONS), since=since))
        if told.backup_us is None and app.options.yes:
            out.note(_("There is no backup."))
        elif told.backup_us is None:
            out.note(said(_("There is no backup. To make one first: `wallet backup FILE`")))
        else:
            out.note(_("The last backup was made {time}").format(time=local(app, told.backup_us)))
            if destroy.overdue(told, app.around.now_us()) and not app.options.yes:
                out.note(said(_("To make a newer one first: `wallet backup FILE`")))
    out.note(_(CAN_NOT))


def _agreed(app: App, confirm: str | None) -> bool:
    if confirm is not None:
        return ask.yes(app, _("destroy the wallet {name}?").format(name=app.name))
    try:
        typed = ask.line(app, _("to destroy it, type the wallet's name: "))
    except EOFError:
        return False
    return typed.strip() == app.name


def _show(app: App, out: Output, told: AtStake | None, left: LeftBehind | None, *, forget: bool) -> None:
    """What was erased and what stays; nothing was where there is no ``left``."""
    where = opening.place(app)
    if out.as_json:
        document: dict[str, Any] = {"schema": "wallet.erase/1", "wallet": app.name, "path": str(where.folder)}
        counts: dict[str, int | str | None] = {"transactions": None, "since": None, "last_backup": None}
        if told is not None:
            first, last = told.first_us, told.backup_us
            counts = {
                "transactions": told.transactions,
                "since": None if first is None else utc(first),
                "last_backup": None if last is None else utc(last),
            }
        stays = {"left": list(left.foreign if left else ()), "remembered": list(left.heads if left else ())}
        out.json({**document, **counts, "erased": left is not None, "dry_run": app.options.dry_run, **stays})
    elif left is None:
        out.note(_("nothing was erased"))
    else:
        out.line(_("Destroyed the wallet {name}").format(name=app.name))
        for path in left.heads:
            out.note(_(STAYS if forget else REMEMBERED).format(path=visible(path)))
        for name in left.foreign:
            out.note(_("not the wallet's, and still there: {path}").format(path=visible(str(where.folder / name))))


COMMAND = Spec(
    "erase",
    N_("destroy a wallet: its keys and its files"),
    run,
    (
        opt("confirm", "--confirm", metavar="NAME", help=N_("the wallet's name, for scripts, together with --yes")),
        opt(
            "forget",
            "--forget",
            takes=FLAG,
            help=N_("also what this machine remembers of it, by which it knows an older copy or backup"),
        ),
    ),
    ("wallet erase", "wallet erase -w old", "wallet erase -w old -n", "wallet erase -w old --forget"),
    N_(
        "It asks for a key's secret, even while the wallet is unlocked, and for the wallet's name. Backups stay. "
        "If every key is lost, deleting the wallet's folder by hand does the same."
    ),
    more=asked.options,
)
