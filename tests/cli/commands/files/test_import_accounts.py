"""Which account a file is of, and what it begins with: named wrongly, learned once, made by the import."""

import json
from pathlib import Path

import pytest

from tests.cli.commands.files.test_import_ewallets import sample
from tests.cli.conftest import begun, founded
from tests.cli.driver import Wallet
from tests.services.bank_files import ofx, row, statement

DKB = """"Girokonto";"DE89370400440532013000"
"Kontostand vom 19.11.2026:";"1.194,90 €"
""
"Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";"Zahlungsempfänger*in";"Verwendungszweck";"Umsatztyp";\
"IBAN";"Betrag (€)";"Gläubiger-ID";"Mandatsreferenz";"Kundenreferenz"
"19.11.26";"19.11.26";"Gebucht";"Max";"Stadtwerke";"Strom";"Ausgang";"DE02120300000000202051";"-48,90";"";"";""
"17.11.26";"18.11.26";"Gebucht";"Max";"City Market";"Karte";"Ausgang";"";"-6,20";"";"";""
"""
QIF = """!Account
NCash
TCash
^
!Type:Cash
D2026-11-01
T100.00
POpening Balance
L[Cash]
^
D2026-11-05
T-12.00
PCoffee
^
!Account
NCash
TBank
^
!Type:Bank
D2026-11-07
T-50.00
PMarket
^
D2026-11-01
T1000.00
POpening Balance
^
"""
CARD = """招商银行信用卡对账单（个人消费卡账户 2024年01月）
交易日,记账日,交易摘要,人民币金额,卡号末四位,交易地金额
,12/29,掌上生活还款,-30.00,1234,-30.00
01/02,01/03,影票,56.78,1234,56.78
"""


@pytest.fixture
def empty(bare: Wallet) -> Wallet:
    return begun(bare, founded)


