"""What is doubtful of an import, what has lapsed and what the bank doesn't know: written into the books, and shown.

A row that was joined with an entry, or booked, without proof is in doubt: its transaction has links of the kind
``maybe-same`` to what it might be as well, and to itself where nothing else is known but that it may be two. They are a
part of it, so that they are in the journal, are undone with it and exported with it. A pending row that the bank no
longer lists is void.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.files.corrected import stays
from wallet_cli.domain.files.dedup import BY_HAND, NEW, Verdict
from wallet_cli.domain.files.joins import joining
from wallet_cli.domain.money import Money
from wallet_cli.domain.transaction import MAYBE_SAME
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.session import money_of
from wallet_cli.store.books import seen, transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from wallet_cli.domain.files.statement import Row
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.account_postings import Known
    from wallet_cli.store.journal.journal import Operation


class Lacking(NamedTuple):
    """A transaction (``txn`` the number of its short name) that the file lacks: its day, amount in the owner's view and
    payee as they are in the books.
    """

    txn: int
    on: date
    amount: Money
    payee: str


class Joined(NamedTuple):
    """What someone has to look at of one statement. ``doubts`` are transactions (the numbers of their short names),
    each with those that it might be as well; ``lapsed`` were listed as pending and are void now; ``unknown`` were
    recorded by hand, and the bank doesn't list them.
    """

    doubts: Mapping[int, tuple[int, ...]] = {}
    lapsed: tuple[Lacking, ...] = ()
    unknown: tuple[Lacking, ...] = ()


NOTHING = Joined()
"""Where everything is proven."""


def takes_amount(verdict: Verdict) -> bool:
    """Whether the entry gets the amount of the row that it was joined with."""
    return verdict.status == BY_HAND and "amount" in verdict.changed


def posting_of(key: Hashable) -> Known:
    """The posting that an entry of the comparison, or a verdict, is about."""
    return key  # type: ignore[return-value]


class Booking:
    """Verdicts on their way into the books."""

    def __init__(self, session: Session, work: Operation, judged: joining.Judged) -> None:
        self._session, self._work, self._judged = session, work, judged
        self._verdicts = list(judged.verdicts)
        self._of_row: dict[int, int] = {}

    def verdict(self, n: int, row: Row) -> Verdict:
        """The verdict on the row at place ``n``: one whose entry can't have its amount is new."""
        verdict = self._verdicts[n]
        if takes_amount(verdict):
            self._work.flush()
            known = posting_of(verdict.key)
            kept = transactions.by_row(self._session.db, known.txn)
            if kept is None or stays(kept.transaction, known.n, row, is_transfer=False):
                verdict = self._verdicts[n] = Verdict(NEW, "not-seen")
        return verdict

    def booked(self, n: int, txn: int) -> None:
        """The transaction (number) that the row at place ``n`` is."""
        self._of_row[n] = txn

    def written(self) -> Joined:
        """Write what is doubtful, and what has lapsed, once all rows are booked."""
        doubts = {
            self._of_row[n]: _others(verdict, self._of_row, self._of_row[n])
            for n, verdict in enumerate(self._verdicts)
            if joining.is_doubtful(verdict)
        }
        lapsed = tuple(map(posting_of, self._judged.lapsed))
        if doubts or lapsed:
            self._work.flush()
            for number, others in doubts.items():
                _link(self._session, self._work, number, others)
            for known in lapsed:
                kept = transactions.by_row(self._session.db, known.txn)
                if kept is not None:
                    self._work.put_transaction(kept.transaction._replace(void=True))
        unknown = map(posting_of, self._judged.unknown)
        return Joined(doubts, tuple(map(self._lacking, lapsed)), tuple(map(self._lacking, unknown)))

    def _lacking(self, known: Known) -> Lacking:
        amount = Money(known.amount_minor, money_of(self._session, known.currency))
        return Lacking(known.txn, date.fromordinal(known.date), amount, known.payee)


def _others(verdict: Verdict, of_row: Mapping[int, int], own: int) -> tuple[int, ...]:
    found = {*(posting_of(key).txn for key in verdict.maybe), *(of_row[n] for n in verdict.rows)}
    return tuple(sorted(found - {own}))


def _link(session: Session, work: Operation, number: int, others: Sequence[int]) -> None:
    kept = transactions.by_row(session.db, number)
    if kept is None:
        return
    txn = kept.transaction
    targets = seen.uids(session.db, set(others))
    named = [targets[other] for other in others if other in targets] or [txn.uid]
    links = {*txn.links, *((MAYBE_SAME, uid) for uid in named)}
    work.put_transaction(txn._replace(links=tuple(sorted(links))))
