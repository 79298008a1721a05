"""Who wrote what after what: a device counts its operations, an image names the operation whose image it replaces."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.at_once import compared_at_once
from tests.store.check.test_erasing import MARK, erase, leftovers, marked, rebuilt_alike
from tests.store.check.test_rebuilding import STEPS, Player
from tests.store.ledger import JOURNAL_KEY, Ledger
from tests.store.older import as_version_1
from wallet_cli.domain import operation as codec
from wallet_cli.domain.account import Account, Payee
from wallet_cli.domain.operation import Image, Record
from wallet_cli.store.books import transactions
from wallet_cli.store.check import rebuilding
from wallet_cli.store.journal import account, entities, journal, payee, transaction
from wallet_cli.store.journal.entities import Item
from wallet_cli.store.journal.journal import CHUNK_BYTES, Operation, Origin
from wallet_cli.store.store import DEVICE

Line = list[tuple[bytes, int, bytes]]


def line(ledger: Ledger) -> Line:
    """Device, counter and predecessor of each operation."""
    found = [codec.decode(row[0]) for row in ledger.db.execute("SELECT record FROM op ORDER BY id")]
    return [(record.device, record.counter, record.predecessor) for record in found]


def uid_of(ledger: Ledger, op: int) -> bytes:
    return bytes(ledger.db.execute("SELECT uid FROM op WHERE id = ?", (op,)).fetchone()[0])


def fork(ledger: Ledger, device: bytes) -> None:
    ledger.store.fork(Origin("fork", 1_795_000_000_000_000), ledger.new(), device)


def forge(ledger: Ledger, op: int, change: Callable[[Record], Record]) -> None:
    """Write operation ``op`` again as somebody with the key would, and seal all that follows anew."""
    rows = ledger.db.execute("SELECT id, record FROM op WHERE id >= ? ORDER BY id", (op,)).fetchall()
    parent = ledger.db.execute("SELECT mac FROM op WHERE id = ?", (op - 1,)).fetchone()
    parents, statements = (bytes(parent[0]) if parent else bytes(32),), []
    for number, data in rows:
        record = codec.decode(data)._replace(parents=parents)
        written = codec.encode(change(record) if number == op else record)
        mac = codec.seal(JOURNAL_KEY, written)
        statements.append(f"UPDATE op SET record = x'{written.hex()}', mac = x'{mac.hex()}' WHERE id = {number}")
        parents = (mac,)
    ledger.seen.unlink()
    ledger.harm(*statements)


def test_a_device_counts_its_operations_and_names_the_one_before(ledger: Ledger) -> None:
    ledger.pay(100)
    ledger.pay(200)
    device = bytes(ledger.store.meta(DEVICE))
    assert line(ledger) == [(device, 1, b""), (device, 2, uid_of(ledger, 1)), (device, 3, uid_of(ledger, 2))]


def test_what_is_taken_back_is_not_counted(ledger: Ledger) -> None:
    with ledger.operation(dry_run=True) as work:
        work.add_transaction(ledger.transaction(1))
    with ledger.operation():
        pass
    with pytest.raises(ZeroDivisionError), ledger.operation() as work:
        work.add_transaction(ledger.transaction(1))
        raise ZeroDivisionError
    ledger.pay(100)
    assert [counter for _device, counter, _before in line(ledger)] == [1, 2]
    assert ledger.found() == set()


def test_a_fork_begins_to_count_anew_and_each_device_goes_on_where_it_was(ledger: Ledger) -> None:
    first = bytes(ledger.store.meta(DEVICE))
    ledger.pay(100)
    fork(ledger, b"device-two------")
    ledger.pay(200)
    ledger.store.set_meta(DEVICE, first)
    ledger.pay(300)
    ledger.pay(400)
    assert line(ledger)[2:] == [
        (b"device-two------", 1, b""),
        (b"device-two------", 2, uid_of(ledger, 3)),
        (first, 3, uid_of(ledger, 2)),
        (first, 4, uid_of(ledger, 5)),
    ]
    assert ledger.found() == set()
    assert rebuilding.rebuild(ledger.store) == ()


@pytest.mark.parametrize("op", [1, 2, 3])
@pytest.mark.parametrize("counter", [0, 7])
def test_a_counter_that_is_not_the_next_one_is_found(ledger: Ledger, op: int, counter: int) -> None:
    ledger.pay(100)
    ledger.pay(200)
    forge(ledger, op, lambda record: record._replace(counter=counter))
    assert ledger.found() == {("journal", "journal-counter-differs")}


@pytest.mark.parametrize(("op", "wrong"), [(1, bytes(16)), (2, b""), (3, b""), (3, bytes(16))])
def test_a_predecessor_that_is_another_one_is_found(ledger: Ledger, op: int, wrong: bytes) -> None:
    ledger.pay(100)
    ledger.pay(200)
    forge(ledger, op, lambda record: record._replace(predecessor=wrong))
    assert ledger.found() == {("journal", "journal-predecessor-differs")}


def test_an_operation_in_another_device_s_name_is_found(ledger: Ledger) -> None:
    ledger.pay(100)
    ledger.pay(200)
    forge(ledger, 2, lambda record: record._replace(device=b"device-two------"))
    assert ledger.found() == {("journal", "journal-counter-differs"), ("journal", "journal-predecessor-differs")}


def test_a_lost_operation_is_told_and_nothing_is_made_up_about_those_after_it(ledger: Ledger) -> None:
    made = ledger.pay(100)
    ledger.pay(200)
    ledger.edit(made, 300)
    ledger.harm("DELETE FROM op WHERE id = 3", "DELETE FROM body WHERE id = 3 << 20")
    slugs = {slug for check, slug in ledger.found() if check == "journal"}
    assert slugs == {"journal-gap", "journal-unlinked"}


def test_an_image_may_name_an_operation_that_is_lost(ledger: Ledger) -> None:
    made = ledger.pay(100)
    ledger.edit(made, 200)
    ledger.edit(made, 300)
    ledger.harm("DELETE FROM op WHERE id = 3", "DELETE FROM body WHERE id = 3 << 20")
    assert {slug for check, slug in ledger.found() if check == "journal"} == {"journal-gap", "journal-unlinked"}


WRONG: dict[str, Callable[[Ledger, Operation, bytes], None]] = {
    "a transaction": lambda ledger, work, wrong: work.put_image(
        Image(entities.TRANSACTION, ledger.pays[0].uid, wrong, transaction.body_of(ledger.pays[0]))
    ),
    "an account": lambda ledger, work, wrong: work.put_image(
        Image(entities.ACCOUNT, ledger.uid["bank"], wrong, account.body_of(Account(ledger.uid["bank"], "b", "bank")))
    ),
    "a payee": lambda ledger, work, wrong: work.put_image(
        Image(entities.PAYEE, ledger.uid["Coffee"], wrong, payee.body_of(Payee(ledger.uid["Coffee"], "Tea")))
    ),
    "a small entity": lambda ledger, work, wrong: work.put_image(
        Image(entities.ITEM, bytes(16), wrong, ["note", "one", 2])
    ),
    "a currency": lambda ledger, work, wrong: work.put_image(
        Image(entities.CURRENCY, entities.uid_of(entities.CURRENCY, "EUR"), wrong, ["EUR", 2])
    ),
}


class Paying(Ledger):
    """A ledger with some of each kind, all written by operation 2."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.pays = [self.transaction(100)]
        with self.operation() as work:
            work.put_currency("EUR", 2)
            work.put_account(Account(self.uid["bank"], "bank", "bank"))
            work.put_payee(Payee(self.uid["Coffee"], "Coffee"))
            work.put_item(Item(bytes(16), "note", "one", 1))
            work.add_transaction(self.pays[0])


