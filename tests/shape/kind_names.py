"""Who names a kind of account: nobody but their table. What another module needs to know of a kind is a column there.

Texts for people and examples may name kinds in a line that can be typed (``--kind card``): then there must be such a
kind. A word that happens to be one and means something else is listed here with its module.
"""

import ast
import re
from collections.abc import Iterator, Sequence

from tests.shape.source import Module
from wallet_cli.domain import kinds

TABLE = "wallet_cli.domain.kinds"
ELSEWHERE = {
    "wallet_cli.cli.commands.demo_story": {"card"},  # a step of the story
    "wallet_cli.cli.commands.look.report": {"income"},  # the report's name
    "wallet_cli.cli.render.look.report": {"income"},  # a column
    "wallet_cli.cli.commands.things.categories": {"income"},  # the option --income
    "wallet_cli.cli.line.offers": {"person"},  # what TAB offers for --with
    "wallet_cli.cli.commands.record.pay": {"person"},
    "wallet_cli.cli.commands.amend.edit": {"person"},
    "wallet_cli.cli.line.registry": {"expense", "income"},  # what people type first
    "wallet_cli.formats.ofx.writer": {"cash"},  # a TRNTYPE
    "wallet_cli.domain.files.unsigned": {"cash"},  # the same
    "wallet_cli.services.record.told_line": {"cash"},  # an account's name
}
_TYPED = re.compile(r"--kind[ =](\w[\w-]*)")
_IN_SQL = re.compile(r"\bkind\s*(?:=|<>|IN\s*\()\s*'")


def named_elsewhere(modules: Sequence[Module]) -> list[str]:
    """Literals that are a kind's name, and SQL that compares kinds with literals, outside the table."""
    found = []
    for module in modules:
        if module.name == TABLE:
            continue
        allowed = ELSEWHERE.get(module.name, set())
        for node, text in _literals(module):
            if text in kinds.ACCOUNT_KINDS.keys() - allowed or _IN_SQL.search(text):
                found.append(f"{module.path}:{node.lineno}: ask wallet_cli.domain.kinds, not for {text!r}")
    return found


def compared_elsewhere(modules: Sequence[Module]) -> list[str]:
    """Comparisons of a kind (``node.kind``, ``kind``) with one or several out of the table."""
    found = []
    for module in modules:
        for node in module.nodes:
            if module.name != TABLE and isinstance(node, ast.Compare):
                sides = [node.left, *node.comparators]
                if any(_is_kind(side) for side in sides) and any(_is_of_table(side) for side in sides):
                    found.append(f"{module.path}:{node.lineno}: ask for what the kind is like, not which it is")
    return found


def unknown_in_lines(modules: Sequence[Module]) -> list[str]:
    """Kinds in lines that are shown to people, which the table doesn't have; KIND and {fields} stand for any."""
    return [
        f"{module.path}:{node.lineno}: no kind {word}"
        for module in modules
        for node, text in _literals(module)
        for word in _TYPED.findall(text)
        if word not in kinds.ACCOUNT_KINDS and not word.isupper()
    ]


def passed_over(modules: Sequence[Module]) -> list[str]:
    """Entries of ``ELSEWHERE`` that nothing needs any more."""
    there = {module.name: {text for _node, text in _literals(module)} for module in modules}
    return [f"{name}: {word}" for name in ELSEWHERE.keys() & there for word in sorted(ELSEWHERE[name] - there[name])]


def _literals(module: Module) -> Iterator[tuple[ast.Constant, str]]:
    for node in module.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value


def _is_kind(node: ast.expr) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr == "kind") or (
        isinstance(node, ast.Name) and node.id in ("kind", "kind_name")
    )


def _is_of_table(node: ast.expr) -> bool:
    """One kind's name, or several written out: ``kinds.USUAL``, ``("cash", …)``; the whole table may be asked."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.value.id == "kinds" and node.attr != "ACCOUNT_KINDS"
    return isinstance(node, ast.Tuple | ast.List | ast.Set) and any(map(_is_of_table, node.elts))
