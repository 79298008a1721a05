"""A bank's row is written without its postings being made: into the journal and the tables as any other transaction."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.store.journal.test_transaction import DAYS, TEXTS, UIDS, image_of
from tests.store.ledger import DAY, Ledger
from wallet_cli.domain.transaction import BOOKED, PENDING, TwoSided
from wallet_cli.store.journal import two_sided

TABLES = ("txn", "posting", "posting_fact", "rollup", "memo_block")
FACTS = st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple)
MORE = (st.just(0) | DAYS, st.just("") | TEXTS, FACTS)
AMOUNTS = st.integers(-(10**15), 10**15)


@given(
    st.builds(
        TwoSided,
        UIDS,
        DAYS,
        UIDS,
        UIDS,
        st.sampled_from(["EUR", "USD"]) | TEXTS,
        AMOUNTS,
        st.integers(0, 2),
        *MORE,
        st.just(b"") | UIDS,
        st.just("") | TEXTS,
        st.just("") | TEXTS,
    )
)
def test_its_image_is_that_of_the_whole(txn: TwoSided) -> None:
    for of_many in (False, True):
        assert two_sided.images([txn], of_many=of_many) == [image_of(txn.whole)]


MIXED = [
    (b"1" * 16, DAY, b"a" * 16, b"b" * 16, "EUR", -1, BOOKED, value_day, bank_id, facts, b"", memo, told)
    for value_day in (0, DAY + 1)
    for bank_id in ("", "A1")
    for facts in ((), (("kind", "POS"),))
    for memo in ("", "m")
    for told in ("", "d")
]


@pytest.mark.parametrize("size", [1, 5, len(MIXED)])
def test_neighbours_of_any_kind_have_their_own_images(size: int) -> None:
    for at in range(len(MIXED) + 1 - size):
        txns = [TwoSided(*each) for each in MIXED[at : at + size]]
        assert two_sided.images(txns, of_many=True) == [image_of(each.whole) for each in txns]


SIDES = st.sampled_from([("bank", "food"), ("cash", "food"), ("bank", "cash"), ("bank", "bank")])
LINE = st.tuples(
    st.integers(DAY, DAY + 2), SIDES,
    AMOUNTS, st.sampled_from([BOOKED, PENDING]), *MORE, st.sampled_from(["", "Coffee"]), st.just("") | TEXTS, TEXTS,
)  # fmt: skip
PLAIN = (DAY, ("bank", "food"), 450, BOOKED, 0, "", (), "Coffee", "m", "d")


@given(st.lists(LINE, max_size=6))
@example([PLAIN] * 3)
@example([PLAIN, (*PLAIN[:5], "A1", (("kind", "POS"),), *PLAIN[7:])])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_its_rows_are_those_of_the_whole(ledger: Ledger, lines: list[tuple[object, ...]]) -> None:
    found = []
    for is_whole in (False, True):
        with ledger.operation(dry_run=True) as work:
            for number, (day, (one, other), amount, state, *more, payee, memo, told) in enumerate(lines):
                sides = ledger.uid[one], ledger.uid[other], "EUR", amount, state
                uid, who = number.to_bytes(16, "big"), ledger.uid[payee] if payee else b""
                txn = TwoSided(uid, day, *sides, *more, who, memo, told)
                (work.add_transaction(txn.whole) if is_whole else work.add_two_sided(txn))
            work.flush()
            work.projection.finish()
            found.append([ledger.db.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in TABLES])
    assert found[0] == found[1]
