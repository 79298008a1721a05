"""Words that answer a question of an import as well as its digits do, and how it is said to those who hear it."""

from pathlib import Path

import pytest

from tests.cli.commands.files.test_import_accounts import held, put
from tests.cli.commands.files.test_import_ewallets import sample
from tests.cli.driver import Wallet

TWO = "!Account\nN{}\nT{}\n^\n!Type:{}\nD19/11/2026\nT-1.00\nPTea\n^\n"


@pytest.fixture
def empty(bare: Wallet) -> Wallet:
    """A wallet without an account."""
    bare.ok("init", "--currency", "CNY", "--no-input")
    return bare


@pytest.mark.parametrize("answers", ["是\n新建\n", "yes\nnew\n", "新建\n+\n"])
def test_a_new_account_is_made_by_a_yes_and_by_new(empty: Wallet, tmp_path: Path, answers: str) -> None:
    text = TWO.format("Checking", "Bank", "Bank") + TWO.format("Holiday pot", "Bank", "Bank")
    done = empty("import", put(tmp_path, "two.qif", text), tty=True, typed=answers)
    assert (done.status, held(empty)) == (0, {"Checking": "-1.00", "Holiday pot": "-1.00"}), done.err


@pytest.mark.parametrize("answer", ["是", "新建", "new", "Yes"])
def test_an_e_wallet_s_account_is_made_by_them_too(empty: Wallet, answer: str) -> None:
    done = empty("import", sample("wechat"), tty=True, typed=f"{answer}\n" + "0\n" * 20)
    assert done.status == 0, done.err
    assert [name for name in held(empty) if "微信" in name]


def test_a_no_leaves_it_out_and_other_words_are_said_to_be_no_answer(empty: Wallet) -> None:
    done = empty("import", sample("wechat"), tty=True, typed="maybe\n否\n")
    assert (done.status, done.err.count("answers are: +, 0")) == (2, 1)
    empty.ok("accounts", "add", "a", "--kind", "ewallet")
    empty.ok("accounts", "add", "b", "--kind", "ewallet")
    done = empty("import", sample("wechat"), tty=True, typed="是\n0\n")
    assert (done.status, done.err.count("answers are: ")) == (2, 1), "of several a yes says none"


@pytest.mark.parametrize("name", ["往来", "balance", "Undo"])
def test_the_name_of_an_account_that_is_shown_is_an_answer(empty: Wallet, name: str) -> None:
    empty.ok("accounts", "add", name, "--kind", "ewallet")
    empty.ok("accounts", "add", "second", "--kind", "ewallet")
    done = empty("import", sample("wechat"), tty=True, typed=f"{name.lower()}\n" + "0\n" * 20)
    assert "that is a command" not in done.err
    assert done.status == 0, done.err
    assert held(empty)[name] != "0.00"


def test_choices_are_one_a_line_where_they_are_heard(wallet: Wallet) -> None:
    told = wallet("pay", "5", "Tea", "+food", "--plain", tty=True, typed="1\n").err
    assert "  1 cash\n  2 bank\n" in told
    assert "  1 cash  2 bank" in wallet("pay", "5", "Cake", "+food", tty=True, typed="2\n").err


def test_number_styles_are_one_a_line_where_they_are_heard(bare: Wallet) -> None:
    secrets = ["correct horse battery staple"] * 2
    told = bare("init", "--currency", "EUR", "--plain", tty=True, typed="2\n\n\n\n\n\n\n", secrets=secrets).err
    assert "1) 1,234.50\n2) 1.234,50\n" in told
    assert bare.ok("config", "numbers") == "1.234,50\n"


def test_number_styles_are_not_parted_by_commas(wallet: Wallet) -> None:
    assert "choose one of: 1,234.50   1.234,50   " in wallet("config", "numbers", "1;5").err
