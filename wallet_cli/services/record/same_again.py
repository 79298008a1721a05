"""Whether what is asked under a known id is what was recorded under it, however it was typed: ``5`` and ``5.00 eur``.

What always holds: it is the same only where its transactions are equal in all but their uids, and nothing else than
transactions was asked for.
"""

from __future__ import annotations

from collections import Counter

from wallet_cli.errors import NotFound, Refused, UsageProblem
from wallet_cli.store.journal import entities, journal, transaction

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from wallet_cli.domain.transaction import Transaction
    from wallet_cli.services.record.receipt import Entry
    from wallet_cli.services.session import Session


def means_the_same(session: Session, op: int, uids: Collection[bytes], build: Callable[[], Entry] | None) -> bool:
    """Whether ``build`` makes the transactions ``uids`` as operation ``op`` wrote them; what can't be built doesn't."""
    entry = _made(build) if uids else None
    if entry is None:
        return False
    images = journal.read_images(session.db, op, journal.read_record(session.db, op))
    written = [
        transaction.value_of(image.uid, image.body)
        for image in images
        if image.kind == entities.TRANSACTION and image.uid in uids
    ]
    return len(written) == len(uids) and _meanings(entry.transactions) == _meanings(written)


def is_asked_again(before: Entry, build: Callable[[], Entry]) -> bool:
    """Whether ``build`` makes what ``before``, of the same operation, has; what can't be built isn't the same."""
    entry = _made(build) if not (before.items or before.accounts) else None
    return (
        entry is not None
        and bool(entry.transactions)
        and _meanings(entry.transactions) == _meanings(before.transactions)
    )


def _made(build: Callable[[], Entry] | None) -> Entry | None:
    """What is asked now, None where it can't be built, or is more than transactions."""
    try:
        entry = build() if build else None
    except (UsageProblem, NotFound, Refused):
        return None
    return None if entry is None or entry.payees or entry.items or entry.accounts else entry


def _meanings(found: Iterable[Transaction]) -> Counter[Transaction]:
    return Counter(
        each._replace(uid=b"", postings=tuple(sorted(each.postings)), tags=tuple(sorted(each.tags))) for each in found
    )
