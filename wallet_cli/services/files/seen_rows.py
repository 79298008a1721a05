"""Rows of bank files that were imported before: known by their keys, and kept for the next time.

Where a key stands for a transaction of the books, its row is that one, however it was edited, and on whatever account
it is by now. Where that was removed by hand, the row stays out; where its import was undone, nothing is known of it.
What was seen is kept in pieces with the import that brought it, so that it goes when that is undone; an import that
changes nothing keeps nothing.
"""

from __future__ import annotations

from wallet_cli.domain.files.seen import Keys
from wallet_cli.named_tuple import NamedTuple, unchecked
from wallet_cli.store.books import seen
from wallet_cli.store.journal.seen import SeenBatch, SeenRow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from wallet_cli.domain.files.statement import Row
    from wallet_cli.services.session import Session
    from wallet_cli.store.books.account_postings import Known
    from wallet_cli.store.books.accounts import Node
    from wallet_cli.store.books.seen import Seen
    from wallet_cli.store.journal.journal import Operation

PIECE = 5_000
"""One image has this many rows."""


class Asked(NamedTuple):
    """The keys of an account's rows, in their order, and what is known of those that were seen."""

    account: bytes
    keys: list[str]
    known: Mapping[str, Seen]

    def of(self, places: Sequence[int]) -> Asked:
        """The same of the rows at some places."""
        return self._replace(keys=[self.keys[n] for n in places])


class Met(NamedTuple):
    """Rows and what is known of them, by their places: ``decided`` is settled without the books' entries; ``matched``
    are the entries of others, by their places among those that are left. ``keys`` of all, ``old`` those known already.
    """

    account: bytes
    keys: list[str]
    old: frozenset[str]
    decided: Mapping[int, Seen]
    matched: Mapping[int, Hashable]


class SeenRows:
    """What was seen of the rows of one file, and what is to be kept of it."""

    def __init__(self, session: Session, work: Operation, *, again: bool) -> None:
        self._session, self._work, self._again = session, work, again
        self._keys: dict[bytes, Keys] = {}
        self._any: dict[bytes, bool] = {}
        self._waiting: dict[bytes, list[tuple[str, bytes | int, int]]] = {}
        self._listed: dict[bytes, set[int]] = {}

    def ask(self, account: Node, rows: Sequence[Row]) -> Asked:
        """What is known of an account's rows; each row is asked about once."""
        keys = self._keys.setdefault(account.uid, Keys()).of(rows)
        is_any = bool(keys) and self._is_any(account)
        return Asked(account.uid, keys, seen.found(self._session.db, account.row, keys) if is_any else {})

    def places_by_transaction(self, asked: Asked) -> dict[int, int]:
        """The places of rows by the transaction (the number of its short name) that alone stands for each, and for no
        other one.
        """
        found: dict[int, int] = {}
        known = asked.known
        for n, key in enumerate(asked.keys if known else ()):
            one = known.get(key)
            if one is not None and one.txn and not one.removed:
                found[one.txn] = -1 if one.txn in found else n
        return {txn: n for txn, n in found.items() if n >= 0} if -1 in found.values() else found

    def meet(self, asked: Asked, entries: Iterable[Known]) -> Met:
        """What becomes of rows by what is known of them; ``entries`` are the keys of the postings they are compared
        with.
        """
        account, keys, known = asked
        if not known:
            return Met(account, keys, frozenset(), {}, {})
        places = {(each.txn, each.n): each for each in entries}
        firsts: dict[int, Known] = {}
        for each in places.values():
            firsts.setdefault(each.txn, each)
        decided: dict[int, Seen] = {}
        matched: dict[int, Hashable] = {}
        used: set[Known] = set()
        for n, key in enumerate(keys):
            one = known.get(key)
            if one is None or not one.txn or (one.removed and self._again):
                continue
            entry = places.get((one.txn, one.n)) or firsts.get(one.txn)
            if one.removed or entry is None or entry in used:
                decided[n] = one
            else:
                used.add(entry)
                matched[n - len(decided)] = entry
        old = frozenset(key for key, one in known.items() if not one.removed)
        return Met(account, keys, old, decided, matched)

    def _is_any(self, account: Node) -> bool:
        """Whether any row of an account was seen before this file: of its own rows none is another one's."""
        if account.uid not in self._any:
            self._any[account.uid] = seen.are_any(self._session.db, account.row)
        return self._any[account.uid]

    def is_listed(self, account: Node, txn: int) -> bool:
        """Whether a row of the account's own files is the transaction of this number."""
        if account.uid not in self._listed:
            self._listed[account.uid] = seen.transactions(self._session.db, account.row)
        return txn in self._listed[account.uid]

    def note(self, met: Met, n: int, txn: int, place: int, uid: bytes) -> None:
        """Keep what the row at place ``n`` was booked as: a transaction's ``uid``, or the number of its short name."""
        account, key = met.account, met.keys[n]
        if account in self._listed:
            self._listed[account].add(txn)
        if key not in met.old:
            self._keep(account, key, uid or txn, place)

    def pass_by(self, account: Node, notes: Sequence[Row]) -> None:
        """Keep that rows were seen that are nothing in the books."""
        asked = self.ask(account, notes)
        for key in asked.keys:
            one = asked.known.get(key)
            if one is None or one.removed:
                self._keep(account.uid, key, b"", 0)

    def _keep(self, account: bytes, key: str, txn: bytes | int, place: int) -> None:
        waiting = self._waiting.setdefault(account, [])
        waiting.append((key, txn, place))
        if len(waiting) >= PIECE and self._work.changed:
            self._write(account)

    def finish(self) -> None:
        """Write what waits, where the operation has changed anything."""
        if self._work.changed:
            for account in self._waiting:
                self._write(account)

    def _write(self, account: bytes) -> None:
        waiting, self._waiting[account] = self._waiting[account], []
        numbers = {txn for _key, txn, _place in waiting if isinstance(txn, int)}
        uids = seen.uids(self._session.db, numbers)
        rows = [
            unchecked(SeenRow, (key, uids[txn] if isinstance(txn, int) else txn, place)) for key, txn, place in waiting
        ]
        for at in range(0, len(rows), PIECE):
            self._work.add_seen(SeenBatch(self._session.new_uid(), account, tuple(rows[at : at + PIECE])))
