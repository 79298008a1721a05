"""What people say in place of a command names it, in the shell and at a prompt, and does nothing."""

import pytest

from tests.cli.driver import Wallet

SAID = [
    ("that was wrong", "wallet undo"),
    ("oops!", "wallet undo"),
    ("不对", "wallet undo"),
    ("no, it was 50", "wallet edit last 50"),
    ("改成25", "wallet edit last 25"),
    ("25改成30", "wallet edit last 25改成30"),
    ("give me the balance", "wallet balance"),
    ("how much money do I have", "wallet balance"),
    ("money", "wallet balance"),
]


@pytest.mark.parametrize(("said", "command"), SAID)
def test_at_the_prompt(kept: Wallet, said: str, command: str) -> None:
    told = kept("pay", typed=f"{said}\n\n", tty=True)
    # a question about the balance may be answered at once
    assert f"write: {command}\n" in told.err or (command == "wallet balance" and "cash" in told.out)
    assert "Recorded" not in told.out


@pytest.mark.parametrize(("said", "command"), [each for each in SAID if each[0][:1] not in "2"])
def test_in_the_shell(kept: Wallet, said: str, command: str) -> None:
    told = kept(*said.split())
    assert (told.status, f"write: {command}" in told.err) == (2, True), told.err


@pytest.mark.parametrize("line", ["bread 20", "I paid 20 for bread", "花呗 买衣服 300", "今天吃饭花了35"])
def test_a_payment_without_its_verb(kept: Wallet, line: str) -> None:
    told = kept(*line.split())
    assert (told.status, f"write: wallet pay {line}\n" in told.err) == (2, True), told.err
