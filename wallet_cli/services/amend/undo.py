"""Undo and redo: everything an operation changed gets the version back that it found. Redo is the undo of an undo.

What always holds: nothing that was done later and is still in force is lost (it is named, and has to be undone first);
a reconciled posting keeps its date, account, amount and state; no transaction is left without its account or payee; no
purchase has more refunds than it cost.
"""

from __future__ import annotations

from wallet_cli.domain.operation import Image
from wallet_cli.errors import NotFound, Refused, UsageProblem, WalletError
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.amend import erase
from wallet_cli.services.amend.oplog import Teller, Undo, undo_of
from wallet_cli.services.amend.undo_checks import require_sound, require_unreconciled
from wallet_cli.services.amend.undo_moved import moved
from wallet_cli.services.record.limits import require_restored
from wallet_cli.services.record.receipt import When
from wallet_cli.services.record.refund_limits import excesses_of, require_refunds_fit
from wallet_cli.services.record.write import changes, money_accounts
from wallet_cli.store.books import accounts, balances, transactions
from wallet_cli.store.journal import journal, operations, uses
from wallet_cli.store.journal.entities import ACCOUNT, ITEM, PAYEE, SEEN, SMALL, TRANSACTION
from wallet_cli.store.journal.versions import Versions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wallet_cli.domain.look.events import What
    from wallet_cli.domain.transaction import Transaction
    from wallet_cli.services.amend.undo_moved import Moved
    from wallet_cli.services.record.receipt import Change
    from wallet_cli.services.session import Session
    from wallet_cli.store.journal.journal import Operation
    from wallet_cli.store.journal.operations import Op
    from wallet_cli.store.journal.versions import Key, Written

NOT_UNDOABLE = ("init", "migrate", "passphrase", "keys", "fork", "erase")
"""The first words of commands that can't be taken back."""
_NO_CHANGE = (*(word for word in NOT_UNDOABLE if word != "init"), erase.COMMAND)
"""Those that nobody means by the last operation."""


class Undone(NamedTuple):
    """What an undo did: ``op`` is its own short name, ``target`` the operation that it took back.

    ``about`` is what that comes to, where ``target`` was an undo itself; ``what`` says what was undone or done again.
    """

    op: str
    target: Op
    about: Undo
    what: What
    transactions: tuple[tuple[str, bytes], ...]
    changes: tuple[Change, ...]
    when: When


class Last(NamedTuple):
    """What an undo without a name could mean: the last operation that holds, and the last one made in this terminal;
    ``is_older``: what was done after it is undone, and it changed nothing but settings, which nobody looks at.
    """

    op: Op
    here: Op | None
    is_older: bool = False


def last(session: Session) -> Last:
    """The last operation that can be undone. Raises Refused("nothing-to-undo")."""
    op = operations.last_done(session.db, besides=_NO_CHANGE)
    if op is None:
        raise Refused("nothing-to-undo")
    here = operations.last_done(session.db, session.terminal, besides=_NO_CHANGE) if session.terminal else None
    newest = next(operations.newest(session.db, limit=1))
    takes_back = newest.undoes > op.number and _takes_back(session, newest)
    return Last(op, here, takes_back and op.command.startswith("config"))


def helped(session: Session, error: UsageProblem) -> UsageProblem:
    """The error of what names no operation, with the last one that holds, and without a name that none has."""
    near = str(error.params.get("near") or "")
    if error.slug == "not-an-operation" and near and operations.by_number(session.db, int(near[1:])) is None:
        op = operations.last_done(session.db, besides=_NO_CHANGE)
        error.params |= {"near": "", "last": op.ref if op else ""}
    return error


def last_undo(session: Session) -> Op:
    """The last undo made in this terminal that still holds. Raises Refused("nothing-to-redo")."""
    op = operations.last_undo(session.db, session.terminal) if session.terminal else None
    if op is None:
        raise Refused("nothing-to-redo")
    return op


def to_redo(session: Session, number: int) -> int:
    """The undo to take back, named by itself or by what it undid. Raises Refused("not-undone")."""
    op = _known(operations.by_number(session.db, number), number)
    if _takes_back(session, op):
        return op.number
    if not op.undone_by:
        raise Refused("not-undone", op=op.ref)
    return op.undone_by


def _takes_back(session: Session, op: Op) -> bool:
    """Whether this is an undo: what it undoes did something, or did it again. An undo of an undo is a redo."""
    return op.undoes != 0 and not _takes_back(session, _known(operations.by_number(session.db, op.undoes), op.undoes))


def versions_now(session: Session, named: Sequence[tuple[str, bytes]], most: int) -> list[tuple[str, Transaction]]:
    """The first of these transactions, by short name and uid, that are in the books, as they are."""
    found = [(ref, transactions.by_uid(session.db, uid)) for ref, uid in named[:most]]
    return [(ref, kept.transaction) for ref, kept in found if kept is not None]


