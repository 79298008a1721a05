"""Adjustments: the difference is recorded, the balance that was seen is kept, and later contradictions are found."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.raw import counting
from tests.services.books import add, held, lines, refused
from wallet_cli.domain.amounts import plain
from wallet_cli.services.record.adjust import Adjustment, Failing, adjust, failing_assertions
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session, money_of
from wallet_cli.store.books import accounts

TODAY = date(2026, 11, 20).toordinal()


def to(line: str, balance: str, day: str | None = None) -> Adjustment:
    return Adjustment(line.split(), Notes(day), to=balance)


def test_the_difference_goes_to_adjustments_or_to_a_category(session: Session) -> None:
    assert lines(session, adjust(session, to("@cash", "57.30"))) == {"cash": -26270, "equity:adjustment": 26270}
    assert lines(session, adjust(session, to("cash +fun", "50"))) == {"cash": -730, "fun": 730}
    assert held(session, "cash") == 5000


def test_what_is_owed_is_below_zero(session: Session) -> None:
    adjust(session, to("@card", "-420"))
    assert held(session, "card") == -42000
    adjust(session, Adjustment(["@card"], owed="400"))
    assert held(session, "card") == -40000
    adjust(session, to("@anna", "-5"))
    assert held(session, "anna") == -500


def test_a_balance_that_is_right_is_only_kept(session: Session) -> None:
    receipt = adjust(session, to("@cash", "320"))
    assert receipt.transactions == ()
    assert failing_assertions(session) == []
    assert counting.assertions(session.db) == 1


def test_it_looks_at_the_day_it_is_given(session: Session) -> None:
    pay(session, Payment(["20", "X", "@cash", "+food"], Notes("11-10")))
    assert lines(session, adjust(session, to("@cash", "310", "11-05")))["cash"] == -1000
    assert held(session, "cash") == 29000


def test_pending_postings_count(session: Session) -> None:
    pay(session, Payment(["20", "X", "@cash", "+food"], Notes(pending=True)))
    assert adjust(session, to("@cash", "300")).transactions == ()


def test_a_later_contradiction_is_found_until_it_is_mended(session: Session) -> None:
    adjust(session, to("@cash", "320", "11-10"))
    adjust(session, to("@bank", "1250", "11-12"))
    pay(session, Payment(["20", "X", "@cash", "+food"], Notes("11-11")))
    assert failing_assertions(session) == []
    pay(session, Payment(["5", "X", "@cash", "+food"], Notes("11-09")))
    then = date(2026, 11, 10).toordinal()
    assert failing_assertions(session) == [Failing("cash", money_of(session, "EUR"), then, 32000, 31500)]
    adjust(session, to("@cash", "320", "11-10"))
    assert failing_assertions(session) == []


def test_a_second_look_on_the_same_day_takes_the_first_ones_place(session: Session) -> None:
    adjust(session, to("@cash", "300"))
    adjust(session, to("@cash", "310"))
    assert failing_assertions(session) == []


@settings(deadline=None, max_examples=40)
@given(minor=st.integers(-(10**12), 10**12))
def test_the_account_holds_what_was_said(shared: Session, minor: int) -> None:
    adjust(shared, Adjustment(["@card"], to=plain(minor, 2)))
    assert held(shared, "card") == minor
    assert failing_assertions(shared) == []


def test_an_account_of_several_currencies_wants_to_hear_which(session: Session) -> None:
    add(session, "multi", "bank", "EUR", "USD")
    with refused("currency-needed-here", 2):
        adjust(session, to("@multi", "5"))
    adjust(session, to("@multi", "5usd"))
    adjust(session, to("@multi", "-7eur"))
    assert (held(session, "multi", "USD"), held(session, "multi")) == (500, -700)


def test_assertions_of_a_removed_account_are_passed_over(session: Session) -> None:
    add(session, "old", "bank")
    adjust(session, to("@old", "0"))
    node = accounts.find(session.db, "old")
    assert node is not None
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put("account", node.uid, None)
    assert failing_assertions(session) == []


@pytest.mark.parametrize(
    ("wish", "slug", "status"),
    [
        (Adjustment(["@cash"]), "adjust-balance", 2),
        (Adjustment(["@cash"], to="5", owed="5"), "adjust-balance", 2),
        (Adjustment(["cash", "50"]), "adjust-bare-balance", 2),
        (Adjustment(["@cash", "50", "eur"]), "adjust-bare-balance", 2),
        (Adjustment(["food", "50"]), "no-such-account", 3),
        (Adjustment(["50"]), "adjust-account", 2),
        (to("bank cash", "5"), "adjust-account", 2),
        (to("bank nowhere", "5"), "no-such-account", 3),
        (Adjustment([], to="5"), "adjust-account", 2),
        (to("@cash @bank", "5"), "adjust-account", 2),
        (to("57.30 @cash", "5"), "adjust-account", 2),
        (to("@cash +fun +food", "5"), "adjust-one-category", 2),
        (to("@cash +fun=3", "5"), "adjust-one-category", 2),
        (to("@nowhere", "5"), "no-such-account", 3),
        (to("@cash", "5usd"), "currency-not-held", 5),
        (to("@cash", "5.001"), "too-many-decimals", 2),
        (to("@cash", "1e5"), "amount-exponent", 2),
        (to("@cash", "NaN"), "amount-not-finite", 2),
        (Adjustment(["@anna"], owed="5"), "owed-of-person", 2),
    ],
)
def test_what_is_no_adjustment_is_refused(shared: Session, wish: Adjustment, slug: str, status: int) -> None:
    with refused(slug, status):
        adjust(shared, wish)
    assert held(shared, "cash") == 32000


def test_what_is_recorded_later_that_day_contradicts_no_assertion_and_a_change_before_it_does(session: Session) -> None:
    adjust(session, Adjustment(("@cash",), to="50"))
    pay(session, Payment(("5", "Shop", "@cash", "+food")))
    assert failing_assertions(session) == []
    pay(session, Payment(("7", "Forgotten", "@cash", "+food"), Notes(day="y")))
    assert [(each.expected_minor, each.found_minor) for each in failing_assertions(session)] == [(5000, 4300)]


@pytest.mark.parametrize("text", ["欠420", "欠款：420", "还欠 420", "欠¥420", "owed 420", "Owe: 420"])
def test_what_is_said_to_be_owed_is_below_zero(session: Session, text: str) -> None:
    if "¥" in text:
        text = text.replace("¥", "€")
    adjust(session, to("@card", text))
    assert held(session, "card") == -42000
