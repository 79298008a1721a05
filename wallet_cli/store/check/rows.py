"""Rows of the projection as values, and the values that an after-image should have led to: what comparing compares.

One reader a kind: ``fetch`` rows by uid in bulk, the values ``expected`` of an image's body, and ``every`` row.
"""

from __future__ import annotations

import json

from wallet_cli.domain.account import name_key
from wallet_cli.record import NamedTuple
from wallet_cli.store.journal import images

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, Protocol

    class Reader(Protocol):
        """How one kind of entity is read back."""

        kind: str

        def fetch(self, db: Any, uids: Sequence[bytes]) -> dict[bytes, Row]:
            """The rows of these uids (at most ``FETCHED``)."""

        def expected(self, body: Any, row: Row, /) -> tuple[Any, ...]:
            """The values that a row made from ``body`` has; ``row`` is the one that is there."""

        def every(self, db: Any) -> Iterator[tuple[int, int, str]]:
            """Number, operation and name of every row."""


FETCHED = 500


class Row(NamedTuple):
    """A row: ``number`` is unique in its kind, ``op`` wrote it last, ``name`` is what people call it."""

    number: int
    op: int
    name: str
    values: tuple[Any, ...]


def readers(db: Any) -> tuple[Reader, ...]:
    """The readers of all kinds of entities that say who wrote them."""
    return Transactions(db), Accounts(), Payees(), Items()


def _marks(count: int) -> str:
    return ",".join("?" * count)


_POSTINGS = """
SELECT txn, account, currency, amount, date, state, value_date, bank_id, original, original_currency
FROM posting WHERE txn IN ({}) ORDER BY txn, n"""
_TXNS = "SELECT uid, id, op, date, payee, memo, delivered, tags, void, gone, sealed FROM txn WHERE uid IN ({})"
_NOTHING_PUT: tuple[Any, ...] = (0, None, "", "", "", 0, 1, 1, [], [], [])


class Transactions:
    """Transactions with their postings, tags and links."""

    kind = images.TRANSACTION

    def __init__(self, db: Any) -> None:
        self._accounts = {uid.hex(): row for row, uid in db.execute("SELECT id, uid FROM account")}
        self._payees: dict[str, int | None] = {uid.hex(): row for row, uid in db.execute("SELECT id, uid FROM payee")}
        self._payees[""] = None

    def fetch(self, db: Any, uids: Sequence[bytes]) -> dict[bytes, Row]:
        """The rows of these uids."""
        found: dict[bytes, Row] = {}
        many: dict[int, tuple[list[Any], list[Any], list[Any]]] = {}
        for uid, number, op, *fields in db.execute(_TXNS.format(_marks(len(uids))), uids):
            lists = many[number] = [], [], []
            found[uid] = Row(number, op, f"t{number}", (*fields, *lists))
        marks, numbers = _marks(len(many)), sorted(many)
        for number, *posting in db.execute(_POSTINGS.format(marks), numbers):
            many[number][0].append(tuple(posting))
        tags = f"SELECT txn, name FROM tag WHERE txn IN ({marks}) ORDER BY txn, name"  # noqa: S608 - question marks
        for number, name in db.execute(tags, numbers):
            many[number][1].append(name)
        links = f"SELECT txn, kind, target FROM link WHERE txn IN ({marks}) ORDER BY txn, kind, target"  # noqa: S608
        for number, kind, target in db.execute(links, numbers):
            many[number][2].append((kind, target.hex()))
        return found

    def expected(self, body: Any, _row: Row) -> tuple[Any, ...]:
        """The values of a transaction, or of the trace that a removed one leaves."""
        if body is None:
            return _NOTHING_PUT
        date, payee, postings, memo, delivered, tags, links, void = images.fields_of_transaction(body)
        accounts = self._accounts
        lines = [
            (accounts.get(account), currency, amount, date + days, *rest)
            for account, currency, amount, days, *rest in map(images.fields_of_posting, postings)
        ]
        linked = sorted((kind, target) for kind, target in links) if links else []
        # an unknown payee must not look like none
        who = self._payees.get(payee, -1)
        return (date, who, memo, delivered, " ".join(tags), void, 0, 1, lines, sorted(tags), linked)

    def every(self, db: Any) -> Iterator[tuple[int, int, str]]:
        """Number, operation and short name of every transaction."""
        return ((number, op, f"t{number}") for number, op in db.execute("SELECT id, op FROM txn ORDER BY id"))


