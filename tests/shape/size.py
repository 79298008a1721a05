"""How long files and functions may be, what they may be called, and what must be explained."""

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from tests.shape.source import Module, functions_of

FILE_LINES = 400
MEDIAN_LINES = 150
FUNCTION_LINES = 60
FOLDER_MODULES = 26
ROOT_STATEMENTS = 2
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "shared", "stuff"}
OBSCURE = {
    "claiming", "custody", "deeds", "drafts", "founding", "holdings", "incoming", "offering", "past", "places", "refs",
    "standing", "stating",
}  # fmt: skip
"""Names that modules, classes and functions had once, and that nobody found."""
OBSCURE_DEFINED = OBSCURE | {"deed", "founded"}
DOCUMENTED = ("domain", "services")


def long_files(modules: Sequence[Module]) -> list[str]:
    """Files of more than 400 lines."""
    return [f"{module.path}: {module.lines} lines" for module in modules if module.lines > FILE_LINES]


def long_median(modules: Sequence[Module]) -> list[str]:
    """The median of all files that hold code, unless it is under 150 lines."""
    middle = median([module.lines for module in modules if not module.package] or [0])
    return [f"the median file has {middle} lines"] if middle >= MEDIAN_LINES else []


def long_functions(modules: Sequence[Module]) -> list[str]:
    """Functions of more than 60 lines, from def to the last line."""
    return [
        f"{module.path}:{function.lineno}: {function.name} has {length} lines"
        for module in modules
        for function in functions_of(module)
        if (length := (function.end_lineno or function.lineno) - function.lineno + 1) > FUNCTION_LINES
    ]


def vague_names(modules: Sequence[Module]) -> list[str]:
    """Modules and packages whose name says nothing, alone or as a part: ``date_utils``."""
    return [
        f"{module.path}: say what it is about"
        for module in modules
        if VAGUE & {word for part in module.name.split(".") for word in part.strip("_").split("_")}
    ]


def obscure_names(modules: Sequence[Module]) -> list[str]:
    """Modules, packages, classes and functions with a name that explains nothing to whoever looks for them."""
    return [
        *(f"{module.path}: say what it is about" for module in modules if OBSCURE & set(module.name.rsplit(".")[1:])),
        *(
            f"{module.path}:{node.lineno}: {node.name}: say what it is about"
            for module in modules
            for node in module.nodes
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.name.strip("_").lower() in OBSCURE_DEFINED
        ),
    ]


def crowded(modules: Sequence[Module]) -> list[str]:
    """Folders of more than 26 modules."""
    counts = Counter(module.path.rpartition("/")[0] for module in modules if not module.package)
    return [f"{folder}: {count} modules" for folder, count in counts.items() if count > FOLDER_MODULES]


def busy_folders(modules: Sequence[Module]) -> list[str]:
    """``__init__`` files that hold anything but a docstring; the root's also holds the version."""
    return [
        f"{module.path}: a docstring, and nothing else"
        for module in modules
        if module.package
        and ("." in module.name or len(module.tree.body) > ROOT_STATEMENTS)
        and (len(module.tree.body) != 1 or not ast.get_docstring(module.tree))
    ]


def undocumented(modules: Sequence[Module]) -> list[str]:
    """Public modules, classes, functions and methods of domain and services without a docstring."""
    return [
        f"{module.path}:{line}: {name} has no docstring"
        for module in modules
        if module.room in DOCUMENTED
        for line, name in _bare(module)
    ]


def _bare(module: Module) -> Iterator[tuple[int, str]]:
    if module.lines and not ast.get_docstring(module.tree):
        yield 1, module.name
    yield from _bare_in(module.tree.body, "")


def _bare_in(body: Sequence[ast.stmt], prefix: str) -> Iterator[tuple[int, str]]:
    for node in body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node) and not _is_overload(node):
            yield node.lineno, prefix + node.name
        if isinstance(node, ast.ClassDef):
            yield from _bare_in(node.body, f"{prefix}{node.name}.")


def _is_overload(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in node.decorator_list)
