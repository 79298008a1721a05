"""How a command describes itself, without any Typer type: its parameters, its help, its examples, its body.

One description serves the parser, the help screen, completion, and the generated reference, so that they can't differ.
"""

from __future__ import annotations

from wallet_cli.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

TEXT, INT, FLAG, MANY, WORDS = "text", "int", "flag", "many", "words"
"""What a parameter takes: one text, one whole number, nothing, a text several times, or (an argument) free words."""


class Param(NamedTuple):
    """One option or argument. ``flags`` are empty for an argument; ``complete`` names what TAB offers.

    ``names`` gives the words that the help lists in place of {names}.
    """

    name: str
    flags: tuple[str, ...]
    help: str
    takes: str = TEXT
    metavar: str = ""
    required: bool = False
    complete: str = ""
    names: Callable[[], Sequence[str]] | None = None

    def filled(self, help: str) -> str:
        """Its help, or the translation of it, with the words that it lists."""
        return help if self.names is None else help.format(names=", ".join(self.names()))


class Spec(NamedTuple):
    """One command: ``run`` is a plain function ``(app, **values)``; texts are English and translated when shown.

    ``examples`` are command lines; ``details`` says what the summary can't.
    """

    name: str
    summary: str
    run: Callable[..., Any]
    params: tuple[Param, ...] = ()
    examples: tuple[str, ...] = ()
    details: str = ""


class Noun(NamedTuple):
    """A thing with verbs; ``default`` is the verb that the noun alone means, "" to show help.

    ``names`` are words that may stand without a verb: alone they mean the first of ``named``, with more the other.
    """

    name: str
    summary: str
    verbs: tuple[Spec, ...]
    default: str = "list"
    details: str = ""
    names: tuple[str, ...] = ()
    named: tuple[str, str] = ("", "")


def opt(
    name: str,
    *flags: str,
    help: str,
    takes: str = TEXT,
    metavar: str = "",
    complete: str = "",
    names: Callable[[], Sequence[str]] | None = None,
) -> Param:
    """An option; ``help`` is marked for translation by the caller."""
    return Param(name, flags, help, takes, metavar, False, complete, names)


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
