"""Mutants that no test can kill, since what they change can't be told from outside; each with the reason.

A mutant is known by its module, the line as it stands in the source, and the change as ``python -m tests.mutants``
prints it, so that it is found again when lines move.
"""

import re

from tests.mutants.equivalent_lists import ANYWHERE, EQUIVALENT
from tests.mutants.operators import Mutant, mutants
from tests.mutants.running import source_of


def reason(module: str, lines: list[str], mutant: Mutant) -> str:
    """Why no test can kill it, or "" if one should."""
    line = lines[mutant.line - 1].strip() if mutant.line <= len(lines) else ""
    for change, why in ANYWHERE.items():
        if re.fullmatch(change, mutant.change):
            return why
    for same in EQUIVALENT.get(module, ()):
        if same.means(line, mutant.change, mutant.owner):
            return same.why
    return ""


def stale() -> list[str]:
    """What is listed and isn't a mutant any more, and lines of which no mutant is named."""
    found = []
    for module, listed in EQUIVALENT.items():
        source = source_of(module).read_text(encoding="utf-8")
        lines = source.splitlines()
        there = {(lines[each.line - 1].strip(), each.change, each.owner) for each in mutants(source)}
        for same in listed:
            wanted = same.changes or ("no change is named",)
            met = {told for line, told, owner in there if same.means(line, told, owner)}
            found += [f"{module}: {same.line}: {change}" for change in wanted if change not in met]
    return found
