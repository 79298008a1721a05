"""Plain words: what English readers stumble over, and what to write instead.

In goes text with its place, out comes a line for each stumble. Code is not prose: what is in backticks or in fenced
blocks is not looked at.
"""

import ast
import re
import tokenize
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.shape.source import ROOT, Module


class Rule(NamedTuple):
    """A pattern that must not occur, and what is written instead."""

    pattern: str
    instead: str


RULES = (
    Rule(r"\b(?:whoever|somebody|anybody|everybody)\b", "anyone who, someone, anyone, everyone"),
    Rule(r"\b(?:is|are|was|were|be|been|and|or|what was) told\b(?! (?:apart|from)\b)", "shown, said, given, reported"),
    Rule(r"\btells\b", "says, shows, gives, reveals"),
    Rule(r"\btells? (?:of|nothing)\b", "be about, mention; reveal nothing"),
    Rule(r"\bdeeds?\b", "operation, event, what was done"),
    Rule(r"\bwish(?:es|ed)?\b", "what is asked for, request"),
    Rule(r"\b(?:stands|stood)\b(?! for\b)", "is, appears, comes before, is in place"),
    Rule(
        r"\b(?:can|may|must|could|can't|will|would|should|to|they) (?:all |still |also )?stand\b(?! for\b)",
        "be, appear",
    ),
    Rule(r"\bso many\b", "that many, this many, a number of"),
    Rule(r"(?<!here )\b(?:is|are|was|were) no (?!longer\b|more\b|one\b)\w", "is not a, isn't"),
    Rule(r"\bis so already\b", "is already so"),
    Rule(r"\b(?:is|are) there (?:already|twice)\b", "already exists, appears twice"),
    Rule(r"\bits signs stand\b|\bits signs in a row\b", "its characters are neighbours"),
    Rule(r"\bwrite \w+ as in\b", "write it like"),
    Rule(r"\balso (?:while|where|when|if)\b", "even while, even where"),
    Rule(r"\banew\b", "again; rebuild, rewrite, re-encrypt"),
    Rule(r"\bnothing that shows\b", "nothing visible"),
    Rule(r"\bgo on from (?:this|it then|here|the vault)\b|\bworked on from\b", "continue from"),
    Rule(r"\bbut for\b", "except"),
    Rule(r"\b(?:go|goes|going|went) on from\b", "continue from"),
    Rule(r"\b(?:passes|would pass|could pass) for\b", "be taken for"),
    Rule(r"\b(?:of|from) before(?=[.,;:)]|$)", "earlier, carried over"),
    Rule(r"\bone behind the other\b|\bbehind (?:its (?:length|name|own)|the (?:name|amount))\b", "after"),
    Rule(r"(?:[.:;] |^- .{0,20})who (?:has|had|could|can|keeps|holds|knows)\b", "anyone who"),
    Rule(
        r"\ba (?:line|row) a (?:line|row|record)\b|\ban? (?:table|module|error) an? (?:area|row)\b", "one for each, per"
    ),
    Rule(r"\b1 (?:operations|transactions|lines|days)\b", "the singular"),
)
EXCEPTIONS = {"a deed an event": "the decision says what a class was called before"}
"""Sentences that may stay, by a part that only they have, each with the reason."""
FENCE = re.compile(r"^ *```")
SPAN = re.compile(r"``[^`]*``|`[^`]*`|<!--.*?-->|\]\([^)]*\)")


def stumbles(where: str, text: str) -> list[str]:
    """The places in ``text`` that break a rule, each with what to write instead."""
    found = []
    for number, line in enumerate(prose(text), 1):
        for rule in RULES:
            for match in re.finditer(rule.pattern, line, re.IGNORECASE):
                if not any(part in line for part in EXCEPTIONS):
                    found.append(f'{where}:{number}: "{match[0]}": write {rule.instead}: {line.strip()}')
    return found


def prose(text: str) -> Iterator[str]:
    """The lines of a page or a docstring without their code; a line that is all code is empty."""
    fenced = False
    for line in text.split("\n"):
        if FENCE.match(line):
            fenced = not fenced
            yield ""
        else:
            yield "" if fenced else SPAN.sub(" ", line)


def docstrings(modules: Sequence[Module]) -> Iterator[tuple[str, str]]:
    """Every docstring, of values as well, with its file."""
    for module in modules:
        for node in module.nodes:
            match node:
                case ast.Expr(value=ast.Constant(value=str(text))):
                    yield f"{module.path}:{node.lineno}", text


def comments(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Every comment of the package, with its file."""
    for path in sorted((root / "wallet_cli").rglob("*.py")):
        with path.open("rb") as file:
            for token in tokenize.tokenize(file.readline):
                if token.type == tokenize.COMMENT:
                    yield f"{path.relative_to(root).as_posix()}:{token.start[0]}", token.string


def english_pages(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """The pages in English; of the changelog only the newest section."""
    pages = [page for page in sorted((root / "docs").rglob("*.md")) if "zh" not in page.relative_to(root).parts]
    for page in (*pages, root / "README.md", root / "CONTRIBUTING.md"):
        yield page.relative_to(root).as_posix(), page.read_text(encoding="utf-8")
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    yield "CHANGELOG.md", "\n## ".join(changelog.split("\n## ")[:2])
