"""What a check of the vault finds: problems as errors with parameters, collected and not raised, so that all are
reported.

Each named check counts what it looked at. Of one kind of problem the first are kept and the others counted: a damaged
vault may have a million, and memory stays flat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from wallet_cli.errors import Damaged, Refused, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.vault.connect import translated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

KEPT_OF_A_KIND = 20

Progress = Callable[[str, int, int], None]
"""Called with the name of the check, how much is done, and how much there is (0: not known)."""


class Problem(NamedTuple):
    """One thing that is wrong: the check that found it, and the error that says what and where it is, and how to mend
    it.
    """

    check: str
    error: WalletError


class Check(NamedTuple):
    """One check that ran: its name, how many things it looked at, how many problems it found."""

    name: str
    looked_at: int
    problems: int


def silent(_check: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


class Findings:
    """Collects problems; knows which check is running."""

    def __init__(self, progress: Progress = silent) -> None:
        self._progress = progress
        self._counts: dict[tuple[str, str], int] = {}
        self._name = ""
        self._looked_at = self._found = 0
        self.problems: list[Problem] = []
        self.checks: list[Check] = []
        self.erased = 0

    @property
    def found(self) -> int:
        """How many problems there are, those included that were only counted."""
        return sum(self._counts.values())

    def add(self, error: WalletError) -> None:
        """Note a problem under the running check."""
        key = (self._name, error.slug)
        count = self._counts[key] = self._counts.get(key, 0) + 1
        self._found += 1
        if count <= KEPT_OF_A_KIND:
            self.problems.append(Problem(self._name, error))

    def take(self, other: Findings) -> None:
        """Take over what was found, and counted, apart from the running check."""
        for problem in other.problems:
            self.add(problem.error)
        hidden = other.found - len(other.problems)
        if hidden:
            key = (self._name, other.problems[-1].error.slug)
            self._counts[key] += hidden
            self._found += hidden
        self._looked_at += other._looked_at

    def look(self, things: int = 1) -> None:
        """Count things that were looked at."""
        self._looked_at += things

    def progress(self, done: int, total: int) -> None:
        """Tell how far the running check is."""
        self._progress(self._name, done, total)

    @contextmanager
    def check(self, name: str) -> Iterator[None]:
        """Run one named check: an error that says "damaged" becomes a problem, whatever else was found.

        Raises Refused("disk-full").
        """
        self._name, self._looked_at, self._found = name, 0, 0
        self.progress(0, 0)
        try:
            with translated():
                yield
        except (Damaged, Refused) as error:
            if error.slug == "disk-full":  # says nothing of the vault
                raise
            self.add(error)
        self.checks.append(Check(name, self._looked_at, self._found))


def batches(items: list[Any], size: int) -> Iterator[list[Any]]:
    """``items`` in lists of at most ``size``."""
    return (items[at : at + size] for at in range(0, len(items), size))
