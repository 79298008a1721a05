"""Checking a whole vault, rebuilding its books from the journal, and working on from an older copy on purpose."""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.amounts import plain
from wallet_cli.errors import Advisory, Damaged
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.record.adjust import assertions, failing_assertions
from wallet_cli.store.check import rebuilding
from wallet_cli.store.check import verifying as checking
from wallet_cli.store.check.findings import Check, Findings, Problem, Progress, silent
from wallet_cli.store.check.verifying import Verified

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.services.session import Session

__all__ = ["Check", "Problem", "Progress", "Rebuilt", "Verified", "accept_older", "names", "rebuild", "verify"]


class Rebuilt(NamedTuple):
    """What a rebuild did: the report before it, the schema objects put back, the report after it."""

    before: Verified
    put_back: tuple[str, ...]
    after: Verified


def _check_assertions(session: Session, findings: Findings) -> None:
    findings.look(assertions(session))
    for each in failing_assertions(session):
        scale, code = each.currency.scale, each.currency.code
        expected, found = plain(each.expected_minor, scale), plain(each.found_minor, scale)
        day = date.fromordinal(each.day).isoformat()
        findings.add(
            Advisory("assertion-fails", account=each.account, day=day, expected=expected, found=found, currency=code)
        )


BOOK_CHECKS: dict[str, Callable[[Session, Findings], None]] = {"assertions": _check_assertions}
"""What is checked of the books besides the store's own checks, in one snapshot."""


def names() -> tuple[str, ...]:
    """The names of all checks, in their order."""
    return (*[row.name for row in checking.STORE_CHECKS], *BOOK_CHECKS)


def verify(session: Session, progress: Progress = silent) -> Verified:
    """Run every check of the vault and of its balance assertions; problems are in the report, not raised."""
    report = checking.verify(session.store, progress)
    findings = Findings(progress)
    with session.store.snapshot():
        for name, look in BOOK_CHECKS.items():
            with findings.check(name):
                look(session, findings)
    return report._replace(
        checks=(*report.checks, *findings.checks),
        problems=(*report.problems, *findings.problems),
        more=report.more + findings.found - len(findings.problems),
    )


def rebuild(session: Session, progress: Progress = silent) -> Rebuilt:
    """Rebuild the books from the journal, in one step that can be taken back until its end.

    Raises Damaged("rebuild-impossible", "rebuild-differs", "schema-changed"), Refused("vault-read-only"), and where a
    page can't be read, which can't be rewritten either, Damaged("store-damaged").
    """
    before = verify(session, progress)
    if any(each.error.slug == "page-damaged" for each in before.problems):
        raise Damaged("store-damaged")
    put_back = rebuilding.rebuild(session.store, progress)
    return Rebuilt(before, put_back, verify(session, progress))


def accept_older(session: Session, own_seen: str | None = None) -> str:
    """Work on from the vault as it is, under a new device id; the short name of the operation that says so.

    ``own_seen`` is where its head is kept from here on, where copies go on from the one that was seen of them.
    Raises Damaged("balances-replayed") for a vault whose pages are of different ages: that is not an older copy.
    """
    told = session._replace(command="fork")  # the command that undo knows it can't take back
    return session.store.fork(told.origin(), session.new_uid(), session.random(16), own_seen)
