"""One module's mutants, each tried by the tests that run its function: ``python -m tests.mutants.running TASK ANSWER``.

The tests are collected once. Then each mutant has a process of its own, forked from this one, in which the changed
function's code takes the place of the right one, wherever it was imported. What stands outside of functions (constants,
defaults) is read once by whoever imports it; such a mutant gets a fresh interpreter that loads the changed source.

First all tests run once without a change: they must pass, and it is noted which functions each calls and how long it
takes. A mutant is killed when a test fails, a process dies, or the tests take several times as long as without it.
"""

import ast
import contextlib
import ctypes
import functools
import gc
import json
import mmap
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.mutants.operators import Mutant, mutated

ROOT = Path(__file__).resolve().parents[2]
GRACE_S = 2.0
PATIENCE_S = 8.0
TIMES = 3
MEMORY_BYTES = 3 << 30
RECORDS = "wallet_cli.named_tuple"
_NEW_MOUNTS, _PRIVATE = 0x20000, 0x4000 | 0x40000
"""Of unshare(2) and mount(2): what a test mounts that is killed must not stay."""
OPTIONS = ("-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:xdist", "-p", "no:cov")
NOT_FOR_THEM = ("PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")


class Verdict(NamedTuple):
    """What became of a mutant: ``killer`` is a test, "time", "death"; "" if it lives."""

    mutant: Mutant
    killer: str


class Task(NamedTuple):
    """A module, the files of tests for it, and the mutants to try. ``fresh`` is one that was put into the source."""

    module: str
    tests: list[str]
    mutants: list[Mutant]


def verdicts(task: Task) -> list[Verdict]:
    """Try them all, in a process of its own. Raises RuntimeError if the tests don't pass without a mutant."""
    with tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True) as folder:
        asked, answered = Path(folder) / "task", Path(folder) / "answer"
        asked.write_text(json.dumps(task), encoding="utf-8")
        line = [sys.executable, "-m", "tests.mutants.running", str(asked), str(answered)]
        env = {name: value for name, value in os.environ.items() if name not in NOT_FOR_THEM}
        subprocess.run(line, cwd=ROOT, check=True, stdin=subprocess.DEVNULL, env=env)
        answer = json.loads(answered.read_text(encoding="utf-8"))
    if isinstance(answer, str):
        raise RuntimeError(f"{task.module}: {answer}")
    return [Verdict(Mutant(*mutant), killer) for mutant, killer in answer]


def source_of(module: str) -> Path:
    """Where a module's text is."""
    path = ROOT.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


class _Timed(NamedTuple):
    """A test in the run without a change: how long it took, how much of that it was busy, and what it called."""

    seconds: float
    busy: float
    calls: frozenset[str]


class _Limit(NamedTuple):
    """For how many seconds a process may be busy, and for how many it may last."""

    busy: float
    seconds: float


