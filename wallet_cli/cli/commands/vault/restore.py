"""``wallet restore``: a wallet from a backup, under a name that is free."""

from __future__ import annotations

from pathlib import Path

from wallet_cli.cli.access import asked, backup_secrets, keyholder, opening
from wallet_cli.cli.line import retyped
from wallet_cli.cli.render.moment import local
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.render.progress import Bar
from wallet_cli.cli.render.vault.checks import titles
from wallet_cli.cli.spec import FLAG, Spec, arg, opt
from wallet_cli.domain.moment import utc
from wallet_cli.domain.text import visible
from wallet_cli.errors import WalletError
from wallet_cli.i18n import N_, _
from wallet_cli.services.vault import restore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wallet_cli.cli.app import App
    from wallet_cli.services.vault.access import Unlocked
    from wallet_cli.services.vault.backup_check import BackupHead
    from wallet_cli.services.vault.location import Place


ACCEPTING, ELSEWHERE = ("--accept-older",), ("--wallet", "NAME")
_AGAIN = {
    "backup-older": ACCEPTING,
    "backup-forked": ACCEPTING,
    "backup-keys-before": ACCEPTING,
    "backup-keys-older": ACCEPTING,
    "restore-exists": ELSEWHERE,
    "backup-keys-unfit": ELSEWHERE,
}
"""What the line that was typed lacked, by the error that its lack made."""


def run(app: App, file: str, keys_only: bool, accept_older: bool, **given: str | bool | None) -> None:
    """Check the backup, then put the wallet in place; or take the key header out of it."""
    try:
        _run(app, file, keys_only, accept_older, given)
    except WalletError as error:
        if error.slug in _AGAIN:
            kept = {"file": file, "keys_only": keys_only and error.slug != "backup-keys-unfit", **given}
            error.params["line"] = retyped.line(
                app, "restore", kept | {"accept_older": accept_older}, *_AGAIN[error.slug]
            )
        raise


def _run(app: App, file: str, keys_only: bool, accept_older: bool, given: Mapping[str, str | bool | None]) -> None:
    out = Output(app)
    where, way = opening.place(app), keyholder.way(given)
    typed = ("restore", *(["--accept-older"] if accept_older else ()), *(["--keys-only"] if keys_only else ()))

    def opens(head: BackupHead) -> Unlocked:
        with backup_secrets.of_the_file(head, file, typed, typed[1:]):
            if any(given.values()):
                return keyholder.keys_of_backup(app, head, way)
            return opening.keys_of_backup(app, head)

    if keys_only:
        _keys(app, out, where, Path(file), opens, accept_older=accept_older)
        return
    with Bar(app, titles()) as bar:
        done = restore.restore(
            Path(file),
            where,
            lambda head: opens(head).database_key,
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
        out.prose(_("would restore {name} as of {time} in {path}").format(**shown))
        return
    out.prose(_("Restored {name} as of {time} in {path}").format(**shown))
    if done.op:
        out.note(_("older than what this machine saw: accepted as it is, noted as {op}").format(op=done.op))
    if done.beside:
        names = visible(_(", ").join(done.beside))
        out.note(
            _("a copy of {names}, which stays as it is: what is recorded in one isn't in the other").format(names=names)
        )


def _keys(
    app: App, out: Output, where: Place, file: Path, opens: Callable[[BackupHead], Unlocked], *, accept_older: bool
) -> None:
    from wallet_cli.services.vault import restore_header

    done = restore_header.restore_keys(
        file,
        where,
        opens,
        accept_older=accept_older,
        dry_run=app.options.dry_run,
    )
    if out.as_json:
        document = {"schema": "wallet.restore-keys/1", "wallet": app.name, "path": str(where.header)}
        told = {"made": utc(done.label.made_us), "generation": done.generation, "keys": list(done.names)}
        out.json({**document, **told, "older": done.older, "dry_run": app.options.dry_run})
    elif not app.options.quiet:
        shown = {"name": app.name, "time": local(app, done.label.made_us)}
        if app.options.dry_run:
            out.prose(_("would put back the key header of {name} as of {time}").format(**shown))
            return
        out.prose(_("Put back the key header of {name} as of {time}").format(**shown))
        if done.older:
            out.note(_("these keys open it again: {names}").format(names=visible(_(", ").join(done.names))))


COMMAND = Spec(
    "restore",
    N_("make a wallet from a backup"),
    run,
    (
        arg("file", help=N_("the backup"), metavar="FILE", complete="file"),
        opt(
            "keys_only",
            "--keys-only",
            takes=FLAG,
            help=N_(
                "put back the key header (wallet.keys) alone, where that is damaged or lost and the store "
                "beside it isn't"
            ),
        ),
        opt(
            "accept_older",
            "--accept-older",
            takes=FLAG,
            help=N_("even though this machine saw more of this wallet than the backup holds"),
        ),
    ),
    (
        "wallet restore /media/stick/main.backup",
        "wallet restore main.backup --recovery",
        "wallet restore main.backup -w october",
        "wallet restore main.backup -w october --accept-older",
        "wallet restore main.backup --keys-only",
    ),
    N_(
        "It makes the wallet that --wallet names (main when left out), and never replaces one. The wallet opens "
        "with the keys it had when the backup was made."
    ),
    more=asked.options,
)
