"""What is typed at "which account?": a choice that is shown is the choice, whatever else it may mean; a payment of its
own is recognised, comes next or is said as a command, and nothing is lost.
"""

import pytest

from tests.cli.driver import Wallet


@pytest.mark.parametrize(("account", "category"), [("往来", "记错了"), ("balance", "undo"), ("help", "history")])
def test_names_that_are_commands_are_answers_where_they_are_shown(wallet: Wallet, account: str, category: str) -> None:
    wallet.ok("accounts", "add", account, "--kind", "cash", "--opening", "50")
    wallet.ok("categories", "add", category)
    told = wallet("pay", tty=True, typed=f"5 Tea\n{account}\n{category}\n\n")
    assert f"Recorded €5.00 to Tea from {account} · {category}" in told.out


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("12.50 Coffee @cash +food", "wallet pay 12.50 Coffee @cash +food"),
        ("I spent 40 on petrol", "wallet pay I spent 40 on petrol"),
        ("今天吃饭花了35", "wallet pay 今天吃饭花了35"),
    ],
)
def test_a_payment_at_a_question_of_one_command_is_said_as_a_line(wallet: Wallet, typed: str, line: str) -> None:
    told = wallet("pay", "5", "Tea", tty=True, typed=f"{typed}\n1\n1\n")
    assert "Recorded €5.00 to Tea from cash · food" in told.out
    said = " ".join(told.err.split())
    assert f"that reads as a line of its own; this one first, or Enter alone to leave it out; then: {line} " in said
    assert "that is a command" not in said


@pytest.mark.parametrize("typed", ["12.50 Coffee @cash +food", "今天咖啡花了12.50"])
def test_at_the_prompt_it_comes_next(wallet: Wallet, typed: str) -> None:
    told = wallet("pay", tty=True, typed=f"5 Tea\n{typed}\n1\n1\n1\n1\n1\n\n")
    assert "it comes next" in told.err
    assert f"pay> {typed}\n" in told.err
    assert "€12.50" in told.out


def test_it_is_said_in_chinese(wallet: Wallet) -> None:
    wallet.env["WALLET_LANG"] = "zh_CN"
    told = wallet("pay", "5", "Tea", tty=True, typed="今天吃饭花了35\n1\n1\n")
    assert "这一笔记完后再记：\nwallet pay 今天吃饭花了35" in told.err or "再记：wallet pay" in told.err
