"""Known rows of which the bank says something else by now: always shown with old and new, taken over where wanted.

What counts as changed is decided here alone: all that is said of a row later goes by ``settled``.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.files.corrected import corrected
from wallet_cli.domain.files.statement import MEMO_LIMIT
from wallet_cli.services.files.imported import KEPT, TAKE, TAKEN, Change
from wallet_cli.services.files.matching import KNOWN
from wallet_cli.services.record.write import write_currencies
from wallet_cli.store.books import accounts, transactions

SAME_ID = "bank-id"
"""The reason of a row that is known by its id."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wallet_cli.services.files.matching import Fate
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation


def changes(session: Session, work: Operation, node: Node, fates: Iterable[Fate], choice: str) -> Iterator[Change]:
    """What the bank changed of the known rows of an account; with ``choice`` TAKE it is written where it can be."""
    for fate in fates:
        if not fate.changed or fate.status != KNOWN:
            continue
        work.flush()
        kept = transactions.by_row(session.db, fate.txn)
        if kept is None:
            continue
        txn, row = kept.transaction, fate.row
        places = [at for at, each in enumerate(txn.postings) if each.account == node.uid]
        n = next((at for at in places if txn.postings[at].bank_id == row.bank_id), places[0])
        own = txn.postings[n]
        others = [accounts.by_uid(session.db, each.account) for at, each in enumerate(txn.postings) if at != n]
        is_transfer = any(other is not None and other.account.is_money for other in others)
        # a transfer is in two statements, and has the text of the one that came last
        parts = tuple(part for part in fate.changed if not (is_transfer and part == "text"))
        if not parts:
            continue
        outcome = KEPT
        if choice == TAKE:
            text = row._replace(memo=row.memo[: MEMO_LIMIT - len(row.payee) - 1]).text
            found = corrected(txn, n, row, text, is_transfer=is_transfer)
            outcome = found if isinstance(found, str) else TAKEN
            if not isinstance(found, str):
                write_currencies(session, work, [found])
                work.put_transaction(found)
        yield Change(fate, parts, date.fromordinal(own.date), own.amount_minor, txn.delivered, outcome)


def settled(fates: Iterable[Fate], found: Iterable[Change]) -> tuple[Fate, ...]:
    """The fates with what counts as changed of known rows, by ``found``: one of which nothing does has the same id."""
    parts = {id(change.fate): change.parts for change in found}
    return tuple([_settled(fate, parts.get(id(fate), ())) if fate.changed else fate for fate in fates])


def _settled(fate: Fate, parts: tuple[str, ...]) -> Fate:
    if fate.status != KNOWN or fate.changed == parts:
        return fate
    return fate._replace(changed=parts) if parts else fate._replace(changed=(), reason=SAME_ID)
