"""Rows into transactions: what is new, what confirms, which category, and what is never touched."""

from datetime import date

import pytest

from tests.raw import journal
from tests.raw.books import last_transaction
from tests.services.bank_files import counts, ofx, pending, reasons, row, statement, take
from tests.services.books import add, held, refused
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money
from wallet_cli.domain.transaction import BOOKED, PENDING, RECONCILED, Transaction
from wallet_cli.services.amend import edit, undo
from wallet_cli.services.amend.edit import Edit
from wallet_cli.services.files.bank_import import Imported
from wallet_cli.services.files.matching import Filing
from wallet_cli.services.names import NAME_CHARACTERS
from wallet_cli.services.record.pay import Income, Payment, pay, receive
from wallet_cli.services.record.transfer import Transfer, transfer
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts as tree
from wallet_cli.services.things import settings
from wallet_cli.store.books import accounts, transactions

COFFEE = ("4.50", "Coffee", "@bank", "+food")


def one(session: Session, *rows: str) -> Imported:
    """Import one statement with these rows."""
    return take(session, ofx(statement(rows)))


def kept(session: Session, number: int) -> Transaction:
    found = transactions.by_row(session.db, number)
    assert found is not None
    return found.transaction


def paid(session: Session, *words: str, day: str = "11-03", **more: object) -> int:
    receipt = pay(session, Payment(words or COFFEE, Notes(day=day, **more)))  # type: ignore[arg-type]
    return int(receipt.transactions[0][0][1:])


def category(session: Session, number: int) -> str:
    nodes = [accounts.by_uid(session.db, each.account) for each in kept(session, number).postings]
    return next(node.path for node in nodes if node and node.account.is_category)


def test_a_new_row_is_booked_with_all_that_the_bank_says(session: Session) -> None:
    done = one(session, row("20261105", "-40.00", "Market", "A2", "card 1234", "<DTAVAIL>20261106"))
    assert counts(done) == [(1, 0, 0)]
    txn = kept(session, last_transaction(session.db))
    own, other = txn.postings
    assert (own.amount_minor, own.state, own.bank_id) == (-4000, BOOKED, "A2")
    assert date.fromordinal(own.date) == date(2026, 11, 5)
    assert date.fromordinal(own.value_date) == date(2026, 11, 6)
    assert (txn.memo, txn.delivered, other.bank_id) == ("card 1234", "Market card 1234", "")
    payee = accounts.payee_by_uid(session.db, txn.payee)
    assert payee is not None and payee.name == "Market"
    assert (category(session, last_transaction(session.db)), held(session, "uncategorised")) == (
        "uncategorised",
        4000,
    )


def test_money_in_without_a_history_is_uncategorised_income(session: Session) -> None:
    one(session, row("20261105", "2000.00", "Acme"), row("20261106", "1.00", ""))
    assert held(session, "uncategorised-income") == -200100
    assert kept(session, last_transaction(session.db)).payee == b""


def test_a_payee_goes_where_it_went_last_also_under_an_alias(session: Session) -> None:
    paid(session)
    one(session, row("20261116", "-5.00", "COFFEE"))
    assert category(session, last_transaction(session.db)) == "food"


def test_money_back_from_a_shop_is_no_income_and_money_out_never_is(session: Session) -> None:
    paid(session)
    receive(session, Income(("100", "Acme", "@bank", "+salary")))
    one(
        session,
        row("20261116", "5.00", "Coffee", memo="refund"),
        row("20261117", "-7.00", "Acme"),
        row("20261118", "90.00", "Acme"),
    )
    assert held(session, "food") == 450 - 500
    assert held(session, "uncategorised") == 700
    assert held(session, "salary") == -10000 - 9000


def test_several_or_closed_categories_are_no_memory(session: Session) -> None:
    paid(session, "10", "Market", "@bank", "+food=6", "+home")
    paid(session, "10", "Gym", "@bank", "+fun")
    node = accounts.find(session.db, "fun")
    assert node is not None
    tree.edit(session, node, tree.AccountEdit(closed=True))
    one(session, row("20261116", "-5.00", "Market"), row("20261116", "-6.00", "Gym"))
    assert held(session, "uncategorised") == 1100


