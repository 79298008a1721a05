"""``wallet import`` of tables: twice the same, questions and their answers, what moved no money."""

import json
from pathlib import Path

import pytest

from tests.cli.driver import Wallet
from tests.formats.test_csv_bounds import ALIPAY
from tests.formats.test_csv_read import GERMAN

PLAIN = "Date,Description,Amount\n05/03/2026,Tea house,3.50\n06/03/2026,Cake,4.00\n"


def put(folder: Path, text: str, codec: str = "utf-8") -> str:
    path = folder / "bank.xls"  # the name decides nothing
    path.write_bytes(text.encode(codec))
    return str(path)


def test_a_table_comes_in_once_and_its_balance_is_compared(wallet: Wallet, tmp_path: Path) -> None:
    file = put(tmp_path, GERMAN, "cp1252")
    done = wallet("import", file, "@bank")
    assert (done.status, done.out.splitlines()[1]) == (0, "bank\t3\t0\t0\t0\t0\t0")
    assert "the bank's balance of 2026-11-13, €2,969.45" in done.err
    assert 'Bücher "Eck"' in wallet.ok("history", "@bank")
    assert wallet.ok("import", file, "@bank").splitlines()[1] == "bank\t0\t0\t3\t0\t0\t0"


def test_a_row_that_is_missing_from_a_table_is_remarked_by_the_balances(wallet: Wallet, tmp_path: Path) -> None:
    rows = [(-5, 95), (-3, 92), (-7, 85), (-1, 84), (-4, 80)]
    lines = [f"2026-11-{3 + at:02},Shop {at},{out}.00,{held}.00\n" for at, (out, held) in enumerate(rows)]
    for left_out, is_remarked in ((None, False), (2, True)):
        kept = [line for at, line in enumerate(lines) if at != left_out]
        file = put(tmp_path, "Date,Description,Amount,Balance\n" + "".join(kept))
        done = wallet("import", file, "@bank", "-n", "--before-opening", "skip", "--table")
        assert ("a row may be missing" in done.out + done.err) is is_remarked, done.out + done.err


def test_a_month_that_is_missing_between_two_files_is_named(wallet: Wallet, tmp_path: Path) -> None:
    wallet.ok("accounts", "add", "giro", "--kind", "bank")
    head = "Date,Text,Amount,Balance\n"
    wallet.ok("import", put(tmp_path, head + "2026-08-03,A,-5.00,95.00\n2026-08-20,B,-15.00,80.00\n"), "@giro")
    later = put(tmp_path, head + "2026-10-05,E,-8.00,62.00\n2026-10-21,F,-2.00,60.00\n")
    said = "giro: on 2026-10-05 the file begins with €70.00, and the books held €80.00 after 2026-08-20: -€10.00"
    assert said in wallet("import", later, "@giro", "-n").err
    (told,) = json.loads(wallet.ok("import", later, "@giro", "--json"))["statements"]
    assert (told["gap"]["last"], told["gap"]["first"]) == ("2026-08-20", "2026-10-05")
    assert (told["gap"]["held"]["amount"], told["gap"]["stated"]["amount"]) == ("80.00", "70.00")
    plain = put(tmp_path, "Date,Text,Amount\n2027-01-05,E,-8.00\n2027-01-06,F,1.00\n")
    assert "no file brought a row between 2026-10-21 and 2027-01-05" in wallet("import", plain, "@giro", "-n").err
    (told,) = json.loads(wallet.ok("import", plain, "@giro", "--json"))["statements"]
    assert told["gap"]["held"] is told["gap"]["stated"] is None


