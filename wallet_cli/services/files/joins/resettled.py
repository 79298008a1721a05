"""What a further file decides about rows of earlier ones: an e-wallet's and a bank's that were one are perhaps two, or
the other way round.

Taken apart, the platform's keeps the transaction, with its payee, categories and links; the bank's is booked as it
would have been without it. Put together, the platform's remains as well. All rows stay known, so that none comes in
again.
"""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.files.joins import platform_facts
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money
from wallet_cli.domain.transaction import BOOKED
from wallet_cli.services.session import money_of
from wallet_cli.store.books import accounts, register, transactions
from wallet_cli.store.journal import entities

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.services.files.matching import Filing
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.account_postings import Known
    from wallet_cli.store.journal.journal import Operation


def parted(session: Session, work: Operation, filing: Filing, known: Known) -> None:
    """Take the bank's posting ``known`` out of its transaction, and book it by itself."""
    work.flush()
    kept = transactions.by_row(session.db, known.txn)
    assert kept is not None  # nosec - it was found a moment ago, in the same operation
    txn = kept.transaction
    own = txn.postings[known.n]
    facts = platform_facts.apart(own.facts)
    waiting = own._replace(date=txn.date, state=BOOKED, value_date=0, bank_id="", facts=facts.platform)
    postings = tuple(waiting if n == known.n else each for n, each in enumerate(txn.postings))
    work.put_transaction(txn._replace(postings=postings, delivered=facts.text))
    node = accounts.by_uid(session.db, own.account)
    assert node is not None  # nosec - the posting is on it
    row = Row(
        0,
        date.fromordinal(own.date),
        Money(own.amount_minor, money_of(session, own.currency)),
        facts.payee,
        txn.delivered.removeprefix(facts.payee).strip(),
        bank_id=own.bank_id,
        value_date=date.fromordinal(own.value_date) if own.value_date else None,
    )
    filing.by_itself(node, row, facts.bank, txn.uid)


def united(session: Session, work: Operation, filing: Filing, told: Known, bank: Known) -> None:
    """Put a platform's posting that waits for its bank's row together with that row's transaction."""
    work.flush()
    kept, gone = (transactions.by_row(session.db, known.txn) for known in (told, bank))
    assert kept is not None and gone is not None  # nosec - they were found a moment ago, in the same operation
    txn, old = kept.transaction, gone.transaction
    postings = [*txn.postings]
    own, payee = postings[told.n], register.payee_name(session.db, old.payee)
    facts = platform_facts.both(own.facts, old.postings[bank.n].facts, txn.delivered, payee)
    postings[told.n] = old.postings[bank.n]._replace(facts=facts)
    filing.seen.stands_for(gone.row, old.uid, txn.uid)
    work.put(entities.TRANSACTION, old.uid, None)
    work.put_transaction(txn._replace(postings=tuple(postings), delivered=old.delivered))