def test_a_category_for_what_is_uncategorised_is_made_once(session: Session) -> None:
    assert accounts.find(session.db, "uncategorised") is None
    one(session, row("20261116", "-5.00", "A"), row("20261116", "-6.00", "B"))
    assert held(session, "uncategorised") == 1100
    one(session, row("20261117", "-1.00", "C"))
    assert held(session, "uncategorised") == 1200
    assert held(session, "other") == 0


def renamed(session: Session, name: str, path: str) -> None:
    node = accounts.find(session.db, name)
    assert node is not None
    tree.rename(session, node, path)


@pytest.mark.parametrize("harm", ["closed", "an income", "an account"])
def test_where_that_name_is_another_things_other_takes_them(session: Session, harm: str) -> None:
    if harm == "an account":
        add(session, "uncategorised", "cash")
    else:
        renamed(session, "salary" if harm == "an income" else "fun", "uncategorised")
    if harm == "closed":
        node = accounts.find(session.db, "uncategorised")
        assert node is not None
        tree.edit(session, node, tree.AccountEdit(closed=True))
    one(session, row("20261116", "-5.00", "A"))
    assert held(session, "other") == 500
    renamed(session, "other", "sundries")
    node = accounts.find(session.db, "sundries")
    assert node is not None
    tree.edit(session, node, tree.AccountEdit(closed=True))
    with refused("name-taken", 5):
        one(session, row("20261117", "-7.00", "B"))


@pytest.mark.parametrize("made", ["by an import", "by hand"])
def test_in_a_chinese_wallet_it_has_a_chinese_name_and_an_english_one(session: Session, made: str) -> None:
    settings.change(session, "language", "zh")
    if made == "by hand":
        add(session, "未分类", "expense")
    one(session, row("20261116", "-5.00", "A"), row("20261116", "6.00", "B"))
    assert (held(session, "未分类"), held(session, "未分类收入")) == (500, -600)
    assert held(session, "uncategorised-income") == -600
    assert (accounts.find(session.db, "uncategorised") is None) is (made == "by hand")


def test_what_else_the_bank_says_is_kept_beside_the_accounts_posting(session: Session) -> None:
    one(session, row("20261105", "-40.00", "Market", "A2", "", "<CHECKNUM>12"))
    own, other = kept(session, last_transaction(session.db)).postings
    assert dict(own.facts) == {"kind": "other", "x-check-number": "12"}
    assert other.facts == ()


def test_what_confirms_brings_what_it_says_and_keeps_what_was_said_before(session: Session) -> None:
    one(session, pending("20261105", "-4.50", "Coffee").replace("<TRNTYPE>OTHER", "<TRNTYPE>POS<CHECKNUM>9"))
    txn = last_transaction(session.db)
    assert dict(kept(session, txn).postings[0].facts) == {"kind": "pos", "x-check-number": "9"}
    assert counts(one(session, row("20261105", "-4.50", "Coffee", "A1"))) == [(0, 1, 0)]
    assert dict(kept(session, txn).postings[0].facts) == {"kind": "other", "x-check-number": "9"}


def test_a_pending_row_brings_what_it_says_to_what_was_typed(session: Session) -> None:
    number = paid(session, pending=True)
    assert counts(one(session, pending("20261103", "-4.50", "Coffee"))) == [(0, 1, 0)]
    own = [each for each in kept(session, number).postings if each.facts]
    assert [dict(each.facts) for each in own] == [{"kind": "other"}]


def test_the_same_file_twice_adds_nothing_and_records_nothing(session: Session) -> None:
    data = ofx(
        statement(
            [row("20261105", "-40.00", "Market", "A2"), row("20261105", "-40.00", "Market"), row("20261106", "1", "")]
        )
    )
    assert counts(take(session, data)) == [(3, 0, 0)]
    head = journal.last(session.db)
    again = take(session, data)
    assert (counts(again), again.op) == ([(0, 0, 3)], "")
    assert journal.last(session.db) == head


def test_two_equal_rows_of_one_file_are_two_purchases(session: Session) -> None:
    assert counts(one(session, row("20261105", "-4.50"), row("20261105", "-4.50"))) == [(2, 0, 0)]
    assert held(session, "bank") == 125000 - 900


