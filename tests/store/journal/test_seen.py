"""Pieces of what was seen: their bodies, their rows, what an erasure leaves of them, what verify says of harm."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.ledger import Ledger
from wallet_cli.domain.transaction import Transaction
from wallet_cli.store.check.erasing import erase
from wallet_cli.store.check.rebuilding import rebuild
from wallet_cli.store.check.verifying import verify
from wallet_cli.store.journal import seen
from wallet_cli.store.journal.seen import SeenBatch, SeenRow

ONE, TWO = b"\1" * 16, b"\2" * 16
BATCH = SeenBatch(b"\5" * 16, b"\6" * 16, (SeenRow("k1", ONE), SeenRow("k2", b""), SeenRow("k3", TWO)))
BODY = ["06" * 16, "k1 k2 k3", f"{'01' * 16} - {'02' * 16}"]


def test_a_body_says_it_shortly_and_the_places_only_where_one_is_not_the_first() -> None:
    assert seen.body_of(BATCH) == BODY
    assert seen.value_of(BATCH.uid, BODY) == BATCH
    later = BATCH._replace(rows=(BATCH.rows[0]._replace(n=2), *BATCH.rows[1:]))
    assert seen.body_of(later) == [*BODY, [2, 0, 0]]
    assert seen.value_of(BATCH.uid, [*BODY, [2, 0, 0]]) == later


ROWS = st.builds(
    SeenRow,
    st.text("abc+/", min_size=1, max_size=5),
    st.just(b"") | st.binary(min_size=16, max_size=16),
    st.integers(0, 3),
)


@given(st.lists(ROWS, max_size=5).map(tuple))
def test_a_value_comes_back_from_its_body(rows: tuple[SeenRow, ...]) -> None:
    batch = BATCH._replace(rows=rows)
    assert seen.value_of(batch.uid, seen.body_of(batch)) == batch


def test_an_erasure_leaves_the_rows_of_others() -> None:
    assert seen.erased(BODY, {b"\7" * 16}) == BODY
    assert seen.erased(BODY, {ONE}) == ["06" * 16, "k2 k3", f"- {'02' * 16}"]
    assert seen.erased(["06" * 16, "k1", "01" * 16], {ONE}) is None
    assert seen.erased([*BODY, [0, 0, 3]], {ONE}) == ["06" * 16, "k2 k3", f"- {'02' * 16}", [0, 3]]


def imported(ledger: Ledger) -> tuple[Transaction, Transaction]:
    """Two payments that were seen, and a row for which nothing stands."""
    one, two = ledger.transaction(450), ledger.transaction(777)
    rows = (SeenRow("k1", one.uid), SeenRow("k2", b""), SeenRow("k3", two.uid, 1))
    with ledger.operation("import") as work:
        work.add_transaction(one)
        work.add_transaction(two)
        work.add_seen(SeenBatch(ledger.new(), ledger.uid["cash"], rows))
    return one, two


def rows(ledger: Ledger) -> list[Any]:
    return list(ledger.db.execute("SELECT at, key, txn, n FROM seen ORDER BY batch, at"))


def test_they_are_rows_and_made_anew_from_the_journal(ledger: Ledger) -> None:
    one, two = imported(ledger)
    before = rows(ledger)
    assert before == [(0, "k1", one.uid, 0), (1, "k2", b"", 0), (2, "k3", two.uid, 1)]
    assert verify(ledger.store).problems == ()
    rebuild(ledger.store)
    assert rows(ledger) == before


def test_one_that_is_gone_has_no_rows_and_comes_back(ledger: Ledger) -> None:
    imported(ledger)
    ((uid,),) = ledger.db.execute("SELECT uid FROM seen_batch").fetchall()
    before = rows(ledger)
    account = ledger.uid["cash"].hex()
    with ledger.operation() as work:
        work.put("seen", uid, None)
    assert rows(ledger) == []
    assert verify(ledger.store).problems == ()
    with ledger.operation() as work:
        work.put("seen", uid, [account, "k1", "-"])
    assert [row[1] for row in rows(ledger)] == ["k1"]
    assert verify(ledger.store).problems == ()
    rebuild(ledger.store)
    assert len(rows(ledger)) == 1 < len(before)


@pytest.mark.parametrize(
    ("harm", "slug"),
    [
        (lambda db: db.execute("DELETE FROM seen WHERE at = 1"), "row-differs"),
        (lambda db: db.execute("UPDATE seen SET key = 'other' WHERE at = 0"), "row-differs"),
        (lambda db: db.execute("UPDATE seen SET txn = x'' WHERE at = 0"), "row-differs"),
        (lambda db: db.execute("UPDATE seen SET n = 0"), "row-differs"),
        (lambda db: db.execute("UPDATE seen_batch SET account = 2"), "row-differs"),
        (lambda db: db.execute("UPDATE seen_batch SET gone = 1"), "row-differs"),
        (lambda db: (db.execute("DELETE FROM seen"), db.execute("DELETE FROM seen_batch")), "row-missing"),
        (lambda db: db.execute("INSERT INTO seen_batch VALUES (9, x'99', 1, 1, 0)"), "row-foreign"),
    ],
)
def test_what_differs_is_found_and_mended(ledger: Ledger, harm: Callable[[Any], None], slug: str) -> None:
    imported(ledger)
    before = rows(ledger)
    harm(ledger.db)
    assert [problem.error.slug for problem in verify(ledger.store).problems] == [slug]
    rebuild(ledger.store)
    assert rows(ledger) == before
    assert verify(ledger.store).problems == ()


def test_an_erased_payment_takes_its_key_along_even_where_it_was_seen_later(ledger: Ledger) -> None:
    one, two = imported(ledger)
    with ledger.operation("import") as work:
        work.add_transaction(ledger.transaction(5))
        work.add_seen(SeenBatch(ledger.new(), ledger.uid["bank"], (SeenRow("k9", one.uid),)))
    number = ledger.db.execute("SELECT id FROM txn WHERE uid = ?", (one.uid,)).fetchone()[0]
    with ledger.operation("erase-body") as work:
        erase(work, ledger.db, {one.uid: number})
    assert [row[1:3] for row in rows(ledger)] == [("k2", b""), ("k3", two.uid)]
    assert verify(ledger.store).problems == ()
    rebuild(ledger.store)
    assert [row[1] for row in rows(ledger)] == ["k2", "k3"]
