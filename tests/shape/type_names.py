"""Who names a type of key: nobody but their table. What another module needs to know of a type is a column there.

Most types are called like what they ask for, so that their names alone tell nothing: comparisons are looked at, and the
one name that means nothing else.
"""

import ast
from collections.abc import Sequence

from tests.shape.source import Module
from wallet_cli.store.vault.key_types import TYPES

TABLE = "wallet_cli.store.vault.key_types"
WORDS = "wallet_cli.cli.render.vault.keys"
_ASKED = ("PASSPHRASE", "KEY_FILE", "RECOVERY", "SHARES")
_VAULT = (".store.vault.", ".services.vault.", ".cli.access.", ".cli.commands.vault.", ".cli.render.vault.")


def types_named(modules: Sequence[Module]) -> list[str]:
    """A type of key named, or compared with a name, outside the table of types."""
    found = []
    for module in modules:
        if module.name in (TABLE, WORDS):
            continue
        for node in module.nodes:
            if isinstance(node, ast.Constant) and node.value == "keyfile":
                found.append(f"{module.path}:{node.lineno}: ask key_types for what it asks for")
            if isinstance(node, ast.Compare) and any(part in f".{module.name}" for part in _VAULT):
                sides = [node.left, *node.comparators]
                if any(map(_is_type, sides)) and any(map(_is_name, sides)):
                    found.append(f"{module.path}:{node.lineno}: ask for what the type is like, not which it is")
    return found


def _is_type(node: ast.expr) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr == "type") or (
        isinstance(node, ast.Name) and node.id == "kind"
    )


def _is_name(node: ast.expr) -> bool:
    """A type's name written out, a constant for what it asks for, or several of them."""
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(map(_is_name, node.elts))
    if isinstance(node, ast.Constant):
        return node.value in TYPES
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name in _ASKED
