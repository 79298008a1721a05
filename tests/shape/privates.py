"""Tests that name what is private to a module of the product: they break with each change inside, and hold nothing that
anybody relies on.
"""

import ast
from collections.abc import Iterator, Sequence

from tests.shape.source import Module, imports_of, uses_of

PRODUCT = "wallet_cli."
OF_TUPLES = ("_replace", "_fields", "_asdict", "_make")


def privates(modules: Sequence[Module]) -> list[str]:
    """Each private of the product that is imported, touched, or handed by its name to whoever replaces it."""
    return sorted({f"{path}: {name}" for path, name in _named(modules)})


def _named(modules: Sequence[Module]) -> Iterator[tuple[str, str]]:
    """The file, and the private's dotted name below the product."""
    for module in modules:
        for name in (*(dotted for _line, dotted in uses_of(module)), *_replaced(module)):
            parts = name.split(".")
            at = next((at for at, part in enumerate(parts) if _is_private(part)), 0)
            if at and name.startswith(PRODUCT):
                yield module.path, ".".join(parts[1 : at + 1])


def _replaced(module: Module) -> Iterator[str]:
    """What is named by a text beside its module: ``setattr(head, "_parsed", …)``, ``[(head, "_parsed", True)]``, and by
    a keyword of ``patch.multiple``.
    """
    known = {each.bound: each.meaning for each in imports_of(module)}
    for node in module.nodes:
        if isinstance(node, ast.Call):
            beside, names = [*node.args], [each.arg for each in node.keywords if each.arg]
        elif isinstance(node, ast.Tuple | ast.List):
            beside, names = node.elts, []
        else:
            continue
        names += [each.value for each in beside if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        whose = [known.get(each.id, "") for each in beside if isinstance(each, ast.Name)]
        yield from (f"{owner}.{name}" for owner in whose for name in names if owner.startswith(PRODUCT))


def _is_private(name: str) -> bool:
    return name.startswith("_") and name != "_" and not name.startswith("__") and name not in OF_TUPLES
