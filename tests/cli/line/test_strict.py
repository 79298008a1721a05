"""Lines that are read without Typer: exactly what Typer makes of them, or left to Typer."""

import io
import shlex
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wallet_cli.cli.app import App, Surroundings
from wallet_cli.cli.line import build, registry, strict
from wallet_cli.cli.options import GLOBALS, Options
from wallet_cli.cli.spec import FLAG, INT, Noun, Param, Spec
from wallet_cli.errors import WalletError

AROUND = Surroundings(
    stdin=io.StringIO(),
    stdout=io.StringIO(),
    stderr=io.StringIO(),
    env={},
    folders=lambda: (Path("/nowhere"), Path("/nowhere")),
    now_us=lambda: 0,
    today=lambda: 1,
    offset=lambda _moment_s: 0,
    random=bytes,
    width=lambda: 80,
    terminal="",
    run=lambda _command: 0,
    binary_stdout=io.BytesIO,
    read_secret=lambda _prompt: "",
    interactive=False,
    kdf="cheap",
)


class Ran(NamedTuple):
    """A command that was run: which, and with what."""

    spec: Spec
    options: Options
    values: dict[str, Any]


class _Done(Exception):
    """In the place of what a command does."""


def by_typer(words: list[str]) -> Ran | None:
    """What Typer's parser has run; None where it, or help, answered instead."""
    ran: list[Ran] = []

    def noted(spec: Spec) -> Spec:
        def run(app: App, **values: Any) -> int:
            ran.append(Ran(spec, app.options, values))
            raise _Done

        return spec._replace(run=run)

    def load(entry: registry.CommandEntry) -> Spec | Noun:
        described = LOADED[entry.name]
        if isinstance(described, Noun):
            return described._replace(verbs=tuple(map(noted, described.verbs)))
        return noted(described)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "load", load)
        with suppress(_Done, WalletError):
            build.execute(words, AROUND)
    return ran[0] if ran else None


LOADED = {entry.name: registry.load(entry) for entry in registry.ENTRIES}
SPECS = [
    ([name, verb.name] if isinstance(described, Noun) else [name], verb)
    for name, described in LOADED.items()
    for verb in (described.verbs if isinstance(described, Noun) else (described,))
]
WORDS = ["12.50", "Coffee", "@cash", "+food", "早餐", "two words", "7", "0", "1000000001", "-", "list", "bank", "٣"]
WORDS += ["四十五", "2026-10", "昨天", "－d", "－－memo", "－m", "－－5"]
DOUBTFUL = ["", "--", "-h", "--help", "--nonsense", "--json=1", "-nq", "-n5", "--jso", "\ud800", "-x", "--wallet="]
SIGNED = ["-5", "-420", "-٣"]


def written(param: Param) -> st.SearchStrategy[list[str]]:
    """An option with a value that it may take, mostly."""
    if param.takes == FLAG:
        return st.sampled_from(param.flags).map(lambda flag: [flag])
    values = st.sampled_from(["3", "12", "0"] if param.takes == INT else WORDS) | st.sampled_from(
        DOUBTFUL + WORDS + SIGNED
    )
    return st.tuples(st.sampled_from(param.flags), values).map(list)


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """A command line, for the most part one that could be meant."""
    path, spec = draw(st.sampled_from(SPECS))
    options = [written(param) for param in spec.params if param.flags]
    shared = st.sampled_from(GLOBALS).flatmap(written)
    free = st.sampled_from(WORDS).map(lambda word: [word])
    doubt = st.sampled_from(DOUBTFUL + SIGNED).map(lambda word: [word])
    pieces = st.one_of(free, free, *options, shared) if draw(st.integers(0, 4)) else st.one_of(free, doubt, *options)
    front = draw(st.lists(shared, max_size=1))
    between = draw(st.lists(shared, max_size=1)) if len(path) > 1 else []
    cut = draw(st.sampled_from([len(path)] * 9 + [1]))
    back = draw(st.lists(pieces, max_size=5))
    return [*chain(*front), path[0], *chain(*between), *path[1:cut], *chain(*back)]


@given(lines())
@example(["accounts"])
@example(["accounts", "--json"])
@example(["-w", "x", "accounts", "-w", "y", "list", "--json", "--plain"])
@example(["config", "unlock-for", "8h"])
@example(["budget", "--check"])
@example(["history", "-l", "-5"])
@example(["adjust", "@visa", "--to", "-420"])
@example(["pay", "-5", "Tea"])
@example(["p", "3", "Tea"])
@example(["p", "四十五", "Tea", "－d", "昨天", "－－memo", "－m"])
@example(["p", "3", "Tea", "-m", "－m", "－d", "y"])
@example(["report", "2026-10", "-n"])
@example(["budget", "--json", "november", "--check"])
@example(["export", "2026", "csv"])
def test_what_it_reads_is_what_typer_reads(words: list[str]) -> None:
    read = strict.read(words)
    if read is not None:
        assert Ran(*read) == by_typer(words)


@pytest.mark.parametrize("path", [path for path, spec in SPECS if spec.examples], ids=" ".join)
def test_examples_are_read_without_typer_and_as_it_does(path: list[str]) -> None:
    spec = next(spec for each, spec in SPECS if each == path)
    for line in spec.examples:
        if "$(" in line:  # a shell runs it
            continue
        words = shlex.split(line)
        words = words[words.index("wallet") + 1 :]
        read = strict.read(words)
        assert read is None or Ran(*read) == by_typer(words)
        if next(entry for entry in registry.ENTRIES if entry.name == path[0]).group == registry.DAILY:
            assert read is not None, line


@pytest.mark.parametrize("doubt", DOUBTFUL)
def test_any_doubt_is_left_to_typer(doubt: str) -> None:
    assert strict.read(["balance", "--json"]) is not None
    assert strict.read(["balance", "--json", doubt]) is None
    assert strict.read(["pay", "5", "-m", doubt]) is None
    assert strict.read([doubt, "balance"]) is None


def test_every_command_can_be_meant() -> None:
    """Each is read with its arguments alone."""
    for path, spec in SPECS:
        free = ["2026-10" if param.fits else "word" for param in spec.params if not param.flags]
        read = strict.read([*path, *free])
        assert read is not None, path
        assert read[0].name == path[-1]
