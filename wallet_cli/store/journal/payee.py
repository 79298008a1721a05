"""Payees: the bodies of their images, their rows and the names they answer to."""

from __future__ import annotations

from wallet_cli.domain.account import Payee, name_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from wallet_cli.domain.operation import Image
    from wallet_cli.store.journal.projection import Projection
    from wallet_cli.store.journal.rows import Blocker, Row


def body_of(payee: Payee) -> list[Any]:
    """The body of a payee's image."""
    return [payee.name, list(payee.aliases)]


def value_of(uid: bytes, body: list[Any]) -> Payee:
    """The payee of an image's body."""
    return Payee(uid, body[0], tuple(body[1]))


def apply(projection: Projection, image: Image) -> None:
    """Write or mark the row, and write its names anew."""
    db, uid = projection.db, image.uid
    found = db.execute("SELECT id FROM payee WHERE uid = ?", (uid,)).fetchone()
    if found:
        db.execute("DELETE FROM payee_name WHERE payee = ?", found)
    if image.body is None:
        if projection.lenient and not found:
            stand_in(projection, uid)
        db.execute("UPDATE payee SET gone = 1, op = ? WHERE uid = ?", (projection.op, uid))
        return
    payee = value_of(uid, image.body)
    if found:
        db.execute("UPDATE payee SET op = ?, name = ?, gone = 0 WHERE id = ?", (projection.op, payee.name, found[0]))
        row = found[0]
    else:
        row = db.execute(
            "INSERT INTO payee (uid, op, name, gone) VALUES (?, ?, ?, 0)", (uid, projection.op, payee.name)
        ).lastrowid
    names = {name_key(name): name for name in (*payee.aliases, payee.name)}
    projection.free("payee_name", names)
    db.executemany(
        "INSERT INTO payee_name (name, payee, shown) VALUES (?, ?, ?)", [(k, row, v) for k, v in names.items()]
    )


def stand_in(projection: Projection, uid: bytes) -> int:
    """An empty row, marked as gone, for a payee whose image was erased."""
    made = "INSERT INTO payee (uid, op, name, gone) VALUES (?, ?, '', 1)"
    return int(projection.db.execute(made, (uid, projection.op)).lastrowid)


def taken(db: Any, uid: bytes, body: list[Any]) -> Blocker | None:
    """The name of this version that another payee has, and who wrote that."""
    from wallet_cli.store.journal.rows import first

    query = (
        "SELECT n.shown, y.op FROM payee_name AS n JOIN payee AS y ON y.id = n.payee WHERE n.name = ? AND y.uid <> ?"
    )
    payee = value_of(uid, body)
    return first(db, query, [(name_key(name), uid) for name in (payee.name, *payee.aliases)])


class Payees:
    """Their rows, to be compared."""

    def fetch(self, db: Any, uids: Sequence[bytes]) -> dict[bytes, Row]:
        """The rows of these uids."""
        from wallet_cli.store.journal.rows import Row, marks

        found = {}
        query = "SELECT uid, id, op, name, gone FROM payee WHERE uid IN ({})"
        for uid, number, op, name, gone in db.execute(query.format(marks(len(uids))), uids):
            names = db.execute("SELECT name, shown FROM payee_name WHERE payee = ? ORDER BY name", (number,))
            found[uid] = Row(number, op, name, (name, gone, names.fetchall()))
        return found

    def expected(self, body: Any, row: Row) -> tuple[Any, ...]:
        """The values of a payee; a removed one keeps its name and answers to none."""
        if body is None:
            return (row.values[0], 1, [])
        from wallet_cli.store.journal.rows import names_of

        return (body[0], 0, names_of(body[1], body[0]))

    def every(self, db: Any) -> Iterator[tuple[int, int, str]]:
        """Number, operation and name of every payee."""
        return iter(db.execute("SELECT id, op, name FROM payee ORDER BY id"))


def reader(_db: Any) -> Payees:
    """The reader of their rows."""
    return Payees()
