"""An error on standard error: what, why, how to mend; or exactly one JSON object for scripts."""

from __future__ import annotations

from wallet_cli.i18n import _
from wallet_cli.words import catalogue
from wallet_cli.words.spelling import bare

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import Surroundings
    from wallet_cli.errors import WalletError


def show(error: WalletError, around: Surroundings, *, as_json: bool, status: int | None = None) -> None:
    """Write ``error``: two lines for people, one JSON object with ``as_json``.

    ``status`` is the exit status where it isn't the error's own. An error in a file of lines carries
    ``line_number``, one about a transaction of several ``one_of_several``.
    """
    message, hint = (catalogue.text_of if as_json else catalogue.marked_text_of)(error)
    if "line_number" in error.params:
        message = _("line {number}: {message}").format(number=error.params["line_number"], message=message)
        hint = "\n".join(filter(None, (hint, _("none of the lines was recorded"))))
    if "one_of_several" in error.params:
        message = f"{error.params['one_of_several']}: {message}"
    if as_json:
        import json

        from wallet_cli.cli.render.output import harmless_json

        params = {key: list(value) if isinstance(value, tuple) else value for key, value in error.params.items()}
        exit_status = error.exit if status is None else status
        document = {"slug": error.slug, "message": message, "hint": hint, "params": params, "exit": exit_status}
        around.stderr.write(harmless_json(json.dumps(document, ensure_ascii=False, default=str)) + "\n")
        return
    for line in [f"wallet: {message}", *[f"  {line}" for line in hint.splitlines()]]:
        _write(line, around)


def note(text: str, around: Surroundings) -> None:
    """A remark below an error."""
    _write(f"  {text}", around)


def _write(line: str, around: Surroundings) -> None:
    from wallet_cli.cli.render.output import folded

    cells = around.width() if around.stderr.isatty() else 0
    around.stderr.write((folded(line, cells, 4) if cells else bare(line)) + "\n")
