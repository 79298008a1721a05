"""What a bank says is shown, exported and read back; what was removed stays out until ``--again``."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.driver import Wallet
from tests.services.bank_files import ofx, row, statement

COFFEE = row("20261105", "-4.50", "Coffee", "A1", "", "<CHECKNUM>12")
ROWS = (COFFEE, row("20261106", "-40.00", "Market"))


@pytest.fixture
def file(wallet: Wallet, tmp_path: Path) -> Path:
    """A statement of two rows, imported."""
    path = tmp_path / "bank.ofx"
    path.write_bytes(ofx(statement(ROWS)))
    wallet.ok("import", str(path), "@bank")
    return path


def newest(wallet: Wallet, number: int = 1) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(wallet.ok("history", "--json"))["transactions"][-number]
    return found


def of_payee(wallet: Wallet, payee: str) -> str:
    (ref,) = [each["ref"] for each in json.loads(wallet.ok("history", payee, "--json"))["transactions"]]
    return str(ref)


def test_a_removed_row_stays_out_until_it_is_asked_for(wallet: Wallet, file: Path) -> None:
    ref = of_payee(wallet, "Coffee")
    wallet.ok("rm", ref)
    done = wallet("import", str(file), "@bank", tty=True, typed="n\n")
    assert done.out.endswith(
        "bank: 0 new, 0 confirmed, 1 known, 1 removed since, left out (--again brings them in)\n"
        "nothing new; nothing was recorded\n"
    )
    shown = wallet("import", str(file), "@bank", "-n", "-v", tty=True)
    assert f"removed since it was imported ({ref})" in shown.out
    told = json.loads(wallet.ok("import", str(file), "@bank", "--json", "-v"))["statements"][0]
    assert (told["known"], told["removed"]) == (1, 1)
    assert [(each["status"], each["reason"]) for each in told["rows"]] == [("removed", "removed"), ("known", "content")]
    again = wallet("import", str(file), "@bank", "--again", tty=True, typed="n\n")
    assert "bank: 1 new, 0 confirmed, 1 known\n" in again.out
    assert of_payee(wallet, "Coffee") != ref
    wallet.ok("verify")


def test_an_edited_row_is_known_and_says_that_it_was_changed(wallet: Wallet, file: Path) -> None:
    ref = of_payee(wallet, "Market")
    wallet.ok("edit", ref, "39", "-d", "2026-10-01")
    shown = wallet("import", str(file), "@bank", "-n", "-v", tty=True)
    assert f"imported before, changed since ({ref})" in shown.out


def test_what_the_bank_says_is_shown(wallet: Wallet, file: Path) -> None:
    ref = of_payee(wallet, "Coffee")
    shown = wallet("show", ref, tty=True).out
    assert "  kind of booking: other\n" in shown
    assert "  check-number: 12\n" in shown
    assert "  入账类型: other\n" in wallet("show", ref, "--lang", "zh", tty=True).out
    postings = json.loads(wallet.ok("show", ref, "--json"))["postings"]
    assert [each["facts"] for each in postings] == [{"kind": "other", "x-check-number": "12"}, {}]


def test_it_goes_out_with_the_books_and_comes_back(wallet: Wallet, file: Path, tmp_path: Path) -> None:
    wallet.ok("accounts", "edit", "bank", "--also", "招商银行(1234)", "--also", "99 88")
    books = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    wallet.ok("export", "-o", str(books[0]))
    wallet.ok("init", "-w", "second", "--currency", "EUR", "--no-input")
    wallet.ok("-w", "second", "import", str(books[0]))
    wallet.ok("-w", "second", "export", "-o", str(books[1]))
    assert books[0].read_text() == books[1].read_text()
    assert '"facts":{"kind":"other","x-check-number":"12"}' in books[0].read_text()
    assert '"also":["招商银行(1234)","99 88"]' in books[0].read_text(encoding="utf-8")
    assert json.loads(wallet.ok("-w", "second", "import", str(books[0]), "--json"))["operation"] is None
    wallet.ok("-w", "second", "verify")


def test_books_of_before_are_read_as_they_were(wallet: Wallet, file: Path, tmp_path: Path) -> None:
    wallet.ok("accounts", "edit", "bank", "--also", "1234")
    books = tmp_path / "books.jsonl"
    wallet.ok("export", "-o", str(books))
    records = [json.loads(line) for line in books.read_text(encoding="utf-8").splitlines()]
    for record in records:
        record.pop("also", None)
        for posting in record.get("postings", ()):
            posting.pop("facts")
    books.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    wallet.ok("init", "-w", "second", "--currency", "EUR", "--no-input")
    assert json.loads(wallet.ok("-w", "second", "import", str(books), "--json"))["refused"] == []
    accounts = json.loads(wallet.ok("-w", "second", "accounts", "--json"))["accounts"]
    assert {tuple(each["also"]) for each in accounts} == {()}


@pytest.mark.skipif(not shutil.which("hledger"), reason="hledger is not installed")
def test_hledger_finds_a_posting_by_what_the_bank_said(wallet: Wallet, file: Path, tmp_path: Path) -> None:
    journal = tmp_path / "books.journal"
    wallet.ok("export", "--format", "hledger", "-o", str(journal))
    asked = ["hledger", "-f", str(journal), "reg", "-O", "csv", "tag:x-check-number=12"]
    found = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(found) == 2 and '"-4.50 EUR"' in found[1]


def test_redacted_books_say_nothing_of_it(wallet: Wallet, file: Path, tmp_path: Path) -> None:
    books = tmp_path / "books.jsonl"
    wallet.ok("export", "--redact", "payees", "-o", str(books))
    assert "check-number" not in books.read_text()


def test_what_has_no_category_yet_is_found_by_a_word(wallet: Wallet, file: Path) -> None:
    found = json.loads(wallet.ok("history", "+uncategorised", "--json"))["transactions"]
    assert {each["payee"] for each in found} == {"Coffee", "Market"} or {each["payee"] for each in found} == {"Market"}
