"""One module's mutants, each tried by the tests that run its function: ``python -m tests.mutants.running TASK ANSWER``.

The tests are collected once. Then each mutant has a process of its own, forked from this one, in which the changed
function's code takes the place of the right one, wherever it was imported. What stands outside of functions (constants,
defaults) is read once by whoever imports it; such a mutant gets a fresh interpreter that loads the changed source.

First all tests run once without a change: they must pass, and it is noted which functions each calls and how long it
takes. A mutant is killed when a test fails, a process dies, or the tests take several times as long as without it.
"""

import ast
import contextlib
import functools
import gc
import importlib.abc
import importlib.machinery
import json
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.mutants.operators import Mutant, mutated

ROOT = Path(__file__).resolve().parents[2]
GRACE_S = 2.0
TIMES = 4
WALL = 5
MEMORY_BYTES = 3 << 30
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
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
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
    """A test in the run without a change."""

    seconds: float
    calls: frozenset[int]


class Trials:
    """A plugin for pytest: instead of running what was collected once, run it for each mutant."""

    def __init__(self, task: Task, folder: Path) -> None:
        self.task, self.folder = task, folder
        self.source = source_of(task.module).read_text(encoding="utf-8")
        self.answer: list[tuple[Mutant, str]] | str = "the tests were not collected"
        self.failed = ""

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
        """Remember the first failure."""
        if report.failed and not self.failed:
            self.failed = report.nodeid

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
            limit = GRACE_S + TIMES * sum(timed[item.nodeid].seconds for item in items)
            if not items:
                killer = ""
            elif mutant.owner:
                killer = self._forked(items, mutant, limit)
            else:
                killer = self._fresh([item.nodeid for item in items], mutant, limit)
            self.answer.append((mutant, killer))
        return True

    def _control(self, session: pytest.Session) -> tuple[dict[str, _Timed], str]:
        """How long each test takes and the first lines of the functions that it calls, and a test that fails."""
        path = str(source_of(self.task.module))

        def run(tell: Callable[[str], None]) -> None:
            for number, item in enumerate(session.items):
                calls: set[int] = set()

                def note(frame: FrameType, event: str, _arg: Any, calls: set[int] = calls) -> None:
                    if event == "call" and frame.f_code.co_filename == path:
                        calls.add(frame.f_code.co_firstlineno)

                following = session.items[number + 1] if number + 1 < len(session.items) else None
                began = time.perf_counter()
                sys.setprofile(note)
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                sys.setprofile(None)
                tell(json.dumps([item.nodeid, time.perf_counter() - began, sorted(calls), self.failed]) + "\n")
                if self.failed:
                    return

        said, how = self._in_child(run, 3600)
        timed, failed = {}, how
        for line in said.splitlines():
            name, seconds, calls, failure = json.loads(line)
            timed[name] = _Timed(seconds, frozenset(calls))
            failed = failed or failure
        return timed, failed

    def _chosen(self, items: list[pytest.Item], timed: dict[str, _Timed], mutant: Mutant) -> list[pytest.Item]:
        """The tests that call the function, the fast files first and in each the fast tests."""
        lines = _span(self.source, mutant.owner)
        used = [item for item in items if not mutant.owner or any(line in lines for line in timed[item.nodeid].calls)]
        files: dict[str, float] = {}
        for item in used:
            file = item.nodeid.partition("::")[0]
            files[file] = files.get(file, 0) + timed[item.nodeid].seconds
        return sorted(used, key=lambda item: (files[item.nodeid.partition("::")[0]], timed[item.nodeid].seconds))

    def _forked(self, items: list[pytest.Item], mutant: Mutant, limit_s: float) -> str:
        def run(tell: Callable[[str], None]) -> None:
            put_in(self.task.module, mutated(self.source, mutant), mutant.owner)
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if self.failed:
                    tell(self.failed)
                    return

        said, how = self._in_child(run, limit_s)
        return said or how

    def _in_child(self, run: Callable[[Callable[[str], None]], None], limit_s: float) -> tuple[str, str]:
        """What a forked process says before it ends, and "time" or "death" if it doesn't end by itself."""
        here, there = os.pipe()
        child = os.fork()
        if not child:
            status = 1
            try:
                _settle(limit_s)
                run(lambda text: _write(there, text))
                status = 0
            finally:
                os._exit(status)
        os.close(there)
        said, intime = _read(here, limit_s * WALL)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        busy = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
        return said, "time" if busy or not intime else "death" if status else ""

    def _fresh(self, names: list[str], mutant: Mutant, limit_s: float) -> str:
        """The same in a new interpreter, which loads the changed source."""
        folder = self.folder / "fresh"
        folder.mkdir(exist_ok=True)
        answer = folder / "answer"
        answer.unlink(missing_ok=True)
        wish = {"module": self.task.module, "mutant": mutant, "names": names, "answer": str(answer)}
        (folder / "wish").write_text(json.dumps(wish), encoding="utf-8")
        line = [sys.executable, "-m", "tests.mutants.running", "--fresh", str(folder / "wish")]
        quiet = subprocess.DEVNULL
        child = subprocess.Popen(line, cwd=ROOT, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
        try:
            child.wait(limit_s * WALL)
        except subprocess.TimeoutExpired:
            return "time"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        return answer.read_text(encoding="utf-8") if answer.exists() else "death"


class _First:
    """A plugin for pytest that stops at the first failure and remembers it."""

    def __init__(self) -> None:
        self.failed = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads one module from a tree instead of its file."""

    tree: ast.Module

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.tree, self.path, "exec")


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, module: str, tree: ast.Module) -> None:
        self.module, self.tree = module, tree

    def find_spec(self, fullname: str, path: Any, target: ModuleType | None = None) -> Any:
        if fullname != self.module:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        assert spec is not None and spec.origin is not None
        loader = _Loader(fullname, spec.origin)
        loader.tree = self.tree
        spec.loader = loader
        return spec


def put_in(module: str, tree: ast.Module, owner: str) -> None:
    """Give a function of a loaded module the code that it has in this tree. Raises LookupError if it can't be found."""
    target = _function(sys.modules[module], owner)
    found = compile(tree, target.__code__.co_filename, "exec")
    for name in owner.split("."):
        found = next(each for each in found.co_consts if isinstance(each, CodeType) and each.co_name == name)
    target.__code__ = found
    for loaded in list(sys.modules.values()):
        if getattr(loaded, "__name__", "").startswith("wallet_cli"):
            for value in list(vars(loaded).values()):
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()


def _function(module: ModuleType, owner: str) -> FunctionType:
    """The function itself, below what decorates it."""
    value: Any = module
    for name in owner.split("."):
        value = vars(value)[name]
    for _ in range(9):
        if isinstance(value, FunctionType) and not hasattr(value, "__wrapped__"):
            return value
        below = ("__wrapped__", "fget", "__func__", "func")
        value = next(getattr(value, name) for name in below if hasattr(value, name))
    raise LookupError(owner)


@functools.cache
def _span(source: str, owner: str) -> range:
    """The lines of a function."""
    body: list[ast.stmt] = ast.parse(source).body
    found: Any = None
    for name in owner.split(".") if owner else ():
        found = next(each for each in body if getattr(each, "name", "") == name)
        body = found.body
    if found is None:
        return range(0)
    first = min([found.lineno, *(each.lineno for each in found.decorator_list)])
    return range(first, found.end_lineno + 1)


def _settle(limit_s: float) -> None:
    """A child: a group of its own, silent, with an end to its time and memory."""
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + limit_s) + 1, resource.RLIM_INFINITY))


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


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing), contextlib.redirect_stderr(nothing):
        yield


