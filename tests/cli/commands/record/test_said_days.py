"""Days that are said at the prompt or in the shell: taken and shown, or refused with the line that is meant."""

import pytest

from tests.cli.driver import Wallet


@pytest.mark.parametrize(
    ("line", "payee", "day"),
    [
        ("3 bread1 two days ago @cash +food", "bread1", "2026-11-18"),
        ("3 bread2 on the 3rd of november @cash +food", "bread2", "2026-11-03"),
        ("3 bread3 3rd november @cash +food", "bread3", "2026-11-03"),
        ("3 bread4 yesterday evening @cash +food", "bread4", "2026-11-19"),
        ("3 bread5 the day before yesterday @cash +food", "bread5", "2026-11-18"),
        ("3 bread6 last friday @cash +food", "bread6", "2026-11-13"),
        ("3 bread7 5. Dezember @cash +food", "bread7", "2026-12-05"),
    ],
)
def test_at_the_prompt_it_is_the_day(wallet: Wallet, line: str, payee: str, day: str) -> None:
    told = wallet("pay", typed=f"{line}\n\n", tty=True)
    assert "Recorded" in told.out, told.err
    shown = wallet.ok("history", payee, "--all-dates", "--json")
    assert day in shown


@pytest.mark.parametrize(
    ("line", "corrected"),
    [
        ("3 bread the day before yesterday", "wallet pay 3 bread @cash +food -d 2d"),
        ("3 bread last friday", "wallet pay 3 bread @cash +food -d 'last friday'"),
        ("3 bread this morning", "wallet pay 3 bread @cash +food -d today"),
        ("3 yesterday bread", "wallet pay 3 bread @cash +food -d yesterday"),
    ],
)
def test_in_the_shell_it_is_refused_with_the_day_as_an_option(kept: Wallet, line: str, corrected: str) -> None:
    told = kept("pay", *line.split(), "@cash", "+food")
    assert (told.status, corrected.replace("'", '"') in told.err.replace("'", '"')) == (2, True), told.err


@pytest.mark.parametrize(
    ("day", "date"),
    [("3 days ago", "2026-11-17"), ("last friday", "2026-11-13"), ("5. Dezember", "2026-12-05")],
)
def test_an_option_understands_it(kept: Wallet, day: str, date: str) -> None:
    assert date in kept.ok("pay", "3", "Bread", "@cash", "+food", "-d", day, "-n", "--json")


@pytest.mark.parametrize("day", ["下个月", "someday"])
def test_a_day_that_cannot_be_read_is_refused_before_anything_is_asked(kept: Wallet, day: str) -> None:
    told = kept("pay", "3", "Newsagent", "-d", day, typed="1\n1\n", tty=True)
    assert (told.status, "which" in told.out + told.err) == (2, False), told.err
