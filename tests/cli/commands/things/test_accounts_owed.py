"""A balance that says that it is owed: ``--opening 欠200``."""

import pytest

from tests.cli.driver import Wallet


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("花呗", "欠200", "花呗 (card): €200.00 owed"),
        ("花呗", "还欠 1,200.50", "花呗 (card): €1,200.50 owed"),
        ("visa", "owed 200", "visa (card): €200.00 owed"),
        ("visa", "200 owed", "visa (card): €200.00 owed"),
        ("giro", "owed 200", "giro (bank): -€200.00"),
        ("visa", "200", "visa (card): €200.00 in credit"),
    ],
)
def test_what_is_owed_is_a_debt(wallet: Wallet, name: str, text: str, shown: str) -> None:
    assert f"added account {shown}" in wallet.ok("accounts", "add", name, "--opening", text, tty=True)


@pytest.mark.parametrize("text", ["欠20", "owed 20"])
def test_who_owes_is_not_guessed(wallet: Wallet, text: str) -> None:
    told = wallet("accounts", "add", "zed", "--kind", "person", "--opening", text, "--json")
    assert (told.status, '"slug": "owed-unclear"' in told.err) == (2, True)


@pytest.mark.parametrize("text", ["欠", "owed"])
def test_a_debt_of_nothing_is_no_amount(wallet: Wallet, text: str) -> None:
    assert '"slug": "amount-unreadable"' in wallet("accounts", "add", "visa", "--opening", text, "--json").err
