"""By what rows are known again: the same row by the same key, another one by another."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.seen import Keys, repeated
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money

EUR = Currency("EUR", 2)
DAY = date(2026, 11, 5)
COFFEE = Row(3, DAY, Money(-450, EUR), "Coffee", "card 1234")
WITH_ID = COFFEE._replace(bank_id="A2")


def key(row: Row) -> str:
    (one,) = Keys().of([row])
    return one


def test_a_key_is_the_same_for_ever() -> None:
    assert [key(COFFEE), key(WITH_ID)] == ["b4a554icognl/Jkec", "b4a55e7AuRKLe5WTa"]


@pytest.mark.parametrize("row", [COFFEE, WITH_ID], ids=["without an id", "with one"])
@pytest.mark.parametrize(
    "change",
    [
        {"line": 9}, {"kind": "POS"}, {"value_date": DAY}, {"status": "done"}, {"category": "food"},
        {"balance_after": Money(5, EUR)}, {"extra": (("a", "b"),)},
    ],
)  # fmt: skip
def test_what_a_later_file_may_say_otherwise_changes_no_key(row: Row, change: dict[str, object]) -> None:
    assert key(row._replace(**change)) == key(row)


@pytest.mark.parametrize(
    ("change", "with_id"),
    [
        ({"booking_date": DAY + timedelta(1)}, True),
        ({"amount": Money(-451, EUR)}, True),
        ({"amount": Money(-450, Currency("USD", 2))}, True),
        ({"bank_id": "A3"}, True),
        ({"pending": True}, True),
        ({"moves_money": False}, True),
        ({"payee": "Tea"}, False),
        ({"memo": "card 5678"}, False),
        ({"payee": "Coffee card", "memo": "1234"}, False),
        ({"order_id": "77"}, False),
    ],
)
def test_another_row_has_another_key_and_texts_count_only_without_an_id(
    change: dict[str, object], with_id: bool
) -> None:
    assert key(COFFEE._replace(**change)) != key(COFFEE)
    assert (key(WITH_ID._replace(**change)) != key(WITH_ID)) is with_id


def test_equal_rows_are_told_apart_by_their_order_over_all_statements_of_a_file() -> None:
    keys = Keys()
    first, second = keys.of([COFFEE, WITH_ID, COFFEE]), keys.of([COFFEE])
    one = key(COFFEE)
    assert (first, second) == ([one, key(WITH_ID), f"{one}+1"], [f"{one}+2"])


TEXTS = st.text(max_size=4)
ROWS = st.builds(
    lambda days, minor, payee, memo, bank_id: Row(
        1, DAY + timedelta(days), Money(minor, EUR), payee, memo, bank_id=bank_id
    ),
    st.integers(0, 2), st.integers(-2, 2), TEXTS, TEXTS, st.just("") | TEXTS,
)  # fmt: skip


@given(st.lists(ROWS, max_size=8))
def test_a_file_has_no_key_twice_and_the_same_file_the_same_keys(rows: list[Row]) -> None:
    found = Keys().of(rows)
    assert len(set(found)) == len(rows)
    assert Keys().of(rows) == found
    assert not any(" " in each for each in found)


def test_an_id_that_several_rows_have_is_named_with_their_lines() -> None:
    batch = WITH_ID._replace(batch="B1")
    other = WITH_ID._replace(line=9, bank_id="A1")
    rows = [other, WITH_ID, COFFEE, WITH_ID._replace(line=7), COFFEE, batch, batch, other._replace(line=10), other]
    assert repeated(rows) == (("A1", (9, 10, 9)), ("A2", (3, 7)))
    assert repeated([COFFEE, COFFEE, WITH_ID, other, batch]) == () == repeated([])


def test_many_rows_have_the_keys_that_each_has_alone() -> None:
    rows = [
        COFFEE,
        WITH_ID,
        COFFEE._replace(memo="x"),
        COFFEE._replace(pending=True),
        COFFEE._replace(moves_money=False),
        WITH_ID._replace(pending=True),
        COFFEE._replace(order_id="7"),
        COFFEE._replace(memo="\ud800"),
    ]
    alone = list(map(key, rows))
    assert Keys().of(rows) == alone
    assert len(set(alone)) == len(rows)
    many = Keys()
    assert many.of(rows[:1] * 2) == [alone[0], f"{alone[0]}+1"]
    assert many.of(rows[:2]) == [f"{alone[0]}+2", alone[1]]
    assert many.of([]) == []
