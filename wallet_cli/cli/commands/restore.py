"""``wallet restore``: a wallet from a backup, under a name that is free."""

from pathlib import Path

from wallet_cli.cli import opening
from wallet_cli.cli.app import App
from wallet_cli.cli.commands.log import local
from wallet_cli.cli.render.checks import titles
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.render.progress import Bar
from wallet_cli.cli.spec import FLAG, Spec, arg, opt
from wallet_cli.domain.moment import utc
from wallet_cli.domain.text import visible
from wallet_cli.i18n import N_, _
from wallet_cli.services import backup_restoring


def run(app: App, file: str, accept_older: bool) -> None:
    """Check the backup, then put the wallet in place."""
    out = Output(app)
    where = opening.place(app)
    backup_restoring.require_room(where)
    with Bar(app, titles()) as bar:
        done = backup_restoring.restore(
            Path(file),
            where,
            lambda head: opening.key_of_backup(app, head, kept=False),
            lambda store: opening.session(app, store, "restore"),
            accept_older=accept_older,
            dry_run=app.options.dry_run,
            progress=bar,
        )
    if out.as_json:
        out.json(
            {
                "schema": "wallet.restore/1",
                "wallet": app.name,
                "path": str(where.folder),
                "id": done.label.vault_id.hex(),
                "made": utc(done.label.made_us),
                "operations": done.contents.operations,
                "transactions": done.contents.transactions,
                "accepted": done.op,
                "beside": list(done.beside),
                "dry_run": app.options.dry_run,
            }
        )
        return
    if app.options.quiet:
        return
    shown = {"name": app.name, "path": visible(str(where.folder)), "time": local(app, done.label.made_us)}
    if app.options.dry_run:
        out.line(_("would restore {name} as of {time} in {path}").format(**shown))
        return
    out.line(_("Restored {name} as of {time} in {path}").format(**shown))
    if done.op:
        out.note(_("older than what this machine saw: accepted as it is, noted as {op}").format(op=done.op))
    if done.beside:
        names = visible(_(", ").join(done.beside))
        out.note(
            _("a copy of {names}, which stays as it is: what is recorded in one isn't in the other").format(names=names)
        )


COMMAND = Spec(
    "restore",
    N_("make a wallet from a backup"),
    run,
    (
        arg("file", help=N_("the backup"), metavar="FILE", complete="file"),
        opt(
            "accept_older",
            "--accept-older",
            takes=FLAG,
            help=N_("although this machine saw more of this wallet than the backup holds"),
        ),
    ),
    ("wallet restore /media/stick/main.backup", "wallet restore main.backup -w october --accept-older"),
    N_(
        "It makes the wallet that --wallet names, main when left out, and replaces none. It opens with the passphrases "
        "that opened the wallet when the backup was made."
    ),
)
