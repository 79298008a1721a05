"""The walk of the journal takes nothing that isn't as the format says, even where somebody with the key sealed it."""

import zlib
from collections.abc import Callable

import pytest

from tests.store.check.test_erasing import erase
from tests.store.journal.test_lineage import forge, uid_of
from tests.store.ledger import Ledger
from tests.store.older import as_version_1
from wallet_cli.domain import operation as codec
from wallet_cli.domain.operation import Image, Record
from wallet_cli.errors import Damaged
from wallet_cli.store.check import rebuilding
from wallet_cli.store.journal import entities, transaction
from wallet_cli.store.journal.journal import CHUNK_SHIFT, read_images, read_record

UNLINKED = {("journal", "journal-unlinked")}


def write_again(ledger: Ledger, op: int, change: Callable[[Image], bytes]) -> None:
    """Write the images of ``op`` again as somebody with the key would."""
    told = read_images(ledger.db, op, read_record(ledger.db, op))
    body = codec.frame(*[change(image) for image in told])
    digest = codec.body_digest(b"s" * 16, body)
    packed = zlib.compress(body)
    harm = f"UPDATE body SET salt = x'{(b's' * 16).hex()}', data = x'{packed.hex()}' WHERE id = {op << CHUNK_SHIFT}"
    ledger.harm(harm)
    forge(ledger, op, lambda record: record._replace(bodies=(digest,)))


@pytest.mark.parametrize("parents", ["doubled", "foreign behind", "foreign before", "none"])
def test_an_operation_follows_the_one_before_it_and_no_other(ledger: Ledger, parents: str) -> None:
    ledger.pay(100)
    ledger.pay(200)

    def change(record: Record) -> Record:
        (true,) = record.parents
        several = {"doubled": (true, true), "foreign behind": (true, b"x" * 32), "foreign before": (b"x" * 32, true)}
        return record._replace(parents=several.get(parents, ()))

    forge(ledger, 2, change)
    assert ledger.found() == UNLINKED


@pytest.mark.parametrize("which", ["unknown", "later", "itself"])
def test_an_operation_undoes_none_that_was_not_there_yet(ledger: Ledger, which: str) -> None:
    ledger.pay(100)
    ledger.pay(200)
    undoes = {"unknown": b"nowhere---------", "later": uid_of(ledger, 3), "itself": uid_of(ledger, 2)}[which]
    forge(ledger, 2, lambda record: record._replace(undoes=undoes))
    assert ledger.found() == UNLINKED


def test_version_1_does_not_come_after_version_2(ledger: Ledger) -> None:
    ledger.pay(100)
    as_version_1(ledger)
    ledger.pay(200)
    ledger.pay(300)
    assert ledger.found() == set()
    # the last one, so that no counter or predecessor of version 2 comes after it
    forge(ledger, 4, lambda record: record._replace(version=1, counter=4, predecessor=b""))
    assert ("journal", "journal-unlinked") in ledger.found()


def test_an_image_that_does_not_sum_to_zero_is_found_though_a_later_one_replaced_it(ledger: Ledger) -> None:
    made = ledger.pay(100)
    ledger.edit(made, 300)

    def change(image: Image) -> bytes:
        day, payee, postings, *more = image.body
        first, second = postings
        return codec.encode_image(image._replace(body=[day, payee, [[*first[:2], 101, *first[3:]], second], *more]))

    write_again(ledger, 2, change)
    assert ledger.found() == {("journal", "journal-unbalanced")}
    before = ledger.tables()
    with pytest.raises(Damaged, match="rebuild-impossible"):
        rebuilding.rebuild(ledger.store)
    assert ledger.tables() == before


@pytest.mark.parametrize("body", [[], {}, 7, [1, "", [7]], [1, "", [["a", "EUR", "x"]]], [1, "", [["a", [], 1]]]])
def test_an_image_of_a_transaction_that_is_none_is_damage(ledger: Ledger, body: object) -> None:
    made = ledger.pay(100)
    ledger.edit(made, 300)
    write_again(ledger, 2, lambda image: codec.encode_image(image._replace(body=body)))
    assert ledger.found() == {("journal", "journal-body-damaged")}


def test_what_is_new_names_no_unknown_operation_either(ledger: Ledger) -> None:
    txn = ledger.transaction(5)
    with ledger.operation() as work:
        work.put_image(Image(entities.TRANSACTION, txn.uid, b"nowhere---------", transaction.body_of(txn)))
    assert ledger.found() == {("journal", "journal-previous-differs")}


def test_an_erased_chunk_has_no_salt_either(ledger: Ledger) -> None:
    made = ledger.pay(100)
    erase(ledger, made)
    assert ledger.found() == set()
    ledger.harm("UPDATE body SET salt = randomblob(16) WHERE data = x''")
    assert ledger.found() == {("journal", "journal-erased-back")}


def test_an_image_of_an_unknown_kind_is_a_later_wallet_s(ledger: Ledger) -> None:
    ledger.pay(100, memo="x")
    ledger.pay(200)
    write_again(ledger, 3, lambda image: codec.encode_image(image._replace(kind="planet")))
    assert ("projection", "journal-newer") in ledger.found()
