"""A page of the documentation as steps: what is run, what it must show, and what was set up out of sight.

In goes CommonMark, out come steps in the order of the page. What counts:

    ```console                        lines "$ …" are run, the lines below are what the terminal shows
    <!-- setup: … -->                 command lines, one on each line, that must succeed and show nothing on the page
    <!-- today: 2026-11-05 -->        the day, until the next one
    <!-- no terminal -->              what follows runs as cron would run it; <!-- terminal --> ends that
    <!-- file: NAME -->               the next block is written to this file; or, with lines below it, they are
    <!-- needs: apsw -->              the page is tried where this Python package is installed
    <!-- output: wallet … -->         the next ```json block is what this shows, compared as JSON
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
STATUS = re.compile(r"\s+# exit (\d+)$")


class Command(NamedTuple):
    """A command line with what must follow; ``lines`` are the numbers (from 0) of the expected lines in the page."""

    line: int
    text: str
    expected: tuple[str, ...]
    status: int
    lines: range
    hidden: bool = False


class Today(NamedTuple):
    """From here on it is this day."""

    day: str


class Terminal(NamedTuple):
    """From here on there is a terminal, or none."""

    present: bool


class File(NamedTuple):
    """A file that the page assumes."""

    name: str
    text: str


class Document(NamedTuple):
    """A command whose output is the JSON of a block."""

    line: int
    text: str
    expected: str
    lines: range


Step = Command | Today | Terminal | File | Document

FENCE = re.compile(r"^(`{3,})([a-z0-9-]*)\s*$")
COMMENT = re.compile(r"<!--\s*(setup|today|file|output|terminal|no terminal)\b:?\s*(.*?)\s*-->", re.DOTALL)


def pages() -> list[Path]:
    """The README and every page under docs, sorted."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def steps_of(text: str) -> list[Step]:
    """The steps of a page; ValueError for a block that isn't closed."""
    lines = text.splitlines()
    found: list[Step] = []
    at, pending = 0, None
    while at < len(lines):
        fence = FENCE.match(lines[at])
        if fence:
            end = _closing(lines, at, fence[1])
            found += _of_block(fence[2], lines, at + 1, end, pending)
            at, pending = end + 1, None
        elif lines[at].startswith("<!--"):
            end = next(n for n in range(at, len(lines)) if "-->" in lines[n])
            comment = COMMENT.fullmatch("\n".join(lines[at : end + 1]).strip())
            if comment and comment[1] in ("file", "output") and "\n" not in comment[2]:
                pending = (comment[1], comment[2])
            elif comment:
                found += _of_comment(at, comment[1], comment[2])
            at = end + 1
        else:
            at += 1
    return found


def _closing(lines: list[str], start: int, marks: str) -> int:
    for at in range(start + 1, len(lines)):
        if lines[at].rstrip() == marks:
            return at
    raise ValueError(f"line {start + 1}: the block isn't closed")


def _of_comment(line: int, kind: str, text: str) -> Iterator[Step]:
    if kind == "today":
        yield Today(text)
    elif kind in ("terminal", "no terminal"):
        yield Terminal(kind == "terminal")
    elif kind == "file":
        name, _newline, content = text.partition("\n")
        yield File(name.strip(), content + "\n")
    else:
        for each in text.splitlines():
            if each.strip():
                yield Command(line, each.strip().removeprefix("$ "), (), 0, range(line, line), hidden=True)


def _of_block(language: str, lines: list[str], start: int, end: int, pending: tuple[str, str] | None) -> Iterator[Step]:
    content = "\n".join(lines[start:end])
    if pending and pending[0] == "file":
        yield File(pending[1], content + "\n")
    elif pending:
        yield Document(start, pending[1], content, range(start, end))
    elif language == "console":
        yield from _commands(lines, start, end)


def _commands(lines: list[str], start: int, end: int) -> Iterator[Command]:
    at = start
    while at < end:
        if not lines[at].startswith("$ "):
            raise ValueError(f"line {at + 1}: a console block begins with a command")
        first, text = at, lines[at][2:]
        while text.endswith("\\"):
            at += 1
            text = text[:-1] + lines[at].strip()
        marked = STATUS.search(text)
        after = at = at + 1
        while at < end and not lines[at].startswith("$ "):
            at += 1
        expected = tuple(lines[after:at])
        yield Command(first, STATUS.sub("", text), expected, int(marked[1]) if marked else 0, range(after, at))
