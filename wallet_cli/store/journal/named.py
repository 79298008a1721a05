"""What is called by name, by any of several: accounts and payees. Their rows, and the names that these answer to."""

from __future__ import annotations

from wallet_cli.domain.account import name_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from wallet_cli.domain.operation import Image
    from wallet_cli.store.journal.projection import Projection
    from wallet_cli.store.journal.rows import Blocker, EntityRow

    Told = tuple[tuple[Any, ...], list[str]]


class Named:
    """The table of one kind: ``columns`` are what its rows hold, the name first; ``told_by`` gives a body's values for
    them, and its other names; ``nothing`` are the values of one that isn't known. The names have a table of their own,
    in which each appears once.
    """

    def __init__(
        self, table: str, columns: tuple[str, ...], told_by: Callable[[list[Any]], Told], nothing: tuple[str | int, ...]
    ) -> None:
        self.table, self.columns, self.told_by, self.nothing = table, columns, told_by, nothing

    def apply(self, projection: Projection, image: Image) -> None:
        """Write or mark the row, and rewrite its names."""
        db, uid = projection.db, image.uid
        found = db.execute(self._sql("SELECT id FROM {table} WHERE uid = ?"), (uid,)).fetchone()
        if found:
            db.execute(self._sql("DELETE FROM {table}_name WHERE {table} = ?"), found)
        if image.body is None:
            if projection.lenient and not found:
                self.stand_in(projection, uid)
            db.execute(self._sql("UPDATE {table} SET gone = 1, op = ? WHERE uid = ?"), (projection.op, uid))
            return
        values, aliases = self.told_by(image.body)
        if found:
            (row,) = found
            changes = "=?, ".join(self.columns)
            db.execute(
                self._sql("UPDATE {table} SET op=?, gone=0, {changes}=? WHERE id=?", changes=changes),
                (projection.op, *values, row),
            )
        else:
            row = self._insert(projection, uid, values, gone=0)
        names = {name_key(name): name for name in (*aliases, values[0])}
        projection.free(f"{self.table}_name", names)
        db.executemany(
            self._sql("INSERT INTO {table}_name (name, {table}, shown) VALUES (?, ?, ?)"),
            [(key, row, name) for key, name in names.items()],
        )

    def stand_in(self, projection: Projection, uid: bytes) -> int:
        """An empty row, marked as gone, for one whose image was erased."""
        return self._insert(projection, uid, self.nothing, gone=1)

    def _insert(self, projection: Projection, uid: bytes, values: Iterable[str | int], *, gone: int) -> int:
        more = ", ?" * len(self.columns)
        query = self._sql("INSERT INTO {table} (uid, op, gone, {columns}) VALUES (?, ?, ?{more})", more=more)
        return int(projection.db.execute(query, (uid, projection.op, gone, *values)).lastrowid)

    def taken(self, db: Any, uid: bytes, body: list[Any]) -> Blocker | None:
        """The name of this version that another one has, and who wrote that."""
        from wallet_cli.store.journal.rows import first

        query = self._sql(
            "SELECT n.shown, other.op FROM {table}_name AS n JOIN {table} AS other ON other.id = n.{table}"
            " WHERE n.name = ? AND other.uid <> ?"
        )
        values, aliases = self.told_by(body)
        return first(db, query, [(name_key(name), uid) for name in (values[0], *aliases)])

    def fetch(self, db: Any, uids: Sequence[bytes]) -> dict[bytes, EntityRow]:
        """The rows of these uids, to be compared."""
        from wallet_cli.store.journal.rows import EntityRow, marks

        found = {}
        query = self._sql(
            "SELECT uid, id, op, gone, {columns} FROM {table} WHERE uid IN ({those})", those=marks(len(uids))
        )
        names = self._sql("SELECT name, shown FROM {table}_name WHERE {table} = ? ORDER BY name")
        for uid, number, op, gone, *values in db.execute(query, uids):
            answers_to = db.execute(names, (number,)).fetchall()
            found[uid] = EntityRow(number, op, values[0], (*values, gone, answers_to))
        return found

    def expected(self, body: Any, row: EntityRow) -> tuple[Any, ...]:
        """The values of one; a removed one keeps its own and answers to no name."""
        if body is None:
            return (*row.values[:-2], 1, [])
        from wallet_cli.store.journal.rows import names_of

        values, aliases = self.told_by(body)
        return (*values, 0, names_of(aliases, str(values[0])))

    def every(self, db: Any) -> Iterator[tuple[int, int, str]]:
        """Number, operation and name of every one."""
        return iter(db.execute(self._sql("SELECT id, op, {name} FROM {table} ORDER BY id", name=self.columns[0])))

    def _sql(self, query: str, **more: str) -> str:
        return query.format(table=self.table, columns=", ".join(self.columns), **more)
