"""What a receipt remarks besides what was recorded: money that isn't there, the exact rate; in text and in JSON."""

import json
import re

import pytest

from tests.cli.driver import Wallet


def test_cash_below_zero_is_remarked_once(wallet: Wallet) -> None:
    assert "below zero" not in wallet.ok("pay", "320", "Sofa", "@cash", "+home")
    assert "cash would be below zero\n" in wallet.ok("pay", "1", "Coffee", "@cash", "+food", "-n")
    assert "cash is now below zero\n" in wallet.ok("pay", "1", "Coffee", "@cash", "+food")
    assert "below zero" not in wallet.ok("pay", "1", "Coffee", "@cash", "+food")
    document = json.loads(wallet.ok("receive", "5", "Anna", "@cash", "+salary", "--json"))
    assert document["below_zero"] == []
    assert json.loads(wallet.ok("pay", "9", "Tea", "@cash", "+food", "--json"))["below_zero"] == ["cash"]


def test_a_card_below_zero_is_nothing_to_remark(wallet: Wallet) -> None:
    assert "below zero" not in wallet.ok("pay", "3", "Coffee", "@card", "+food")


def test_a_bank_below_zero_is_remarked_once(wallet: Wallet) -> None:
    assert json.loads(wallet.ok("pay", "9000", "Car", "@bank", "+home", "--json", "-n"))["below_zero"] == ["bank"]
    assert "bank is now below zero\n" in wallet.ok("pay", "9000", "Car", "@bank", "+home")
    assert "below zero" not in wallet.ok("pay", "1", "Coffee", "@bank", "+food")
    yesterday = wallet.ok("receive", "9000", "Acme", "@bank", "+salary", "-d", "y")
    assert "below zero" not in yesterday
    assert "bank is now below zero\n" in wallet.ok("pay", "2000", "Sofa", "@bank", "+home", "-d", "y")


def test_all_of_a_debt_is_said_to_be_that_and_what_it_leaves_below_zero(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "visa", "--kind", "card", "--owed", "2000")
    assert "bank would be below zero\n" in wallet.ok("transfer", "all", "@bank", "@visa", "-n")
    told = wallet.ok("transfer", "all", "@bank", "@visa")
    assert '"all" means all that was owed on visa\n' in told
    assert "bank is now below zero\n" in told
    wallet.ok("undo", "o7")
    assert "all that was owed" not in wallet.ok("transfer", "2000", "@bank", "@visa")


def test_all_of_a_debt_with_a_person_is_said_to_be_that(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "dollars", "--currency", "USD")
    wallet.ok("borrow", "2000", "anna", "@bank")
    told = wallet.ok("repay", "all", "anna", "@bank")
    assert '"all" means all that was owed between you and anna\n' in told
    wallet.ok("undo", "o8")
    assert "between you" not in wallet.ok("repay", "20", "anna", "@bank")
    wallet.ok("lend", "5usd", "anna", "@dollars")
    told = wallet.ok("repay", "all", "anna", "@bank")
    assert "between you" not in told, "dollars are owed still"


def test_a_loan_paid_off_by_a_card_remarks_no_card_below_zero(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "visa", "--kind", "card", "--owed", "20")
    assert "below zero" not in wallet.ok("transfer", "all", "@card", "@visa")


def test_the_only_account_is_not_said_to_be_from_last_time(bare: Wallet) -> None:
    bare.ok("init", "--currency", "EUR", "--no-input")
    bare.ok("accounts", "add", "purse", "--kind", "cash", "--opening", "50")
    bare.ok("accounts", "add", "anna", "--kind", "person")
    for line in (("pay", "5", "Tea", "+food"), ("receive", "5", "Acme", "+salary"), ("lend", "5", "anna")):
        told = bare.ok(*line, tty=True)
        assert "filled in: purse, the only account" in told
        assert "last time" not in told
    told = bare.ok("refund", "5", "Shop", "+food", tty=True)
    assert "filled in: purse, the only account" in told
    told = bare.ok("pay", "6", "Tea", tty=True)
    assert "filled in from last time: purse · food" in told
    assert "the only account" not in told


def test_a_batch_remarks_it_too(wallet: Wallet) -> None:
    told = wallet.ok("batch", "-", typed="pay 300 Sofa @cash +home\npay 50 Lamp @cash +home\n")
    assert "cash is now below zero\n" in told


