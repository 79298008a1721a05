"""Mutants that no test can kill, since what they change can't be told from outside; each with the reason.

A mutant is known by its module, the line as it stands in the source, and the change as ``python -m tests.mutants``
prints it, so that it is found again when lines move. A line without changes stands for every mutant of it.
"""

from tests.mutants.equivalent_lists import ANYWHERE, EQUIVALENT
from tests.mutants.operators import Mutant, mutants
from tests.mutants.running import source_of


def reason(module: str, lines: list[str], mutant: Mutant) -> str:
    """Why no test can kill it, or "" if one should."""
    line = lines[mutant.line - 1].strip() if mutant.line <= len(lines) else ""
    for piece, why in ANYWHERE.items():
        if piece in line and piece in mutant.before:
            return why
    for same in EQUIVALENT.get(module, ()):
        if same.line == line and (not same.changes or mutant.change in same.changes):
            return same.why
    return ""


def stale() -> list[str]:
    """What is listed and isn't a mutant any more."""
    found = []
    for module, listed in EQUIVALENT.items():
        source = source_of(module).read_text(encoding="utf-8")
        lines = source.splitlines()
        there = {(lines[each.line - 1].strip(), each.change) for each in mutants(source)}
        for same in listed:
            wanted = same.changes or ("",)
            for change in wanted:
                if not any(line == same.line and change in ("", told) for line, told in there):
                    found.append(f"{module}: {same.line}: {change}")
    return found
