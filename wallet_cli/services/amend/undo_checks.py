"""What must still hold after something was taken back: reconciled postings, the tree, and what others use."""

from __future__ import annotations

from collections import Counter

from wallet_cli.domain import kinds
from wallet_cli.domain.account import parents
from wallet_cli.domain.transaction import RECONCILED, Transaction
from wallet_cli.errors import Refused
from wallet_cli.services.things.accounts import require_empty
from wallet_cli.store.books import accounts, transactions
from wallet_cli.store.journal import journal, uses
from wallet_cli.store.journal.account import value_of as account_of
from wallet_cli.store.journal.entities import ACCOUNT, TRANSACTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from wallet_cli.domain.operation import Image
    from wallet_cli.services.amend.undo_moved import Moved
    from wallet_cli.services.session import Session
    from wallet_cli.store.journal.operations import Op
    from wallet_cli.store.journal.rows import Blocker
    from wallet_cli.store.journal.versions import Versions

Confirmed = Counter[tuple[bytes, str, int, int]]
"""Account, currency, amount in minor units and date of what a statement has confirmed."""


def confirmed(txn: Transaction, purposes: Collection[bytes]) -> Confirmed:
    """The reconciled postings; what it was for (``purposes``, uids of categories) is nothing that a bank confirms."""
    found = [posting for posting in txn.postings if posting.state == RECONCILED and posting.account not in purposes]
    return Counter((posting.account, posting.currency, posting.amount_minor, posting.date) for posting in found)


def keeps_reconciled(session: Session, before: Transaction, after: Transaction | None) -> bool:
    """Whether no reconciled posting's date, account, amount or state changes from one version to the next."""
    if all(posting.state != RECONCILED for posting in before.postings):
        return True
    purposes = uses.purposes(session.db)
    kept = confirmed(before, purposes)
    if not kept:
        return True
    return after is not None and after.void == before.void and not kept - confirmed(after, purposes)


def require_unreconciled(session: Session, target: Op, txns: Moved) -> None:
    """Refuse to take back what a statement has confirmed; raises Refused("undo-reconciled")."""
    there = transactions.by_uids(session.db, txns.reconciled)
    for uid in txns.reconciled:
        after = txns.back[uid]
        if not keeps_reconciled(session, there[uid].transaction, after and after[1]):
            raise Refused("undo-reconciled", op=target.ref, ref=f"t{there[uid].row}")


def require_sound(session: Session, versions: Versions, target: Op, restored: Sequence[Image], txns: Moved) -> None:
    """Refuse what would leave something without its account, payee or parent, or with one that has become a person.

    Raises Refused("undo-in-use", "undo-erased", "account-not-empty", "currency-in-use").
    """
    named = txns.values
    used = dict.fromkeys(posting.account for txn in named for posting in txn.postings)
    _refuse(target, uses.gone(session.db, used, dict.fromkeys(txn.payee for txn in named)))
    _refuse(target, uses.belonging(session.db, txns.gone))
    touched = [image for image in restored if image.kind == ACCOUNT]
    for account in used.keys() - {image.uid for image in touched}:
        _require_same_side(session, versions, target, account)
    for image in touched:
        if image.body is None or _changes_sides(versions, target.number, image.uid):
            _require_unused(session, versions, target, image.uid)
        if image.body is not None:
            _require_fitting(session, target, image)
    if touched:
        _require_parents(session, target)


def _require_unused(session: Session, versions: Versions, target: Op, account: bytes) -> None:
    """Refuse to take away an account that a transaction uses, naming the operation whose content that has."""
    uid = uses.transaction_on(session.db, account)
    if uid:
        owner = versions.effective(journal.owner_of(session.db, TRANSACTION, uid), (TRANSACTION, uid))
        _refuse(target, (f"t{transactions.row_of(session.db, uid)}", owner))


def _require_same_side(session: Session, versions: Versions, target: Op, account: bytes) -> None:
    """Refuse a transaction back on an account that has become a person since ``target``, or the other way round."""
    key = (ACCOUNT, account)
    number = latest = journal.owner_of(session.db, *key)
    changed = 0
    while number > target.number:
        changed = changed or (number if _changes_sides(versions, number, account) else 0)
        number = versions.found_by(number, key)
    if changed and number and _is_own(versions, number, account) != _is_own(versions, latest, account):
        _refuse(target, (_path(session, account), changed))


def _changes_sides(versions: Versions, number: int, account: bytes) -> bool:
    """Whether operation ``number`` made a person of an account of one's own, or the other way round."""
    before = versions.found_by(number, (ACCOUNT, account))
    was, now = _is_own(versions, before, account) if before else None, _is_own(versions, number, account)
    return None not in (was, now) and was != now


def _is_own(versions: Versions, number: int, account: bytes) -> bool | None:
    """Whether an account was one of one's own after operation ``number``; None where it was gone, or erased there."""
    image = versions.last(number, (ACCOUNT, account))
    body = None if image is None else image.body
    return None if body is None else account_of(account, body).is_own


def _path(session: Session, account: bytes) -> str:
    node = accounts.by_uid(session.db, account)
    return node.path if node else ""


def _refuse(target: Op, blocker: Blocker | None) -> None:
    if blocker is not None:
        name, op = blocker
        if not name:  # only an erasure takes the name, too
            raise Refused("undo-erased", op=target.ref, by=f"o{op}")
        raise Refused("undo-in-use", op=target.ref, name=name, blocker=f"o{op}", line=f"o{op} {target.ref}")


def _require_fitting(session: Session, target: Op, image: Image) -> None:
    """An account that comes back closed holds nothing; one with fewer currencies holds none of the others."""
    node = accounts.by_uid(session.db, image.uid)
    if node is None:
        return
    if node.closed:
        try:
            require_empty(session, node)
        except Refused as error:
            error.params["op"] = target.ref
            raise
    for code in uses.currencies_of(session.db, node.row):
        if node.currencies and code not in node.currencies:
            raise Refused("currency-in-use", account=node.path, currency=code, op=target.ref)


def _require_parents(session: Session, target: Op) -> None:
    tree = accounts.every(session.db)
    paths = {node.path for node in tree}
    for node in tree:
        if any(path not in paths for path in parents(node.path)) and node.account.type != kinds.EQUITY:
            _refuse(target, (node.path, journal.owner_of(session.db, ACCOUNT, node.uid)))
