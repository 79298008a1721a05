"""Each claim of docs/explanation/security.md names tests that exist, or says plainly that nothing stands behind it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.docs.page import ROOT

PAGE = ROOT / "docs" / "explanation" / "security.md"
REFERENCE = re.compile(r"`([\w/]+\.py)::(\w+)`")
PLAIN = ("- Not prevented: ", "- Not tested: ")


def claims(text: str) -> list[str]:
    """The bullets of the page, each as one line."""
    _above, _, lists = text.partition("\n## ")
    found = re.findall(r"^- .*(?:\n  .*)*", lists, re.MULTILINE)
    return [re.sub(r"\s+", " ", each) for each in found]


@cache
def names_in(path: Path) -> frozenset[str]:
    """The test functions of a module, by its syntax alone."""
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds) and node.name.startswith("test_"))


def wrong(text: str) -> list[str]:
    """Claims without a test that say nothing about it, and names of tests that aren't there."""
    bare = [each for each in claims(text) if not each.startswith(PLAIN) and "Held by `" not in each]
    broken = [
        f"{path}::{name}" for path, name in REFERENCE.findall(text) if name not in names_in(ROOT / "tests" / path)
    ]
    loose = [each for each in claims(text) if re.search(r"[Hh]eld by (?!`[\w/]+\.py::\w+`)", each)]
    return bare + broken + loose


def test_every_claim_names_its_tests_or_says_that_there_is_none() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert wrong(text) == []
    assert len(claims(text)) > 40
    assert sum(each.startswith("- Not prevented: ") for each in claims(text)) > 10


@pytest.mark.parametrize(
    "line",
    [
        "- It is safe.",
        "- It is safe.\n  Held by prayer.",
        "- It is safe.\n  Held by `docs/test_security.py::test_that_is_not_there`.",
        "- It is safe.\n  Held by `docs/test_nowhere.py::test_every_claim_names_its_tests_or_says_that_there_is_none`.",
    ],
)
def test_a_claim_with_nothing_behind_it_is_found(line: str) -> None:
    good = "- It is.\n  Held by `docs/test_security.py::test_a_claim_with_nothing_behind_it_is_found`."
    assert wrong(f"# Title\n\n## Section\n\n{good}\n- Not prevented: this.\n") == []
    assert len(wrong(f"# Title\n\n## Section\n\n{good}\n{line}\n")) >= 1
