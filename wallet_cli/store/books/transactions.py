"""Reading transactions back: whole, by their short name or uid, or the last one of a payee."""

from __future__ import annotations

from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.journal import posting_facts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from typing import Any, TypeVar

    _Each = TypeVar("_Each", bytes, int)


class Kept(NamedTuple):
    """A transaction in the books: ``row`` is the number of its short name, ``op`` the operation that wrote it last."""

    row: int
    op: int
    transaction: Transaction


_TXN = """
SELECT t.id, t.op, t.uid, t.date, p.uid, t.memo, t.delivered, t.tags, t.void
FROM live_txn AS t LEFT JOIN payee AS p ON p.id = t.payee WHERE """
_POSTINGS = """
SELECT p.n, a.uid, p.currency, p.amount, p.date, p.state, p.value_date, p.bank_id, p.original, p.original_currency
FROM posting AS p JOIN account AS a ON a.id = p.account WHERE p.txn = ? ORDER BY p.n"""

_MANY_POSTINGS = """
SELECT p.txn, p.n, a.uid, p.currency, p.amount, p.date, p.state, p.value_date, p.bank_id, p.original,
       p.original_currency
FROM posting AS p JOIN account AS a ON a.id = p.account WHERE p.txn IN ({}) ORDER BY p.txn, p.n"""
_LINKS = "SELECT txn, kind, target FROM link WHERE txn IN ({}) ORDER BY txn, kind, target"
_AT_ONCE = 400


def by_row(db: Any, row: int) -> Kept | None:
    """The transaction with short name ``t<row>``, None when there is none or it was removed."""
    return _kept(db, db.execute(_TXN + "t.id = ?", (row,)).fetchone())


def removed_by(db: Any, row: int) -> int:
    """The operation that took the transaction of this short name out of the books and can be undone; 0 for none."""
    query = (
        "SELECT t.op FROM txn AS t JOIN op AS o ON o.id = t.op"
        " WHERE t.id = ? AND t.gone = 1 AND o.undone_by IS NULL AND o.command <> 'erase-body'"
    )
    found = db.execute(query, (row,)).fetchone()
    return int(found[0]) if found else 0


def by_uid(db: Any, uid: bytes) -> Kept | None:
    """The transaction with this uid."""
    return _kept(db, db.execute(_TXN + "t.uid = ?", (uid,)).fetchone())


def by_uids(db: Any, uids: Collection[bytes]) -> dict[bytes, Kept]:
    """Those of these transactions that the books hold, many at a price of few."""
    found: dict[bytes, Kept] = {}
    for some, marks in _parts(uids):
        rows = db.execute(_TXN + f"t.uid IN ({marks})", some).fetchall()
        many = ", ".join(str(row[0]) for row in rows)
        links: dict[int, list[tuple[str, bytes]]] = {}
        for txn, kind, target in db.execute(_LINKS.format(many)):
            links.setdefault(txn, []).append((kind, target))
        postings: dict[int, list[Posting]] = {}
        facts = posting_facts.of_many(db, [row[0] for row in rows])
        for txn, n, *fields in db.execute(_MANY_POSTINGS.format(many)):
            told = posting_facts.unpacked(facts.get((txn, n), ""))
            postings.setdefault(txn, []).append(Posting(*(*fields, told)))
        for row in rows:
            found[row[2]] = _made(row, postings.get(row[0], ()), links.get(row[0], ()))
    return found


def rows_of(db: Any, uids: Collection[bytes]) -> dict[bytes, int]:
    """The numbers of the short names of transactions, removed ones included."""
    found: dict[bytes, int] = {}
    for some, marks in _parts(uids):
        found.update(db.execute(f"SELECT uid, id FROM txn WHERE uid IN ({marks})", some))  # noqa: S608
    return found


def written(db: Any, uids: Collection[bytes]) -> dict[bytes, tuple[int, int]]:
    """The numbers of the short names of transactions, removed ones included, and of who wrote each last."""
    found: dict[bytes, tuple[int, int]] = {}
    for some, marks in _parts(uids):
        rows = db.execute(f"SELECT uid, id, op FROM txn WHERE uid IN ({marks})", some)  # noqa: S608
        found.update([(uid, (row, op)) for uid, row, op in rows])
    return found


STEP = 1 << 20
"""More than a transaction has postings."""
_TOUCHED = """
WITH asked (at, txn) AS (VALUES {asked})
SELECT a.uid, t.first, t.day, t.state FROM (
    SELECT p.account AS account, min(q.at * {step} + p.n) AS first, max(p.date) AS day, max(p.state) AS state
    FROM asked AS q CROSS JOIN posting AS p ON p.txn = q.txn GROUP BY 1
) AS t CROSS JOIN account AS a ON a.id = t.account"""


def touched(db: Any, numbers: Sequence[int]) -> Iterator[tuple[bytes, int, int, int]]:
    """What the postings of transactions touch, some of these at a time: an account's uid; where its first posting
    is (``STEP`` for each before it in ``numbers``, and its place among the postings); its last day; its highest
    state.
    """
    for at in range(0, len(numbers), _AT_ONCE):
        some = numbers[at : at + _AT_ONCE]
        asked = [value for pair in enumerate(some, at) for value in pair]
        yield from db.execute(_TOUCHED.format(asked=", ".join(["(?, ?)"] * len(some)), step=STEP), asked)


def in_state(db: Any, numbers: Collection[int], state: int) -> set[bytes]:
    """The uids of those of these transactions that have a posting in this state."""
    found: set[bytes] = set()
    for some, marks in _parts(numbers):
        query = f"SELECT t.uid FROM posting AS p JOIN txn AS t ON t.id = p.txn WHERE p.txn IN ({marks}) AND p.state = ?"  # noqa: S608
        found.update(row[0] for row in db.execute(query, (*some, state)))
    return found


