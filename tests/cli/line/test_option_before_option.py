"""An option in the place of another one's value is refused; a value that looks like one is written behind ``=``, or at
the prompt in quotes.
"""

import pytest

from tests.cli.driver import Wallet


def test_the_form_with_a_sign_of_equality_is_said_and_works(wallet: Wallet) -> None:
    told = wallet("pay", "5", "Tea", "@cash", "+food", "--memo", "--table", tty=True)
    assert told.status == 2
    assert '"--table" is another option' in " ".join(told.err.split())
    assert "--memo=--table" in told.err
    wallet.ok("pay", "5", "Tea", "@cash", "+food", "--memo=--table", tty=True)
    assert "memo\t--table" in wallet.ok("show", "t3", "--plain")
    wallet.env["WALLET_LANG"] = "zh_CN"
    told = wallet("pay", "5", "Tea", "@cash", "+food", "-m", "--table", tty=True)
    assert (told.status, "如果值就是 --table，请写成 --memo=--table" in told.err) == (2, True)


@pytest.mark.parametrize("value", ["-5°", "--nonsense", "—", "-"])
def test_any_other_word_can_be_a_value(wallet: Wallet, value: str) -> None:
    wallet.ok("pay", "5", "Tea", "@cash", "+food", "--memo", value, tty=True)
    assert f"memo\t{value}" in wallet.ok("show", "t3", "--plain")


def test_behind_two_hyphens_all_are_words(wallet: Wallet) -> None:
    assert wallet("pay", "5", "@cash", "+food", "--", "--memo", "--json", tty=True, typed="y\n").status == 0
    assert "payee\t--memo --json" in wallet.ok("show", "t3", "--plain")


def test_at_the_prompt_quotes_make_it_a_value(wallet: Wallet) -> None:
    told = wallet("pay", tty=True, typed='5 Tea @cash +food -m --tag\n6 Tea @cash +food -m "--tag"\n')
    assert "--memo=--tag" in told.err
    assert "memo\t--tag" in wallet.ok("show", "t3", "--plain")


def test_a_printed_line_keeps_a_name_that_looks_like_an_option_a_value(wallet: Wallet) -> None:
    wallet.ok("pay", "5", "@cash", "+food", "--", "--json", tty=True, typed="y\n")
    told = wallet("edit", "--", "--json", "5", tty=True)
    assert "wallet history --payee=--json" in told.err
    assert wallet.ok("history", "--payee=--json", "-q").split() == ["t3"]
    told = wallet("pay", "5", "Tea", "cash", "+food", "--memo=--json", tty=True)
    assert "wallet pay 5 Tea @cash +food --memo=--json" in " ".join(told.err.split())
