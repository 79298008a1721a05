"""Whether the database itself is sound: its settings, its schema to the letter, its pages, its references.

The books rest on triggers and foreign keys, so a trigger that was dropped or weakened is damage, even while the books
still balance. Pages are judged after the write-ahead log is folded in: SQLCipher's own check reads the file alone and
would give false alarms about pages that a power cut tore in the middle of a checkpoint.
"""

from __future__ import annotations

from wallet_cli.errors import Damaged
from wallet_cli.store.vault import connect, schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.store.check.findings import Findings

_OBJECTS = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_stat%'"
MENDABLE = ("trigger", "view", "index")

Objects = dict[tuple[str, str], str]
"""(type, name) and the SQL text."""


def library_version() -> str:
    """The versions of SQLCipher and of the SQLite in it; "" where there is no library, or one without a cipher."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        return ""
    memory = dbapi2.connect(":memory:")
    row = memory.execute("PRAGMA cipher_version").fetchone()
    memory.close()
    return f"{row[0]}, SQLite {dbapi2.sqlite_version}" if row else ""


def check_settings(db: Any, findings: Findings) -> None:
    """The settings of this connection that the books and the secrets rest on."""
    for name, wanted in connect.HELD:
        findings.look()
        found = db.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            findings.add(Damaged("setting-differs", setting=name, found=str(found), wanted=str(wanted)))


def check_schema(db: Any, findings: Findings) -> None:
    """Version, and every table, index, view and trigger exactly as released."""
    schema.check(db)
    released, found = released_objects(schema.version_of(db)), present_objects(db)
    findings.look(len(released))
    for key in sorted({*released, *found}):
        kind, name = key
        if key not in found:
            findings.add(Damaged("schema-missing", kind=kind, name=name))
        elif key not in released:
            findings.add(Damaged("schema-foreign", kind=kind, name=name))
        elif found[key] != released[key]:
            findings.add(Damaged("schema-changed", kind=kind, name=name))


def present_objects(db: Any) -> Objects:
    """What the vault's schema holds."""
    return {(kind, name): sql for kind, name, sql in db.execute(_OBJECTS)}


def released_objects(version: int) -> Objects:
    """What the schema of this version holds: made in memory from the released migrations."""
    from sqlcipher3 import dbapi2

    fresh = dbapi2.connect(":memory:", isolation_level=None)
    try:
        for number in range(1, version + 1):
            for statement in schema.statements(schema.script(number)):
                fresh.execute(statement)
        return present_objects(fresh)
    finally:
        fresh.close()


def mend_schema(db: Any) -> list[str]:
    """Put triggers, views and indexes back as released, inside the caller's transaction; the names of those mended.

    Raises Damaged("schema-changed", "schema-missing", "schema-foreign") for a table: nothing can put that right.
    """
    released, found = released_objects(schema.version_of(db)), present_objects(db)
    wrong = [key for key in sorted({*released, *found}) if released.get(key) != found.get(key)]
    for kind, name in wrong:
        if kind not in MENDABLE:
            raise Damaged("schema-changed", kind=kind, name=name)
    for kind, name in wrong:
        if (kind, name) in found:
            db.execute(f'DROP {kind} "{name.replace(chr(34), chr(34) * 2)}"')
    for key in wrong:
        if key in released:
            db.execute(released[key])
    return [name for _kind, name in wrong]


def check_pages(db: Any, findings: Findings, *, whole: bool) -> None:
    """Every page's seal where the file is ``whole``, without a log; then the structure of tables and indexes."""
    findings.look(int(db.execute("PRAGMA page_count").fetchone()[0]))
    told = list(db.execute("PRAGMA cipher_integrity_check")) if whole else []
    for (text,) in told:
        findings.add(Damaged("page-damaged", detail=str(text)))
    for (text,) in db.execute("PRAGMA integrity_check"):
        if text != "ok":
            findings.add(Damaged("structure-damaged", detail=str(text)))


def has_damaged_page(db: Any) -> bool:
    """Whether the seal of any page is wrong, in a store without a write-ahead log."""
    return db.execute("PRAGMA cipher_integrity_check").fetchone() is not None


def check_references(db: Any, findings: Findings) -> None:
    """Foreign keys, and currencies, which no foreign key guards; the rows that refer to others are counted."""
    for (kind, name), sql in present_objects(db).items():
        if kind == "table" and " REFERENCES " in sql:
            findings.look(int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]))  # noqa: S608 - ours
    for table, row, parent, _number in db.execute("PRAGMA foreign_key_check"):
        findings.add(Damaged("reference-broken", table=table, row=str(row), parent=parent))
    for (code,) in db.execute("SELECT DISTINCT currency FROM rollup WHERE level = 0"):
        findings.look()
        if db.execute("SELECT 1 FROM currency WHERE code = ?", (code,)).fetchone() is None:
            findings.add(Damaged("reference-broken", table="rollup", row=code, parent="currency"))


def check_seals(db: Any, findings: Findings) -> None:
    """No transaction is open: every one is sealed."""
    # what was removed has left a row that is sealed too, but isn't a transaction any more
    findings.look(int(db.execute("SELECT count(*) FROM txn WHERE gone = 0").fetchone()[0]))
    for (number,) in db.execute("SELECT id FROM txn WHERE sealed <> 1"):
        findings.add(Damaged("transaction-unsealed", ref=f"t{number}"))