def test_what_was_recorded_by_hand_is_confirmed_and_keeps_what_the_user_wrote(session: Session) -> None:
    number = paid(session, memo="to go", tags=["trip"])
    done = one(session, row("20261105", "-4.50", "Coffee", "A1", "card"))
    assert reasons(done) == [("confirmed", "near-date")]
    txn = kept(session, number)
    own = next(each for each in txn.postings if each.amount_minor < 0)
    assert (own.bank_id, date.fromordinal(own.date)) == ("A1", date(2026, 11, 5))
    assert date.fromordinal(txn.date) == date(2026, 11, 3)
    assert (txn.memo, txn.tags, category(session, number)) == ("to go", ("trip",), "food")
    assert held(session, "bank") == 125000 - 450
    assert counts(one(session, row("20261105", "-4.50", "Coffee", "A1", "card"))) == [(0, 0, 1)]
    assert counts(one(session, row("20261106", "-4.50", "Coffee", "A2"))) == [(1, 0, 0)]


def test_one_entry_by_hand_is_confirmed_by_one_row_only(session: Session) -> None:
    paid(session)
    done = one(session, row("20261103", "-4.50"), row("20261104", "-4.50"))
    assert sorted(reasons(done)) == [("confirmed", "near-date"), ("new", "not-seen")]
    # the entry has its row: a later one of the same amount is another purchase
    assert reasons(one(session, row("20261105", "-4.50"))) == [("new", "not-seen")]


def test_a_pending_payment_is_booked_by_its_row_with_its_category(session: Session) -> None:
    number = paid(session, pending=True)
    one(session, row("20261104", "-4.50", "Coffee", "A1"))
    assert {each.state for each in kept(session, number).postings} == {BOOKED}


def test_a_pending_row_becomes_booked_under_whatever_id_it_then_has(session: Session) -> None:
    first = one(session, pending("20261103", "-4.50", "Coffee", "P1"))
    assert counts(first) == [(1, 0, 0)]
    number = last_transaction(session.db)
    assert {each.state for each in kept(session, number).postings} == {PENDING}
    assert counts(one(session, pending("20261103", "-4.50", "Coffee", "P1"))) == [(0, 0, 1)]
    booked = one(session, row("20261105", "-4.50", "Coffee", "B7"))
    assert counts(booked) == [(0, 1, 0)]
    own = kept(session, number).postings[0]
    assert (own.state, own.bank_id, date.fromordinal(own.date)) == (BOOKED, "B7", date(2026, 11, 5))
    assert counts(one(session, row("20261105", "-4.50", "Coffee", "B7"))) == [(0, 0, 1)]


def test_a_pending_row_notes_a_pending_payment_and_leaves_a_booked_one_alone(session: Session) -> None:
    number = paid(session, pending=True)
    assert counts(one(session, pending("20261103", "-4.50"))) == [(0, 1, 0)]
    assert kept(session, number).delivered == "Coffee"
    assert {each.state for each in kept(session, number).postings} == {PENDING}
    other = paid(session, "7", "Tea", "@bank", "+food")
    assert counts(one(session, pending("20261103", "-7.00", "Tea"))) == [(0, 0, 1)]
    assert kept(session, other).delivered == ""


def test_reconciled_postings_keep_their_day_and_take_the_id(session: Session) -> None:
    number = paid(session)
    edit.edit(session, f"t{number}", Edit(state="reconciled"))
    assert counts(one(session, row("20261105", "-4.50", "Coffee", "A1"))) == [(0, 1, 0)]
    own = next(each for each in kept(session, number).postings if each.amount_minor < 0)
    assert (own.state, own.bank_id, date.fromordinal(own.date)) == (RECONCILED, "A1", date(2026, 11, 3))


def test_a_void_import_stays_known_and_an_edited_one_too(session: Session) -> None:
    rows = [row("20261105", "-40.00", "Market"), row("20261106", "-41.00", "Shop", "", "nine nails")]
    one(session, *rows)
    number = last_transaction(session.db)
    edit.edit(session, f"t{number - 1}", Edit(void=True))
    edit.edit(session, f"t{number}", Edit(("Smith", "+home"), memo="nails"))
    assert counts(one(session, *rows)) == [(0, 0, 2)]