def test_fees_that_nothing_shows_to_be_besides_the_amounts_are_remarked(wallet: Wallet, tmp_path: Path) -> None:
    rows = "2026-11-13,A,-5.00,0.50\n2026-11-14,B,10.00,0.00\n2026-11-15,C,-9.00,0.70\n"
    done = wallet("import", put(tmp_path, "Date,Text,Amount,Fee\n" + rows), "@bank", "-n")
    assert "bank: the file has fees beside its amounts, €1.20 in 2 rows; nothing shows whether they are" in done.err
    told = wallet("import", put(tmp_path, "Date,Text,Amount,Fee\n" + rows), "@bank", "--json")
    assert json.loads(told.out)["statements"][0]["evidence"] == ["fees aside"]
    table = "Date,Text,Amount,Fee,Balance\n2026-11-16,A,-5.00,0.50,94.50\n2026-11-17,B,10.00,0.30,104.20\n"
    proven = wallet("import", put(tmp_path, table + "2026-11-18,C,-4.00,0.00,100.20\n"), "@bank", "-n")
    assert "fees beside" not in proven.err


def test_what_a_table_leaves_open_is_asked_one_by_one_and_nothing_is_written(wallet: Wallet, tmp_path: Path) -> None:
    file = put(tmp_path, PLAIN)
    before = wallet.ok("history", "-l", "0")
    asked = wallet("import", file, "@bank")
    assert (asked.status, asked.out) == (2, "")
    assert "05/03/2026 can be 2026-03-05 or 2026-05-03" in asked.err
    assert "--dates dmy" in asked.err
    asked = wallet("import", file, "@bank", "--dates", "dmy")
    assert (asked.status, "--sign out" in asked.err) == (2, True)
    assert wallet.ok("history", "-l", "0") == before
    answered = ("import", file, "@bank", "--dates", "dmy", "--sign", "out", "--before-opening", "move")
    assert wallet.ok(*answered).splitlines()[1] == "bank\t2\t0\t0\t0\t0\t0"
    shown = wallet.ok("history", "Tea house")
    assert ("2026-03-05" in shown, "-3.50" in shown) == (True, True)


@pytest.mark.parametrize("words", [("--dates", "ydm"), ("--decimal", ";"), ("--sign", "up"), ("--dates",)])
def test_an_answer_that_is_none_is_refused(wallet: Wallet, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert wallet("import", put(tmp_path, PLAIN), "@bank", *words).status == 2


def test_an_answer_for_another_format_is_refused(wallet: Wallet, tmp_path: Path) -> None:
    done = wallet("import", put(tmp_path, "<OFX><STMTRS></STMTRS></OFX>"), "@bank", "--dates", "dmy")
    assert (done.status, "csv" in done.err) == (2, True)


def test_what_moved_no_money_is_listed_and_not_booked(wallet: Wallet, tmp_path: Path) -> None:
    wallet.ok("accounts", "add", "alipay", "--kind", "ewallet", "--currency", "CNY")
    text = ALIPAY + "2026-11-05 21:32:14 ,转账,余额宝,/,转入余额宝,不计收支,99.00,余额,交易成功,2028\t,\t,,\n"
    done = wallet("import", put(tmp_path, text, "gb18030"), "@alipay")
    assert (done.status, done.out.splitlines()[1]) == (0, "alipay\t2\t0\t0\t0\t1\t0")
    assert done.err.startswith("nothing says what alipay held before 2026-11-03; ")
    listed = wallet.ok("import", str(tmp_path / "bank.xls"), "@alipay", "-v").splitlines()
    assert [line.split("\t")[3] for line in listed if line.endswith("note\tmoves-nothing\t\t")] == ["99.00"]
    rows = json.loads(wallet.ok("import", str(tmp_path / "bank.xls"), "@alipay", "--json"))["statements"][0]["rows"]
    assert [(row["status"], row["reason"]) for row in rows][2] == ("note", "moves-nothing")
    assert "-21.24" in wallet.ok("balance", "@alipay")


def test_a_table_of_something_else_changes_nothing(wallet: Wallet, tmp_path: Path) -> None:
    done = wallet("import", put(tmp_path, "交易哈希,UTC时间,数量\n0xd,2026/11/03 05:46:11,353.75\n"), "@bank")
    assert (done.status, "blockchain" in done.err) == (7, True)
