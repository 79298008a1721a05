"""An account of which an e-wallet's file brought rows before its bank's own first file did.

What it begins with, as the bank's file says, holds before that file's first row. What the e-wallet brought of earlier
days, and no row of the bank's is, is in that amount: so the account begins earlier, with as much less.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.account import OPENING
from wallet_cli.domain.files.joins import platform_facts
from wallet_cli.services import names
from wallet_cli.services.files.joins.bank_side import facts_of
from wallet_cli.store.books import account_postings, accounts, openings, transactions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallet_cli.services.files.imported import Opened
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.account_postings import Known
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation

_LAST = date.max.toordinal()


def is_empty(session: Session, node: Node, code: str) -> bool:
    """Whether nothing is booked on an account in a currency but what waits for its bank's rows."""
    if not openings.earliest(session.db, node.row, code):
        return True
    found = account_postings.known(session.db, node.row, 1, _LAST)
    return all(_is_waiting(session, known) for known in found if known.currency == code)


def begun_earlier(session: Session, work: Operation, opened: Iterable[Opened]) -> list[Opened]:
    """What accounts begin with now, once their banks' rows are booked."""
    work.flush()
    found = []
    for each in opened:
        node = accounts.by_uid(session.db, each.account.uid)
        assert node is not None  # nosec - its rows were just booked
        known = account_postings.known(session.db, node.row, 1, each.on.toordinal() - 1)
        code = each.currency.code
        early = [one for one in known if one.currency == code and _is_waiting(session, one)]
        found.append(_moved(session, work, node, each, early) if early else each)
    return found


def _is_waiting(session: Session, known: Known) -> bool:
    if not known.delivered or known.void:
        return False
    return platform_facts.is_waiting(facts_of(session.db, [known]).get((known.txn, known.n), ()))


def _moved(session: Session, work: Operation, node: Node, opened: Opened, early: list[Known]) -> Opened:
    equity, code = names.equity(session, OPENING), opened.currency.code
    start = openings.first(session.db, equity.row, node.row, code)
    kept = transactions.by_row(session.db, start.txn) if start else None
    if kept is None:
        return opened
    day, less = min(known.date for known in early), sum(known.amount_minor for known in early)
    sign = {node.uid: -1, equity.uid: 1}
    postings = tuple(
        each._replace(date=day, amount_minor=each.amount_minor + sign.get(each.account, 0) * less)
        for each in kept.transaction.postings
    )
    work.put_transaction(kept.transaction._replace(date=day, postings=postings))
    return opened._replace(on=date.fromordinal(day), minor=opened.minor - less)
