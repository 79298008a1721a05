"""What was erased can't be found by trying, not even by somebody who has every key; and how it could be before."""

import copy
import hashlib
import json
import zlib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.pages import Pages
from tests.raw.second_reader import Balances
from tests.store.check.test_erasing import erase, rebuilt_alike
from tests.store.ledger import JOURNAL_KEY, KEY, Ledger
from tests.store.older import as_version_1
from wallet_cli.domain import operation as codec
from wallet_cli.domain.operation import IMPORT, RECORD_ID, Image
from wallet_cli.domain.transaction import Transaction
from wallet_cli.store.journal import items, journal, transaction
from wallet_cli.store.journal.entities import Item
from wallet_cli.store.journal.journal import CHUNK_SHIFT, SALT_BYTES

AMOUNT, AMOUNTS = 321, range(1, 1000)
TXN = b"the erased one.."


def asked(amount: int) -> bytes:
    """What a ``--id`` stands for: a digest that follows from what was typed."""
    return hashlib.sha256(b"pay %d Coffee" % amount).digest()


def spent(ledger: Ledger, amount: int) -> Transaction:
    return ledger.transaction(amount, uid=TXN)


def blobs(value: Any) -> Iterator[bytes]:
    """Whatever bytes a cell holds, also those spelled in hex inside a text."""
    if isinstance(value, bytes):
        yield value
        for at in range(len(value) - 31):
            yield value[at : at + 32]
    elif isinstance(value, str) and value[:1] in ("[", "{"):
        for word in value.replace('"', " ").split():
            if len(word) == 64 and not set(word) - set("0123456789abcdef"):
                yield bytes.fromhex(word)


