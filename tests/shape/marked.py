"""Texts for people that nobody marked for translation: what the command line declares or says must come from ``_`` or
``N_``. A text without two letters in a row is none.
"""

import ast
import re
from collections.abc import Iterator, Sequence

from tests.shape.source import Module

DECLARES = {
    "Spec": {"summary": 1, "details": 5},
    "Noun": {"summary": 1, "details": 4},
    "CommandEntry": {"summary": 2},
    "Column": {"title": 1},
    "Param": {"help": 2},
    "opt": {"help": None},
    "arg": {"help": None},
}
"""What is declared by calls, with the texts of each: their names, and their places among the arguments."""
SAYS = ("line", "note", "prose", "hint")
"""Methods of ``Output`` whose first argument people read."""
_WORD = re.compile(r"[^\W\d_]{2}")


def unmarked(modules: Sequence[Module]) -> list[str]:
    """Texts of the command line that aren't marked: put ``N_("…")`` around what is declared, ``_("…")`` around what is
    said.
    """
    return [
        f"{module.path}:{text.lineno}: {ast.unparse(text)[:60]}"
        for module in modules
        if module.room == "cli"
        for text in _texts(module)
        if any(_WORD.search(part) for part in _written(text, _constants(module)))
    ]


def _texts(module: Module) -> Iterator[ast.expr]:
    for node in module.nodes:
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        fields = DECLARES.get(called, {})
        yield from (node.args[at] for at in fields.values() if at is not None and at < len(node.args))
        yield from (each.value for each in node.keywords if each.arg in fields)
        if called in SAYS and isinstance(node.func, ast.Attribute):
            yield from node.args[:1]


def _constants(module: Module) -> dict[str, ast.expr]:
    return {
        target.id: node.value
        for node in module.tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _written(text: ast.expr, known: dict[str, ast.expr]) -> Iterator[str]:
    """The literals that are shown as they stand; what a call answers may be anything, and is looked at elsewhere."""
    if isinstance(text, ast.Constant):
        yield str(text.value) if isinstance(text.value, str) else ""
    elif isinstance(text, ast.Name) and text.id in known:
        yield from _written(known[text.id], {})
    elif isinstance(text, ast.JoinedStr):
        yield from (str(part.value) for part in text.values if isinstance(part, ast.Constant))
    elif isinstance(text, ast.BinOp):
        yield from (*_written(text.left, known), *_written(text.right, known))
    elif isinstance(text, ast.IfExp):
        yield from (*_written(text.body, known), *_written(text.orelse, known))
    elif isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute) and text.func.attr == "format":
        yield from _written(text.func.value, known)
