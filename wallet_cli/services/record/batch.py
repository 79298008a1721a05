"""Many records as one operation: all of them or none, undone by one command.

What comes in: a function that records line after line through the verbs' own use cases. What goes out: one receipt.
What always holds: a line sees what the lines before it wrote (their payees always, their transactions where it asks
for the past), and a failure anywhere leaves nothing.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.operation import RECORD_ID
from wallet_cli.errors import Conflict
from wallet_cli.services.record.limits import require_payment
from wallet_cli.services.record.receipt import Entry, NewPayee, Receipt, When
from wallet_cli.services.record.second_look import new_payees
from wallet_cli.services.record.write import (
    SUMMARIES,
    before_beginning,
    changes,
    low_today,
    recorded_in_batch,
    repeated,
    summary_of,
    write,
)
from wallet_cli.store.books import accounts, balances
from wallet_cli.store.journal import entities

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from wallet_cli.services.session import Session
    from wallet_cli.store.journal.journal import Operation

FORWARD = ("pay", "receive", "transfer", "exchange", "lend", "borrow")
"""The commands that, without inference, don't look at transactions before theirs: nothing need be flushed for them."""


class Joint:
    """The operation that the lines of a batch share, and what they have written so far."""

    def __init__(self, work: Operation) -> None:
        self._work = work
        self.entries: list[Entry] = []
        self.written: list[tuple[str, bytes]] = []
        self.known: list[Receipt] = []
        self.new: list[NewPayee] = []
        self._by_id: dict[str, tuple[bytes, Entry, list[tuple[str, bytes]]]] = {}
        self._until_today: dict[tuple[bytes, str], int] = {}
        self._in_all: dict[tuple[bytes, str], int] = {}
        self._days = date.max.toordinal(), 0
        self._reached = 0

    def add(self, session: Session, build: Callable[[], Entry]) -> Receipt:
        """Record one line; a line whose own id is known answers what was recorded under it."""
        if session.infers or session.command not in FORWARD:
            self._work.flush()
        known = self._repeated(session, build) if session.key else None
        if known:
            self.known.append(known)
            return known
        entry = build()
        require_payment(session, entry.transactions)
        if len(self.new) < SUMMARIES:
            self.new += new_payees(session, entry.payees)
        written = write(session, self._work, entry)
        if session.key:
            body = [session.request.hex(), *[uid.hex() for _ref, uid in written]]
            self._work.put_item(entities.Item(session.new_uid(), RECORD_ID, session.key, body), new=True)
            self._by_id[session.key] = session.request, entry, list(written)
        for txn in entry.transactions:
            for posting in txn.postings:
                key = posting.account, posting.currency
                counts = posting.date <= session.today
                self._until_today[key] = self._until_today.get(key, 0) + (posting.amount_minor if counts else 0)
                self._in_all[key] = self._in_all.get(key, 0) + posting.amount_minor
                self._reached = max(self._reached, posting.date)
            self._days = min(self._days[0], txn.date), max(self._days[1], txn.date)
        self.entries.append(entry)
        self.written += written
        return Receipt(self._work.ref, written, inferred=entry.inferred, dry_run=session.dry_run)

    def _repeated(self, session: Session, build: Callable[[], Entry]) -> Receipt | None:
        """What was recorded under this line's id: by a line before it, which the journal doesn't have yet, or earlier.

        Conflict("id-reused-here") where a line before it says something else, and as ``repeated``.
        """
        if session.key not in self._by_id:
            return recorded_in_batch(session, build) or repeated(session, build)
        request, entry, written = self._by_id[session.key]
        if request != session.request:
            from wallet_cli.services.record import same_again  # only what is spelled otherwise asks for it

            if not same_again.is_asked_again(entry, build):
                raise Conflict("id-reused-here", key=session.key)
        return Receipt(self._work.ref, tuple(written), repeated=True, dry_run=session.dry_run)

    def when(self, session: Session) -> When:
        """The days of all lines: the balances are those of the only day, of today where there are several."""
        first, last = self._days if self._reached else (session.today, session.today)
        return When(session.today, first, last, max(first, self._reached) if first == last else session.today)

    def moved(self, when: When) -> dict[tuple[bytes, str], int]:
        """What moved until the day of the balances, in minor units, by account (uid) and currency."""
        return self._until_today if when.first != when.last else self._in_all


def batch(session: Session, lines: Callable[[Session], None]) -> Receipt:
    """Let ``lines`` record through the session it is given, as one operation; the receipt of all.

    A key that is known answers the first time's receipt. Raises whatever a line raises, after which nothing is kept.
    """
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        whole = repeated(session)
        if whole:
            return whole
        joint = Joint(work)
        lines(session._replace(joint=joint, key="", request=b""))
        if joint.known and not joint.entries:
            return _known(joint.known)
        work.flush()
        when = joint.when(session)
        delta = joint.moved(when)
        found = [accounts.by_uid(session.db, uid) for uid in dict.fromkeys(uid for uid, _code in delta)]
        rows = {node.row: node for node in found if node is not None and node.account.is_money}
        after = balances.of_accounts(session.db, rows, when.balances)
        before = {(row, code): minor - delta.get((rows[row].uid, code), 0) for (row, code), minor in after.items()}
        moved = changes(session, rows, before, when.balances)
        shown = joint.entries if session.dry_run else joint.entries[:SUMMARIES]
        return Receipt(
            work.ref,
            tuple(joint.written),
            tuple(summary_of(session, txn) for entry in shown for txn in entry.transactions),
            moved,
            dry_run=session.dry_run,
            when=when,
            new=tuple(joint.new),
            early=before_beginning(session, rows, (txn for each in joint.entries for txn in each.transactions), when),
            low=low_today(session, rows, moved) if when.balances < session.today else (),
            known=tuple(each.transactions for each in joint.known),
        )


def _known(found: list[Receipt]) -> Receipt:
    """The receipt of lines that were all recorded before: what they answered then, each transaction once."""
    refs = dict.fromkeys(each for receipt in found for each in receipt.transactions)
    return found[-1]._replace(transactions=tuple(refs))
