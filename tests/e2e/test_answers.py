"""What people type in a real terminal that answers something else than what was asked: it is said what it is."""

import pexpect
import pyte
import pytest

from tests.e2e.machine import Machine, ended


def _prompt(machine: Machine, verb: str, **env: str) -> "pexpect.spawn[str]":
    child = machine.spawn("wallet", verb, "--passphrase-file", str(machine.passphrase_file), **env)
    child.expect_exact(f"{verb}> ")
    return child


def _answered(child: "pexpect.spawn[str]", *talk: tuple[str, str]) -> None:
    """Type each line, and wait for what follows it."""
    for typed, said in talk:
        child.sendline(typed)
        child.expect_exact(said)


def test_a_comma_is_no_part_of_a_name_and_yes_answers_the_question(machine: Machine) -> None:
    child = _prompt(machine, "pay")
    _answered(
        child,
        ("3 Tea, cash", "1 3 Tea @cash"),
        ("3", "answer 1 or 2"),
        ("1", "which category?"),
        ("undo", "that is a command; this question first"),
        ("25，地铁，bank", "it comes next"),
        ("food", "Recorded €3.00 to Tea from cash · food"),
        ("q", "left out"),
    )
    child.expect_exact("pay> ")
    _answered(
        child,
        ("cash 80", "is this what you mean?"),
        ("y", "who was paid?"),
        ("Corner shop", "which category?"),
        ("home", "Recorded €80.00 to Corner shop from cash · home"),
        ("99 -", '"-" is not a name'),
        ("花呗 欠多少", "€1,487.00"),
        ("undo last", "paid €80.00 to Corner shop"),
    )
    child.expect_exact("pay> ")
    child.sendline("")
    assert ended(child) == 0


def test_a_line_at_a_yes_comes_next(machine: Machine) -> None:
    child = _prompt(machine, "lend")
    _answered(
        child,
        ("5 Ben @cash", "add them? [y/N] "),
        ("7 Cyd @cash", "it comes next; answer y or n first"),
        ("undo", "that is a command; answer y or n first"),
        ("y", "Recorded €5.00 lent to Ben"),
    )
    child.expect_exact("lend> 7 Cyd @cash")
    child.expect_exact("add them? [y/N] ")
    _answered(child, ("y", "Recorded €7.00 lent to Cyd"))
    child.expect_exact("lend> ")
    child.sendline("")
    assert ended(child) == 0


def test_the_first_accounts_say_what_each_question_asks(bare: Machine) -> None:
    child = bare.spawn("wallet", "init", "--currency", "CNY", "--passphrase-file", str(bare.passphrase_file))
    child.expect_exact("account: ")
    _answered(
        child,
        ("yesterday", "is a day, not an account"),
        ("2026-11-20", "is a day, not an account"),
        ("sixty", "is a number in words"),
        ("3 Tea @cash", "reads as a payment"),
        ("visa", "how much is owed on visa [0]: "),
        ("undo", "asked here: what is owed on visa now"),
        ("99 -", "asked here: what is owed on visa now"),
        ("bank 50", "it comes next"),
        ("200", "1  visa · card · ¥200.00 owed"),
    )
    child.expect_exact("2  bank · bank · ¥50.00")
    _answered(child, ("visa 欠多少", "1  visa · card · ¥200.00 owed"), ("", "that is what they held on"))
    child.sendline("")
    child.expect_exact("Added visa")
    child.expect_exact("write them down now")
    child.sendline("")
    assert ended(child) == 0
    bare.run("lock")


@pytest.mark.parametrize(
    ("language", "question", "codes"),
    [
        ("en", "account: ", ['"1 savings"', '"1 90"', '"1 -"']),
        ("zh", "账户：", ["“1 储蓄”", "“1 90”", "“1 -”"]),
    ],
)
@pytest.mark.parametrize("columns", [50, 60, 70])
def test_what_is_to_be_typed_stays_on_one_line(
    bare: Machine, language: str, question: str, codes: list[str], columns: int
) -> None:
    secret = ("--passphrase-file", str(bare.passphrase_file))
    child = bare.spawn("wallet", "init", "--currency", "CNY", *secret, columns=columns, WALLET_LANG=language)
    child.expect_exact(question)
    screen = pyte.Screen(columns, 40)
    pyte.Stream(screen).feed(child.before)
    for code in codes:
        assert any(code in line for line in screen.display), screen.display
    child.close(force=True)
    bare.run("lock")
