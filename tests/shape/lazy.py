"""What stands behind TYPE_CHECKING: ``typing`` itself, and names that nobody may take at run time."""

import ast
from collections.abc import Iterator, Sequence

from tests.shape.source import Module

RUNTIME_TYPING = {
    "wallet_cli/formats/base.py", "wallet_cli/schemes/base.py", "wallet_cli/services/files/matching.py",
    "wallet_cli/cli/access/outgoing.py",
}  # fmt: skip
"""Modules that need ``typing`` when they run (protocols, casts), and that no daily command loads."""


def _behind(module: Module) -> set[str]:
    """The names that are bound for the type checker alone."""
    found: set[str] = set()
    for node in module.tree.body:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            for each in node.body if not node.orelse else []:
                if isinstance(each, ast.Import | ast.ImportFrom):
                    found |= {alias.asname or alias.name for alias in each.names}
                elif isinstance(each, ast.Assign):
                    found |= {target.id for target in each.targets if isinstance(target, ast.Name)}
                elif isinstance(each, ast.ClassDef):
                    found.add(each.name)
    return found


def _running(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but annotations and what stands behind TYPE_CHECKING."""
    yield tree
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns"):
            continue
        for child in value if isinstance(value, list) else [value]:
            is_hidden = isinstance(child, ast.If) and isinstance(child.test, ast.Name) and not child.orelse
            if isinstance(child, ast.AST) and not (is_hidden and child.test.id == "TYPE_CHECKING"):
                yield from _running(child)


def typing_loaded(modules: Sequence[Module]) -> list[str]:
    """``typing`` imported where the module runs: it costs a daily command a tenth of its time."""
    return [
        f"{module.path}:{node.lineno}: NamedTuple is wallet_cli.named_tuple's; the rest behind TYPE_CHECKING = False"
        for module in modules
        if module.path not in RUNTIME_TYPING and module.name != "wallet_cli.named_tuple"
        for node in _running(module.tree)
        if (isinstance(node, ast.ImportFrom) and node.module == "typing")
        or (isinstance(node, ast.Import) and any(alias.name == "typing" for alias in node.names))
    ]


def records_evaluated(modules: Sequence[Module]) -> list[str]:
    """Records in a module whose annotations are evaluated: they would have no fields from Python 3.14 on."""
    return [
        f"{module.path}: from __future__ import annotations"
        for module in modules
        if any(isinstance(n, ast.ImportFrom) and n.module == "wallet_cli.named_tuple" for n in ast.walk(module.tree))
        and not any(isinstance(n, ast.ImportFrom) and n.module == "__future__" for n in module.tree.body)
    ]


def taken_at_run_time(modules: Sequence[Module]) -> list[str]:
    """Names that a module binds for the type checker alone, and that another one takes while it runs."""
    behind = {module.name: _behind(module) for module in modules}
    found = []
    for module in modules:
        known: dict[str, str] = {}
        nodes = list(_running(module.tree))
        for node in nodes:
            for alias in node.names if isinstance(node, ast.ImportFrom) and node.module else []:
                known[alias.asname or alias.name] = f"{node.module}.{alias.name}"  # type: ignore[union-attr]
                if alias.name in behind.get(node.module, ()):  # type: ignore[union-attr, arg-type]
                    found.append(f"{module.path}:{node.lineno}: {node.module}.{alias.name}")  # type: ignore[attr-defined]
        for node in nodes:
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                owner = known.get(node.value.id, "")
                if node.attr in behind.get(owner, ()):
                    found.append(f"{module.path}:{node.lineno}: {owner}.{node.attr}")
    return found