@pytest.mark.parametrize("kind", WRONG)
@pytest.mark.parametrize("previous", [1, 2, 0, None], ids=["older", "true", "none", "unknown"])
def test_an_image_that_names_another_operation_is_found(tmp_path: Path, kind: str, previous: int | None) -> None:
    ledger = Paying(tmp_path)
    told = bytes(16) if previous is None else uid_of(ledger, previous) if previous else b""
    if kind == "a transaction" and previous == 0:
        return  # the books themselves refuse a second one of the same uid
    with ledger.operation() as work:
        WRONG[kind](ledger, work, told)
    expected = set() if previous == 2 else {("journal", "journal-previous-differs")}
    assert ledger.found() == expected
    as_version_1(ledger)  # which nobody asks, because it didn't look everywhere; this says that verify is content
    ledger.store.close()


def test_an_image_may_not_name_a_damaged_operation_of_before_the_last_one(ledger: Ledger) -> None:
    made, other = ledger.transaction(100), ledger.transaction(200)
    with ledger.operation() as work:
        work.add_transaction(other)
    with ledger.operation() as work:
        work.add_transaction(made)
    with ledger.operation() as work:
        work.put_image(Image(entities.TRANSACTION, made.uid, uid_of(ledger, 2), transaction.body_of(made)))
    ledger.harm("UPDATE body SET data = x'00' WHERE id = 2 << 20")
    assert ledger.found() == {("journal", "journal-body-damaged"), ("journal", "journal-previous-differs")}


