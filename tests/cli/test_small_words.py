"""Small things that are read every day: what is in credit, names that stay whole, words in one language."""

import re

import pytest

from tests.cli.driver import Wallet
from wallet_cli.domain.text import width


def test_nothing_owed_is_not_called_in_credit(wallet: Wallet) -> None:
    assert "card €0.00 → €100.00 in credit" in wallet.ok("transfer", "100", "@bank", "@card", tty=True)
    assert "card €100.00 in credit → €0.00" in wallet.ok("pay", "100", "Shop", "@card", "+fun", tty=True)
    assert "card €0.00 → €30.00 owed" in wallet.ok("pay", "30", "Shop", "@card", "+fun", tty=True)
    wallet.env["WALLET_LANG"] = "zh_CN"
    assert "card 欠款 €30.00 → 多还 €70.00" in wallet.ok("transfer", "100", "@bank", "@card", tty=True)
    assert "card 多还 €70.00 → €170.00" in wallet.ok("transfer", "100", "@bank", "@card", tty=True)
    wallet.ok("undo", tty=True), wallet.ok("undo", tty=True)
    wallet.ok("transfer", "30", "@bank", "@card", tty=True)
    assert "card €0.00 → 多还 €100.00" in wallet.ok("transfer", "100", "@bank", "@card", tty=True)


def test_a_statement_says_once_what_payee_and_memo_have_in_common(wallet: Wallet) -> None:
    wallet.ok("pay", "500", "Rent", "@bank", "+home", "-m", "Rent")
    wallet.ok("pay", "5", "Tea", "@bank", "+food", "-m", "with Bo")
    shown = wallet.ok("statement", "2026-11", "@bank", tty=True)
    assert "Rent · Rent" not in shown
    assert re.search(r"Rent +home", shown)
    assert "Tea · with Bo" in shown


def test_a_name_that_is_taken_is_said_once(wallet: Wallet) -> None:
    said = wallet("accounts", "add", "Cash", tty=True).err
    assert 'there is already something called "Cash"\n' in said
    wallet.ok("accounts", "edit", "bank", "--alias", "giro")
    assert 'there is already something called "giro": "bank"' in wallet("accounts", "add", "giro", tty=True).err
    wallet.env["WALLET_LANG"] = "zh_CN"
    assert "已经有叫“cash”的了\n" in wallet("accounts", "add", "cash", tty=True).err


def test_keys_have_names_in_the_chosen_language_and_answer_to_them(wallet: Wallet) -> None:
    wallet.env["WALLET_LANG"] = "zh_CN"
    shown = wallet.ok("keys", tty=True)
    assert "passphrase" not in shown
    assert wallet.ok("keys", "-q") == "passphrase\n"
    wallet.ok("keys", "rename", "密码短语", "日常", tty=True)
    assert wallet.ok("keys", "-q") == "日常\n"
    assert wallet("keys", "rename", "密码短语", "x", "--json").status == 3


@pytest.mark.parametrize("columns", [60, 80, 100, 120])
def test_topics_of_help_stay_whole(wallet: Wallet, columns: int) -> None:
    wallet.env["WALLET_LANG"], wallet.width = "zh_CN", columns
    lines = wallet.ok("help", tty=True).splitlines()
    assert all(width(line) <= columns for line in lines)
    for topic in ("budgeting 预算常识", "scams 防诈骗", "backup-basics 备份常识"):
        assert any(topic in line for line in lines), topic


@pytest.mark.parametrize("columns", [60, 80])
def test_accounts_of_init_stay_with_their_ids(bare: Wallet, columns: int) -> None:
    bare.env["WALLET_LANG"], bare.width = "zh_CN", columns
    names = ["现金", "招行工资卡", "公积金", "余额宝", "支付宝", "微信零钱", "建行储蓄卡"]
    typed = "\n".join(["", *(f"{name} 80" for name in names), "", "", "", ""])
    lines = bare("init", "--currency", "CNY", tty=True, typed=typed).err.splitlines()
    for at, name in enumerate(names, 2):
        assert any(f"{name} (o{at})" in line for line in lines), (name, lines)
