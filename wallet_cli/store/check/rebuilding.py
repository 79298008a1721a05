"""``verify --rebuild``: the projection rebuilt from the journal, inside the same vault, whole or not at all.

The journal must be sound and complete: a projection can't be made from images that are missing. Short names stay what
they were, because people have written them down. What always holds afterwards: the books are what the journal says,
and their balances are those that its last record vouches for; otherwise nothing was changed.
"""

from __future__ import annotations

from wallet_cli.errors import Damaged, Refused
from wallet_cli.store.check import soundness
from wallet_cli.store.check.chain import Walk
from wallet_cli.store.check.findings import Findings, Progress, silent
from wallet_cli.store.journal import entities, journal
from wallet_cli.store.journal.projection import Projection
from wallet_cli.store.store import Store, upgrade

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from wallet_cli.domain.items.erasure import Place

# children before parents
_PROJECTED = (
    "memo_block",
    "rollup",
    *[table for row in reversed(entities.STORED.values()) for table in row.tables],
)
_MENDABLE = {"journal-columns-differ", "journal-body-foreign", "undone-differs"}
_COLUMNS = "UPDATE op SET uid=?, time_us=?, command=?, origin=?, key=?, request=?, undoes=? WHERE id=?"


def rebuild(store: Store, progress: Progress = silent) -> tuple[str, ...]:
    """Rebuild the projection; the names of triggers, views and indexes that had to be put back as well.

    Raises Damaged("rebuild-impossible") where the journal isn't sound or complete, Damaged("rebuild-differs") where the
    result isn't what the last record vouches for, Damaged("schema-changed") where a table itself was changed.
    """
    if store.read_only:
        raise Refused("vault-read-only")
    db = store.db
    with store.exclusive():
        mended = soundness.mend_schema(db)
        upgrade(db)
        db.execute("REINDEX")  # what is matched and deleted below must be what is there
        walk = _mended_journal(db, progress)
        numbers = Numbers(db, walk.numbers)
        replay(db, Projection(db, numbers, lenient=bool(walk.numbers)), progress)
        numbers.close()
        db.execute("UPDATE op SET undone_by = NULL WHERE undone_by IS NOT NULL")
        db.executemany("UPDATE op SET undone_by = ? WHERE id = ?", [(by, op) for op, by in walk.undone.items()])
        if not journal.vouches(db):
            raise Damaged("rebuild-differs", op=f"o{journal.head(db).number}")
    return tuple(mended)


def replay(db: Any, projection: Projection, progress: Progress, erasing: Iterable[Place] = ()) -> None:
    """Empty the tables and fill them from the journal. ``erasing``: chunks that the caller's own operation empties."""
    for table in _PROJECTED:
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of ours
    findings = Findings(progress)
    with findings.check("rebuild"):
        for chunk in Walk(db, findings, erasing):
            projection.op = chunk.op
            for image in chunk.images:
                projection.apply(image)
        projection.finish()
    require_sound(findings)


def _mended_journal(db: Any, progress: Progress) -> Walk:
    """Correct what is beside the records, which say it themselves; a walk over a sound and complete journal."""
    findings = Findings(progress)
    with findings.check("journal"):
        walk = Walk(db, findings)
        for _chunk in walk:
            pass
    require_sound(findings)
    if not walk.columns and not walk.foreign:
        return walk
    db.executemany("DELETE FROM body WHERE id = ?", [(number,) for number in walk.foreign])
    # two steps: the right uid of one may be the wrong one of another
    db.executemany("UPDATE op SET uid = zeroblob(id + 16), key = NULL WHERE id = ?", [(op,) for op in walk.columns])
    db.executemany(_COLUMNS, [(*columns, op) for op, columns in walk.columns.items()])
    return _mended_journal(db, progress)


def require_sound(findings: Findings) -> None:
    """Raise Damaged("rebuild-impossible") for what nobody can mend, ("journal-newer") for what a later wallet wrote."""
    for _check, error in findings.problems:
        if error.slug == "journal-newer":
            raise error
        if error.slug not in _MENDABLE:
            raise Damaged("rebuild-impossible", op=str(error.params.get("op", "")), why=error.slug)


class Numbers:
    """Short names by uid: those there were, and for a transaction whose row is lost the one that it must have had.

    ``erased`` are those of transactions that the journal no longer mentions.
    """

    def __init__(self, db: Any, erased: Mapping[bytes, int]) -> None:
        self._db = db
        self._met = 0
        self._erased = set(erased.values())
        self._top = int(db.execute("SELECT max(id) FROM txn").fetchone()[0] or 0)
        db.execute("CREATE TEMP TABLE kept (uid BLOB PRIMARY KEY, id INTEGER NOT NULL UNIQUE) WITHOUT ROWID")
        db.execute("INSERT OR IGNORE INTO kept SELECT uid, id FROM txn")
        db.executemany("INSERT OR IGNORE INTO kept VALUES (?, ?)", list(erased.items()))

    def __call__(self, uid: bytes) -> int:
        """The number of a transaction that is met for the first time."""
        self._met += 1
        while self._met in self._erased:
            self._met += 1
        row = self._db.execute("SELECT id FROM kept WHERE uid = ?", (uid,)).fetchone()
        if row:
            return int(row[0])
        # numbers are given in the journal's order and never again
        if self._db.execute("SELECT 1 FROM kept WHERE id = ?", (self._met,)).fetchone() is None:
            return self._met
        self._top += 1
        return self._top

    def close(self) -> None:
        """Forget them."""
        self._db.execute("DROP TABLE temp.kept")
