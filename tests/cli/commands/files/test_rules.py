"""``wallet rules``: made, listed, used by an import, changed, removed and taken back."""

from pathlib import Path

import pytest

from tests.cli.conftest import begun, founded
from tests.cli.driver import Wallet

ROWS = """Date,Payee,Memo,Amount
2026-11-03,STARBUCKS 4711 SEATTLE,card,-3.50
2026-11-04,Netflix.com,monthly,-12.99
2026-11-05,Corner shop,,-30.00
2026-11-06,Transfer to savings,,-100.00
"""


@pytest.fixture
def wallet(bare: Wallet) -> Wallet:
    """A wallet in euro with a bank, a card and savings."""
    return begun(bare, _wallet)


def _wallet(bare: Wallet) -> None:
    founded(bare)
    for name in ("bank", "card", "savings"):
        bare.ok("accounts", "add", name, "--kind", "bank" if name == "savings" else name)
    bare.ok("categories", "add", "coffee")


@pytest.fixture
def rows(tmp_path: Path) -> str:
    return put(tmp_path, ROWS)


def put(folder: Path, text: str, name: str = "bank.csv") -> str:
    (folder / name).write_text(text)
    return str(folder / name)


def test_a_rule_is_made_listed_followed_by_an_import_and_taken_back(wallet: Wallet, rows: str) -> None:
    assert wallet.ok("rules", "add", "starbucks", "+coffee", "-q") == "r1\n"
    wallet.ok("rules", "add", "/netflix/", "--below", "20", "@bank", "+fun", "--name", "Netflix", "--tag", "tv")
    wallet.ok("rules", "add", "corner", "shop", "+food=20", "+home")
    wallet.ok("rules", "add", "savings", "--transfer", "@savings")
    assert wallet.ok("rules", "list").splitlines()[-1] == "r1\tstarbucks\t+coffee\t"
    wallet.ok("import", rows, "@bank")
    shown = wallet.ok("show", "t1")
    assert "coffee" in shown
    assert "by rule: r1" in shown
    assert "Netflix" in wallet.ok("history", "--tag", "tv")
    assert "by rule: r3" in wallet.ok("show", "t3")
    assert "savings" in wallet.ok("show", "t4")
    wallet.ok("rules", "rm", "r1")
    done = wallet.ok("log", "-l", "1", "-q").strip()
    assert "removed rule r1: starbucks +coffee" in wallet.ok("show", done)
    wallet.ok("undo", done, "--yes")
    assert wallet.ok("rules", "-q") == "r4\nr3\nr2\nr1\n"
    wallet.ok("verify")
    wallet.ok("verify", "--rebuild", "--yes")


def test_rules_are_tried_and_applied_to_the_past_in_one_operation(wallet: Wallet, rows: str) -> None:
    wallet.ok("import", rows, "@bank")
    before = wallet.ok("history")
    wallet.ok("rules", "add", "starbucks", "+coffee")
    wallet.ok("rules", "add", "corner shop", "+food=20", "+home", "--tag", "split")
    wallet.ok("rules", "add", "savings", "--transfer", "@savings")
    tried = wallet.ok("rules", "test", "--table")
    assert "category uncategorised → coffee" in tried
    assert wallet.ok("rules", "test", "r1", "-q") == "t1\n"
    assert wallet.ok("rules", "test", "netflix", "+fun", "-q") == "t2\n"
    assert wallet.ok("history") == before
    wallet.ok("rules", "apply", "--yes")
    done = wallet.ok("log", "-l", "1", "-q").strip()
    assert "by rule: r2" in wallet.ok("show", "t3")
    assert "€100.00" in wallet.ok("balance", "savings", "--table")
    assert "nothing would change" in wallet("rules", "apply", "--yes").err
    wallet.ok("verify")
    wallet.ok("undo", done, "--yes")
    assert wallet.ok("history") == before
    wallet.ok("verify")


def test_payees_are_cleaned_by_rules_that_ship_and_can_be_off(wallet: Wallet, tmp_path: Path) -> None:
    text = "Date,Payee,Amount\n2026-11-03,SQ *BLUE BOTTLE 4711,-3.50\n2026-11-04,PAYPAL *SPOTIFY,-9.99\n"
    assert "PAYPAL *SPOTIFY" in wallet.ok("rules", "list", "--shipped")
    wallet.ok("rules", "off", "paypal")
    assert "paypal\tPAYPAL *SPOTIFY\tSPOTIFY\toff" in wallet.ok("rules", "list", "--shipped")
    wallet.ok("import", put(tmp_path, text), "@bank")
    shown = wallet.ok("show", "t1")
    assert "payee\tBLUE BOTTLE\n" in shown
    assert "as delivered\tSQ *BLUE BOTTLE 4711\n" in shown
    assert "by rule: square branch" in shown
    assert "payee\tPAYPAL *SPOTIFY\n" in wallet.ok("show", "t2")
    wallet.ok("rules", "on", "paypal")
    wallet.ok("verify")
    again = wallet.ok("import", put(tmp_path, text.replace("-04,", "-06,")), "@bank")
    assert again.endswith("bank\t1\t0\t1\t0\t0\t0\n")
    assert "payee\tPAYPAL *SPOTIFY\n" in wallet.ok("show", "t3")


def test_a_rule_that_is_off_stays_and_is_not_followed(wallet: Wallet, rows: str) -> None:
    wallet.ok("rules", "add", "starbucks", "+coffee")
    wallet.ok("rules", "off", "r1")
    assert wallet.ok("rules").endswith("r1\tstarbucks\t+coffee\toff\n")
    wallet.ok("import", rows, "@bank")
    assert "coffee" not in wallet.ok("show", "t1")
    assert "already so" in wallet.ok("rules", "off", "r1")


def test_rules_go_with_whole_books_and_come_back(wallet: Wallet, rows: str, tmp_path: Path) -> None:
    wallet.ok("rules", "add", "starbucks", "--below", "20", "@bank", "+coffee", "--tag", "cup")
    wallet.ok("rules", "add", "savings", "--transfer", "@savings", "--stop")
    wallet.ok("rules", "add", "corner", "--in", "+food=20", "+home")
    wallet.ok("rules", "off", "r2")
    wallet.ok("import", rows, "@bank")
    books, again = tmp_path / "books.jsonl", tmp_path / "again.jsonl"
    wallet.ok("export", "-o", str(books))
    wallet.ok("-w", "other", "init", "--no-input", "--currency", "EUR")
    wallet.ok("-w", "other", "import", str(books))
    assert wallet.ok("-w", "other", "rules") == wallet.ok("rules")
    wallet.ok("-w", "other", "export", "-o", str(again))
    assert again.read_text() == books.read_text()
    assert "0" in wallet.ok("-w", "other", "import", str(books))
    wallet.ok("-w", "other", "verify")
    wallet.ok("-w", "other", "rules", "edit", "r1", "+fun")
    assert wallet("-w", "other", "import", str(books)).status == 6
    part = tmp_path / "part.jsonl"
    wallet.ok("export", "2026-11", "-o", str(part))
    assert '"rules"' not in part.read_text()