NEW: dict[str, Image] = {
    "an account": Image(entities.ACCOUNT, b"a" * 16, b"", account.body_of(Account(b"a" * 16, "late", "cash"))),
    "a payee": Image(entities.PAYEE, b"p" * 16, b"", ["Tea", []]),
    "a small entity": Image(entities.ITEM, b"i" * 16, b"", ["note", "late", 2]),
    "a currency": Image(entities.CURRENCY, entities.uid_of(entities.CURRENCY, "JPY"), b"", ["JPY", 0]),
}


@pytest.mark.parametrize("kind", [*NEW, "a transaction"])
@pytest.mark.parametrize("is_true", [True, False])
def test_what_is_new_replaces_nothing(ledger: Ledger, kind: str, is_true: bool) -> None:
    ledger.pay(100)
    txn = ledger.transaction(5)
    new = NEW.get(kind) or Image(entities.TRANSACTION, txn.uid, b"", transaction.body_of(txn))
    with ledger.operation() as work:
        work.put_image(new if is_true else new._replace(previous=uid_of(ledger, 2)))
    assert ledger.found() == (set() if is_true else {("journal", "journal-previous-differs")})


@pytest.mark.parametrize("batch", [1, 3, 2000])
def test_several_versions_in_one_operation_name_the_operation_itself(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    compared_at_once(monkeypatch, batch)
    made = [ledger.pay(number) for number in range(1, 6)]
    with ledger.operation() as work:
        for amount in (10, 20):
            for each in made:
                work.put_transaction(ledger.transaction(amount, uid=each.uid))
        for name in ("a", "b"):
            work.put_account(Account(ledger.uid["cash"], name, "cash"))
    told = [image.previous for image in journal.read_images(ledger.db, 7, journal.read_record(ledger.db, 7))]
    ops = [uid_of(ledger, op) for op in range(1, 8)]
    assert told == [*ops[1:6], *[ops[6]] * 5, ops[0], ops[6]]
    assert ledger.found() == set()


@pytest.mark.parametrize("batch", [1, 2000])
def test_a_second_version_in_one_operation_that_forgets_the_first_is_found(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    compared_at_once(monkeypatch, batch)
    with ledger.operation() as work:
        for name in ("a", "b"):
            body = account.body_of(Account(ledger.uid["cash"], name, "cash"))
            work.put_image(Image(entities.ACCOUNT, ledger.uid["cash"], uid_of(ledger, 1), body))
    assert ledger.found() == {("journal", "journal-previous-differs")}


def test_what_was_never_there_is_not_removed(ledger: Ledger) -> None:
    with ledger.operation() as work:
        for kind in (entities.TRANSACTION, entities.ACCOUNT, entities.PAYEE, entities.ITEM):
            work.put(kind, ledger.new(), None)
    assert (work.changed, work.ref) == (0, "")


def test_a_currency_that_is_written_anew_after_an_erasure_names_who_wrote_it_last(ledger: Ledger) -> None:
    ledger.pay(100)
    made = ledger.transaction(500)
    with ledger.operation() as work:
        work.put_currency("JPY", 0)
        work.add_transaction(made)
    erase(ledger, made)
    found = journal.read_images(ledger.db, work.id + 1, journal.read_record(ledger.db, work.id + 1))
    (told,) = [image.previous for image in found if image.kind == entities.CURRENCY]
    assert told == uid_of(ledger, work.id)
    rebuilt_alike(ledger)


def test_an_image_may_name_what_was_erased(ledger: Ledger) -> None:
    kept, made = ledger.pay(100), marked(ledger)
    with ledger.operation("edit") as work:
        work.put_transaction(ledger.transaction(150, uid=kept.uid))
        work.put_transaction(made._replace(memo=f"{MARK} more"))
    ledger.edit(kept, 175)  # names an operation of which nothing will be left
    erase(ledger, made)
    assert leftovers(ledger) == []
    rebuilt_alike(ledger)
    ledger.edit(kept, 200)
    rebuilt_alike(ledger)


def test_a_store_of_version_1_goes_on_in_version_2(ledger: Ledger) -> None:
    device = bytes(ledger.store.meta(DEVICE))
    made = ledger.pay(100)
    ledger.pay(200)
    as_version_1(ledger)
    assert [counter for _device, counter, _before in line(ledger)] == [1, 2, 3]
    ledger.reopen(read_only=True).check_balances()
    ledger.reopen()
    ledger.edit(made, 300)
    assert line(ledger)[3:] == [(device, 4, uid_of(ledger, 3))]
    versions = [codec.decode(row[0]).version for row in ledger.db.execute("SELECT record FROM op ORDER BY id")]
    assert versions == [1, 1, 1, 2]
    rebuilt_alike(ledger)
    erase(ledger, made)
    rebuilt_alike(ledger)
    assert transactions.by_uid(ledger.db, made.uid) is None


def test_a_counter_of_version_1_is_that_of_the_chain(ledger: Ledger) -> None:
    ledger.pay(100)
    as_version_1(ledger)
    ledger.pay(200)
    forge(ledger, 2, lambda record: record._replace(counter=1))
    assert ("journal", "journal-unlinked") in ledger.found()


@settings(max_examples=int(os.environ.get("WALLET_EXAMPLES", "6")), deadline=None)
@given(STEPS, st.integers(0, 12), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 9)), max_size=2))
def test_whatever_was_done_before_and_after_the_change_of_version(
    steps: list[tuple[Any, ...]], change: int, erasures: list[tuple[int, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder))
        player = Player(ledger)
        player.made.append(marked(ledger, company=True))
        for at, step in enumerate(steps):
            if at == change:
                as_version_1(ledger)
            player.play(step)
            for when, which in erasures:
                if when == at and at >= change and player.made:
                    erase(ledger, player.made.pop(which % len(player.made)))
        rebuilt_alike(ledger)
        ledger.store.close()


def test_an_image_may_name_its_own_operation_where_that_is_not_whole(ledger: Ledger) -> None:
    first, second = (ledger.transaction(number, memo="x" * CHUNK_BYTES) for number in (1, 2))
    with ledger.operation("import") as work:
        work.add_transaction(first)
        work.put_transaction(first._replace(memo="later"))
        work.add_transaction(second)
    (told,) = ledger.db.execute("SELECT count(*) FROM body WHERE id >= 2 << 20").fetchone()
    assert told == 2, "the first image stands in a chunk of its own"
    ledger.harm("UPDATE body SET data = x'00' WHERE id = 2 << 20")
    assert ledger.found() == {("journal", "journal-body-damaged")}


def test_a_chunk_that_is_damaged_hides_nothing_else(ledger: Ledger) -> None:
    """What can't be read may have written anything; what names it later is believed, and nothing else is."""
    made = [ledger.transaction(number, memo="x" * (CHUNK_BYTES // 2)) for number in (1, 2, 3, 4)]
    with ledger.operation("import") as work:
        for each in made:
            work.add_transaction(each)
    ledger.edit(made[0], 100)
    with ledger.operation() as work:
        work.put_image(Image(entities.TRANSACTION, made[3].uid, uid_of(ledger, 1), transaction.body_of(made[3])))
    ledger.harm("UPDATE body SET data = x'00' WHERE id = 2 << 20")
    found = {slug for check, slug in ledger.found() if check == "journal"}
    assert found == {"journal-body-damaged", "journal-previous-differs"}
