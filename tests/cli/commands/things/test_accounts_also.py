"""Further numbers of an account: given, shown, forgotten, kept by everything else that changes it."""

import json

from tests.cli.driver import Wallet


def also(wallet: Wallet, name: str = "bank") -> list[str]:
    found: list[str] = json.loads(wallet.ok("show", name, "--json"))["also"]
    return found


def test_they_are_given_several_times_and_shown(wallet: Wallet) -> None:
    wallet.ok("accounts", "edit", "bank", "--number", "111", "--also", "1234", "--also", "招商银行(1234)")
    assert also(wallet) == ["1234", "招商银行(1234)"]
    assert "called in files  1234, 招商银行(1234)" in wallet("accounts", "show", "bank", tty=True).out
    assert json.loads(wallet.ok("show", "bank", "--json"))["number"] == "111"
    wallet.ok("accounts", "edit", "bank", "--also", "5678", "--also", "招商银行（1234）")
    assert also(wallet) == ["1234", "招商银行（1234）", "5678"]
    wallet.ok("verify")
    wallet.ok("verify", "--rebuild")
    assert also(wallet) == ["1234", "招商银行（1234）", "5678"]


def test_one_is_forgotten_and_the_first_number_is_none_of_them(wallet: Wallet) -> None:
    wallet.ok("accounts", "edit", "bank", "--also", "12 34", "--also", "5678")
    wallet.ok("accounts", "edit", "bank", "--drop-also", "1234")
    assert also(wallet) == ["5678"]
    wallet.ok("accounts", "edit", "bank", "--number", "7", "--also", "7", "--also", "8")
    assert also(wallet) == ["5678", "8"]


def test_an_account_is_added_with_them_and_keeps_them_under_another_name(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "visa", "--kind", "card", "--also", "4321")
    wallet.ok("accounts", "rename", "visa", "plastic")
    wallet.ok("accounts", "edit", "plastic", "--alias", "credit", "--number", "99")
    assert also(wallet, "plastic") == ["4321"]
    wallet.ok("accounts", "close", "plastic")
    assert also(wallet, "plastic") == ["4321"]
    wallet.ok("undo", "o9", "--yes")
    assert also(wallet, "plastic") == ["4321"]
