"""What the prompt does besides recording: what a receipt says to write works where it is printed, help is shown, and an
undo there leaves the settings alone that were made before.
"""

import re

import pytest

from tests.cli.driver import Wallet


@pytest.fixture
def opened_today(bare: Wallet) -> Wallet:
    """A wallet of which the only account begins today."""
    bare.ok("init", "--currency", "EUR", "--no-input")
    bare.ok("accounts", "add", "cash", "--kind", "cash", "--opening", "80", "-d", bare.today)
    return bare


@pytest.mark.parametrize("simple", ["on", "off"])
def test_the_line_of_a_remark_works_at_the_prompt_and_so_does_undo(opened_today: Wallet, simple: str) -> None:
    opened_today.ok("config", "simple", simple, tty=True)
    first = opened_today("pay", typed="12 Tea @cash +food -d y\n\n", tty=True).out
    found = re.search(r"wallet edit t1 \S+ -d \S+", first)
    assert found
    opened_today.ok("undo", tty=True)
    told = opened_today("pay", typed=f"12 Tea @cash +food -d y\n{found[0]}\n\n", tty=True)
    assert (told.status, "Changed t1" in told.out) == (0, True)
    assert "nothing was done" not in told.err
    assert "cash\tcash\t80.00" in opened_today.ok("balance")
    told = opened_today("pay", typed=f"12 Cake @cash +food -d y\n{found[0].replace('92', '104')}\nundo\n\n", tty=True)
    assert "edit" in told.out.rpartition("Undid")[2]


def test_a_line_there_is_of_the_same_wallet_and_does_what_the_options_say(wallet: Wallet) -> None:
    wallet.ok("-w", "second", "init", "--currency", "EUR", "--no-input")
    wallet.ok("-w", "second", "accounts", "add", "purse", "--kind", "cash", "--opening", "9")
    before = wallet.ok("-w", "second", "balance"), wallet.ok("balance")
    lines = "wallet -w second adjust @purse --to 5\nwallet adjust @purse --to 5 -w main\n\n"
    told = wallet("pay", "-w", "second", "-n", typed=lines, tty=True)
    assert "Would record" in told.out
    assert told.err.count("nothing was done") == 1
    assert (wallet.ok("-w", "second", "balance"), wallet.ok("balance")) == before


@pytest.mark.parametrize(
    "line", ["wallet edit t99 5", "wallet edit t1 --no-such", "wallet edit", "wallet adjust @cash --to"]
)
def test_what_is_wrong_with_a_line_there_is_said(wallet: Wallet, line: str) -> None:
    before = wallet.ok("log", "-q")
    told = wallet("pay", typed=f"{line}\n5 Tea @cash +food -n\n\n", tty=True)
    assert told.err.count("pay> ") == 3
    assert "wallet: " in told.err and "Traceback" not in told.err
    assert wallet.ok("log", "-q") == before


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('wallet receive 5 "A & B" @cash +salary', "Recorded €5.00 from A & B"),
        ("wallet transfer 5 @bank @cash -d y", "Recorded €5.00 from bank to cash"),
        ("wallet balance", "cash"),
        ("how much is in cash?", "cash"),
        ("wallet accounts add visa --kind card", "added account visa"),
        ("wallet edit last 6", "Changed t"),
    ],
)
def test_whole_lines_of_other_commands_are_done_at_the_prompt(wallet: Wallet, typed: str, shown: str) -> None:
    wallet.ok("pay", "5", "Before", "@cash", "+food", tty=True)
    told = wallet("pay", typed=f"{typed}\n\n", tty=True)
    assert shown in told.out
    assert "nothing was done" not in told.err


@pytest.mark.parametrize("typed", ["help", "帮助", "?", "wallet help", "how does this work?"])
def test_help_is_shown_at_the_prompt(wallet: Wallet, typed: str) -> None:
    told = wallet("pay", typed=f"{typed}\n5 Tea @cash +food\n\n", tty=True)
    assert "usage: wallet pay" in told.out
    assert "Recorded €5.00 to Tea" in told.out


@pytest.mark.parametrize("typed", ["记错了", "撤回", "undo"])
def test_a_slip_is_taken_back_in_other_words(wallet: Wallet, typed: str) -> None:
    assert "Undid" in wallet("pay", typed=f"5 Tea @cash +food\n{typed}\n\n", tty=True).out
    assert not wallet.ok("history", "Tea", "-q")


def test_an_undo_after_an_undo_asks_before_it_takes_back_a_setting(wallet: Wallet) -> None:
    wallet.ok("config", "simple", "on", tty=True)
    wallet("pay", typed="5 Tea @cash +food\nundo\n\n", tty=True)
    told = wallet("undo", typed="\n", tty=True)
    assert "what came later is undone already; take back o6 (config set" in told.err
    assert "nothing was undone" in told.err
    assert wallet.ok("config", "simple").split()[-1] == "on"
    told = wallet("undo", typed="y\n", tty=True)
    assert "Undid o6" in told.out and "wallet redo o6" in told.out
    wallet.ok("redo", tty=True)
    assert "Undid o6" in wallet.ok("undo", tty=True), "what was done again is the last that was done"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("transfer 5 @bank @cash", "Recorded €5.00 from bank to cash"),
        ("balance", "cash"),
        ("lend 5 anna @cash", "lent"),
    ],
)
def test_the_name_of_a_command_is_enough(wallet: Wallet, typed: str, shown: str) -> None:
    told = wallet("pay", typed=f"{typed}\n\n", tty=True)
    assert shown in told.out
    assert "nothing was done" not in told.err
