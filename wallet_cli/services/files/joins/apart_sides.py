"""What an e-wallet's file left to a bank's own file, and what was said to have paid a debt off: a bank's row of the
same money becomes that side, so that it counts once.

What always holds: each side is taken once, by a row of its amount at most ``DAYS`` later; what an account's own file
listed stays as it is.
"""

from __future__ import annotations

import re

from wallet_cli.domain import kinds
from wallet_cli.domain.account import ADJUSTMENT
from wallet_cli.domain.files import row_facts
from wallet_cli.domain.files.repayments import wording
from wallet_cli.domain.transaction import BOOKED, PENDING, RECONCILED, Posting
from wallet_cli.services import names
from wallet_cli.services.files.joins.bank_side import facts_of, platform_in_row
from wallet_cli.services.files.matching import MOVED
from wallet_cli.store.books import account_postings, accounts, transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.files.statement import Row
    from wallet_cli.domain.transaction import Transaction
    from wallet_cli.services.files.imported import Assigned
    from wallet_cli.services.files.matching import Fate, Filing
    from wallet_cli.services.files.matching import Sources as Known_sources
    from wallet_cli.services.files.repayments import Listed
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.account_postings import Known
    from wallet_cli.store.journal.journal import Operation

_MOVES = re.compile("蚂蚁消费|花呗|借呗|天弘|基金|余额宝|零钱|提现|充值|还款|转入|转出|信用卡|支付科技|网络技术")
"""What banks write of what platforms lend and keep: a purchase of the same amount has none of it."""
BEFORE, DAYS = 1, 5
"""A bank lists a movement at most that many days before, or after, the other side's file does."""


def sources(
    session: Session, work: Operation, each: Assigned, listed: Listed, inner: Known_sources | None
) -> Known_sources | None:
    """``inner`` with what waits for this statement's rows; None where there is neither."""
    waiting = _waiting(session, each.rows)
    return Sources(session, work, each, listed, inner, waiting) if waiting or inner is not None else None


def _is_told(row: Row) -> bool:
    """Whether a bank's text names what only moves money."""
    return _MOVES.search(f"{row.text} {row.kind}") is not None


def _waiting(session: Session, rows: Sequence[Row]) -> dict[tuple[int, str], list[Known]]:
    """What e-wallets' files kept apart around these rows' days, by amount and currency (code)."""
    days = [row.booking_date.toordinal() for row in rows]
    if not days:
        return {}
    equity = names.equity(session, ADJUSTMENT)
    found = [
        known
        for known in account_postings.known(session.db, equity.row, max(min(days) - DAYS, 1), max(days) + BEFORE)
        if _is_open(known)
    ]
    orders = {txn for (txn, _n), facts in facts_of(session.db, found).items() if "order_id" in dict(facts)}
    waiting: dict[tuple[int, str], list[Known]] = {}
    for known in found:
        if known.txn in orders:
            waiting.setdefault((known.amount_minor, known.currency), []).append(known)
    return waiting


def _is_open(known: Known) -> bool:
    return bool(known.delivered) and not known.void and known.state not in (PENDING, RECONCILED)