def undo_all(session: Session, numbers: Sequence[int]) -> list[Undone]:
    """Take operations back, in this order: all of them, or none. Raises as ``undo``; where something done later is in
    the way, ``line`` names everything that can be undone in one step then, "" where nothing can.
    """
    try:
        return _all(session, numbers)
    except Refused as error:
        if "line" in error.params:
            error.params["line"] = " ".join(f"o{each}" for each in _step(session, numbers, error))
        raise


def _all(session: Session, numbers: Sequence[int]) -> list[Undone]:
    writing = session._replace(dry_run=False)
    with session.store.together(dry_run=session.dry_run):
        return [undo(writing, number) for number in numbers]


def _step(session: Session, numbers: Sequence[int], error: Refused) -> list[int]:
    """The operations, newest first, that can be undone together with ``numbers``: found by trying."""
    wanted = set(numbers)
    trying = session._replace(dry_run=True, proven=True)
    while more := _in_the_way(session, error) - wanted:
        wanted |= more
        try:
            _all(trying, sorted(wanted, reverse=True))
        except Refused as refused:
            error = refused
        except WalletError:
            break
        else:
            return sorted(wanted, reverse=True)
    return []


def _in_the_way(session: Session, error: Refused) -> set[int]:
    """The operations for which one couldn't be undone."""
    if "line" in error.params:
        return {int(ref[1:]) for ref in str(error.params["line"]).split()}
    node = accounts.find(session.db, str(error.params.get("account", "")))
    after = str(error.params.get("op", ""))
    return uses.written_on(session.db, node.uid, int(after[1:])) if node and after else set()


def undo(session: Session, number: int) -> Undone:
    """Take operation ``number`` back.

    Raises NotFound("no-such-operation"), Refused("already-undone", "not-undoable", "undo-blocked", "undo-erased",
    "undo-of-erasure", "undo-of-beginning", "undo-of-init", "undo-of-fork", "undo-reconciled", "undo-in-use",
    "undo-name-taken", "undo-changes-nothing", "refunds-exceed-purchase"), and
    Locked("confirm-setting") for an operation that changed the limit above which payments are confirmed.
    """
    target = _known(operations.by_number(session.db, number), number)
    origin = session.origin(undoes=target.uid)
    with session.store.operation(origin, session.new_uid(), dry_run=session.dry_run) as work:
        versions = Versions(session.db)
        target = _undoable(session, operations.by_number(session.db, number), number)
        keys = [key for key, written in versions.first(number).items() if not _is_kept(key, written)]
        uids = [uid for kind, uid in keys if kind == TRANSACTION]
        numbers = transactions.written(session.db, uids)
        taken_over = [key for key in keys if _owner(session, numbers, key) != number]
        _require_unblocked(versions, target, taken_over)
        for found in dict.fromkeys([versions.found_by(number, key) for key in keys]):
            erase.require_body(session, target.ref, found)
        txns = moved(session, versions, number, numbers, uids)
        others = [key for key in keys if key[0] != TRANSACTION]
        restored = [Image(*key, b"", versions.before(number, key)) for key in others]
        restored += _payees_of(session, versions, txns, restored)
        require_restored(session, restored)
        about = _about(session, target)
        what = Teller(session).what(about.target.number)
        excess = excesses_of(session, [*uids, *txns.refunded])
        require_unreconciled(session, target, txns)
        undone = _restore(session, work, restored, txns, (target, about, what))
        require_sound(session, versions, target, restored, txns)
        require_refunds_fit(session, excess)
        return undone


def _payees_of(session: Session, versions: Versions, txns: Moved, restored: Sequence[Image]) -> list[Image]:
    """The payees of what comes back that went because nothing paid them any more, when a payment was undone."""
    found = []
    for payee in dict.fromkeys([txn.payee for txn in txns.values if txn.payee]):
        owner = journal.owner_of(session.db, PAYEE, payee)
        op = versions.op(owner)
        if op is not None and op.undoes and uses.gone(session.db, (), (payee,)) is not None:
            found.append(Image(PAYEE, payee, b"", versions.before(owner, (PAYEE, payee))))
    written = {each.uid for each in restored if each.kind == PAYEE}
    return [each for each in found if each.body is not None and each.uid not in written]


def _is_kept(key: Key, written: Written) -> bool:
    """Whether it outlives what it was written with: an id stays taken, and says that its record was undone."""
    body = written.body if key[0] == ITEM else None
    row = SMALL.get(body[0]) if body is not None else None
    return row is not None and row.is_kept


def _known(op: Op | None, number: int) -> Op:
    if op is None:
        raise NotFound("no-such-operation", ref=f"o{number}")
    return op


