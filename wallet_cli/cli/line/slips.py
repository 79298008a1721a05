"""Options that other programs have, as they are called here. Loaded only where a command line can't be understood."""

from __future__ import annotations

from wallet_cli.domain.period_words import looks_like_period
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.words.spelling import replaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_CALLED: dict[str, tuple[str, ...]] = {
    "--limit": ("--last", "--tail", "--head", "--top", "--number", "--count", "--max-count", "--lines", "--first"),
    "--since": ("--from", "--begin", "--start", "--after", "-b", "-s"),
    "--until": ("--to", "--end", "--before", "--through", "-e"),
    "--date": ("--on", "--at", "--as-of", "--day", "--until", "--end", "--to"),
    "--period": ("--month", "--year", "--quarter", "--range", "--in"),
    "--memo": ("--note", "--notes", "--comment", "--description", "--desc", "--message"),
    "--reverse": ("--asc", "--ascending", "--oldest-first", "-r"),
    "--closed": ("--all", "-a", "-A"),
}
"""What is typed for an option, by what it is called here; the first that a command has is meant."""
_BEHIND_SIGN = {"@": ("--account", "--acct", "-a"), "+": ("--category", "--cat", "-c")}
"""What is typed for names that stand behind a sign here."""
_PERIODS = {
    "month": ("--month", "--monthly", "--this-month", "-m"),
    "year": ("--year", "--yearly", "--this-year"),
    "week": ("--week", "--weekly", "--this-week"),
    "lastmonth": ("--last-month",),
    "lastyear": ("--last-year",),
    "lastweek": ("--last-week",),
}
"""Periods that other programs have an option for, by their words."""
_BARE = ("--search", "--find", "--query", "--grep", "--text")
"""What is typed in front of words that are searched for."""


class Takes(NamedTuple):
    """What a command takes: the options, and whether its words may be accounts and categories with their signs, or
    accounts alone.
    """

    flags: Collection[str]
    signs: bool = False
    accounts: bool = False


def meant(words: Sequence[str], option: str, takes: Takes) -> tuple[str, list[str]] | None:
    """What ``option`` is called here, and the command line with that and with all other slips mended; None where there
    is nothing like it.
    """
    found = _meant(words, option, takes)
    if found is None:
        return None
    near, mended = found
    for word in mended:
        other = word.partition("=")[0]
        if other[:1] == "-" and other not in takes.flags:
            further = _meant(mended, other, takes)
            mended = further[1] if further else mended
    return near, mended


def _meant(words: Sequence[str], option: str, takes: Takes) -> tuple[str, list[str]] | None:
    value = _value(words, option)
    period = next((word for word, names in _PERIODS.items() if option in names), "")
    if period and "--period" in takes.flags and not looks_like_period(value):
        return f"-p {period}", replaced(words, option, "-p", period)
    for sign, names in _BEHIND_SIGN.items():
        if option in names and value and (takes.signs or (takes.accounts and sign == "@")):
            typed = sign if takes.signs else ""
            return f"{typed}{value}", _joined(words, option, typed)
    is_sought = option in _BARE and bool(value) and "--payee" in takes.flags
    if is_sought or (option in ("--from", "--to") and value[:1] in ("@", "＠") and takes.signs):
        return value, _joined(words, option, "")
    found = next((flag for flag, names in _CALLED.items() if option in names and flag in takes.flags), "")
    return (found, replaced(words, option, found)) if found else None


def _value(words: Sequence[str], option: str) -> str:
    """What is behind the option, with or without a sign of equality; "" for nothing."""
    for at, word in enumerate(words):
        if word.startswith(option + "="):
            return word[len(option) + 1 :]
        if word == option:
            return next((each for each in words[at + 1 : at + 2] if each[:1] != "-"), "")
    return ""


def _joined(words: Sequence[str], option: str, sign: str) -> list[str]:
    """The words with ``sign`` in front of the option's value, and without the option."""
    value = _value(words, option)
    at = next(at for at, word in enumerate(words) if word == option or word.startswith(option + "="))
    width = 1 if "=" in words[at] else 2
    name = value if value[:1] in ("@", "+", "＠", "＋") else sign + value
    return [*words[:at], name, *words[at + width :]]
