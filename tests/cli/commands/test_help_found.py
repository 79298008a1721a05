"""Help that is looked for by other words, and lists that say where they were cut."""

import pytest

from tests.cli.driver import Wallet


@pytest.mark.parametrize("word", ["simple", "简单", "screen-reader"])
def test_help_says_how_to_have_it_shown_in_another_way(wallet: Wallet, word: str) -> None:
    told = wallet.ok("help", word, tty=True)
    for line in ("set simple on", "set plain on", "set simple off", "set plain off"):
        assert f"wallet config {line}" in told
    assert "wallet help simple" in wallet.ok("help", tty=True)


def test_simple_help_names_what_is_needed_in_need_and_the_way_back(wallet: Wallet) -> None:
    wallet.env["WALLET_SIMPLE"] = "1"
    told = wallet.ok("help", tty=True)
    named = {line.split()[0] for line in told.splitlines() if line.strip()}
    assert {"unlock", "edit", "restore"} <= named
    assert "wallet help emergency" in told
    assert "wallet config set simple off" in told


def test_a_slip_in_a_topic_and_change_find_what_was_meant(wallet: Wallet) -> None:
    assert "wallet help emergency" in wallet("help", "emergncy").err
    assert "wallet edit t6" in wallet("change", "t6").err


def test_the_log_says_that_there_is_more(wallet: Wallet) -> None:
    for number in range(21):
        wallet.ok("config", "set", "simple", "off" if number % 2 else "on")
    wallet.ok("config", "set", "simple", "off")
    assert "wallet log -l 0" in wallet("log", tty=True).err
    assert "wallet log -l 0" not in wallet("log", "-l", "0", tty=True).err
    assert "wallet log -l 0" not in wallet("log", "-l", "5", tty=True).err


@pytest.mark.parametrize(
    ("word", "shown"),
    [("主题", "用法：wallet 命令"), ("AA", "用法：wallet pay"), ("语言", "每个命令都能用的选项"),
     ("花呗", "分期要花多少钱"), ("恢复", "wallet restore"), ("net-worth", "wallet balance")],
)  # fmt: skip
def test_what_else_help_is_asked_about(wallet: Wallet, word: str, shown: str) -> None:
    assert shown in wallet.ok("--lang", "zh", "help", word)
