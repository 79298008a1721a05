"""Whether the database itself is sound: pages, structure, and what refers to what."""

from contextlib import closing

from sqlcipher3 import dbapi2

from tests.store.ledger import KEY, PAGE, Ledger
from wallet_cli.store.check import soundness
from wallet_cli.store.check.findings import Findings


def found(ledger: Ledger, name: str) -> tuple[int, list[str]]:
    """How much a check looked at, and what it found."""
    findings = Findings()
    with findings.check(name):
        if name == "pages":
            soundness.check_pages(ledger.db, findings, whole=True)
        else:
            soundness.check_references(ledger.db, findings)
    (check,) = findings.checks
    return check.looked_at, [each.error.slug for each in findings.problems]


def test_a_page_whose_seal_is_wrong_is_seen(ledger: Ledger) -> None:
    ledger.pay(100)
    page = ledger.root_page("payee_name")
    ledger.reopen()
    assert soundness.has_damaged_page(ledger.db) is False
    ledger.store.close()
    with ledger.path.open("r+b") as file:
        file.seek((page - 1) * PAGE + 99)
        file.write(b"changed")
    ledger.reopen()
    assert soundness.has_damaged_page(ledger.db) is True


def test_a_table_that_lacks_what_its_schema_demands_is_no_sound_structure(ledger: Ledger) -> None:
    made = ledger.pay(100)
    assert found(ledger, "pages")[1] == []
    ledger.harm("PRAGMA ignore_check_constraints=ON", f"UPDATE txn SET sealed = 7 WHERE uid = x'{made.uid.hex()}'")
    assert found(ledger, "pages")[1] == ["structure-damaged"]


def test_every_row_that_refers_to_another_is_looked_at_and_every_currency(ledger: Ledger) -> None:
    ledger.pay(100, tags=("a", "b"), links=(("to", bytes(16)),))
    ledger.pay(200, currency="USD")
    ledger.reopen()
    with closing(dbapi2.connect(str(ledger.path))) as raw:
        raw.set_key(b"x'" + KEY.hex().encode() + b"'")
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        referring = [name for name in names if raw.execute(f"PRAGMA foreign_key_list({name})").fetchall()]
        rows = sum(raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in referring)
    assert {"txn", "posting", "tag", "link"} < set(referring) < set(names)
    assert found(ledger, "references") == (rows + 2, [])
