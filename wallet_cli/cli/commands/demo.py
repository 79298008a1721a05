"""``wallet demo``: a sample month, booked by the real commands in a temporary wallet."""

from __future__ import annotations

import io
import re
import shlex
from datetime import date, timedelta
from pathlib import Path

from wallet_cli.cli import run as cli
from wallet_cli.cli.access import ask
from wallet_cli.cli.commands import demo_story
from wallet_cli.cli.render.output import BOLD, DIM, Output, folded
from wallet_cli.cli.render.wrap import continued
from wallet_cli.cli.spec import Spec
from wallet_cli.domain.calendar import FIRST_YEAR, LAST_YEAR
from wallet_cli.domain.text import width
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_, _, language
from wallet_cli.services.vault import access
from wallet_cli.services.vault.location import Place
from wallet_cli.words.spelling import said, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from wallet_cli.cli.app import App, Surroundings

DAYS = 28
_PAINT = re.compile(r"\x1b\[[0-9;]*m")
NAME = "main"
_BLOCKS = frozenset("█▀▄")
"""What the codes of a terminal are drawn with."""


class _Copy(io.TextIOBase):
    """A stream that remembers what it got last, and passes it on, or, with ``holds``, keeps it until it is shown."""

    def __init__(self, out: TextIO, *, holds: bool = False) -> None:
        self._out, self._holds, self.kept = out, holds, ""

    def write(self, text: str) -> int:
        self.kept += text
        return len(text) if self._holds else self._out.write(text)

    def flush(self) -> None:
        self._out.flush()

    def isatty(self) -> bool:
        return self._out.isatty()

    def fileno(self) -> int:
        return self._out.fileno()


class _Screen:
    """A terminal that is filled line by line and waits for Enter before something would be pushed out of sight."""

    def __init__(self, app: App) -> None:
        self._app, self._filled = app, 0

    def show(self, text: str) -> None:
        """Show what belongs together, on a screen of its own where it has no room left. EOFError: no more, please."""
        around = self._app.around
        lines = [each for line in text.splitlines() for each in self._whole(line)]
        most = max(4, around.height() - 2)
        if self._filled and self._filled + len(lines) > most:
            self._wait()
        for at, line in enumerate(lines):
            rows = self._rows_of_code(lines[at:])
            begins = rows and not (at and self._rows_of_code(lines[at - 1 : at]))
            if self._filled >= most or (begins and self._filled and self._filled + rows > most):
                self._wait()
            around.stdout.write(line + "\n")
            self._filled += 1
        around.stdout.flush()

    @staticmethod
    def _rows_of_code(lines: Sequence[str]) -> int:
        """How many of the next lines are a code's, which nobody can read in two parts."""
        return next((at for at, line in enumerate(lines) if _BLOCKS.isdisjoint(line)), len(lines))

    def _whole(self, line: str) -> list[str]:
        """A line as the screen has room for it, no word cut in two."""
        columns, bare_line = self._app.around.width(), _PAINT.sub("", line)
        if width(bare_line) <= columns:
            return [line]
        lines: list[str] = []
        for word in bare_line.split(" "):
            if lines and width(f"{lines[-1]} {word}") <= columns:
                lines[-1] += f" {word}"
            else:  # what has no blank in it, as Chinese sentences, is broken where its language allows it
                lines += folded(f"  {word}" if lines else word, columns, 2).splitlines() or [""]
        return lines

    def _wait(self) -> None:
        while answer := ask.line(self._app, _("-- Enter goes on, q ends --")).strip().lower():
            if answer in ask.LEAVING:
                raise EOFError
            ask.note(self._app, _("only shown here, and nothing was done with that; q ends, then you can type it"))
        self._filled = 0


def run(app: App) -> int:
    """Play the month; whatever happens, the folder is gone afterwards."""
    import shutil
    import tempfile

    out = Output(app)
    if out.as_json:
        option = "--json" if app.options.json else "--jsonl"
        raise UsageProblem("no-json", command="demo", option=option, corrected=spelled(["demo"]))
    first = app.around.today() - DAYS
    if first < date(FIRST_YEAR, 1, 1).toordinal():
        raise UsageProblem(
            "date-out-of-range", text=date.fromordinal(first).isoformat(), first=FIRST_YEAR, last=LAST_YEAR
        )
    # built while lines are still about the person's own wallet
    ending = said(_("The demo is over; nothing of it is left on this machine. Make your own wallet: `wallet init`"))
    out.prose(_("A sample month in a temporary wallet. Every line after $ is a command that you can type yourself."))
    folder = ""
    try:
        with tempfile.TemporaryDirectory(prefix="wallet-demo-") as folder:
            status = _play(app, out, Path(folder), demo_story.CHINESE if language() == "zh" else demo_story.ENGLISH)
    except BaseException:  # closing a window ends the input, and a moment later asks to end: while the folder goes
        shutil.rmtree(folder, ignore_errors=True)
        raise
    if not status:
        out.line()
        out.prose(ending)
    return status


def _play(app: App, out: Output, folder: Path, steps: Iterable[demo_story.Step]) -> int:
    screen = _Screen(app) if app.asks and app.to_terminal else None
    seen = _Copy(app.around.stdout, holds=screen is not None)
    around = _private(app.around, folder, seen, plain=app.plain)
    if screen:
        around = around._replace(stderr=seen)  # type: ignore[arg-type]
    today = date.fromordinal(app.around.today())
    start = today - timedelta(days=DAYS)
    kept = {"start": start.isoformat(), "today": today.isoformat(), "month": today.isoformat()[:7], "last": ""}
    for step in steps:
        line = step.line.format_map(kept)
        head = _head(app, out, step, line)
        if not screen:
            out.line(head)
        seen.kept = ""
        status = cli.main([*shlex.split(line), "--table"], around)
        plain = _PAINT.sub("", seen.kept)
        if screen:
            try:
                screen.show(f"{head}\n{seen.kept}")
            except EOFError:
                return status
        if status:
            return status
        if around.key is None:
            around = around._replace(key=_key(folder))
        kept["last"] = (re.findall(r"\bo[0-9]+\b", plain) or [kept["last"]])[-1]
        if step.keep:
            kept[step.keep] = re.findall(r"\bt[0-9]+\b", plain)[-1]
    return 0


def _head(app: App, out: Output, step: demo_story.Step, line: str) -> str:
    """An empty line, what is said, and the command line, which goes on behind a backslash where it is too long."""
    columns = app.around.width() if app.to_terminal else 0
    told = f"# {_(demo_story.told(step))}" if step.told else ""
    if columns:
        told = folded(told, columns, 2)
    lines = continued(f"$ wallet {line}", columns, 4) if columns else [f"$ wallet {line}"]
    return "\n".join(
        ["", *[out.paint(each, DIM) for each in told.splitlines()], *[out.paint(each, BOLD) for each in lines]]
    )


def _private(around: Surroundings, folder: Path, out: _Copy, *, plain: bool) -> Surroundings:
    """The same machine with folders of its own, no questions, and nothing from the person's own settings."""
    passphrase = folder / "passphrase"
    passphrase.touch(mode=0o600)
    passphrase.write_text(around.random(16).hex() + "\n")
    kept = {name: value for name, value in around.env.items() if name in ("NO_COLOR", "TERM", "WALLET_DEBUG")}
    env = {**kept, "WALLET_LANG": language(), "WALLET_NAME": NAME, "WALLET_PASSPHRASE_FILE": str(passphrase)}
    if plain:
        env["WALLET_PLAIN"] = "on"
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
