"""Raw SQL on an open store can't take the books out of balance: each attack is refused by the database itself."""

import pytest

from tests.store.ledger import Ledger

ROW = "SELECT txn, n, account, currency, amount{}, date, state, value_date, bank_id, original, original_currency"
NEW = """INSERT INTO txn (id, uid, op, date, memo, delivered, tags, void, gone{})
VALUES ({}, x'77', 1, 1, '', '', '', 0, 0{})"""
LINE = "INSERT INTO posting VALUES ({}, {}, {}, 'EUR', {}, 1, 1, 0, '', 0, '')"

ATTACKS = {
    "moving a sealed posting": [f"INSERT OR REPLACE INTO posting {ROW.format(' + 1')} FROM posting LIMIT 1"],
    "replacing a posting": [f"REPLACE INTO posting {ROW.format('')} FROM posting LIMIT 1"],
    "un-sealing": ["UPDATE txn SET sealed = 0 WHERE id = 1"],
    "un-sealing by replacing": ["UPDATE OR REPLACE txn SET sealed = 0"],
    "changing a posting": ["UPDATE posting SET amount = amount + 1 WHERE txn = 1 AND n = 0"],
    "taking a posting away": ["DELETE FROM posting WHERE txn = 1 AND n = 0"],
    "adding a posting": [LINE.format(1, 5, 1, 5)],
    "moving a transaction's number": ["UPDATE txn SET id = 99 WHERE id = 1"],
    "changing its uid": ["UPDATE txn SET uid = x'01' WHERE id = 1"],
    "beginning sealed": [NEW.format(", sealed", 99, ", 1")],
    "leaving one unsealed": [NEW.format("", 99, "")],
    "sealing what does not balance": [NEW.format("", 99, ""), LINE.format(99, 0, 1, 5), "UPDATE txn SET sealed = 1"],
    "replacing a whole transaction": [NEW.format("", 1, "").replace("INSERT", "REPLACE")],
    "upserting a transaction": [NEW.format(", sealed", 1, ", 0") + " ON CONFLICT (id) DO UPDATE SET sealed = 0"],
    "making the impossible row": ["INSERT INTO seal (id) VALUES (0)"],
    "moving the possible row": ["UPDATE seal SET id = 0"],
    "a posting without a transaction": [LINE.format(99, 0, 1, 0)],
    "a posting without an account": [NEW.format("", 99, ""), LINE.format(99, 0, 99, 0), "UPDATE txn SET sealed = 1"],
    "taking an account away": ["DELETE FROM account WHERE id = 1"],
    "turning foreign keys off": ["PRAGMA foreign_keys = OFF"],
    "turning recursive triggers off": ["PRAGMA recursive_triggers = OFF"],
    "writing the schema": ["PRAGMA writable_schema = ON"],
    "deferring, and then not": ["PRAGMA defer_foreign_keys = ON", LINE.format(99, 0, 1, 0)],
    "ignoring checks": ["PRAGMA ignore_check_constraints = ON"],
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_it_is_refused_and_nothing_has_changed(ledger: Ledger, attack: list[str]) -> None:
    from sqlcipher3 import dbapi2

    ledger.pay(100)
    before = ledger.tables()
    ledger.db.execute("BEGIN IMMEDIATE")
    with pytest.raises(dbapi2.DatabaseError) as caught:
        for statement in attack:
            ledger.db.execute(statement)
        ledger.db.execute("COMMIT")
    assert caught.value.args
    if ledger.db.in_transaction:
        ledger.db.execute("ROLLBACK")
    assert ledger.tables() == before
    assert ledger.found() == set()


def test_what_is_not_sealed_is_not_shown(ledger: Ledger) -> None:
    ledger.db.execute("BEGIN IMMEDIATE")
    ledger.db.execute(NEW.format("", 99, ""))
    ledger.db.execute(LINE.format(99, 0, 1, 5))
    assert ledger.db.execute("SELECT count(*) FROM live_txn").fetchone() == (0,)
    assert ledger.db.execute("SELECT count(*) FROM live_posting").fetchone() == (0,)
    ledger.db.execute("ROLLBACK")


def test_a_sum_beyond_64_bits_is_refused(ledger: Ledger) -> None:
    from wallet_cli.domain.transaction import MAX_MINOR
    from wallet_cli.errors import Refused

    ledger.pay(MAX_MINOR)
    before = ledger.tables()
    with pytest.raises(Refused, match="sum-too-large"):
        ledger.pay(1)
    assert ledger.tables() == before
