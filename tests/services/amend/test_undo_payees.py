"""A payee goes with the payment that brought it, and comes back with one that is brought back."""

import pytest

from tests.services.books import refused
from wallet_cli.services.amend import edit, undo
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.session import Session
from wallet_cli.services.things import payees
from wallet_cli.store.books.accounts import find_payee


@pytest.fixture
def removed(session: Session) -> tuple[int, int]:
    """Two payments to a new payee, the second taken out: the operations of the first and of the removal."""
    first = pay(session, Payment(("5", "Kiosk", "@cash", "+food"))).op
    second = pay(session, Payment(("6", "Kiosk", "@cash", "+food")))
    gone = edit.remove(session, [second.transactions[0][0]])
    return int(first[1:]), int(gone.op[1:])


def test_a_payment_brings_its_payee_along_that_an_undo_took_for_unused(
    session: Session, removed: tuple[int, int]
) -> None:
    first, gone = removed
    undo.undo(session, first)
    assert find_payee(session.db, "Kiosk") is None
    undo.undo(session, gone)
    assert find_payee(session.db, "Kiosk") is not None


def test_a_payee_that_somebody_removed_stays_away(session: Session) -> None:
    (paid,) = pay(session, Payment(("5", "Kiosk", "@cash", "+food"))).transactions
    gone = edit.remove(session, [paid[0]])
    payees.remove(session, "Kiosk")
    with refused("undo-in-use", 5):
        undo.undo(session, int(gone.op[1:]))
    assert find_payee(session.db, "Kiosk") is None
