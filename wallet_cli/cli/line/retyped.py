"""What was typed, as a command line once more: for a hint that changes one thing in it and keeps the rest."""

from __future__ import annotations

from wallet_cli.cli.line import registry
from wallet_cli.cli.options import GLOBALS
from wallet_cli.cli.spec import FLAG, MANY, Spec
from wallet_cli.words.spelling import spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.cli.spec import Param

    Values = Mapping[str, Any]


def line(app: App, command: str, values: Values, *more: str) -> str:
    """``wallet`` and this command with its values and the global options that were given, ``more`` at its end.

    The wallet isn't named: a text names it where it has to be.
    """
    entry = registry.find(command)
    found = registry.load(entry) if entry else None
    assert isinstance(found, Spec)
    names = [str(values[each.name]) for each in found.params if not each.flags and values.get(each.name)]
    options = [*option_words(found.params, values), *option_words(GLOBALS, app.options._asdict() | {"wallet": None})]
    return spelled([command, *in_order(names, [*options, *more])])


def option_words(params: Sequence[Param], values: Values) -> list[str]:
    """The options as they are typed."""
    found: list[str] = []
    for param in params:
        value = values.get(param.name)
        if not param.flags or value is None or value is False:
            continue
        for each in value if param.takes == MANY else [value]:
            found += [param.flags[0]] if param.takes == FLAG else [param.flags[0], str(each)]
    return found


def in_order(words: Sequence[str], options: Sequence[str]) -> list[str]:
    """Options last; where a name begins with a hyphen, it comes behind ``--`` and they before that."""
    if any(word[:1] == "-" for word in words):
        return [*options, "--", *words]
    return [*words, *options]
