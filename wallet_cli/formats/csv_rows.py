"""CSV out: ``register`` has one line per posting of whole books, ``statement`` one account's rows between its balances.

Headers are stable and English; columns are only ever added at the end. Amounts have a point and no grouping. In the
register debit is positive, as in JSON; in a statement money in is. Void transactions are left out, so that a column's
sum is a balance.
"""

from __future__ import annotations

from wallet_cli.domain.amounts import plain
from wallet_cli.domain.files.cells import csv_line, guarded
from wallet_cli.domain.files.statement import Balance, BookEntry, BookPosting, BookTransaction, Row, StatementHead
from wallet_cli.errors import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import BinaryIO

    from wallet_cli.domain.money import Money
    from wallet_cli.formats.base import BankWriter, BookWriter

REGISTER_COLUMNS = (
    "transaction",
    "date",
    "payee",
    "delivered",
    "memo",
    "tags",
    "links",
    "account",
    "type",
    "kind",
    "booking_date",
    "value_date",
    "state",
    "amount",
    "currency",
    "original_amount",
    "original_currency",
    "bank_id",
)
STATEMENT_COLUMNS = (
    "row",
    "date",
    "value_date",
    "payee",
    "memo",
    "kind",
    "amount",
    "currency",
    "balance",
    "original_amount",
    "original_currency",
    "state",
    "bank_id",
)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _money(money: Money | None) -> tuple[str, str]:
    return (plain(money.minor, money.currency.scale), money.currency.code) if money is not None else ("", "")


class _Register:
    """Implements ``base.BookWriter``."""

    def write(
        self,
        books: Iterable[BookEntry],
        out: BinaryIO,
        *,
        redacted: Sequence[str] = (),  # noqa: ARG002
    ) -> None:
        """Every posting of every transaction that is not void.

        A table has no place to say what was ``redacted``, and nothing reads it back as books.
        """
        out.write(csv_line(REGISTER_COLUMNS))
        for entry in books:
            if isinstance(entry, BookTransaction) and not entry.void:
                for posting in entry.postings:
                    out.write(csv_line(self._cells(entry, posting)))

    def _cells(self, entry: BookTransaction, posting: BookPosting) -> list[str]:
        amount, currency = _money(posting.amount)
        original_amount, original_currency = _money(posting.original)
        return [
            entry.uid,
            _day(entry.date),
            guarded(entry.payee),
            guarded(entry.delivered),
            guarded(entry.memo),
            guarded(", ".join(entry.tags)),
            guarded(", ".join(f"{kind} {uid}" for kind, uid in entry.links)),
            guarded(posting.account),
            posting.type,
            posting.kind,
            _day(posting.date),
            _day(posting.value_date),
            posting.state,
            amount,
            guarded(currency),
            original_amount,
            guarded(original_currency),
            guarded(posting.bank_id),
        ]


class _Statement:
    """Implements ``base.BankWriter``."""

    def write(self, head: StatementHead, rows: Iterable[Row], out: BinaryIO) -> None:
        """The opening balance, the rows with the balance after each, and the closing one; balances only where given.

        Refused("statement-mixes-currencies") where a row is not in the head's currency.
        """
        out.write(csv_line(STATEMENT_COLUMNS))
        running = head.opening.amount if head.opening else None
        if head.opening:
            out.write(csv_line(_balance_cells("opening", head.opening, head.first)))
        for row in rows:
            if head.currency is not None and row.amount.currency != head.currency:
                raise Refused("statement-mixes-currencies", currency=head.currency.code, other=row.amount.currency.code)
            running = running + row.amount if running is not None else None
            amount, currency = _money(row.amount)
            cells = ["entry", _day(row.booking_date), _day(row.value_date)]
            cells += [guarded(row.payee), guarded(row.memo), guarded(row.kind), amount, guarded(currency)]
            cells += [_money(running)[0], *_money(row.original)]
            cells += ["pending" if row.pending else "booked", guarded(row.bank_id)]
            out.write(csv_line(cells))
        if head.closing:
            out.write(csv_line(_balance_cells("closing", head.closing, head.last)))


def _balance_cells(word: str, balance: Balance, day: date | None) -> list[str]:
    amount, currency = _money(balance.amount)
    return [word, _day(balance.on or day), "", "", "", "", "", guarded(currency), amount, "", "", "", ""]


register: BookWriter = _Register()
statement: BankWriter = _Statement()
