"""The register: which transactions a question finds, newest first, and their postings as lean rows.

A ``Query`` comes in, rows go out as they are read, one a posting, those of one transaction together. With a limit the
cost is that of the rows shown: the days are walked backwards along an index (of one account where accounts are asked
for) until enough are found; only words, amounts and states have to look at the transactions in between.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.text import loose
from wallet_cli.domain.transaction import MAYBE_SAME
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.books.accounts import named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

FIRST_DAY, LAST_DAY = 1, 3_652_059
"""The first and the last ordinal that a date can have."""

Row = tuple[int, int, bytes, str | None, str, str, int, int, str, int, int, int, int]
"""transaction row, day, uid, payee, memo, tags, void, account row, currency, amount in minor units, date, state, and
whether a file of the bank delivered or confirmed it."""

RegisterRow = tuple[int, int, str | None, str, str, int, str, int, int, str | None]
"""transaction row, day, payee, memo, tags, account row, currency, amount (minor units), state, other accounts' rows."""


class Range(NamedTuple):
    """Amounts from ``least`` to ``most``, both included and in minor units of ``currency``, whatever their sign."""

    currency: str
    least: int
    most: int


class Query(NamedTuple):
    """What to look for; an empty field asks for nothing. Accounts, categories and payees are rows, days ordinals.

    ``among`` are the only rows that words and tag can mean, None where those aren't known (``narrowing``). ``only`` is
    one transaction's row: it is found whatever else is asked. ``words`` are ``loose`` and must all be in payee or
    memo, or in the name of a person with whom there is a debt: ``people`` has each such word and account;
    ``amounts`` and ``state`` must hold for one posting of the accounts asked for, else of any account that holds
    money.
    """

    first: int = FIRST_DAY
    last: int = LAST_DAY
    accounts: tuple[int, ...] = ()
    categories: tuple[int, ...] = ()
    payee: int = 0
    words: tuple[str, ...] = ()
    tag: str = ""
    state: int | None = None
    amounts: tuple[Range, ...] = ()
    void: bool = False
    limit: int = 0
    only: int = 0
    among: tuple[int, ...] | None = None
    people: tuple[tuple[str, int], ...] = ()

    def people_of(self, word: str) -> tuple[int, ...]:
        """The accounts of the people whose name has this word in it."""
        return tuple(row for each, row in self.people if each == word)


_ROWS = """
SELECT s.id, s.day, t.uid, y.name, t.memo, t.tags, t.void, p.account, p.currency, p.amount, p.date, p.state,
       p.bank_id <> '' OR t.delivered <> '',
       EXISTS (SELECT 1 FROM link AS l WHERE l.txn = s.id AND l.kind = {maybe})
FROM ({found}) AS s CROSS JOIN txn AS t ON t.id = s.id CROSS JOIN posting AS p ON p.txn = s.id
LEFT JOIN payee AS y ON y.id = t.payee ORDER BY s.day DESC, s.id DESC"""
_LINES = """
SELECT s.id, s.day, y.name, s.memo, s.tags, s.account, s.currency, s.amount, s.state,
       (SELECT group_concat(q.account) FROM posting AS q WHERE q.txn = s.id AND q.n <> s.n)
FROM ({found}) AS s LEFT JOIN payee AS y ON y.id = s.payee ORDER BY s.day DESC, s.id DESC"""
_WORD = (
    "t.memo <> '' AND instr(loose(t.memo), ?)"
    " OR t.payee IN (SELECT n.payee FROM payee_name AS n WHERE instr(loose(n.shown), ?))"
)
_DEBT = "SELECT 1 FROM posting AS w WHERE w.txn = t.id"
_LINE = (
    "t.id AS id, {day} AS day, t.payee AS payee, t.memo AS memo, t.tags AS tags,"
    " p.n AS n, p.account AS account, p.currency AS currency, p.amount AS amount, p.state AS state"
)


def rows(db: Any, query: Query) -> Iterator[Row]:
    """The postings of what is found, transactions newest first, those of one in their order."""
    text, values = _found(db, query)
    found: Iterator[Row] = db.execute(_ROWS.format(maybe=f"'{MAYBE_SAME}'", found=text), values)
    return found


def lines(db: Any, query: Query) -> Iterator[RegisterRow]:
    """What is found, newest first: postings of the accounts (else categories) asked for, else of money."""
    if query.accounts or query.categories:
        text, values = _postings(db, query, _LINE.format(day="p.date"))
    else:
        found, values = _found(db, query)
        text = (
            f"SELECT {_LINE.format(day='f.day')} FROM ({found}) AS f CROSS JOIN txn AS t ON t.id = f.id"  # noqa: S608
            f" CROSS JOIN posting AS p ON p.txn = f.id WHERE p.account IN {_money()}"
            " ORDER BY f.day DESC, f.id DESC LIMIT -1"
        )
    read: Iterator[RegisterRow] = db.execute(_LINES.format(found=text), values)
    return read


def count(db: Any, query: Query) -> int:
    """How many transactions a query finds, up to its limit."""
    text, values = _found(db, query)
    return int(db.execute(f"SELECT count(*) FROM ({text})", values).fetchone()[0])  # noqa: S608


