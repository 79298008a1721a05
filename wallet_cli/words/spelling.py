"""Command lines as they would be typed: every line that wallet prints is built here.

A text holds its lines between backticks, so that translations keep them whole: ``wrong? `wallet undo {op}` ``. What
goes into a field there is quoted for a shell, and the wallet is named where the line would reach another one without.
What always holds: the line that is printed means the same in bash, zsh and fish as in the text.
"""

from __future__ import annotations

from wallet_cli.domain.text import visible
from wallet_cli.i18n import _, language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

USUAL = "main"
"""The wallet that is meant where none is named."""
EDGE = "\x1f"
"""Put at both ends of a line inside a text, until the text is written: a line isn't folded."""
LINES = ("command", "corrected", "line", "other")
"""Fields that hold several words of a line, as they would be typed, and not one word."""
WITHOUT_WALLET = ("help", "--help", "--version", "demo", "completion")
"""What is the same for every wallet."""
MOST_CHARACTERS = 1000
"""How much of a value a text repeats: enough to know it again."""

Shown = str | tuple[str, ...]
"""The value of a field: one text, or several, which are several words in a line."""

_UNQUOTED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./-_¥€£")
_NOT_IN_DOUBLE = frozenset('"$`\\!')
_about = ""
_python = ""
_POINT = (".", ",")
_numbers = _POINT
"""The decimal sign, and the sign between groups of three, of numbers that are typed."""


def choose(wallet: str, usual: str | None) -> None:
    """From now on lines are about ``wallet``; ``usual`` is what the environment makes of a line that names none."""
    global _about
    _about = "" if wallet == USUAL and usual in (None, "", USUAL) else visible(wallet)


def choose_python(path: str) -> None:
    """From now on lines that begin with ``python`` begin with the one that runs this; "" for any."""
    global _python
    _python = path


def choose_numbers(decimal: str = ".", group: str = ",") -> None:
    """From now on numbers are typed like this; at first, and for scripts, with a decimal point."""
    global _numbers
    _numbers = decimal, group


def example(text: str) -> str:
    """A text of our own with its numbers as they are to be typed: ``12,50 Coffee`` where the wallet writes so."""
    if _numbers == _POINT:
        return text
    import re

    decimal, group = _numbers

    def number(found: re.Match[str]) -> str:
        whole, point, decimals = found[0].partition(".")
        return whole.replace(",", group) + point.replace(".", decimal) + decimals

    return re.sub(r"(?<![\w.,'])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.,']*\d)", number, text)


def said(template: str, **fields: object) -> str:
    """``template``, translated already, with its fields and its lines, each line between two ``EDGE``.

    Without fields it is a text in which braces are braces.
    """
    if fields:
        return filled(template, {name: shown(value) for name, value in fields.items()})
    parts = template.split("`")
    return "".join(f"{EDGE}{named(part)}{EDGE}" if at % 2 else part for at, part in enumerate(parts))


def shown(value: object) -> Shown:
    """A value as a text may show it."""
    return tuple(visible(str(each)) for each in value) if isinstance(value, tuple) else visible(str(value))


def filled(template: str, fields: Mapping[str, Shown]) -> str:
    """The same, with fields that may be shown."""
    parts = template.split("`")
    prose = {name: _in_prose(value) for name, value in fields.items()}
    for at, part in enumerate(parts):
        parts[at] = f"{EDGE}{_line(part, fields)}{EDGE}" if at % 2 else part.format_map(prose)
    return "".join(parts)


def bare(text: str) -> str:
    """``text`` without the marks at the ends of its lines: as it is written."""
    return text.replace(EDGE, "") if EDGE in text else text


def unbroken(text: str) -> str:
    """A name, or what belongs to one, that isn't folded inside of a text."""
    return f"{EDGE}{text}{EDGE}"


def spelled(words: Sequence[str]) -> str:
    """``wallet`` and these words, quoted where a shell needs it."""
    return " ".join(["wallet", *[quoted(word) for word in words]])


def named(line: str) -> str:
    """A line written out in the code, such as an example, with the wallet where it has to be named."""
    words = _run_by([_blank(word) for word in line.split(" ")])
    return " ".join(words if _names_wallet(words) else _with_wallet(words))


def quoted(word: str) -> str:
    """``word`` for bash, zsh and fish: as it is, or quoted.

    Double quotes where nothing in them means anything to a shell: the prompt of ``wallet pay`` takes those, too.
    """
    if word and word[0] != "=" and all(char in _UNQUOTED or _is_letter(char) for char in word):
        return word
    if "\\" in word:  # in single quotes it means itself to all of them but fish
        return "\\\\".join(quoted(part) if part else "" for part in word.split("\\"))
    if word and _NOT_IN_DOUBLE.isdisjoint(word):
        return f'"{word}"'
    return "'" + word.replace("'", "'\"'\"'") + "'"


