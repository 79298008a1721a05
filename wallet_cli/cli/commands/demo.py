"""``wallet demo``: a sample month, booked by the real commands in a temporary wallet."""

from __future__ import annotations

import io
import re
import shlex
from datetime import date, timedelta
from pathlib import Path

from wallet_cli.cli import run as cli
from wallet_cli.cli.commands import demo_story
from wallet_cli.cli.render.output import BOLD, DIM, Output
from wallet_cli.cli.spec import Spec
from wallet_cli.domain.calendar import FIRST_YEAR, LAST_YEAR
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _, language
from wallet_cli.services.vault import access
from wallet_cli.services.vault.location import Place
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from wallet_cli.cli.app import App, Surroundings

DAYS = 28
NAME = "main"


class _Copy(io.TextIOBase):
    """A stream that passes everything on and remembers what it passed on last."""

    def __init__(self, out: TextIO) -> None:
        self._out, self.kept = out, ""

    def write(self, text: str) -> int:
        self.kept += text
        return self._out.write(text)

    def flush(self) -> None:
        self._out.flush()

    def isatty(self) -> bool:
        return self._out.isatty()

    def fileno(self) -> int:
        return self._out.fileno()


def run(app: App) -> int:
    """Play the month; whatever happens, the folder is gone afterwards."""
    import tempfile

    out = Output(app)
    first = app.around.today() - DAYS
    if first < date(FIRST_YEAR, 1, 1).toordinal():
        raise UsageProblem(
            "date-out-of-range", text=date.fromordinal(first).isoformat(), first=FIRST_YEAR, last=LAST_YEAR
        )
    # built while lines are still about the person's own wallet
    ending = said(_("That was it; nothing of it is left on this machine. Begin your own: `wallet init`"))
    out.line(_("A sample month in a temporary wallet. Every line after $ is a command that you can type yourself."))
    with tempfile.TemporaryDirectory(prefix="wallet-demo-") as folder:
        status = _play(app, out, Path(folder), demo_story.CHINESE if language() == "zh" else demo_story.ENGLISH)
    if not status:
        out.line()
        out.line(ending)
    return status


def _play(app: App, out: Output, folder: Path, steps: Iterable[demo_story.Step]) -> int:
    seen = _Copy(app.around.stdout)
    around = _private(app.around, folder, seen)
    today = date.fromordinal(app.around.today())
    start = today - timedelta(days=DAYS)
    kept = {"start": start.isoformat(), "today": today.isoformat(), "month": start.isoformat()[:7], "last": ""}
    for step in steps:
        words = shlex.split(step.line.format_map(kept))
        out.line()
        if step.told:
            out.line(out.paint(f"# {_(demo_story.told(step))}", DIM))
        out.line(out.paint(f"$ wallet {step.line.format_map(kept)}", BOLD))
        seen.kept = ""
        status = cli.main([*words, "--table"], around)
        if status:
            return status
        if around.key is None:
            around = around._replace(key=_key(folder))
        plain = re.sub(r"\x1b\[[0-9;]*m", "", seen.kept)
        kept["last"] = (re.findall(r"\bo[0-9]+\b", plain) or [kept["last"]])[-1]
        if step.keep:
            kept[step.keep] = re.findall(r"\bt[0-9]+\b", plain)[-1]
    return 0


def _private(around: Surroundings, folder: Path, out: _Copy) -> Surroundings:
    """The same machine with folders of its own, no questions, and nothing from the person's own settings."""
    passphrase = folder / "passphrase"
    passphrase.touch(mode=0o600)
    passphrase.write_text(around.random(16).hex() + "\n")
    kept = {name: value for name, value in around.env.items() if name in ("NO_COLOR", "TERM", "WALLET_DEBUG")}
    env = {**kept, "WALLET_LANG": language(), "WALLET_NAME": NAME, "WALLET_PASSPHRASE_FILE": str(passphrase)}
    return around._replace(
        stdout=out,  # type: ignore[arg-type]
        env=env,
        folders=lambda: (str(folder / "data"), str(folder / "state")),
        interactive=False,
        key=None,
    )


def _key(folder: Path) -> bytes:
    """The key of the wallet just made, kept by this process alone, so that the commands need no passphrase."""
    where = Place(str(folder / "data" / NAME), str(folder / "state"))
    return access.derive(where, (folder / "passphrase").read_bytes().strip()).database_key


COMMAND = Spec(
    "demo",
    N_("a sample month in a temporary wallet"),
    run,
    (),
    ("wallet demo", "wallet demo --lang zh"),
    N_("Everything is made in a private temporary folder and removed again; your own wallets are not touched."),
)
