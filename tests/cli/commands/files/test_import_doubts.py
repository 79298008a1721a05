"""``wallet import`` where a row may be another one's: said at once, counted, marked, kept, and taken off the list."""

import json
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.services.bank_files import ofx, row, statement
from tests.shape.source import ROOT


@pytest.fixture
def path(wallet: Wallet, tmp_path: Path) -> Path:
    """A file with two rows of one amount and of unknown texts, beside what was recorded."""
    for name, day in (("Anna", "11-03"), ("Ben", "11-04")):
        wallet.ok("pay", "20", name, "@bank", "+food", "-d", day)
    wallet.ok("pay", "7", "Book", "@bank", "+food", "-d", "11-05")
    found = tmp_path / "bank.ofx"
    rows = [row("20261104", "-20.00", "P2P 1"), row("20261105", "-20.00", "P2P 2"), row("20261119", "-1.00", "Bus")]
    data = ofx(statement(rows)).replace(b"<BANKTRANLIST>", b"<BANKTRANLIST><DTSTART>20261101<DTEND>20261119")
    found.write_bytes(data)
    return found


def refs(wallet: Wallet) -> tuple[str, str, str]:
    """Anna's, Ben's and the book's short names."""
    found = {
        each["payee"]: each["ref"] for each in json.loads(wallet.ok("history", "-p", "all", "--json"))["transactions"]
    }
    return found["Anna"], found["Ben"], found["Book"]


def test_an_import_lists_what_is_in_doubt_with_what_it_may_be(wallet: Wallet, path: Path) -> None:
    anna, ben, book = refs(wallet)
    for more in (("-n",), ()):
        text = " ".join(wallet.ok("import", str(path), "@bank", *more, "--table").split())
        assert "2 to review:" in text
        assert f"{anna} 2026-11-04 P2P 1 -€20.00 recorded by hand, several have the amount {ben}" in text
        assert f"recorded, but the bank doesn't know it: no. date payee amount {book} 2026-11-05 Book -€7.00" in text
    shown = " ".join(wallet.ok("imports", "show", _last(wallet), "--table").split())
    assert "2 rows: recorded by hand, several have the amount" in shown and "1 rows: not seen before" in shown
    assert f"to review: {anna}, line 3: recorded by hand, several have the amount; may be the same as {ben}" in shown
    assert f"recorded, but the bank didn't know it: {book}" in shown


def test_beside_rows_for_a_program_it_is_said_in_short(wallet: Wallet, path: Path) -> None:
    _anna, _ben, book = refs(wallet)
    said = wallet("import", str(path), "@bank").err
    assert "2 to review\n" in said and f"recorded, but the bank didn't know it: {book}\n" in said


def _last(wallet: Wallet) -> str:
    return str(json.loads(wallet.ok("imports", "--json"))["imports"][0]["operation"])


def test_programs_get_reasons_and_alternatives(wallet: Wallet, path: Path) -> None:
    anna, ben, book = refs(wallet)
    (done,) = json.loads(wallet.ok("import", str(path), "@bank", "--json"))["statements"]
    assert (done["review"], done["lapsed"]) == (2, [])
    assert [(each["ref"], each["payee"], each["amount"]["amount"]) for each in done["unknown"]] == [
        (book, "Book", "-7.00")
    ]
    assert [(each["status"], each["reason"], each.get("maybe_same")) for each in done["rows"]] == [
        ("confirmed", "amount-repeated", [ben]),
        ("confirmed", "amount-repeated", [anna]),
        ("new", "not-seen", None),
    ]
    kept = json.loads(wallet.ok("imports", "show", _last(wallet), "--json"))
    assert kept["reasons"] == {"amount-repeated": 2, "not-seen": 1}
    assert [(each["ref"], each["maybe_same"]) for each in kept["review"]] == [(anna, [ben]), (ben, [anna])]
    assert (kept["lapsed"], kept["unknown"]) == ([], [book])
    assert json.loads(wallet.ok("show", anna, "--json"))["maybe_same"] == [ben]
    assert json.loads(wallet.ok("balance", "--json"))["review"] == 2
    assert json.loads(wallet.ok("--json"))["review"] == 2
    exported = [json.loads(line) for line in wallet.ok("export", "--format", "jsonl").splitlines()]
    links = [each["links"] for each in exported if each.get("links")]
    assert [[link["kind"] for link in each] for each in links] == [["maybe-same"]] * 2


@pytest.mark.parametrize(
    ("language", "count", "mark", "other"),
    [("en", "2 to review", "to review", "may be the same as"), ("zh", "2 笔待确认", "待确认", "可能就是")],
)
def test_people_see_it_wherever_they_look(
    wallet: Wallet, path: Path, language: str, count: str, mark: str, other: str
) -> None:
    anna, ben, _book = refs(wallet)
    wallet.ok("import", str(path), "@bank")
    assert count in wallet.ok("balance", "--table", "--lang", language)
    (line,) = (each for each in wallet("--lang", language, tty=True).out.splitlines() if each.startswith(mark))
    assert "2" in line.split()
    assert mark in wallet.ok("history", "-p", "all", "--table", "--lang", language)
    assert f"{other} {ben}" in " ".join(wallet.ok("show", anna, "--table", "--lang", language).split())


