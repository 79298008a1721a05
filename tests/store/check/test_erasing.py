"""A transaction is erased for good: nothing of it is left, the chain verifies, and a rebuild makes the same books."""

import json
import os
import tempfile
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.store.check.test_rebuilding import STEPS, Player
from tests.store.ledger import Ledger
from wallet_cli.domain.account import Account, Payee
from wallet_cli.domain.operation import ERASED, RECORD_ID
from wallet_cli.domain.transaction import Transaction
from wallet_cli.errors import Damaged
from wallet_cli.store.books import transactions
from wallet_cli.store.check import erasing, rebuilding, verifying
from wallet_cli.store.journal import entities, journal
from wallet_cli.store.journal.entities import Item

MARK = "Marker-9f3"


def marked(ledger: Ledger, amount: int = 777, company: bool = False) -> Transaction:
    """A transaction of a payee of its own, both with a mark; with ``company`` other things stand in its chunk."""
    payee = Payee(ledger.new(), f"{MARK} Shop", (f"{MARK} alias",))
    made = ledger.transaction(amount, memo=f"{MARK} memo", delivered=f"{MARK} bank")._replace(payee=payee.uid)
    with ledger.operation("import") as work:
        work.put_payee(payee, new=True)
        if company:
            ledger.uid["late"] = ledger.new()
            work.put_account(Account(ledger.uid["late"], "late", "bank"), new=True)
            work.put_item(Item(ledger.new(), "note", "one", 1), new=True)
            for number in range(1, 4):
                work.add_transaction(ledger.transaction(number))
        work.add_transaction(made)
    return made


def erase(ledger: Ledger, *gone: Transaction) -> erasing.Erasure:
    with ledger.operation("erase-body") as work:
        targets = {txn.uid: transactions.row_of(ledger.db, txn.uid) or 0 for txn in gone}
        return erasing.erase(work, ledger.db, targets)


