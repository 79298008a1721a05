"""The projection is made anew from the journal: the same tables, the same short names, whatever was done before."""

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.journal.test_journal import undo
from tests.store.ledger import DAY, Ledger
from wallet_cli.domain.account import Account, Payee
from wallet_cli.domain.transaction import Transaction
from wallet_cli.errors import Damaged, Refused
from wallet_cli.store.books import transactions
from wallet_cli.store.check import rebuilding
from wallet_cli.store.journal import entities
from wallet_cli.store.journal.entities import Item

AMOUNT, BACK, WHICH = st.integers(1, 10**9), st.integers(0, 900), st.integers(0, 9)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), AMOUNT, BACK, st.integers(0, 2)),
        st.tuples(st.just("many"), AMOUNT, BACK, WHICH),
        st.tuples(st.just("edit"), AMOUNT, BACK, WHICH),
        st.tuples(st.just("twice"), AMOUNT, BACK, WHICH),
        st.tuples(st.just("void"), AMOUNT, BACK, WHICH),
        st.tuples(st.just("remove"), AMOUNT, BACK, WHICH),
        st.tuples(st.just("rename"), AMOUNT, BACK, WHICH),
        st.tuples(st.just("item"), AMOUNT, BACK, WHICH),
    ),
    max_size=12,
)


