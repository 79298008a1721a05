"""What is typed at the questions for the first accounts that answers another one: it is said what is asked, and a line
about another account comes next.
"""

import pytest

from tests.cli.commands.vault.test_init import accounts
from tests.cli.driver import Wallet


@pytest.mark.parametrize("answer", ["undo", "99 -", "how much?", "balance", "help", "12.50 Coffee @cash", "no idea"])
def test_what_is_no_amount_owed_gets_one_line(bare: Wallet, answer: str) -> None:
    told = accounts(bare, "visa", answer, "200")
    assert told.count("asked here: what is owed on visa now") == 1
    assert "wallet: " not in told
    assert "1  visa · card · €200.00 owed" in told


def test_an_amount_gone_wrong_is_said_to_be_so(bare: Wallet) -> None:
    told = accounts(bare, "visa", "12..5", "200")
    assert 'wallet: "12..5"' in told
    assert told.count("asked here: what is owed on visa now") == 1


def test_another_account_in_place_of_what_is_owed_comes_next(bare: Wallet) -> None:
    told = accounts(bare, "visa", "bank 50", "food 300", "200")
    assert told.count("that reads as an account of its own: it comes next") == 2
    assert "1  visa · card · €200.00 owed" in told
    assert "account: bank 50\n  2  bank · bank · €50.00" in told
    assert 'account: food 300\nwallet: "food" is a category' in told


def test_another_account_where_a_yes_is_asked_comes_next(bare: Wallet) -> None:
    told = accounts(bare, "cash 1.250,00", "bank 50", "y", "")
    assert "it comes next; answer y or n first" in told
    assert "1  cash · cash · €1.250,00" in told
    assert "2  bank · bank · €50,00" in told


@pytest.mark.parametrize("line", ["昨天", "yesterday", "2026-11-20", "11-20", "20 Nov", "昨天 80", "yesterday 80"])
def test_a_day_is_not_an_account(bare: Wallet, line: str) -> None:
    told = accounts(bare, line, "cash 80")
    assert "is a day, not an account" in told
    assert "1  cash · cash · €80.00" in told


@pytest.mark.parametrize("line", ["sixty", "seven", "one hundred"])
@pytest.mark.parametrize("first", [(), ("bank 5",)])
def test_a_number_in_words_is_not_an_account(bare: Wallet, line: str, first: tuple[str, ...]) -> None:
    told = accounts(bare, *first, line, "cash 80")
    assert f'"{line}" is a number in words' in told
    assert f"for example: {'bank' if first else 'cash'} 80" in told


def test_a_payment_is_not_an_account(bare: Wallet) -> None:
    told = accounts(bare, "3 Tea @cash", "cash 80")
    assert '"3 Tea @cash" reads as a payment; here are only accounts' in told


@pytest.mark.parametrize("line", ["visa 欠多少", "how much is owed on visa?"])
def test_a_question_about_a_balance_gets_the_balance(bare: Wallet, line: str) -> None:
    told = accounts(bare, "visa owed 200", "cash 80", line)
    assert told.count("1  visa · card · €200.00 owed") == 2
    assert told.count("2  cash · cash · €80.00") == 1
    assert "An account is a place" not in told


def test_a_question_about_no_account_of_the_list_shows_all_and_the_command(bare: Wallet) -> None:
    told = accounts(bare, "cash 80", "how much is there?")
    assert told.count("1  cash · cash · €80.00") == 2
    assert "later wallet balance shows what each account holds" in told
