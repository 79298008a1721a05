"""A bank's rows from before the day on which an account begins: which they are, and the beginning moved back.

What an account began with counts all that was before. Rows of earlier days would count twice, so either they stay out,
or the account begins on the first of their days, with as much less as they brought (``domain.files.beginning``).
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.account import OPENING
from wallet_cli.domain.files import beginning
from wallet_cli.domain.transaction import RECONCILED, check
from wallet_cli.errors import Refused
from wallet_cli.services import names
from wallet_cli.services.files.imported import Began
from wallet_cli.services.files.matching import ADDED, Filing
from wallet_cli.services.session import money_of
from wallet_cli.store.books import accounts, balances, openings, transactions
from wallet_cli.store.journal import entities

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wallet_cli.domain.files.statement import Row, StatementHead
    from wallet_cli.domain.transaction import Transaction
    from wallet_cli.services.files.imported import Assigned, Filed
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.books.openings import Began as Kept
    from wallet_cli.store.journal.journal import Operation

    Key = tuple[bytes, str]
    """An account (uid) and a currency."""


def early(session: Session, node: Node, rows: Sequence[Row]) -> frozenset[int]:
    """The places of those rows that are of days before the account begins, and not in the books yet."""
    starts = {code: begins(session, node, code) for code in {row.amount.currency.code for row in rows}}
    found = [
        at
        for at, row in enumerate(rows)
        if (start := starts[row.amount.currency.code]) and row.booking_date.toordinal() < start.date
    ]
    if not found:
        return frozenset()
    with session.store.operation(session.origin(), session.new_uid(), dry_run=True) as work:
        fates = list(Filing(session, work).book(node, [rows[at] for at in found]))
    return frozenset(at for at, fate in zip(found, fates, strict=True) if fate.status == ADDED)


def begins(session: Session, node: Node, code: str) -> Kept | None:
    """With what an account begins in a currency; None where it begins with nothing."""
    return openings.first(session.db, names.equity(session, OPENING).row, node.row, code)


def moved(
    session: Session,
    work: Operation,
    starts: dict[Key, Kept],
    filed: Sequence[tuple[Assigned, Filed]],
    difference: Callable[[Node, str], int | None],
) -> list[Began]:
    """Move the beginnings of accounts back to the first of their new rows, in the operation that brings these.

    ``starts`` are the beginnings before it; ``difference`` is what the bank's balance at the end has more than the
    books. Refused("opening-reconciled") where a beginning was compared with a statement.
    """
    done = []
    for (uid, code), start in starts.items():
        of = [(each, what) for each, what in filed if each.account.uid == uid and each.places is None]
        added = [
            (fate.row, minor)
            for each, what in filed
            for fate in what.fates
            for account, minor in fate.moved or ((each.account.uid, fate.row.amount.minor),)
            if account == uid and fate.status == ADDED and fate.row.amount.currency.code == code
            and fate.row.booking_date.toordinal() < start.date and not fate.row.pending
        ]  # fmt: skip
        node = accounts.by_uid(session.db, uid)
        if added and node is not None:
            on = min(row.booking_date for row, _minor in added)
            stated = _stated(session, node, on, code, [(each.head, each.rows) for each, _what in of])
            move = _Move(session, work, node, start, code)
            done.append(move.back(on, sum(minor for _row, minor in added), stated, difference))
    return done


def _stated(
    session: Session, node: Node, on: date, code: str, statements: Iterable[tuple[StatementHead, Sequence[Row]]]
) -> list[int]:
    """What the bank's balance before the rows of the day ``on`` can mean here: less what the books hold by then."""
    for head, rows in statements:
        booked = [row for row in rows if not row.pending]
        if booked and min(row.booking_date for row in booked) == on and booked[0].amount.currency.code == code:
            before = beginning.before_first(head, booked)
            if before is not None:
                held = balances.of_accounts(session.db, [node.row], on.toordinal() - 1).get((node.row, code), 0)
                signs = (1, -1) if kinds.of(node.kind).debt else (1,)
                return [sign * before - held for sign in signs]
    return []


class _Move:
    """One account's beginning in one currency, being moved back."""

    def __init__(self, session: Session, work: Operation, node: Node, start: Kept, code: str) -> None:
        self._session, self._work, self._node, self._start, self._code = session, work, node, start, code

    def back(
        self, on: date, early_minor: int, stated: Sequence[int], difference: Callable[[Node, str], int | None]
    ) -> Began:
        """Begin on another day: as the rows' sum says, and then as the bank's balances do, where they prove it."""
        kept = transactions.by_row(self._session.db, self._start.txn)
        assert kept is not None  # nosec - it was found a moment ago, in the same operation
        if any(posting.state == RECONCILED for posting in kept.transaction.postings):
            raise Refused("opening-reconciled", account=self._node.path, ref=f"t{kept.row}")
        was = self._start.amount_minor
        self._put(kept.transaction, on, was - early_minor)
        found = beginning.begun(was, early_minor, stated, difference(self._node, self._code))
        if found.amount_minor != was - early_minor:
            self._put(kept.transaction, on, found.amount_minor)
        unit = money_of(self._session, self._code)
        was_on = date.fromordinal(self._start.date)
        return Began(self._node.account, unit, was_on, was, on, found.amount_minor, found.proof)

    def _put(self, txn: Transaction, on: date, minor: int) -> None:
        """The beginning on another day with another amount; with none there is no transaction."""
        day, more = on.toordinal(), minor - self._start.amount_minor
        equity = names.equity(self._session, OPENING).uid
        postings = tuple(
            each._replace(date=day, amount_minor=each.amount_minor + sign * more)
            if each.currency == self._code and (sign := {self._node.uid: 1, equity: -1}.get(each.account, 0))
            else each
            for each in txn.postings
        )
        self._work.flush()
        if any(each.amount_minor for each in postings):
            check(postings)
            self._work.put_transaction(txn._replace(date=min(day, txn.date), postings=postings))
        else:
            self._work.put(entities.TRANSACTION, txn.uid, None)
        self._work.flush()
