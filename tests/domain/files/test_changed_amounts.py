"""Tips, holds, and what explains nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.files.joining_rows import EUR, after, listed, row, typed
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.dedup import BY_HAND, NEW, SAME_CONTENT, BookedRow, Verdict
from wallet_cli.domain.files.joins.changed_amounts import changed_amounts, days_to_change, is_held, is_tip
from wallet_cli.domain.files.joins.likeness import Likeness
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money


def found(entries: list[BookedRow], rows: list[Row], last: int | None = 30) -> dict[int, Verdict]:
    new = [Verdict(NEW, "not-seen")] * len(rows)
    return changed_amounts(entries, rows, new, Likeness(), None if last is None else after(last)).joined


def reasons(entries: list[BookedRow], rows: list[Row], last: int | None = 30) -> dict[int, tuple[str, object]]:
    return {n: (each.reason, each.key) for n, each in found(entries, rows, last).items()}


def test_a_tip_is_up_to_thirty_percent_more_that_was_spent():
    assert is_tip(-2000, -2001) and is_tip(-2000, -2600)
    assert not is_tip(-2000, -2601)
    assert not is_tip(-2000, -2000)
    assert not is_tip(-2000, -1999)
    assert not is_tip(2000, 2400)
    assert not is_tip(0, -1)


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_a_tip_is_what_the_percentage_says(spent, more):
    assert is_tip(-spent, -spent - more) == (0 < 10 * more <= 3 * spent)


def test_one_unit_and_round_sums_are_held():
    yen = Currency("JPY", 0)
    assert [minor for minor in (-100, 100, -2500, -10000, -5000) if is_held(Money(minor, EUR))] == [
        -100, 100, -2500, -10000, -5000,
    ]  # fmt: skip
    assert not any(is_held(Money(minor, EUR)) for minor in (0, -1, -101, -2000, -2501, -200))
    assert is_held(Money(-1, yen)) and is_held(Money(-50, yen)) and not is_held(Money(-2, yen))


def test_a_pending_amount_is_booked_with_its_tip():
    assert found([listed(minor=-2000)], [row(2, -2400)]) == {0: Verdict(BY_HAND, "tip", "e", ("date", "amount"))}
    assert found([listed(minor=-2000)], [row(0, -2400)], None)[0].changed == ("amount",)


def test_a_hold_is_booked_with_any_amount():
    assert reasons([listed(minor=-100)], [row(3, -6120)]) == {0: ("held", "e")}
    assert reasons([typed(minor=-10000, pending=True)], [row(3, -612)]) == {0: ("held", "e")}
    # what was recorded as paid is no hold
    assert reasons([typed(minor=-10000)], [row(3, -612)]) == {}


def test_what_is_pending_and_explains_nothing_is_joined_and_in_doubt():
    assert reasons([listed(minor=-2050)], [row(3, -1900)]) == {0: ("other-amount", "e")}


def test_what_was_recorded_as_paid_is_a_tip_once_its_own_row_cannot_come_any_more():
    assert reasons([typed(minor=-2000)], [row(2, -2400)], 5) == {0: ("tip", "e")}
    assert reasons([typed(minor=-2000)], [row(2, -2400)], 4) == {}
    assert reasons([typed(minor=-2000)], [row(2, -2400)], None) == {}
    assert reasons([typed(minor=-2000)], [row(2, -1999)]) == {}
    assert reasons([typed()], [row(9)]) == {0: ("near-date", "e")}


@pytest.mark.parametrize(("days", "name", "is_joined"), [
    (-2, "Inn", 0), (-1, "Inn", 1), (14, "Inn", 1), (15, "Inn", 0), (30, "Hotel Eagle", 1), (31, "Hotel Eagle", 0),
    (30, "全季酒店", 1),
])  # fmt: skip
def test_the_days_in_which_an_amount_may_change(days, name, is_joined):
    assert bool(found([listed(minor=-2000, payee=name)], [row(days, -2100, name)])) == bool(is_joined)
    assert days_to_change(name) == (14 if name == "Inn" else 30)


def test_only_the_same_payee_and_what_may_change():
    one = listed(minor=-2000)
    assert found([one], [row(1, -2100, "Tea")]) == found([one], [row(1, -2100, "")]) == {}
    assert found([one], [row(1, 2100)]) == {}
    assert found([listed(minor=0)], [row(1, -1)]) == {}
    assert found([one], [row(1, -2100)._replace(amount=Money(-2100, Currency("USD", 2)))]) == {}
    assert found([one._replace(bank_id="A")], [row(1, -2100, bank_id="B")]) == {}
    assert found([one._replace(bank_id="A")], [row(1, -2100)]) != {}
    for other in (
        one._replace(by_hand=False),
        one._replace(payee=""),
        one._replace(elsewhere=True),
        one._replace(fixed=True),
    ):
        assert found([other], [row(1, -2100)]) == {}
    known = [Verdict(SAME_CONTENT, "content", "b")]
    assert changed_amounts([one], [row(1, -2100)], known, Likeness(), None).joined == {}


def test_several_of_one_payee_are_a_doubt():
    two = [listed("a", 0, -2000), listed("b", 1, -2100)]
    assert found(two, [row(2, -2200)]) == {0: Verdict(BY_HAND, "several-open", "b", ("date", "amount"), ("a",))}
    rows = [row(1, -2400), row(3, -2300)]
    assert found(two[:1], rows) == {0: Verdict(BY_HAND, "several-open", "a", ("date", "amount"), (), (1,))}
    # what explains itself goes first, whatever the days are
    assert reasons(two[:1], [row(1, -900), row(5, -2400)]) == {1: ("several-open", "a")}


def test_a_row_that_was_recorded_beside_what_was_listed_is_both():
    taken, new = Verdict(BY_HAND, "near-date", "typed"), Verdict(NEW, "not-seen")
    rows = [row(1, -6120), row(9, -5000)]
    changed = changed_amounts([listed(minor=-10000)], rows, [taken, new], Likeness(), after(30))
    assert (changed.joined, changed.booked) == ({}, ("e",))
    # and what was typed isn't a row that another entry is
    changed = changed_amounts([typed(minor=-5000)], [row(1, -5100), row(1, -5200)], [taken, new], Likeness(), after(30))
    assert changed.joined == {1: Verdict(BY_HAND, "tip", "e", ("date", "amount"))}
    # of two that were listed, one is the row's
    two = [listed("a", 0, -10000), listed("b", 8, -10000)]
    changed = changed_amounts(two, rows, [taken, new], Likeness(), after(30))
    assert (changed.booked, changed.joined[1].key, changed.joined[1].reason) == (("a",), "b", "several-open")


def test_of_very_many_nothing_is_said():
    assert found([listed(n) for n in range(100)], [row(1, -451)] * 51) == {}
    assert len(found([listed(n) for n in range(10)], [row(1, -451)] * 51)) == 10