class Player:
    """Plays random steps on a ledger, as the verbs would."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.made: list[Transaction] = []

    def play(self, step: tuple[Any, ...]) -> None:
        verb, amount, back, which = step
        ledger, day = self.ledger, DAY - back
        if verb == "add":
            self.made.append(ledger.pay(amount, day, state=which, tags=("a", "b")[:which], links=(("to", bytes(16)),)))
        elif verb == "many":
            with ledger.operation("import") as work:
                for number in range(which + 1):
                    self.made.append(ledger.transaction(amount + number, day, delivered="AT THE BAR"))
                    work.add_transaction(self.made[-1])
        elif verb == "rename":
            with ledger.operation("rename") as work:
                work.put_account(Account(ledger.uid["cash"], f"purse{amount}", "cash", ("EUR",), "", ("cash",)))
                work.put_payee(Payee(ledger.uid["Coffee"], f"Tea {amount}", ("Coffee",)))
        elif verb == "item":
            uid = which.to_bytes(16, "big")
            with ledger.operation("config") as work:
                if back % 4 == 0:
                    work.put("item", uid, None)
                work.put_item(Item(uid, "setting", f"name {which}", {"午": [amount, None]}))
        elif self.made:
            self._change(verb, amount, day, self.made[which % len(self.made)])

    def _change(self, verb: str, amount: int, day: int, old: Transaction) -> None:
        ledger = self.ledger
        with ledger.operation(verb) as work:
            if verb == "remove":
                work.put(entities.TRANSACTION, old.uid, None)
                return
            if verb == "twice":
                work.put_transaction(ledger.transaction(amount + 1, day - 40, uid=old.uid))
            work.put_transaction(ledger.transaction(amount, day, uid=old.uid, void=verb == "void"))


@settings(max_examples=int(os.environ.get("WALLET_EXAMPLES", "15")), deadline=None)
@given(STEPS)
def test_the_same_tables_come_out_and_verify_is_content(steps: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder))
        player = Player(ledger)
        for step in steps:
            player.play(step)
        assert ledger.found() == set()
        before = ledger.tables()
        assert rebuilding.rebuild(ledger.store) == ()
        assert ledger.tables() == before
        assert ledger.found() == set()
        ledger.store.close()


def test_what_is_undone_stays_undone_and_is_known_again_where_that_was_lost(ledger: Ledger) -> None:
    ledger.pay(100)
    first = undo(ledger, 2)
    for number in (2, 4, first):
        undo(ledger, number)
    before = ledger.tables()
    for harm in ([], ["UPDATE op SET undone_by = NULL"], ["UPDATE op SET undone_by = 1"]):
        ledger.harm(*harm)
        rebuilding.rebuild(ledger.store)
        assert ledger.tables() == before
        assert ledger.found() == set()


HARMS = {
    "a row changed": ["UPDATE txn SET memo = 'other' WHERE id = 2"],
    "an amount changed": ["UPDATE posting SET amount = amount * 2 WHERE txn = 2"],
    "a transaction lost": ["DELETE FROM posting WHERE txn = 2", "DELETE FROM txn WHERE id = 2"],
    "a transaction invented": [
        "INSERT INTO txn VALUES (9, x'09', 2, 1, NULL, '', '', '', 0, 0, 1)",
        "INSERT INTO posting VALUES (9, 0, 1, 'EUR', 0, 1, 1, 0, '', 0, '')",
    ],
    "names gone": ["DELETE FROM account_name", "DELETE FROM payee_name", "DELETE FROM tag"],
    "sums changed": ["UPDATE rollup SET amount = amount + 5 WHERE level = 3", "DELETE FROM rollup WHERE level = 1"],
    "columns changed": ["UPDATE op SET command = 'gift', undone_by = 1, key = 'k' WHERE id = 3"],
    "a body too many": ["INSERT INTO body VALUES (5, x'', x'00')"],
    "an index gone": ["DROP INDEX txn_date", "CREATE INDEX mine ON txn (memo)"],
    "a view changed": ["DROP VIEW live_txn", "CREATE VIEW live_txn AS SELECT * FROM txn WHERE id <> 2"],
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_it_mends_what_the_journal_can_mend(ledger: Ledger, harm: list[str]) -> None:
    ledger.pay(100, tags=("a",))
    removed = ledger.pay(250, memo="true", tags=("b",))
    ledger.pay(300)
    ledger.edit(removed, 275, memo="true")
    before = ledger.tables()
    ledger.harm(*harm)
    assert ledger.found()
    rebuilding.rebuild(ledger.store)
    assert ledger.found() == set()
    assert ledger.tables() == before


def test_a_dropped_trigger_is_put_back_as_released(ledger: Ledger) -> None:
    ledger.db.execute("DROP TRIGGER posting_fixed")
    ledger.db.execute("CREATE TRIGGER odd AFTER INSERT ON tag BEGIN SELECT 1; END")
    assert ledger.found() == {("schema", "schema-missing"), ("schema", "schema-foreign")}
    assert set(rebuilding.rebuild(ledger.store)) == {"posting_fixed", "odd"}
    assert ledger.found() == set()


@pytest.mark.parametrize(
    ("harm", "slug"),
    [
        ("UPDATE op SET mac = zeroblob(32) WHERE id = 2", "rebuild-impossible"),
        ("UPDATE body SET data = x'', salt = x'' WHERE id = 2 << 20", "rebuild-impossible"),
        ("DELETE FROM op WHERE id = 2", "rebuild-impossible"),
        # the salt of an older digest of balances is gone: nobody can say what an older end of the journal vouches for
        ("DELETE FROM op WHERE id = 3", "rebuild-differs"),
        ("ALTER TABLE meta ADD COLUMN more TEXT", "schema-changed"),
    ],
)
def test_what_it_can_not_mend_it_leaves_alone(ledger: Ledger, harm: str, slug: str) -> None:
    ledger.pay(100)
    ledger.pay(200)
    ledger.harm(harm)
    before = ledger.tables()
    with pytest.raises(Damaged) as caught:
        rebuilding.rebuild(ledger.store)
    assert caught.value.slug == slug
    assert ledger.tables() == before


def test_a_read_only_vault_is_not_touched(ledger: Ledger) -> None:
    ledger.reopen(read_only=True)
    with pytest.raises(Refused, match="vault-read-only"):
        rebuilding.rebuild(ledger.store)


def test_short_names_stay_what_they_were_also_out_of_order_and_twice(ledger: Ledger) -> None:
    made = [ledger.pay(amount) for amount in (100, 200, 300)]
    ledger.harm("UPDATE posting SET txn = 50 WHERE txn = 2", "UPDATE txn SET id = 50 WHERE id = 2")
    for _turn in range(2):
        rebuilding.rebuild(ledger.store)
        assert [transactions.row_of(ledger.db, each.uid) for each in made] == [1, 50, 3]
    assert ledger.found() == set()


@pytest.mark.parametrize("index", ["txn_uid", "txn_date", "posting_register", "link_target"])
def test_an_index_that_lacks_rows_leads_nothing_astray(ledger: Ledger, index: str) -> None:
    ledger.pay(100, links=(("to", bytes(16)),))
    older = ledger.pages(index)
    made = [ledger.pay(amount, links=(("to", bytes(16)),)) for amount in (200, 300)]
    lines = [f"UPDATE {table} SET txn = 50 WHERE txn = 2" for table in ("posting", "link")]
    ledger.harm(*lines, "UPDATE txn SET id = 50 WHERE id = 2")
    before = ledger.tables()
    ledger.replay(older)
    assert ledger.found() != set()
    rebuilding.rebuild(ledger.store)
    assert [transactions.row_of(ledger.db, each.uid) for each in made] == [50, 3]
    assert ledger.tables() == before
    assert ledger.found() == set()


def test_a_lost_transaction_whose_number_another_one_has_gets_the_next(ledger: Ledger) -> None:
    made = [ledger.pay(amount) for amount in (100, 200, 300)]
    moved = ("UPDATE posting SET txn = 1 WHERE txn = 3", "UPDATE txn SET id = 1 WHERE id = 3")
    ledger.harm("DELETE FROM posting WHERE txn = 1", "DELETE FROM txn WHERE id = 1", *moved)
    rebuilding.rebuild(ledger.store)
    assert [transactions.row_of(ledger.db, each.uid) for each in made] == [3, 2, 1]
