"""An account's beginning moved back: today's balance stays, or the bank's two balances prove another amount."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.beginning import BY_CLOSING, BY_OPENING, NO_PROOF, before_first, begun
from wallet_cli.domain.files.statement import Balance, Row, StatementHead
from wallet_cli.domain.money import Money

EUR, USD = currency("EUR"), currency("USD")
MINOR = st.integers(-(10**15), 10**15)


def row(day: int, minor: int, after: int | None = None, *, pending: bool = False, unit: str = "EUR") -> Row:
    left = None if after is None else Money(after, currency(unit))
    return Row(1, date(2026, 11, day), Money(minor, currency(unit)), pending=pending, balance_after=left)


@pytest.mark.parametrize(
    ("before", "difference", "amount", "proof"),
    [
        ((), None, 1275, NO_PROOF),
        ((), 0, 1275, BY_CLOSING),
        ((1300,), 0, 1275, BY_CLOSING),
        ((1275,), None, 1275, BY_OPENING),
        ((1275,), 7, 1275, BY_OPENING),
        ((1300,), 25, 1300, BY_OPENING),
        ((-1300, 1300), 25, 1300, BY_OPENING),
        ((1300,), 24, 1275, NO_PROOF),
        ((1300,), None, 1275, NO_PROOF),
        ((), 25, 1275, NO_PROOF),
    ],
)
def test_what_an_account_begins_with_and_what_proves_it(
    before: tuple[int, ...], difference: int | None, amount: int, proof: str
) -> None:
    assert begun(1250, -25, before, difference) == (amount, proof)


@given(MINOR, st.lists(MINOR, min_size=1), st.lists(MINOR, max_size=2), st.none() | MINOR)
def test_today_stays_unless_both_of_the_banks_balances_say_otherwise(
    began: int, early: list[int], before: list[int], difference: int | None
) -> None:
    amount, proof = begun(began, sum(early), before, difference)
    moved = amount + sum(early) - began
    assert moved in (0, difference)
    if moved:
        assert (amount in before, proof) == (True, BY_OPENING)
    if proof == BY_OPENING:
        assert amount in before


@given(MINOR, st.lists(MINOR, min_size=1), st.lists(MINOR))
def test_where_the_banks_file_is_whole_the_books_agree_with_it_at_both_ends(
    opening: int, early: list[int], later: list[int]
) -> None:
    """Whatever was believed to be the beginning: the bank's opening and closing balance prove the right one."""
    for believed in (opening + sum(early), opening, 0):
        held = believed + sum(later)
        closing = opening + sum(early) + sum(later)
        amount, proof = begun(believed, sum(early), (opening,), closing - held)
        assert (amount, amount + sum(early) + sum(later)) == (opening, closing)
        assert proof


def test_the_balance_before_the_first_row_is_the_heads_or_the_one_beside_it() -> None:
    rows = [row(3, -500, 9500), row(4, -100, 9400)]
    stated = StatementHead(opening=Balance(Money(10000, EUR), None))
    assert before_first(stated, rows) == 10000
    assert before_first(StatementHead(opening=Balance(Money(10000, USD), None)), rows) is None
    assert before_first(StatementHead(), rows) == 10000
    assert before_first(StatementHead(newest_first=True), rows[::-1]) == 10000


def test_where_the_order_of_the_rows_is_open_or_nothing_is_said_there_is_none() -> None:
    assert before_first(StatementHead(), []) is None
    assert before_first(StatementHead(), [row(3, -500, 9500, pending=True)]) is None
    assert before_first(StatementHead(), [row(3, -500), row(4, -1, 5)]) is None
    assert before_first(StatementHead(), [row(4, -500, 9500), row(3, -100, 9400)]) is None
    assert before_first(StatementHead(), [row(3, -500, 9500), row(3, -500, 9500, unit="USD")]) is None
