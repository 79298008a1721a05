"""What people say in place of a command names it, in the shell and at a prompt, and does nothing."""

import pytest

from tests.cli.driver import Wallet

SAID = [
    ("that was wrong", "wallet undo"),
    ("oops!", "wallet undo"),
    ("不对", "wallet undo"),
    ("delete", "wallet rm ID"),
    ("删除", "wallet rm ID"),
    ("删掉 t3", "wallet rm t3"),
    ("no, it was 50", "wallet edit last 50"),
    ("改成25", "wallet edit last 25"),
    ("25改成30", "wallet edit last 25改成30"),
    ("改成 38", "wallet edit last 38"),
    ("删掉刚才那笔", "wallet undo"),
    ("刚才记错了", "wallet undo"),
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


@pytest.mark.parametrize(
    "line", ["bread 20", "I paid 20 for bread", "花呗 买衣服 300", "今天吃饭花了35", "昨天打车28用微信"]
)
def test_a_payment_without_its_verb(kept: Wallet, line: str) -> None:
    told = kept(*line.split())
    assert (told.status, f"write: wallet pay {line}\n" in told.err) == (2, True), told.err


@pytest.mark.parametrize(
    ("word", "command"), [("往来", "wallet balance"), ("记错了", "wallet undo"), ("删除", "wallet rm 编号")]
)
def test_words_that_are_commands_in_chinese(kept: Wallet, word: str, command: str) -> None:
    """In the shell the command is named; at the prompt neither becomes a payee, and nothing is recorded."""
    kept.env["WALLET_LANG"] = "zh_CN"
    shell = kept(word, tty=True)
    prompt = kept("pay", typed=f"{word}\n\n", tty=True)
    del kept.env["WALLET_LANG"]
    assert (shell.status, command in shell.err) == (2, True), shell.err
    assert "已记" not in prompt.out
    assert word == "往来" or command in prompt.err


@pytest.mark.parametrize("line", ["删除 t2", "delete t2", "删除 last", "delete -n"])
def test_what_is_named_behind_stays_in_the_line(kept: Wallet, line: str) -> None:
    told = kept(*line.split(), tty=True)
    named = line.split()[1]
    assert f"wallet rm {'-n ID' if named == '-n' else named}\n" in told.err


@pytest.mark.parametrize(
    ("word", "nearest"),
    [
        ("bills", "wallet history --all-dates"),
        ("待缴", "wallet history --all-dates"),
        ("goals", "wallet budget"),
        ("loans", "wallet balance"),
    ],
)
def test_a_command_that_is_not_there_yet_names_what_comes_nearest(kept: Wallet, word: str, nearest: str) -> None:
    told = kept(word, tty=True)
    assert (told.status, f"today: {nearest}\n" in told.err) == (3, True), told.err
    assert ("wallet pay AMOUNT NAME @ACCOUNT +CATEGORY -d +7d\n" in told.err) == ("--all-dates" in nearest)


@pytest.mark.parametrize("word", ["recurring", "subscriptions", "循环", "定期账单"])
def test_what_recurs_is_said_not_to_be_there_yet_with_what_there_is(kept: Wallet, word: str) -> None:
    told = kept(word, tty=True)
    assert told.status == 3
    assert f'there is no "{word}" in wallet yet' in told.err
    assert "wallet pay AMOUNT NAME @ACCOUNT +CATEGORY -d +7d\n" in told.err
    assert "cron" in told.err


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("lock now", "lock"), ("unlock now please", "unlock"), ("unlock --for 1 min", "unlock --for 1m"),
        ("unlock for an hour", "unlock --for 1h"), ("unlock 2 hours", "unlock --for 2h"),
        ("unlock for 10 Minutes", "unlock --for 10m"),
    ],
)  # fmt: skip
def test_how_long_or_when_is_no_wallet_of_that_name(kept: Wallet, line: str, meant: str) -> None:
    told = kept(*line.split(), tty=True)
    assert (told.status, f"write: wallet {meant}\n" in told.err) == (2, True), told.err


@pytest.mark.parametrize(
    ("line", "meant"),
    [("over 100", "--min 100"), ("under 100", "--max 100"), ("不到 100", "--max 100"), ("100", "--min 100 --max 100")],
)
def test_amounts_are_searched_for_on_the_side_that_was_said(kept: Wallet, line: str, meant: str) -> None:
    told = kept("history", *line.split(), tty=True)
    assert f"wallet history {meant}\n" in told.err + told.out


@pytest.mark.parametrize("word", ["networth", "净资产", "balancesheet"])
def test_what_is_owned_in_all_is_the_balance(kept: Wallet, word: str) -> None:
    for line in ([word], ["report", word]):
        told = kept(*line, tty=True)
        assert (told.status, "write: wallet balance\n" in told.err) == (2, True), told.err
