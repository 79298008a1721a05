"""``wallet transfer`` at the command line."""

import json

import pytest

from tests.cli.driver import Wallet


def test_a_transfer_and_its_fee_are_shown(wallet: Wallet) -> None:
    out = wallet.ok("t", "500", "@bank", "@cash")
    assert "Recorded €500.00 from bank to cash   t3" in out
    assert "bank €1,250.00 → €750.00    cash €320.00 → €820.00" in out
    assert "Recorded €500.00 from bank to cash · fees" in wallet.ok("t", "500", "@bank", "@cash", "--fee", "1.20")
    assert "bank\tbank\t248.80" in wallet.ok("balance")


def test_the_fee_may_be_taken_out_of_the_amount(wallet: Wallet) -> None:
    wallet.ok("t", "500", "--from", "bank", "--to", "@cash", "--fee", "1.20", "--fee-inside", "--for", "other")
    assert "cash\tcash\t818.80" in wallet.ok("balance")


def test_what_is_under_way_is_in_neither_account(wallet: Wallet) -> None:
    wallet.ok("t", "500", "@bank", "@cash", "--arrives", "+2d")
    assert "cash\tcash\t320.00" in wallet.ok("balance")
    assert "cash\tcash\t820.00" in wallet.ok("balance", "-d", "2026-11-22")


def test_a_repeated_id_moves_the_money_once(wallet: Wallet) -> None:
    line = ("t", "500", "@bank", "@cash", "--id", "rent-11", "--json")
    first, second = json.loads(wallet.ok(*line)), json.loads(wallet.ok(*line))
    assert (first["transactions"], second["repeated"]) == (second["transactions"], True)
    assert "Already recorded as t3" in wallet.ok(*line[:-1])
    assert wallet("t", "501", "@bank", "@cash", "--id", "rent-11").status == 6


def test_a_dry_run_moves_nothing(wallet: Wallet) -> None:
    assert "Would record €500.00 from bank to cash" in wallet.ok("t", "500", "@bank", "@cash", "-n")
    assert "cash\tcash\t320.00" in wallet.ok("balance")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("5", "@bank", "@bank"), 5, "name two accounts"),
        (("500", "bank", "cash"), 2, "wallet transfer 500 @bank @cash"),
        (("5", "@bank", "@anna"), 5, "wallet lend AMOUNT anna @ACCOUNT"),
        (("5usd", "@bank", "@cash"), 5, "wallet accounts edit bank --currency EUR,USD"),
        (("5", "@bank", "@dollars"), 5, "wallet exchange 5 AMOUNT @bank @dollars"),
        (("5", "@bnak", "@cash"), 3, 'no account "bnak" (did you mean bank?)'),
        (("5", "@xyz", "@cash"), 3, 'no account "xyz"\n'),
    ],
)
def test_an_error_names_the_line_that_mends_it(wallet: Wallet, words: tuple[str, ...], status: int, said: str) -> None:
    wallet.ok("accounts", "add", "dollars", "--currency", "USD")
    result = wallet("transfer", *words)
    assert (result.out, result.status) == ("", status)
    assert said in result.err


def test_an_error_is_one_json_object_for_scripts(wallet: Wallet) -> None:
    error = json.loads(wallet("transfer", "5", "@bank", "@bank", "--json").err)
    assert (error["slug"], error["exit"]) == ("transfer-to-itself", 5)