def leftovers(ledger: Ledger, mark: str = MARK) -> list[str]:
    """Where the mark still is: in any table, or in a chunk of the journal."""
    found = []
    tables = [name for (name,) in ledger.db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    assert {"body", "txn", "payee", "payee_name", "item", "op"} <= set(tables)
    for table in tables:
        for row in ledger.db.execute(f"SELECT * FROM {table}"):
            for cell in row:
                data = cell if isinstance(cell, bytes) else str(cell).encode()
                if table == "body" and cell and isinstance(cell, bytes) and len(cell) != journal.SALT_BYTES:
                    data = zlib.decompress(cell)
                if mark.lower().encode() in data.lower():
                    found.append(table)
    return found


def rebuilt_alike(ledger: Ledger) -> None:
    assert ledger.found() == set()
    before = ledger.tables()
    rebuilding.rebuild(ledger.store)
    assert ledger.tables() == before
    assert ledger.found() == set()


@pytest.mark.parametrize("company", [False, True])
def test_nothing_of_it_is_left_and_the_chain_verifies(ledger: Ledger, company: bool) -> None:
    ledger.pay(100)
    made = marked(ledger, company=company)
    ledger.edit(made, 888, memo=f"{MARK} again")
    if company:
        ledger.uid["cash"], kept = ledger.uid["late"], ledger.uid["cash"]
        ledger.pay(5)
        ledger.uid["cash"] = kept
    number = transactions.row_of(ledger.db, made.uid)
    assert {"body", "txn", "payee", "payee_name"} <= set(leftovers(ledger))
    done = erase(ledger, made)
    assert (done.chunks, len(done.payees), done.rewritten) == (2, 1, 5 if company else 0)
    assert leftovers(ledger) == []
    assert transactions.by_row(ledger.db, number or 0) is None
    rebuilt_alike(ledger)
    fresh = ledger.pay(6)
    assert transactions.row_of(ledger.db, fresh.uid) not in (None, number)
    rebuilt_alike(ledger)


def test_a_payee_that_others_have_stays(ledger: Ledger) -> None:
    made = marked(ledger)
    with ledger.operation("pay") as work:
        work.add_transaction(ledger.transaction(5)._replace(payee=made.payee))
    done = erase(ledger, made)
    assert (done.payees, done.payees_kept) == ((), (made.payee,))
    assert set(leftovers(ledger, f"{MARK} memo")) == set()
    assert "payee" in leftovers(ledger)
    rebuilt_alike(ledger)


def test_one_that_was_removed_before_can_be_erased_too(ledger: Ledger) -> None:
    made = marked(ledger)
    with ledger.operation("rm") as work:
        work.put("txn", made.uid, None)
    assert "body" in leftovers(ledger)
    erase(ledger, made)
    assert leftovers(ledger) == []
    assert erasing.is_erased(ledger.db, made.uid)
    rebuilt_alike(ledger)


def test_what_was_removed_beside_it_stays_removed(ledger: Ledger) -> None:
    made, other = marked(ledger), ledger.pay(50)
    with ledger.operation("edit") as work:
        work.put("txn", other.uid, None)
        work.put_transaction(made._replace(memo=f"{MARK} more"))
    erase(ledger, made)
    rebuilt_alike(ledger)
    assert transactions.by_uid(ledger.db, other.uid) is None


def test_a_name_that_was_given_up_in_an_erased_chunk(ledger: Ledger) -> None:
    made = marked(ledger)
    with ledger.operation("edit") as work:
        work.put_account(Account(ledger.uid["cash"], "purse", "cash"))
        work.put_payee(Payee(ledger.uid["Coffee"], "Tea"))
        work.put_transaction(made._replace(memo=f"{MARK} more"))
    with ledger.operation("accounts") as work:
        work.put_account(Account(ledger.new(), "cash", "cash"), new=True)
        work.put_payee(Payee(ledger.new(), "Coffee"), new=True)
    erase(ledger, made)
    rebuilt_alike(ledger)


def test_a_second_erasure_may_take_a_chunk_of_the_first(ledger: Ledger) -> None:
    payees = [Payee(ledger.new(), f"{MARK} {n}") for n in range(2)]
    made = [ledger.transaction(n + 1)._replace(payee=payee.uid) for n, payee in enumerate(payees)]
    with ledger.operation("import") as work:
        for payee, txn in zip(payees, made, strict=True):
            work.put_payee(payee, new=True)
            work.add_transaction(txn)
    erase(ledger, made[0])
    rebuilt_alike(ledger)
    erase(ledger, made[1])
    assert leftovers(ledger) == []
    rebuilt_alike(ledger)


def test_what_an_attacker_blanks_is_named(ledger: Ledger) -> None:
    made = marked(ledger)
    ledger.pay(9)
    erase(ledger, made)
    ledger.harm("UPDATE body SET data = x'', salt = x'' WHERE id = 3 << 20")
    assert ("journal", "journal-body-blanked") in ledger.found()
    assert [erasing.erased_by(ledger.db, op) for op in (2, 3)] == [4, 0]
    with pytest.raises(Damaged, match="rebuild-impossible"):
        rebuilding.rebuild(ledger.store)


def test_a_blanked_erasure_names_nothing_any_more(ledger: Ledger) -> None:
    erase(ledger, marked(ledger))
    ledger.harm("UPDATE body SET data = x'', salt = x'' WHERE id = 3 << 20")
    assert ("journal", "journal-body-blanked") in ledger.found()


def test_an_erased_chunk_that_was_put_back_is_named(ledger: Ledger) -> None:
    made = marked(ledger)
    salt, data = ledger.db.execute("SELECT salt, data FROM body WHERE id = 2 << 20").fetchone()
    erase(ledger, made)
    ledger.harm(f"UPDATE body SET salt = x'{salt.hex()}', data = x'{data.hex()}' WHERE id = 2 << 20")
    assert ("journal", "journal-erased-back") in ledger.found()


def test_a_journal_that_is_not_whole_is_not_touched(ledger: Ledger) -> None:
    made = marked(ledger)
    ledger.pay(5)
    ledger.harm("UPDATE body SET data = x'00' WHERE id = 3 << 20")
    before = ledger.tables()
    with pytest.raises(Damaged, match="rebuild-impossible"):
        erase(ledger, made)
    assert ledger.tables() == before


def test_lost_rows_get_their_short_names_back_beside_an_erased_one(ledger: Ledger) -> None:
    ledger.pay(1)
    made = marked(ledger)
    ledger.pay(2)
    erase(ledger, made)
    before = ledger.tables()
    ledger.harm("DELETE FROM posting", "DELETE FROM txn")
    rebuilding.rebuild(ledger.store)
    assert ledger.tables() == before


def living(ledger: Ledger) -> dict[bytes, object]:
    """What the books hold, by uid."""
    uids = [bytes(uid) for (uid,) in ledger.db.execute("SELECT uid FROM live_txn")]
    return {uid: kept.transaction for uid in uids if (kept := transactions.by_uid(ledger.db, uid))}


@settings(max_examples=int(os.environ.get("WALLET_EXAMPLES", "6")), deadline=None)
@example([("many", 100, 1, 2)], [(0, [2])])
@given(STEPS, st.lists(st.tuples(st.integers(0, 12), st.lists(st.integers(0, 9), min_size=1, max_size=3)), max_size=3))
def test_whatever_was_erased_when(steps: list[tuple[object, ...]], erasures: list[tuple[int, list[int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder))
        player = Player(ledger)
        player.made.append(marked(ledger, company=True))
        for at, step in enumerate(steps):
            player.play(step)
            for when, which in erasures:
                if when == at and player.made:
                    chosen = {n % len(player.made) for n in which}
                    gone = [player.made[n] for n in chosen]
                    player.made = [txn for n, txn in enumerate(player.made) if n not in chosen]
                    staying = {uid: each for uid, each in living(ledger).items() if uid not in {t.uid for t in gone}}
                    erase(ledger, *gone)
                    assert living(ledger) == staying
                    rebuilt_alike(ledger)
        erase(ledger, *player.made)
        assert leftovers(ledger) == []
        rebuilt_alike(ledger)
        ledger.store.close()


def test_of_several_chunks_the_one_with_it_goes_whole_and_no_other(ledger: Ledger) -> None:
    made = ledger.transaction(777, memo=MARK)
    with ledger.operation("import") as work:
        for number in range(40):
            work.add_transaction(ledger.transaction(number + 1, memo=f"{number}" + "x" * 20_000))
        work.add_transaction(made)
    ledger.pay(5)
    first, second = 2 << 20, (2 << 20) + 1
    before = dict(ledger.db.execute("SELECT id, data FROM body"))
    assert {first, second} < set(before) and MARK.encode() in zlib.decompress(before[second])
    done = erase(ledger, made)
    assert done.chunks == 1
    told = {number: (salt, data) for number, salt, data in ledger.db.execute("SELECT id, salt, data FROM body")}
    assert told[second] == (b"", b"")
    assert {number: data for number, (_salt, data) in told.items() if number in before} == before | {second: b""}
    assert all(len(salt) == journal.SALT_BYTES for number, (salt, _data) in told.items() if number != second)
    assert leftovers(ledger) == []
    rebuilt_alike(ledger)
    ledger.harm(f"UPDATE body SET salt = x'', data = x'' WHERE id = {first}")
    assert ("journal", "journal-body-blanked") in ledger.found()


def test_only_the_operations_that_lost_something_are_called_erased(ledger: Ledger) -> None:
    made = [ledger.pay(amount) for amount in (1, 2, 3)]
    erase(ledger, made[1])
    assert [op for op in range(1, 6) if journal.has_erased(ledger.db, op)] == [3]
    assert [erasing.erased_by(ledger.db, op) for op in range(1, 6)] == [0, 0, 5, 0, 0]
    erase(ledger, made[2])
    assert [erasing.erased_by(ledger.db, op) for op in range(1, 7)] == [0, 0, 5, 6, 0, 0]


@pytest.mark.parametrize("beside", [True, False], ids=["its beginning goes too", "it began elsewhere"])
def test_what_was_removed_since_stays_gone(ledger: Ledger, beside: bool) -> None:
    ledger.pay(5)
    made = ledger.transaction(777, memo=MARK)
    account, payee = Account(ledger.new(), "brief", "cash"), Payee(ledger.new(), "Brief")
    item = Item(ledger.new(), "setting", "brief", [1])
    with ledger.operation("import") as work:
        work.put_account(account, new=True)
        work.put_payee(payee, new=True)
        work.put_item(item, new=True)
        if beside:
            work.add_transaction(made)
    if not beside:
        with ledger.operation("pay") as work:
            work.add_transaction(made)
    with ledger.operation("undo") as work:
        for kind, uid in (("account", account.uid), ("payee", payee.uid), ("item", item.uid)):
            work.put(kind, uid, None)
    erase(ledger, made)
    for table, uid in (("account", account.uid), ("payee", payee.uid), ("item", item.uid)):
        assert ledger.db.execute(f"SELECT gone FROM {table} WHERE uid = ?", (uid,)).fetchall() == [(1,)]
    assert leftovers(ledger) == []
    rebuilt_alike(ledger)


def test_a_journal_that_is_not_sound_is_refused_before_anything_is_written(ledger: Ledger) -> None:
    ledger.pay(100)
    made = ledger.pay(200)
    ledger.harm("UPDATE body SET data = x'00' WHERE id = 2 << 20")
    targets = {made.uid: transactions.row_of(ledger.db, made.uid) or 0}
    before = ledger.tables()
    with ledger.operation("erase-body") as work:
        with pytest.raises(Damaged, match="rebuild-impossible"):
            erasing.erase(work, ledger.db, targets)
        assert (work.changed, ledger.tables()) == (0, before)


@pytest.mark.parametrize("items", [0, 1])
def test_one_without_a_payee_takes_none_with_it(ledger: Ledger, items: int) -> None:
    made = ledger.transaction(777, memo=MARK)._replace(payee=b"")
    with ledger.operation("import") as work:
        work.add_transaction(made)
        for number in range(items):
            work.put_item(Item(ledger.new(), "note", f"one {number}", 1), new=True)
    done = erase(ledger, made)
    assert (done.payees, done.payees_kept) == ((), ())
    rebuilt_alike(ledger)


@pytest.mark.parametrize("which", [0, 1])
def test_what_was_asked_of_several_goes_with_one_of_them(ledger: Ledger, which: int) -> None:
    made = [ledger.transaction(amount) for amount in (100, 200)]
    line = entities.keyed_item(RECORD_ID, "line 1", ["5ec2e7", *(each.uid.hex() for each in made)])
    with ledger.operation("batch") as work:
        for each in made:
            work.add_transaction(each)
        work.put_item(line, new=True)
    erase(ledger, made[which])
    (text,) = ledger.db.execute("SELECT body FROM item WHERE uid = ?", (line.uid,)).fetchone()
    assert json.loads(text) == ["", *(each.uid.hex() for each in made)]
    assert "body" not in leftovers(ledger, "5ec2e7")
    rebuilt_alike(ledger)


def test_what_was_erased_is_counted(ledger: Ledger) -> None:
    made = [ledger.pay(amount) for amount in (1, 2, 3)]
    erase(ledger, *made[1:])
    assert verifying.verify(ledger.store).erased == 2


def test_an_erasure_of_what_there_never_was_says_nothing(ledger: Ledger) -> None:
    ledger.pay(1)
    with ledger.operation() as work:
        work.put_item(entities.keyed_item(ERASED, "none", [[[(b"n" * 16).hex(), [0]]], []]), new=True)
    assert ledger.found() == set()


def test_an_erasure_names_what_it_took_in_order(ledger: Ledger) -> None:
    made = [ledger.pay(amount) for amount in range(1, 11)]
    erase(ledger, *reversed(made))
    (text,) = ledger.db.execute("SELECT body FROM item WHERE kind = ?", (ERASED,)).fetchone()
    places, numbers = json.loads(text)
    assert (len(places), len(numbers)) == (11, 10), "the chunk of their payee goes too"
    assert (places, numbers) == (sorted(places), sorted(numbers))
