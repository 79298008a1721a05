"""What leaves the wallet in plaintext: into a file for its owner alone, or to standard output.

What always holds: nothing is replaced without ``--force``, a file is there whole or not at all, and a folder in which
everyone may write is asked about first, because anyone who can rename in it can put another file in this one's place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from wallet_cli.cli.access import ask
from wallet_cli.cli.access.confirming import confirmed
from wallet_cli.cli.render.output import Output
from wallet_cli.domain.text import visible
from wallet_cli.i18n import _
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import file_name, plain_file
from wallet_cli.services.record.limits import require_export

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App
    from wallet_cli.services.session import Session

Fill = Callable[[BinaryIO], None]


def ending_of(name: str | None) -> str:
    """What a file's name ends in, without the point and in small letters: the format that is meant."""
    return Path(name or "").suffix.lower().removeprefix(".")


class Sent(NamedTuple):
    """Whether anything was written, and the file that it went or would go to; None for standard output."""

    is_done: bool
    path: Path | None = None


def send(app: App, session: Session, name: str | None, values: Mapping[str, str], fill: Fill, *, force: bool) -> Sent:
    """Let ``fill`` write to the file of this name, with its blanks filled, or to standard output.

    With ``--dry-run`` nothing is written. Where the owner wants to be asked, a key's secret is needed first. Raises
    Locked("confirm-export"), UsageProblem, Refused("output-exists", "disk-full",
    "output-unwritable").
    """
    if name is None or name == "-":
        if not app.options.dry_run:
            confirmed(app, session, require_export)
            out = app.around.binary_stdout()
            fill(out)
            out.flush()
        return Sent(not app.options.dry_run)
    path = file_name.filled(name, values)
    plain_file.require_writable(path, force=force)
    if app.options.dry_run:
        if not _is_json(app):
            Output(app).note(_("would write {path}").format(path=visible(str(path))))
        return Sent(False, path)
    if plain_file.is_exposed(path) and not ask.yes(app, _exposure(path)):
        Output(app).note(_("nothing was written"))
        return Sent(False)
    confirmed(app, session, require_export)
    plain_file.stream(path, fill, force=force)
    if not app.options.quiet and not _is_json(app):
        Output(app).note(_("wrote {path}").format(path=visible(str(path))))
    return Sent(True, path)


def _is_json(app: App) -> bool:
    return app.options.json or app.options.jsonl


def report(app: App, sent: Iterable[Sent]) -> None:
    """For a program: which files were written. What went to standard output speaks for itself."""
    files = [each.path for each in sent if each.path is not None]
    if files and _is_json(app):
        dry_run = app.options.dry_run
        written = [{"path": str(path), "bytes": None if dry_run else path.stat().st_size} for path in files]
        Output(app).json({"schema": "wallet.written/1", "files": written, "dry_run": dry_run})


def _exposure(path: Path) -> str:
    text = _("anyone can write in {folder}; write {name} there in plaintext?")
    return text.format(folder=visible(str(path.parent)), name=visible(path.name))
