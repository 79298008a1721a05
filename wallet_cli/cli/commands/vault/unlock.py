"""``wallet unlock``: keep the key for a while, so that commands neither ask nor derive."""

from __future__ import annotations

from wallet_cli.cli.access import asked, keyholder, opening
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.render.vault import keys
from wallet_cli.cli.spec import FLAG, Spec, opt
from wallet_cli.domain.duration import seconds_of, seconds_or_off
from wallet_cli.i18n import N_, _
from wallet_cli.services.things import settings
from wallet_cli.services.vault import access, key_changes, unlock
from wallet_cli.services.vault.unlock import Limits
from wallet_cli.words import durations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App
    from wallet_cli.services.vault.location import Place


def run(
    app: App,
    duration: str | None,
    idle: str | None,
    kernel_only: bool,
    **given: str | bool | None,
) -> None:
    """Open with a key's secret, check that the store opens, keep the key."""
    out = Output(app)
    most = None if duration is None else seconds_of(duration)
    unused = None if idle is None else seconds_or_off(idle)
    where = opening.place(app)
    opened, secret = keyholder.keys_and_secret(app, where, keyholder.way(given))
    key_changes.settle(where, opened)
    limits = _limits(app, where, opened, most, unused)
    if app.options.dry_run:
        out.prose(_("would unlock {name} {limits}").format(name=app.name, limits=_said(limits)))
        return
    if key_changes.raise_cost(where, opened, secret, keys.making(app)):
        keys.note(app, _("Guessing it costs more now than before."))
    by = unlock.keep_key(where, opened, limits, opening.moment(app), kernel_only=kernel_only)
    if out.as_json:
        document = {"schema": "wallet.unlock/1", "wallet": app.name, "seconds": limits.seconds}
        out.json({**document, "idle_seconds": limits.idle or None, "kept_by": by})
    elif not app.options.quiet:
        out.prose(_("Unlocked {name} {limits}").format(name=app.name, limits=_said(limits)))
        if by == unlock.KEYCHAIN:
            out.note(
                _("The kernel keeps no keys here: this system's keychain keeps it, on disk, encrypted by the system.")
            )


def _limits(app: App, where: Place, opened: access.Unlocked, most: int | None, idle: int | None) -> Limits:
    """As said on the command line, else as the wallet's settings say."""
    if most is None or idle is None:
        store = access.open_with(where, opened, read_only=True)
        try:
            usual_most, usual_idle = settings.unlock_limits(opening.session(app, store))
        finally:
            store.close()
        most, idle = usual_most if most is None else most, usual_idle if idle is None else idle
    return Limits(most, idle if idle < most else 0)


def _said(limits: Limits) -> str:
    """``for 8h, and 15m without use``."""
    if not limits.idle:
        return _("for {duration}").format(duration=durations.people(limits.seconds))
    text = _("for {duration}, or until {idle} pass without use")
    return text.format(duration=durations.people(limits.seconds), idle=durations.people(limits.idle))


COMMAND = Spec(
    "unlock",
    N_("keep the wallet open for a while"),
    run,
    (
        opt(
            "duration",
            "--for",
            metavar="TIME",
            help=N_("how long, at most: 15m, 8h, 1d; else as long as the setting unlock-for says"),
        ),
        opt("idle", "--idle", metavar="TIME", help=N_("lock it after this time without use: 15m; off: not before")),
        opt("kernel_only", "--kernel-only", takes=FLAG, help=N_("never use the system's keychain, which is on disk")),
    ),
    ("wallet unlock", "wallet unlock --for 1h", "wallet unlock --for 8h --idle 15m", "wallet unlock --recovery"),
    N_(
        "The key is kept in the kernel's memory, never on disk, and forgotten by itself. Where the kernel refuses, the "
        "system's keychain keeps it, if the package keyring is installed. Other programs of yours could read it."
    ),
    more=asked.options,
)
