"""Where printing, prompting, the clock, the streams, the environment and floats may stand, name by name."""

import ast
import re
from collections.abc import Sequence

from tests.shape.source import Module, uses_of
from wallet_cli.schemes.facts import SCHEMES

ENVIRONMENT = {
    "os.environ",
    "os.environb",
    "os.getenv",
    "os.getenvb",
    "os.putenv",
    "os.path.expanduser",
    "pathlib.Path.home",
    "sys.argv",
    "sys.stdin",
    "sys.stdout",
    "sys.stderr",
    "sys.__stdin__",
    "sys.__stdout__",
    "sys.__stderr__",
}
CLOCK = {
    "datetime.datetime.now",
    "datetime.datetime.utcnow",
    "datetime.datetime.today",
    "datetime.date.today",
    "datetime.datetime.fromtimestamp",
    "datetime.datetime.utcfromtimestamp",
    "datetime.date.fromtimestamp",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.ctime",
    "time.mktime",
    "time.timezone",
    "time.altzone",
    "time.daylight",
    "time.tzname",
    "zoneinfo.ZoneInfo",
    "time.strftime",
    "time.clock_gettime",
    "time.clock_gettime_ns",
}
SINCE_START = {"time.clock_gettime", "time.clock_gettime_ns"}
CLOCK |= SINCE_START
LOCAL = {"timestamp", "astimezone"}
"""Methods of a date that ask where this machine's clock stands."""
PROMPTS = {"input", "getpass.getpass", "typer.prompt", "typer.confirm", "rich.prompt.Prompt", "rich.prompt.Confirm"}
SIDE_EFFECTS = {"open", "input", "print", "breakpoint", "exec", "eval", "__import__"}
SQL = re.compile(
    r"\s*(?:SELECT\s|INSERT\s+(?:OR\s+\w+\s+)?INTO\s|REPLACE\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|PRAGMA\s|ATTACH\s"
    r"|(?:CREATE|DROP|ALTER)\s+(?:TEMP\s+|UNIQUE\s+)?(?:TABLE|INDEX|VIEW|TRIGGER)\s|WITH\s+(?:RECURSIVE\s+)?\w+\s.*AS\s*\("
    r"|(?:BEGIN(?:\s+IMMEDIATE)?|COMMIT|ROLLBACK)\s*;?\s*$|SAVEPOINT\s|RELEASE\s)"
)
EXECUTES = ("execute", "executemany", "executescript")
SCHEME = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(SCHEMES)})(?![a-z0-9])", re.IGNORECASE)
EXACT = ("domain", "services", "store")
WIRING = "wallet_cli/wiring.py"
BESIDE = "wallet_cli/store/vault/beside.py"
"""How long this process has had a store open is nobody's to choose."""
FILE_TIMES = {"time.time_ns"}
LOG_FILE = "wallet_cli/store/vault/log_file.py"
"""A file's time of change is compared with the clock that it was taken from, whatever the user says what day it is."""
ASK = "wallet_cli/cli/access/ask.py"
RENDER = "wallet_cli/cli/render/"


def surroundings(modules: Sequence[Module]) -> list[str]:
    """The environment, the streams, the clock and the time zone, used anywhere but in wiring.py."""
    local = {
        f"{module.path}:{node.lineno}: {node.attr}"
        for module in modules
        if module.path != WIRING
        for node in module.nodes
        if isinstance(node, ast.Attribute) and node.attr in LOCAL
    }
    elsewhere = _uses(modules, (ENVIRONMENT | CLOCK) - SINCE_START - FILE_TIMES, (WIRING,))
    since_start, file_times = (
        _uses(modules, SINCE_START, (WIRING, BESIDE)),
        _uses(modules, FILE_TIMES, (WIRING, LOG_FILE)),
    )
    return sorted({*elsewhere, *since_start, *file_times, *local})


def prints(modules: Sequence[Module]) -> list[str]:
    """``print`` outside cli/render."""
    return _uses(modules, {"print", "builtins.print"}, (RENDER,))


