"""Words that are shown once, to be written on paper, and then asked for: a copy that was never read is none."""

from __future__ import annotations

from wallet_cli.cli.access import ask
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.i18n import N_, _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.cli.app import App

ASKED = 3
COLUMNS = 4
_TRIES = 3
_ON_PAPER = N_('write them on paper, then press Enter: they won\'t be shown again; "again" shows them once more: ')
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def hand_over(app: App, title: str, words: Sequence[str]) -> None:
    """Show the words, take them off the screen, and have three of them typed back.

    Raises UsageProblem("needs-terminal"), Refused("words-not-repeated").
    """
    require_terminal(app)
    write = app.around.stderr.write
    ask.note(app, title + "\n")
    try:
        _show(app, words)
        while ask.line(app, _(_ON_PAPER)).strip():
            _show(app, words)
        if app.around.env.get("TERM", "dumb") != "dumb":
            write(_CLEAR)
        for number in _asked_places(app, len(words)):
            _have_typed(app, number, words[number - 1])
    except (KeyboardInterrupt, EOFError):
        write("\n" + _("nothing was added; these words open nothing"))  # the line is ended where the run is
        raise


def _show(app: App, words: Sequence[str]) -> None:
    """The words, each with its number, in columns; in a line with commas where they are read aloud."""
    write = app.around.stderr.write
    numbered = list(enumerate(words, 1))
    for start in range(0, len(words), COLUMNS):
        row = numbered[start : start + COLUMNS]
        if app.plain:
            write(_(", ").join(f"{number}. {word}" for number, word in row) + "\n")
        else:
            write("".join(f"{number:>3}. {word:<10}" for number, word in row).rstrip() + "\n")
    write("\n")


def require_terminal(app: App) -> None:
    """Refuse to show words where nobody sits: UsageProblem("needs-terminal")."""
    if not app.asks:
        raise UsageProblem("needs-terminal")


def _have_typed(app: App, number: int, word: str) -> None:
    for _try in range(_TRIES):
        while not (typed := ask.line(app, _("type word {number} from your paper: ").format(number=number)).strip()):
            pass
        if typed.lower() == word:
            return
        ask.note(app, _("that is another word; look at your paper"))
    raise Refused("words-not-repeated")


def _asked_places(app: App, count: int) -> list[int]:
    """Three different numbers from 1 to ``count``, in order."""
    left = list(range(1, count + 1))
    return sorted(left.pop(int.from_bytes(app.around.random(4), "big") % len(left)) for _each in range(ASKED))
