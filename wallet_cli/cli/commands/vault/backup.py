"""``wallet backup``: one encrypted file with everything, checked before it is called done."""

from __future__ import annotations

from datetime import date

from wallet_cli.cli.access import keyholder, opening, secrets
from wallet_cli.cli.access.keyholder import Offer
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.render.progress import Bar
from wallet_cli.cli.render.vault.checks import titles
from wallet_cli.cli.spec import FLAG, Spec, arg, opt
from wallet_cli.domain.moment import utc, wall_clock
from wallet_cli.domain.retention import read_rules
from wallet_cli.domain.text import visible
from wallet_cli.i18n import N_, _
from wallet_cli.services import file_name, plain_file
from wallet_cli.services.vault import access, backup_make, backup_rotate
from wallet_cli.words.counted import BACKUPS, OPERATIONS, TRANSACTIONS, counted
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.services.vault.backup_check import Contents, Label

NOTHING = backup_rotate.OldRemoved((), 0)


def run(app: App, file: str, force: bool, keep: str | None) -> None:
    """Write the backup, then let old ones go."""
    out = Output(app)
    rules = read_rules(keep) if keep else ()
    if rules:
        backup_rotate.require_pattern(file)
    path = file_name.filled(file, values(app))
    plain_file.require_writable(path, force=force)
    where = opening.place(app)
    key, store = _opened(app, out)
    try:
        if app.options.dry_run and out.as_json:
            out.json({"schema": "wallet.backup/1", "wallet": app.name, "path": str(path), "dry_run": True})
            return
        if app.options.dry_run:
            out.note(_("would write {path}").format(path=visible(str(path))))
            return
        session = opening.session(app, store, "backup")
        with Bar(app, titles()) as bar:
            made = backup_make.back_up(session, where, key, path, force=force, progress=bar)
    finally:
        store.close()
    new = backup_rotate.New(made.path, made.label, made.digest, made.known)
    gone, strange = backup_rotate.rotate(file, new, rules, app.around.offset) if rules else NOTHING
    if out.as_json:
        rotated = {"removed": [str(each) for each in (*gone, *made.gone)], "left_alone": strange}
        shown = document(app, str(path), made.label, made.contents, made.bytes)
        out.json(shown | {"keys_from_store": made.keys_from_store, **rotated, "dry_run": False})
        return
    if app.options.quiet:
        return
    told = made.contents
    if made.keys_from_store:
        out.note(_("The backup holds the key header that the store knows, not the one in the wallet's folder."))
    out.prose(
        _("Backed up {name} to {path}: {operations}, {transactions}, read back and checked").format(
            name=app.name,
            path=visible(str(path)),
            operations=counted(told.operations, OPERATIONS),
            transactions=counted(told.transactions, TRANSACTIONS),
        )
    )
    if not made.noted:
        out.note(_("The wallet can't be written now, so it doesn't remember this backup: --keep will leave it alone."))
    if made.noted and len(made.known) == 1 and app.to_terminal:
        out.note(said(_("what makes a backup a good one: `wallet help backup-basics`")))
    for each in (*gone, *made.gone):
        out.note(_("removed {path}").format(path=visible(str(each))))
    if strange:
        text = _("left alone, because this wallet doesn't remember making them: {backups}")
        out.note(text.format(backups=counted(strange, BACKUPS)))


def _opened(app: App, out: Output) -> tuple[bytes, access.Store]:
    """The database key and the open store. Where nothing has proven the key header, a key's secret has to, if someone
    can be asked; else the backup takes the one that the store holds.
    """
    key, store = opening.key_and_store_for_backup(app)
    if not store.unproven:
        return key, store
    given = secrets.ambient(app) is not None
    if not given and not app.asks:
        opening.remark_unproven(app)
        return key, store
    store.close()
    if not given:
        out.note(
            _("nothing has proven yet that wallet.keys is the newest key header of this wallet; a key's secret does")
        )
    way = Offer() if given else keyholder.asked_way(app, opening.place(app))
    keys, _by = keyholder.keys_and_secret(app, opening.place(app), way)
    return keys.database_key, opening.open_store_by(app, keys)


def values(app: App) -> dict[str, str]:
    """What fills the blanks of a backup's name."""
    now = wall_clock(app.around.now_us(), app.around.offset)
    return {"date": date.fromordinal(app.around.today()).isoformat(), "time": f"{now:%H%M%S}"}


def document(app: App, path: str, label: Label, contents: Contents, size_bytes: int) -> dict[str, Any]:
    """A backup as programs get it."""
    return {
        "schema": "wallet.backup/1",
        "wallet": app.name,
        "path": path,
        "bytes": size_bytes,
        "id": label.vault_id.hex(),
        "made": utc(label.made_us),
        "operations": contents.operations,
        "head": contents.head.hex(),
        "transactions": contents.transactions,
        "postings": contents.postings,
        "accounts": contents.accounts,
    }


COMMAND = Spec(
    "backup",
    N_("write everything into one encrypted file"),
    run,
    (
        arg(
            "file",
            help=N_("the file; {date} and {time} are filled in"),
            metavar="FILE",
            complete="file",
        ),
        opt("force", "--force", takes=FLAG, help=N_("replace the file")),
        opt(
            "keep",
            "--keep",
            metavar="RULES",
            help=N_(
                "remove older backups that this wallet made with names of the same pattern, but keep the newest of "
                "this many days, weeks, months, years: 7d,4w,12m"
            ),
        ),
    ),
    (
        "wallet backup /media/stick/main.backup",
        "wallet backup '/media/stick/main-{date}.backup' --keep 7d,4w,12m",
    ),
    N_(
        "The passphrase of the wallet opens it. Others may keep writing meanwhile. The backup is read back and "
        "checked as verify does before it gets its name; it never replaces a file without --force."
    ),
)
