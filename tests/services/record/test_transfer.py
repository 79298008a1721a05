"""Transfers: one amount, two own accounts, perhaps two days and a fee."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.books import add, held, lines, recorded, refused
from wallet_cli.domain.amounts import plain
from wallet_cli.domain.transaction import BOOKED, PENDING
from wallet_cli.services.record.transfer import Transfer, transfer
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session
from wallet_cli.store.books import accounts


def move(line: str, **options: object) -> Transfer:
    return Transfer(line.split())._replace(**options)


def test_the_first_account_is_left_and_the_second_reached(session: Session) -> None:
    receipt = transfer(session, move("500 @bank @cash"))
    assert lines(session, receipt) == {"bank": -50000, "cash": 50000}
    assert (held(session, "bank"), held(session, "cash")) == (75000, 82000)
    assert recorded(session, receipt).payee == b""


@pytest.mark.parametrize(
    "wish",
    [
        move("500", source="bank", target="cash"),
        move("500 @cash", source="bank"),
        move("500 @bank", target="cash"),
    ],
)
def test_options_name_the_ends_too(session: Session, wish: Transfer) -> None:
    assert lines(session, transfer(session, wish)) == {"bank": -50000, "cash": 50000}


def test_a_card_is_repaid_by_a_transfer_to_it(session: Session) -> None:
    transfer(session, move("420 @bank @card"))
    assert held(session, "card") == 42000


def test_a_fee_comes_on_top_or_out_of_the_amount(session: Session) -> None:
    on_top = transfer(session, move("500 @bank @cash", fee="1.20"))
    assert lines(session, on_top) == {"bank": -50120, "cash": 50000, "fees": 120}
    assert [minor for minor, _unit in on_top.summaries[0].amounts] == [50000]
    inside = transfer(session, move("500 @bank @cash +other", fee="1.20", fee_inside=True))
    assert lines(session, inside) == {"bank": -50000, "cash": 49880, "other": 120}


@settings(deadline=None, max_examples=40)
@given(amount=st.integers(2, 10**12), fee=st.integers(1, 10**12), inside=st.booleans())
def test_what_leaves_is_what_arrives_and_the_fee(shared: Session, amount: int, fee: int, inside: bool) -> None:
    fee = min(fee, amount - 1) if inside else fee
    wish = Transfer([plain(amount, 2), "@bank", "@cash"], fee=plain(fee, 2), fee_inside=inside)
    found = lines(shared, transfer(shared, wish))
    assert found["fees"] == fee
    assert found["bank"] == -amount - (0 if inside else fee)
    assert found["cash"] == amount - (fee if inside else 0)


def test_it_may_arrive_on_another_day_and_still_be_under_way(session: Session) -> None:
    txn = recorded(
        session, transfer(session, move("500 @bank @cash", fee="1", arrives="+2d", notes=Notes(pending=True)))
    )
    told = {accounts.by_uid(session.db, each.account).path: (each.date, each.state) for each in txn.postings}  # type: ignore[union-attr]
    today, then = date(2026, 11, 20).toordinal(), date(2026, 11, 22).toordinal()
    assert told == {"bank": (today, BOOKED), "fees": (today, BOOKED), "cash": (then, PENDING)}
    same = recorded(session, transfer(session, move("500 @bank @cash", notes=Notes(pending=True))))
    assert {each.state for each in same.postings} == {PENDING}


@pytest.mark.parametrize(("arrives", "expected"), [("11-03", "2026-11-03"), ("fri", "2026-11-06"), ("t", "2026-11-02")])
def test_the_arrival_is_counted_from_the_day_it_leaves(session: Session, arrives: str, expected: str) -> None:
    txn = recorded(session, transfer(session, move("5 @bank @cash", arrives=arrives, notes=Notes(day="2026-11-02"))))
    assert date.fromordinal(txn.postings[1].date).isoformat() == expected


def test_words_after_the_amount_are_the_payee(session: Session) -> None:
    receipt = transfer(session, move("500 Wise Ltd @bank @cash"))
    assert receipt.summaries[0].payee == "Wise Ltd"
    assert transfer(session, move("5 wise ltd @bank @cash")).summaries[0].payee == "Wise Ltd"


def test_the_only_currency_that_both_hold_is_meant(session: Session) -> None:
    add(session, "multi", "bank", "EUR", "USD")
    add(session, "dollars", "bank", "USD")
    assert lines(session, transfer(session, move("5 @multi @dollars"))) == {"multi USD": -500, "dollars USD": 500}


@pytest.mark.parametrize(
    ("line", "slug", "status"),
    [
        ("5 @bank @bank", "transfer-to-itself", 5),
        ("5 @bank", "two-accounts", 2),
        ("5", "two-accounts", 2),
        ("5 @bank @cash @card", "two-accounts", 2),
        ("5 @bank @anna", "person-not-account", 5),
        ("5 @anna @bank", "person-not-account", 5),
        ("5 @bank @dollars", "transfer-needs-exchange", 5),
        ("5usd @bank @cash", "currency-not-held", 5),
        ("5eur @multi @dollars", "currency-not-held", 5),
        ("5 card @bank @cash", "payee-is-account", 5),
        ("5 20 @bank @cash", "payee-is-number", 2),
        ("5 @bank @cash +food", "category-not-here", 2),
        ("0 @bank @cash", "zero-amount", 2),
        ("5 @bank @nowhere", "no-such-account", 3),
    ],
)
def test_what_is_no_transfer_is_refused(session: Session, line: str, slug: str, status: int) -> None:
    add(session, "multi", "bank", "EUR", "USD")
    add(session, "dollars", "bank", "USD")
    with refused(slug, status):
        transfer(session, move(line))
    assert held(session, "bank") == 125000


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("500 bank cash", "500 @bank @cash"),
        ("500 bank", "500 @bank @TARGET"),
        ("500 Wise", "500 Wise @SOURCE @TARGET"),
        ("500 cash @bank", "500 @cash @bank"),
        ("500 from my box to cash", '500 "@my box" @cash'),
        ("500 my box", '500 "@my box" @TARGET'),
    ],
)
def test_the_line_that_was_meant_is_offered(session: Session, typed: str, meant: str) -> None:
    add(session, "my box", "cash", "EUR")
    with refused("two-accounts", 2) as caught:
        transfer(session, move(typed))
    assert caught.value.params["corrected"] == meant


@pytest.mark.parametrize(
    ("options", "slug", "status"),
    [
        ({"fee": "5", "fee_inside": True}, "fee-too-large", 5),
        ({"fee_inside": True}, "fee-missing", 2),
        ({"fee": "0"}, "zero-amount", 2),
        ({"fee": "1usd"}, "part-in-other-currency", 2),
        ({"arrives": "-1"}, "date-unreadable", 2),
        ({"arrives": "y"}, "arrives-too-early", 5),
    ],
)
def test_bad_fees_and_arrivals_are_refused(
    session: Session, options: dict[str, object], slug: str, status: int
) -> None:
    with refused(slug, status):
        transfer(session, move("5 @bank @cash", **options))
