"""A row that a program split is booked in its parts: each on its category, or as a movement to or from an own account.

What always holds: the parts add up to the row; a part whose account isn't known is kept apart, neither income nor
spending. Where the other account's file brought a part before, its transaction becomes the whole row's.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.files import row_facts
from wallet_cli.domain.files.repayments import reverses
from wallet_cli.domain.files.split_parts import parts
from wallet_cli.domain.transaction import BOOKED, PENDING, RECONCILED, Posting, Transaction
from wallet_cli.services.files.matching import ADDED, APART, CONFIRMED, MOVED, Fate
from wallet_cli.store.books import account_postings, accounts, transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wallet_cli.domain.files.statement import Row
    from wallet_cli.services.files.matching import Filing
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.account_postings import Known
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation

    Leg = Callable[[str], tuple[bytes, str]]
    """The account (uid) that a part's name means, and the reason: MOVED, or APART where it isn't known."""
    Listed = Callable[[Node, int], bool]
    """Whether a row of an account's own files is the transaction of this number."""

DAYS = 5
"""The other account's file lists its side at most that many days before or after."""


def are_any(rows: Iterable[Row]) -> bool:
    """Whether any of the rows is split."""
    return any(row.extra and parts(row) for row in rows)


class Splitting:
    """Books the split rows of one account's statement."""

    def __init__(self, session: Session, work: Operation, account: Node, leg: Leg, listed: Listed) -> None:
        self._session, self._work, self._account, self._leg, self._listed = session, work, account, leg, listed

    def booked(self, filing: Filing, row: Row, text: str, uid: bytes) -> tuple[Fate, int, bytes] | None:
        """What becomes of a new row, the place of its posting, and the uid of a new transaction; None for one that is
        booked as a whole.
        """
        found, reason = self._targets(filing, row)
        if not found:
            return None
        day, code, state = row.booking_date.toordinal(), row.amount.currency.code, PENDING if row.pending else BOOKED
        bank_id = "" if row.pending else row.bank_id
        value_day = row.value_date.toordinal() if row.value_date else 0
        own = Posting(
            self._account.uid, code, row.amount.minor, day, state, value_day, bank_id, facts=row_facts.of_row(row)
        )
        others = [Posting(to, code, minor, day, state) for to, minor in found.items()]
        known = self._brought(row, found) if reason and not row.pending else None
        if known is not None:
            return self._completed(row, known, own, others)
        told = filing.rules.of_row(own.account, row, text, is_settled=bool(reason), is_sided=True)
        payee = b"" if reason else filing.payee(told.payee)
        memo = row.memo if payee else text
        number = filing.write(told.finished(Transaction(uid, day, (own, *others), payee, memo, text)), {code})
        moved = ((own.account, own.amount_minor), *found.items()) if reason else ()
        return Fate(row, ADDED, reason or "not-seen", (), number, moved, told.by(payee)), 0, uid

    def _targets(self, filing: Filing, row: Row) -> tuple[dict[bytes, int], str]:
        """What each account and category (uid) gets (minor units, debit positive), and why a part only moved."""
        found: dict[bytes, int] = {}
        reasons = set()
        for part in parts(row):
            if part.account:
                uid, reason = self._leg(part.account)
                reasons.add(reason)
            else:
                is_back = part.minor > 0 and (kinds.of(self._account.kind).debt or reverses(row))
                flow = kinds.SPENT if part.minor < 0 else kinds.EARNED
                payee = b"" if part.category else filing.payee(filing.rules.named(row.payee).name)
                uid = filing.category(payee, flow, part.category, kinds.SPENT if is_back else "", is_back=is_back)
            found[uid] = found.get(uid, 0) - part.minor
        return {uid: minor for uid, minor in found.items() if minor}, max(reasons & {APART} or reasons, default="")

    def _brought(self, row: Row, found: dict[bytes, int]) -> Known | None:
        """The posting of the other account by which its file brought a part before, if a single one can be it."""
        self._work.flush()
        db, day, fit = self._session.db, row.booking_date.toordinal(), []
        for uid, minor in found.items():
            node = accounts.by_uid(db, uid)
            if node is None or not node.account.is_own:
                continue
            for known in account_postings.known(db, node.row, day - DAYS, day + DAYS):
                is_same = known.amount_minor == minor and known.currency == row.amount.currency.code
                if is_same and known.delivered and not known.void and known.state not in (PENDING, RECONCILED):
                    kept = transactions.by_row(db, known.txn)
                    both = kept.transaction.postings if kept else ()
                    own = both[1 - known.n] if len(both) == 2 else None
                    is_here = own is not None and own.account == self._account.uid and not own.bank_id
                    fit += [known] if is_here and not self._listed(self._account, known.txn) else []
        return fit[0] if len(fit) == 1 else None

    def _completed(self, row: Row, known: Known, own: Posting, others: Iterable[Posting]) -> tuple[Fate, int, bytes]:
        """The other account's side stays in its place, and so does this one's."""
        kept = transactions.by_row(self._session.db, known.txn)
        assert kept is not None  # nosec - it was found a moment ago, in the same operation
        txn, at = kept.transaction, 1 - known.n
        theirs, was = txn.postings[known.n], txn.postings[at]
        both = (theirs, own) if known.n == 0 else (own, theirs)
        rest = tuple(each for each in others if each.account != theirs.account)
        self._work.put_transaction(txn._replace(postings=(*both, *rest)))
        moved = ((own.account, own.amount_minor - was.amount_minor),)
        return Fate(row, CONFIRMED, MOVED, (), known.txn, moved), at, b""
