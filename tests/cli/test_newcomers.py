"""What people type without having read anything is answered with the line that they meant."""

import pytest

from tests.cli.driver import Wallet


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("pay 5 coffee cash", "wallet pay 5 coffee @cash ("),
        ("pay 5 coffee cash food", "wallet pay 5 coffee @cash +food ("),
        ("pay 5 coffee @cash", "wallet pay 5 coffee @cash +CATEGORY ("),
        ("lend 5 anna", "wallet lend 5 anna @ACCOUNT ("),
        ("pay 5", "wallet pay 5 NAME @ACCOUNT +CATEGORY"),
        ("pay 5 Dinner @cash +food --with bank", "wallet accounts rename bank NEW"),
        ("transfer 50 from bank to cash", "wallet transfer 50 @bank @cash"),
        ("rm 2", "did you mean t2?"),
        ("undo 4", "did you mean o4?"),
        ("undo t4", "wallet rm t4"),
        ("qr request 5", "it isn't clear which account is to be paid into name it"),
        ("statement cash someday", "2026-10, 10, november, lastmonth"),
    ],
)
def test_the_line_that_was_meant_is_told(kept: Wallet, line: str, answer: str) -> None:
    told = kept(*line.split(), tty=True)
    assert told.status
    assert answer in " ".join(told.err.split())  # wherever the lines break


@pytest.mark.parametrize(
    ("word", "answer"), [("food", "history +food"), ("card", "history @card"), ("2026-01", '"2026-01"'), ("zzz", "")]
)
def test_a_search_for_what_is_no_payee_names_the_filter(kept: Wallet, word: str, answer: str) -> None:
    told = kept("history", word, tty=True).err
    assert "nothing found" in told
    assert (answer in told) if answer else ("did you mean" not in told)


def test_a_statement_of_nothing_points_to_this_month(kept: Wallet) -> None:
    assert "wallet statement 2026-11 @cash" in kept("statement", "@cash", tty=True).err
    assert "wallet statement" not in kept("statement", "2026-11", "@cash", tty=True).err


def test_the_whole_command_line_may_be_typed_at_the_prompt(wallet: Wallet) -> None:
    assert "Recorded €5.00 to tea" in wallet("pay", tty=True, typed="wallet pay 5 tea @cash +food\n").out


def test_what_a_budget_did_is_told_by_names(wallet: Wallet) -> None:
    wallet("budget", "set", "food", "300", tty=True)
    assert "food: €300.00 a month from 2026-11" in wallet("undo", tty=True).out
    assert "starting balance" in wallet("history", tty=True).out