def prompts(modules: Sequence[Module]) -> list[str]:
    """Questions outside cli/access/ask.py; wiring.py hands it the terminal."""
    return _uses(modules, PROMPTS, (WIRING, ASK))


def impure(modules: Sequence[Module]) -> list[str]:
    """Built-in functions with side effects, used in domain or errors."""
    return _uses([module for module in modules if module.room in ("domain", "errors")], SIDE_EFFECTS, ())


def _uses(modules: Sequence[Module], names: set[str], allowed: tuple[str, ...]) -> list[str]:
    return sorted(
        {
            f"{module.path}:{line}: {name}"
            for module in modules
            if not (allowed and module.path.startswith(allowed))
            for line, name in uses_of(module)
            if name in names
        }
    )


def floats(modules: Sequence[Module]) -> list[str]:
    """Float literals, the name ``float``, and true division: any in domain; elsewhere, where paths are joined, that of
    minor units or by a number.
    """
    found = []
    for module in modules:
        if module.room not in EXACT:
            continue
        waits = {id(wait) for node in module.nodes for wait in _waited(node)}
        for node in module.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
                found.append(f"{module.path}:{node.lineno}: {node.value}")
            elif isinstance(node, ast.Name) and node.id in ("float", "complex"):
                found.append(f"{module.path}:{node.lineno}: {node.id}")
            elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div) and id(node) not in waits:
                sides = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)
                if module.room == "domain" or any(map(_is_number, sides)):
                    found.append(f"{module.path}:{node.lineno}: / makes floats")
    return found


def _waited(node: ast.AST) -> list[ast.expr]:
    """How long to wait, which systems want in seconds as a float."""
    if isinstance(node, ast.Assign):
        return [node.value] if isinstance(node.targets[0], ast.Name) and node.targets[0].id == "timeout_s" else []
    is_sleep = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sleep"
    return node.args if is_sleep else []


def _is_number(side: ast.expr) -> bool:
    """A number written out, or something counted in minor units."""
    named = side.id if isinstance(side, ast.Name) else side.attr if isinstance(side, ast.Attribute) else ""
    return (isinstance(side, ast.Constant) and isinstance(side.value, int)) or named.endswith("minor")


def queries(modules: Sequence[Module]) -> list[str]:
    """Texts that begin as SQL does, outside store: a query stands in ``store/books`` or ``store/journal``."""
    return [text for module in modules if module.room != "store" for text in _texts_of_sql(module)]


def queries_of_tests(modules: Sequence[Module]) -> list[str]:
    """SQL in a test, but the store's own, and ``tests/raw``, which says it for all. Mutants quote the product."""
    found = []
    for module in modules:
        if module.path.startswith(("tests/store/", "tests/raw/", "tests/mutants/")):
            continue
        found += _texts_of_sql(module)
        ours = {line for line, name in uses_of(module) if name.startswith("wallet_cli.") and name.endswith(EXECUTES)}
        found += [
            f"{module.path}:{node.lineno}: {node.attr}"
            for node in module.nodes
            if isinstance(node, ast.Attribute) and node.attr in EXECUTES and node.lineno not in ours
        ]
    return found


def _texts_of_sql(module: Module) -> list[str]:
    return [
        f"{module.path}:{node.lineno}: {node.value.strip()[:40]}"
        for node in module.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
    ]


def schemes(modules: Sequence[Module]) -> list[str]:
    """A payment scheme named outside schemes, in a text or in a name: what differs from one to another is a fact.

    A sort of account whose name contains the scheme's is found, too: name the sort otherwise.
    """
    found = []
    for module in modules:
        if module.room == "schemes":
            continue
        for node in ast.walk(module.tree):
            text = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
            named = next(
                (getattr(node, each, None) for each in ("id", "attr", "arg", "name") if hasattr(node, each)), None
            )
            found += [
                f"{module.path}:{getattr(node, 'lineno', 0)}: {each}"
                for each in (text, named)
                if isinstance(each, str) and SCHEME.search(each)
            ]
    return found
