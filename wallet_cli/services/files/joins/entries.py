"""What an account's books have around the days of a bank's rows, as the comparison takes it."""

from __future__ import annotations

from datetime import date, timedelta

from wallet_cli.domain.files import dedup
from wallet_cli.domain.files.joins import joining
from wallet_cli.domain.money import Money
from wallet_cli.domain.transaction import PENDING, RECONCILED
from wallet_cli.services.session import money_of
from wallet_cli.store.books import account_postings
from wallet_cli.store.books.account_postings import NO_OWN_SIDE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.files.statement import Row
    from wallet_cli.services.files.seen_rows import SeenRows
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.account_postings import Known
    from wallet_cli.store.books.accounts import Node

BEFORE, AFTER = timedelta(joining.LONG_DAYS[1]), timedelta(joining.BESIDE_DAYS)
"""That long before the first row, and after the last one, an entry may have to do with them."""


class Entries:
    """The postings of accounts, read for a comparison."""

    def __init__(self, session: Session, seen: SeenRows) -> None:
        self._session, self._seen = session, seen
        self._units: dict[str, Currency] = {}

    def near(self, account: Node, rows: Sequence[Row]) -> Iterator[Known]:
        """The account's postings around the rows' days, and those that carry one of the rows' ids."""
        if not rows:
            return
        db = self._session.db
        days = {row.booking_date for row in rows}
        first, last = max(min(days), _FIRST) - BEFORE, min(max(days), _LAST) + AFTER
        span = first.toordinal(), last.toordinal()
        yield from account_postings.known(db, account.row, *span)
        yield from account_postings.known_by_id(db, account.row, dict.fromkeys(row.bank_id for row in rows), span)

    def unit(self, code: str) -> Currency:
        """The currency of this code."""
        unit = self._units.get(code)
        if unit is None:
            unit = self._units[code] = money_of(self._session, code)
        return unit

    def of(self, account: Node, known: Known) -> dedup.BookedRow:
        """A posting as it is compared: what a bank delivered as it came, whatever was made of payee and memo since."""
        by_hand = self.is_by_hand(account, known)
        is_pending, is_delivered = known.state == PENDING, bool(known.delivered)
        told = is_delivered and not is_pending and not by_hand
        return dedup.BookedRow(
            known,
            date.fromordinal(known.date),
            Money(known.amount_minor, self.unit(known.currency)),
            known.delivered if told else known.payee,
            "" if told else known.memo,
            known.bank_id,
            by_hand,
            by_hand and is_pending,
            by_hand and is_pending and is_delivered,
            by_hand and is_delivered and not is_pending,
            known.state == RECONCILED or known.other != NO_OWN_SIDE,
        )

    def is_by_hand(self, account: Node, known: Known) -> bool:
        """Whether no bank's row has confirmed it for good: recorded by hand, or listed as pending.

        A transfer is in two statements: the text that one bank delivered says nothing about the other bank.
        """
        if known.bank_id or known.void:
            return False
        if known.payee or known.other == NO_OWN_SIDE or not known.delivered or known.state == PENDING:
            return (not known.delivered or known.state == PENDING) and bool(known.payee or known.other)
        return not self._seen.is_listed(account, known.txn)


_FIRST, _LAST = date.min + BEFORE, date.max - AFTER
"""Beyond these there is no day any more."""
