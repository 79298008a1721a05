"""A choice by its digit, which every input method lets through: ``1`` and on for what is there, ``+`` for what would be
made, ``0`` to leave something out.
"""

from __future__ import annotations

from wallet_cli.cli.access import ask
from wallet_cli.cli.render.output import Output
from wallet_cli.domain.account import name_key
from wallet_cli.domain.answers import is_no, is_yes
from wallet_cli.domain.text import fold, narrow
from wallet_cli.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from wallet_cli.cli.app import App

MAKES, LEAVES = "+", "0"
"""The signs of what is made, and of what leaves something out."""
MAKING = ("new", "新建", "新")


def by_digit(app: App, question: str, choices: Mapping[str, str], usual: str = "") -> str | None:
    """The sign of one of ``choices``; ``usual`` for Enter alone, "" where nothing is. None for a word for leaving or
    the end of input, which answer nothing. What is none of them is said, and the question asked again.
    """
    ask.afresh(app)
    out = Output(app)
    for sign, text in choices.items():
        out.note(f"  {sign} {text}", 4)
    prompt = f"{question} [{usual}]: " if usual else f"{question} "
    while True:
        try:
            typed = narrow(ask.line(app, prompt).strip())
        except EOFError:
            app.around.stderr.write("\n")
            return None
        if not typed:
            return usual
        if fold(typed) in ask.LEAVING:
            return None
        sign = typed.lstrip("0") if typed.isascii() and typed.isdigit() and typed.strip("0") else typed
        sign = sign if sign in choices else _said(typed, choices)
        if sign in choices:
            return sign
        _say_what_fits(app, typed, list(choices))


def _said(typed: str, choices: Mapping[str, str]) -> str:
    """The choice that a word says: by what is shown of it; a new one; yes where there is one besides leaving it out; ""
    for another word.
    """
    named = [sign for sign, text in choices.items() if name_key(text) == name_key(typed)]
    if named:  # what is shown is an answer, whatever else the word may mean
        return named[0]
    if fold(typed) in MAKING:
        return MAKES
    made = [sign for sign in choices if sign != LEAVES]
    return made[0] if len(made) == 1 and is_yes(typed) else LEAVES if is_no(typed) else ""


def _say_what_fits(app: App, typed: str, signs: list[str]) -> None:
    """What can be answered; a command, or a line to be recorded, is for later."""
    from wallet_cli.cli.commands.record.questions import is_command, reads_as_line

    out = Output(app)
    if is_command(typed):
        out.note(_("that is a command; this question comes first"))
    elif reads_as_line(typed):
        out.note(_("that reads as a line to be recorded, and nothing was: this question comes first"))
    out.note(_("answers are: {answers}").format(answers=_(", ").join(signs)))
