"""Files that say debit and write no sign."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.files.unsigned import LEFT_IN, READ_OUT, Signs, read
from wallet_cli.domain.money import Money

EUR = Currency("EUR", 2)
ROWS = st.lists(st.tuples(st.sampled_from(["debit", "credit"]), st.sampled_from(["", "-", "+"])))


@pytest.mark.parametrize(
    ("rows", "plain", "wanted"),
    [
        ([("DEBIT", "10.00"), ("credit", "3.00")], [True, False], READ_OUT),
        ([("DEBIT", "10.00"), ("DEBIT", " -3.00")], [True, False], LEFT_IN),
        ([("debit", "+10.00")], [True], LEFT_IN),
        ([("debit", "\u221210.00")], [False], ""),
        ([("credit", "10.00")], [False], ""),
        ([("check", "10.00")], [False], ""),
    ],
)
def test_one_amount_with_a_sign_is_enough(rows: list[tuple[str, str]], plain: list[bool], wanted: str) -> None:
    signs = Signs()
    assert [signs.is_plain_debit(*row) for row in rows] == plain
    assert signs.found(has_plain_debits=any(plain)) == wanted


@pytest.mark.parametrize(
    ("kind", "on_bank", "on_card"),
    [("debit", -1, -1), ("fee", -1, -1), ("payment", -1, 1), ("credit", 1, 1), ("other", 1, 1)],
)
def test_a_type_says_which_way(kind: str, on_bank: int, on_card: int) -> None:
    row = Row(1, date(2026, 1, 13), Money(1000, EUR), kind=kind)
    assert read(row, is_card=False).amount == Money(on_bank * 1000, EUR)
    assert read(row, is_card=True).amount == Money(on_card * 1000, EUR)


@given(ROWS)
def test_types_count_only_where_no_amount_has_a_sign(rows: list[tuple[str, str]]) -> None:
    signs = Signs()
    plain = [signs.is_plain_debit(kind, f"{sign}1.00") for kind, sign in rows]
    assert (signs.found(has_plain_debits=any(plain)) == READ_OUT) == (
        any(plain) and not any(sign for _kind, sign in rows)
    )
