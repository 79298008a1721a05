"""Python files as syntax trees: what the checks of shape, imports and errors read.

In goes a folder, out come modules with their dotted names. Nothing is imported, so that a bad tree can be checked too.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Module(NamedTuple):
    """A file: ``path`` relative to the root with slashes, ``name`` dotted, ``package`` whether it is an __init__;
    ``nodes`` is all of the tree.
    """

    path: str
    name: str
    package: bool
    lines: int
    tree: ast.Module
    nodes: list[ast.AST]

    @property
    def room(self) -> str:
        """The folder or file under the package: "domain", "store", "wiring" …, or "" for the package itself."""
        return self.name.split(".")[1] if "." in self.name else ""


def read_modules(root: Path, package: str = "wallet_cli") -> list[Module]:
    """All modules of ``package`` under ``root``, sorted by path. Ours, which stay as they are, are read once."""
    return list(_ours(package)) if root == ROOT else _read(root, package)


@cache
def _ours(package: str) -> list[Module]:
    return _read(ROOT, package)


def _read(root: Path, package: str) -> list[Module]:
    modules = []
    for file in sorted((root / package).rglob("*.py")):
        relative = file.relative_to(root)
        text = file.read_text(encoding="utf-8")
        parts = relative.with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        tree = ast.parse(text, str(file))
        path, lines = relative.as_posix(), text.count("\n")
        modules.append(Module(path, name, is_package, lines, tree, list(ast.walk(tree))))
    return modules


class Import(NamedTuple):
    """One name: ``dotted`` is what is imported, ``bound`` the name it gets here, ``meaning`` what that stands for."""

    line: int
    dotted: str
    bound: str
    meaning: str


def imports_of(module: Module) -> Iterator[Import]:
    """Every import, wherever it stands."""
    for node in module.nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                meaning = alias.name if alias.asname else first
                yield Import(node.lineno, alias.name, alias.asname or first, meaning)
        elif isinstance(node, ast.ImportFrom):
            base = _base_of(module, node)
            for alias in node.names:
                dotted = f"{base}.{alias.name}"
                yield Import(node.lineno, dotted, alias.asname or alias.name, dotted)


def _base_of(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    parts = parts[: len(parts) - node.level + (1 if module.package else 0)]
    return ".".join([*parts, node.module] if node.module else parts)


def uses_of(module: Module) -> Iterator[tuple[int, str]]:
    """Every dotted name that is used or imported, resolved through the module's imports: (line, "os.environ")."""
    known: dict[str, str] = {}
    for imported in imports_of(module):
        known[imported.bound] = imported.meaning
        yield imported.line, imported.dotted
    for node in module.nodes:
        if isinstance(node, ast.Name | ast.Attribute):
            dotted_use = _dotted(node)
            if dotted_use:
                head, dot, rest = dotted_use.partition(".")
                yield node.lineno, known.get(head, head) + dot + rest


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        head = _dotted(node.value)
        return f"{head}.{node.attr}" if head else ""
    return ""


def functions_of(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones too."""
    for node in module.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
