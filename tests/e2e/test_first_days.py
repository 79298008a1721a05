"""The first days at a real terminal: what ``wallet init`` asks, and what it and the help say to type next."""

import pytest

from tests.e2e.machine import PASSPHRASE, Machine, ended


@pytest.mark.parametrize(
    ("language", "said", "yesterday", "left_out"),
    [
        (
            "en",
            '"y" can mean 2026-11-20 or 2026-11-19',
            "yesterday",
            'left out: "visa 5,20"; type it once more like this: visa 5.20',
        ),
        ("zh", "“y”可以是 2026-11-20 或 2026-11-19", "昨天", "“visa 5,20”没有录入；请这样重新输入：visa 5.20"),
    ],
)
def test_init_takes_nothing_for_what_may_be_something_else(
    bare: Machine, language: str, said: str, yesterday: str, left_out: str
) -> None:
    child = bare.spawn("wallet", "init", "--currency", "EUR", "--numbers", "1,234.50", WALLET_LANG=language)
    for _time in range(2):
        child.expect(["this wallet: ", "once more: ", "密码短语：", "再输一遍："])
        child.sendline(PASSPHRASE)
    for line in ("savings", "visa 5,20"):
        child.expect(["account: ", "账户："])
        child.sendline(line)
    child.expect(["now on", "这样吗"])
    child.sendline("n")
    child.expect_exact(left_out)
    for line in ("bank 80", ""):
        child.expect(["account: ", "账户："])
        child.sendline(line)
    child.expect(["held on", "哪一天"])
    child.sendline("y")
    child.expect_exact(said)
    child.sendline(yesterday)
    child.expect_exact("2026-11-19")
    child.expect(["en or zh", "zh 或 en"])
    child.sendline("")
    child.expect("@(bank|savings) ")
    named = child.match.group(1)
    assert ended(child) == 0
    paying = bare.spawn("wallet", "pay", "--passphrase-file", str(bare.passphrase_file), WALLET_LANG=language)
    paying.expect(f"@{named} .*pay> ")
    paying.sendline("")
    ended(paying)


def test_help_writes_amounts_as_the_open_wallet_does_and_says_so_while_it_is_locked(machine: Machine) -> None:
    machine.ok("config", "numbers", "1.234,50")
    shut = machine.spawn("wallet", "help", "pay")
    shut.expect_exact("wallet pay 12.50 Coffee")
    shut.expect_exact("written with a decimal point; once unlocked (wallet unlock), as your wallet does")
    ended(shut)
    machine.unlock()
    opened = machine.spawn("wallet", "help", "pay")
    opened.expect_exact("wallet pay 12,50 Coffee")
    assert ended(opened) == 0
    assert "decimal point" not in opened.before