def test_an_exchange_tells_its_rate_exactly(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "dollars", "--kind", "cash", "--currency", "USD")
    document = json.loads(wallet.ok("exchange", "100eur", "108.20usd", "@bank", "@dollars", "--json"))
    assert document["rate"] == {"from": "EUR", "to": "USD", "ratio": "541/500"}
    thirds = json.loads(wallet.ok("exchange", "3eur", "1usd", "@bank", "@dollars", "--fee", "1", "--json"))
    assert thirds["rate"]["ratio"] == "1/3"
    assert "rate" not in json.loads(wallet.ok("pay", "3", "Coffee", "@cash", "+food", "--json"))


def test_totals_beyond_what_one_account_holds_are_shown(wallet: Wallet) -> None:
    for name in ("hoard1", "hoard2", "hoard3", "hoard4", "hoard5"):
        wallet.ok("accounts", "add", name, "--kind", "asset", "--opening", "9999999999999999.99")
        wallet.ok("accounts", "add", f"{name}b", "--kind", "asset")
        wallet.ok("receive", "9999999999999999.99", "Acme", f"@{name}b", "+salary")
    names = [f"hoard{number}{end}" for number in range(1, 6) for end in ("", "b")]
    shown = wallet.ok("balance", *names, "--table")
    assert shown.splitlines()[-1].split() == ["total", "€99,999,999,999,999,999.90"]


@pytest.mark.parametrize("amount", ["0.001", "0.01/3"])
def test_the_hint_about_too_many_decimals_works(wallet: Wallet, amount: str) -> None:
    refused = wallet("pay", amount, "Coffee", "@cash", "+food")
    assert refused.status == 2
    assert "write 0.01;" in refused.err
    wallet.ok("pay", "0.01", "Coffee", "@cash", "+food")


def test_a_budget_has_the_same_signs_in_the_table_and_in_json(wallet: Wallet) -> None:
    month = {"today": "2026-11-20"}
    wallet.ok("budget", "set", "food", "10", "--from", "2026-10")
    wallet.ok("pay", "25", "Market", "@cash", "+food", "-d", "2026-10-31", **month)
    wallet.ok("pay", "7", "Cinema", "@cash", "+fun")
    wallet.ok("budget", "hold", "30")
    document = json.loads(wallet.ok("budget", "--json"))
    shown = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", wallet.ok("budget", tty=True)).split())
    for name, words in (
        ("overspent_last_month", "overspent before"),
        ("spent_without_envelope", "spent without an envelope"),
        ("held", "held for later"),
        ("from_last_month", "carried over"),
    ):
        minor = int(document[name]["minor"])
        sign, text = "-" if minor < 0 else "", document[name]["amount"].lstrip("-")
        assert f"{words} {sign}€{text}" in shown
    assert int(document["overspent_last_month"]["minor"]) == 1500
    figures = {name: int(value["minor"]) for name, value in document.items() if isinstance(value, dict)}
    budgeted = sum(int(each["budgeted"]["minor"]) for each in document["envelopes"])
    assert figures["to_budget"] == (
        figures["from_last_month"]
        + figures["received"]
        + figures["other_changes"]
        - figures["spent_without_envelope"]
        - figures["overspent_last_month"]
        - figures["held"]
        - budgeted
    )


def test_income_on_a_card_may_be_a_repayment_or_a_refund(wallet: Wallet) -> None:
    told = wallet.ok("receive", "50", "Shop", "@card", "+other-income")
    assert "card is money that you owe" in told and "wallet undo o6, then wallet transfer AMOUNT @FROM @card" in told
    assert "that you owe" not in wallet.ok("receive", "50", "Shop", "@card", "+other-income", "-n")
    assert "that you owe" not in wallet.ok("receive", "50", "Shop", "@bank", "+other-income")
    assert "that you owe" not in wallet.ok("transfer", "50", "@bank", "@card")


def test_both_lines_of_a_remark_can_be_run_as_they_stand(wallet: Wallet) -> None:
    told = wallet("pay", typed="15 anna @cash\n\n\n", tty=True).err
    assert "if this is one: wallet lend 15 anna @cash or" in " ".join(told.split())


def test_what_leads_to_a_name_is_none_of_it(wallet: Wallet) -> None:
    told = wallet("pay", typed="18 app @cash +food\nrefund 5 from app\n\n", tty=True)
    assert "Recorded €18.00 to app from cash · food" in told.out
    assert "back from app" in told.out
