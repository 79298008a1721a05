"""What an undo moves: transactions that go and versions that come back. Of those that go only what its checks need is
read, so that the undo of a large import doesn't read it back.
"""

from __future__ import annotations

from wallet_cli.domain.operation import NOTHING, decode_body
from wallet_cli.domain.transaction import RECONCILED, REFUNDS, Transaction
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.record.refund_limits import refunded_by
from wallet_cli.store.books import transactions
from wallet_cli.store.books.transactions import STEP
from wallet_cli.store.journal.entities import TRANSACTION
from wallet_cli.store.journal.transaction import value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wallet_cli.services.session import Session
    from wallet_cli.store.journal.versions import Versions

    Version = tuple[bytes, Transaction]
    """The body as it was written, and its value."""


class Moved(NamedTuple):
    """The transactions that an undo changes, in its order: ``back`` has the version that each gets, None where it goes.

    ``numbers`` are those of each one's short name and of the operation that wrote it last. ``accounts`` (uids, in the
    order of the first posting there), ``day`` (the last one), ``reconciled`` (uids of those that have such a posting in
    the books) and ``refunded`` (purchases) are of both versions, before and after.
    """

    back: Mapping[bytes, Version | None]
    numbers: Mapping[bytes, tuple[int, int]]
    accounts: Sequence[bytes]
    day: int
    reconciled: Sequence[bytes]
    refunded: Sequence[bytes]

    @property
    def values(self) -> list[Transaction]:
        """The versions that come back."""
        return [version[1] for version in self.back.values() if version is not None]

    @property
    def gone(self) -> set[bytes]:
        """Those that go."""
        return {uid for uid, version in self.back.items() if version is None}


def moved(
    session: Session, versions: Versions, number: int, numbers: Mapping[bytes, tuple[int, int]], uids: Sequence[bytes]
) -> Moved:
    """What taking operation ``number`` back moves of the transactions ``uids``."""
    back: dict[bytes, Version | None] = {}
    for uid in uids:
        data = versions.data_before(number, (TRANSACTION, uid))
        back[uid] = None if data == NOTHING else (data, value_of(uid, decode_body(data)))
    rows = [numbers[uid][0] for uid in uids]
    firsts: dict[bytes, tuple[int, int, int]] = {}
    """Of each account: which transaction, the version that goes (0) or that comes back (1), which posting."""
    day = state = 0
    for account, first, last, highest in transactions.touched(session.db, rows):
        at, n = divmod(first, STEP)
        firsts.setdefault(account, (at, 0, n))
        day, state = max(day, last), max(state, highest)
    for at, version in enumerate(back.values()):
        if version is not None:
            for n, posting in enumerate(version[1].postings):
                place = (at, 1, n)
                firsts[posting.account] = min(place, firsts.get(posting.account, place))
                day = max(day, posting.date)
    found = transactions.in_state(session.db, rows, RECONCILED) if state == RECONCILED else ()
    refunded = transactions.targets_of(session.db, rows, REFUNDS)
    return Moved(
        back,
        numbers,
        sorted(firsts, key=firsts.__getitem__),
        day,
        [uid for uid in uids if uid in found],
        [*refunded, *refunded_by([version[1] for version in back.values() if version is not None])],
    )
