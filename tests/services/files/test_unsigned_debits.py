"""Debits without a minus in OFX, and what a card's balance agrees with."""

from tests.services.bank_files import ofx, row, statement, take
from tests.services.books import add, held
from wallet_cli.domain.files.unsigned import LEFT_IN, READ_OUT
from wallet_cli.services.files.imported import Closing
from wallet_cli.services.session import Session


def debit(day: str, amount: str, bank_id: str) -> str:
    """A row that is called a debit."""
    return row(day, amount, "Market", bank_id).replace("OTHER", "DEBIT")


def closing(session: Session, rows: list[str], balance: str, account: str) -> tuple[tuple[str, ...], Closing]:
    """The file's evidence, and the bank's balance beside that of the books."""
    (filed,) = take(session, ofx(statement(rows, number="", closing=balance)), account).statements
    assert filed.closing is not None
    return filed.head.evidence, filed.closing


def test_a_debit_without_any_sign_went_out(session: Session) -> None:
    add(session, "new")
    rows = [debit("20261113", "10.00", "a"), row("20261114", "3.00", "Back", "b")]
    evidence, end = closing(session, rows, "-7.00", "new")
    assert (evidence, end.held_minor, end.agrees) == ((READ_OUT,), -700, True)


def test_beside_other_signs_it_stays_and_is_remarked(session: Session) -> None:
    add(session, "new")
    rows = [debit("20261113", "10.00", "a"), row("20261114", "-3.00", "Shop", "b")]
    evidence, end = closing(session, rows, "7.00", "new")
    assert (evidence, end.held_minor, end.agrees) == ((LEFT_IN,), 700, True)


def test_a_cards_balance_below_zero_is_nothing_that_is_held(session: Session) -> None:
    add(session, "visa2", "card")
    evidence, end = closing(session, [row("20261113", "10.00", "Market", "a")], "-10.00", "visa2")
    assert (evidence, end.stated_minor, end.held_minor, end.agrees) == ((), -1000, 1000, False)
    assert held(session, "visa2") == 1000


def test_a_cards_balance_may_be_what_is_owed(session: Session) -> None:
    add(session, "visa2", "card")
    _evidence, end = closing(session, [row("20261113", "-10.00", "Market", "a")], "10.00", "visa2")
    assert (end.held_minor, end.agrees) == (-1000, True)


def test_the_opposite_sign_agrees_on_no_account_but_a_debt(session: Session) -> None:
    add(session, "new")
    _evidence, end = closing(session, [row("20261113", "-10.00", "Market", "a")], "10.00", "new")
    assert (end.held_minor, end.agrees) == (-1000, False)
