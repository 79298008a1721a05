"""What leaves the wallet in plaintext: into a file for its owner alone, or to standard output.

What always holds: nothing is replaced without ``--force``, a file is there whole or not at all, and a folder in which
everyone may write is asked about first, because anyone who can rename in it can put another file in this one's place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from wallet_cli.cli.access import ask
from wallet_cli.cli.access.confirming import confirmed
from wallet_cli.cli.render.output import Output
from wallet_cli.domain.text import visible
from wallet_cli.i18n import _
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


def send(app: App, session: Session, name: str | None, values: Mapping[str, str], fill: Fill, *, force: bool) -> bool:
    """Let ``fill`` write to the file of this name, with its blanks filled, or to standard output; whether it did.

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
        return not app.options.dry_run
    path = file_name.filled(name, values)
    plain_file.require_writable(path, force=force)
    if app.options.dry_run:
        Output(app).note(_("would write {path}").format(path=visible(str(path))))
        return False
    if plain_file.is_exposed(path) and not ask.yes(app, _exposure(path)):
        Output(app).note(_("nothing was written"))
        return False
    confirmed(app, session, require_export)
    plain_file.stream(path, fill, force=force)
    if not app.options.quiet:
        Output(app).note(_("wrote {path}").format(path=visible(str(path))))
    return True


def _exposure(path: Path) -> str:
    text = _("anyone can write in {folder}; write {name} there in plaintext?")
    return text.format(folder=visible(str(path.parent)), name=visible(path.name))