def _undoable(session: Session, op: Op | None, number: int) -> Op:
    found = _known(op, number)
    erase.require_whole(session, found)
    if found.undone_by:
        raise Refused("already-undone", op=found.ref, by=f"o{found.undone_by}")
    began = _account_of_init(session, number) if found.command == "init" else ""
    if began:
        raise Refused("undo-of-init", op=found.ref, account=began)
    if found.command == "fork":
        raise Refused("undo-of-fork", op=found.ref)
    if number == 1:
        raise Refused("undo-of-beginning", op=found.ref)
    if found.command.split(" ")[0] in NOT_UNDOABLE:
        raise Refused("not-undoable", op=found.ref, command=found.command)
    return found


def _account_of_init(session: Session, number: int) -> str:
    """The account that this operation of ``wallet init`` added; "" for its first one, and where that has gone."""
    keys = Versions(session.db).first(number) if number > 1 else {}
    nodes = [accounts.by_uid(session.db, uid) for kind, uid in keys if kind == ACCOUNT]
    return next((node.path for node in nodes if node is not None), "")


def _owner(session: Session, numbers: Mapping[bytes, tuple[int, int]], key: Key) -> int:
    """The number of the operation that wrote an entity last, which ``numbers`` has for transactions."""
    kind, uid = key
    if kind == TRANSACTION:
        return numbers[uid][1] if uid in numbers else 0
    return journal.owner_of(session.db, kind, uid)


def _require_unblocked(versions: Versions, target: Op, keys: Iterable[Key]) -> None:
    """Refuse with everything done later that is still in force, newest first, so that the hint is the whole command."""
    blocking = {number for key in keys for number in versions.since(target.number, key)}
    if blocking:
        for each in sorted(blocking):
            op = versions.op(each)
            if op is not None and op.command == erase.COMMAND:
                raise Refused("undo-erased", op=target.ref, by=op.ref)
        later = [op for op in map(versions.op, sorted(blocking, reverse=True)) if op]
        named = tuple(f"{op.ref} ({op.command})" for op in later)
        raise Refused(
            "undo-blocked", op=target.ref, blockers=named, line=" ".join([op.ref for op in later] + [target.ref])
        )


def _about(session: Session, target: Op) -> Undo:
    """What undoing ``target`` comes to: something is taken back, or, where it took something back, done again."""
    taken = undo_of(session, target)
    return Undo(taken.target, not taken.again) if taken else Undo(target, False)


def _restore(
    session: Session, work: Operation, restored: list[Image], txns: Moved, of: tuple[Op, Undo, What]
) -> Undone:
    rows = money_accounts(session, txns.accounts)
    until = max(session.today, txns.day)
    before = balances.of_accounts(session.db, rows, until)
    _put(work, ACCOUNT, restored)
    waiting = _put_free(work, PAYEE, [image for image in restored if image.body is not None])
    for uid, version in sorted(txns.back.items(), key=lambda item: item[1] is not None):
        work.bring_back(uid, *txns.numbers[uid], version)
    _put(work, SEEN, restored)
    _put(work, ITEM, restored)
    work.flush()
    # someone who is paid by other transactions, too, stays known
    gone = [image for image in restored if image.kind == PAYEE and image.body is None]
    _put(work, PAYEE, [image for image in gone if not uses.is_paid(session.db, image.uid)])
    _put(work, PAYEE, waiting)
    if not work.changed:
        raise Refused("undo-changes-nothing", op=of[0].ref)
    rows |= money_accounts(session, txns.accounts)  # those that are back
    refs = tuple([(f"t{txns.numbers[uid][0]}", uid) for uid in txns.back])
    when = When(session.today, session.today, session.today, until)
    return Undone(work.ref, *of, refs, changes(session, rows, before, until), when)


def _put(work: Operation, kind: str, restored: Iterable[Image]) -> None:
    """Write the versions of one kind. Raises Refused("undo-name-taken")."""
    for image in _put_free(work, kind, restored):
        taken = work.name_taken(image)
        if taken is not None:
            name, owner = taken
            raise Refused("undo-name-taken", name=name, blocker=f"o{owner}")


def _put_free(work: Operation, kind: str, restored: Iterable[Image]) -> list[Image]:
    """Write the versions of one kind whose names are free, or given up by another of them; those that still wait."""
    waiting = [image for image in restored if image.kind == kind]
    while True:
        blocked = []
        for image in sorted(waiting, key=lambda image: image.body is not None):
            if image.body is not None and work.name_taken(image) is not None:
                blocked.append(image)
            else:
                work.put(kind, image.uid, image.body)
        if len(blocked) in (0, len(waiting)):
            return blocked
        waiting = blocked
