"""A choice by its digit, which every input method lets through."""

from __future__ import annotations

from wallet_cli.cli.access import ask
from wallet_cli.cli.render.output import Output
from wallet_cli.domain.text import fold, narrow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from wallet_cli.cli.app import App


def by_digit(app: App, question: str, choices: Mapping[int, str]) -> int:
    """One of ``choices`` by its number; 0 for Enter alone, a word for leaving, or the end of input."""
    ask.afresh(app)
    out = Output(app)
    for number, text in choices.items():
        out.note(f"  {number} {text}", 4)
    while True:
        try:
            typed = narrow(ask.line(app, f"{question} ").strip())
        except EOFError:
            app.around.stderr.write("\n")
            return 0
        if not typed or fold(typed) in ask.LEAVING:
            return 0
        if typed.isascii() and typed.isdigit() and int(typed) in choices:
            return int(typed)
