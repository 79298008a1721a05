"""Every question to the person at the keyboard. Without a terminal nothing asks: the caller gets the flag to name."""

from __future__ import annotations

from contextlib import contextmanager

from wallet_cli.domain.answers import is_no, is_yes
from wallet_cli.errors import UsageProblem, WalletError
from wallet_cli.i18n import N_, _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from wallet_cli.cli.app import App

    _Read = TypeVar("_Read")

ADVICE = {
    "common": N_("easy to guess: it is near the top of every list of guesses"),
    "repeats": N_("easy to guess: it repeats itself"),
    "sequence": N_("easy to guess: its characters are neighbours on the keyboard, in an alphabet or in counting"),
    "short": N_("rather short: four or five words are better"),
    "one-kind": N_("only one kind of character: more words, or other characters, are better"),
}

_HOW = {
    (False, False): N_("[y/N]"),
    (False, True): N_("[Y/n]"),
    (True, False): N_("(yes or no; Enter alone is no)"),
    (True, True): N_("(yes or no; Enter alone is yes)"),
}
"""How a yes or a no is answered: in words alone or not, and what Enter alone means."""

LEAVING = ("exit", "quit", "q", "退出")
"""Typed by anyone who looks for the way out of a prompt."""


def line(app: App, prompt: str) -> str:
    """One line as typed, every character literal; EOFError or KeyboardInterrupt when the person leaves."""
    if not app.asks:
        raise UsageProblem("would-ask", question=prompt.strip(" :：>"))
    app.around.stderr.write(_whole(app, prompt))
    app.around.stderr.flush()
    text = app.around.stdin.readline()
    if not text:
        raise EOFError
    return text.rstrip("\r\n")


def _whole(app: App, prompt: str) -> str:
    """A prompt without a word of it cut in two."""
    if not app.around.stderr.isatty():
        return prompt
    from wallet_cli.cli.render.output import folded

    told = prompt.rstrip()
    return folded(told, app.around.width()) + prompt[len(told) :]


def note(app: App, text: str) -> None:
    """What is said between questions."""
    from wallet_cli.cli.render.output import Output

    Output(app).note(text)


def edited(app: App, prompt: str, complete: Callable[[str], list[str]] | None = None) -> str:
    """As ``line``, with the keys that edit a line and bring back earlier ones, where the terminal can do that.

    ``complete`` makes of the line up to the cursor what its last word could become at TAB.
    """
    if app.asks and app.around.edited is not None:
        return app.around.edited(prompt, complete)
    return line(app, prompt)


def default(app: App, question: str, value: str) -> str:
    """An answer, or ``value`` when only Enter is pressed."""
    return line(app, _("{question} [{value}]: ").format(question=question, value=value)).strip() or value


def afresh(app: App) -> None:
    """Before a question that comes after some work, or after a list that Enter ends: what was typed meanwhile, unseen
    or once too often, didn't answer it.
    """
    app.around.forget_typed()


def until_good(app: App, question: str, value: str, read: Callable[[str], _Read], about: str = "") -> _Read:
    """What ``read`` makes of the answer; after saying what is wrong with it, it asks again. A question in place of an
    answer is met with what is asked ``about``.
    """
    while True:
        answer = default(app, question, value)
        if about and is_question(answer):
            note(app, about)
            continue
        try:
            return read(answer)
        except WalletError as error:
            from wallet_cli.cli.render import problem

            problem.show(error, app.around, as_json=False)


def is_question(answer: str) -> bool:
    """Whether someone asks back: ``?``, ``help``, ``what words?``."""
    from wallet_cli.services.things import first_lines

    return first_lines.asks(answer) or answer.strip().lower() in ("help", "帮助")


def yes(app: App, question: str, *, flag: str = "--yes", usual: bool = False) -> bool:
    """Whether the person agrees, as ``agreed``; the end of input, and a word for leaving, are a no."""
    return bool(agreed(app, question, flag=flag, usual=usual))


def agreed(app: App, question: str, *, flag: str = "--yes", usual: bool = False) -> bool | None:
    """Whether the person agrees; Enter alone is ``usual``; None for the end of input and a word for leaving, which
    answer nothing. ``--yes`` agrees beforehand; without a terminal exit 2, naming ``flag``. The question is asked again
    where the answer is neither yes nor no: a line for the prompt waits until then.
    """
    if app.options.yes:
        return True
    if not app.asks:
        raise UsageProblem("needs-yes", flag=flag)
    try:
        how = _(_HOW[app.plain or app.simple, usual])
        while True:
            answer = line(app, f"{question} {how} ").strip()
            if _is_answer(answer):
                break
            if app.keeps(answer):
                continue
            say_yes_or_no(app)
    except EOFError:
        app.around.stderr.write("\n")
        return None
    if answer.lower() in LEAVING:
        return None
    return usual if not answer else is_yes(answer)


def say_yes_or_no(app: App) -> None:
    """Say what can be answered: what was typed was neither, and nothing came of it."""
    app.around.stderr.write(_("answer y or n; nothing else is read here") + "\n")


def _is_answer(answer: str) -> bool:
    """Whether this is a yes or a no; what is neither was meant for something else, and is asked about again."""
    return not answer or is_yes(answer) or is_no(answer) or answer.lower() in LEAVING


def secret(app: App, prompt: str) -> str:
    """A secret without echo."""
    if not app.asks:
        raise UsageProblem("would-ask", question=prompt.strip(" :：>"))
    return app.around.read_secret(_whole(app, prompt))


@contextmanager
def unseen(app: App) -> Iterator[Callable[[str], str]]:
    """Reads a secret of several lines. What is pasted beyond the last one is dropped: no shell gets to see it."""
    if app.around.unseen is None:
        yield lambda prompt: secret(app, prompt)
        return
    with app.around.unseen():
        yield lambda prompt: line(app, prompt)


def new_passphrase(app: App, prompt: str = "") -> bytes:
    """A new passphrase as it is kept, typed twice. How it might be guessed is said; what can't be one is asked
    again."""
    from wallet_cli.cli.access import passphrases
    from wallet_cli.cli.render import problem
    from wallet_cli.domain.passphrase import advice

    while True:
        try:
            first = passphrases.made_of(passphrases.typed(secret(app, prompt or _("passphrase for this wallet: "))))
        except UsageProblem as error:
            problem.show(error, app.around, as_json=False)
            continue
        advised = advice(first.decode())
        for said in advised:
            note(app, _(ADVICE[said]))
        if advised:
            note(app, _("to choose another one, press Enter; to keep it, type it once more"))
        again = passphrases.typed(secret(app, _("once more: ")))
        if passphrases.same(again, first):
            return first
        if again or not advised:
            note(app, _("the two differ; type both again"))
