"""The journal: operations follow one another, carry what they changed, and say whose undone they are."""

import zlib
from pathlib import Path

import pytest

from tests.store.ledger import JOURNAL_KEY, KEY, Ledger
from wallet_cli.domain import operation as codec
from wallet_cli.domain.account import Account, Payee
from wallet_cli.errors import Damaged
from wallet_cli.store.check import copying
from wallet_cli.store.journal import entities, journal
from wallet_cli.store.journal.entities import Item
from wallet_cli.store.journal.journal import CHUNK_BYTES, CHUNK_SHIFT
from wallet_cli.store.journal.undone import mark_undone
from wallet_cli.store.new_vault import prepare
from wallet_cli.store.vault.connect import connect


def undone(ledger: Ledger) -> dict[int, int | None]:
    return dict(ledger.db.execute("SELECT id, undone_by FROM op ORDER BY id"))


def undo(ledger: Ledger, op: int) -> int:
    uid = ledger.db.execute("SELECT uid FROM op WHERE id = ?", (op,)).fetchone()[0]
    with ledger.operation("undo", undoes=uid) as work:
        work.put_item(Item(ledger.new(), "note", ledger.new().hex(), op), new=True)
    return work.id


def test_every_operation_names_the_one_before_it_and_is_sealed(ledger: Ledger) -> None:
    ledger.pay(100)
    ledger.pay(200)
    rows = ledger.db.execute("SELECT id, record, mac FROM op ORDER BY id").fetchall()
    records = [codec.decode(row[1]) for row in rows]
    assert [record.parents for record in records] == [(bytes(32),), (rows[0][2],), (rows[1][2],)]
    assert [record.counter for record in records] == [1, 2, 3]
    assert all(codec.seal(journal.journal_key(ledger.db)[1], row[1]) == row[2] for row in rows)
    assert journal.head(ledger.db).record == records[-1]


def test_an_image_says_which_operation_wrote_the_entity_before(ledger: Ledger) -> None:
    made = ledger.pay(100)
    ledger.edit(made, 300)
    with ledger.operation() as work:
        work.put_transaction(ledger.transaction(400, uid=made.uid))
        work.put_transaction(ledger.transaction(500, uid=made.uid))
    told = [
        image.previous
        for op in (2, 3, 4)
        for image in journal.read_images(ledger.db, op, journal.read_record(ledger.db, op))
    ]
    uids = [row[0] for row in ledger.db.execute("SELECT uid FROM op WHERE id > 1 ORDER BY id")]
    assert told == [b"", uids[0], uids[1], uids[2]]
    assert journal.owner_of(ledger.db, entities.TRANSACTION, made.uid) == 4
    assert journal.owner_of(ledger.db, entities.TRANSACTION, bytes(16)) == 0


def test_nothing_put_is_nothing_recorded_and_a_rehearsal_leaves_no_trace(ledger: Ledger) -> None:
    before = ledger.tables()
    with ledger.operation():
        pass
    with ledger.operation(dry_run=True) as work:
        work.add_transaction(ledger.transaction(100))
        work.flush()
        assert ledger.db.execute("SELECT count(*) FROM live_txn").fetchone() == (1,)
    with pytest.raises(ZeroDivisionError), ledger.operation() as work:
        work.add_transaction(ledger.transaction(100))
        raise ZeroDivisionError
    assert ledger.tables() == before


def test_a_large_body_is_cut_into_chunks_in_order(ledger: Ledger) -> None:
    memo = "x" * 60_000
    made = [ledger.transaction(number, memo=memo) for number in range(1, 21)]
    with ledger.operation("import") as work:
        for each in made:
            work.add_transaction(each)
    record = journal.read_record(ledger.db, work.id)
    sizes = [
        row[0] for row in ledger.db.execute("SELECT length(data) FROM body WHERE id >= ?", (work.id << CHUNK_SHIFT,))
    ]
    assert len(record.bodies) == len(sizes) == 3
    assert max(sizes) < CHUNK_BYTES
    assert [image.uid for image in journal.read_images(ledger.db, work.id, record)] == [each.uid for each in made]
    assert ledger.found() == set()


def test_an_erased_body_leaves_the_chain_whole(ledger: Ledger) -> None:
    ledger.pay(100)
    ledger.pay(200)
    ledger.harm(f"UPDATE body SET data = x'', salt = x'' WHERE id = {2 << CHUNK_SHIFT}")
    assert ledger.found() == {("journal", "journal-body-blanked")}  # but no erasure names it
    assert list(journal.read_images(ledger.db, 2, journal.read_record(ledger.db, 2))) == []
    ledger.store.check_balances()


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (zlib.compress(bytes(journal.MAX_CHUNK_BYTES + 1), 9), "journal-body-damaged"),
        (zlib.compress(b"other"), "journal-body-damaged"),
        (b"no stream", "journal-body-damaged"),
        (None, "journal-body-missing"),
    ],
    ids=["bomb", "other content", "no stream", "missing"],
)
def test_a_body_that_is_not_the_recorded_one_is_damage(ledger: Ledger, data: bytes | None, slug: str) -> None:
    ledger.pay(100)
    number = 2 << CHUNK_SHIFT
    if data is None:
        ledger.harm(f"DELETE FROM body WHERE id = {number}")
    else:
        ledger.harm(f"UPDATE body SET data = x'{data.hex()}' WHERE id = {number}")
    with pytest.raises(Damaged) as caught:
        list(journal.read_images(ledger.db, 2, journal.read_record(ledger.db, 2)))
    assert (caught.value.slug, caught.value.params) == (slug, {"op": "o2"})
    assert ledger.found() == {("journal", slug)}


