"""The bodies of transactions' images: short where little is said, and the same for ever: journals are full of them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wallet_cli.domain.operation import Image, encode_image
from wallet_cli.domain.transaction import BOOKED, PENDING, Posting, Transaction
from wallet_cli.store.journal import entities, transaction

ONE, TWO, OTHER = b"\1" * 16, b"\2" * 16, b"\3" * 16
POSTINGS = (Posting(ONE, "EUR", 450, 740_000, BOOKED), Posting(TWO, "EUR", -450, 740_003, PENDING))
PLAIN = Transaction(OTHER, 740_000, POSTINGS)
BODIES = [["01" * 16, "EUR", 450, 0, BOOKED], ["02" * 16, "EUR", -450, 3, PENDING]]


@pytest.mark.parametrize(
    ("more", "tail"),
    [
        ({}, []),
        ({"memo": "m"}, ["m"]),
        ({"delivered": "d"}, ["", "d", [], [], 0]),
        ({"tags": ("t",)}, ["", "", ["t"], [], 0]),
        ({"links": (("refunds", ONE),)}, ["", "", [], [["refunds", "01" * 16]], 0]),
        ({"void": True, "memo": "m"}, ["m", "", [], [], 1]),
    ],
)
def test_a_transaction_ends_where_nothing_more_is_said(more: dict[str, object], tail: list[object]) -> None:
    txn = PLAIN._replace(payee=TWO, **more)
    body = transaction.body_of(txn)
    assert body == [740_000, "02" * 16, BODIES, *tail]
    assert transaction.value_of(OTHER, body) == txn


@pytest.mark.parametrize(
    ("more", "tail"),
    [
        ({}, []),
        ({"value_date": 740_001}, [740_001]),
        ({"bank_id": "A1"}, [0, "A1"]),
        ({"original_minor": 500, "original_currency": "USD"}, [0, "", 500, "USD"]),
        ({"value_date": 740_001, "bank_id": "A1"}, [740_001, "A1"]),
        ({"facts": (("kind", "POS"), ("x-a", "b"))}, [0, "", 0, "", ["kind", "POS", "x-a", "b"]]),
    ],
)
def test_a_posting_too(more: dict[str, object], tail: list[object]) -> None:
    txn = PLAIN._replace(postings=(POSTINGS[0]._replace(**more), POSTINGS[1]))
    body = transaction.body_of(txn)
    assert body[2] == [[*BODIES[0], *tail], BODIES[1]]
    assert transaction.value_of(OTHER, body) == txn


@pytest.mark.parametrize("said", range(11))
def test_what_a_body_does_not_say_is_nothing(said: int) -> None:
    posting = ["01" * 16, "EUR", 450, 3, PENDING, 740_001, "A1", 500, "USD", ["kind", "POS"]]
    nothing = ["", "", 0, 0, 0, 0, "", 0, "", ()]
    assert transaction.fields_of_posting(posting[:said]) == posting[:said] + nothing[said:]
    txn = [740_000, "02" * 16, BODIES, "m", "d", ["t"], [["refunds", "01" * 16]], 1]
    assert transaction.fields_of_transaction(txn[:said]) == txn[:said] + [0, "", (), "", "", (), (), 0][said:]


UIDS = st.sampled_from([ONE, TWO, OTHER]) | st.binary(min_size=16, max_size=16)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
DAYS = st.integers(1, 3_652_059)
AMOUNTS = st.integers(-(2**63) + 1, 2**63 - 1)
LINES = st.builds(
    Posting, UIDS, st.sampled_from(["EUR", "USD"]) | TEXTS, AMOUNTS, DAYS, st.integers(0, 2), st.just(0) | DAYS,
    st.just("") | TEXTS, AMOUNTS, st.just("") | TEXTS, st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple),
)  # fmt: skip
TRANSACTIONS = st.builds(
    Transaction, UIDS, DAYS, st.lists(LINES, max_size=4).map(tuple), st.just(b"") | UIDS, st.just("") | TEXTS,
    st.just("") | TEXTS, st.lists(TEXTS, max_size=2).map(tuple),
    st.lists(st.tuples(TEXTS, UIDS), max_size=2).map(tuple), st.booleans(),
)  # fmt: skip


def image_of(txn: Transaction) -> bytes:
    return encode_image(Image(entities.TRANSACTION, txn.uid, b"", transaction.body_of(txn)), of_many=True)


@given(st.lists(TRANSACTIONS, max_size=4))
@example([PLAIN, PLAIN._replace(memo='"\\\x01午饭'), PLAIN._replace(delivered="d", void=True)])
@example([PLAIN._replace(postings=(POSTINGS[0]._replace(**each), POSTINGS[1])) for each in ({}, {"bank_id": "A1"})])
@example([PLAIN._replace(postings=(POSTINGS[0]._replace(**each),)) for each in ({}, {"currency": 'E"R'})])
@example([PLAIN._replace(postings=(POSTINGS[0]._replace(facts=(("kind", '"'),)),))])
def test_the_images_of_new_ones_are_those_of_their_bodies(txns: list[Transaction]) -> None:
    for txn in txns:
        image = Image(entities.TRANSACTION, txn.uid, b"", transaction.body_of(txn))
        for of_many in (False, True):
            assert transaction.new_image(txn, of_many=of_many) == encode_image(image, of_many=not of_many)
