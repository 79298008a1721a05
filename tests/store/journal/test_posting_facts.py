"""Facts beside a posting: in the journal and in the tables, read back, compared, made anew, gone with the posting."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.ledger import Ledger
from wallet_cli.domain.transaction import Transaction
from wallet_cli.store.books import transactions, whole
from wallet_cli.store.books.whole import Choice
from wallet_cli.store.check.rebuilding import rebuild
from wallet_cli.store.check.verifying import verify
from wallet_cli.store.journal import posting_facts

FACTS = (("balance_after", "4.50 EUR"), ("kind", "POS"), ("x-a", "晚饭"))


def told(ledger: Ledger, facts: tuple[tuple[str, str], ...] = FACTS) -> Transaction:
    """The first payment, its second posting with facts."""
    made = ledger.pay(450)
    first, second = made.postings
    txn = made._replace(postings=(first, second._replace(facts=facts)))
    with ledger.operation() as work:
        work.put_transaction(txn)
    return txn


def rows(ledger: Ledger) -> list[tuple[int, str]]:
    return list(ledger.db.execute("SELECT n, facts FROM posting_fact"))


def test_they_are_read_back_by_every_way(ledger: Ledger) -> None:
    txn = told(ledger)
    one = transactions.by_uid(ledger.db, txn.uid)
    assert one is not None and one.transaction == txn
    assert transactions.by_uids(ledger.db, [txn.uid])[txn.uid].transaction == txn
    assert txn in [each.transaction for each in whole.transactions(ledger.db, Choice())]
    assert rows(ledger) == [(1, "balance_after\n4.50 EUR\nkind\nPOS\nx-a\n晚饭")]
    assert verify(ledger.store).problems == ()


def test_an_edit_takes_them_away_and_a_posting_without_any_has_no_row(ledger: Ledger) -> None:
    txn = told(ledger)
    with ledger.operation() as work:
        work.put_transaction(txn._replace(postings=tuple(each._replace(facts=()) for each in txn.postings)))
    assert rows(ledger) == []
    assert not posting_facts.are_any(ledger.db)
    txn = told(ledger)
    with ledger.operation() as work:
        work.put("txn", txn.uid, None)
    assert rows(ledger) == []


_OTHER = "INSERT INTO posting_fact SELECT id, 0, 'a' || char(10) || 'b' FROM txn"


@pytest.mark.parametrize(
    "harm",
    [
        lambda db: db.execute("DELETE FROM posting_fact"),
        lambda db: db.execute("UPDATE posting_fact SET facts = 'kind' || char(10) || 'other'"),
        lambda db: db.execute("UPDATE posting_fact SET n = 0"),
        lambda db: db.execute("INSERT INTO posting_fact SELECT txn, 0, facts FROM posting_fact"),
        lambda db: db.execute(f"{_OTHER} WHERE id NOT IN (SELECT txn FROM posting_fact)"),
    ],
    ids=["gone", "other", "elsewhere", "twice", "of another"],
)
def test_what_differs_from_the_journal_is_found_and_made_anew(ledger: Ledger, harm: Callable[[Any], None]) -> None:
    ledger.pay(200)
    told(ledger)
    before = rows(ledger)
    harm(ledger.db)
    assert [problem.error.slug for problem in verify(ledger.store).problems] == ["row-differs"]
    rebuild(ledger.store)
    assert rows(ledger) == before
    assert verify(ledger.store).problems == ()


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4).map(tuple))
def test_a_row_says_what_went_in(facts: tuple[tuple[str, str], ...]) -> None:
    assert posting_facts.unpacked(posting_facts.packed(facts)) == facts


def test_a_line_that_ends_inside_a_text_does_not_shift_the_others() -> None:
    assert posting_facts.packed((("a\nb", "c"), ("d", "\n"))) == "a b\nc\nd\n "
