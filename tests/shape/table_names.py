"""Who compares with the name of a format, a period, a setting or a small entity: nobody but their tables. What another
module needs to know of one stands in its row.
"""

import ast
from collections.abc import Iterator, Sequence

from tests.shape.source import Module
from wallet_cli.domain import calendar
from wallet_cli.formats.facts import FORMATS
from wallet_cli.services.things import settings
from wallet_cli.store.journal import entities

TABLES = {
    "format": (set(FORMATS), "wallet_cli.formats"),
    "period": (set(calendar.KINDS), "wallet_cli.domain.calendar"),
    "setting": (set(settings.ROWS), "wallet_cli.services.things.settings"),
    "small entity": (set(entities.SMALL), "wallet_cli.store.journal.entities"),
}
"""The names of each table, and the module or room where they may stand."""
ANOTHER = ("form", "command")
"""What may be called like a row and is none: the form of the output, the command that an operation names."""


def rows_compared(modules: Sequence[Module]) -> list[str]:
    """A comparison with the name of a format, a period, a setting or a small entity: ask its row what it is like."""
    return [
        f"{module.path}:{node.lineno}: the {what} {name!r}"
        for module in modules
        for node, name in _compared(module)
        for what, (names, place) in TABLES.items()
        if name in names and not f"{module.name}.".startswith(f"{place}.")
    ]


def _compared(module: Module) -> Iterator[tuple[ast.expr | ast.pattern, str]]:
    for node in module.nodes:
        if isinstance(node, ast.MatchValue):
            yield from ((node, name) for name in _names(node.value))
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if not any(isinstance(side, ast.Attribute) and side.attr in ANOTHER for side in sides):
                yield from ((node, name) for side in sides for name in _names(side))


def _names(side: ast.expr) -> list[str]:
    if isinstance(side, ast.Tuple | ast.List | ast.Set):
        return [name for each in side.elts for name in _names(each)]
    return [side.value] if isinstance(side, ast.Constant) and isinstance(side.value, str) else []
