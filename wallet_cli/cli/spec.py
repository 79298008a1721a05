"""How a command describes itself, without any Typer type: its parameters, its help, its examples, its body.

One description serves the parser, the help screen, completion, and the generated reference, so that they can't differ.
"""

from __future__ import annotations

from wallet_cli.i18n import _
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from wallet_cli.errors import UsageProblem


TEXT, INT, FLAG, MANY, WORDS = "text", "int", "flag", "many", "words"
"""What a parameter takes: one text, one whole number, nothing, a text several times, or (an argument) free words."""


class Param(NamedTuple):
    """One option or argument. ``flags`` are empty for an argument; ``complete`` names what TAB offers.

    ``names`` gives the words that the help lists in place of {names}, and that TAB offers where ``complete`` is empty.
    ``fits`` says of a word whether it can be this argument; one that can't is a word too many. ``empty`` whether the
    option may be given as "", which takes away what was there; any other is refused so: a script's variable was unset.
    ``spoken``: the names are understood in the chosen language as well, and listed in it.
    """

    name: str
    flags: tuple[str, ...]
    help: str
    takes: str = TEXT
    metavar: str = ""
    required: bool = False
    complete: str = ""
    names: Callable[[], Sequence[str]] | None = None
    fits: Callable[[str], bool] | None = None
    empty: bool = False
    spoken: bool = False

    def filled(self, help: str) -> str:
        """Its help, or the translation of it, with the words that it lists."""
        if self.names is None:
            return help
        return help.format(names=_(", ").join(_(each) if self.spoken else each for each in self.names()))


SIGNED = "-0"
"""For a hint: any number with a minus sign, which no command takes as a word."""


class Hint(NamedTuple):
    """What an option that a command doesn't have was meant to be.

    ``option`` as it is typed; ``words`` take its place in the corrected line, {typed} and {bare} (without its sign)
    filled in, or are the whole line where ``is_line``. ``problem`` makes the error of what was typed and that line;
    without it, the option is said to be near those words.
    """

    option: str
    words: tuple[str, ...]
    problem: Callable[[str, str], UsageProblem] | None = None
    is_line: bool = False


class Spec(NamedTuple):
    """One command: ``run`` is a plain function ``(app, **values)``; texts are English and translated when shown.

    ``examples`` are command lines; ``details`` says what the summary can't. ``more`` gives the options that others
    declare for it, which ``registry.load`` adds; ``hints`` are for those that it doesn't have.
    """

    name: str
    summary: str
    run: Callable[..., Any]
    params: tuple[Param, ...] = ()
    examples: tuple[str, ...] = ()
    details: str = ""
    more: Callable[[], tuple[Param, ...]] | None = None
    hints: tuple[Hint, ...] = ()


class Noun(NamedTuple):
    """A thing with verbs; ``default`` is the verb that the noun alone means, "" to show help.

    ``names`` are words that need no verb: alone they mean the first of ``named``, with more the other.
    ``takes`` says of a word that is not a verb whether it is the usual verb's: ``wallet report 2026``.
    """

    name: str
    summary: str
    verbs: tuple[Spec, ...]
    default: str = "list"
    details: str = ""
    names: tuple[str, ...] = ()
    named: tuple[str, str] = ("", "")
    hints: tuple[Hint, ...] = ()
    takes: Callable[[str], bool] | None = None


def opt(
    name: str,
    *flags: str,
    help: str,
    takes: str = TEXT,
    metavar: str = "",
    complete: str = "",
    names: Callable[[], Sequence[str]] | None = None,
    empty: bool = False,
    spoken: bool = False,
) -> Param:
    """An option; ``help`` is marked for translation by the caller."""
    return Param(name, flags, help, takes, metavar, False, complete, names, None, empty, spoken)


def arg(
    name: str,
    *,
    help: str,
    takes: str = TEXT,
    required: bool = True,
    metavar: str = "",
    complete: str = "",
    names: Callable[[], Sequence[str]] | None = None,
) -> Param:
    """An argument: one text, or free words."""
    return Param(name, (), help, takes, metavar, required, complete, names)
