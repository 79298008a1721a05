"""A bank's own rows that only moved money: cash, a card paid off, a platform's balance, an own account's number."""

from datetime import date

import pytest

from tests.services.bank_files import counts, ofx, reasons, row, statement
from tests.services.bank_files import take as take_file
from tests.services.books import add, held
from tests.services.files.test_repayments import earned, sides
from wallet_cli.domain.account import ADJUSTMENT
from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.services import names
from wallet_cli.services.files.imported import Imported
from wallet_cli.services.record.receipt import Entry
from wallet_cli.services.record.write import record
from wallet_cli.services.session import Session
from wallet_cli.services.things.accounts import AccountEdit
from wallet_cli.services.things.accounts import edit as edit_account
from wallet_cli.store.books import transactions


def number(session: Session, name: str, text: str) -> None:
    edit_account(session, names.account(session, name), AccountEdit(number=text))


def take(session: Session, account: str, *rows: str) -> Imported:
    return take_file(session, ofx(statement(rows, "")), account)


def test_cash_from_a_machine_goes_to_the_only_cash_account(session: Session) -> None:
    out = row("20261110", "-200.00", "ATM WITHDRAWAL", "A1")
    done = take(session, "bank", out, row("20261111", "-3.00", "ATM WITHDRAWAL FEE", "A2"))
    assert reasons(done) == [("new", "moved"), ("new", "not-seen")]
    assert (held(session, "bank"), held(session, "cash"), held(session, "uncategorised")) == (104700, 52000, 300)
    assert sides(session, done.statements[0].fates[0].txn) == {"bank": -20000, "cash": 20000}
    assert counts(take(session, "bank", out)) == [(0, 0, 1)]


def test_two_equal_movements_of_one_file_without_ids_are_two(session: Session) -> None:
    add(session, "微信", "ewallet")
    done = take(session, "bank", *(row(f"2026111{day}", "-200.00", "财付通-零钱充值") for day in range(3)))
    assert reasons(done) == [("new", "moved")] * 3
    assert (held(session, "bank"), held(session, "微信")) == (65000, 60000)


def test_each_side_of_a_movement_without_ids_has_its_own_day(session: Session) -> None:
    take(session, "bank", row("20261110", "-50.00", "信用卡还款"))
    done = take(session, "card", row("20261112", "50.00", "还款"))
    assert reasons(done) == [("confirmed", "other-file")]
    kept = transactions.by_row(session.db, done.statements[0].fates[0].txn)
    assert kept is not None
    days = [date.fromordinal(each.date).day for each in kept.transaction.postings]
    assert days == [10, 12]
    again = (
        take(session, "bank", row("20261110", "-50.00", "信用卡还款")),
        take(session, "card", row("20261112", "50.00", "还款")),
    )
    assert [counts(each) for each in again] == [[(0, 0, 1)]] * 2


def test_where_two_could_be_it_the_row_is_booked_as_any_other_and_named(session: Session) -> None:
    add(session, "purse", "cash")
    done = take(session, "bank", row("20261110", "-200.00", "ATM WITHDRAWAL", "A1"))
    assert reasons(done) == [("new", "own")]
    assert ([fate.row.payee for fate in done.statements[0].own], done.statements[0].apart) == (["ATM WITHDRAWAL"], ())
    assert (held(session, "cash"), held(session, "uncategorised")) == (32000, 20000)


def test_a_card_is_the_only_one_or_the_one_with_these_digits(session: Session) -> None:
    text = "信用卡还款 6666"
    assert reasons(take(session, "bank", row("20261102", "-5.00", text, "A1"))) == [("new", "moved")]
    add(session, "花呗", "card")
    add(session, "amex", "card")
    assert reasons(take(session, "bank", row("20261103", "-5.00", text, "A2"))) == [("new", "own")]
    number(session, "amex", "6666")
    assert reasons(take(session, "bank", row("20261104", "-5.00", text, "A3"))) == [("new", "moved")]
    assert (held(session, "card"), held(session, "amex"), held(session, "花呗")) == (500, 500, 0)
    assert reasons(take(session, "bank", row("20261105", "-5.00", "信用卡还款 1111", "A4"))) == [("new", "own")]


def test_without_a_card_it_is_booked_as_any_other(session: Session) -> None:
    edit_account(session, names.account(session, "card"), AccountEdit(closed=True))
    assert reasons(take(session, "bank", row("20261102", "-5.00", "CREDIT CARD PAYMENT", "A1"))) == [("new", "own")]


def test_a_card_s_own_file_confirms_what_the_bank_s_brought(session: Session) -> None:
    take(session, "bank", row("20261110", "-40.00", "CREDIT CARD PAYMENT", "A1"))
    done = take(session, "card", row("20261112", "40.00", "PAYMENT - THANK YOU", "C1"))
    assert (counts(done), held(session, "card"), held(session, "bank")) == ([(0, 1, 0)], 4000, 121000)