def test_an_undo_of_an_undo_counts_in_turns(ledger: Ledger) -> None:
    ledger.pay(100)
    first = undo(ledger, 2)
    assert undone(ledger) == {1: None, 2: first, 3: None}
    second = undo(ledger, first)
    assert undone(ledger) == {1: None, 2: None, 3: second, 4: None}
    third = undo(ledger, second)
    assert undone(ledger) == {1: None, 2: first, 3: None, 4: third, 5: None}
    assert ledger.found() == set()


def test_what_is_not_there_is_damage(ledger: Ledger) -> None:
    with pytest.raises(Damaged):
        journal.read_record(ledger.db, 99)
    with pytest.raises(Damaged):
        mark_undone(ledger.db, 1, bytes(16))
    with pytest.raises(Damaged), ledger.operation() as work:
        work.add_transaction(ledger.transaction(1)._replace(payee=bytes(15) + b"\xff"))
    ledger.harm("DELETE FROM journal_key")
    with pytest.raises(Damaged):
        journal.journal_key(ledger.db)
    with pytest.raises(Damaged, match="balances-replayed"):
        ledger.store.check_balances()


def test_a_kind_of_a_later_wallet_is_told(ledger: Ledger) -> None:
    with pytest.raises(Damaged) as caught, ledger.operation() as work:
        work.put("hologram", ledger.new(), [])
    assert (caught.value.slug, caught.value.params) == ("journal-newer", {"version": "hologram"})


def test_the_last_transaction_can_be_edited_and_another_added_in_one_operation(ledger: Ledger) -> None:
    made = ledger.pay(100)
    with ledger.operation() as work:
        work.put_transaction(ledger.transaction(150, uid=made.uid))
        number = work.add_transaction(ledger.transaction(200))
    assert number == 2
    assert ledger.db.execute("SELECT id FROM live_txn ORDER BY id").fetchall() == [(1,), (2,)]


def test_transactions_that_are_no_neighbours_are_sealed_in_one_operation(ledger: Ledger) -> None:
    made = [ledger.pay(amount) for amount in (1, 2, 3, 4)]
    for chosen in ((0, 2), (0, 3), (1, 2)):
        with ledger.operation("edit") as work:
            for at in chosen:
                work.put_transaction(ledger.transaction(10 * (at + 1), uid=made[at].uid))
        assert ledger.db.execute("SELECT count(*) FROM txn WHERE sealed = 0").fetchone() == (0,)
    assert ledger.found() == set()


def test_a_vault_without_an_operation_vouches_for_having_nothing(tmp_path: Path) -> None:
    database = connect(tmp_path / "wallet.db", KEY, create=True)
    prepare(database, b"device-one------", JOURNAL_KEY)
    assert (journal.vouches(database), journal.head_mac(database)) == (True, bytes(32))
    assert copying.contents(database).balances == b""
    database.execute("INSERT INTO rollup VALUES (0, 0, 1, 'EUR', 0, 5, 1, 1)")
    assert journal.vouches(database) is False
    database.close()


def test_a_chunk_may_be_as_large_as_chunks_may_be(ledger: Ledger) -> None:
    body = bytes(journal.MAX_CHUNK_BYTES)
    assert journal.MAX_CHUNK_BYTES == 64 << 20, "what an earlier version wrote must be read for ever"
    assert len(journal.unpack(b"", zlib.compress(body, 1), codec.body_digest(b"", body), 1)) == len(body)


def test_what_is_new_is_written_without_looking_for_its_past(ledger: Ledger) -> None:
    asked: list[str] = []
    with ledger.operation() as work:
        ledger.db.set_trace_callback(asked.append)
        work.put_account(Account(ledger.new(), "late", "cash"), new=True)
        work.put_payee(Payee(ledger.new(), "Late"), new=True)
        work.put_item(Item(ledger.new(), "note", "late", 1), new=True)
        assert not [text for text in asked if text.startswith("SELECT op FROM")]
        work.put_account(Account(ledger.uid["cash"], "purse", "cash"))
        assert [text for text in asked if text.startswith("SELECT op FROM account")]
        ledger.db.set_trace_callback(None)


@pytest.mark.parametrize("harm", ["DELETE FROM meta", "UPDATE meta SET value = 'word'", "UPDATE meta SET value = 5"])
def test_without_the_salt_of_its_balances_the_last_record_vouches_for_nothing(ledger: Ledger, harm: str) -> None:
    ledger.pay(100)
    assert journal.vouches(ledger.db) is True
    ledger.harm(f"{harm} WHERE name = '{journal.BALANCES_SALT}'")
    assert journal.vouches(ledger.db) is False
