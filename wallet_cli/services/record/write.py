"""From transactions to the journal: the one way in which every verb records, and the receipt that it gives back.

What always holds: a repeated ``--id`` with the same content answers what it answered first; with other content it is
refused, and so is one whose record has gone since or of which something was erased, without a word about what; a dry
run does everything and keeps nothing.
"""

from __future__ import annotations

import hashlib

from wallet_cli.domain import kinds
from wallet_cli.domain.operation import RECORD_ID
from wallet_cli.domain.transaction import Transaction, check
from wallet_cli.errors import Conflict, Damaged, WalletError
from wallet_cli.services.record.limits import require_payment
from wallet_cli.services.record.receipt import Change, Early, Entry, Receipt, Summary, When, below_zero
from wallet_cli.services.record.second_look import new_payees, same_just_before
from wallet_cli.services.session import Session, money_of
from wallet_cli.store.books import accounts, balances, transactions
from wallet_cli.store.journal import entities, items, journal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wallet_cli.store.journal.journal import Operation

SUMMARIES = 20
"""How many transactions of one record are summed up in names: nobody reads more on a receipt."""


def request_digest(*parts: object) -> bytes:
    """The digest of what was asked, by which a repeated id is told from a reused one."""
    return hashlib.sha256(repr(parts).encode()).digest()


def repeated(session: Session, build: Callable[[], Entry] | None = None) -> Receipt | None:
    """The receipt of the operation that this id made before, None when it is new. ``build`` makes what is asked now.

    Raises Conflict("id-reused") for other content, ("id-erased") where something of it was erased,
    ("id-undone", "id-removed") where it isn't in the books any more.
    """
    if not session.key:
        return None
    known = recorded_in_batch(session, build)
    if known:
        return known
    from wallet_cli.store.journal import operations  # only an id asks for it

    number = operations.made_by(session.db, session.key)
    if not number:
        return None
    same = journal.asked(session.db, number, session.request)
    if same is None:
        raise _erased(session, number)
    # asked of the journal, because an edit or a removal since has taken the transactions over
    written = journal.read_images(session.db, number, journal.read_record(session.db, number))
    uids = [image.uid for image in written if image.kind == entities.TRANSACTION]
    if not same and not _means_the_same(session, number, uids, build):
        raise Conflict("id-reused", key=session.key, op=f"o{number}")
    return _repeated(session, number, uids)


def _means_the_same(session: Session, op: int, uids: list[bytes], build: Callable[[], Entry] | None) -> bool:
    from wallet_cli.services.record import same_again  # only what is spelled otherwise asks for it

    return same_again.means_the_same(session, op, uids, build)


def recorded_in_batch(session: Session, build: Callable[[], Entry] | None = None) -> Receipt | None:
    """As ``repeated``, for an id that a line of a batch brought."""
    kept = items.find(session.db, RECORD_ID, session.key)
    if kept is None:
        return None
    import json

    request, *uids = json.loads(kept.body)
    if not request:
        raise Conflict("id-erased", key=session.key, by=f"o{kept.op}")
    made = [bytes.fromhex(uid) for uid in uids]
    if bytes.fromhex(request) != session.request and not _means_the_same(session, kept.op, made, build):
        raise Conflict("id-reused", key=session.key, op=f"o{kept.op}")
    return _repeated(session, kept.op, made)


def _erased(session: Session, number: int) -> WalletError:
    """What is said of an id under which operation ``number`` recorded what was erased since."""
    from wallet_cli.store.check import erasing

    by = erasing.erased_by(session.db, number)
    return (
        Conflict("id-erased", key=session.key, by=f"o{by}") if by else Damaged("journal-body-blanked", op=f"o{number}")
    )


