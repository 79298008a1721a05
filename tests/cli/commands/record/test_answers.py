"""What is typed in place of an answer, and at the prompt in place of a line: it is said what it is, and what was a line
of its own comes next.
"""

import pytest

from tests.cli.driver import Wallet

NEXT = "12.50 Coffee @cash +food"


@pytest.mark.parametrize("answer", ["3", "7", "n", "y"])
def test_a_digit_that_is_not_offered_is_met_with_those_that_are(wallet: Wallet, answer: str) -> None:
    told = wallet("pay", typed=f"3 Tea, cash\n{answer}\n1\n1\n\n", tty=True)
    assert "answer 1 or 2; Enter alone leaves the line out" in told.err
    assert "none of these" not in told.err
    assert "€3.00 to Tea from cash · food" in told.out


@pytest.mark.parametrize(
    "line", ["3 Tea, cash", "3 Tea，cash", "3 Tea、cash", "3 Tea,cash", "3, Tea, cash", "3 Tea ， cash"]
)
def test_a_comma_between_words_is_no_part_of_a_name(wallet: Wallet, line: str) -> None:
    told = wallet("pay", typed=f"{line}\n1\n1\n\n", tty=True)
    assert "  1 3 Tea @cash  2 as typed: it is a part of the name" in told.err
    assert "€3.00 to Tea from cash · food" in told.out


@pytest.mark.parametrize("line", ["3 Tea, @cash, +food", "3 Tea @cash +food,", "3 Tea， @cash， +food", "3 Tea,"])
def test_a_comma_at_the_end_of_a_word_before_a_sign_or_the_end_is_left_out(wallet: Wallet, line: str) -> None:
    assert "€3.00 to Tea from cash · food" in wallet("pay", typed=f"{line}\n1\n1\n\n", tty=True).out


def test_a_comma_inside_of_a_name_and_one_in_quotes_stay(wallet: Wallet) -> None:
    told = wallet("pay", typed='3 Salt, Pepper & Co @cash +food\n4 "Tea," @cash +food\n\n', tty=True).out
    assert "to Salt, Pepper & Co from cash" in told
    assert "to Tea, from cash" in told


@pytest.mark.parametrize("line", ["balance", "undo", "transfer 5 @bank @cash", "wallet history 2026", "pay", "余额"])
def test_a_command_in_place_of_an_answer_is_said_to_be_one(wallet: Wallet, line: str) -> None:
    told = wallet("pay", typed=f"5 Tea @cash\n{line}\n1\n\n", tty=True)
    assert "that is a command; this question first" in told.err
    assert "it comes next" not in told.err
    assert told.out.count("Recorded ") == 1


@pytest.mark.parametrize("line", ["pay 4 Nut @cash +food", "wallet pay 4 Nut @cash +food", "p 4 Nut @cash +food"])
def test_a_line_with_the_verb_of_the_prompt_comes_next(wallet: Wallet, line: str) -> None:
    told = wallet("pay", typed=f"5 Tea @cash\n{line}\n1\n\n", tty=True)
    assert "it comes next" in told.err
    assert "€4.00 to Nut" in told.out


@pytest.mark.parametrize("line", ["15元10个鸡蛋", "25，地铁，cash", "早餐10块", "35买菜"])
def test_a_chinese_line_in_place_of_an_answer_comes_next(wallet: Wallet, line: str) -> None:
    told = wallet("pay", typed=f"5 Tea @cash\n{line}\n1\n\n", tty=True)
    assert "it comes next" in told.err
    assert f"pay> {line}\n" in told.err


def test_where_a_yes_is_asked_a_line_comes_next_and_a_command_is_said_to_be_one(wallet: Wallet) -> None:
    told = wallet("lend", typed="5 Ben @cash\n3 Cyd @cash\nundo\nwhat\ny\ny\n\n", tty=True)
    assert "it comes next; answer y or n first" in told.err
    assert "that is a command; answer y or n first" in told.err
    assert "answer y or n; nothing else is read here" in told.err
    assert "lend> 3 Cyd @cash\n" in told.err
    assert told.out.count("Recorded ") == 2


def test_without_a_prompt_a_line_where_a_yes_is_asked_is_not_said_to_come_next(wallet: Wallet) -> None:
    told = wallet("lend", "5", "Ben", "@cash", typed="3 Cyd @cash\ny\n", tty=True)
    assert "answer y or n; nothing else is read here" in told.err
    assert "comes next" not in told.err
    once = wallet("lend", "--id", "k", typed="5 Dan @cash\n3 Cyd @cash\ny\n", tty=True)
    assert "comes next" not in once.err
    assert "€5.00 lent to Dan" in once.out


