"""A transfer recorded by hand stands in two banks' files: each confirms its own side, and neither books it again."""

from datetime import date

import pytest

from tests.raw.books import last_transaction
from tests.services.bank_files import counts, ofx, row, statement, take
from tests.services.books import add, held
from wallet_cli.domain import kinds
from wallet_cli.domain.transaction import Posting, Transaction
from wallet_cli.services import names
from wallet_cli.services.record.receipt import Entry
from wallet_cli.services.record.transfer import Transfer, transfer
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.record.write import record
from wallet_cli.services.session import Session
from wallet_cli.store.books import account_postings, accounts, transactions


def sent(session: Session, target: str, day: str = "11-10") -> int:
    receipt = transfer(session, Transfer(("200", "@bank", f"@{target}"), Notes(day=day)))
    return int(receipt.transactions[0][0][1:])


def side(session: Session, number: int, name: str) -> Posting:
    kept, node = transactions.by_row(session.db, number), accounts.find(session.db, name)
    assert kept is not None and node is not None
    return next(each for each in kept.transaction.postings if each.account == node.uid)


def test_both_banks_confirm_their_side_of_a_transfer(session: Session) -> None:
    add(session, "savings", "savings")
    number = sent(session, "savings")
    out = ofx(statement([row("20261111", "-200.00", "TO SAVINGS", "A1")]))
    back = ofx(statement([row("20261112", "200.00", "FROM GIRO", "B1")], number="999"))
    assert counts(take(session, out, "bank")) == [(0, 1, 0)]
    assert counts(take(session, back, "savings")) == [(0, 1, 0)]
    assert (side(session, number, "bank").bank_id, side(session, number, "savings").bank_id) == ("A1", "B1")
    assert (held(session, "bank"), held(session, "savings")) == (125000 - 20000, 20000)
    assert counts(take(session, out, "bank")) == [(0, 0, 1)]
    assert counts(take(session, back, "savings")) == [(0, 0, 1)]


@pytest.mark.parametrize("kind", kinds.own())
def test_the_other_side_is_known_as_an_own_account_of_every_kind(session: Session, kind: str) -> None:
    add(session, "new", kind)
    number = sent(session, "new")
    bank, day = names.account(session, "bank"), date(2026, 11, 10).toordinal()
    (found,) = account_postings.known(session.db, bank.row, day, day)
    assert (found.txn, found.other) == (number, account_postings.OWN_SIDE)


def test_a_withdrawal_by_hand_is_confirmed_by_the_nearest_row_and_only_one(session: Session) -> None:
    sent(session, "cash")
    rows = [row("20261111", "-200.00", "ATM", "A1"), row("20261111", "-200.00", "ATM", "A2")]
    assert counts(take(session, ofx(statement(rows)), "bank")) == [(1, 1, 0)]
    assert held(session, "bank") == 125000 - 40000


def test_a_row_weeks_later_is_another_movement(session: Session) -> None:
    sent(session, "cash")
    late = ofx(statement([row("20261125", "-200.00", "ATM", "A1")]))
    assert counts(take(session, late, "bank")) == [(1, 0, 0)]


def test_an_opening_balance_is_no_transfer(session: Session) -> None:
    same = ofx(statement([row("20261102", "1250.00", "Acme", "A1")]))
    assert counts(take(session, same, "bank")) == [(1, 0, 0)]


def test_two_rows_that_stand_for_two_postings_of_one_record_confirm_both(session: Session) -> None:
    bank, food = (names.any_node(session, name).uid for name in ("bank", "food"))
    day = date(2026, 11, 5).toordinal()
    legs = [(bank, -500), (bank, -700), (food, 1200)]
    postings = tuple(Posting(uid, "EUR", minor, day) for uid, minor in legs)
    uid = session.new_uid()
    record(session, lambda: Entry([Transaction(uid, day, postings)]))
    done = take(session, ofx(statement([row("20261105", "-5.00", "", "A"), row("20261105", "-7.00", "", "B")])))
    assert [(each.confirmed, each.new) for each in done.statements] == [(2, 0)]
    kept = transactions.by_uid(session.db, uid)
    assert kept is not None
    assert [each.bank_id for each in kept.transaction.postings] == ["A", "B", ""]


def test_what_a_bank_delivered_is_kept_up_to_its_bound(session: Session) -> None:
    take(session, ofx(statement([row("20261105", "-5.00", "Coffee", "A", "y" * 4000)])))
    kept = transactions.by_row(session.db, last_transaction(session.db))
    assert kept is not None
    assert kept.transaction.delivered == "Coffee " + "y" * 3993
