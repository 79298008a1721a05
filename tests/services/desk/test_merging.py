"""Making one category of two: history, names, envelopes and what is below follow, and no sum changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.plan.months import month_of
from tests.services.books import add, held, lines, refused
from wallet_cli.domain.amounts import plain
from wallet_cli.services import names
from wallet_cli.services.amend.undo import to_redo, undo
from wallet_cli.services.desk import closing, merging
from wallet_cli.services.plan import budget as budgeting
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.record.receipt import Receipt
from wallet_cli.services.session import FEES, Session, setting
from wallet_cli.store.books import accounts

NOVEMBER = month_of("2026-11")


def spend(session: Session, *parts: str) -> Receipt:
    return pay(session, Payment([parts[0], "Shop", "@bank", *parts[1:]]))


def test_history_and_names_follow(session: Session) -> None:
    add(session, "eating-out", "expense")
    spend(session, "3", "+eating-out")
    one = spend(session, "10", "+eating-out=4", "+food")
    done = merging.merge(session, "eating-out", "food")
    assert done.transactions == 2
    assert held(session, "food") == 1300
    assert lines(session, one) == {"food": 1000, "bank": -1000}
    assert names.category(session, "eating-out").path == "food"
    assert lines(session, spend(session, "1", "+eating-out")) == {"food": 100, "bank": -100}


def test_what_is_below_moves_along(session: Session) -> None:
    add(session, "eating-out:lunch:sushi", "expense")
    merging.merge(session, "eating-out", "food")
    assert names.category(session, "eating-out:lunch:sushi").path == "food:lunch:sushi"
    assert names.category(session, "eating-out:lunch").path == "food:lunch"


def test_a_category_becomes_part_of_the_one_above_it(session: Session) -> None:
    add(session, "food:lunch", "expense")
    spend(session, "3", "+food:lunch")
    merging.merge(session, "food:lunch", "food")
    assert held(session, "food") == 300
    assert names.category(session, "food:lunch").path == "food"


@pytest.mark.parametrize(
    ("name", "into", "slug", "status"),
    [
        ("food", "food", "category-merged-with-itself", 5),
        ("food", "salary", "merge-other-kind", 5),
        ("food", "food:lunch", "merge-into-below", 5),
        ("food", "fun", "merge-below-taken", 5),
        ("food", "nothing", "no-such-category", 3),
        ("nothing", "food", "no-such-category", 3),
        ("cash", "food", "account-not-category", 3),
        ("food", "gifts", "category-closed", 5),
    ],
)
def test_what_cannot_be_merged_is_refused(session: Session, name: str, into: str, slug: str, status: int) -> None:
    add(session, "food:lunch", "expense")
    add(session, "fun:lunch", "expense")
    closing.close(session, names.category(session, "gifts"))
    spend(session, "3", "+food")
    with refused(slug, status):
        merging.merge(session, name, into)
    assert held(session, "food") == 300


def test_a_closed_category_can_still_be_merged(session: Session) -> None:
    spend(session, "3", "+gifts")
    closing.close(session, names.category(session, "gifts"))
    merging.merge(session, "gifts", "fun")
    assert held(session, "fun") == 300


def test_the_category_for_fees_follows(session: Session) -> None:
    merging.merge(session, "fees", "other")
    assert setting(session, FEES) == names.category(session, "other").uid.hex()


def test_an_envelope_comes_along_with_its_overspending(session: Session) -> None:
    budgeting.assign(session, "fun", "EUR", NOVEMBER, 5000)
    budgeting.carry(session, "fun", "EUR", NOVEMBER, on=True)
    spend(session, "60", "+fun")
    assert merging.merge(session, "fun", "travel").has_envelope
    months = budgeting.show(session, "EUR", NOVEMBER + 1).computed
    assert [month.envelopes["travel"].balance_minor for month in months[1:]] == [-1000, 4000]
    assert not merging.merge(session, "gifts", "food").has_envelope


@settings(deadline=None, max_examples=20)
@given(
    amounts=st.tuples(*[st.none() | st.integers(0, 10**6)] * 4),
    spent=st.tuples(st.integers(1, 10**5), st.integers(1, 10**5)),
)
def test_two_envelopes_become_one_and_undo_and_redo_are_exact(
    shared: Session, amounts: tuple[int | None, ...], spent: tuple[int, int]
) -> None:
    for at, minor in enumerate(amounts):
        if minor is not None:
            index = NOVEMBER + (at >= 2) * 2
            budgeting.assign(shared, ("fun", "travel")[at % 2], "EUR", index, minor, only=at == 3)
    spend(shared, plain(sum(spent), 2), f"+fun={plain(spent[0], 2)}", "+travel")
    there = held(shared, "fun") + held(shared, "travel")
    before = _given(shared, "fun", "travel")
    done = merging.merge(shared, "fun", "travel")
    merged = _given(shared, "travel")
    assert held(shared, "travel") == there
    assert merged == before
    number = int(done.op[1:])
    undo(shared, number)
    assert (held(shared, "fun") + held(shared, "travel"), _given(shared, "fun", "travel")) == (there, before)
    again = undo(shared, to_redo(shared, number))
    assert (held(shared, "travel"), _given(shared, "travel")) == (there, before)
    undo(shared, int(again.op[1:]))
    assert accounts.find(shared.db, "fun") is not None


def _given(session: Session, *paths: str) -> list[int]:
    months = [budgeting.show(session, "EUR", NOVEMBER + step).now.envelopes for step in range(4)]
    return [sum(month[path].budgeted_minor for path in paths if path in month) for month in months]
