"""``verify``: everything that can be said about a vault from inside it, as named checks that all run.

What comes in is an open store, what comes out is a report; nothing is changed but that the write-ahead log is folded
in. All reading after that happens in one snapshot, so that others may go on writing meanwhile.
"""

from __future__ import annotations

from contextlib import nullcontext
from itertools import groupby

from wallet_cli.errors import Advisory, Damaged
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.check import meta, soundness, sums
from wallet_cli.store.check.chain import Walk
from wallet_cli.store.check.comparing import Comparison
from wallet_cli.store.check.findings import Check, Findings, Problem, Progress, silent
from wallet_cli.store.journal import memos
from wallet_cli.store.vault import schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.store.store import Store


class Run:
    """One run of all checks: the store, what is found, and what one check hands to the next."""

    def __init__(self, store: Store, findings: Findings) -> None:
        self.store, self.db, self.findings = store, store.db, findings
        self.comparing: Comparison | None = None
        self.apart = Findings()
        self.operations = 0


class StoreCheck(NamedTuple):
    """A row of the table: its name, what it does, and whether it reads in the snapshot that such checks share."""

    name: str
    look: Callable[[Run], None]
    in_snapshot: bool = True


STORE_CHECKS = (
    StoreCheck("settings", lambda run: soundness.check_settings(run.db, run.findings), in_snapshot=False),
    StoreCheck("schema", lambda run: soundness.check_schema(run.db, run.findings), in_snapshot=False),
    StoreCheck("pages", lambda run: _check_pages(run), in_snapshot=False),
    StoreCheck("references", lambda run: soundness.check_references(run.db, run.findings)),
    StoreCheck("seals", lambda run: soundness.check_seals(run.db, run.findings)),
    StoreCheck("zero", lambda run: sums.check_zero(run.db, run.findings)),
    StoreCheck("journal", lambda run: check_journal(run)),
    StoreCheck("projection", lambda run: _check_projection(run)),
    StoreCheck("rollups", lambda run: sums.check_rollups(run.db, run.findings)),
    StoreCheck("balances", lambda run: _check_balances(run)),
    # the machine may have seen what was written since the snapshot began
    StoreCheck("head", lambda run: _check_head(run), in_snapshot=False),
    StoreCheck("header", lambda run: _check_header(run), in_snapshot=False),
)
"""All checks of the store, in their order. What people call each is in ``cli/render/vault/checks.TITLES``."""


class Verified(NamedTuple):
    """What was checked and found; ``more`` problems were counted and not listed; ``erased`` bodies are gone."""

    checks: tuple[Check, ...]
    problems: tuple[Problem, ...]
    more: int
    operations: int
    erased: int

    @property
    def advised(self) -> int:
        """How many findings are not damage but something to look at (``Advisory``), those included that aren't listed.

        All that a check counts beyond those it lists are of the kind it lists.
        """
        found = 0
        for check in self.checks:
            listed = [isinstance(each.error, Advisory) for each in self.problems if each.check == check.name]
            found += check.problems - listed.count(False) if any(listed) else 0
        return found

    @property
    def damages(self) -> int:
        """How many findings are damage, those included that aren't listed."""
        return len(self.problems) + self.more - self.advised


def verify(store: Store, progress: Progress = silent) -> Verified:
    """Run every check; the report. Raises Damaged("schema-newer") alone: a later wallet's vault can't be judged."""
    findings = Findings(progress)
    run = Run(store, findings)
    for in_snapshot, rows in groupby(STORE_CHECKS, key=lambda row: row.in_snapshot):
        with store.snapshot() if in_snapshot else nullcontext():
            for row in rows:
                with findings.check(row.name):
                    row.look(run)
    problems = tuple(findings.problems)
    return Verified(tuple(findings.checks), problems, findings.found - len(problems), run.operations, findings.erased)


def _check_pages(run: Run) -> None:
    soundness.check_pages(run.db, run.findings, whole=not run.store.read_only and run.store.fold())


def check_journal(run: Run) -> None:
    """The walk through the journal; what it recorded is handed to the check of the projection, in the same walk.

    A journal that a later wallet has written in ends the walk, and its books aren't compared: that isn't damage.
    """
    comparing = run.comparing = Comparison(run.db, run.apart, run.findings)
    walk = Walk(run.db, run.findings)
    last = 0
    for chunk in walk:
        run.operations += chunk.op != last
        last = chunk.op
        if walk.torn:
            comparing.lose(0)
        if not chunk.whole:
            comparing.lose(chunk.op)
            if not chunk.emptied:
                comparing.excuse(chunk.op)
        comparing.add(chunk.op, chunk.images, chunk.version)
    comparing.follow()
    for op in walk.blanked:  # what an erasure took, it wrote again: nothing of that is excused
        comparing.excuse(op)


def _check_projection(run: Run) -> None:
    findings = run.findings
    if any(error.slug == "journal-newer" for _check, error in findings.problems):
        return
    if run.comparing is None:
        raise Damaged("journal-unreadable")
    before = findings.found
    run.comparing.finish()
    findings.take(run.apart)
    # of rows that are wrong themselves the index can't be
    if findings.found == before and schema.version_of(run.db) >= schema.MEMOS_SINCE:
        for block in memos.wrong(run.db):
            findings.add(Damaged("memo-index-differs", ref=f"t{max(1, block << memos.SHIFT)}"))


def _check_balances(run: Run) -> None:
    run.findings.look(int(run.db.execute("SELECT count(*) FROM rollup WHERE level = 0").fetchone()[0]))
    run.store.check_balances()


def _check_head(run: Run) -> None:
    run.findings.look(1)
    if not run.store.check_head():
        run.findings.look(-1)  # a backup, or a machine that has seen nothing of this vault yet


def _check_header(run: Run) -> None:
    run.findings.look()
    meta.check(run.store, run.findings)
    run.store.check_header()
