"""``wallet status``: which wallet, where it is, locked or not."""

from __future__ import annotations

from wallet_cli.cli.access import opening
from wallet_cli.cli.render.moment import local
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.spec import Spec
from wallet_cli.domain.moment import utc
from wallet_cli.errors import Damaged, Refused, WalletError
from wallet_cli.i18n import N_, _
from wallet_cli.services.vault import backup_age, location, unlock
from wallet_cli.words import durations
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App


def run(app: App) -> None:
    """Needs no key: says what can be said from outside; while the wallet is unlocked, the time of the last backup as
    well.
    """
    out = Output(app)
    where = opening.place(app)
    identity = location.vault_id(where)
    now_us = app.around.now_us()
    left = unlock.remaining(where, opening.moment(app))
    age = None if left is None else backup_age.age(where, now_us)
    if out.as_json:
        document = {"schema": "wallet.status/1", "wallet": app.name, "path": str(where.at), "id": identity.hex()}
        last = None if age is None or age.last_us is None else utc(age.last_us)
        times: dict[str, object] = {"seconds_left": None, "idle_seconds": None, "kept_by": None}
        if left is not None:
            times = {"seconds_left": left.seconds, "idle_seconds": left.idle or None, "kept_by": left.by}
        out.json({**document, "unlocked": left is not None, **times, "last_backup": last})
        return
    out.prose(_("wallet {name} in {path}").format(name=app.name, path=where.at))
    if not location.has_store(where):
        _note(out, Damaged("store-missing", path=str(where.database)))
        return
    out.prose(_locked_or_not(left))
    if age is None:
        return
    if age.last_us is not None:
        out.prose(_("last backup {time}").format(time=local(app, age.last_us)))
    if age.overdue_days:
        _note(out, Refused("backup-overdue", days=age.overdue_days))


def _note(out: Output, remark: WalletError) -> None:
    from wallet_cli.words import catalogue

    message, hint = catalogue.marked_text_of(remark)
    out.note(message)
    out.hint(hint)


def _locked_or_not(left: unlock.Remaining | None) -> str:
    if left is None:
        return said(_("locked; `wallet unlock --for 15m` opens it for a while"))
    if not left.idle:
        return said(_("unlocked for {time} more; `wallet lock` shuts it"), time=durations.rounded(left.seconds))
    text = _("unlocked for {time} more, or until {idle} pass without use; `wallet lock` shuts it")
    return said(text, time=durations.rounded(left.seconds), idle=durations.rounded(left.idle))


COMMAND = Spec("status", N_("which wallet, where, locked or not"), run, (), ("wallet status", "wallet status --json"))
