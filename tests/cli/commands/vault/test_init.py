"""``wallet init`` at the keyboard: wrong answers are asked about again, and accounts are what was meant."""

import pytest

from tests.cli.driver import Wallet


def accounts(bare: Wallet, *lines: str) -> str:
    """Make a wallet with these lines at the account prompt; what was said meanwhile."""
    done = bare("init", tty=True, typed="\n".join(["", "", *lines, "", ""]))
    assert done.status == 0
    return done.err


def test_a_wrong_answer_is_asked_again(bare: Wallet) -> None:
    done = bare("init", tty=True, typed="doubloons\ndollars\n€\ngerman\n1.234,50\n\n")
    assert done.status == 0
    assert 'no currency "doubloons"' in done.err
    assert '"dollars" can mean USD' in done.err
    assert 'no number style is written "german"' in done.err
    assert "EUR" in bare.ok("config", "get", "currency")


@pytest.mark.parametrize(("typed", "code"), [("rmb", "CNY"), ("us$", "USD"), ("chf", "CHF")])
def test_a_currency_may_be_called_by_a_name(bare: Wallet, typed: str, code: str) -> None:
    bare.ok("init", "--currency", typed, "--no-input")
    assert code in bare.ok("config", "get", "currency")


def test_an_amount_in_another_currency_makes_an_account_in_it(bare: Wallet) -> None:
    assert "added paypal (ewallet, USD)" in accounts(bare, "paypal 20 usd")
    assert "20.00\tUSD" in bare.ok("balance", "--plain")


def test_a_name_may_have_several_words(bare: Wallet) -> None:
    assert "added my bank (bank, EUR)" in accounts(bare, "my bank 1,250.00")


def test_what_is_no_account_is_told_and_asked_again(bare: Wallet) -> None:
    told = accounts(bare, "50", "purse 3x", "help", "cash 80")
    assert '"50" is an amount without an account' in told
    assert 'no currency "x"' in told
    assert told.count("Your first accounts") == 2
    assert "added cash (cash, EUR)" in told
    assert len(bare.ok("accounts", "--plain").splitlines()) == 2


@pytest.mark.parametrize("leaving", ["exit\n", ""])
def test_leaving_the_accounts_ends_well(bare: Wallet, leaving: str) -> None:
    done = bare("init", tty=True, typed=f"\n\ncash 80\n{leaving}")
    assert done.status == 0
    assert "Now record something" in done.err
