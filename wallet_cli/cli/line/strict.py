"""Command lines as they should be, read from the command's own description: Typer's import alone costs more than all
else that a daily command does.

In go the words, out comes what Typer's parser would make of them, or None at any doubt: an option that isn't written
out, a value that looks like one, a word too many or too few. Then Typer reads them, and says what is wrong. Nothing is
done before that is decided.
"""

from __future__ import annotations

from wallet_cli.cli.line import registry
from wallet_cli.cli.options import GLOBALS, Options, merged
from wallet_cli.cli.spec import FLAG, INT, MANY, WORDS, Noun
from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wallet_cli.cli.spec import Param, Spec

    Read = tuple[Spec, Options, dict[str, Any]]
    """The command that is meant, the global options, and what its ``run`` is given."""

GREATEST_INT = 10**9
_GLOBAL_FLAGS = {flag: param for param in GLOBALS for flag in param.flags}


def read(words: Sequence[str]) -> Read | None:
    """What the words mean; None at any doubt."""
    before: dict[str, Any] = {}
    at = _globals(words, 0, before)
    entry = registry.find(words[at]) if at is not None and at < len(words) else None
    if at is None or entry is None:
        return None
    described, at = registry.load(entry), at + 1
    if isinstance(described, Noun):
        at = _globals(words, at, before)
        name = described.default if at is None or at == len(words) else words[at]
        spec = next((verb for verb in described.verbs if verb.name == name), None)
        if at is None or spec is None:
            return None
        at = min(at + 1, len(words))
    else:
        spec = described
    told = _told(spec, words[at:])
    if told is None:
        return None
    values, after = told
    try:
        return spec, merged(merged(Options(), before), after), values
    except UsageProblem:
        return None


def is_whole_number(text: str) -> bool:
    """Whether an option that takes a number takes this."""
    return text.isascii() and text.isdecimal() and int(text) <= GREATEST_INT


def _globals(words: Sequence[str], at: int, found: dict[str, Any]) -> int | None:
    """Where the global options end that stand from ``at`` on; they go into ``found``."""
    while at < len(words) and words[at][:1] == "-":
        taken = _option(_GLOBAL_FLAGS, words, at, found)
        if taken is None:
            return None
        at += taken
    return at


def _told(spec: Spec, words: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The values of the command's parameters and, apart, the global options."""
    flags = {flag: param for param in spec.params for flag in param.flags}
    own: dict[str, Any] = {}
    shared: dict[str, Any] = {}
    free: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        if not _is_plain(word):
            return None
        if word[0] == "-" and word != "-":
            taken = _option(flags, words, at, own) if word in flags else _option(_GLOBAL_FLAGS, words, at, shared)
            if taken is None:
                return None
            at += taken
        else:
            free.append(word)
            at += 1
    values = _values(spec.params, own, free)
    return None if values is None else (values, shared)


def _option(flags: dict[str, Param], words: Sequence[str], at: int, found: dict[str, Any]) -> int | None:
    """How many words an option and its value are, which goes into ``found``."""
    param = flags.get(words[at])
    if param is None:
        return None
    if param.takes == FLAG:
        found[param.name] = True
        return 1
    value = words[at + 1] if at + 1 < len(words) else ""
    if not _is_plain(value) or (value[0] == "-" and not value[1:2].isdecimal()):
        return None
    if param.takes == MANY:
        found.setdefault(param.name, []).append(value)
    elif param.name in found or (param.takes == INT and not is_whole_number(value)):
        return None
    else:
        found[param.name] = int(value) if param.takes == INT else value
    return 2


def _values(params: Sequence[Param], own: dict[str, Any], free: list[str]) -> dict[str, Any] | None:
    values: dict[str, Any] = {}
    for number, param in enumerate(params):
        if param.flags:
            values[param.name] = own.get(param.name, {FLAG: False, MANY: []}.get(param.takes))
        elif param.takes == WORDS:
            if any(not each.flags for each in params[number + 1 :]):
                return None
            values[param.name], free = free, []
        else:
            values[param.name], free = (free[0], free[1:]) if free else (None, [])
        if param.required and not values[param.name]:
            return None
    return None if free else values


def _is_plain(word: str) -> bool:
    """Whether it is text that anybody would read the same."""
    try:
        return bool(word.encode())
    except UnicodeEncodeError:
        return False