def _repeated(session: Session, op: int, uids: Iterable[bytes]) -> Receipt:
    from wallet_cli.store.journal import operations

    found = [(f"t{transactions.row_of(session.db, uid)}", uid) for uid in uids]
    made = operations.by_number(session.db, op)
    if made is not None:  # else it is the one being written: a line of this batch
        _require_still_there(session, op, made.undone_by, found)
    return Receipt(
        f"o{op}",
        tuple(found),
        repeated=True,
        dry_run=session.dry_run,
    )


def _require_still_there(session: Session, op: int, undone_by: int, found: Sequence[tuple[str, bytes]]) -> None:
    """Refuse to answer that all is recorded, where it was undone or removed since."""
    if undone_by:
        raise Conflict("id-undone", key=session.key, op=f"o{op}", by=f"o{undone_by}")
    gone = [(ref, uid) for ref, uid in found if transactions.by_uid(session.db, uid) is None]
    if gone:
        by = journal.owner_of(session.db, entities.TRANSACTION, gone[0][1])
        names = tuple(ref for ref, _uid in gone)
        raise Conflict("id-removed", key=session.key, op=f"o{op}", refs=names, by=f"o{by}" if by else "")


def record(session: Session, build: Callable[[], Entry]) -> Receipt:
    """Record what ``build`` makes, in one operation: its own or, in a batch, the one that all lines share.

    ``build`` reads the books inside the same database transaction.
    """
    if session.joint is not None:
        joined: Receipt = session.joint.add(session, build)
        return joined
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        known = repeated(session, build)
        if known:
            return known
        entry = build()
        require_payment(session, entry.transactions)
        for account in entry.accounts:
            work.put_account(account, new=True)
        rows = touched(session, entry.transactions)
        when = when_of(session, entry.transactions, entry.day)
        before = balances.of_accounts(session.db, rows, when.balances)
        new = new_payees(session, entry.payees)
        same_as = _same_just_before(session, entry, rows)
        written = write(session, work, entry)
        work.flush()
        moved = changes(session, rows, before, when.balances)
        early = before_beginning(session, rows, entry.transactions, when)
        return Receipt(
            work.ref,
            written,
            _summaries(session, entry),
            moved,
            entry.inferred,
            dry_run=session.dry_run,
            when=when,
            low=low_today(session, rows, moved) if when.balances < session.today else (),
            new=new,
            same_as=same_as,
            added=tuple(account.path for account in entry.accounts if not account.is_category),
            categories=tuple(account.path for account in entry.accounts if account.is_category),
            early=early,
            only=entry.only,
            paid_off=entry.paid_off,
            even_with=entry.even_with,
            of=entry.of,
        )


def before_beginning(
    session: Session, rows: dict[int, accounts.Node], entries: Iterable[Transaction], when: When
) -> tuple[Early, ...]:
    """The accounts that begin after what was recorded, which only an earlier day than today can be."""
    if when.first >= session.today:
        return ()
    from wallet_cli.services.record import too_early

    return too_early.accounts_of(session, rows, entries)


def _same_just_before(session: Session, entry: Entry, rows: dict[int, accounts.Node]) -> str:
    if entry.payees or len(entry.transactions) != 1:
        return ""
    return same_just_before(session, entry.transactions[0], {node.uid for node in rows.values()})


def write(session: Session, work: Operation, entry: Entry) -> tuple[tuple[str, bytes], ...]:
    """Put an entry into an operation; short name and uid of its transactions."""
    for txn in entry.transactions:
        check(txn.postings)
    write_currencies(session, work, entry.transactions)
    for payee in entry.payees:
        work.put_payee(payee, new=True)
    for item in entry.items:
        work.put_item(item)
    return tuple([(f"t{work.add_transaction(txn)}", txn.uid) for txn in entry.transactions])


def _summaries(session: Session, entry: Entry) -> tuple[Summary, ...]:
    found = [summary_of(session, txn) for txn in entry.transactions[:SUMMARIES]]
    if found and entry.moved:
        found[0] = found[0]._replace(amounts=entry.moved)
    return tuple(found)


