"""Erasing transactions for good: what may go, and what an operation that lost its contents can't do any more.

What always holds: what a statement has confirmed, and a purchase that has refunds, stays; an operation of which
something was erased is never undone by halves.
"""

from __future__ import annotations

from wallet_cli.errors import Damaged, NotFound, Refused, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import short_names
from wallet_cli.services.amend import edit
from wallet_cli.services.amend.oplog import Teller
from wallet_cli.services.record.write import changes, horizon, touched
from wallet_cli.store.books import accounts, balances, transactions
from wallet_cli.store.check import erasing
from wallet_cli.store.check.findings import Progress, silent
from wallet_cli.store.journal import entities, journal
from wallet_cli.store.journal.versions import Versions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.look.events import What
    from wallet_cli.services.record.receipt import Change
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.transactions import Kept
    from wallet_cli.store.journal.operations import Op

COMMAND = "erase-body"
"""What the journal calls an erasure."""


class Doomed(NamedTuple):
    """What is to be erased: the number of the short name, the uid, and what the books still hold of it, if anything."""

    number: int
    uid: bytes
    kept: Kept | None


class ErasurePlan(NamedTuple):
    """What would be erased: short names, and what a single one says. ``guessable``: records of version 1 mention one,
    and anyone who has the keys can find its amount from what stays.
    """

    transactions: tuple[tuple[str, bytes], ...]
    what: What | None
    guessable: bool


class Done(NamedTuple):
    """An erasure: ``op`` is its short name; ``payees`` counts those erased, ``payees_kept`` names those still used.

    ``rewritten`` other things were rewritten. ``folded``: nothing of it is left in the write-ahead log; False where
    another program reads from that, or where the disk has no room.
    """

    op: str
    transactions: tuple[tuple[str, bytes], ...]
    changes: tuple[Change, ...]
    payees: int
    payees_kept: tuple[str, ...]
    rewritten: int
    folded: bool


def planned(session: Session, named: Sequence[str]) -> ErasurePlan:
    """What an erasure would take.

    Raises NotFound("no-such-transaction"), Refused("already-erased", "remove-reconciled", "has-refunds").
    """
    doomed = _doomed(session, named)
    only = doomed[0].kept if len(doomed) == 1 else None
    told = Teller(session).one(f"t{only.row}", only.transaction) if only else None
    guessable = any(_is_guessable(session, each.uid) for each in doomed)
    return ErasurePlan(tuple((f"t{each.number}", each.uid) for each in doomed), told, guessable)


def is_done(session: Session, named: Sequence[str]) -> bool:
    """Whether each of these was erased for good already. Raises NotFound("no-such-transaction")."""
    for text in named:
        try:
            _one(session, text)
        except Refused:
            continue
        return False
    return True


def _is_guessable(session: Session, uid: bytes) -> bool:
    """Whether it was recorded, or may have been, while records were of version 1."""
    key, versions = (entities.TRANSACTION, uid), Versions(session.db)
    number = journal.owner_of(session.db, *key)
    while number and journal.read_record(session.db, number).version > 1:
        if key not in versions.first(number):  # an earlier erasure took what it said: the worst is reported
            return journal.read_record(session.db, 1).version == 1
        number = versions.found_by(number, key)
    return number > 0


def erase(session: Session, named: Sequence[str], progress: Progress = silent) -> Done:
    """Erase transactions, from the books and from the journal. Raises as ``planned``, and
    Damaged("rebuild-impossible") where the journal isn't whole.
    """
    told = session._replace(command=COMMAND)
    with session.store.operation(told.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        doomed = _doomed(session, named)
        live = [each.kept.transaction for each in doomed if each.kept]
        rows, until = touched(session, live), horizon(session, live)
        held = {
            (rows[row].uid, code): minor for (row, code), minor in balances.of_accounts(session.db, rows, until).items()
        }
        done = erasing.erase(work, session.db, {each.uid: each.number for each in doomed}, progress)
        rows = touched(session, live)  # their rows were made again
        uids = {node.uid: row for row, node in rows.items()}
        before = {(uids[uid], code): minor for (uid, code), minor in held.items()}
        moved = changes(session, rows, before, until)
        kept = [accounts.payee_by_uid(session.db, uid) for uid in done.payees_kept]
        op = f"o{work.id}"
    return Done(
        op,
        tuple((f"t{each.number}", each.uid) for each in doomed),
        moved,
        len(done.payees),
        tuple(payee.name for payee in kept if payee),
        done.rewritten,
        session.dry_run or _folded(session),
    )


def _folded(session: Session) -> bool:
    """Whether the log is folded in. A disk that has no room for that takes nothing from what was erased."""
    try:
        return session.store.fold()
    except WalletError as error:
        if error.slug not in ("disk-full", "store-io"):
            raise
        return False


def _doomed(session: Session, named: Sequence[str]) -> list[Doomed]:
    found = {each.uid: each for each in [_one(session, text) for text in named]}
    live = {each.number: each.kept for each in found.values() if each.kept}
    for kept in live.values():
        edit.require_removable(session, kept, live)
    return list(found.values())


def _one(session: Session, text: str) -> Doomed:
    """One that is in the books, or was taken out of them."""
    try:
        kept = short_names.transaction(session, text)
    except NotFound:
        if short_names.is_last(text):
            raise
        number = short_names.number(text, "t") or transactions.row_of(session.db, bytes.fromhex(text)) or 0
        uid = erasing.uid_of(session.db, number)
        if not uid:
            raise
        if erasing.is_erased(session.db, uid):
            raise Refused("already-erased", ref=f"t{number}") from None
        return Doomed(number, uid, None)
    return Doomed(kept.row, kept.transaction.uid, kept)


def require_whole(session: Session, target: Op) -> None:
    """Refuse to take back an operation that erased something, or of which something was erased.

    Raises Refused("undo-of-erasure", "undo-erased"), Damaged("journal-body-blanked").
    """
    if target.command == COMMAND:
        raise Refused("undo-of-erasure", op=target.ref)
    require_body(session, target.ref, target.number)


def require_body(session: Session, ref: str, number: int) -> None:
    """Refuse to undo ``ref`` where it needs what operation ``number`` wrote and that is gone; raises as above."""
    if not erasing.has_erased(session.db, number):
        return
    by = erasing.erased_by(session.db, number)
    if not by:
        raise Damaged("journal-body-blanked", op=f"o{number}")
    raise Refused("undo-erased", op=ref, by=f"o{by}")