def put(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def held(wallet: Wallet) -> dict[str, str]:
    return {
        each["account"]: each["balance"]["amount"] for each in json.loads(wallet.ok("balance", "--json"))["accounts"]
    }


def test_the_number_in_a_title_is_learned_and_its_balance_is_compared(empty: Wallet, tmp_path: Path) -> None:
    file = put(tmp_path, "dkb.csv", DKB)
    done = empty("import", file, tty=True, typed="dkb\n+\ny\n")
    assert (done.status, held(empty)) == (0, {"dkb": "1194.90"})
    assert "which account is number DE89370400440532013000" in done.err
    assert "the file says that dkb had €1,250.00 before 2026-11-17" in done.err
    assert "dkb begins on 2026-11-17 with €1,250.00, as the file says" in done.out
    assert "the bank's balance of 2026-11-19, €1,194.90, agrees" in done.err
    again = empty("import", file)
    assert (again.status, again.out.splitlines()[1]) == (0, "dkb\t0\t0\t2\t0\t0\t0")


def test_a_difference_names_the_line_that_mends_it(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "dkb", "--currency", "EUR")
    done = empty("import", put(tmp_path, "dkb.csv", DKB), "@dkb")
    assert "a difference of €1,250.00" in done.err
    assert "wallet adjust @dkb --to 1194.90 -d 2026-11-19" in done.err
    empty.ok("adjust", "@dkb", "--to", "1194.90", "-d", "2026-11-19")
    assert "agrees with the books" in empty("import", put(tmp_path, "dkb.csv", DKB), "@dkb").err


def test_a_file_in_another_currency_names_both_ways(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "dkb", "--currency", "CNY")
    done = empty("import", put(tmp_path, "dkb.csv", DKB), "@dkb")
    assert done.status == 5
    assert "wallet accounts edit dkb --currency CNY,EUR" in done.err
    assert "wallet accounts add NAME --currency EUR" in done.err


def test_what_an_old_program_s_account_began_with_is_no_income(empty: Wallet, tmp_path: Path) -> None:
    file = put(tmp_path, "old.qif", QIF)
    empty.ok("accounts", "add", "cash", "--currency", "EUR")
    refused = empty("import", file, "@cash")
    assert (refused.status, "Cash cash, Cash bank" in refused.err) == (5, True)
    done = empty("import", file, tty=True, typed="cash\n+\n")
    assert (done.status, held(empty)) == (0, {"cash": "88.00", "bank": "950.00"})
    assert 'which account is "Cash" (bank)?' in done.err
    assert "it says what the account began with" in done.out
    assert "what the account began with" in done.out
    assert "uncategorised-income" not in empty.ok("history")
    again = empty("import", file)
    assert (again.status, again.out.splitlines()[1:]) == (0, ["cash\t0\t0\t1\t0\t1\t0", "bank\t0\t0\t1\t0\t1\t0"])


def test_an_opening_that_cannot_be_read_is_refused_in_its_place(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "cash", "--currency", "EUR")
    text = "!Type:Cash\nD2026-11-01\nTx\nPOpening Balance\n^\nD2026-11-02\nT-1.00\nPTea\n^\n"
    done = empty("import", put(tmp_path, "bad.qif", text), "@cash", "--skip-refused")
    assert (done.status, held(empty)) == (0, {"cash": "-1.00"})
    assert "line 2" in done.err


def test_days_of_a_qif_file_are_asked_about_at_a_terminal(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "cash", "--currency", "EUR")
    file = put(tmp_path, "days.qif", "!Type:Cash\nD03/04/2026\nT-1.00\nPTea\n^\n")
    script = empty("import", file, "@cash")
    assert (script.status, f"wallet import {file} @cash --dates dmy" in script.err) == (2, True)
    done = empty("import", file, "@cash", tty=True, typed="2\n")
    assert (done.status, "2026-03-04" in empty.ok("history"), "03/04/2026  Tea" in done.err) == (0, True, True)


def test_a_card_s_last_digits_are_learned_once_and_mean_no_bank_account(empty: Wallet, tmp_path: Path) -> None:
    empty.ok("accounts", "add", "debit", "--currency", "CNY", "--also", "1234")
    file = put(tmp_path, "card.csv", CARD)
    done = empty("import", file, tty=True, typed="cmb\n+\n0\n")
    assert (done.status, "which account is card.csv of?" in done.err) == (0, True)
    assert (held(empty)["cmb"], "cmb has the number 1234 from now on" in done.err) == ("-26.78", True)
    assert "wallet edit t2 @debit @cmb" in done.err or "wallet edit t1 @debit @cmb" in done.err
    again = empty("import", file)
    assert (again.status, again.out.splitlines()[1]) == (0, "cmb\t0\t0\t2\t0\t0\t0")
    empty.ok("accounts", "add", "master", "--kind", "card", "--currency", "CNY")
    other = put(tmp_path, "other.csv", CARD.replace("1234", "9876"))
    assert "wallet accounts edit master --also 9876" in empty("import", other, "@master").err
    both = put(tmp_path, "both.csv", CARD.replace("1234,-30", "5555,-30").replace("1234,56", "6666,56"))
    assert "--also" not in empty("import", both, "@master").err


def test_another_platform_s_file_is_refused(empty: Wallet) -> None:
    empty.ok("accounts", "add", "支付宝", "--kind", "ewallet", "--currency", "CNY")
    done = empty("import", sample("wechat"), "@支付宝")
    assert (done.status, "the statement is from 微信" in done.err, "支付宝" in done.err) == (5, True, True)
    empty.ok("accounts", "add", "bank", "--currency", "CNY")
    assert empty("import", sample("alipay"), "@支付宝").status == 2


def test_a_command_at_a_question_is_said_to_be_one_and_the_question_comes_again(empty: Wallet) -> None:
    done = empty("import", sample("wechat"), tty=True, typed="wallet history\n12.50 Coffee @cash\nx\n0\n")
    assert (done.status, done.err.count("which number? [0]: ")) == (2, 4)
    assert (done.err.count("that is a command"), done.err.count("answers are: +, 0")) == (1, 3)
    assert done.err.count("that reads as a line to be recorded, and nothing was: this question comes first") == 1


def test_each_account_of_a_file_is_offered_by_its_own_name_and_another_number_by_another(
    empty: Wallet, tmp_path: Path
) -> None:
    each = "!Account\nN{}\nT{}\n^\n!Type:{}\nD19/11/2026\nT-1.00\nPTea\n^\n"
    text = each.format("Checking", "Bank", "Bank") + each.format("Holiday pot", "Bank", "Bank")
    done = empty("import", put(tmp_path, "two.qif", text), tty=True, typed="+\n+\n")
    assert (done.status, held(empty)) == (0, {"Checking": "-1.00", "Holiday pot": "-1.00"}), done.err
    path = tmp_path / "two.ofx"
    path.write_bytes(ofx(*(statement([row("20261105", "-2.00", "Tea", "A")], f"1000000{n}") for n in (1, 2, 3))))
    done = empty("import", str(path), tty=True, typed="+\n" * 3 + "n\n" * 9)
    assert (done.status, [name for name in held(empty) if name.startswith("bank")]) == (0, ["bank", "bank2", "bank3"])


def test_an_account_that_a_file_calls_otherwise_than_its_name_says_is_found_again(
    wallet: Wallet, tmp_path: Path
) -> None:
    """The file has a bank's account; the name that it has here says savings."""
    wallet.ok("accounts", "add", "Savings", "--kind", "savings", "--number", "Savings")
    file = tmp_path / "old.qif"
    file.write_text("!Account\nNSavings\nTBank\n^\n!Type:Bank\nD2026-11-07\nT-50.00\nPShop\n^\n")
    assert wallet.ok("import", str(file), "--before-opening", "move").splitlines()[1].split("\t")[:2] == [
        "Savings",
        "1",
    ]
    assert wallet.ok("import", str(file)).splitlines()[1].split("\t")[:4] == ["Savings", "0", "0", "1"]
    wallet.ok("accounts", "add", "plastic", "--kind", "card", "--number", "Savings")
    assert wallet.ok("import", str(file)).splitlines()[1].split("\t")[:4] == ["Savings", "0", "0", "1"]
