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
    counted,
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


DAY = date(2026, 11, 3)
LAST3 = (row(3, -5, 90), row(4, -5, 85))
"""With 95 on the third an account begins whose first file has these alone."""


@pytest.mark.parametrize(
    ("rows", "new", "newest", "wanted"),
    [
        ((row(3, -5, 95), *LAST3), {0}, False, {0}),
        ((*LAST3[::-1], row(3, -5, 95)), {2}, True, {2}),
        ((row(2, -1, 100), row(3, -5, 95)), {0, 1}, False, {1}),  # no row of that day is known: as far as the balance
        ((row(3, -5, 95), row(3, -5, 90)), {0, 1}, False, {0}),
        ((row(3, -5, 90),), {0}, False, set()),
        ((row(3, -5, 94), *LAST3), {0}, False, set()),  # another balance than what it begins with
        ((row(3, -5, 95), *LAST3), set(), False, set()),  # all are known
        ((row(3, -5, 90), row(3, 5, 95)), {0, 1}, False, set()),  # they add up to nothing
        ((row(3, -5, 95, pending=True), row(3, -5, 90)), {0, 1}, False, set()),
        ((row(3, -5, 95, unit="USD"), row(3, -5, 90)), {0, 1}, False, set()),
        ((row(4, -5, 85),), {0}, False, set()),
        ((row(3, -5),), {0}, False, set()),
    ],
)
def test_what_a_beginning_counts_of_its_own_day(
    rows: tuple[Row, ...], new: set[int], newest: bool, wanted: set[int]
) -> None:
    head = StatementHead(newest_first=newest)
    assert counted(head, rows, new, DAY, "EUR", (95,)) == wanted
    assert counted(head, rows, new, DAY, "EUR", (-95, 95)) == wanted


@pytest.mark.parametrize(
    ("opening", "closing", "wanted"),
    [
        (Money(100, EUR), None, {0}),
        (None, Money(85, EUR), {0}),
        (Money(100, USD), Money(85, EUR), {0}),
        (Money(100, EUR), Money(80, EUR), {0}),
        (None, Money(85, USD), set()),
        (Money(101, EUR), None, set()),
    ],
)
def test_the_ends_of_a_statement_show_it_too(opening: Money | None, closing: Money | None, wanted: set[int]) -> None:
    head = StatementHead(opening=opening and Balance(opening), closing=closing and Balance(closing))
    rows = (row(3, -5), row(3, -5), row(4, -5))
    assert counted(head, rows, {0}, DAY, "EUR", (95,)) == wanted


def test_of_no_rows_a_beginning_counts_none() -> None:
    assert counted(StatementHead(opening=Balance(Money(95, EUR))), (), set(), DAY, "EUR", (95,)) == set()
