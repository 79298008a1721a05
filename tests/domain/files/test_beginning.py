"""An account's beginning moved back: today's balance stays, or the bank's two balances prove another amount."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.beginning import (
    BY_CLOSING,
    BY_OPENING,
    NO_PROOF,
    OPENING_RECORD,
    Start,
    before_first,
    begun,
    start,
)
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


def euros(minor: int, on: date | None = None) -> Balance:
    return Balance(Money(minor, EUR), on)


ROWS = (row(10, -500, 9500), row(12, 200, 9700))
PLAIN = (row(10, -500), row(12, 200))
LAST = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("head", "rows", "is_debt", "found"),
    [
        (StatementHead(), ROWS, False, Start(10000, True)),
        (StatementHead(), ROWS[:1], False, Start(10000, False)),
        (StatementHead(), (row(10, -500, 9500), row(12, 200, 9999)), False, Start(10000, False)),
        (StatementHead(opening=euros(700)), PLAIN, False, Start(700, False)),
        (StatementHead(opening=euros(700), closing=euros(400)), PLAIN, False, Start(700, True)),
        (StatementHead(opening=euros(700), closing=euros(401)), PLAIN, False, Start(700, False)),
        (StatementHead(opening=euros(700), closing=Balance(Money(400, USD))), PLAIN, False, Start(700, False)),
        (StatementHead(opening=euros(700), closing=euros(1000)), PLAIN, True, Start(-700, True)),
        (StatementHead(opening=euros(700), closing=euros(999)), PLAIN, True, Start(700, False)),
        (StatementHead(opening=euros(700), evidence=(OPENING_RECORD,)), (), False, Start(700, True)),
        (StatementHead(evidence=(OPENING_RECORD,)), PLAIN, False, None),
        (StatementHead(), PLAIN, False, None),
        (StatementHead(closing=euros(400, LAST)), PLAIN, False, Start(700, False, LAST)),
        (StatementHead(closing=euros(400, LAST)), PLAIN, True, None),
        (StatementHead(closing=euros(400)), PLAIN, False, None),
        (StatementHead(closing=euros(400, date(2026, 11, 11))), PLAIN, False, None),
        (StatementHead(closing=Balance(Money(400, USD), LAST)), PLAIN, False, None),
        (StatementHead(closing=euros(400, LAST)), (), False, None),
    ],
)
def test_what_an_empty_account_began_with_and_whether_its_file_proves_it(
    head: StatementHead, rows: tuple[Row, ...], is_debt: bool, found: Start | None
) -> None:
    assert start(head, rows, is_debt=is_debt) == found


@given(MINOR, st.lists(MINOR, min_size=1, max_size=9), st.booleans())
def test_what_is_proven_ends_in_the_banks_balance(opening: int, amounts: list[int], is_debt: bool) -> None:
    closing = opening + sum(amounts)
    rows = [row(10, minor) for minor in amounts]
    found = start(StatementHead(opening=euros(opening), closing=euros(closing)), rows, is_debt=is_debt)
    assert found == Start(opening, True)


def test_a_balance_at_the_end_that_never_counted_rows_between_leaves_the_amount() -> None:
    assert begun(50000, -4000, (), -4000, is_begun=True) == (50000, BY_CLOSING)
    assert begun(50000, -4000, (), -4000) == (54000, NO_PROOF)
    assert begun(50000, -4000, (), -3000, is_begun=True) == (54000, NO_PROOF)