def replaced(words: Sequence[str], old: str, *new: str) -> list[str]:
    """``words`` with the first ``old`` replaced by ``new``; all of them where it isn't there."""
    for at, word in enumerate(words):
        if word == old or (old.startswith("--") and word.startswith(old + "=")):
            return [*words[:at], *new[:-1], *[each + word[len(old) :] for each in new[-1:]], *words[at + 1 :]]
    return list(words)


def _in_prose(value: Shown) -> str:
    return _(", ").join(map(_shortened, value)) if isinstance(value, tuple) else _shortened(value)


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def _word(text: str) -> str:
    return quoted(_shortened(text))


def _is_letter(char: str) -> bool:
    return char > "\u2e7f" and char.isalpha()


def _line(template: str, fields: Mapping[str, Shown]) -> str:
    """One line: its words filled and quoted, names that begin with a hyphen behind ``--``, the wallet named."""
    alone = fields.get(template[1:-1])
    if template[1:-1] in LINES and template[:1] == "{" and isinstance(alone, str) and not alone.startswith("wallet "):
        return " ".join(_suggested(alone.split(" ")))  # a line for the prompt, in the prompt's quotes
    words: list[str] = []
    names: list[int] = []  # words that begin with what was filled in
    for word in template.split(" "):
        name = word[1:-1]
        if "{" not in word or _is_quoted(word):
            words.append(_blank(word.format_map(fields)))
        elif name in LINES or isinstance(fields.get(name), tuple):
            found, is_typed = _words_of(fields[name])
            names += [len(words) + at for at, each in enumerate(found) if is_typed and each != "-d"]
            words += _suggested(found)
        else:
            if word[1:2] != "{":
                names.append(len(words))
            words.append(_word(word.format_map(fields)))
    names_wallet = _names_wallet([word for at, word in enumerate(words) if at not in names])
    words = _run_by(_options_first(words, names))
    return " ".join(words if names_wallet else _with_wallet(words))


def _run_by(words: list[str]) -> list[str]:
    """``python -m pip`` as it reaches what runs wallet, wherever that was installed."""
    return [quoted(visible(_python)), *words[1:]] if _python and words[:1] == ["python"] else words


def _blank(word: str) -> str:
    """A word that is written out in a text, in the chosen language where it has still to be filled in."""
    if language() == "en" or word.islower() or _is_quoted(word):
        return word
    from wallet_cli.words import blanks

    return blanks.blank(word)


def _suggested(words: list[str]) -> list[str]:
    """The words of a line that was made of what was typed: what it still lacks in the chosen language."""
    if language() == "en":
        return words
    from wallet_cli.words import blanks

    return [blanks.suggested(word) for word in words]


def _is_quoted(word: str) -> bool:
    """Written with its quotes: ``'{{date}}.csv'``."""
    return word[:1] == word[-1:] == "'"


def _words_of(value: Shown) -> tuple[list[str], bool]:
    """Several words, quoted, and whether they are as the prompt takes them: where only ``-d`` is an option."""
    if isinstance(value, tuple):
        return [_word(each) for each in value], False
    if value.startswith("wallet "):
        import shlex

        typed = value.split(" ")  # what is in quotes without need looks like a blank, and is someone's own
        return [f'"{word}"' if f'"{word}"' in typed else _word(word) for word in shlex.split(value)], False
    from wallet_cli.domain.quickline import split_line

    return [_word(word) for word in split_line(value)], True


def _options_first(words: list[str], names: list[int]) -> list[str]:
    """A name such as ``-5°`` isn't an option: it comes behind ``--``, and options before that."""
    for at in names:
        if words[at].lstrip("\"'")[:1] == "-" and words[at - 1][:1] != "-":
            behind = [to for to in range(at + 1, len(words)) if words[to][:1] == "-" and to not in names]
            end = behind[0] if behind else len(words)
            return [*words[:at], *words[end:], "--", *words[at:end]]
    return words


def _names_wallet(words: Sequence[str]) -> bool:
    """Behind another option it may be that one's value; the wallet named once more does no harm."""
    words = words[: words.index("--")] if "--" in words else words
    found = [at for at, word in enumerate(words) if word in ("-w", "--wallet") or word.startswith("--wallet=")]
    return any(at and words[at - 1][:1] != "-" for at in found)


def _with_wallet(words: list[str]) -> list[str]:
    """The wallet named behind ``wallet``, unless the line is the same for all."""
    starts = [at for at, word in enumerate(words) if word == "wallet" and (at == 0 or words[at - 1] == "|")]
    rest = words[starts[-1] + 1 :] if starts else []
    if not _about or not rest or rest[0] in WITHOUT_WALLET:
        return words
    return [*words[: starts[-1] + 1], "-w", quoted(_about), *rest]