def _found(db: Any, query: Query) -> tuple[str, list[Any]]:
    """The SELECT of (id, day) of the transactions, newest first."""
    if query.only:
        return "SELECT t.id AS id, t.date AS day FROM live_txn AS t WHERE t.id = ? LIMIT 1", [query.only]
    if query.accounts or query.categories:
        text, values = _postings(db, query, "DISTINCT t.id AS id, p.date AS day")
        if len(query.accounts or query.categories) > 1:
            # one transaction may have moved two of the accounts, on two days
            text = f"SELECT id, max(day) AS day FROM ({text}) GROUP BY id ORDER BY day DESC, id DESC{_limit(query)}"  # noqa: S608
        return text, values
    conditions, values = _conditions(db, query, _some_money(query))
    joined = "t.id = m.column1 AND " if query.among is not None else ""
    return (
        f"SELECT t.id AS id, t.date AS day FROM {_among(query)}txn AS t"  # noqa: S608
        f" WHERE {joined}t.date BETWEEN ? AND ? AND {conditions}"
        f" ORDER BY t.date DESC, t.id DESC{_limit(query)}",
        [query.first, query.last, *values],
    )


def _postings(db: Any, query: Query, columns: str) -> tuple[str, list[Any]]:
    """The SELECT of ``columns`` of the postings ``p`` of the accounts asked for, newest first."""
    driving = query.accounts or query.categories
    conditions, values = _conditions(db, query, _posting_conditions(query) if query.accounts else _some_money(query))
    # the plus: of few transactions the postings are looked up, not those of the account
    joined = "p.txn = m.column1 AND +" if query.among is not None else ""
    one = (
        f"SELECT {columns} FROM {_among(query)}posting AS p CROSS JOIN txn AS t ON t.id = p.txn"  # noqa: S608
        f" WHERE {joined}p.account = ? AND p.date BETWEEN ? AND ? AND {conditions}"
        f" ORDER BY p.date DESC, p.txn DESC{_limit(query)}"
    )
    if len(driving) == 1:
        return one, [driving[0], query.first, query.last, *values]
    every = " UNION ALL ".join([f"SELECT * FROM ({one})"] * len(driving))  # noqa: S608
    text = f"SELECT * FROM ({every}) ORDER BY day DESC, id DESC{_limit(query)}"  # noqa: S608
    return text, [value for row in driving for value in (row, query.first, query.last, *values)]


def _among(query: Query) -> str:
    """The transactions that are named, as the first table of a FROM."""
    if query.among is None:
        return ""
    return "(VALUES " + ", ".join([f"({row:d})" for row in query.among or (0,)]) + ") AS m CROSS JOIN "


def _limit(query: Query) -> str:
    # also -1, none: told a limit, the database keeps the order it reads in and doesn't sort again
    return f" LIMIT {query.limit or -1:d}"


def _conditions(db: Any, query: Query, more: tuple[list[str], list[Any]]) -> tuple[str, list[Any]]:
    """What holds for a transaction ``t``; ``more`` are conditions on its postings."""
    if query.words:
        db.create_function("loose", 1, loose, deterministic=True)
    parts = ["t.sealed = 1", "t.gone = 0", f"t.void = {query.void:d}"]
    values: list[Any] = []
    if query.accounts and query.categories:
        some = f"c.account IN ({_marks(query.categories)})"
        parts.append(f"EXISTS (SELECT 1 FROM posting AS c WHERE c.txn = t.id AND {some})")  # noqa: S608
        values += query.categories
    if query.payee:
        parts.append("t.payee = ?")
        values.append(query.payee)
    if query.tag:
        parts.append("EXISTS (SELECT 1 FROM tag WHERE tag.name = ? AND tag.txn = t.id)")
        values.append(query.tag)
    for word in query.words:
        people = query.people_of(word)
        owed = f" OR EXISTS ({_DEBT} AND w.account IN ({_marks(people)}))" if people else ""
        parts.append(f"({_WORD}{owed})")
        values += [word, word, *people]
    return " AND ".join([*parts, *more[0]]), [*values, *more[1]]


def _posting_conditions(query: Query) -> tuple[list[str], list[Any]]:
    """What holds for the posting ``p`` itself."""
    parts: list[str] = []
    values: list[Any] = []
    if query.state is not None:
        parts.append("p.state = ?")
        values.append(query.state)
    if query.amounts:
        parts.append("(" + " OR ".join(["p.currency = ? AND abs(p.amount) BETWEEN ? AND ?"] * len(query.amounts)) + ")")
        values += [value for each in query.amounts for value in each]
    return parts, values


def _some_money(query: Query) -> tuple[list[str], list[Any]]:
    """What holds for at least one posting of an account that holds money."""
    parts, values = _posting_conditions(query)
    if not parts:
        return [], []
    wanted = " AND ".join([f"p.account IN {_money()}", *parts])
    return [f"EXISTS (SELECT 1 FROM posting AS p WHERE p.txn = t.id AND {wanted})"], values  # noqa: S608


def _money() -> str:
    """The SELECT of all accounts that hold money."""
    return f"(SELECT id FROM account WHERE kind IN {named(kinds.money())})"  # noqa: S608


def _marks(values: Sequence[int]) -> str:
    return ", ".join("?" * len(values))


def payee_rows(db: Any, name: str) -> list[int]:
    """The row of the payee with this name or alias, given as its key; empty where there is none."""
    return [row[0] for row in db.execute("SELECT payee FROM payee_name WHERE name = ?", (name,))]


def payee_names(db: Any) -> list[tuple[int, str]]:
    """Row and name of every payee, aliases too."""
    return [(row[0], row[1]) for row in db.execute("SELECT payee, shown FROM payee_name ORDER BY name")]


def payee_name(db: Any, uid: bytes) -> str:
    """The name of a payee, also of one that has gone; "" for b""."""
    row = db.execute("SELECT name FROM payee WHERE uid = ?", (uid,)).fetchone() if uid else None
    return str(row[0]) if row else ""