def test_a_changed_row_under_a_known_id_is_told_and_not_taken(session: Session) -> None:
    one(session, row("20261105", "-40.00", "Market", "A2"))
    done = one(session, row("20261105", "-41.00", "Market", "A2"))
    assert reasons(done) == [("known", "bank-id-changed")]
    assert done.statements[0].fates[0].changed == ("amount",)


def test_a_row_with_an_id_gives_it_to_the_one_that_came_without(session: Session) -> None:
    one(session, row("20261105", "-40.00", "Market"))
    assert counts(one(session, row("20261105", "-40.00", "Market", "A2"))) == [(0, 1, 0)]
    assert kept(session, last_transaction(session.db)).postings[0].bank_id == "A2"


def test_an_id_far_away_in_time_is_seen(session: Session) -> None:
    one(session, row("20260105", "-40.00", "Market", "A2"))
    assert reasons(one(session, row("20261105", "-40.00", "Market", "A2"))) == [("known", "bank-id-changed")]


@pytest.mark.parametrize("length", [400, 5000])
def test_texts_of_any_length_are_recognised_again(session: Session, length: int) -> None:
    data = ofx(statement([row("20261105", "-40.00", "M" * 300, "", "x" * min(length, 4000))]))
    assert counts(take(session, data)) == [(1, 0, 0)]
    assert counts(take(session, data)) == [(0, 0, 1)]


def test_one_undo_takes_all_back_and_the_next_import_brings_it_again(session: Session) -> None:
    number = paid(session)
    before = kept(session, number)
    data = ofx(statement([row("20261105", "-4.50", "Coffee", "A1"), row("20261106", "-9.00", "New shop", "A2")]))
    done = take(session, data)
    undo.undo(session, int(done.op[1:]))
    assert kept(session, number) == before
    assert accounts.find_payee(session.db, "New shop") is None
    assert held(session, "bank") == 125000 - 450
    assert counts(take(session, data)) == [(1, 1, 0)]


def test_a_purchase_abroad_keeps_the_shops_amount(session: Session) -> None:
    add(session, "travel-card", "card", "EUR")
    node = accounts.find(session.db, "travel-card")
    assert node is not None
    usd, eur = Currency("USD", 2), Currency("EUR", 2)
    told = Row(1, date(2026, 11, 5), Money(-4187, eur), "Hotel", original=Money(-4500, usd))
    with session.store.operation(session.origin(), session.new_uid()) as work:
        assert [fate.status for fate in Filing(session, work).book(node, [told])] == ["new"]
    own, other = kept(session, last_transaction(session.db)).postings
    assert (own.original_minor, own.original_currency) == (-4500, "USD")
    assert (other.original_minor, other.original_currency) == (4500, "USD")
    assert accounts.scale_of(session.db, "USD") == 2


def test_the_other_account_of_a_pending_transfer_stays_pending(session: Session) -> None:
    receipt = transfer(session, Transfer(("40", "@cash", "@bank"), Notes(day="11-03", pending=True)))
    number = int(receipt.transactions[0][0][1:])
    assert reasons(one(session, row("20261104", "40.00", "Cash in", "A1"))) == [("confirmed", "only-amount")]
    states = {}
    for each in kept(session, number).postings:
        node = accounts.by_uid(session.db, each.account)
        assert node is not None
        states[node.path] = each.state
    assert states == {"cash": PENDING, "bank": BOOKED}


def test_a_cent_out_is_spent_and_a_cent_in_or_nothing_is_received(session: Session) -> None:
    for amount, kind in (("-0.01", "expense"), ("0.01", "income"), ("0.00", "income")):
        one(session, row("20261105", amount, f"Nobody {amount}"))
        node = accounts.find(session.db, category(session, last_transaction(session.db)))
        assert node is not None and node.kind == kind


def test_a_payee_whose_name_the_books_cut_is_the_same_one(session: Session) -> None:
    paid(session, "4.50", "M" * NAME_CHARACTERS, "@bank", "+food")
    assert counts(one(session, row("20261104", "-4.50", "M" * (NAME_CHARACTERS + 50)))) == [(0, 1, 0)]


def test_what_is_void_is_not_confirmed(session: Session) -> None:
    number = paid(session)
    edit.edit(session, f"t{number}", Edit(void=True))
    assert counts(one(session, row("20261104", "-4.50", "Coffee"))) == [(1, 0, 0)]
    assert kept(session, number).void
