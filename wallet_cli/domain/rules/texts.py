"""Texts of a bank's row, and what a rule looks for in them.

A *term* is typed in one of three ways: ``starbucks`` is found as whole words, ``star*`` and ``*bucks*`` as part of one,
``/net ?flix/`` as a pattern (``rules.pattern``). Both sides are compared as keys: full-width signs as their ASCII
twins, without case and accents, runs of blanks as one. Between a letter and a digit a word ends (``REWE4711``), and
beside a sign of a script without blanks between words (``美团外卖``).
"""

from __future__ import annotations

import re

from wallet_cli.domain.rules.pattern import Pattern
from wallet_cli.domain.text import loose, narrow
from wallet_cli.named_tuple import NamedTuple

LONGEST = 1_000
"""Characters of a row's text that rules look at: what a bank writes has fewer."""
WHOLE, PART, BEGINS, ENDS, PATTERN = "whole", "part", "begins", "ends", "pattern"
"""The sorts of terms: whole words, any part, a word's beginning, a word's end, a pattern."""
_PLAIN = re.compile("[\0-\x7f\u4e00-\u9fff]*").fullmatch
"""ASCII and Chinese alone."""
_UNSPACED = "\u2e80"
"""From here on scripts write words without blanks between them."""


class Term(NamedTuple):
    """What is looked for: its ``sort``, the ``key`` that is found as it is, or the ``pattern``."""

    sort: str
    key: str
    pattern: Pattern | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Texts of which one is in all that has this term; () where that can't be said."""
        if self.pattern is not None:
            return self.pattern.literals
        return (self.key,)


def key(text: str) -> str:
    """The key of a text: what rules compare, at most ``LONGEST`` characters."""
    text = text[:LONGEST]
    if _PLAIN(text):  # as most are: nothing in them is wide, or has a case or an accent that ``lower`` leaves
        return " ".join(text.lower().split())
    return loose(narrow(text))[:LONGEST]


def term(text: str) -> Term:
    """Read a term as it is typed; one without anything to look for has the key "".

    Raises UsageProblem("rule-pattern", "rule-pattern-large").
    """
    text = text.strip()
    if is_pattern(text):
        return Term(PATTERN, "", Pattern(text[1:-1]))
    opens, closes = text[:1] in ("*", "＊"), len(text) > 1 and text[-1] in ("*", "＊")
    found = key(text[opens : len(text) - closes])
    sort = PART if opens and closes else ENDS if opens else BEGINS if closes else WHOLE
    return Term(sort, found)


def is_pattern(text: str) -> bool:
    """Whether a term is typed as a pattern: ``/…/``."""
    return len(text) > 2 and text[0] == text[-1] == "/"


def has(text: str, wanted: Term) -> bool:
    """Whether a row's text, a key, has this term."""
    if wanted.pattern is not None:
        known = wanted.pattern.literals  # most texts have none of them, and are done with
        return (not known or any(each in text for each in known)) and wanted.pattern.is_in(text)
    if wanted.sort == PART:
        return wanted.key in text
    found, size = wanted.key, len(wanted.key)
    at = text.find(found)
    while at >= 0:
        begins = wanted.sort == ENDS or not at or _is_between(text[at - 1], text[at])
        end = at + size
        if begins and (wanted.sort == BEGINS or end == len(text) or _is_between(text[end - 1], text[end])):
            return True
        at = text.find(found, at + 1)
    return False


def _is_between(one: str, other: str) -> bool:
    """Whether a word ends between two characters."""
    if one >= _UNSPACED or other >= _UNSPACED:
        return True
    return not ((one.isalpha() and other.isalpha()) or (one.isdecimal() and other.isdecimal()))
