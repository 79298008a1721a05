"""Accounts and categories: the bodies of their images, their rows and the names they answer to."""

from __future__ import annotations

from wallet_cli.domain.account import Account, name_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from wallet_cli.domain.operation import Image
    from wallet_cli.store.journal.projection import Projection
    from wallet_cli.store.journal.rows import Blocker, Row


def body_of(account: Account) -> list[Any]:
    """The body of an account's image."""
    return [
        account.path,
        account.kind,
        list(account.currencies),
        account.number,
        list(account.aliases),
        int(account.closed),
    ]


def value_of(uid: bytes, body: list[Any]) -> Account:
    """The account of an image's body."""
    path, kind, currencies, number, aliases, closed = body
    return Account(uid, path, kind, tuple(currencies), number, tuple(aliases), bool(closed))


def apply(projection: Projection, image: Image) -> None:
    """Write or mark the row, and write its names anew."""
    db, uid = projection.db, image.uid
    found = db.execute("SELECT id FROM account WHERE uid = ?", (uid,)).fetchone()
    if found:
        db.execute("DELETE FROM account_name WHERE account = ?", found)
    if image.body is None:
        if projection.lenient and not found:
            stand_in(projection, uid)
        db.execute("UPDATE account SET gone = 1, op = ? WHERE uid = ?", (projection.op, uid))
        return
    account = value_of(uid, image.body)
    fields = (
        projection.op,
        account.path,
        account.kind,
        " ".join(account.currencies),
        account.number,
        int(account.closed),
    )
    if found:
        db.execute(
            "UPDATE account SET op=?, path=?, kind=?, currencies=?, number=?, closed=?, gone=0 WHERE id=?",
            (*fields, found[0]),
        )
        row = found[0]
    else:
        row = db.execute(
            "INSERT INTO account (op, path, kind, currencies, number, closed, gone, uid)"
            " VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
            (*fields, uid),
        ).lastrowid
    names = {name_key(name): name for name in (*account.aliases, account.path)}
    projection.free("account_name", names)
    db.executemany(
        "INSERT INTO account_name (name, account, shown) VALUES (?, ?, ?)", [(k, row, v) for k, v in names.items()]
    )


def stand_in(projection: Projection, uid: bytes) -> int:
    """An empty row, marked as gone, for an account whose image was erased."""
    return int(projection.db.execute(_STAND_IN, (uid, projection.op)).lastrowid)


_STAND_IN = """
INSERT INTO account (uid, op, path, kind, currencies, number, closed, gone) VALUES (?, ?, '', '', '', '', 0, 1)"""


def taken(db: Any, uid: bytes, body: list[Any]) -> Blocker | None:
    """The name of this version that another account has, and who wrote that."""
    from wallet_cli.store.journal.rows import first

    query = (
        "SELECT n.shown, a.op FROM account_name AS n JOIN account AS a ON a.id = n.account"
        " WHERE n.name = ? AND a.uid <> ?"
    )
    account = value_of(uid, body)
    return first(db, query, [(name_key(name), uid) for name in (account.path, *account.aliases)])


class Accounts:
    """Their rows, to be compared."""

    def fetch(self, db: Any, uids: Sequence[bytes]) -> dict[bytes, Row]:
        """The rows of these uids."""
        from wallet_cli.store.journal.rows import Row, marks

        found = {}
        query = "SELECT uid, id, op, path, kind, currencies, number, closed, gone FROM account WHERE uid IN ({})"
        for uid, number, op, path, *fields in db.execute(query.format(marks(len(uids))), uids):
            names = db.execute("SELECT name, shown FROM account_name WHERE account = ? ORDER BY name", (number,))
            found[uid] = Row(number, op, path, (path, *fields, names.fetchall()))
        return found

    def expected(self, body: Any, row: Row) -> tuple[Any, ...]:
        """The values of an account; a removed one keeps its fields and loses its names."""
        if body is None:
            return (*row.values[:5], 1, [])
        from wallet_cli.store.journal.rows import names_of

        path, kind, currencies, number, aliases, closed = body
        return (path, kind, " ".join(currencies), number, closed, 0, names_of(aliases, path))

    def every(self, db: Any) -> Iterator[tuple[int, int, str]]:
        """Number, operation and path of every account."""
        return iter(db.execute("SELECT id, op, path FROM account ORDER BY id"))


def reader(_db: Any) -> Accounts:
    """The reader of their rows."""
    return Accounts()
