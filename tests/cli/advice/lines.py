"""What the tests of printed lines share: the marked lines of every text, and those that a text has unmarked.

A line without a word in capitals (``AMOUNT``, ``NAME``) can be run as it stands.
"""

import ast
import re
from collections.abc import Iterator, Sequence

from tests.shape.source import Module
from wallet_cli.cli.line import registry
from wallet_cli.words import catalogue

PLACEHOLDER = re.compile(r"(?<![\w{-])[@+]?[A-Z][A-Z-]+(?![\w}])")
_VERBS = sorted(entry.name for entry in registry.ENTRIES)
_UNMARKED = re.compile(
    rf"(?<![\w./])wallet +(?:(?:{'|'.join(_VERBS)})(?![\w-])|--?[a-z]|\{{(?:command|noun|verb|line)\}})"
)
_PROSE = re.compile(r"\b(?:[Tt]he|[Tt]his|[Aa]|[Nn]ew|[Aa]nother) wallet ")
_SYNTAX = ("usage:", "用法：")


def marked(text: str) -> list[str]:
    """The lines between backticks."""
    return text.split("`")[1::2]


def unmarked(text: str) -> list[str]:
    """What looks like a line and isn't between backticks; the syntax of a command isn't one."""
    outside = " ` ".join(_PROSE.sub(" ", part) for part in text.split("`")[::2])
    return [] if text.startswith(_SYNTAX) else _UNMARKED.findall(outside)


def is_open(line: str) -> bool:
    """Whether something has to be put in for a placeholder first."""
    return bool(PLACEHOLDER.search(re.sub(r"\{\w+\}", "", line)))


def hints() -> dict[str, tuple[str, str]]:
    """Slug to message and hint, of every error."""
    found: dict[str, tuple[str, str]] = {}
    for texts in catalogue.areas():
        found |= texts
    return found


def runnable() -> dict[str, list[str]]:
    """Slug to the lines of its words that can be run as they stand."""
    every = {slug: [line for text in texts for line in marked(text)] for slug, texts in hints().items()}
    return {slug: [line for line in lines if not is_open(line)] for slug, lines in every.items()}


def stray(module: Module) -> Iterator[str]:
    """Lines in literals of a module that neither a mark nor the examples of a command hold."""
    examples = {id(node) for call in _calls(module.tree) for node in _example_literals(call)}
    documents = {id(node) for node in _docstrings(module.tree)}
    for node in module.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in examples | documents:
            yield from (f"{module.path}:{node.lineno}: {found}" for found in unmarked(node.value))


def literal_lines(module: Module) -> set[str]:
    """The marked lines in the literals of a module."""
    documents = {id(node) for node in _docstrings(module.tree)}
    literals = (node for node in module.nodes if isinstance(node, ast.Constant) and id(node) not in documents)
    return {line for node in literals if isinstance(node.value, str) for line in marked(node.value)}


EXAMPLES = {"Spec": 4, "verb.command": 3}
"""What describes a command, and the place of its examples."""


def _calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) in EXAMPLES]


def _example_literals(call: ast.Call) -> list[ast.AST]:
    at = EXAMPLES[ast.unparse(call.func)]
    given = [*call.args[at : at + 1], *[word.value for word in call.keywords if word.arg == "examples"]]
    return [node for each in given for node in ast.walk(each)]


def _docstrings(tree: ast.AST) -> list[ast.AST]:
    """Texts that stand alone as a statement: those of modules, classes, functions and constants."""
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]


def strays(modules: Sequence[Module]) -> list[str]:
    """The same for all modules."""
    return [each for module in modules for each in stray(module)]
