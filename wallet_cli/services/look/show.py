"""Everything about one thing: a transaction with its links and operations, an operation, an account, a payee."""

from __future__ import annotations

from datetime import date

from wallet_cli.domain.account import Account, Payee, bare, name_key
from wallet_cli.domain.text import names_near
from wallet_cli.domain.transaction import MAYBE_SAME, REFUNDS, Transaction
from wallet_cli.errors import NotFound
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import short_names
from wallet_cli.services.look.history import MOST_COUNTED, HistoryEntry, entries
from wallet_cli.services.look.search import Query
from wallet_cli.services.session import Session, money_of
from wallet_cli.store.books import accounts, balances, register, transactions
from wallet_cli.store.books.register import LAST_DAY
from wallet_cli.store.journal import entities, journal, operations
from wallet_cli.store.journal.glance import glance
from wallet_cli.store.journal.versions import Versions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.currency import Currency
    from wallet_cli.store.books.accounts import Node


class ShownTransaction(NamedTuple):
    """A transaction; ``operations`` wrote it, newest first; links by short names. ``maybe`` are those whose the bank's
    row may be as well.
    """

    entry: HistoryEntry
    transaction: Transaction
    operations: tuple[str, ...]
    refund_of: tuple[str, ...]
    refunds: tuple[HistoryEntry, ...]
    maybe: tuple[str, ...] = ()


class ShownOperation(NamedTuple):
    """An operation, and the transactions that it wrote or removed; ``more``: of those, the first ones alone."""

    op: operations.Op
    transactions: tuple[tuple[str, bytes], ...]
    more: bool


class ShownAccount(NamedTuple):
    """An account or category; ``held`` at the end of today, minor units (debit positive) by currency.

    ``pending`` is the part of it that no bank has booked yet, of the currencies that have any.
    """

    account: Account
    held: tuple[tuple[int, Currency], ...]
    pending: tuple[tuple[int, Currency], ...]


class ShownPayee(NamedTuple):
    """A payee; its number of ``transactions`` (up to ``MOST_COUNTED``), the newest of them."""

    payee: Payee
    transactions: int
    last: HistoryEntry | None


Shown = ShownTransaction | ShownOperation | ShownAccount | ShownPayee


def show(session: Session, text: str) -> Shown:
    """What goes by this short name, uid or name. Raises NotFound("nothing-by-that-name", "no-such-…")."""
    if short_names.number(text, "t") is not None:
        return _transaction(session, text)
    number = short_names.number(text, "o")
    if number is not None:
        return _operation(session, number)
    node = accounts.find(session.db, bare(text))
    if node is not None:
        return account(session, node)
    payee = accounts.find_payee(session.db, text)
    if payee is not None:
        return _payee(session, payee)
    if len(text) == short_names.UID_DIGITS or short_names.is_last(text):
        return _transaction(session, text)
    every = [node.path for node in accounts.every(session.db)]
    every += [name for _row, name in register.payee_names(session.db)]
    raise NotFound("nothing-by-that-name", name=text, near=names_near(text, every))


def account(session: Session, node: Node) -> ShownAccount:
    """An account or category with what it holds. Raises Damaged("balances-replayed")."""
    held = balances.of_accounts(session.db, [node.row], session.today)
    cells = [cell for cell in balances.as_of(session.db, date.fromordinal(session.today)) if cell.account == node.row]
    return ShownAccount(
        node.account._replace(aliases=accounts.aliases(session.db, node)),
        tuple((minor, money_of(session, code)) for (_row, code), minor in held.items()),
        tuple((cell.pending_minor, money_of(session, cell.currency)) for cell in cells if cell.pending_minor),
    )


def _transaction(session: Session, text: str) -> ShownTransaction:
    kept = short_names.transaction(session, text)
    txn = kept.transaction
    key = (entities.TRANSACTION, txn.uid)
    wrote = tuple(f"o{number}" for number in Versions(session.db).numbers(key))
    targets, maybe = (
        [transactions.row_of(session.db, target) for kind, target in txn.links if kind == asked]
        for asked in (REFUNDS, MAYBE_SAME)
    )
    linked = transactions.linked_to(session.db, txn.uid, REFUNDS)
    return ShownTransaction(
        _entry(session, kept.row),
        txn,
        wrote,
        tuple(f"t{row}" for row in targets if row is not None),
        tuple(_entry(session, each.row) for each in linked),
        tuple(f"t{row}" for row in maybe if row is not None),
    )


def _entry(session: Session, row: int) -> HistoryEntry:
    return next(entries(session, Query(only=row)))


def _operation(session: Session, number: int) -> ShownOperation:
    op = operations.by_number(session.db, number)
    if op is None:
        raise NotFound("no-such-operation", ref=f"o{number}")
    seen = glance(session.db, number, journal.read_record(session.db, number), MOST_COUNTED)
    uids = list(dict.fromkeys(image.uid for image in seen.images if image.kind == entities.TRANSACTION))
    numbers = transactions.rows_of(session.db, uids)
    made = tuple([(f"t{numbers[uid]}", uid) for uid in uids if uid in numbers])
    return ShownOperation(op, made, bool(made) and not seen.whole)


def _payee(session: Session, payee: Payee) -> ShownPayee:
    (row,) = register.payee_rows(session.db, name_key(payee.name))
    query = Query(last=LAST_DAY, payee=row)
    whole = accounts.payee_by_uid(session.db, payee.uid) or payee
    found = register.count(session.db, query._replace(limit=MOST_COUNTED))
    return ShownPayee(whole, found, next(entries(session, query._replace(limit=1)), None))