def test_who_has_looked_says_so_and_can_take_it_back(wallet: Wallet, path: Path) -> None:
    anna, ben, _book = refs(wallet)
    wallet.ok("import", str(path), "@bank")
    wallet.ok("edit", anna, "--booked")
    assert json.loads(wallet.ok("balance", "--json"))["review"] == 1
    wallet.ok("edit", ben, "-m", "dinner")
    assert "to review" not in wallet.ok("balance", "--table")
    wallet.ok("undo", json.loads(wallet.ok("log", "--json"))["operations"][0]["ref"])
    assert json.loads(wallet.ok("balance", "--json"))["review"] == 1


def test_what_may_be_two_is_said_so(wallet: Wallet, tmp_path: Path) -> None:
    wallet.ok("pay", "9", "Ben", "@bank", "+food", "-d", "11-18")
    wallet.ok("pay", "20", "Anna", "@bank", "+food", "-d", "11-03")
    path = tmp_path / "bank.ofx"
    path.write_bytes(ofx(statement([row("20261104", "-20.00", "BEN")])))
    text = " ".join(wallet.ok("import", str(path), "@bank", "--table").split())
    assert "1 to review:" in text and "recorded by hand for another payee" in text
    (anna,) = [
        each["ref"]
        for each in json.loads(wallet.ok("history", "-p", "all", "--json"))["transactions"]
        if each["payee"] == "Anna"
    ]
    assert "may be two" in wallet.ok("show", anna, "--table")
    assert json.loads(wallet.ok("show", anna, "--json"))["maybe_same"] == [anna]


def test_what_lapsed_and_very_many_doubts_are_said_in_short(wallet: Wallet, tmp_path: Path) -> None:
    path = tmp_path / "bank.ofx"
    waiting = row("20261103", "-30.00", "PIZZA").replace("DTPOSTED", "DTTRAN").replace("STMTTRN>", "STMTTRNP>")
    listed = ofx(statement(())).replace(b"</STMTRS>", f"<BANKTRANLISTP>{waiting}</BANKTRANLISTP></STMTRS>".encode())
    path.write_bytes(listed)
    wallet.ok("import", str(path), "@bank")
    lines = "".join(f"pay 20 Shop @bank +food -d 11-{3 + n % 4:02}\n" for n in range(24))
    wallet.ok("batch", "-", typed=lines)
    rows = [row(f"202611{4 + n % 4:02}", "-20.00", f"P2P {n}") for n in range(24)]
    data = ofx(statement([*rows, row("20261119", "-1.00", "Bus")]))
    path.write_bytes(data.replace(b"<BANKTRANLIST>", b"<BANKTRANLIST><DTSTART>20261101<DTEND>20261119"))
    text = wallet.ok("import", str(path), "@bank", "--table")
    assert "24 to review:" in text and "and 4 more" in text
    assert "void from now on:" in text and "PIZZA" in text
    assert "didn't list it any more: t" in wallet.ok("imports", "show", _last(wallet), "--table")


def test_an_e_wallet_s_row_that_may_be_either_of_two_records_is_listed(bare: Wallet) -> None:
    bare.ok("init", "--currency", "CNY", "--lang", "zh", "--no-input")
    bare.today = "2027-03-01"
    for name, kind in (("支付宝", "ewallet"), ("余额宝", "savings"), ("花呗", "card"), ("cmb", "bank")):
        bare.ok("accounts", "add", name, "--kind", kind)
    bare.ok("pay", "20", "超市", "@支付宝", "+居家", "-d", "2026-11-19")
    bare.ok("pay", "20", "小卖部", "@支付宝", "+居家", "-d", "2026-11-20")
    bare.ok("pay", "35.50", "面馆", "@cmb", "+餐饮", "-d", "2026-11-21")
    bare.ok("pay", "35.50", "饭店", "@cmb", "+餐饮", "-d", "2026-11-20")
    sample = str(ROOT / "tests" / "vectors" / "statements" / "alipay.csv")
    methods = ("--method", "招商银行储蓄卡(1234)=cmb", "--method", "招商银行=cmb")
    (done,) = json.loads(bare.ok("import", sample, *methods, "--json"))["statements"]
    doubts = {each["text"].split()[0]: each for each in done["rows"] if "maybe_same" in each}
    assert {name: (each["status"], each["reason"]) for name, each in doubts.items()} == {
        "便民超市": ("confirmed", "amount-repeated"),
        "老王面馆": ("known", "amount-repeated"),
    }
    assert all(len(each["maybe_same"]) == 1 for each in doubts.values())
    assert (done["review"], json.loads(bare.ok("balance", "--json"))["review"]) == (2, 2)
