"""A rule in the words that it is typed in: ``starbucks --below 20 @visa`` and ``+coffee --tag trip``.

What always holds: typed again behind ``wallet rules add``, in the same number style, it makes the same rule.
"""

from __future__ import annotations

from wallet_cli.domain.rules.rule import IN, Rule
from wallet_cli.domain.text import narrow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_OPTIONS = {
    "payee": "--payee",
    "below": "--below",
    "above": "--above",
    "exactly": "--amount",
    "days": "--days",
    "hours": "--hours",
    "category": "--their-category",
    "method": "--paid-with",
    "item": "--item",
}
_AMOUNTS = ("below", "above", "exactly")


def conditions(rule: Rule, path: Callable[[str], str], decimal: str = ".") -> list[str]:
    """What it asks of a row, word by word; ``path`` names an account by its uid, ``decimal`` is the sign in numbers."""
    words: list[str] = []
    for term in rule.terms:  # words that follow each other would be one text
        words += _option("--text", term) if words or narrow(term[:1]) in _SIGNS else [term]
    for field, option in _OPTIONS.items():
        value = getattr(rule, field)
        if value:
            words += _option(option, _amount(value, decimal) if field in _AMOUNTS else value)
    if rule.way:
        words.append("--in" if rule.way == IN else "--out")
    return [*words, *([f"@{_name(path(rule.account))}"] if rule.account else [])]


def actions(rule: Rule, path: Callable[[str], str], decimal: str = ".") -> list[str]:
    """What it does, word by word."""
    words = [f"+{_name(path(uid))}" + (f"={_amount(part, decimal)}" if part else "") for uid, part in rule.shares]
    words += ["--transfer", f"@{_name(path(rule.to))}"] if rule.to else []
    words += _option("--name", rule.called) if rule.called else []
    for tag in rule.tags:
        words += _option("--tag", tag)
    words += _option("--memo", rule.memo) if rule.memo else []
    return [*words, *(["--stop"] if rule.stops else [])]


_SIGNS = ("@", "+", "-")
"""What begins so is something else than a text."""


def _option(option: str, value: str) -> list[str]:
    return [f"{option}={value}"] if narrow(value[:1]) == "-" else [option, value]


def _name(path: str) -> str:
    """A path as it is typed: a blank as ``-``."""
    return path.replace(" ", "-")


def _amount(kept: str, decimal: str) -> str:
    return kept.replace(".", decimal).replace(" ", "")
