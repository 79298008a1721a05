"""The log: which operations there were, and what each did, from the images it left in the journal."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import EQUITY_PATHS, OPENING, Account
from wallet_cli.domain.look import events
from wallet_cli.domain.look.events import (
    ADDED,
    CHANGED,
    REMOVED,
    Booked,
    Event,
    Merged,
    OfAccounts,
    OfPayee,
    Several,
    What,
)
from wallet_cli.domain.look.version import Version
from wallet_cli.domain.operation import SETTING
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.look.history import HistoryEntry, Part, state_of, view
from wallet_cli.services.look.search import Query
from wallet_cli.services.session import CURRENCY, Session, money_of
from wallet_cli.store.books import accounts, register, transactions
from wallet_cli.store.journal import entities, journal, operations
from wallet_cli.store.journal.glance import Glance, glance
from wallet_cli.store.store import DEVICE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from wallet_cli.domain.operation import Image
    from wallet_cli.domain.transaction import Transaction

Op = operations.Op
"""An operation as the log shows it."""

MOST_READ = 200
"""This many images of an operation are looked at: an import of a million must not cost more."""

_MOST_UNDOS = 1000
"""So far a chain of undos of undos is followed."""


class Undo(NamedTuple):
    """What an undo did: to operation ``target``, which it took back or did ``again``."""

    target: Op
    again: bool


def operations_of(
    session: Session, *, first_us: int | None = None, last_us: int | None = None, limit: int = 0
) -> Iterator[Op]:
    """Operations, newest first, within times (microseconds since 1970 UTC, both included); ``limit`` 0 is none."""
    return operations.newest(session.db, first_us=first_us, last_us=last_us, limit=limit)


def undo_of(session: Session, op: Op) -> Undo | None:
    """What an undo was about in the end: the undo of an undo does the first again. None for anything else."""
    again, at = True, op
    for _step in range(_MOST_UNDOS):
        target = operations.by_number(session.db, at.undoes) if at.undoes else None
        if target is None:
            break
        again, at = not again, target
    return Undo(at, again) if at is not op else None


class Teller:
    """Says what operations did; the tree of accounts is read once, and so is every operation."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tree = {node.uid: node for node in accounts.by_row(session.db).values()}
        self._glances: dict[int, Glance] = {}
        self._device = session.store.meta(DEVICE)

    def elsewhere(self, number: int) -> str:
        """The beginning of the id of the device that made an operation, "" for this one."""
        device = journal.read_record(self._session.db, number).device
        return "" if device == self._device else device.hex()[:8]

    def what(self, number: int) -> What:
        """What operation ``number`` did."""
        from wallet_cli.services.amend import item_events

        seen = self._glance(number)
        of = {kind: [image for image in seen.images if image.kind == kind] for kind in entities.STORED}
        found: list[Event] = []
        items = [(image, self._item(image)) for image in of[entities.ITEM]]
        names = item_events.Names(self._session, {uid: node.path for uid, node in self._tree.items()})
        small = item_events.of(names, items)
        if number == 1:
            told = [each.event for each in small]
            currencies = [each.said.value for each in told if (each.kind, each.name) == (SETTING, CURRENCY)]
            return What((events.Started("".join(currencies)),), seen.erased)
        whole_story = [each.event for each in small if each.row and each.row.is_whole]
        if whole_story:
            return What(tuple(whole_story), seen.erased)
        booked = self._transactions(of[entities.TRANSACTION], seen)
        alone = booked[0] if len(booked) == 1 and isinstance(booked[0], Booked) else None
        tree = self._accounts(of[entities.ACCOUNT], alone)
        known = self._payees(of[entities.PAYEE], booked)
        told_events, is_told = item_events.adjusted(small, alone.moved if alone and alone.change == ADDED else None)
        is_told = is_told or any(isinstance(each, Merged) for each in known) or bool(tree and tree[0].opening)
        found += [*tree, *known, *([] if is_told else booked), *told_events]
        return What(tuple(dict.fromkeys(found)), seen.erased)

    def one(self, ref: str, txn: Transaction) -> What:
        """What an operation did that booked this transaction alone."""
        return What((self._booked(ADDED, ref, txn),))

    def version(self, txn: Transaction) -> Version:
        """A transaction in names, to be compared with another version of it."""
        entry = self._entry(txn)
        shares = tuple(
            (part.account, part.amount_minor, part.currency) for part in entry.parts if kinds.of(part.kind).is_category
        )
        return Version(entry.day, entry.payee, view(entry, Query(), txn.date), shares, txn.memo, txn.tags, entry.state)

    def _glance(self, number: int) -> Glance:
        if number not in self._glances:
            db = self._session.db
            self._glances[number] = glance(db, number, journal.read_record(db, number), MOST_READ)
        return self._glances[number]

    def _before(self, image: Image) -> Image | None:
        """The version before, where a glance at the operation that wrote it finds it."""
        number = operations.number_of(self._session.db, image.previous)
        if not number:
            return None
        same = [each for each in self._glance(number).images if (each.kind, each.uid) == (image.kind, image.uid)]
        return same[-1] if same else None

    def _item(self, image: Image) -> entities.Item | None:
        """The small entity of an image; of one that is gone, what it was."""
        found: entities.Item | None = _value(image if image.body is not None else self._before(image))
        return found

    def _transactions(self, found: Sequence[Image], seen: Glance) -> list[Event]:
        last = {image.uid: image for image in found}
        if not last:
            return []
        if len(last) == 1 and seen.transactions == len(found) and not seen.more:
            (image,) = last.values()
            return [self._alone(image, is_new=not found[0].previous)]
        count = len(last) if seen.whole else seen.transactions
        changes = {self._change(image) for image in found}
        return [Several(changes.pop() if len(changes) == 1 else CHANGED, count, seen.more)]

    def _change(self, image: Image) -> str:
        return REMOVED if image.body is None else CHANGED if image.previous else ADDED

    def _alone(self, image: Image, *, is_new: bool) -> Booked:
        ref = f"t{transactions.row_of(self._session.db, image.uid)}"
        if image.body is not None:
            return self._booked(ADDED if is_new else CHANGED, ref, _value(image))
        before = _value(self._before(image))
        return Booked(REMOVED, ref, "", None) if before is None else self._booked(REMOVED, ref, before)

    def _booked(self, change: str, ref: str, txn: Transaction) -> Booked:
        entry = self._entry(txn)
        people = frozenset(part.account for part in entry.parts if kinds.of(part.kind).is_person)
        return Booked(change, ref, entry.payee, view(entry, Query(), txn.date), people, txn.void)

    def _entry(self, txn: Transaction) -> HistoryEntry:
        parts = []
        for posting in txn.postings:
            node = self._tree[posting.account]
            unit = money_of(self._session, posting.currency)
            parts.append(
                Part(node.row, node.path, node.kind, node.uid, posting.amount_minor, unit, posting.date, posting.state)
            )
        payee = register.payee_name(self._session.db, txn.payee) or txn.delivered
        return HistoryEntry(
            "", txn.uid, txn.date, payee, txn.memo, txn.tags, state_of(parts, is_void=txn.void), tuple(parts)
        )

    def _accounts(self, found: Sequence[Image], alone: Booked | None) -> list[OfAccounts]:
        changed: dict[bytes, tuple[Account | None, Account | None]] = {}
        for image in found:
            after = _value(image)
            if image.uid in changed:
                changed[image.uid] = (changed[image.uid][0], after)
                continue
            changed[image.uid] = (_value(self._before(image)), after)
        pairs = [pair for pair in changed.values() if not any(each and each.path in EQUITY_PATHS for each in pair)]
        if not pairs:
            return []
        before_, after = min(pairs, key=lambda pair: len((pair[1] or pair[0] or _NOBODY).path.split(":")))
        opening = alone.moved if alone and alone.moved and alone.moved.categories == (OPENING,) else None
        return [OfAccounts(before_, after, len(pairs) - 1, opening if after else None)]

    def _payees(self, found: Sequence[Image], booked: Sequence[Event]) -> list[Event]:
        pairs = []
        for image in found:
            before, after = _value(self._before(image)), _value(image)
            if before or after:
                pairs.append(OfPayee(before, after))
        gone = [pair.before for pair in pairs if pair.before and not pair.after]
        stay = [pair.after for pair in pairs if pair.after and pair.before]
        if len(gone) == len(stay) == 1:
            several = booked[0] if booked else None
            count, more = (several.number, several.more) if isinstance(several, Several) else (len(booked), False)
            return [Merged(gone[0].name, stay[0].name, count, more)]
        # someone who was paid for the first time is named by the payment
        return [pair for pair in pairs if pair.before or not booked]


def _value(image: Image | None) -> Any:
    """The entity that an image says, None where it is gone."""
    if image is None or image.body is None:
        return None
    return entities.load(entities.STORED[image.kind]).value_of(image.uid, image.body)


_NOBODY = Account(b"", "", "")
