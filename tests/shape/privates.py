"""Tests that name what is private to a module of the product: they break with each change inside, and hold nothing that
anybody relies on.
"""

import ast
from collections.abc import Iterator, Sequence

from tests.shape.source import Module, imports_of, uses_of

PRODUCT = "wallet_cli."
OF_TUPLES = ("_replace", "_fields", "_asdict", "_make")
SEAMS = {
    "cli.access.passphrase_command": {"_GRACE_SECONDS", "_at_terminal", "_told"},
    "formats.registry": {"_load"},
    "services.vault.access": {"_check"},
    "services.vault.backup_make": {"_require_sound"},
    "services.vault.key_changes": {"_change"},
    "services.vault.logs": {"_judged", "_make_plain"},
    "services.vault.pending": {"_judged", "_set_logs_aside"},
    "services.vault.prove": {"_beside_others", "_is_theirs", "_is_writable"},
    "services.vault.restore": {"_begin"},
    "services.vault.restore_header": {"_newest"},
    "services.vault.rotation": {
        "_keep", "_note", "_noted", "_put_in_place", "_renewed", "_require_sound", "_room_made", "_tidy",
    },
    "store.vault.connect": {"_prepare", "_read", "_set"},
    "store.vault.files": {"_LOCK_STEP_MS"},
    "store.vault.head": {"_LOCK_TIMEOUT_MS"},
    "store.vault.kernel_keyring": {
        "_LINK", "_PERMISSIONS", "_PROCESS_KEYRING", "_SEARCH", "_SETPERM", "_SET_TIMEOUT", "_VERSION", "_call",
        "_libc", "_named",
    },
    "store.vault.keys": {"_WRAP", "_bound_to"},
    "store.vault.slots": {"_WORK_MOST_KIB"},
}  # fmt: skip
"""Steps of the vault between which something comes from elsewhere, and its waits and limits: tests stop there. No other
may be named, and one that no test names any more goes from here.
"""


def privates(modules: Sequence[Module]) -> list[str]:
    """Each private of the product that is imported, touched, or handed by its name to whoever replaces it."""
    return sorted({f"{path}: {name}" for path, name in _named(modules) if not _is_seam(name)})


def unused_seams(modules: Sequence[Module]) -> list[str]:
    """The seams at which no test stops."""
    named = {name for _path, name in _named(modules)}
    return sorted({f"{owner}.{name}" for owner, names in SEAMS.items() for name in names} - named)


def _named(modules: Sequence[Module]) -> Iterator[tuple[str, str]]:
    """The file, and the private's dotted name below the product."""
    for module in modules:
        for name in (*(dotted for _line, dotted in uses_of(module)), *_replaced(module)):
            parts = name.split(".")
            at = next((at for at, part in enumerate(parts) if _is_private(part)), 0)
            if at and name.startswith(PRODUCT):
                yield module.path, ".".join(parts[1 : at + 1])


def _is_seam(name: str) -> bool:
    owner, _, last = name.rpartition(".")
    return last in SEAMS.get(owner, ())


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
