"""A transfer recorded by hand stands in two banks' files: each confirms its own side, and neither books it again."""

from tests.services.bank_files import counts, ofx, row, statement, take
from tests.services.books import add, held
from wallet_cli.domain.transaction import Posting
from wallet_cli.services.drafting import Notes
from wallet_cli.services.session import Session
from wallet_cli.services.transferring import Transfer, transfer
from wallet_cli.store import accounts, transactions


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


def test_a_withdrawal_by_hand_is_confirmed_by_the_nearest_row_and_only_one(session: Session) -> None:
    sent(session, "cash")
    rows = [row("20261111", "-200.00", "ATM", "A1"), row("20261111", "-200.00", "ATM", "A2")]
    assert counts(take(session, ofx(statement(rows)), "bank")) == [(1, 1, 0)]
    assert held(session, "bank") == 125000 - 40000


def test_a_row_days_later_is_another_movement(session: Session) -> None:
    sent(session, "cash")
    late = ofx(statement([row("20261114", "-200.00", "ATM", "A1")]))
    assert counts(take(session, late, "bank")) == [(1, 0, 0)]


def test_an_opening_balance_is_no_transfer(session: Session) -> None:
    same = ofx(statement([row("20261102", "1250.00", "Acme", "A1")]))
    assert counts(take(session, same, "bank")) == [(1, 0, 0)]
