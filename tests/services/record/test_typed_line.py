"""What the verbs share: what was left out is taken from the last time, on a terminal alone, and named."""

import pytest

from tests.services.books import add, held, lines, refused
from wallet_cli.services import names
from wallet_cli.services.record.debts import Debt, lend
from wallet_cli.services.record.pay import Income, Payment, pay, receive
from wallet_cli.services.record.transfer import Transfer, transfer
from wallet_cli.services.record.typed_line import Notes
from wallet_cli.services.session import Session
from wallet_cli.services.things import accounts as tree
from wallet_cli.services.things.accounts import AccountEdit
from wallet_cli.services.things.starting import setting_item


@pytest.fixture
def terminal(session: Session) -> Session:
    return session._replace(infers=True)


def test_account_and_category_come_from_the_last_time(terminal: Session) -> None:
    pay(terminal, Payment(["12.50", "Coffee", "@card", "+food"]))
    pay(terminal, Payment(["12.50", "Coffee", "@cash", "+fun"]))
    receipt = pay(terminal, Payment(["3", "coffee"]))
    assert receipt.inferred == ("cash", "fun")
    assert lines(terminal, receipt) == {"fun": 300, "cash": -300}


def test_nothing_is_taken_from_the_last_time_in_a_script(session: Session) -> None:
    pay(session, Payment(["12.50", "Coffee", "@cash", "+food"]))
    with refused("account-missing", 2) as caught:
        pay(session._replace(command="pay"), Payment(["3", "Coffee", "+food"]))
    assert caught.value.params["corrected"] == "3 Coffee @ACCOUNT +food"
    add(session, "my box", "cash", "EUR")
    with refused("account-missing", 2) as caught:
        pay(session._replace(command="pay"), Payment(["3", "Coffee", "my", "box", "+food"]))
    assert caught.value.params["corrected"] == '3 Coffee "@my box" +food'
    with refused("category-missing", 2):
        pay(session, Payment(["3", "Coffee", "@cash"]))


def test_spending_never_takes_the_category_of_income(terminal: Session) -> None:
    receive(terminal, Income(["2500", "Acme", "@bank", "+salary"], less=["tax=450"]))
    assert pay(terminal, Payment(["5", "Acme"])).inferred == ("bank", "tax")
    receive(terminal, Income(["2500", "Bcme", "@bank", "+salary"]))
    with refused("category-missing", 2):
        pay(terminal, Payment(["5", "Bcme"]))
    again = receive(terminal, Income(["2500", "Acme", "@bank", "+salary"], less=["tax=450"]))
    assert receive(terminal, Income(["10", "Acme"])).inferred == ("bank", "salary")
    assert again.inferred == ()


def test_what_was_several_or_is_closed_is_not_taken(terminal: Session) -> None:
    pay(terminal, Payment(["10", "Market", "@cash", "+food=4", "+home"]))
    with refused("category-missing", 2):
        pay(terminal, Payment(["5", "Market"]))
    pay(terminal, Payment(["10", "Kiosk", "@card", "+fun"]))
    tree.edit(terminal, names.category(terminal, "fun"), AccountEdit(closed=True))
    with refused("category-missing", 2):
        pay(terminal, Payment(["5", "Kiosk"]))


def test_a_payee_whose_records_are_all_yet_to_come_says_nothing(terminal: Session) -> None:
    pay(terminal, Payment(["12", "Concert", "@cash", "+fun"], Notes("+3d")))
    with refused("account-missing", 2):
        pay(terminal, Payment(["12", "Concert", "+fun"]))


def test_a_friend_is_never_taken_from_the_last_time(terminal: Session) -> None:
    pay(terminal, Payment(["43", "Dinner", "@anna", "+food"]))
    with refused("account-missing", 2):
        pay(terminal, Payment(["43", "Dinner"]))


def test_the_only_account_there_is_needs_no_name_on_a_terminal(terminal: Session) -> None:
    tree.edit(terminal, names.account(terminal, "card"), AccountEdit(closed=True))
    transfer(terminal, Transfer(["320", "@cash", "@bank"]))
    tree.edit(terminal, names.account(terminal, "cash"), AccountEdit(closed=True))
    assert lend(terminal, Debt(["5", "anna"])).inferred == ("bank",)
    with refused("account-missing", 2):
        lend(terminal._replace(infers=False), Debt(["5", "anna"]))
    with refused("account-closed", 5):
        pay(terminal, Payment(["5", "X", "@cash", "+food"]))


def test_without_any_account_the_first_is_asked_for(session: Session) -> None:
    transfer(session, Transfer(["1250", "@bank", "@cash"]))
    pay(session, Payment(["1570", "All", "@cash", "+food"]))
    for name in ("bank", "cash", "card"):
        tree.edit(session, names.account(session, name), AccountEdit(closed=True))
    with refused("no-accounts-yet", 2):
        pay(session, Payment(["5", "X", "+food"]))


def test_an_account_of_several_currencies_wants_to_hear_which(session: Session) -> None:
    add(session, "trip", "cash", "USD", "GBP")
    with refused("currency-needed-here", 2):
        pay(session, Payment(["5", "X", "@trip", "+food"]))
    assert lines(session, pay(session, Payment(["£5", "X", "@trip", "+food"])))["trip GBP"] == -500
    add(session, "asia", "cash", "CNY", "JPY")
    with refused("currency-ambiguous", 2):
        pay(session, Payment(["¥5", "X", "@asia", "+food"]))


def test_the_main_currency_decides_an_ambiguous_sign(session: Session) -> None:
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_item(setting_item("currency", "CNY"))
    assert lines(session, pay(session, Payment(["¥5", "Tea", "@anna", "+food"]))) == {
        "food CNY": 500,
        "anna CNY": -500,
    }


def test_without_a_category_for_fees_one_must_be_named(session: Session) -> None:
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_item(setting_item("fee-category", ""))
    with refused("fee-category-missing", 2):
        transfer(session, Transfer(["5", "@bank", "@cash"], fee="1"))
    transfer(session, Transfer(["5", "@bank", "@cash", "+other"], fee="1"))
    assert held(session, "other") == 100


def test_a_fee_has_one_category_and_it_is_spending(session: Session) -> None:
    with refused("one-fee-category", 2):
        transfer(session, Transfer(["5", "@bank", "@cash", "+other", "+fees"], fee="1"))
    with refused("one-fee-category", 2):
        transfer(session, Transfer(["5", "@bank", "@cash", "+other=1"], fee="1"))
    with refused("not-expense", 5):
        transfer(session, Transfer(["5", "@bank", "@cash", "+salary"], fee="1"))