def test_a_wallet_s_withdrawal_meets_what_was_kept_apart_though_a_fee_was_taken(session: Session) -> None:
    add(session, "微信", "ewallet")
    uids = [names.any_node(session, name).uid for name in ("微信", "food")]
    uids.append(names.equity(session, ADJUSTMENT).uid)
    day = date(2026, 11, 9).toordinal()
    legs = zip(uids, (-50000, 50, 49950), strict=True)
    postings = tuple(Posting(uid, "EUR", minor, day) for uid, minor in legs)
    uid = session.new_uid()
    record(session, lambda: Entry([Transaction(uid, day, postings)]))
    done = take(session, "bank", row("20261110", "499.50", "财付通-微信零钱提现", "A1"))
    assert (counts(done), earned(session)) == ([(0, 1, 0)], 0)
    assert (held(session, "微信"), held(session, ADJUSTMENT)) == (-50000, 0)


def test_the_other_party_s_number_is_an_own_account(session: Session) -> None:
    add(session, "savings", "savings")
    number(session, "savings", "DE02120300000000202051")
    text = "Booking date,Payee,IBAN,Amount,Currency\n2026-11-10,Erika,DE02 1203 0000 0000 2020 51,-75.00,EUR\n"
    text += "2026-11-11,Rewe,DE02500105170137075030,-5.00,EUR\n"
    done = take_file(session, text.encode(), "bank")
    assert reasons(done) == [("new", "moved"), ("new", "not-seen")]
    assert (held(session, "savings"), held(session, "bank")) == (7500, 125000 - 8000)


@pytest.mark.parametrize(
    ("day", "savings"), [("20261112", (1, 1, 0)), ("20261115", (1, 1, 0)), ("20261116", (2, 0, 0))]
)
def test_both_banks_files_bring_one_movement_within_five_days(
    session: Session, day: str, savings: tuple[int, int, int]
) -> None:
    add(session, "savings", "savings")
    number(session, "savings", "DE02120300000000202051")
    number(session, "bank", "DE02500105170137075030")
    head = "Booking date,Payee,IBAN,Amount,Currency\n"
    out = f"{head}2026-11-10,Erika,DE02120300000000202051,-75.00,EUR\n"
    back = f"{head}{day[:4]}-{day[4:6]}-{day[6:]},Erika,DE02500105170137075030,75.00,EUR\n2026-11-01,Rewe,,-1.00,EUR\n"
    take_file(session, out.encode(), "bank")
    done = take_file(session, back.encode(), "savings")
    assert counts(done) == [savings]
    assert counts(take_file(session, back.encode(), "savings")) == [(0, 0, 2)]
    assert counts(take_file(session, out.encode(), "bank")) == [(0, 0, 1)]


MASKED = "Date;Text;Amount;Counterparty account\n2026-11-10;To savings;-200.00;{}\n2026-11-11;Shop;-3.00;\n"


@pytest.mark.parametrize(
    ("numbers", "told", "is_known"),
    [
        (("1234567812349876",), "1234****9876", True),
        (("1234 5678 1234 9876",), "1234********9876", True),
        (("1234567812349876", "1234000000009876"), "1234****9876", False),
        (("1234567812349876",), "1234****9875", False),
        (("1234567812349876",), "1235****9876", False),
        (("1234567812349876",), "****9876", False),
        (("1234567812349876",), "1234567****876", False),
        (("1234567812349876",), "1234****9abc", False),
        (("12349876",), "1234****9876", False),
    ],
)
def test_a_number_shown_in_part_is_the_only_own_one_that_fits(
    session: Session, numbers: tuple[str, ...], told: str, is_known: bool
) -> None:
    for at, each in enumerate(numbers):
        add(session, f"savings{at}", "bank", "EUR")
        number(session, f"savings{at}", each)
    done = take_file(session, MASKED.format(told).encode(), "bank")
    assert reasons(done)[0] == (("new", "moved") if is_known else ("new", "not-seen"))
    assert held(session, "savings0") == (20000 if is_known else 0)
    assert counts(take_file(session, MASKED.format(told).encode(), "bank")) == [(0, 0, 2)]


@pytest.mark.parametrize(("day", "reason"), [(10, "only-amount"), (3, "cash-before")])
def test_cash_that_was_recorded_before_the_bank_lists_it_is_booked_once(
    session: Session, day: int, reason: str
) -> None:
    on = date(2026, 11, day).toordinal()
    moved = tuple(
        Posting(names.own_account(session, name).uid, "EUR", minor, on)
        for name, minor in (("bank", -20000), ("cash", 20000))
    )
    before = held(session, "cash")
    record(session, lambda: Entry([Transaction(session.new_uid(), on, moved)]))
    done = take(session, "bank", row("20261112", "-200.00", "ATM WITHDRAWAL", "A1"))
    assert reasons(done) == [("confirmed", reason)]
    assert held(session, "cash") - before == 20000
    assert bool(done.statements[0].joined.doubts) == (reason == "cash-before")
