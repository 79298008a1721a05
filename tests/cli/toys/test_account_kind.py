"""A kind of account that nobody wrote any code for: a row is put into the table, and the whole command line follows."""

import json
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from wallet_cli.domain import kinds

PENSION = kinds.AccountKind(
    "pension",
    debt=True,
    in_hand=True,
    on_budget=False,
    root="liabilities",
    ofx="MONEYMRKT",
    words=("retirement",),
    hints=("rentenkonto",),
)
"""A row like no other, so that nothing can follow it by chance."""


@pytest.fixture
def toy(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> Wallet:
    """A wallet with an account of the toy kind, on which something happened."""
    monkeypatch.setitem(kinds.ACCOUNT_KINDS, PENSION.name, PENSION)
    wallet.ok("accounts", "add", "old-age", "--kind", "pension", "--owed", "20", "-d", "2026-11-01")
    wallet.ok("transfer", "50", "@bank", "@old-age", "-d", "2026-11-02")
    wallet.ok("pay", "42", "Adviser", "@old-age", "+fees", "-d", "2026-11-03")
    wallet.ok("receive", "2", "Fund", "@old-age", "+interest", "-d", "2026-11-04")
    return wallet


def test_it_is_offered_guessed_and_listed(toy: Wallet) -> None:
    assert ", ".join(kinds.money()) in toy.ok("help", "accounts", "add")
    assert ", ".join(kinds.off_budget()) in " ".join(toy.ok("help", "budget", "account").split())
    assert "pension" in {*kinds.money()} & {*kinds.off_budget()}
    assert json.loads(toy.ok("accounts", "add", "Mein Rentenkonto", "--json"))["account"]["kind"] == "pension"
    refused = json.loads(toy("accounts", "add", "x", "--kind", "sock", "--json").err)
    assert "pension" in refused["params"]["kinds"]
    assert "old-age\tpension\tEUR" in toy.ok("accounts")


def test_its_balance_is_said_as_its_row_says(toy: Wallet) -> None:
    assert "old-age\tpension\t-10.00" in toy.ok("balance")
    assert "€10.00 owed" in toy.ok("balance", "old-age", tty=True)
    toy.ok("transfer", "20", "@bank", "@old-age")
    assert "below zero" in toy.ok("pay", "11", "Adviser", "@old-age", "+fees")


def test_statement_history_and_report_follow(toy: Wallet) -> None:
    shown = json.loads(toy.ok("statement", "2026-11", "@old-age", "--json"))
    assert "pension" in json.dumps(shown)
    assert "owed" in toy.ok("statement", "2026-11", "@old-age", tty=True)
    assert toy.ok("history", "@old-age").count("old-age") == 4
    assert "fees\texpense" in toy.ok("report", "spending", "2026-11")
    assert toy.ok("history", "--state", "booked").count("old-age") >= 4


def test_it_is_off_the_budget_until_that_is_said(toy: Wallet) -> None:
    def there() -> str:
        return str(json.loads(toy.ok("budget", "show", "2026-11", "--json"))["to_budget"]["minor"])

    toy.ok("budget", "set", "food", "10")
    before = there()
    toy.ok("budget", "account", "old-age", "on")
    assert int(there()) == int(before) - 1000
    toy.ok("undo", "o" + str(len(toy.ok("log").splitlines()) - 1))
    assert there() == before


def test_files_have_it_where_its_row_says(toy: Wallet, tmp_path: Path) -> None:
    out = tmp_path / "old-age.ofx"
    toy.ok("statement", "2026-11", "@old-age", "--format", "ofx", "-o", str(out), "-y")
    assert "<ACCTTYPE>MONEYMRKT</ACCTTYPE>" in out.read_text()
    journal = toy.ok("export", "--format", "hledger", "-y")
    assert "account liabilities:old-age\n" in journal


def test_its_bank_tells_of_it_and_is_not_told_twice(toy: Wallet, tmp_path: Path) -> None:
    file = tmp_path / "old-age.ofx"
    toy.ok("statement", "2026-11", "@old-age", "--format", "ofx", "-o", str(file), "-y")
    again = toy("import", str(file), "@old-age")
    assert again.status == 0
    assert again.out.splitlines()[1].split("\t")[:2] == ["old-age", "0"]
    assert "agrees with the books" in again.err


def test_books_with_it_come_back_in_another_wallet(toy: Wallet, tmp_path: Path) -> None:
    books = tmp_path / "books.jsonl"
    toy.ok("export", "--format", "jsonl", "-o", str(books), "-y")
    (tmp_path / "other").mkdir()
    other = Wallet(tmp_path / "other")
    other.ok("init", "--currency", "EUR", "--no-input")
    other.ok("import", str(books))
    assert "old-age\tpension\t-10.00" in other.ok("balance")
    other.ok("verify")


def test_an_account_becomes_one_and_is_one_no_more(toy: Wallet) -> None:
    toy.ok("accounts", "edit", "bank", "--kind", "pension")
    assert "bank\tpension" in toy.ok("balance")
    toy.ok("accounts", "edit", "old-age", "--kind", "savings")
    assert "old-age\tsavings\t-10.00" in toy.ok("balance")
    toy.ok("verify")
    toy.ok("verify", "--rebuild", "-y")
    assert "bank\tpension" in toy.ok("balance")


def test_without_its_row_the_books_still_open_and_verify(toy: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(kinds.ACCOUNT_KINDS, PENSION.name)
    toy.ok("verify")
    assert "old-age" not in toy.ok("accounts")
    assert toy("pay", "5", "Tea", "@old-age", "+food").status == 3
