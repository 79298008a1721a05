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
from wallet_cli.domain.text import narrow_option
from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from wallet_cli.cli.spec import Param, Spec

    Read = tuple[Spec, Options, dict[str, Any]]
    """The command that is meant, the global options, and what its ``run`` is given."""
    Values = dict[str, Any]
    Flags = dict[str, tuple[Param, Values]]
    """Options by how they are written, and where their values go."""

GREATEST_INT = 10**9


class _Doubt(Exception):
    """Typer is to read this."""


def read(words: Sequence[str]) -> Read | None:
    """What the words mean; None at any doubt."""
    try:
        return _read(words)
    except (_Doubt, UsageProblem):
        return None


def _read(words: Sequence[str]) -> Read:
    before: Values = {}
    after: Values = {}
    own: Values = {}
    flags = _flags(GLOBALS, before)
    at = _options(flags, words, 0)
    entry = registry.find(words[at]) if at < len(words) else None
    spec, at = registry.load(entry) if entry else None, at + 1
    if isinstance(spec, Noun):
        at = _options(flags, words, at)
        noun, name = spec, words[at] if at < len(words) else spec.default
        spec, at = next((verb for verb in noun.verbs if verb.name == name), None), at + 1
        if spec is None and noun.takes and noun.takes(name):
            spec, at = next(verb for verb in noun.verbs if verb.name == noun.default), at - 1
    if spec is None:
        raise _Doubt
    flags = _flags(GLOBALS, after) | _flags(spec.params, own)
    free: list[str] = []
    while at < len(words):
        at = _options(flags, words, at)
        free += words[at : at + 1]
        at += 1
    if not all(map(_is_plain, free)):
        raise _Doubt
    values = _values(spec.params, own, free)
    return spec, merged(merged(Options(), before), after), values


def is_whole_number(text: str) -> bool:
    """Whether an option that takes a number takes this."""
    return text.isascii() and text.isdecimal() and int(text) <= GREATEST_INT


def _flags(params: Sequence[Param], found: Values) -> Flags:
    return {flag: (param, found) for param in params for flag in param.flags}


def _options(flags: Flags, words: Sequence[str], at: int) -> int:
    """Where the options that begin at ``at`` end."""
    while at < len(words) and (word := narrow_option(words[at]))[:1] == "-" and word != "-":
        if word not in flags:
            raise _Doubt
        param, found = flags[word]
        at += 1
        if param.takes == FLAG:
            found[param.name] = True
            continue
        value, at = words[at] if at < len(words) else "", at + 1
        if not _is_plain(value) or not value.strip() or (value[0] == "-" and not value[1:2].isdecimal()):
            raise _Doubt
        if param.takes == MANY:
            found.setdefault(param.name, []).append(value)
        elif param.name in found or (param.takes == INT and not is_whole_number(value)):
            raise _Doubt
        else:
            found[param.name] = int(value) if param.takes == INT else value
    return at


def _values(params: Sequence[Param], own: Values, free: list[str]) -> Values:
    """What ``run`` is given, of options and free words; free words in any number come last."""
    values = {param.name: own.get(param.name, {FLAG: False, MANY: []}.get(param.takes)) for param in params}
    for param in params:
        if not param.flags:
            values[param.name], free = (free, []) if param.takes == WORDS else (free[0] if free else None, free[1:])
            if param.required and not values[param.name]:
                raise _Doubt
            if param.fits and values[param.name] and not param.fits(values[param.name]):
                raise _Doubt
    if free:
        raise _Doubt
    return values


def _is_plain(word: str) -> bool:
    """Whether it is text that anyone would read the same."""
    try:
        return bool(word.encode())
    except UnicodeEncodeError:
        return False
