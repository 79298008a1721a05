"""A record on a day before an account's starting balance: said so, and the line that is offered makes it right."""

import json
import re
import shlex

import pytest

from tests.cli.driver import Wallet

TOO_EARLY = "cash: its opening balance of €320.00 is as of 1 Nov, later than this; so this is counted on top of it"
PAY = ("pay", "5", "Coffee", "@cash", "+food", "-d", "2026-10-10")


def offered(told: str) -> list[str]:
    """The words of the line that is offered."""
    (line,) = re.findall(r"wallet (edit .*)", told)
    return shlex.split(line)


def test_it_is_not_below_zero_but_too_early(wallet: Wallet) -> None:
    told = wallet.ok(*PAY)
    assert TOO_EARLY in told
    assert "if it includes this already: wallet edit t1 325.00" in told
    assert "below zero" not in told
    assert json.loads(wallet.ok(*PAY, "--json"))["below_zero"] == []
    assert f"{TOO_EARLY}\n" in wallet.ok(*PAY, "-n")


def test_the_line_that_is_offered_keeps_the_balance_of_that_day_and_settles_it(wallet: Wallet) -> None:
    wallet.ok(*PAY)
    told = wallet.ok("pay", "2.50", "Tea", "@cash", "+food", "-d", "2026-10-20")
    wallet.ok(*offered(told))
    assert "cash\tcash\t320.00" in wallet.ok("balance", "--plain")
    assert "opening balance of" not in wallet.ok("pay", "1", "Tea", "@cash", "+food", "-d", "2026-10-21")
    assert "cash\tcash\t320.00" not in wallet.ok("balance", "--plain")


@pytest.mark.parametrize("style", ["1.234,50", "1 234,50"])
def test_the_line_is_written_as_numbers_are(wallet: Wallet, style: str) -> None:
    wallet.ok("config", "set", "numbers", style)
    told = wallet.ok(*PAY, tty=True)
    assert "325,00" in offered(told)
    wallet.ok(*offered(told), tty=True)
    assert "cash\tcash\t320.00" in wallet.ok("balance", "--plain")


def test_a_card_a_transfer_and_a_batch_are_too_early_as_well(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "visa", "owed", "200")
    told = wallet.ok("transfer", "20", "@bank", "@visa", "-d", "2026-11-02")
    assert "visa: its opening balance of €200.00 owed is as of 20 Nov" in told and "bank: its" not in told
    wallet.ok(*offered(told))
    assert "visa\tcard\t-200.00" in wallet.ok("balance", "--plain")
    told = wallet.ok("batch", "-", typed="5 Tea @cash +food -d 2026-10-01\n5 Tea @cash +food\n")
    assert TOO_EARLY in told


def test_where_more_moved_than_it_held_its_balance_is_adjusted_on_that_day(wallet: Wallet) -> None:
    told = wallet.ok("receive", "400", "Acme", "@cash", "+salary", "-d", "2026-10-10")
    (line,) = re.findall(r"wallet (adjust .*)", told)
    assert line == "adjust @cash --to 320.00 -d 2026-11-01"
    wallet.ok(*shlex.split(line))
    assert "cash\tcash\t320.00" in wallet.ok("balance", "--plain")
    wallet.ok("accounts", "add", "visa", "owed", "200")
    told = wallet.ok("pay", "300", "Shop", "@visa", "+food", "-d", "2026-11-02")
    (line,) = re.findall(r"wallet (adjust .*)", told)
    assert line == "adjust @visa --owed 200.00 -d 2026-11-20"
    wallet.ok(*shlex.split(line))
    assert "visa\tcard\t-200.00" in wallet.ok("balance", "--plain")


def test_an_edit_that_moves_it_there_says_so_and_others_do_not(wallet: Wallet) -> None:
    paid = wallet.ok("pay", "5", "Coffee", "@cash", "+food", "-q").strip()
    told = wallet.ok("edit", paid, "-d", "2026-10-10")
    assert TOO_EARLY in told
    assert "opening balance of" not in wallet.ok("edit", paid, "+home")
    wallet.ok(*offered(told))
    assert "cash\tcash\t320.00" in wallet.ok("balance", "--plain")
    assert "opening balance of" not in wallet.ok("edit", paid, "-d", "2026-10-11")


def test_on_the_day_of_its_beginning_and_later_nothing_is_said(wallet: Wallet) -> None:
    for day in ("2026-11-01", "2026-11-05"):
        assert "opening balance of" not in wallet.ok("pay", "5", "Coffee", "@cash", "+food", "-d", day)


def test_in_chinese(wallet: Wallet) -> None:
    assert "cash 的期初余额 €320.00 是 11-01 的，这笔更早，会另外再算一次" in wallet.ok(*PAY, "--lang", "zh")
