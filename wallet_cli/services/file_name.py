"""File names with blanks to fill: ``tx-{date}.jsonl`` in, ``tx-2026-11-20.jsonl`` out.

A value never leads out of the folder: separators, colons and leading points become ``-``.
"""

from __future__ import annotations

import re
from pathlib import Path

from wallet_cli.domain.text import visible
from wallet_cli.errors import UsageProblem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_UNFIT = re.compile(r'[/\\:*?"<>|\0\s]')


def filled(name: str, values: Mapping[str, str]) -> Path:
    """The path that ``name`` stands for.

    UsageProblem("placeholder-unknown") for one that is not in ``values``, ("placeholder-empty") for one without value.
    """

    def value(match: re.Match[str]) -> str:
        key = match[1]
        if key not in values:
            raise UsageProblem("placeholder-unknown", placeholder=key, known=tuple(values))
        if not values[key]:
            raise UsageProblem("placeholder-empty", placeholder=key)
        return safe(values[key])

    return Path(_PLACEHOLDER.sub(value, name))


def safe(value: str) -> str:
    """``value`` as a part of a file's name."""
    return re.sub(r"^[.-]+", "-", _UNFIT.sub("-", visible(value)))
