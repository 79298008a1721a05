"""Hints that once led in a circle, or to a line that fails: what they say now works, or names what is to be changed."""

import pytest

from tests.cli.driver import Wallet


@pytest.mark.parametrize("typed", ["food", "+food", "@food"])
def test_a_category_is_no_account_to_add(wallet: Wallet, typed: str) -> None:
    told = wallet("balance", typed)
    assert (told.status, "wallet history +food" in told.err, "accounts add" in told.err) == (3, True, False)
    assert "accounts add" in wallet("balance", "nowhere").err


@pytest.mark.parametrize(
    "verb", [("set", "@cash", "50"), ("carry", "@cash", "on"), ("explain", "@cash"), ("rm", "cash")]
)
def test_an_account_gets_no_envelope(wallet: Wallet, verb: tuple[str, ...]) -> None:
    told = wallet("budget", *verb)
    assert (told.status, "envelopes are for categories" in told.err, "@cash" in told.err) == (3, True, False)
    assert "wallet categories" in told.err


def test_a_budget_with_a_sign_is_told_of_budgets(wallet: Wallet) -> None:
    for line in (("set", "food", "-5"), ("set", "food", "-¥5"), ("move", "-5", "food", "fun")):
        told = wallet("budget", *line)
        assert (told.status, "wallet budget move AMOUNT FROM TO" in told.err, "pay or receive" in told.err) == (
            2,
            True,
            False,
        ), told.err


def test_the_option_that_named_the_file_is_the_one_to_check(wallet: Wallet) -> None:
    assert "check --new-passphrase-file" in wallet("passphrase", "--new-passphrase-file", "nofile").err
    assert "check --passphrase-file" in wallet("balance", "--passphrase-file", "nofile").err
    wallet.env["WALLET_PASSPHRASE_FILE"] = "nofile"
    assert "check WALLET_PASSPHRASE_FILE" in wallet("balance").err


@pytest.mark.parametrize(
    "command", [("unlock",), ("erase", "--confirm", "main", "--yes"), ("keys", "add", "passphrase")]
)
def test_where_unlocking_is_no_help_it_is_not_advised(wallet: Wallet, command: tuple[str, ...]) -> None:
    del wallet.env["WALLET_PASSPHRASE_FILE"]
    told = wallet(*command)
    assert (told.status, "wallet unlock" in told.err, "--passphrase-file FILE" in told.err) == (4, False, True), (
        told.err
    )
    assert "wallet unlock" in wallet("balance").err


def test_a_path_is_no_name_of_a_wallet(wallet: Wallet) -> None:
    told = wallet("-w", "a/b", "balance")
    assert (told.status, "a name, not a path" in told.err) == (2, True)


@pytest.mark.parametrize("command", [("backup",), ("export", "--format", "jsonl", "-o")])
def test_a_file_name_that_is_too_long_says_so(wallet: Wallet, command: tuple[str, ...]) -> None:
    told = wallet(*command, "n" * 300)
    assert (told.status, "is too long" in told.err, "folder" in told.err) == (2, True, False), told.err
    assert "system refuses" not in wallet("-w", "n" * 300, "balance").err


def test_what_is_so_already_is_no_operation(wallet: Wallet) -> None:
    wallet.ok("pay", "5", "Market", "@cash", "+food")
    wallet.ok("payees", "alias", "Market", "Shop")
    wallet.ok("payees", "alias", "Market", "Store")
    before = wallet.ok("log", "-q")
    for line in (("alias", "Market", "Shop"), ("alias", "Market", "shop"), ("alias", "Market", "Market"),
                 ("rename", "Market", "Market")):  # fmt: skip
        assert "is already so; nothing was changed" in wallet.ok("payees", *line)
    assert "cash is already so; nothing was changed" in wallet.ok("accounts", "rename", "cash", "cash")
    assert wallet.ok("log", "-q") == before
    wallet.ok("payees", "rename", "Market", "MARKET")
    assert wallet.ok("log", "-q") != before


def test_a_demo_that_would_begin_too_early_is_refused_before_it_begins(bare: Wallet) -> None:
    told = bare("demo", today="1900-01-01")
    assert (told.status, told.out) == (2, "")
    assert "1899-12-04" in told.err


def test_a_backup_pattern_is_made_of_the_name_that_was_typed(wallet: Wallet) -> None:
    told = wallet("backup", str(wallet.folder / "a.backup"), "--keep", "7d")
    assert "a-{date}.backup" in told.err
    assert "main-" not in told.err
    assert "NAME-{date}.backup" in wallet("backup", "{date}/a.backup", "--keep", "7d").err


def test_a_number_refused_without_a_terminal_is_not_told_of_the_wallet_s_style(wallet: Wallet) -> None:
    wallet.ok("config", "set", "numbers", "1.234,50")
    told = wallet("pay", "1,50", "Tea", "@cash", "+food")
    assert (told.status, "this wallet writes" in told.err, "without a terminal" in told.err) == (2, False, True)
    told = wallet("pay", "1'50", "Tea", "@cash", "+food", tty=True)
    assert "this wallet writes 1.234,50" in " ".join(told.err.split())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_line_to_type_is_not_folded(bare: Wallet, language: str) -> None:
    bare.width = 40
    told = bare("--lang", language, "init", tty=True, typed={"en": "\n\ncash\n\n", "zh": "\n现金\n\n"}[language])
    line = {"en": "12.50 Coffee @cash +food", "zh": "35 午饭 @现金 +餐饮"}[language]
    assert (told.status, [each for each in told.err.splitlines() if line in each] != []) == (0, True), told.err
