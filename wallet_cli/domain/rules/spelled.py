"""A rule in the words in which it is typed: ``starbucks --below 20 @visa`` and ``+coffee --tag trip``.

What always holds: typed again behind ``wallet rules add``, in the same number style, it makes the same rule.
"""

from __future__ import annotations

from wallet_cli.domain.quickline import join_words
from wallet_cli.domain.rules.rule import IN, Rule

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


def conditions(rule: Rule, path: Callable[[str], str], decimal: str = ".") -> str:
    """What it asks of a row; ``path`` names an account by its uid, ``decimal`` is the sign in numbers."""
    words = [_quoted(term) for term in rule.terms]
    for field, option in _OPTIONS.items():
        value = getattr(rule, field)
        if value:
            words += [option, _amount(value, decimal) if field in _AMOUNTS else _quoted(value)]
    if rule.way:
        words.append("--in" if rule.way == IN else "--out")
    return " ".join([*words, *([_quoted(f"@{_name(path(rule.account))}")] if rule.account else [])])


def actions(rule: Rule, path: Callable[[str], str], decimal: str = ".") -> str:
    """What it does."""
    words = []
    for uid, part in rule.shares:
        words.append(_quoted(f"+{_name(path(uid))}" + (f"={_amount(part, decimal)}" if part else "")))
    if rule.to:
        words += ["--transfer", _quoted(f"@{_name(path(rule.to))}")]
    if rule.called:
        words += ["--name", _quoted(rule.called)]
    for tag in rule.tags:
        words += ["--tag", _quoted(tag)]
    if rule.memo:
        words += ["--memo", _quoted(rule.memo)]
    return " ".join([*words, *(["--stop"] if rule.stops else [])])


def _quoted(word: str) -> str:
    return join_words([word])


def _name(path: str) -> str:
    """A path as it is typed: a blank as ``-``."""
    return path.replace(" ", "-")


def _amount(kept: str, decimal: str) -> str:
    return kept.replace(".", decimal).replace(" ", "")
