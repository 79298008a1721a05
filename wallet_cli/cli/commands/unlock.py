"""``wallet unlock``: keep the key in the kernel's keyring for a while, so that commands neither ask nor derive."""

import re

from wallet_cli.cli import keyholder, opening
from wallet_cli.cli.app import App
from wallet_cli.cli.keyholder import Way
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.spec import Spec, opt
from wallet_cli.errors import Locked, UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services import access, custody

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
LONGEST_SECONDS = 7 * 86400


def seconds_of(text: str) -> int:
    """``15m``, ``1h``, ``90s``, ``1d`` in seconds; between a second and a week."""
    found = re.fullmatch(r"([0-9]{1,6})([smhd])", text.strip())
    seconds = int(found[1]) * UNITS[found[2]] if found else 0
    if not 0 < seconds <= LONGEST_SECONDS:
        raise UsageProblem("bad-duration", text=text)
    return seconds


def run(app: App, duration: str | None, key_file: str | None, recovery: bool, shares: bool) -> None:
    """Open with a key's secret, check that the store opens, keep the key."""
    out = Output(app)
    seconds = seconds_of(duration or "15m")
    where = opening.place(app)
    opened, _by = keyholder.opened(app, where, Way(key_file, recovery, shares))
    custody.settle(where, opened)
    if app.options.dry_run:
        out.line(_("would unlock {name} for {duration}").format(name=app.name, duration=duration or "15m"))
        return
    try:
        access.keep_key(opened, seconds, app.around.now_us() // 1_000_000)
    except Locked as error:
        raise Locked("keyring-refused", reason=error.params.get("reason", "")) from None
    if out.as_json:
        out.json({"schema": "wallet.unlock/1", "wallet": app.name, "seconds": seconds})
    elif not app.options.quiet:
        out.line(_("Unlocked {name} for {duration}").format(name=app.name, duration=duration or "15m"))


COMMAND = Spec(
    "unlock",
    N_("keep the wallet open for a while"),
    run,
    (
        opt("duration", "--for", metavar="TIME", help=N_("for how long: 15m, 1h, 1d (15m when left out)")),
        *keyholder.OPTIONS,
    ),
    ("wallet unlock", "wallet unlock --for 1h", "wallet unlock --recovery"),
    N_(
        "The key is kept in the kernel's memory, never on disk, and forgotten by itself. Other programs of yours could read it."  # noqa: E501
    ),
)
