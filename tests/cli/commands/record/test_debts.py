"""``wallet lend``, ``borrow`` and ``repay`` at the command line."""

import shlex

import pytest

from tests.cli.driver import Wallet


def test_debts_grow_and_are_repaid(wallet: Wallet) -> None:
    lent = wallet.ok("lend", "50", "anna", "@cash")
    assert "Recorded €50.00 lent to anna from cash" in lent
    assert "anna €0.00 → €50.00 owes you" in lent
    assert "Recorded €20.00 repaid from anna to bank" in wallet.ok("repay", "20", "anna", "--to", "bank")
    assert "Recorded €40.00 borrowed from anna to cash" in wallet.ok("borrow", "40", "anna", "@cash")
    assert "anna €10.00 → €0.00 you owe" in wallet.ok("repay", "all", "anna", "@cash")
    assert wallet("repay", "all", "anna", "@cash").status == 5


def test_more_than_is_owed_is_answered_with_two_lines(wallet: Wallet) -> None:
    wallet.ok("lend", "50", "anna", "@cash")
    result = wallet("repay", "60", "anna", "@bank")
    assert result.status == 5
    assert "wallet repay 50.00 anna @bank" in result.err
    assert "wallet borrow 10.00 anna @bank" in result.err


def test_an_unknown_person_is_answered_with_the_command_that_adds_them(wallet: Wallet) -> None:
    result = wallet("lend", "5", "bob", "@cash")
    assert result.status == 3
    assert "wallet accounts add bob --kind person" in result.err


def test_the_line_is_read_at_the_prompt(wallet: Wallet) -> None:
    for verb in ("lend", "borrow"):
        result = wallet(verb, tty=True, typed="5 anna @cash\n")
        assert f"\n{verb}> " in result.err
        assert result.status == 0
    wallet.ok("lend", "5", "anna", "@cash")
    assert "€5.00 repaid from anna to bank" in wallet.ok("repay", tty=True, typed="5 anna @bank\n")


def test_the_balance_of_a_person_without_debts_is_nothing(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "bob", "--kind", "person")
    result = wallet("balance", "bob")
    assert (result.status, "nothing is held or owed: bob" in wallet("balance", "bob", tty=True).err) == (0, True)


@pytest.mark.parametrize(
    ("line", "moved"),
    [
        ("repay 50 花呗 @bank", "transfer 50 @bank @花呗"),
        ("repay 花呗 50 @bank", "transfer 50 @bank @花呗"),
        ("repay 50 花呗 @ban", "transfer 50 @bank @花呗"),
        ("repay 50 bank @花呗", "transfer 50 @bank @花呗"),
        ("repay all 花呗 @bank", "transfer 50.00EUR @bank @花呗"),
    ],
)
def test_a_debt_account_is_repaid_by_a_transfer(wallet: Wallet, line: str, moved: str) -> None:
    wallet.ok("accounts", "add", "花呗", "--kind", "card", "--owed", "50")
    told = wallet(*line.split())
    assert (told.status, f"wallet {moved}" in told.err, "rename" in told.err) == (5, True, False)
    assert "花呗" in wallet.ok(*shlex.split(moved))


@pytest.mark.parametrize(
    ("verb", "line", "done"),
    [
        ("repay", "10 anna to cash", "€10.00 repaid from anna to cash"),
        ("repay", "10 from anna to cash", "€10.00 repaid from anna to cash"),
        ("repay", "10 From anna into my bank", "€10.00 repaid from anna to my bank"),
        ("repay", "10 anna my bank", "€10.00 repaid from anna to my bank"),
        ("repay", "all anna to cash", "€50.00 repaid from anna to cash"),
        ("repay", "10 from anna @cash", "€10.00 repaid from anna to cash"),
        ("lend", "5 to anna from cash", "€5.00 lent to anna from cash"),
        ("lend", "5 anna out of my bank", "€5.00 lent to anna from my bank"),
        ("borrow", "5 from anna to cash", "€5.00 borrowed from anna to cash"),
    ],
)
def test_to_and_from_are_no_part_of_a_name(wallet: Wallet, verb: str, line: str, done: str) -> None:
    wallet.ok("accounts", "add", "my bank", "--kind", "bank")
    wallet.ok("lend", "50", "anna", "@cash")
    assert done in wallet.ok(verb, *line.split())


def test_a_person_who_is_called_so_keeps_the_name_and_a_new_one_has_it_without_to(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "to anna", "--kind", "person")
    assert "lent to to anna from cash" in wallet.ok("lend", "5", "to", "anna", "@cash")
    assert "lent to to anna from cash" in wallet.ok("lend", "5", "to", "anna", "from", "cash")
    told = wallet("lend", "5", "to", "Bobby", "from", "cash")
    assert (told.status, "wallet accounts add Bobby --kind person" in told.err) == (3, True)
    told = wallet("lend", "5", "Bobby", "Brown", "@cash")
    assert 'wallet accounts add "Bobby Brown" --kind person' in told.err
