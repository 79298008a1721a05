"""The books for other programs: whole, chosen by date and account, or what changed since the last time.

Everything is read in one state of the vault and streamed. ``--since last`` keeps a cursor inside the vault: the number
and MAC of the last operation that was exported. It moves in an operation of its own, after the file is in place: who
is interrupted in between gets the same changes once more, never too few.
"""

from __future__ import annotations

from datetime import date
from itertools import chain

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import (
    AccountDeclaration,
    BookEntry,
    BookPosting,
    BookTransaction,
    ChangeEntry,
    CurrencyDeclaration,
    Declaration,
    PayeeDeclaration,
    Removal,
)
from wallet_cli.domain.money import Money
from wallet_cli.domain.text import clean
from wallet_cli.domain.transaction import STATES, Posting
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.formats import facts, registry
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.files.rules import carried
from wallet_cli.services.redaction import Redactor
from wallet_cli.store.books import accounts, cursors, payees, whole
from wallet_cli.store.books.cursors import Cursor
from wallet_cli.store.books.whole import Choice, WholeTransaction
from wallet_cli.store.journal import journal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from wallet_cli.domain.calendar import Period
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.accounts import Node

_STATE_CHARACTERS = 60


class ExportWish(NamedTuple):
    """What to export: ``state`` is the name of a cursor, "" for none; dates are entry dates, both ends included.

    ``redact`` are words of ``redaction.WORDS``; ``options`` what was given of those that formats declare.
    """

    format: str
    account: str | None = None
    period: Period | None = None
    since: date | None = None
    state: str = ""
    redact: tuple[str, ...] = ()
    options: Mapping[str, str] = {}


class Export(NamedTuple):
    """An export that is ready: ``seen`` is the journal's head in the state of the vault that it shows."""

    format: str
    choice: Choice
    state: str
    seen: Cursor
    redact: tuple[str, ...] = ()
    options: Mapping[str, str] = {}


def format_of(ending: str) -> str:
    """The format of books that a file's name ends in (without the point), the usual one for ""."""
    return facts.by_ending(ending, facts.BOOK_WRITER)


def prepared(session: Session, wish: ExportWish) -> Export:
    """Resolve what is asked for. Call it, and ``write``, inside one snapshot of the store.

    UsageProblem("unknown-format", "format-without-changes", "state-name", and what the options are refused for),
    NotFound, Refused("cursor-lost").
    """
    registry.require(facts.BOOK_WRITER, wish.format, wish.options)
    head = journal.head(session.db)
    state, after = "", 0
    if wish.state:
        able = facts.names(facts.CHANGE_WRITER)
        if wish.format not in able:
            raise UsageProblem("format-without-changes", format=wish.format, known=able)
        state = clean(wish.state, limit=_STATE_CHARACTERS)
        if not state:
            raise UsageProblem("state-name")
        after = _position(session, state)
    everything = Choice()
    first = max(wish.period.first.toordinal() if wish.period else 1, wish.since.toordinal() if wish.since else 1)
    last = wish.period.last.toordinal() if wish.period else everything.last
    account = names.any_node(session, wish.account).row if wish.account else 0
    choice, seen = Choice(first, last, account, after), Cursor(head.number, head.mac)
    return Export(wish.format, choice, state, seen, wish.redact, wish.options)


def _position(session: Session, state: str) -> int:
    """The operation up to which ``state`` was exported, 0 at first; Refused where the journal has another one there."""
    cursor = cursors.find(session.db, state)
    if cursor is None:
        return 0
    if not cursors.holds(session.db, cursor):
        raise Refused("cursor-lost", state=state, op=f"o{cursor.number}")
    return cursor.number


def is_empty(session: Session, export: Export) -> bool:
    """Whether there is neither a transaction nor a removal to write."""
    if export.state and next(whole.removed(session.db, export.choice.after), None):
        return False
    return whole.is_empty(session.db, export.choice)


def write(session: Session, export: Export, out: BinaryIO) -> None:
    """Stream the export."""
    if export.state:
        told = _changes(session, export)
        if export.redact:
            # payee-1 of one file is someone else in the next, and a reader of the books has both
            told = Redactor(export.redact, f"payee-{export.seen.number}-").changes(told)
        registry.change_writer(export.format, export.options).write(told, out, redacted=export.redact)
    else:
        entries: Iterator[BookEntry] = _entries(session, export.choice)
        if export.choice == Choice() and not export.redact:  # rules are no one's who gets a part of the books
            entries = chain(entries, carried.out(session))
        if export.redact:
            entries = Redactor(export.redact).entries(entries)
        registry.book_writer(export.format, export.options).write(entries, out, redacted=export.redact)


def advance(session: Session, export: Export) -> None:
    """Move the cursor to what was exported, forward only. No terminal made it, so that bare ``undo`` never means it."""
    quiet = session._replace(terminal="")
    with session.store.operation(quiet.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        cursor = cursors.find(session.db, export.state)
        if cursor is None or cursor.number < export.seen.number:
            work.put_item(cursors.item(export.state, export.seen))


def _changes(session: Session, export: Export) -> Iterator[ChangeEntry]:
    after = export.choice.after
    yield from _entries(session, export.choice)
    if after:
        for uid in whole.removed(session.db, after):
            yield Removal(uid.hex())


def _entries(session: Session, choice: Choice) -> Iterator[Declaration | BookTransaction]:
    """Declarations of what was written since, then the transactions by date."""
    db = session.db
    scales = accounts.scales(db)
    for code, scale in scales.items():
        yield CurrencyDeclaration(Currency(code, scale))
    changed = whole.written_after(db, "account", choice.after)
    for node in accounts.every(db):
        if node.uid in changed:
            yield AccountDeclaration(
                node.uid.hex(),
                node.path,
                node.account.type,
                node.kind,
                node.currencies,
                node.number,
                accounts.aliases(db, node),
                node.closed,
                node.also,
            )
    changed = whole.written_after(db, "payee", choice.after)
    for payee in payees.every(db):
        if payee.uid in changed:
            yield PayeeDeclaration(payee.uid.hex(), payee.name, payee.aliases)
    nodes = {node.uid: node for node in accounts.by_row(db).values()}
    for told in whole.transactions(db, choice):
        yield _transaction(told, nodes, scales)


def _transaction(told: WholeTransaction, nodes: Mapping[bytes, Node], scales: Mapping[str, int]) -> BookTransaction:
    txn = told.transaction
    return BookTransaction(
        txn.uid.hex(),
        date.fromordinal(txn.date),
        tuple([_posting(posting, nodes[posting.account], scales) for posting in txn.postings]),
        told.payee,
        txn.delivered,
        txn.memo,
        txn.tags,
        tuple([(kind, target.hex()) for kind, target in txn.links]),
        txn.void,
    )


def _posting(posting: Posting, node: Node, scales: Mapping[str, int]) -> BookPosting:
    code, foreign = posting.currency, posting.original_currency
    return BookPosting(
        node.path,
        node.account.type,
        node.kind,
        Money(posting.amount_minor, Currency(code, scales[code])),
        date.fromordinal(posting.date),
        STATES[posting.state],
        date.fromordinal(posting.value_date) if posting.value_date else None,
        posting.bank_id,
        Money(posting.original_minor, Currency(foreign, scales[foreign])) if foreign else None,
        posting.facts,
    )
