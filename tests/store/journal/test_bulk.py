"""Rows put many at once: all of them, in their order, and refused as one by one."""

import pytest
from sqlcipher3 import dbapi2

from tests.store.ledger import Ledger
from wallet_cli.domain.transaction import Transaction
from wallet_cli.store.journal import rollup
from wallet_cli.store.journal.bulk import ROWS, insert
from wallet_cli.store.journal.journal import Operation

SIZES = [0, 1, ROWS - 1, ROWS, ROWS + 1, 2 * ROWS, 2 * ROWS + 3]


@pytest.mark.parametrize("size", SIZES)
def test_all_rows_are_there_in_their_order(ledger: Ledger, size: int) -> None:
    rows = [(f"name {n:04}", n) for n in reversed(range(size))]
    ledger.db.execute("CREATE TEMP TABLE kept (name TEXT, value INTEGER)")
    insert(ledger.db, "INSERT INTO kept (name, value)", rows)
    assert ledger.db.execute("SELECT name, value FROM kept ORDER BY rowid").fetchall() == rows


@pytest.mark.parametrize("size", SIZES)
def test_what_is_done_where_a_row_is_there_is_done_for_each(ledger: Ledger, size: int) -> None:
    ledger.db.execute("CREATE TEMP TABLE kept (name TEXT PRIMARY KEY, value INTEGER)")
    more = " ON CONFLICT DO UPDATE SET value = value + excluded.value"
    insert(ledger.db, "INSERT INTO kept (name, value)", [(f"{n % 7}", n) for n in range(size)], more)
    sums = {f"{n % 7}": sum(range(n % 7, size, 7)) for n in range(size)}
    assert dict(ledger.db.execute("SELECT name, value FROM kept")) == sums


@pytest.mark.parametrize("at", [0, ROWS - 1, ROWS, ROWS + 1])
def test_books_that_do_not_balance_are_refused_wherever_the_wrong_one_is(ledger: Ledger, at: int) -> None:
    made = [ledger.transaction(100 + n) for n in range(ROWS + 2)]
    one, other = made[at].postings
    made[at] = made[at]._replace(postings=(one, other._replace(amount_minor=other.amount_minor - 1)))
    before = ledger.tables()
    with pytest.raises(dbapi2.IntegrityError, match="does not balance"), ledger.operation() as work:
        add(work, made)
    assert ledger.tables() == before


@pytest.mark.parametrize("at", [0, ROWS - 1, ROWS, ROWS + 1])
def test_a_second_transaction_of_one_id_is_refused_wherever_it_is(ledger: Ledger, at: int) -> None:
    known = ledger.pay(5)
    made = [ledger.transaction(100 + n) for n in range(ROWS + 2)]
    made[at] = made[at]._replace(uid=known.uid)
    before = ledger.tables()
    with pytest.raises(dbapi2.IntegrityError, match="uid"), ledger.operation() as work:
        add(work, made)
    assert ledger.tables() == before


def test_balances_that_are_written_now_and_then_are_the_same(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [ledger.transaction(100 + n, 740_000 + 11 * n) for n in range(40)]
    for many in (1, 2, 30, rollup.MANY):
        monkeypatch.setattr(rollup, "MANY", many)
        with ledger.operation() as work:
            for txn in made:
                work.add_transaction(txn._replace(uid=ledger.new()))
                work.write_rows()
        assert ledger.found() == set()
    counts = ledger.db.execute("SELECT level, sum(count), sum(changes) FROM rollup GROUP BY level").fetchall()
    assert counts == [(level, 320, 320) for level in range(4)]


def test_rows_are_seen_before_balances_are_written(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    for many in (3, 2):
        monkeypatch.setattr(rollup, "MANY", many)
        with ledger.operation(dry_run=True) as work:
            work.add_transaction(ledger.transaction(100))
            work.write_rows()
            seen += [ledger.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("txn", "rollup")]
    assert seen == [1, 0, 1, 8]


def add(work: Operation, made: list[Transaction]) -> None:
    for txn in made:
        work.add_transaction(txn)
