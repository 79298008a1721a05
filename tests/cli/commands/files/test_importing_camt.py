"""``wallet import`` of a camt.053 file: a real wallet, twice; what is only shown and what can't be read is named."""

import json
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.formats.test_camt_read import OWN, balance, document, entry, part


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A statement: a payment, a batch of two, a salary, one entry for information, one that can't be read."""
    path = tmp_path / "bank.xml"
    rows = (
        entry("40.00", day="2026-11-05"),
        entry("12.00", details=part("5") + part("7"), day="2026-11-06").replace("R1", "R2"),
        entry("2000", "CRDT", day="2026-11-07").replace("R1", "R3"),
        entry("99", day="2026-11-08").replace("R1", "R4").replace("BOOK", "INFO"),
        entry("abc", day="2026-11-09").replace("R1", "R5"),
    )
    ends = balance("OPBD", "1250.00", "2026-11-04") + balance("CLBD", "3198.00", "2026-11-20")
    path.write_text(document(ends + "\n".join(rows)), encoding="utf-8")
    return path


def test_a_camt_file_is_imported_and_the_second_time_adds_nothing(wallet: Wallet, file: Path) -> None:
    done = wallet("import", str(file), "@bank", "--skip-refused", tty=True, typed="n\n")
    assert done.status == 0 and "bank: 4 new, 0 confirmed, 0 known, 1 not money" in done.out
    assert "can't be used: 1\n" in done.err and '"abc" is not an amount' in done.err
    assert "the bank's balance of 2026-11-20, €3,198.00, agrees with the books" in done.err
    assert f"--number {OWN}" in done.err or f"--iban {OWN}" in done.err
    again = wallet("import", str(file), "@bank", "--skip-refused", tty=True, typed="n\n")
    assert again.out.endswith("bank: 0 new, 0 confirmed, 4 known, 1 not money\nnothing new; nothing was recorded\n")
    found = json.loads(wallet.ok("history", "@bank", "City Market", "--json"))["transactions"]
    assert len(found) == 4


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("<Document><BkToCstmrStmt><GrpHdr/></BkToCstmrStmt></Document>", "no-statement"),
        ("<Document><BkToCstmrStmt><GrpHdr>", "xml-cut-off"),
        ("<Document><BkToCstmrStmt></GrpHdr>", "xml-broken"),
        ("<!DOCTYPE x><Document><BkToCstmrStmt></BkToCstmrStmt></Document>", "file-declares-entities"),
    ],
)
def test_a_file_of_no_use_is_one_error_and_changes_nothing(
    wallet: Wallet, tmp_path: Path, text: str, slug: str
) -> None:
    path = tmp_path / "bank.xml"
    path.write_text(text)
    done = wallet("import", str(path), "@bank", "--json")
    assert done.status == 7 and json.loads(done.err)["slug"] == slug
    forced = wallet("import", str(tmp_path / "bank.xml"), "@bank", "--format", "camt")
    assert forced.status == 7 and "Traceback" not in forced.err
