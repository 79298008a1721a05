"""Making one category of two: history, names, envelopes and what is below the first become the second's.

All is one operation. What always holds: each transaction still balances, no sum of both together changes, and what
either envelope was given in a period the one envelope is given in it.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import SEPARATOR, Account, name_key
from wallet_cli.domain.calendar import parts_of
from wallet_cli.domain.operation import BUDGET, CARRYOVER
from wallet_cli.domain.plan.allotment import ONWARD, Allotment, together
from wallet_cli.errors import Refused
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.session import FEES, Session, setting
from wallet_cli.services.things.starting import setting_item
from wallet_cli.store.books import accounts, transactions
from wallet_cli.store.journal import entities, items, uses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.domain.transaction import Posting
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.journal.journal import Operation


class CategoriesMerged(NamedTuple):
    """What a merge did: ``category`` is the one that stays, ``transactions`` how many were changed; whether an envelope
    came along.
    """

    op: str
    category: Account
    transactions: int
    has_envelope: bool
    dry_run: bool = False


def merge(session: Session, name: str, into: str) -> CategoriesMerged:
    """Make the category ``name`` part of ``into``. The first may be closed, the second may not.

    Raises NotFound, Refused("category-merged-with-itself", "merge-other-kind", "merge-into-below", "merge-below-taken",
    "category-closed").
    """
    with session.store.operation(session.origin(), session.new_uid(), dry_run=session.dry_run) as work:
        goes, stays = names.category(session, name, closed=True), names.category(session, into)
        _require_fit(goes, stays)
        below = _below(session, goes, stays)
        aliases = (*accounts.aliases(session.db, stays), goes.path, *accounts.aliases(session.db, goes))
        moved = [
            (
                each,
                each.account._replace(
                    path=path, aliases=_apart(path, (*accounts.aliases(session.db, each), each.path))
                ),
            )
            for each, path in below
        ]
        changed = uses.transactions_on(session.db, goes.uid)
        for kept in transactions.by_uids(session.db, changed).values():
            postings = _in_one(kept.transaction.postings, goes.uid, stays.uid)
            work.put_transaction(kept.transaction._replace(postings=postings))
        has_envelope = _merge_envelopes(session, work, goes.uid, stays.uid)
        if setting(session, FEES, "") == goes.uid.hex():
            work.put_item(setting_item(FEES, stays.uid.hex()))
        work.put(entities.ACCOUNT, goes.uid, None)
        for _each, account in moved:
            work.put_account(account)
        merged = stays.account._replace(aliases=_apart(stays.path, aliases))
        work.put_account(merged)
    return CategoriesMerged(work.ref, merged, len(changed), has_envelope, session.dry_run)


def _require_fit(goes: Node, stays: Node) -> None:
    if goes.uid == stays.uid:
        raise Refused("category-merged-with-itself", name=stays.path)
    if kinds.of(goes.kind).flow != kinds.of(stays.kind).flow:
        raise Refused("merge-other-kind", name=goes.path, into=stays.path)
    if stays.path.startswith(goes.path + SEPARATOR):
        raise Refused("merge-into-below", name=goes.path, into=stays.path)


def _below(session: Session, goes: Node, stays: Node) -> list[tuple[Node, str]]:
    """What is below the one that goes, and its path below the one that stays, which must be free."""
    found = []
    for node in accounts.every(session.db):
        if not node.path.startswith(goes.path + SEPARATOR) or node.uid == stays.uid:
            continue
        path = stays.path + node.path[len(goes.path) :]
        taken = accounts.find(session.db, path)
        if taken is not None and taken.uid != node.uid:
            raise Refused("merge-below-taken", below=node.path, taken=taken.path, name=goes.path, into=stays.path)
        found.append((node, path))
    return found


def _apart(path: str, aliases: Sequence[str]) -> tuple[str, ...]:
    """Aliases that differ from the path and from one another, as names are compared."""
    kept = {name_key(each): each for each in reversed(aliases) if name_key(each) != name_key(path)}
    return tuple(reversed(kept.values()))


def _in_one(postings: Sequence[Posting], goes: bytes, stays: bytes) -> tuple[Posting, ...]:
    """The postings with the one category for both; two of them that are alike except for the amount become one."""
    found: list[Posting] = []
    for each in postings:
        posting = each._replace(account=stays) if each.account == goes else each
        at = next((at for at, other in enumerate(found) if posting.account == stays and _alike(posting, other)), None)
        if at is None:
            found.append(posting)
        else:
            found[at] = found[at]._replace(
                amount_minor=found[at].amount_minor + posting.amount_minor,
                original_minor=found[at].original_minor + posting.original_minor,
            )
    return tuple(found)


def _alike(one: Posting, other: Posting) -> bool:
    same_side = (one.amount_minor > 0) == (other.amount_minor > 0)
    return same_side and one._replace(amount_minor=0, original_minor=0) == other._replace(
        amount_minor=0, original_minor=0
    )


def _merge_envelopes(session: Session, work: Operation, goes: bytes, stays: bytes) -> bool:
    """Give the one what both were given, in every currency and by every kind of period; whether the first had any."""
    cells: dict[tuple[str, str], dict[bytes, dict[str, int]]] = {}
    for name, body in items.every(session.db, BUDGET):
        key, category, code = name.split(":")
        uid = bytes.fromhex(category)
        if uid in (goes, stays):
            kind = parts_of(key.removesuffix(ONWARD))[1]
            cells.setdefault((kind, code), {}).setdefault(uid, {})[key] = int(body)
    found = {place: both for place, both in cells.items() if goes in both}
    for (_kind, code), both in found.items():
        _merge_cells(work, code, goes, stays, both)
    flags = [name.split(":") for name, _body in items.every(session.db, CARRYOVER)]
    words = dict(items.every(session.db, CARRYOVER))
    for key, category, code in flags:
        if category == goes.hex():
            work.drop_item(CARRYOVER, f"{key}:{category}:{code}")
            if stays not in cells.get((parts_of(key)[1], code), {}):  # it had no envelope: it takes all of this one
                moved = f"{key}:{stays.hex()}:{code}"
                work.put_item(entities.keyed_item(CARRYOVER, moved, words[f"{key}:{category}:{code}"] == "true"))
    return bool(found)


def _merge_cells(work: Operation, code: str, goes: bytes, stays: bytes, both: dict[bytes, dict[str, int]]) -> None:
    """The cells of both in one currency, by their keys; labels of one kind of period sort as their days do."""
    keys = sorted({key.removesuffix(ONWARD) for cells in both.values() for key in cells})
    one, other = (
        Allotment(
            {keys.index(key.removesuffix(ONWARD)): minor for key, minor in cells.items() if key.endswith(ONWARD)},
            {keys.index(key): minor for key, minor in cells.items() if not key.endswith(ONWARD)},
        )
        for cells in (both[goes], both.get(stays, {}))
    )
    merged = together(one, other)
    wanted = {keys[at] + ONWARD: minor for at, minor in merged.standing.items()}
    wanted |= {keys[at]: minor for at, minor in merged.single.items()}
    for key in both[goes]:
        work.drop_item(BUDGET, f"{key}:{goes.hex()}:{code}")
    for key, minor in wanted.items():
        if both.get(stays, {}).get(key) != minor:
            work.put_item(entities.keyed_item(BUDGET, f"{key}:{stays.hex()}:{code}", minor))
