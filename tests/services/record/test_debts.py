"""Debts: a person owes or is owed, and a repayment goes the way that follows from it."""

import pytest

from tests.services.books import add, held, lines, refused
from wallet_cli.services import names
from wallet_cli.services.record.debts import Debt, borrow, lend, repay
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts as tree
from wallet_cli.services.things.accounts import AccountEdit


def debt(line: str) -> Debt:
    return Debt(line.split())


def test_what_is_lent_is_owed_to_me_and_what_is_borrowed_by_me(session: Session) -> None:
    assert lines(session, lend(session, debt("50 anna @cash"))) == {"anna": 5000, "cash": -5000}
    assert lines(session, borrow(session, debt("80 @anna @bank"))) == {"anna": -8000, "bank": 8000}
    assert held(session, "anna") == -3000


def test_a_repayment_follows_who_owes_whom(session: Session) -> None:
    lend(session, debt("50 anna @cash"))
    assert lines(session, repay(session, debt("20 anna @bank"))) == {"anna": -2000, "bank": 2000}
    assert lines(session, repay(session, debt("all anna @bank"))) == {"anna": -3000, "bank": 3000}
    borrow(session, debt("10 anna @cash"))
    assert lines(session, repay(session, debt("4 anna @bank"))) == {"anna": 400, "bank": -400}
    assert lines(session, repay(session, debt("全部 anna @bank"))) == {"anna": 600, "bank": -600}
    assert held(session, "anna") == 0


def test_more_than_is_owed_is_refused_with_what_the_rest_would_be(session: Session) -> None:
    lend(session, debt("50 anna @cash"))
    with refused("repays-too-much", 5) as caught:
        repay(session, debt("60 anna @bank"))
    told = caught.value.params
    assert (told["owed"], told["verb"]) == ("50.00", "borrow")
    assert (told["corrected"], told["other"]) == ("50.00 anna @bank", "10.00 anna @bank")
    assert told["debtor"] == "anna" and not told["creditor"]
    repay(session, debt("50 anna @bank"))
    borrow(session, debt("5 anna @cash"))
    with refused("repays-too-much", 5) as caught:
        repay(session, debt("60 anna @bank"))
    assert caught.value.params["verb"] == "lend"
    assert caught.value.params["creditor"] == "anna" and not caught.value.params["debtor"]


def test_debts_in_several_currencies_are_repaid_one_by_one(session: Session) -> None:
    add(session, "multi", "bank", "EUR", "USD")
    lend(session, debt("5usd anna @multi"))
    with refused("nothing-owed", 5):
        repay(session, debt("5 anna @cash"))
    lend(session, debt("7eur anna @multi"))
    with refused("currency-needed-here", 2):
        repay(session, debt("all anna @multi"))
    repay(session, debt("all anna @cash"))
    repay(session, debt("5usd anna @multi"))
    with refused("nothing-owed", 5):
        repay(session, debt("all anna @multi"))
    assert (held(session, "anna"), held(session, "anna", "USD")) == (0, 0)


def test_a_debt_is_between_me_and_one_person(session: Session) -> None:
    add(session, "bob", "person")
    lend(session, debt("5 anna @cash"))
    with refused("person-missing", 2):
        repay(session, debt("all anna @bob"))


@pytest.mark.parametrize(
    ("line", "slug", "status"),
    [
        ("50 @cash", "person-missing", 2),
        ("50", "person-missing", 2),
        ("50 anna @anna", "person-missing", 2),
        ("50 anna @cash @bank", "one-account", 2),
        ("50 anna", "account-missing", 2),
        ("50 anne @cash", "no-such-person", 3),
        ("50 bank @cash", "payee-is-account", 5),
        ("50 food @cash", "not-a-person", 3),
        ("50 anna @cash +food", "category-not-here", 2),
        ("0 anna @cash", "zero-amount", 2),
        ("5usd anna @cash", "currency-not-held", 5),
    ],
)
def test_what_is_no_debt_is_refused(shared: Session, line: str, slug: str, status: int) -> None:
    for verb in (lend, borrow, repay):
        with refused(slug, status):
            verb(shared, debt(line))
    assert held(shared, "cash") == 32000


def test_a_debt_without_an_amount_is_refused(shared: Session) -> None:
    for verb, slug in ((lend, "amount-missing"), (borrow, "amount-missing"), (repay, "repay-amount-missing")):
        with refused(slug, 2):
            verb(shared, debt("anna @cash"))


def test_who_is_closed_is_refused(session: Session) -> None:
    tree.edit(session, names.account(session, "anna"), AccountEdit(closed=True))
    with refused("account-closed", 5):
        lend(session, debt("5 anna @cash"))
