"""What a room may reach though no import shows it: the store of a session, chance, files to write, another command."""

import ast
from collections.abc import Sequence

from tests.shape.source import Module, imports_of, uses_of

CHANCE = {"os.urandom", "os.getrandom", "uuid.uuid1", "uuid.uuid4", "random", "secrets"}
ROOMS_OF_CHANCE = ("wallet_cli/wiring.py", "wallet_cli/store/")
"""``wiring.py`` hands it to all; the store makes salts and the names of drafts of its own."""
WRITES = ("write_text", "write_bytes")
ROOMS_OF_FILES = (
    "wallet_cli/store/",
    "wallet_cli/services/plain_file.py",
    "wallet_cli/services/vault/",
    "wallet_cli/cli/commands/demo.py",
    "wallet_cli/wiring.py",
)
"""Where a file is written: what belongs to a wallet, what ``-o`` names, and the passphrase of the demonstration.
"""
COMMANDS = "wallet_cli.cli.commands."
SHOWS_THE_SAME = {
    "amend.redo": {"amend.undo"},
    "look.show": {"amend.log", "look.history", "things.accounts"},
    "vault.verify": {"vault.backup"},
}
"""Which command does or shows what another one does: each import is paid at every start."""


def stores_reached(modules: Sequence[Module]) -> list[str]:
    """The store or the database of a session, taken by the command line: a service reads and writes the books."""
    return [
        f"{module.path}:{node.lineno}: .{node.attr}.{taken_of(module, node)}"
        for module in modules
        if module.room == "cli"
        for node in module.nodes
        if isinstance(node, ast.Attribute) and node.attr in ("store", "db")
    ]


def taken_of(module: Module, inner: ast.Attribute) -> str:
    """What is taken of ``inner``: "operation" of ``session.store``."""
    outer = (node.attr for node in module.nodes if isinstance(node, ast.Attribute) and node.value is inner)
    return next(outer, "")


def chance(modules: Sequence[Module]) -> list[str]:
    """Randomness taken anywhere but in wiring.py and the store: a session and an app are given theirs."""
    found = set()
    for module in modules:
        if module.path.startswith(ROOMS_OF_CHANCE):
            continue
        imported = {each.dotted: each.line for each in imports_of(module)}
        found |= {f"{module.path}:{line}: {name}" for name, line in imported.items() if _is_chance(name)}
        found |= {f"{module.path}:{line}: {name}" for line, name in uses_of(module) if "." in name and name in CHANCE}
    return sorted(found)


def _is_chance(name: str) -> bool:
    return name in CHANCE or name.partition(".")[0] in CHANCE


def files_written(modules: Sequence[Module]) -> list[str]:
    """Files written past ``services/plain_file`` and the store, which leave none half written or for others to read."""
    return [
        f"{module.path}:{node.lineno}: {ast.unparse(node)[:60]}"
        for module in modules
        if not module.path.startswith(ROOMS_OF_FILES)
        for node in module.nodes
        if isinstance(node, ast.Call) and _writes(node)
    ]


def _writes(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES:
        return True
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    said = [*call.args[:2], *(each.value for each in call.keywords if each.arg == "mode")]
    modes = [each.value for each in said if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return name == "open" and any(set(mode) <= set("rwxabt+") and set(mode) & set("wxa+") for mode in modes)


def commands_apart(modules: Sequence[Module]) -> list[str]:
    """A command that imports another one, and doesn't do or show the same; what both need is a module beside them."""
    commands = {module.name for module in modules if module.name.startswith(COMMANDS) and is_command(module)}
    found = []
    for module in modules:
        if module.name in commands:
            allowed = {f"{COMMANDS}{each}" for each in SHOWS_THE_SAME.get(module.name.removeprefix(COMMANDS), ())}
            found += [
                f"{module.path}:{each.line}: {each.dotted.removeprefix(COMMANDS)}"
                for each in imports_of(module)
                if {each.dotted, each.dotted.rpartition(".")[0]} & commands - allowed
            ]
    return found


def is_command(module: Module) -> bool:
    """It has a constant ``COMMAND``."""
    targets = [node.targets[0] for node in module.tree.body if isinstance(node, ast.Assign)]
    return any(isinstance(each, ast.Name) and each.id == "COMMAND" for each in targets)


MOCKING = (
    "tests/docs/machine.py",
    "tests/faults/bench.py",
    "tests/faults/folder.py",
    "tests/faults/holding.py",
    "tests/faults/moments.py",
    "tests/faults/stopped.py",
    "tests/templates.py",
)
"""The seams at which a fault comes in, a machine stands in for this one, or a key is derived once for all."""


def mocks(modules: Sequence[Module]) -> list[str]:
    """unittest.mock in a test: tests meet the real store. What only a fault can bring about stands in ``MOCKING``."""
    found = [(module.path, each.line) for module in modules for each in imports_of(module) if _is_mock(each.dotted)]
    return [f"{path}:{line}" for path, line in found if path not in MOCKING]


def _is_mock(dotted: str) -> bool:
    return dotted.partition(".")[0] in ("unittest", "mock")
