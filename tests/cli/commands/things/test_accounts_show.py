"""``wallet accounts show``: an account with its names and what it holds, and what of that is pending."""

import json

from tests.cli.driver import Wallet


def test_it_says_what_the_account_holds_and_what_of_it_is_pending(wallet: Wallet) -> None:
    wallet.ok("accounts", "edit", "cash", "--currency", "EUR,USD")
    wallet.ok("accounts", "edit", "cash", "--alias", "purse")
    wallet.ok("pay", "9", "Shop", "@cash", "+food", "--pending")
    wallet.ok("receive", "7usd", "Gift", "@cash", "+other-income")
    lines = [line.split("  ", 1) for line in wallet.ok("accounts", "show", "purse", tty=True).splitlines()]
    shown = {line[0]: line[1].strip() for line in lines}
    assert shown["balance"] == "€311.00  $7.00"
    assert shown["of which pending"] == "-€9.00"
    assert (shown["account"], shown["also called"]) == ("cash", "purse")
    (document,) = json.loads(wallet.ok("accounts", "show", "cash", "--json"))["accounts"]
    assert [each["amount"] for each in document["balances"]] == ["311.00", "7.00"]
    assert [each["amount"] for each in document["pending"]] == ["-9.00"]
    assert wallet.ok("accounts", "show", "cash").splitlines()[0] == "name\tkind\tcurrencies\taliases\tnumber\tclosed"


def test_without_anything_pending_it_says_nothing_of_that(wallet: Wallet) -> None:
    assert "pending" not in wallet.ok("accounts", "show", "cash", tty=True)
    assert "对方欠你 €5.00" in _lent(wallet)


def _lent(wallet: Wallet) -> str:
    wallet.ok("lend", "5", "@cash", "anna")
    return wallet.ok("accounts", "show", "anna", "--lang", "zh", tty=True)