@pytest.mark.parametrize(("verb", "asked"), [("pay", "who was paid?"), ("receive", "who paid?")])
def test_an_account_in_the_place_of_the_payee_leads_to_the_name(wallet: Wallet, verb: str, asked: str) -> None:
    told = wallet(verb, typed="cash 80\ny\ny\n80\nCorner shop\n1\n\n", tty=True)
    assert "  1 80 @cash\n" in told.err
    assert asked in told.err
    assert told.err.count("a name is asked for here") == 2
    assert "Corner shop" in told.out


@pytest.mark.parametrize("answer", ["", "q"])
def test_the_name_can_be_left_out(wallet: Wallet, answer: str) -> None:
    told = wallet("pay", typed=f"80 @cash +food\n{answer}\n\n", tty=True)
    assert (told.out.strip(), "left out" in told.err) == ("", True)
    assert "who was paid?" in wallet("pay", typed="80 @cash +food\n", tty=True).err


def test_a_line_and_a_command_in_place_of_a_name(wallet: Wallet) -> None:
    told = wallet("pay", typed=f"80 @cash\n{NEXT}\nundo\nCorner shop +home\n\n", tty=True)
    assert "that is a command; this question first" in told.err
    assert "it comes next" in told.err
    assert "€80.00 to Corner shop from cash · home" in told.out
    assert "€12.50 to Coffee" in told.out


def test_a_payment_without_a_name_or_an_account_is_refused_as_before(wallet: Wallet) -> None:
    assert "it doesn't say who was paid" in wallet("pay", typed="80\n\n", tty=True).err
    assert "who was paid?" not in wallet("transfer", typed="80 @cash\n\n\n", tty=True).err
    told = wallet("pay", typed="Tea 80 @cash\n1\n1\n\n", tty=True)
    assert "€80.00 to Tea from cash" in told.out


@pytest.mark.parametrize("line", ["99 -", "99 - @cash +food", "99 …"])
def test_a_mark_is_not_a_name(wallet: Wallet, line: str) -> None:
    told = wallet("pay", typed=f"{line}\n\n", tty=True)
    assert "is not a name" in told.err
    assert "99 NAME" in told.err
    assert "to take something back there is undo" in told.err
    assert told.out.strip() == ""


@pytest.mark.parametrize(
    ("line", "shown"),
    [("花呗 欠多少", "€320.00"), ("how much is in cash?", "€320.00"), ("what is this", "usage: wallet pay")],
)
def test_a_question_at_the_prompt_is_answered_there(wallet: Wallet, line: str, shown: str) -> None:
    told = wallet("pay", typed=f"{line}\n\n", tty=True)
    assert shown in told.out
    assert told.err.count("pay> ") == 2


@pytest.mark.parametrize("word", ["undo last", "wallet undo last", "u last"])
def test_undo_last_at_the_prompt_takes_back_its_last_line(wallet: Wallet, word: str) -> None:
    assert "(pay): paid €12.50 to Coffee" in wallet("pay", typed=f"{NEXT}\n{word}\n\n", tty=True).out


@pytest.mark.parametrize("line", ["5 bank, cash", "5 bank，cash", "5 bank、cash", "5 bank cash", "5, bank, cash"])
def test_a_comma_between_the_accounts_of_a_transfer_is_no_part_of_them(wallet: Wallet, line: str) -> None:
    told = wallet("transfer", typed=f"{line}\ny\n\n", tty=True)
    assert "5 from bank to cash? [y/N]" in told.err
    assert "Recorded €5.00 from bank to cash" in told.out


@pytest.mark.parametrize("line", ["5 anna, cash", "5 anna，cash"])
def test_a_comma_before_the_account_of_a_debt_is_no_part_of_the_person(wallet: Wallet, line: str) -> None:
    told = wallet("lend", typed=f"{line}\n1\n\n", tty=True)
    assert "  1 5 anna @cash" in told.err
    assert "Recorded €5.00 lent to anna from cash" in told.out
    assert "a debt is with one person" in wallet("lend", typed="5 anna, ben\n\n", tty=True).err
    assert "a debt is with one person" in wallet("lend", typed="5 anna, ben @cash\n\n", tty=True).err