def everything(ledger: Ledger) -> set[bytes]:
    """All bytes in all tables, the chunks unpacked, and every 32 bytes in a row of them."""
    found: set[bytes] = set()
    tables = [name for (name,) in ledger.db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in tables:
        for row in ledger.db.execute(f"SELECT * FROM {table}"):
            for cell in row:
                found.update(blobs(cell))
                if table == "body" and isinstance(cell, bytes) and len(cell) > SALT_BYTES:
                    found.update(blobs(zlib.decompress(cell).decode(errors="replace")))
    return found


def salts(ledger: Ledger) -> list[bytes]:
    return [blob for blob in everything(ledger) if len(blob) == SALT_BYTES]


def guessed(ledger: Ledger, op: int) -> set[tuple[str, int]]:
    """Which amounts fit something in the store, and what: operation ``op`` recorded that transaction, under an id."""
    known, tried = everything(ledger), [b"", *salts(ledger)]
    before = Balances()
    for number in range(1, op):
        for image in journal.read_images(ledger.db, number, journal.read_record(ledger.db, number)):
            before.follow(number, image.kind, image.uid.hex(), image.body)
    found = set()
    for amount in AMOUNTS:
        request = asked(amount)
        image = Image("txn", TXN, b"", transaction.body_of(spent(ledger, amount)))
        after = copy.deepcopy(before)
        after.follow(op, "txn", TXN.hex(), image.body)
        body = codec.frame(codec.encode_image(image))
        tries = {
            "request": [request, *[codec.request_digest([salt], request) for salt in tried]],
            "balances": [after.digest(JOURNAL_KEY), *[after.digest(JOURNAL_KEY, salt) for salt in tried]],
            "body": [codec.body_digest(salt, body) for salt in tried],
        }
        found |= {(what, amount) for what, digests in tries.items() if known & set(digests)}
    return found


def recorded(ledger: Ledger) -> int:
    ledger.pay(100)
    with ledger.operation("pay", key="k", request=asked(AMOUNT)) as work:
        work.add_transaction(spent(ledger, AMOUNT))
    ledger.pay(5000)
    return work.id


def test_before_it_is_erased_all_three_digests_give_it_away(ledger: Ledger) -> None:
    """The control: the attack is able to find what is there to be found."""
    op = recorded(ledger)
    assert guessed(ledger, op) == {("request", AMOUNT), ("body", AMOUNT)}
    as_version_1(ledger, {"k": asked(AMOUNT)})
    assert guessed(ledger, op) == {("request", AMOUNT), ("body", AMOUNT), ("balances", AMOUNT)}


def test_an_erased_amount_can_not_be_found_with_all_keys(ledger: Ledger) -> None:
    op = recorded(ledger)
    erase(ledger, spent(ledger, AMOUNT))
    assert guessed(ledger, op) == set()
    assert journal.asked(ledger.db, op, asked(AMOUNT)) is journal.asked(ledger.db, op, asked(1)) is None
    rebuilt_alike(ledger)


def test_an_amount_that_the_last_operation_recorded_is_blind_once_it_is_erased(ledger: Ledger) -> None:
    ledger.pay(100)
    with ledger.operation("pay") as work:
        work.add_transaction(spent(ledger, AMOUNT))
    assert ("balances", AMOUNT) in guessed(ledger, work.id)
    erase(ledger, spent(ledger, AMOUNT))
    assert guessed(ledger, work.id) == set()


def test_in_records_of_version_1_it_can_be_found_still(ledger: Ledger) -> None:
    """What journal.md says of what was written before: erasing takes the body, not what the records themselves say."""
    op = recorded(ledger)
    as_version_1(ledger, {"k": asked(AMOUNT)})
    erase(ledger, spent(ledger, AMOUNT))
    assert guessed(ledger, op) == {("request", AMOUNT), ("balances", AMOUNT)}
    rebuilt_alike(ledger)


def test_a_request_is_blind_whichever_chunk_of_it_went(ledger: Ledger) -> None:
    """The transaction stands in the second chunk; what the first one holds says nothing without it."""
    with ledger.operation("batch", key="k", request=asked(AMOUNT)) as work:
        for number in range(1, 11):
            work.add_transaction(ledger.transaction(number + 1000, memo="x" * 60_000))
        work.add_transaction(spent(ledger, AMOUNT))
    record = journal.read_record(ledger.db, work.id)
    assert len(record.bodies) == 2
    assert journal.asked(ledger.db, work.id, asked(AMOUNT)) is True
    assert journal.asked(ledger.db, work.id, asked(1)) is False
    chunks = [
        bytes(salt)
        for (salt,) in ledger.db.execute("SELECT salt FROM body WHERE id >= ? ORDER BY id", (work.id << CHUNK_SHIFT,))
    ]
    assert record.request == codec.request_digest(chunks, asked(AMOUNT))
    erase(ledger, spent(ledger, AMOUNT))
    (first, second) = ledger.db.execute(
        "SELECT length(salt) FROM body WHERE id BETWEEN ? AND ? ORDER BY id",
        (work.id << CHUNK_SHIFT, (work.id << CHUNK_SHIFT) + 1),
    ).fetchall()
    assert (first, second) == ((SALT_BYTES,), (0,))
    assert journal.asked(ledger.db, work.id, asked(AMOUNT)) is None


@pytest.mark.parametrize("apart", [False, True], ids=["in one chunk", "in a chunk of its own"])
def test_a_line_s_id_in_a_batch_keeps_no_digest(ledger: Ledger, apart: bool) -> None:
    kept, lines = ledger.transaction(5000), []
    with ledger.operation("batch") as work:
        for name, txn, request in (("mine", spent(ledger, AMOUNT), asked(AMOUNT)), ("other", kept, asked(5000))):
            work.add_transaction(txn)
            if apart:
                work.add_transaction(ledger.transaction(1, memo="x" * journal.CHUNK_BYTES))
            lines.append(Item(ledger.new(), RECORD_ID, name, [request.hex(), txn.uid.hex()]))
            work.put_item(lines[-1], new=True)
    assert ("request", AMOUNT) in guessed(ledger, work.id)
    erase(ledger, spent(ledger, AMOUNT))
    assert guessed(ledger, work.id) == set()
    told = {name: json.loads(body) for name, body in items.every(ledger.db, RECORD_ID)}
    assert told == {"mine": ["", TXN.hex()], "other": [asked(5000).hex(), kept.uid.hex()]}
    rebuilt_alike(ledger)


@pytest.mark.parametrize("apart", [False, True], ids=["in one chunk", "in a chunk of its own"])
def test_an_import_of_an_earlier_version_loses_the_digest_of_its_file(ledger: Ledger, apart: bool) -> None:
    ledger.pay(100)
    told = {"file": "bank.ofx", "sha256": asked(AMOUNT).hex(), "format": "ofx"}
    with ledger.operation("import") as work:
        work.add_transaction(spent(ledger, AMOUNT))
        if apart:
            work.add_transaction(ledger.transaction(1, memo="x" * journal.CHUNK_BYTES))
        work.put_item(Item(ledger.new(), IMPORT, work.uid.hex(), told), new=True)
    as_version_1(ledger)
    assert ("request", AMOUNT) in guessed(ledger, work.id)
    erase(ledger, spent(ledger, AMOUNT))
    assert ("request", AMOUNT) not in guessed(ledger, work.id)
    ((_name, body),) = items.every(ledger.db, IMPORT)
    assert json.loads(body) == {"file": "bank.ofx", "format": "ofx"}
    rebuilt_alike(ledger)


def test_the_salt_changes_with_each_operation_and_with_none_that_is_taken_back(ledger: Ledger) -> None:
    def salt() -> bytes:
        return bytes(ledger.store.meta(journal.BALANCES_SALT))

    seen = [salt()]
    ledger.pay(100)
    seen.append(salt())
    with ledger.operation(dry_run=True) as work:
        work.add_transaction(ledger.transaction(5))
    with pytest.raises(ZeroDivisionError), ledger.operation() as work:
        work.add_transaction(ledger.transaction(5))
        raise ZeroDivisionError
    with ledger.operation():
        pass
    assert salt() == seen[-1]
    seen.append(seen[-1])
    made = ledger.pay(200)
    erase(ledger, made)
    seen.append(salt())
    assert len({len(each) for each in seen}) == 1
    assert len(set(seen)) == 3
    ledger.reopen().check_balances()


def test_the_salt_before_lies_nowhere_in_the_store(ledger: Ledger) -> None:
    ledger.pay(100)
    old = bytes(ledger.store.meta(journal.BALANCES_SALT))
    assert old in plain(ledger)
    made = ledger.pay(200)
    new = bytes(ledger.store.meta(journal.BALANCES_SALT))
    found = plain(ledger)
    assert (old in found, new in found) == (False, True)
    erase(ledger, made)
    assert new not in plain(ledger)


def plain(ledger: Ledger) -> bytes:
    """Every page of the store, decrypted: free ones and what lies between rows included."""
    assert ledger.store.fold()
    pages = Pages(ledger.path.read_bytes(), KEY)
    return b"".join(pages.plain(number) for number in range(1, pages.count + 1))