class Sources:
    """Where the money of a statement's rows came from, as ``matching.Sources``."""

    def __init__(
        self,
        session: Session,
        work: Operation,
        each: Assigned,
        listed: Listed,
        inner: Known_sources | None,
        waiting: dict[tuple[int, str], list[Known]],
    ) -> None:
        self._session, self._work, self._account = session, work, each.account
        self._listed, self._inner, self._waiting = listed, inner, waiting
        self._is_joined = False
        self._rivals: dict[tuple[int, str], list[int]] = {}
        for row in each.rows if waiting else ():
            key = row.amount.minor, row.amount.currency.code
            if key in waiting and platform_in_row(row):
                self._rivals.setdefault(key, []).append(row.booking_date.toordinal())

    def split(self, filing: Filing, row: Row, text: str, uid: bytes) -> tuple[Fate, int, bytes] | None:
        """What becomes of a row that is booked in parts."""
        return self._inner.split(filing, row, text, uid) if self._inner is not None else None

    def is_one(self, row: Row) -> bool:
        """Whether a row pays the debt off, moves money between own accounts, or may be what waits."""
        return self._is_known(row) or self._nearest(row) is not None

    def other(self, row: Row) -> tuple[bytes, str]:
        """The account on the other side, and the reason."""
        if self._inner is None or self._is_joined or not self._inner.is_one(row):
            return b"", MOVED
        return self._inner.other(row)

    def joined(self, row: Row) -> Known | None:
        """The posting that this row becomes."""
        self._is_joined = False
        found = self._inner.joined(row) if self._inner is not None and self._is_known(row) else None
        if found is not None:
            return found
        near = self._nearest(row)
        if near is not None:
            self._waiting[near.amount_minor, near.currency].remove(near)
        else:
            near = self._paid_by_another(row)
        kept = transactions.by_row(self._session.db, near.txn) if near is not None else None
        if near is None or kept is None:
            return None
        self._is_joined = True
        return self._taken(row, near, kept.transaction)

    def _is_known(self, row: Row) -> bool:
        return self._inner is not None and self._inner.is_one(row)

    def _nearest(self, row: Row) -> Known | None:
        """What waits for this row's amount and is the nearest to its day."""
        key = row.amount.minor, row.amount.currency.code
        some = self._waiting.get(key)
        if not some or row.pending or not platform_in_row(row):
            return None
        day = row.booking_date.toordinal()
        fit = [known for known in some if -BEFORE <= day - known.date <= DAYS]
        rivals = sum(-DAYS <= other - day <= DAYS for other in self._rivals.get(key, ()))
        if rivals > 1 and not _is_told(row):
            return None
        return min(fit, key=lambda known: (abs(day - known.date), known.txn), default=None)

    def _paid_by_another(self, row: Row) -> Known | None:
        """The side of a debt's repayment that was said to be another own account's, whose file hasn't listed it."""
        if self._inner is None or row.pending or row.amount.minor >= 0 or not self._is_known(row):
            return None
        uid, _reason = self._inner.other(row)
        debt = accounts.by_uid(self._session.db, uid) if uid else None
        if debt is None or not kinds.of(debt.kind).debt:
            return None
        self._work.flush()
        day, fit = row.booking_date.toordinal(), []
        for known in account_postings.known(self._session.db, debt.row, day - DAYS, day + DAYS):
            is_same = (known.amount_minor, known.currency) == (-row.amount.minor, row.amount.currency.code)
            kept = transactions.by_row(self._session.db, known.txn) if is_same and _is_open(known) else None
            both = kept.transaction.postings if kept else ()
            if len(both) == 2 and self._listed(debt, known.txn) and self._is_free(both[1 - known.n], known.txn):
                fit.append(known._replace(n=1 - known.n))
        return fit[0] if len(fit) == 1 else None

    def _is_free(self, side: Posting, txn: int) -> bool:
        """Whether nothing but an answer says that this account paid."""
        node = accounts.by_uid(self._session.db, side.account)
        if node is None or not node.account.is_own or node.uid == self._account.uid:
            return False
        return not side.bank_id and side.state not in (PENDING, RECONCILED) and not self._listed(node, txn)

    def _taken(self, row: Row, known: Known, txn: Transaction) -> Known:
        """The bank's row takes the place of the side that was kept apart, or only said."""
        told = row._replace(extra=(*row.extra, ("wording", wording(row))))
        own = Posting(
            self._account.uid, known.currency, row.amount.minor, row.booking_date.toordinal(), BOOKED,
            row.value_date.toordinal() if row.value_date else 0, row.bank_id, facts=row_facts.of_row(told),
        )  # fmt: skip
        postings = tuple(own if place == known.n else posting for place, posting in enumerate(txn.postings))
        self._work.put_transaction(txn._replace(postings=postings))
        return known
