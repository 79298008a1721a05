"""A sample of a module's mutants, drawn by a seed, and what became of it."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from tests.mutants import equivalent
from tests.mutants.operators import Mutant, mutants
from tests.mutants.running import Task, Verdict, source_of, verdicts
from tests.mutants.targets import TARGETS


class Tally(NamedTuple):
    """The figures of a module: mutants tried, killed, equivalent; those that survived."""

    module: str
    tried: int
    killed: int
    same: int
    survived: Sequence[Mutant]

    @property
    def percent(self) -> int:
        """How many of those that can be killed were, rounded down."""
        return 100 * self.killed // max(1, self.tried - self.same) if self.tried > self.same else 100

    def lines(self) -> list[str]:
        """The figures, and each survivor with its place."""
        path = self.module.replace(".", "/") + ".py"
        counts = f"{self.tried} tried, {self.killed} killed, {self.same} equivalent, {len(self.survived)} survived"
        return [f"{self.module}: {counts}", *(f"    {path}:{each.line}: {each.change}" for each in self.survived)]

    def row(self) -> str:
        """The figures as a row of a table."""
        name = self.module.removeprefix("wallet_cli.").replace(".", "/")
        return f"| {name} | {self.tried} | {self.killed} | {self.same} | {len(self.survived)} | {self.percent} % |"


def sample(module: str, seed: int, count: int) -> list[Mutant]:
    """``count`` mutants of a module, all of them for 0."""
    found = mutants(source_of(module).read_text(encoding="utf-8"))
    return Random(f"{seed} {module}").sample(found, count) if 0 < count < len(found) else found


def tally(module: str, seed: int, count: int) -> Tally:
    """Try a sample of a module's mutants. Raises RuntimeError if its tests fail without a change."""
    drawn = sample(module, seed, count)
    lines = source_of(module).read_text(encoding="utf-8").splitlines()
    worth = [mutant for mutant in drawn if not equivalent.reason(module, lines, mutant)]
    found = verdicts(Task(module, TARGETS[module], worth)) if worth else []
    return _counted(module, len(drawn), found)


def _counted(module: str, tried: int, found: Sequence[Verdict]) -> Tally:
    survived = sorted((verdict.mutant for verdict in found if not verdict.killer), key=lambda each: each.line)
    return Tally(module, tried, len(found) - len(survived), tried - len(found), survived)


def total(tallies: Sequence[Tally]) -> Tally:
    """All together."""
    survived = [mutant for each in tallies for mutant in each.survived]
    return Tally(
        "all", sum(e.tried for e in tallies), sum(e.killed for e in tallies), sum(e.same for e in tallies), survived
    )
