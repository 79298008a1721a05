"""Tests that name what is private to a module of the product: they break with each change inside, and hold nothing that
anybody relies on.
"""

import ast
from collections.abc import Iterator, Sequence

from tests.shape.source import Module, imports_of, uses_of

PRODUCT = "wallet_cli."
OF_TUPLES = ("_replace", "_fields", "_asdict", "_make")
_BETWEEN = "here another process comes between, or this one is stopped"
_CONTROL = "a control leaves this out, and the trials must find it"
SEAMS = {
    "cli.access.passphrase_command": {
        "_at_terminal": "whether a test has a terminal is chance",
        "_told": "the clock is put forward while it reads, and after",
    },
    "services.vault.access": {"_check": _BETWEEN},
    "services.vault.backup_make": {"_require_sound": "no other way leads to a backup of a damaged wallet"},
    "services.vault.key_changes": {"_change": _BETWEEN},
    "services.vault.logs": {"_judged": _BETWEEN, "_make_plain": _BETWEEN},
    "services.vault.pending": {"_judged": f"{_BETWEEN}; {_CONTROL}", "_set_logs_aside": _BETWEEN},
    "services.vault.prove": {"_is_theirs": _CONTROL},
    "services.vault.restore": {"_begin": _BETWEEN},
    "services.vault.restore_header": {"_newest": _BETWEEN},
    "services.vault.rotation": {
        "_require_sound": _BETWEEN,
        "_renewed": _BETWEEN,
        "_room_made": _BETWEEN,
        "_noted": _BETWEEN,
        "_put_in_place": _BETWEEN,
        "_tidy": "a draft is left lying as by a process that was killed",
        "_note": _BETWEEN,
        "_keep": _BETWEEN,
    },
    "store.vault.connect": {"_prepare": _BETWEEN, "_set": _BETWEEN, "_read": _BETWEEN},
    "store.vault.kernel_keyring": {"_libc": "a process that has guarded itself does so once: tests begin anew"},
}
"""Steps of the vault inside what is public, and why tests stop there. No other may be named, and one that no test names
any more goes from here.
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
