"""The texts of the source: every literal in ``_("…")`` and ``N_("…")``, and the calls that can't be translated.

The names of the kinds of account are texts, too: their table knows no language, and each is translated where it shows.
"""

import ast
from collections.abc import Sequence
from string import Formatter

from tests.shape.source import Module, imports_of

MARKS = {f"wallet_cli.i18n.{name}" for name in ("_", "N_")}
KINDS = "wallet_cli.domain.kinds"
DECLARED = {
    "wallet_cli/formats/facts.py": ("Option", "help"),
    "wallet_cli/services/things/settings.py": ("SettingRow", "meaning"),
}
"""Formats and services know no language: what their tables say for people, second in each row, is a text by its place.
"""
BUILDERS = ("format", "format_map", "join", "replace")


def extract(modules: Sequence[Module]) -> tuple[set[str], list[str]]:
    """All texts to translate, and the calls whose text is put together before it is looked up."""
    texts: set[str] = set()
    built: list[str] = []
    for module in modules:
        texts |= _kinds(module) if module.name == KINDS else set()
        for call in _marked(module):
            literals, whole = _literals(call.args[0]) if call.args else (set(), False)
            texts |= literals
            if not whole:
                built.append(f"{module.path}:{call.lineno}: translate a literal, then fill in its fields")
        texts |= {text for text in _declared(module) if text}
    return texts - {""}, built


def _kinds(module: Module) -> set[str]:
    """The names in the rows ``AccountKind("…", …)`` of the table."""
    calls = [node for node in module.nodes if isinstance(node, ast.Call) and node.args]
    rows = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "AccountKind"]
    return {str(row.value) for row in rows if isinstance(row, ast.Constant)}


def _declared(module: Module) -> list[str]:
    """The texts in the rows of a table."""
    if module.path not in DECLARED:
        return []
    called, field = DECLARED[module.path]
    calls = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    rows = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == called]
    helps = [keyword.value for call in rows for keyword in call.keywords if keyword.arg == field]
    helps += [call.args[1] for call in rows if len(call.args) > 1]
    return [str(each.value) for each in helps if isinstance(each, ast.Constant)]


def _marked(module: Module) -> list[ast.Call]:
    """The calls of ``_`` and ``N_`` in a module that imports them, by whatever name."""
    names = {imported.bound for imported in imports_of(module) if imported.dotted in MARKS}
    packages = {imported.bound for imported in imports_of(module) if imported.dotted == "wallet_cli.i18n"}
    found = []
    for node in module.nodes:
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in names:
            found.append(node)
        elif isinstance(called, ast.Attribute) and called.attr in ("_", "N_") and isinstance(called.value, ast.Name):
            found += [node] if called.value.id in packages else []
    return found


def _literals(text: ast.expr) -> tuple[set[str], bool]:
    """The literals that ``text`` may be, and whether it is looked up as it was written.

    Names, attributes, items and results of calls may hold what ``N_`` marked elsewhere; f-strings and sums can't.
    """
    if isinstance(text, ast.IfExp):
        first, second = _literals(text.body), _literals(text.orelse)
        return first[0] | second[0], first[1] and second[1]
    if isinstance(text, ast.Constant):
        return {str(text.value)}, isinstance(text.value, str)
    if isinstance(text, ast.Call):
        return set(), not (isinstance(text.func, ast.Attribute) and text.func.attr in BUILDERS)
    return set(), isinstance(text, ast.Name | ast.Attribute | ast.Subscript)


def fields_of(text: str) -> list[str]:
    """The fields of a template with what is said of their form, sorted; ["not a template"] for stray braces."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return ["not a template"]
    return sorted(f"{name}!{conversion}:{spec}" for _, name, spec, conversion in parts if name is not None)