def summary_of(session: Session, txn: Transaction) -> Summary:
    """A transaction in names."""
    payee = accounts.payee_by_uid(session.db, txn.payee) if txn.payee else None
    sources: dict[str, None] = {}
    targets: dict[str, None] = {}
    categories: dict[str, None] = {}
    moved: dict[str, int] = {}
    for posting in txn.postings:
        node = accounts.by_uid(session.db, posting.account)
        if node is None or node.account.type == kinds.EQUITY:
            continue
        side = categories if node.account.is_category else targets if posting.amount_minor > 0 else sources
        side[node.path] = None
        moved[posting.currency] = moved.get(posting.currency, 0) + max(0, posting.amount_minor)
    spent = {posting.currency: abs(posting.amount_minor) for posting in reversed(txn.postings)}
    amounts = tuple((minor or spent[code], money_of(session, code)) for code, minor in moved.items())
    return Summary(payee.name if payee else "", amounts, tuple(sources), tuple(targets), tuple(categories), txn.date)


def write_currencies(session: Session, work: Operation, entries: Iterable[Transaction]) -> None:
    """Write the scale of each currency that the vault has not used before: from then on it never changes."""
    known = accounts.scales(session.db)
    for txn in entries:
        for posting in txn.postings:
            for code in (posting.currency, posting.original_currency):
                if code and code not in known:
                    known[code] = money_of(session, code).scale
                    work.put_currency(code, known[code])


def touched(session: Session, entries: Iterable[Transaction]) -> dict[int, accounts.Node]:
    """The money accounts that transactions touch, by row, in the order of their first posting."""
    return money_accounts(session, dict.fromkeys(posting.account for txn in entries for posting in txn.postings))


def money_accounts(session: Session, uids: Iterable[bytes]) -> dict[int, accounts.Node]:
    """Those of these accounts that hold money, by row, in their order."""
    nodes = [accounts.by_uid(session.db, uid) for uid in uids]
    return {node.row: node for node in nodes if node is not None and node.account.is_money}


def when_of(session: Session, entries: Sequence[Transaction], day: int = 0) -> When:
    """The days of a record: its balances are those of the last day that it reaches, which may lie ahead. ``day`` is the
    one of a record without transactions, 0 for today.
    """
    days = [txn.date for txn in entries] or [day or session.today]
    reached = [posting.date for txn in entries for posting in txn.postings]
    return When(session.today, min(days), max(days), max(reached or days))


def horizon(session: Session, entries: Iterable[Transaction]) -> int:
    """The day (ordinal) as of which what takes something back shows balances: today, or the last day it reaches."""
    return max([session.today, *[posting.date for txn in entries for posting in txn.postings]])


def low_today(session: Session, rows: dict[int, accounts.Node], moved: Sequence[Change]) -> tuple[str, ...]:
    """The accounts that hold less than nothing today and did not before, because an earlier day took ``moved``."""
    held = {row: node for row, node in rows.items() if kinds.of(node.kind).warns_below_zero}
    now = balances.of_accounts(session.db, held, session.today)
    paths = {node.path: row for row, node in held.items()}
    since = []
    for each in moved:
        if each.account in paths:
            after = now.get((paths[each.account], each.currency.code), 0)
            since.append(each._replace(before_minor=after - each.after_minor + each.before_minor, after_minor=after))
    return below_zero(since)


def changes(
    session: Session, rows: dict[int, accounts.Node], before: dict[tuple[int, str], int], until: int
) -> tuple[Change, ...]:
    """The balances of these accounts at the end of ``until`` (ordinal), beside what they were."""
    after = balances.of_accounts(session.db, rows, until)
    found = []
    for key in sorted({*before, *after}, key=lambda key: (list(rows).index(key[0]), key[1])):
        if before.get(key, 0) != after.get(key, 0):
            node = rows[key[0]]
            unit = money_of(session, key[1])
            found.append(Change(node.path, node.kind, unit, before.get(key, 0), after.get(key, 0)))
    return tuple(found)
