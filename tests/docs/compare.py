"""What a page says beside what was shown: ``…`` in a line stands for any text, alone in a line for any lines."""

import json
import re
from collections.abc import Sequence

ANY = "…"


def same_line(expected: str, shown: str) -> bool:
    """Whether the line of the page stands for the line shown; blanks at the end don't count."""
    pattern = ".*".join(re.escape(part) for part in expected.rstrip().split(ANY))
    return re.fullmatch(pattern, shown.rstrip()) is not None


def same_lines(expected: Sequence[str], shown: Sequence[str]) -> bool:
    """Whether the lines of the page stand for the lines shown."""
    reachable = {0}
    for line in expected:
        if line.strip() == ANY:
            reachable = set(range(min(reachable), len(shown) + 1))
        else:
            reachable = {at + 1 for at in reachable if at < len(shown) and same_line(line, shown[at])}
        if not reachable:
            return False
    return len(shown) in reachable


def same_json(expected: object, shown: object) -> bool:
    """Whether the documents are the same; "…" stands for any value, also at the end of a list for any more items."""
    if expected == ANY:
        return True
    if isinstance(expected, dict) and isinstance(shown, dict):
        return expected.keys() == shown.keys() and all(same_json(expected[key], shown[key]) for key in expected)
    if isinstance(expected, list) and isinstance(shown, list):
        if expected[-1:] == [ANY]:
            expected, shown = expected[:-1], shown[: len(expected) - 1]
        return len(expected) == len(shown) and all(map(same_json, expected, shown))
    if isinstance(expected, str) and isinstance(shown, str):
        return same_line(expected, shown)
    return type(expected) is type(shown) and expected == shown


def same_document(expected: str, shown: str) -> bool:
    """Whether two texts are the same JSON, whatever their blanks."""
    try:
        return same_json(json.loads(expected), json.loads(shown))
    except ValueError:
        return False
