"""Mutants that no test can kill, since what they change can't be told from outside; each with the reason.

A mutant is known by its module, the line as it stands in the source, and the change as ``python -m tests.mutants``
prints it, so that it is found again when lines move. An empty change stands for every mutant of the line.
"""

from typing import NamedTuple

from tests.mutants.operators import Mutant


class Same(NamedTuple):
    """What makes no difference: the line without the blanks around it, the change, and why."""

    line: str
    change: str
    why: str


EQUIVALENT: dict[str, tuple[Same, ...]] = {}


def reason(module: str, lines: list[str], mutant: Mutant) -> str:
    """Why no test can kill it, or "" if one should."""
    line = lines[mutant.line - 1].strip() if mutant.line <= len(lines) else ""
    for same in EQUIVALENT.get(module, ()):
        if same.line == line and same.change in ("", mutant.change):
            return same.why
    return ""
