"""What a bank says of a row beyond a posting's fields."""

from datetime import date, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files import row_facts
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money

EUR = Currency("EUR", 2)
PLAIN = Row(3, date(2026, 11, 5), Money(-4000, EUR), "Market", "card 1234", bank_id="A2", value_date=date(2026, 11, 6))
TEXTS = (
    "batch", "category", "cheque", "end_to_end", "kind", "mandate", "merchant_order_id", "method", "order_id",
    "other_account", "other_bank", "rate", "status",
)  # fmt: skip


def test_what_a_posting_has_fields_for_is_no_fact() -> None:
    assert row_facts.of_row(PLAIN) == ()
    assert row_facts.of_row(PLAIN._replace(original=Money(-50, EUR), pending=True, moves_money=False)) == ()


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_a_fact_under_its_name(name: str) -> None:
    assert row_facts.of_row(PLAIN._replace(**{name: "said"})) == ((name, "said"),)


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ({"time": time(12, 30, 5)}, ("time", "12:30:05")),
        ({"time": time(12, 30, tzinfo=timezone(timedelta(hours=8)))}, ("time", "12:30:00+08:00")),
        ({"time": time(0)}, ("time", "00:00:00")),
        ({"balance_after": Money(-5, EUR)}, ("balance_after", "-0.05 EUR")),
        ({"balance_after": Money(0, EUR)}, ("balance_after", "0.00 EUR")),
        ({"charges": Money(120, Currency("JPY", 0))}, ("charges", "120 JPY")),
        ({"extra": (("ns-18", "said"),)}, ("x-ns-18", "said")),
    ],
)
def test_times_amounts_and_the_banks_own_words_are_facts(said: dict[str, object], fact: tuple[str, str]) -> None:
    assert row_facts.of_row(PLAIN._replace(**said)) == (fact,)


def test_they_come_in_the_order_of_their_names_each_once_and_none_is_lost() -> None:
    row = PLAIN._replace(time=time(1, 2), kind="POS", extra=(("b", "1"), ("a", "2"), ("b", "3"), ("b", "4"), ("c", "")))
    assert row_facts.of_row(row) == (
        ("kind", "POS"), ("time", "01:02:00"), ("x-a", "2"), ("x-b", "1"), ("x-b-2", "3"), ("x-b-3", "4"),
    )  # fmt: skip


def test_the_banks_own_word_never_takes_the_place_of_one_of_ours() -> None:
    assert row_facts.of_row(PLAIN._replace(kind="POS", extra=(("kind", "other"),))) == (
        ("kind", "POS"),
        ("x-kind", "other"),
    )
    assert not [name for name in row_facts.NAMES if name.startswith(row_facts.OWN)]


def test_the_names_are_those_of_a_rows_fields_and_all_of_them_are_known() -> None:
    assert tuple(sorted((*TEXTS, "time", "balance_after", "charges"))) == row_facts.NAMES
    assert set(row_facts.NAMES) < set(Row._fields)


def test_what_is_said_later_counts() -> None:
    before = (("kind", "POS"), ("time", "01:02:00"))
    assert row_facts.merged(before, ()) == before
    assert row_facts.merged((), before) == before
    assert row_facts.merged(before, (("batch", "7"), ("kind", "card"))) == (
        ("batch", "7"), ("kind", "card"), ("time", "01:02:00"),
    )  # fmt: skip


WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=5)


@given(st.lists(st.tuples(WORDS, WORDS | st.just("")), max_size=6))
def test_every_word_of_the_banks_own_is_kept(extra: list[tuple[str, str]]) -> None:
    facts = row_facts.of_row(PLAIN._replace(extra=tuple(extra)))
    assert sorted(value for _name, value in facts) == sorted(value for _name, value in extra if value)
    assert list(facts) == sorted(dict(facts).items())
    assert row_facts.ordered(reversed(facts)) == facts
