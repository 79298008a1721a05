"""A bank's rows from before the day on which an account begins: which they are, and the beginning moved back.

What an account began with counts all that was before. Rows of earlier days would count twice, so either they stay out,
or the account begins on the first of their days, with as much less as they brought (``domain.files.beginning``). A
beginning that was moved without proof still counts all that was before the day of which it was said: rows of the days
between, which a later file brings, are taken off it as well. The same is done where a debt's file books its repayment
on the account that paid it, before that account begins.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain import kinds
from wallet_cli.domain.account import OPENING
from wallet_cli.domain.files import beginning
from wallet_cli.domain.files.opening import counting, counts_until
from wallet_cli.domain.files.statement import units_of
from wallet_cli.domain.transaction import RECONCILED, check
from wallet_cli.errors import Refused
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.files.imported import Began
from wallet_cli.services.files.matching import ADDED, CONFIRMED, MOVED, REPAID, Fate, Filing
from wallet_cli.services.session import money_of
from wallet_cli.store.books import accounts, balances, openings, transactions
from wallet_cli.store.journal import entities

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wallet_cli.domain.files.statement import Row, StatementHead
    from wallet_cli.domain.transaction import Transaction
    from wallet_cli.services.files.imported import Assigned, Closing, Filed, ImportPlan
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.books.openings import Began as Kept
    from wallet_cli.store.journal.journal import Operation

    Key = tuple[bytes, str]
    """An account (uid) and a currency."""


def early(session: Session, node: Node, rows: Sequence[Row], head: StatementHead | None = None) -> frozenset[int]:
    """The places of those rows that are of days before the account begins, and not in the books yet; of that very day,
    those that the balances of their statement (``head``) show to be from before what it began with.
    """
    starts = {unit.code: begins(session, node, unit.code) for unit in units_of(rows)}
    if not any(starts.values()):
        return frozenset()
    found = [
        at
        for at, row in enumerate(rows)
        if (start := starts[row.amount.currency.code]) and row.booking_date.toordinal() <= start.date
    ]
    if not found:
        return frozenset()
    with session.store.operation(session.origin(), session.new_uid(), dry_run=True) as work:
        fates = list(Filing(session, work).book(node, [rows[at] for at in found]))
    new = frozenset(at for at, fate in zip(found, fates, strict=True) if fate.status == ADDED)
    before = {
        at
        for code, start in starts.items()
        if start and head
        for at in beginning.counted(
            head, rows, new, date.fromordinal(start.date), code, _signed(node, start.amount_minor)
        )
    }
    return frozenset(
        at
        for at in new
        if at in before
        or ((start := starts[rows[at].amount.currency.code]) and rows[at].booking_date.toordinal() < start.date)
    )


def _signed(node: Node, minor: int) -> tuple[int, ...]:
    """How a bank may write an amount: of a debt with either sign."""
    return (minor, -minor) if kinds.of(node.kind).debt else (minor,)


def begins(session: Session, node: Node, code: str) -> Kept | None:
    """With what an account begins in a currency; None where it begins with nothing."""
    return openings.first(session.db, names.equity(session, OPENING).row, node.row, code)


class Start(NamedTuple):
    """An account's beginning before an import: what is ``kept`` of it, the day (ordinal) ``until`` which it counts all
    that was, and what the account holds today (minor units).
    """

    kept: Kept
    until: int
    held_minor: int


def starts(session: Session, plan: ImportPlan) -> dict[Key, Start]:
    """The beginnings of all accounts on which the rows of a plan can be booked, as they are before it."""
    found: dict[Key, Start] = {}
    for each in plan.statements:
        reached = (each.account, *(each.places or {}).values(), *(each.repaid or {}).values())
        nodes = [node for node in reached if node is not None and node.row != names.NEW]
        for code in dict.fromkeys(unit.code for unit in units_of(each.rows)):
            for node in nodes:
                key = node.uid, code
                kept = begins(session, node, code) if key not in found else None
                if kept is not None:
                    found[key] = Start(kept, _counts_until(session, node, kept), _today(session, node, code))
    return found


def _counts_until(session: Session, node: Node, start: Kept) -> int:
    kept = transactions.by_row(session.db, start.txn)
    postings = kept.transaction.postings if kept else ()
    days = [counts_until(each) for each in postings if each.account == node.uid]
    return max([start.date, *days])


def _today(session: Session, node: Node, code: str) -> int:
    return balances.without_pending(session.db, node.row, code, date.fromordinal(session.today))


def moved(
    session: Session,
    work: Operation,
    started: dict[Key, Start],
    filed: Sequence[tuple[Assigned, Filed]],
    closing: Callable[[Node, str], Closing | None],
) -> list[Began]:
    """Move the beginnings of accounts back to the first of their new rows, in the operation that brings these.

    ``started`` are the beginnings before it; ``closing`` is the latest of the bank's balances of an account beside that
    of the books. Refused("opening-reconciled") where a beginning was compared with a statement.
    """
    done = []
    for (uid, code), start in started.items():
        of = [(each, what) for each, what in filed if each.account.uid == uid and each.places is None]
        added = [
            (fate.row, minor)
            for each, what in filed
            for fate in what.fates
            if fate.row.amount.currency.code == code and not fate.row.pending and _is_booked(fate)
            and (fate.row.booking_date.toordinal() < start.until or fate.row in _of_first_day(each, start))
            for account, minor in fate.moved or ((each.account.uid, fate.row.amount.minor),)
            if account == uid
        ]  # fmt: skip
        node = accounts.by_uid(session.db, uid)
        if added and node is not None:
            first = min(row.booking_date for row, _minor in added)
            stated = [(each.head, each.rows) for each, _what in of]
            move = _Move(session, work, node, start, code)
            began = move.back(first, sum(minor for _row, minor in added), stated, closing)
            done += [began] if (began.on, began.minor) != (began.was_on, began.was_minor) else []
    return done


def _of_first_day(each: Assigned, start: Start) -> set[Row]:
    """The rows of a statement that are of the day on which the account begins, and from before that."""
    rows = [each.rows[at] for at in each.early]
    return {row for row in rows if row.booking_date.toordinal() == start.kept.date}


def _is_booked(fate: Fate) -> bool:
    """Whether an account got a posting by a row; one side of a movement gets one by what the other's file
    brought.
    """
    return fate.status == ADDED or (fate.status == CONFIRMED and fate.reason in (REPAID, MOVED))


class _Move:
    """One account's beginning in one currency, being moved back."""

    def __init__(self, session: Session, work: Operation, node: Node, start: Start, code: str) -> None:
        self._session, self._work, self._node, self._start, self._code = session, work, node, start, code

    def back(
        self,
        first: date,
        early_minor: int,
        statements: Iterable[tuple[StatementHead, Sequence[Row]]],
        closing: Callable[[Node, str], Closing | None],
    ) -> Began:
        """Begin on another day, the ``first`` of the rows' if that is earlier: as the rows' sum says, and then as the
        bank's balances do, where they prove it.
        """
        session, node, code = self._session, self._node, self._code
        start, until, held_minor = self._start
        kept = transactions.by_row(session.db, start.txn)
        assert kept is not None  # nosec - it was found a moment ago, in the same operation
        if any(posting.state == RECONCILED for posting in kept.transaction.postings):
            raise Refused("opening-reconciled", account=node.path, ref=f"t{kept.row}")
        on = min(first, date.fromordinal(start.date))
        minor = start.amount_minor - early_minor
        self._put(kept.transaction, on, minor, until)
        end = closing(node, code)
        difference = None if end is None else 0 if end.agrees else end.stated_minor - end.held_minor
        before = self._stated(first, on, minor, statements)
        is_begun = first.toordinal() >= start.date
        found = beginning.begun(start.amount_minor, early_minor, before, difference, is_begun=is_begun)
        proven_on = {beginning.BY_OPENING: first, beginning.BY_CLOSING: end.on if end else first}.get(found.proof)
        if proven_on is not None:
            self._put(kept.transaction, on, found.amount_minor, proven_on.toordinal())
        was_on = date.fromordinal(start.date)
        return Began(
            node.account, money_of(session, code), was_on, start.amount_minor, on, found.amount_minor, found.proof,
            held_minor, _today(session, node, code),
        )  # fmt: skip

    def _stated(
        self, first: date, on: date, minor: int, statements: Iterable[tuple[StatementHead, Sequence[Row]]]
    ) -> list[int]:
        """With what the account can have begun by the bank's balance before the rows of the day ``first``: less what
        the books hold by then. It begins ``on`` a day with ``minor`` for now.
        """
        node, code = self._node, self._code
        for head, rows in statements:
            booked = [row for row in rows if not row.pending]
            if booked and min(row.booking_date for row in booked) == first and booked[0].amount.currency.code == code:
                before = beginning.before_first(head, booked)
                if before is not None:
                    until = first.toordinal() - 1
                    held = balances.of_accounts(self._session.db, [node.row], until).get((node.row, code), 0)
                    held -= minor if on < first else 0
                    return [each - held for each in _signed(node, before)]
        return []

    def _put(self, txn: Transaction, on: date, minor: int, until: int) -> None:
        """The beginning on another day with another amount, which counts all ``until`` a day; with none there is no
        transaction.
        """
        day, more = on.toordinal(), minor - self._start.kept.amount_minor
        equity = names.equity(self._session, OPENING).uid
        postings = tuple(
            counting(each._replace(date=day, amount_minor=each.amount_minor + sign * more), until if sign > 0 else 0)
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
