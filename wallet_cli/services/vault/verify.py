"""Checking a whole vault, rebuilding its books from the journal, and working on from an older copy on purpose."""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.amounts import plain
from wallet_cli.errors import Advisory, Busy, Damaged
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.record.adjust import assertions, failing_assertions
from wallet_cli.services.vault import location, logs
from wallet_cli.store.check import rebuilding
from wallet_cli.store.check import verifying as checking
from wallet_cli.store.check.findings import Check, Findings, Problem, Progress, silent
from wallet_cli.store.check.verifying import Verified
from wallet_cli.store.journal import journal
from wallet_cli.store.vault import asides, connect, files, head, in_use

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.services.session import Session
    from wallet_cli.services.vault.location import Place
    from wallet_cli.store.store import Store
    from wallet_cli.store.vault.head import Seen

__all__ = [
    "Check",
    "Problem",
    "Progress",
    "Rebuilt",
    "Verified",
    "accept_beyond",
    "accept_older",
    "end",
    "is_older",
    "keep_copy",
    "names",
    "rebuild",
    "require_memory",
    "verify",
]

_FORK = "fork"
"""The command that undo knows it can't take back."""


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


def end(store: Store) -> tuple[int, bytes]:
    """With which operation a store ends: its number and its MAC. Raises as ``connect.translated``."""
    with connect.translated():
        last = journal.head(store.db)
    return last.number, last.mac


def is_older(store: Store) -> bool:
    """Whether it isn't the state that this machine saw last. Raises whatever else ``Store.check_head`` finds."""
    try:
        store.check_head()
    except Damaged as error:
        if error.slug not in logs.OLDER:
            raise
        return True
    return False


def keep_copy(place: Place) -> None:
    """Keep a copy of a store that isn't the state which was seen last, before its books are rebuilt: they may be all
    that is left of what its journal lacks. Raises Busy("vault-busy") while others have it open.
    """
    with connect.translated(), files.alone(place.folder, needed=False):
        store = location.store_of(place)
        if in_use.is_open(store, unknown=False) or location.holds_something(str(connect.log_of(store))):
            raise Busy("vault-busy")
        place.tell(Advisory("kept-a-copy", path=asides.copy(store, asides.STORE).name))


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

    ``own_seen`` is where its head is kept from here on, where copies continue from the one that was seen of them.
    Raises Damaged("balances-replayed") for a vault whose pages are of different ages: that is not an older copy.
    """
    told = session._replace(command=_FORK)
    return session.store.fork(told.origin(), session.new_uid(), session.random(16), own_seen)


def require_memory(place: Place) -> None:
    """Prove that this machine will be able to remember which state was accepted, before anything is changed for that.
    Raises as ``head.reset``.
    """
    with connect.translated():
        head.require_room(location.seen_path(place, location.vault_id(place)))


def accept_beyond(session: Session, seen: Seen | None) -> Seen:
    """The same for a wallet that has no name yet, of which the caller keeps what was ``seen``; the head to keep next.

    Raises Damaged("balances-replayed").
    """
    told = session._replace(command=_FORK)
    return session.store.fork_beyond(told.origin(), session.new_uid(), session.random(16), seen)