class Accounts:
    """Accounts and categories with the names they answer to."""

    kind = images.ACCOUNT

    def fetch(self, db: Any, uids: Sequence[bytes]) -> dict[bytes, Row]:
        """The rows of these uids."""
        found = {}
        query = "SELECT uid, id, op, path, kind, currencies, number, closed, gone FROM account WHERE uid IN ({})"
        for uid, number, op, path, *fields in db.execute(query.format(_marks(len(uids))), uids):
            names = db.execute("SELECT name, shown FROM account_name WHERE account = ? ORDER BY name", (number,))
            found[uid] = Row(number, op, path, (path, *fields, names.fetchall()))
        return found

    def expected(self, body: Any, row: Row) -> tuple[Any, ...]:
        """The values of an account; a removed one keeps its fields and loses its names."""
        if body is None:
            return (*row.values[:5], 1, [])
        path, kind, currencies, number, aliases, closed = body
        return (path, kind, " ".join(currencies), number, closed, 0, _names(aliases, path))

    def every(self, db: Any) -> Iterator[tuple[int, int, str]]:
        """Number, operation and path of every account."""
        return iter(db.execute("SELECT id, op, path FROM account ORDER BY id"))


class Payees:
    """Payees with the names they answer to."""

    kind = images.PAYEE

    def fetch(self, db: Any, uids: Sequence[bytes]) -> dict[bytes, Row]:
        """The rows of these uids."""
        found = {}
        query = "SELECT uid, id, op, name, gone FROM payee WHERE uid IN ({})"
        for uid, number, op, name, gone in db.execute(query.format(_marks(len(uids))), uids):
            names = db.execute("SELECT name, shown FROM payee_name WHERE payee = ? ORDER BY name", (number,))
            found[uid] = Row(number, op, name, (name, gone, names.fetchall()))
        return found

    def expected(self, body: Any, row: Row) -> tuple[Any, ...]:
        """The values of a payee; a removed one keeps its name and answers to none."""
        if body is None:
            return (row.values[0], 1, [])
        return (body[0], 0, _names(body[1], body[0]))

    def every(self, db: Any) -> Iterator[tuple[int, int, str]]:
        """Number, operation and name of every payee."""
        return iter(db.execute("SELECT id, op, name FROM payee ORDER BY id"))


def _names(aliases: Iterable[str], name: str) -> list[tuple[str, str]]:
    return sorted({name_key(each): each for each in (*aliases, name)}.items())


class Items:
    """Small entities. They have no number of their own: one is made up for each uid met."""

    kind = images.ITEM

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}

    def _number(self, uid: bytes) -> int:
        return self._numbers.setdefault(uid, len(self._numbers))

    def fetch(self, db: Any, uids: Sequence[bytes]) -> dict[bytes, Row]:
        """The rows of these uids."""
        found = {}
        query = "SELECT uid, op, kind, name, body, gone FROM item WHERE uid IN ({})"
        for uid, op, kind, name, body, gone in db.execute(query.format(_marks(len(uids))), uids):
            found[uid] = Row(self._number(uid), op, f"{kind} {name}", (kind, name, body, gone))
        return found

    def expected(self, body: Any, row: Row) -> tuple[Any, ...]:
        """The values of a small entity; a removed one keeps its fields."""
        if body is None:
            return (*row.values[:3], 1)
        kind, name, value = body
        return (kind, name, json.dumps(value, ensure_ascii=False, separators=(",", ":")), 0)

    def every(self, db: Any) -> Iterator[tuple[int, int, str]]:
        """Number, operation and name of every small entity."""
        for uid, op, kind, name in db.execute("SELECT uid, op, kind, name FROM item ORDER BY uid"):
            yield self._number(uid), op, f"{kind} {name}"
