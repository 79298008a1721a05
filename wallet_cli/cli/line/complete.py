"""The hidden ``wallet __complete``: what a shell's script asks at TAB, answered in the form that shell can take safely.

    __complete zsh  -- WORDS…  CURRENT       lines of "offer<TAB>about"; zsh and fish quote what they insert
    __complete fish -- WORDS…  CURRENT
    __complete bash BREAKS LINE              lines as they are inserted: bash quotes nothing by itself

bash hands over the raw line and the signs at which readline breaks words (``@``, ``:`` and ``=`` are among them): what
is before the last break is not inserted again. Names that begin alike in pinyin alone have nothing in common that could
be inserted: they are only listed, and what was typed stays. ``:list`` says so to zsh; bash inserts nothing where no
first character is the same; fish shows nothing that lacks the letters typed, so there names are spelled in them.
A name is data: every character that a shell would act on is escaped,
and inside an open quote nothing is offered. Whatever goes wrong, the answer is silence: TAB must never disturb.
"""

from __future__ import annotations

from wallet_cli.cli.app import App, Surroundings
from wallet_cli.cli.options import GLOBALS, Options
from wallet_cli.domain.text import fold, visible
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

LISTED = ":list"
"""Before offers that are only to be shown."""
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@+_-.,/:=%^")
_SPECIAL_PREFIXES = "@$"
_COMMAND_ENDS = frozenset(";&|\n")


class TypedLine(NamedTuple):
    """A command line up to the cursor: ``words`` without quotes, the last one unfinished, and that one as typed."""

    words: list[str]
    raw: str
    in_quotes: bool


def answer(words: Sequence[str], around: Surroundings) -> int:
    """Write the offers; always 0."""
    try:
        lines = _bash(words[1], words[2], around) if words[0] == "bash" else _others(words[0], words[2:], around)
    except Exception:
        return 0
    around.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def _others(shell: str, words: Sequence[str], around: Surroundings) -> list[str]:
    found, is_list = _offers(words[:-1], words[-1], around)
    if shell == "fish":
        found = [_in_letters(offer, words[-1]) for offer in found]
    lines = ["\t".join(offer).rstrip("\t") for offer in found]
    return [LISTED, *lines] if is_list and shell == "zsh" else lines


def _in_letters(offer: tuple[str, str], typed: str) -> tuple[str, str]:
    """An account or a category that was found by its pinyin, spelled in it, as the wallet reads it at a terminal."""
    from wallet_cli.cli.line import offers
    from wallet_cli.domain import pinyin

    if typed[:1] not in ("@", "+") or offers.fits(offer[0], typed):
        return offer
    return typed[0] + pinyin.spelled(offer[0][1:], typed[1:]), f"{offer[0][1:]} {offer[1]}".rstrip()


def _bash(breaks: str, line: str, around: Surroundings) -> list[str]:
    typed = read_line(line)
    if typed.in_quotes or len(typed.words) < 2:
        return []
    kept = _before_break(typed.raw, breaks)
    current = typed.words[-1]
    found, is_list = _offers(typed.words[1:-1], current, around)
    if is_list and not kept and current[:1] in ("@", "+"):
        return [escaped(offer[1:]) for offer, _about in found]
    # a name found by its pinyin can't follow what readline keeps of the letters
    fit = [offer for offer, _about in found if offer[:1] == ":" or fold(offer[:kept]) == fold(current[:kept])]
    return [offer if offer[:1] == ":" else escaped(offer[kept:]) for offer in fit]


def _offers(before: Sequence[str], current: str, around: Surroundings) -> tuple[list[tuple[str, str]], bool]:
    """What could be at the cursor, and whether that is only to be shown."""
    from wallet_cli.cli.line import offers

    found = offers.at_cursor(App(around, _options(before)), before, current)
    if found is offers.FILES:
        return found, False
    fit = offers.fitting(found, current)
    is_list = not fit and bool(fit := offers.fitting(found, current, lists=True))
    return [(visible(offer), visible(about)) for offer, about in fit], is_list


def _options(words: Sequence[str]) -> Options:
    """The one global option that matters here: which wallet."""
    flags = next(param.flags for param in GLOBALS if param.name == "wallet")
    name = None
    for at, word in enumerate(words):
        flag, sign, value = word.partition("=")
        if flag in flags:
            name = value if sign else (words[at + 1] if at + 1 < len(words) else None)
    return Options(wallet=name, no_input=True)


def read_line(line: str) -> TypedLine:
    """Take a line of bash apart, as far as words go: quotes and backslashes, and the last of several commands."""
    words: list[str] = []
    word = raw = quote = ""
    for at, char in enumerate(line):
        escaped_before = quote != "'" and _is_escaped(line, at)
        if quote:
            raw += char
            if char == quote and not escaped_before:
                quote = ""
            elif char != "\\" or escaped_before or quote == "'":
                word += char
        elif escaped_before:
            word, raw = word + char, raw + char
        elif char in "'\"":
            quote, raw = char, raw + char
        elif char == "\\":
            raw += char
        elif char in _COMMAND_ENDS:
            words, word, raw = [], "", ""
        elif char in " \t":
            words += [word] if raw else []
            word = raw = ""
        else:
            word, raw = word + char, raw + char
    while words and "=" in words[0] and not words[0].startswith("-"):
        words.pop(0)  # an assignment before the command
    return TypedLine([*words, word], raw, bool(quote))


def _is_escaped(line: str, at: int) -> bool:
    """Whether an odd number of backslashes comes before this place."""
    before = line[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _before_break(raw: str, breaks: str) -> int:
    """How many characters of the word readline leaves alone: up to its last break that isn't escaped.

    A break that is also one of readline's special prefixes (``@`` and ``$`` in bash) belongs to what is replaced.
    """
    last = max((at for at, char in enumerate(raw) if char in breaks and not _is_escaped(raw, at)), default=-1)
    if last >= 0 and raw[last] not in _SPECIAL_PREFIXES:
        last += 1
    return max(0, last) - raw[: max(0, last)].count("\\")


def escaped(text: str) -> str:
    """``text`` as one word of bash: a backslash before everything that might mean something."""
    return "".join(char if char in _PLAIN or char > "\x7f" else "\\" + char for char in text)
