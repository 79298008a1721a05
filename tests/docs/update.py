"""``python -m tests.docs.update [PAGE…]``: write into pages what the terminal shows now.

Blocks that are right already, with their ``…``, stay as they are. In the others ids of 32 digits become ``…``. Lines
typed at prompts must be on the page. Read the difference before it is committed: this makes every page agree with the
program, also where the program is wrong.
"""

import json
import re
import sys
import tempfile
from pathlib import Path

from tests.docs import compare
from tests.docs.page import ROOT, Command, pages
from tests.docs.trial import Outcome, language_of, told, trial, waits_for

WIDTH = 110
UID = re.compile(r"\b[0-9a-f]{32}\b")


def updated(text: str, folder: Path, *, language: str = "en") -> tuple[str, list[str]]:
    """The page as it should be, and what couldn't be mended: wrong statuses, prompts without answers."""
    lines = text.splitlines()
    changes: list[tuple[range, list[str]]] = []
    left: list[str] = []
    for outcome in trial(text, folder, language=language):
        if outcome.problem in ("another text", "another document"):
            changes.append((outcome.step.lines, _written(outcome)))
        elif outcome.problem:
            left.append(told(outcome))
    for place, new in reversed(changes):
        lines[place.start : place.stop] = new
    return "\n".join(lines) + "\n", left


def _written(outcome: Outcome) -> list[str]:
    if isinstance(outcome.step, Command):
        open_lines = [line for line in outcome.step.expected if compare.ANY in line and line.strip() != compare.ANY]
        return [_kept_line(open_lines, line) for line in outcome.shown]
    try:
        document = json.loads("\n".join(outcome.shown))
        document = kept(json.loads(outcome.step.expected), document)
    except ValueError:
        return outcome.shown
    return UID.sub("…", pretty(document)).splitlines()


def _kept_line(open_lines: list[str], shown: str) -> str:
    for line in open_lines:
        if not line.startswith(f"{compare.ANY} ") and compare.same_line(line, shown):
            return line
    return UID.sub("…", shown).rstrip()


def kept(expected: object, shown: object) -> object:
    """What is shown, with each ``…`` of the page where it still fits."""
    if compare.same_json(expected, shown):
        return expected
    if isinstance(expected, dict) and isinstance(shown, dict):
        return {key: kept(expected.get(key), value) for key, value in shown.items()}
    if isinstance(expected, list) and isinstance(shown, list):
        rest = expected[-1:] if expected[-1:] == [compare.ANY] else []
        pairs = zip(expected[:-1] if rest else expected, shown, strict=False)
        old = [kept(left, right) for left, right in pairs]
        return [*old, *(rest or shown[len(old) :])]
    return shown


def pretty(value: object, indent: str = "") -> str:
    """JSON in which whatever fits into a line stands in a line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(indent + flat) <= WIDTH or not isinstance(value, dict | list):
        return flat
    deeper = indent + "  "
    if isinstance(value, list):
        return "[\n" + ",\n".join(deeper + pretty(each, deeper) for each in value) + f"\n{indent}]"
    parts = [f"{deeper}{json.dumps(key)}: {pretty(each, deeper)}" for key, each in value.items()]
    return "{\n" + ",\n".join(parts) + f"\n{indent}}}"


def main(argv: list[str]) -> int:
    """Update the pages named, else all; 1 where something needs a hand."""
    needs_hand = False
    for page in [Path(name).resolve() for name in argv] or pages():
        text = page.read_text(encoding="utf-8")
        if missing := waits_for(page):
            sys.stdout.write(f"left {page.relative_to(ROOT)}: waits for {', '.join(missing)}\n")
            continue
        with tempfile.TemporaryDirectory() as folder:
            new, left = updated(text, Path(folder), language=language_of(page))
        if new != text:
            page.write_text(new, encoding="utf-8")
            sys.stdout.write(f"updated {page.relative_to(ROOT)}\n")
        for problem in left:
            needs_hand = True
            sys.stdout.write(f"{page.relative_to(ROOT)}: {problem}\n")
    return int(needs_hand)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
