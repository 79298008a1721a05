"""The texts of the source: every literal in ``_("…")`` and ``N_("…")``, and the calls that can't be translated.

Domain, formats and services know no language: of a row of their tables one field is a text for people, marked by the
class of the row, and translated where it shows.
"""

import ast
from collections.abc import Sequence
from string import Formatter

from tests.shape.source import Module, imports_of

MARKS = {f"wallet_cli.i18n.{name}" for name in ("_", "N_")}
ROWS = {
    "wallet_cli.cli.spec.Spec": ("examples", 4),
    "wallet_cli.cli.commands.record.verb.command": ("examples", 3),
    "wallet_cli.domain.kinds.AccountKind": ("name", 0),
    "wallet_cli.formats.facts.Option": ("help", 1),
    "wallet_cli.services.things.settings.SettingRow": ("meaning", 1),
}
"""The classes of such rows, wherever a row stands: the field that people read, and its place among the arguments."""
BUILDERS = ("format", "format_map", "join", "replace")


def extract(modules: Sequence[Module]) -> tuple[set[str], list[str]]:
    """All texts to translate, and the calls whose text is put together before it is looked up."""
    texts: set[str] = set()
    built: list[str] = []
    for module in modules:
        for called, text in (*_marked(module), *_rows(module)):
            literals, whole = _literals(text) if text is not None else (set(), False)
            texts |= literals
            if not whole:
                built.append(f"{module.path}:{called.lineno}: translate a literal, then fill in its fields")
    return texts - {""}, built


def _rows(module: Module) -> list[tuple[ast.Call, ast.expr]]:
    """The rows of tables, each with what people read of it."""
    known = {imported.bound: imported.meaning for imported in imports_of(module)}
    found = []
    for node in module.nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
            continue
        head, dot, rest = ast.unparse(node.func).partition(".")
        field, place = ROWS.get(known.get(head, f"{module.name}.{head}") + dot + rest, ("", 0))
        texts = [each.value for each in node.keywords if each.arg == field] if field else []
        found += [(node, text) for text in (texts or node.args[place : place + 1] if field else [])]
    return found


def _marked(module: Module) -> list[tuple[ast.Call, ast.expr | None]]:
    """The calls of ``_`` and ``N_`` in a module that imports them, by whatever name, each with its text."""
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
    return [(call, call.args[0] if call.args else None) for call in found]


def _literals(text: ast.expr) -> tuple[set[str], bool]:
    """The literals that ``text`` may be, and whether it is looked up as it was written.

    Names, attributes, items and results of calls may hold what ``N_`` marked elsewhere; f-strings and sums can't.
    """
    if isinstance(text, ast.IfExp):
        first, second = _literals(text.body), _literals(text.orelse)
        return first[0] | second[0], first[1] and second[1]
    if isinstance(text, ast.Tuple):
        found = [_literals(each) for each in text.elts]
        return {each for texts, _whole in found for each in texts}, all(whole for _texts, whole in found)
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
