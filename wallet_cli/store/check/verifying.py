"""``verify``: everything that can be said about a vault from inside it, as named checks that all run.

What comes in is an open store, what comes out is a report; nothing is changed but that the write-ahead log is folded
in. All reading after that happens in one snapshot, so that others may go on writing meanwhile.
"""

from __future__ import annotations

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
    from wallet_cli.store.store import Store

CHECKS = (
    "settings", "schema", "pages", "references", "seals", "zero", "journal", "projection", "rollups", "balances",
    "head", "header",
)  # fmt: skip
"""The names of all checks of the store, in their order."""


class Verified(NamedTuple):
    """What was checked and found; ``more`` problems were counted and not listed; ``erased`` bodies are gone."""

    checks: tuple[Check, ...]
    problems: tuple[Problem, ...]
    more: int
    operations: int
    erased: int

    @property
    def advised(self) -> int:
        """How many findings are no damage but something to look at (``Advisory``), those included that aren't listed.

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
    db = store.db
    with findings.check("settings"):
        soundness.check_settings(db, findings)
    with findings.check("schema"):
        soundness.check_schema(db, findings)
    with findings.check("pages"):
        soundness.check_pages(db, findings, whole=not store.read_only and store.fold())
    operations = 0
    with store.snapshot():
        for name, check in (
            ("references", soundness.check_references),
            ("seals", soundness.check_seals),
            ("zero", sums.check_zero),
        ):
            with findings.check(name):
                check(db, findings)
        operations = check_journal(store, findings)
        with findings.check("rollups"):
            sums.check_rollups(db, findings)
        with findings.check("balances"):
            findings.look(int(db.execute("SELECT count(*) FROM rollup WHERE level = 0").fetchone()[0]))
            store.check_balances()
    with findings.check("head"):  # not of the snapshot: the machine may have seen what was written since that began
        findings.look(1)
        if not store.check_head():
            findings.look(-1)  # a backup, or a machine that has seen nothing of this vault yet
    with findings.check("header"):
        findings.look()
        meta.check(store, findings)
        store.check_header()
    problems = tuple(findings.problems)
    return Verified(tuple(findings.checks), problems, findings.found - len(problems), operations, findings.erased)


def check_journal(store: Store, findings: Findings) -> int:
    """The checks "journal" and "projection", in one walk; how many operations there are.

    A journal that a later wallet has written in ends the walk, and its books aren't compared: that isn't damage.
    """
    db = store.db
    comparing: Comparison | None = None
    operations = 0
    with findings.check("journal"):
        comparing = Comparison(db, apart := Findings(), findings)
        walk = Walk(db, findings)
        last = 0
        for chunk in walk:
            operations += chunk.op != last
            last = chunk.op
            if walk.torn:
                comparing.lose(0)
            if not chunk.whole:
                comparing.lose(chunk.op)
                if not chunk.emptied:
                    comparing.excuse(chunk.op)
            comparing.add(chunk.op, chunk.images, chunk.version)
        comparing.follow()
        for op in walk.blanked:  # what an erasure took, it wrote anew: nothing of that is excused
            comparing.excuse(op)
    is_newer = any(error.slug == "journal-newer" for _check, error in findings.problems)
    with findings.check("projection"):
        if is_newer:
            return operations
        if comparing is None:
            raise Damaged("journal-unreadable")
        before = findings.found
        comparing.finish()
        findings.take(apart)
        # of rows that are wrong themselves the index can't be
        if findings.found == before and schema.version_of(db) >= schema.MEMOS_SINCE:
            for block in memos.wrong(db):
                findings.add(Damaged("memo-index-differs", ref=f"t{max(1, block << memos.SHIFT)}"))
    return operations