def targets_of(db: Any, numbers: Collection[int], kind: str) -> list[bytes]:
    """What links of this kind name, that these transactions have."""
    found: list[bytes] = []
    for some, marks in _parts(numbers):
        query = f"SELECT target FROM link WHERE txn IN ({marks}) AND kind = ? ORDER BY txn, target"  # noqa: S608
        found += [row[0] for row in db.execute(query, (*some, kind))]
    return found


def targets(db: Any, uids: Collection[bytes], kind: str) -> list[bytes]:
    """Those of these transactions that a link of this kind names, in their order."""
    found: set[bytes] = set()
    for some, marks in _parts(uids):
        query = f"SELECT target FROM link WHERE target IN ({marks}) AND kind = ?"  # noqa: S608
        found.update(row[0] for row in db.execute(query, (*some, kind)))
    return [uid for uid in uids if uid in found]


def _parts(those: Collection[_Each]) -> Iterator[tuple[list[_Each], str]]:
    """Some uids or numbers at a time, with as many question marks."""
    left = list(those)
    for at in range(0, len(left), _AT_ONCE):
        some = left[at : at + _AT_ONCE]
        yield some, ", ".join("?" * len(some))


def count(db: Any) -> int:
    """How many transactions the books hold, void ones among them."""
    return int(db.execute("SELECT count(*) FROM live_txn").fetchone()[0])


def last_of_payee(db: Any, payee: bytes, until: int) -> Kept | None:
    """The payee's latest transaction that isn't void, dated no later than ``until`` (ordinal)."""
    query = (
        _TXN + "t.payee = (SELECT id FROM payee WHERE uid = ?) AND t.void = 0 AND t.date <= ?"  # noqa: S608
        " ORDER BY t.date DESC, t.id DESC LIMIT 1"
    )
    return _kept(db, db.execute(query, (payee, until)).fetchone())


_MOST_RECENT = 10


def recent_of_payee(db: Any, payee: bytes, day: int, moments_ms: range) -> list[Kept]:
    """The payee's transactions of a day (ordinal) that were first recorded at one of the moments (milliseconds since
    1970), newest first; not void ones.
    """
    query = (
        _TXN + "t.payee = (SELECT id FROM payee WHERE uid = ?) AND t.date = ? AND t.void = 0"  # noqa: S608
        " ORDER BY t.id DESC LIMIT ?"
    )
    rows = db.execute(query, (payee, day, _MOST_RECENT)).fetchall()
    found = [_kept(db, row) for row in rows if int.from_bytes(row[2][:6], "big") in moments_ms]
    return [kept for kept in found if kept is not None]


def latest_of_payee(db: Any, payee: bytes, until: int, limit: int) -> list[Kept]:
    """The payee's latest transactions, newest first; not void ones, nor those after the day ``until`` (ordinal)."""
    query = (
        _TXN + "t.payee = (SELECT id FROM payee WHERE uid = ?) AND t.void = 0 AND t.date <= ?"  # noqa: S608
        " ORDER BY t.date DESC, t.id DESC LIMIT ?"
    )
    rows = db.execute(query, (payee, until, limit)).fetchall()
    return [kept for row in rows if (kept := _kept(db, row)) is not None]


_LOOKED_BACK = 10_000


def last_recorded(db: Any, terminal: str = "", besides: int = 0) -> Kept | None:
    """The newest transaction that doesn't touch the account of row ``besides``; with ``terminal`` the newest that was
    last written from there, among the last ones.
    """
    query = (
        "(?1 = '' OR EXISTS (SELECT 1 FROM op WHERE op.id = t.op AND op.origin = ?1)"
        " AND t.id > (SELECT max(id) FROM txn) - ?2)"
        " AND NOT EXISTS (SELECT 1 FROM posting AS q WHERE q.txn = t.id AND q.account = ?3) ORDER BY t.id DESC LIMIT 1"
    )
    return _kept(db, db.execute(_TXN + query, (terminal, _LOOKED_BACK, besides)).fetchone())


def row_of(db: Any, uid: bytes) -> int | None:
    """The number of the short name of a transaction, removed ones included."""
    row = db.execute("SELECT id FROM txn WHERE uid = ?", (uid,)).fetchone()
    return int(row[0]) if row else None


def linked_to(db: Any, uid: bytes, kind: str) -> list[Kept]:
    """The transactions that link to ``uid`` with this kind, void ones left out."""
    rows = db.execute("SELECT txn FROM link WHERE target = ? AND kind = ? ORDER BY txn", (uid, kind)).fetchall()
    found = [by_row(db, row[0]) for row in rows]
    return [kept for kept in found if kept and not kept.transaction.void]


def _kept(db: Any, row: tuple[Any, ...] | None) -> Kept | None:
    if row is None:
        return None
    number = row[0]
    links = db.execute("SELECT kind, target FROM link WHERE txn = ? ORDER BY kind, target", (number,)).fetchall()
    facts = posting_facts.of(db, number)
    lines = [Posting(*(*fields, facts.get(n, ()))) for n, *fields in db.execute(_POSTINGS, (number,))]
    return _made(row, lines, links)


def _made(row: tuple[Any, ...], postings: Iterable[Posting], links: Iterable[tuple[str, bytes]]) -> Kept:
    number, op, uid, date, payee, memo, delivered, tags, void = row
    txn = Transaction(
        uid,
        date,
        tuple(postings),
        payee or b"",
        memo,
        delivered,
        tuple(tags.split()),
        tuple([(kind, target) for kind, target in links]),
        bool(void),
    )
    return Kept(number, op, txn)
