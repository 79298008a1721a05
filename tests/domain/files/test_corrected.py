"""What the bank changed of a known row: both sides follow, what the person wrote stays, and so does what is checked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import currency
from wallet_cli.domain.files.corrected import IS_RECONCILED, IS_SPLIT, IS_TRANSFER, IS_VOID, corrected
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money
from wallet_cli.domain.transaction import BOOKED, MAX_MINOR, RECONCILED, Posting, Transaction, check

EUR, USD = currency("EUR"), currency("USD")
BANK, FOOD, HOME = b"b" * 16, b"f" * 16, b"h" * 16
DAY = date(2026, 11, 5).toordinal()


def bought(minor: int = -4000, *, state: int = BOOKED, memo: str = "card", **more: object) -> Transaction:
    postings = (
        Posting(BANK, "EUR", minor, DAY, state, DAY, "A1"),
        Posting(FOOD, "EUR", -minor, DAY),
    )
    return Transaction(b"t" * 16, DAY, postings, b"p" * 16, memo, "Cafe card", **more)  # type: ignore[arg-type]


def row(minor: int = -4600, day: int = 5, memo: str = "card 2", **more: object) -> Row:
    return Row(3, date(2026, 11, day), Money(minor, EUR), "Cafe", memo, bank_id="A1", **more)  # type: ignore[arg-type]


def test_a_tip_changes_both_sides() -> None:
    found = corrected(bought(), 0, row(), "Cafe card 2", is_transfer=False)
    assert isinstance(found, Transaction)
    assert [each.amount_minor for each in found.postings] == [-4600, 4600]
    assert (found.delivered, found.memo, found.payee, found.date) == ("Cafe card 2", "card 2", b"p" * 16, DAY)


def test_the_day_follows_on_both_sides_and_a_day_of_its_own_stays() -> None:
    moved = row(-4000, 7, value_date=date(2026, 11, 8))
    found = corrected(bought(), 0, moved, "Cafe card 2", is_transfer=False)
    assert isinstance(found, Transaction)
    assert [(each.date, each.value_date) for each in found.postings] == [(DAY + 2, DAY + 3), (DAY + 2, 0)]
    assert found.date == DAY + 2
    typed = bought()._replace(date=DAY - 1)
    typed = typed._replace(postings=(typed.postings[0], typed.postings[1]._replace(date=DAY - 1)))
    found = corrected(typed, 0, moved, "Cafe card 2", is_transfer=False)
    assert isinstance(found, Transaction)
    assert (found.date, [each.date for each in found.postings]) == (DAY - 1, [DAY + 2, DAY - 1])


def test_a_memo_that_the_person_wrote_stays() -> None:
    found = corrected(bought(memo="with Anna"), 0, row(), "Cafe card 2", is_transfer=False)
    assert isinstance(found, Transaction) and found.memo == "with Anna"
    found = corrected(bought(memo=""), 0, row(), "Cafe card 2", is_transfer=False)
    assert isinstance(found, Transaction) and found.memo == ""


def test_the_original_amount_is_the_rows() -> None:
    found = corrected(bought(), 0, row(original=Money(-5000, USD)), "x", is_transfer=False)
    assert isinstance(found, Transaction)
    assert [(each.original_minor, each.original_currency) for each in found.postings] == [(-5000, "USD"), (5000, "USD")]
    again = corrected(found, 0, row(-4700), "x", is_transfer=False)
    assert isinstance(again, Transaction)
    assert [(each.original_minor, each.original_currency) for each in again.postings] == [(0, ""), (0, "")]


def test_a_transfers_other_side_is_its_own_banks() -> None:
    assert corrected(bought(), 0, row(), "x", is_transfer=True) == IS_TRANSFER
    found = corrected(bought(), 0, row(-4000, 7), "x", is_transfer=True)
    assert isinstance(found, Transaction)
    assert [each.date for each in found.postings] == [DAY + 2, DAY]


def test_what_is_void_reconciled_or_split_keeps_its_amounts() -> None:
    split = bought()._replace(postings=(*bought().postings[:1], *(Posting(x, "EUR", 2000, DAY) for x in (FOOD, HOME))))
    assert corrected(bought(void=True), 0, row(), "x", is_transfer=False) == IS_VOID
    assert corrected(bought(state=RECONCILED), 0, row(), "x", is_transfer=False) == IS_RECONCILED
    assert corrected(split, 0, row(), "x", is_transfer=False) == IS_SPLIT
    found = corrected(split, 0, row(-4000, 7), "x", is_transfer=False)
    assert isinstance(found, Transaction) and [each.date for each in found.postings] == [DAY + 2] * 3


def test_two_currencies_stay() -> None:
    changed = bought()
    odd = changed._replace(postings=(changed.postings[0], changed.postings[1]._replace(currency="USD")))
    assert corrected(odd, 0, row(), "x", is_transfer=False) == IS_TRANSFER


@pytest.mark.parametrize("n", [0, 1])
@given(
    st.integers(-MAX_MINOR, MAX_MINOR), st.integers(-MAX_MINOR, MAX_MINOR), st.integers(1, 28),
    st.none() | st.integers(-MAX_MINOR, MAX_MINOR),
)  # fmt: skip
def test_postings_always_balance_and_the_accounts_side_is_the_rows(
    n: int, minor: int, now: int, day: int, foreign: int | None
) -> None:
    txn = bought(minor)
    txn = txn._replace(postings=txn.postings[::-1]) if n else txn
    said = row(now, day, original=None if foreign is None else Money(foreign, USD))
    found = corrected(txn, n, said, "x", is_transfer=False)
    assert isinstance(found, Transaction)
    check(found.postings)
    own = found.postings[n]
    assert (own.account, own.amount_minor, own.date) == (BANK, now, said.booking_date.toordinal())
    assert found.postings[1 - n].account == FOOD