def _try_all(asked: Path, answered: Path) -> None:
    module, tests, listed = json.loads(asked.read_text(encoding="utf-8"))
    folder = asked.parent
    trials = Trials(Task(module, tests, [Mutant(*each) for each in listed]), folder)
    __import__(module)
    pytest.main([*OPTIONS, f"--basetemp={folder / 'forked'}", *tests], plugins=[trials])
    answered.write_text(json.dumps(trials.answer), encoding="utf-8")


def _try_fresh(wished: Path) -> None:
    wish = json.loads(wished.read_text(encoding="utf-8"))
    module, mutant = wish["module"], Mutant(*wish["mutant"])
    tree = mutated(source_of(module).read_text(encoding="utf-8"), mutant)
    assert module not in sys.modules
    sys.meta_path.insert(0, _Finder(module, tree))
    trials, first = Trials(Task(module, [], []), wished.parent), _First()
    trials.pytest_configure(None)  # type: ignore[arg-type]
    status = pytest.main([*OPTIONS, "-x", f"--basetemp={wished.parent / 'tmp'}", *wish["names"]], plugins=[first])
    Path(wish["answer"]).write_text(first.failed or ("" if status == 0 else "death"), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1] == "--fresh":
        _try_fresh(Path(sys.argv[2]))
    else:
        _try_all(Path(sys.argv[1]), Path(sys.argv[2]))