class Trials:
    """A plugin for pytest: instead of running what was collected once, run it for each mutant."""

    def __init__(self, task: Task, folder: Path) -> None:
        self.task, self.folder = task, folder
        self.source = source_of(task.module).read_text(encoding="utf-8")
        self.answer: list[tuple[Mutant, str]] | str = "the tests were not collected"
        self.failed = ""
        self.skips = False
        self.ran: set[str] | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        """Examples are the same each time, and one that fails isn't made smaller."""
        settings.register_profile(
            "mutants",
            phases=(Phase.explicit, Phase.generate),
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        settings.load_profile("mutants")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember the first failure: a test that doesn't run any more, as it did without a change, has failed."""
        unwilling = report.skipped and self.ran is not None and report.nodeid in self.ran
        if (report.failed or unwilling) and not self.failed:
            self.failed = report.nodeid
        self.skips = self.skips or report.skipped

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests without a change, then with each."""
        if session.testsfailed or not session.items:
            return True
        gc.freeze()
        timed, failed = self._control(session)
        if failed:
            self.answer = f"without a change {failed} fails"
            return True
        self.answer = []
        for mutant in self.task.mutants:
            items = self._chosen(session.items, timed, mutant)
            limit = _Limit(
                GRACE_S + TIMES * sum(timed[item.nodeid].busy for item in items),
                PATIENCE_S + TIMES * sum(timed[item.nodeid].seconds for item in items),
            )
            self.answer.append((mutant, self._tried(items, mutant, limit) if items else ""))
        return True

    def _control(self, session: pytest.Session) -> tuple[dict[str, _Timed], str]:
        """How long each test takes and which functions it calls, and a test that fails."""

        def run(tell: Callable[[str], None]) -> None:
            taken = watch(sys.modules[self.task.module], self.source)
            for number, item in enumerate(session.items):
                following = session.items[number + 1] if number + 1 < len(session.items) else None
                # what tests have made for all of them stays, but for wallets: making one calls what is changed
                _forget(_loaded("wallet_cli", "tests.templates"))
                began, busy = time.perf_counter(), time.process_time()
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                spent = time.perf_counter() - began, time.process_time() - busy
                tell(json.dumps([item.nodeid, *spent, taken(), self.failed, self.skips]) + "\n")
                self.skips = False
                if self.failed:
                    return

        said, how = self._in_child(run, _Limit(3600, 3600))
        timed, failed, ran = {}, how, set()
        for line in said.splitlines():
            name, seconds, busy, called, failure, skipped = json.loads(line)
            timed[name] = _Timed(seconds, busy, frozenset(called))
            if not skipped:
                ran.add(name)
            failed = failed or failure
        self.ran = ran
        return timed, failed

    def _chosen(self, items: list[pytest.Item], timed: dict[str, _Timed], mutant: Mutant) -> list[pytest.Item]:
        """The tests that call the function, the fast files first and in each the fast tests."""
        used = [item for item in items if _concerns(timed[item.nodeid].calls, mutant.owner)]
        files: dict[str, float] = {}
        for item in used:
            file = item.nodeid.partition("::")[0]
            files[file] = files.get(file, 0) + timed[item.nodeid].seconds
        return sorted(used, key=lambda item: (files[item.nodeid.partition("::")[0]], timed[item.nodeid].seconds))

    def _tried(self, items: list[pytest.Item], mutant: Mutant, limit: _Limit) -> str:
        def run(tell: Callable[[str], None]) -> None:
            put_in(sys.modules[self.task.module], mutated(self.source, mutant), mutant.owner)
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.failed:
                    tell(self.failed)
                    return

        said, how = self._in_child(run, limit)
        return said or how

    def _in_child(self, run: Callable[[Callable[[str], None]], None], limit: _Limit) -> tuple[str, str]:
        """What a forked process says before it ends, and "time" or "death" if it doesn't end by itself."""
        here, there = os.pipe()
        child = os.fork()
        if not child:
            status = 1
            try:
                _settle(limit.busy)
                run(lambda text: _write(there, text))
                status = 0
            finally:
                os._exit(status)
        os.close(there)
        said, intime = _read(here, limit.seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        busy = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
        return said, "time" if busy or not intime else "death" if status else ""


def put_in(module: ModuleType, tree: ast.Module, owner: str) -> None:
    """Let a loaded module be as this tree says: a function's code, or where ``owner`` is "" its values.

    Raises LookupError if the function can't be found, and what the module raises when its values are made.
    """
    ours = _loaded("wallet_cli", "tests")
    if owner:
        target = _function(vars(module), owner)
        found = compile(tree, target.__code__.co_filename, "exec")
        for name in owner.split("."):
            found = next(each for each in found.co_consts if isinstance(each, CodeType) and each.co_name == name)
        target.__code__ = found
    else:
        made = ModuleType(module.__name__)
        made.__dict__.update({name: vars(module)[name] for name in ("__file__", "__package__", "__spec__")})
        exec(compile(tree, str(module.__file__), "exec"), vars(made))
        for name, new in vars(made).items():
            if not name.startswith("__"):
                _become(name, vars(module)[name], new, ours)
    _forget(ours)


def _loaded(*packages: str) -> list[ModuleType]:
    """The modules of these packages, as far as they are loaded."""
    return [each for name, each in list(sys.modules.items()) if name.startswith(packages)]


def _forget(modules: list[ModuleType]) -> None:
    """Whatever is kept of earlier calls: who asks next calls the function itself."""
    for loaded in modules:
        for value in list(vars(loaded).values()):
            if isinstance(value, functools._lru_cache_wrapper):
                value.cache_clear()


def _become(name: str, old: Any, new: Any, ours: list[ModuleType]) -> None:
    """Give what is known everywhere as ``name`` its new value; functions and classes get new defaults."""
    if isinstance(new, type) and new.__module__ == old.__module__:
        for below, value in list(vars(new).items()):
            if isinstance(value, FunctionType | staticmethod | classmethod):
                _default(vars(old)[below], value)
            elif below == "_field_defaults" or (not below.startswith("_") and isinstance(value, int | str | bytes)):
                setattr(old, below, value)
    elif isinstance(new, FunctionType) or hasattr(new, "__wrapped__"):
        _default(old, new)
    else:
        for loaded in ours:
            if vars(loaded).get(name, loaded) is old:
                setattr(loaded, name, new)


def _default(old: Any, new: Any) -> None:
    """The new defaults for a function that was made anew."""
    one, other = _bare(old), _bare(new)
    if one.__module__ == other.__module__:
        one.__defaults__, one.__kwdefaults__ = other.__defaults__, other.__kwdefaults__
        if one.__module__ == RECORDS:  # a record's constructor keeps them in a cell
            for cell, made in zip(one.__closure__ or (), other.__closure__ or (), strict=True):
                cell.cell_contents = made.cell_contents


def _function(names: Any, owner: str) -> FunctionType:
    """The function itself, below what decorates it."""
    value: Any = None
    for name in owner.split("."):
        value = names[name]
        names = getattr(value, "__dict__", {})
    return _bare(value)


def _bare(value: Any) -> FunctionType:
    """The function below what decorates it. Raises LookupError."""
    for _ in range(9):
        if isinstance(value, FunctionType) and not hasattr(value, "__wrapped__"):
            return value
        below = ("__wrapped__", "fget", "__func__", "func")
        value = next((getattr(value, name) for name in below if hasattr(value, name)), None)
    raise LookupError(value)


def _concerns(calls: frozenset[str], owner: str) -> bool:
    """Whether a test that calls these functions tries this one; "" stands for values, read by any."""
    return not owner or owner in calls


def watch(module: ModuleType, source: str) -> Callable[[], list[str]]:
    """The functions of the module that were called since they were last asked for, also in processes that were forked:
    each puts its mark into memory that they share.
    """
    tree = ast.parse(source)
    owners: list[str] = []
    places: list[tuple[tuple[str, ...], Any]] = [((), tree)]
    for path, node in places:
        for below in node.body:
            if isinstance(below, ast.ClassDef):
                places.append(((*path, below.name), below))
            elif isinstance(below, ast.FunctionDef):
                below.body.insert(0, ast.parse(f"__called__[{len(owners)}] = 1").body[0])
                owners.append(".".join((*path, below.name)))
    marks = mmap.mmap(-1, len(owners) + 1)
    vars(module)["__called__"] = marks
    for owner in owners:
        put_in(module, ast.fix_missing_locations(tree), owner)

    def taken() -> list[str]:
        called = [owner for owner, mark in zip(owners, marks[:], strict=False) if mark]
        marks[:] = bytes(len(marks))
        return called

    return taken


def _settle(busy_s: float) -> None:
    """A child: a group of its own, silent, with an end to its time and memory, and with mounts that end with it."""
    os.setsid()
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        if not libc.unshare(_NEW_MOUNTS):
            libc.mount(b"none", b"/", None, _PRIVATE, None)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (int(busy_s) + 1, resource.RLIM_INFINITY))


def _write(handle: int, text: str) -> None:
    data = text.encode()
    while data:
        data = data[os.write(handle, data) :]


def _read(handle: int, limit_s: float) -> tuple[str, bool]:
    """What comes until the end, and whether it ended in time."""
    end, data = time.monotonic() + limit_s, b""
    with open(handle, "rb", buffering=0) as pipe:
        while (left := end - time.monotonic()) > 0:
            if select.select([pipe], [], [], left)[0]:
                piece = pipe.read(65536)
                if not piece:
                    return data.decode(), True
                data += piece
    return data.decode(), False


def _try_all(asked: Path, answered: Path) -> None:
    module, tests, listed = json.loads(asked.read_text(encoding="utf-8"))
    folder = asked.parent
    trials = Trials(Task(module, tests, [Mutant(*each) for each in listed]), folder)
    __import__(module)
    pytest.main([*OPTIONS, f"--basetemp={folder / 'forked'}", *tests], plugins=[trials])
    answered.write_text(json.dumps(trials.answer), encoding="utf-8")


if __name__ == "__main__":
    _try_all(Path(sys.argv[1]), Path(sys.argv[2]))
