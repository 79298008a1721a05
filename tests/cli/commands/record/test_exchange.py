"""``wallet exchange`` at the command line."""

import json

import pytest

from tests.cli.driver import Wallet


@pytest.fixture
def abroad(wallet: Wallet) -> Wallet:
    wallet.ok("accounts", "add", "dollars", "--currency", "USD")
    return wallet


def test_both_amounts_and_the_rate_are_shown(abroad: Wallet) -> None:
    out = abroad.ok("x", "100eur", "108.20usd", "@bank", "@dollars")
    assert "Recorded €100.00 → $108.20 from bank to dollars   t3" in out
    assert "bank €1,250.00 → €1,150.00    dollars $0.00 → $108.20" in out
    assert "1 EUR = 1.082 USD" in out


def test_a_rate_that_goes_on_is_marked_and_a_fee_named(abroad: Wallet) -> None:
    out = abroad.ok("x", "3eur", "1usd", "--from", "bank", "--to", "dollars", "--fee", "0.50")
    assert "1 EUR ≈ 0.333333 USD" in out
    assert "from bank to dollars · fees" in out
    assert "bank\tbank\t1246.50" in abroad.ok("balance")


def test_a_repetition_has_no_rate_to_show(abroad: Wallet) -> None:
    line = ("x", "100eur", "108.20usd", "@bank", "@dollars", "--id", "k")
    abroad.ok(*line)
    assert abroad.ok(*line) == "Already recorded as t3; not recorded again\n"
    assert json.loads(abroad.ok(*line, "--json"))["repeated"]


def test_one_currency_is_a_transfer(abroad: Wallet) -> None:
    result = abroad("x", "100eur", "100eur", "@bank", "@dollars")
    assert result.status == 5
    assert "wallet transfer 100eur @bank @dollars" in result.err


def test_the_line_is_read_at_the_prompt(abroad: Wallet) -> None:
    result = abroad("x", tty=True, typed="€100 $108.20 @bank @dollars --fee 1\n")
    assert "\nexchange> " in result.err
    assert "€100.00 → $108.20" in result.out
