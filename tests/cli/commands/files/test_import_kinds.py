"""Whether an account that an import makes is a debt, and lines for accounts of two currencies."""

import json
from pathlib import Path

import pytest

from tests.cli.commands.files.test_import_accounts import CARD, put
from tests.cli.conftest import begun, founded
from tests.cli.driver import Wallet
from tests.services.bank_files import ofx, row, statement


@pytest.fixture
def empty(bare: Wallet) -> Wallet:
    return begun(bare, founded)


def test_a_line_for_an_account_of_two_currencies_names_one(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "multi", "--currency", "EUR", "--currency", "USD")
    head = "Date,Text,Amount,Currency,Balance\n"
    file = put(tmp_path, "two.csv", head + "2026-11-03,A,-5.00,EUR,95.00\n2026-11-04,B,-3.00,USD,47.00\n")
    done = empty("import", file, "@multi")
    assert "the balances beside the rows are of several currencies; the last ones weren't compared" in done.err
    for code in ("EUR", "USD"):
        assert f'wallet adjust @multi --to "AMOUNT {code}" -d 2026-11-02' in done.err
        empty.ok("adjust", "@multi", "--to", f"40 {code}", "-d", "2026-11-02")


@pytest.mark.parametrize("name", ["cmb-bank", "银行", "visa"])
def test_a_card_s_file_makes_a_card_whatever_its_account_is_called(empty: Wallet, tmp_path: Path, name: str) -> None:
    empty("import", put(tmp_path, "card.csv", CARD), tty=True, typed=f"{name}\n+\n0\n0\n")
    found = {each["name"]: each["kind"] for each in json.loads(empty.ok("accounts", "list", "--json"))["accounts"]}
    assert found[name] == "card"


def test_an_account_s_file_makes_no_card_though_it_is_called_one(empty: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "giro.ofx"
    path.write_bytes(ofx(statement([row("20261105", "-2.00", "Tea", "A")], "10000001")))
    empty("import", str(path), tty=True, typed="credit card\n+\nn\nn\n")
    found = [each["kind"] for each in json.loads(empty.ok("accounts", "list", "--json"))["accounts"]]
    assert "bank" in found and "card" not in found
