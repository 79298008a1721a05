"""A terminal that can't move its cursor, as some screen readers and editors are: prompts work, nothing is drawn."""

from tests.e2e.machine import Machine, ended


def test_pay_is_typed_and_completed_without_moving_the_cursor(machine: Machine) -> None:
    child = machine.spawn("wallet", "pay", "--plain", "--passphrase-file", str(machine.passphrase_file), TERM="dumb")
    child.expect("pay> ")
    child.send("12.50 Cofee\b\b\bffee @ca\t +fo\t")  # erased, and completed
    child.expect("food")
    child.send("\r")
    child.expect("Recorded €12.50 to Coffee from cash, food")
    assert "\x1b" not in child.before + child.after
    child.expect("cash: €320.00, now €307.50")
    child.expect("pay> ")
    child.send("\r")
    assert ended(child) == 0
    assert "\x1b" not in child.before
    assert "307.50" in machine.ok("balance")


def test_the_answers_are_said_in_words_by_the_environment(machine: Machine) -> None:
    child = machine.spawn(
        "wallet", "history", "--passphrase-file", str(machine.passphrase_file), TERM="dumb", WALLET_PLAIN="1"
    )
    child.expect("date: 20")
    assert ended(child) == 0
    assert "\x1b" not in child.before
